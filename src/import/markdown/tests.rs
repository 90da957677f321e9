//! What becomes of files of other generators, read off the draft.

use serde_json::json;

use super::read;
use crate::date::zone;
use crate::import::{Action, Draft};

fn draft(name: &str, text: &str) -> Draft {
    read(name, text).unwrap_or_else(|refused| panic!("{refused:?}"))
}

fn date(draft: &Draft) -> String {
    draft.date.map_or_else(String::new, |when| when.iso(&zone("UTC").unwrap()))
}

/// The notes of a draft, a line each.
fn report(draft: &Draft) -> Vec<String> {
    let line = |note: &crate::import::Note| {
        format!("{} {:?} {} ({})", note.line, note.action, note.excerpt, note.reason)
    };
    draft.notes.iter().map(line).collect()
}

fn check_body(text: &str, expected: &str) {
    assert_eq!(draft("posts/talks.md", text).body, expected, "{text:?}");
}

fn check_refused(text: &str, expected: (u32, &str, &str)) {
    let refused = read("talks.md", text).unwrap_err();
    let hint = refused.hint.as_deref().unwrap_or_default();
    assert_eq!((refused.line, refused.message.as_str(), hint), expected, "{text:?}");
}

#[test]
fn front_matter_of_all_generators_fills_the_same_fields() {
    let texts = [
        "---\ntitle: Talks\ndate: 2017-03-08\ntags: [Peace, Trade, peace]\nauthor: Ann Lee\nlang: en_GB\n---\nText.\n",
        "+++\ntitle = \"Talks\"\ndate = 2017-03-08\nlanguage = \"en_GB\"\nauthors = [\"Ann Lee\"]\n[taxonomies]\ntags = [\"Peace\", \"Trade\"]\n+++\nText.\n",
        "{\n  \"title\": \"Talks\",\n  \"date\": \"2017-03-08\",\n  \"tags\": [\"Peace\", \"Trade\"],\n  \"authors\": {\"name\": \"Ann Lee\"},\n  \"lang\": \"en-GB\"\n}\nText.\n",
        "Title: Talks\nDate: March 8, 2017\nTags: Peace, Trade\nAuthor: Ann Lee\nLang: en-GB\n\nText.\n",
    ];
    for text in texts {
        let draft = draft("content/talks.md", text);
        assert_eq!(draft.title.as_deref(), Some("Talks"), "{text}");
        assert_eq!(date(&draft), "2017-03-08", "{text}");
        assert_eq!(draft.topics, ["Peace", "Trade"], "{text}");
        assert_eq!(draft.authors, ["Ann Lee"], "{text}");
        assert_eq!(draft.lang.as_deref(), Some("en-GB"), "{text}");
        assert_eq!(draft.body, "Text.\n", "{text}");
        assert_eq!(report(&draft), [""; 0], "{text}");
    }
}

#[test]
fn a_post_of_jekyll_has_its_day_and_slug_from_its_name() {
    let text = "---\nlayout: post\ntags: peace trade\ncategories: world\npermalink: /2017/talks/\npublished: false\n---\n# Talks in Lunde\n\nText.\n";
    let draft = draft("blog/_posts/2017-03-08-talks.md", text);
    assert_eq!(draft.title.as_deref(), Some("Talks in Lunde"));
    assert_eq!((date(&draft).as_str(), draft.slug.as_deref()), ("2017-03-08", Some("talks")));
    assert_eq!(draft.topics, ["world", "peace", "trade"]);
    assert_eq!(draft.aliases, ["/2017/talks/"]);
    assert!(draft.is_draft);
    assert_eq!(draft.extra, [("layout".to_owned(), json!("post"))]);
    assert_eq!(
        report(&draft),
        [
            "2 Changed layout: post (kept under `extra`: the theme of the site decides how an article looks)",
            "5 Changed permalink: /2017/talks/ (its address until now is an alias)",
            "6 Changed published: false (it is a draft now)",
            "8 Changed # Talks in Lunde (the headline is the title now)",
        ]
    );
}

#[test]
fn the_name_of_a_file_completes_what_is_not_written() {
    let check = |name: &str, title: &str, day: &str, slug: Option<&str>| {
        let draft = draft(name, "The US said so.\n");
        let seen = (draft.title.as_deref().unwrap(), date(&draft), draft.slug.as_deref());
        assert_eq!(seen, (title, day.to_owned(), slug), "{name}");
    };
    check("content/posts/us-talks.md", "US talks", "", Some("us-talks"));
    check("content/posts/us-talks/index.md", "US talks", "", Some("us-talks"));
    check("_posts/2017-3-8-us-talks.markdown", "US talks", "2017-03-08", Some("us-talks"));
    check("vault/Talks in Lunde.md", "Talks in Lunde", "", None);
    check("2017-03-08 Talks.md", "Talks", "2017-03-08", None);
    check("talks.de.md", "Talks", "", Some("talks"));
    check("C:\\vault\\talks.md", "Talks", "", Some("talks"));
    assert_eq!(draft("talks.de.md", "").lang.as_deref(), Some("de"));
    assert!(draft("_drafts/talks.md", "").is_draft);
}

#[test]
fn keys_without_a_place_are_kept_under_extra_and_told() {
    let text = "---\ntitle: Talks\nweight: 3\nseries: [a]\nmood: {is: calm}\naliases: [The Talks]\nempty:\n---\n";
    let draft = draft("talks.md", text);
    let extra: Vec<_> = draft.extra.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(extra, ["aliases", "mood", "series", "weight"]);
    assert_eq!(
        report(&draft),
        [
            "3 Changed weight: 3 (kept under `extra`: articles are in the order of their dates)",
            "4 Changed series: [\"a\"] (kept under `extra`: a story is a file of its own, named by `story`)",
            "5 Changed mood: {\"is\":\"calm\"} (kept under `extra`: not a key of an article)",
            "6 Changed aliases: [\"The Talks\"] (kept under `extra`: a further name is no address)",
            "7 Dropped empty: null (it has no value)",
        ]
    );
}

#[test]
fn authors_are_read_in_their_many_shapes() {
    let check = |value: &str, expected: &[&str]| {
        let draft = draft("talks.md", &format!("---\nauthor: {value}\n---\n"));
        assert_eq!(draft.authors, expected, "{value}");
    };
    check("Ann Lee", &["Ann Lee"]);
    check("Ann Lee and Jane Roe", &["Ann Lee", "Jane Roe"]);
    check("Ann Lee, Jane von Roe & Bo Ek", &["Ann Lee", "Jane von Roe", "Bo Ek"]);
    check("Ministry of Trade and Industry", &["Ministry of Trade and Industry"]);
    check("Lee, Ann", &["Lee, Ann"]);
    check("Ann Lee <ann@example.org>", &["Ann Lee"]);
    check("[Ann Lee, {name: Jane Roe, twitter: x}]", &["Ann Lee", "Jane Roe"]);
    check("\"[[Ann Lee]]\"", &["Ann Lee"]);
}

#[test]
fn a_later_day_of_publication_holds_the_article_back() {
    let text =
        "+++\ndate = 2017-03-08\npublishDate = 2017-04-01T08:00:00Z\nlastmod = 2017-03-09\n+++\n";
    let draft = draft("talks.md", text);
    let utc = zone("UTC").unwrap();
    let iso = |when: Option<crate::date::When>| when.map(|when| when.iso(&utc)).unwrap_or_default();
    assert_eq!((iso(draft.date), iso(draft.updated)), ("2017-03-08".into(), "2017-03-09".into()));
    assert_eq!(iso(draft.embargo), "2017-04-01T08:00:00+00:00");
}

#[test]
fn front_matter_that_cannot_be_read_is_refused_with_its_line() {
    check_refused("---\ntitle: A\n", (1, "front matter has no end", "put a line `---` below it"));
    check_refused("+++\ntitle = 1\n", (1, "front matter has no end", "put a line `+++` below it"));
    check_refused(
        "---\ntitle: A\ntags: [a\n---\n",
        (
            4,
            "did not find expected ',' or ']'",
            "put a value that contains `:`, `#`, `[` or quotes in quotes",
        ),
    );
    check_refused(
        "---\ntitle: A\ndate: 05/06/2018\n---\n",
        (3, "`05/06/2018` may be 6 May 2018 or 5 June 2018", "write `2018-05-06` or `2018-06-05`"),
    );
    check_refused(
        "---\ndate: soon\n---\n",
        (2, "not a date: `soon`", "write it as `2025-02-18` or `2025-02-18T09:00:00+03:00`"),
    );
    for text in ["+++\na = 1\nb = = 2\n+++\n", "{\"a\": 1,\n \"b\": oops}\n"] {
        let refused = read("talks.md", text).unwrap_err();
        assert!(refused.hint.is_some() && (2..=3).contains(&refused.line), "{refused:?}");
    }
    let deep = [
        format!("---\na: {}\n---\n", "[".repeat(50_000)),
        format!("+++\na = {}\n+++\n", "[".repeat(50_000)),
        format!("{{\"a\": {}", "[".repeat(50_000)),
        format!("---\na: {}\n---\n", "x".repeat(5 << 20)),
    ];
    for text in deep {
        assert!(read("talks.md", &text).is_err());
    }
}

#[test]
fn a_rule_above_text_is_no_front_matter() {
    check_body("---\n\nText.\n\n---\n", "---\n\nText.\n\n---\n");
    check_body("---\nText of it.\n", "---\nText of it.\n");
    check_body("Note: this is text.\n\nMore.\n", "Note: this is text.\n\nMore.\n");
}

#[test]
fn shortcodes_with_a_plain_meaning_become_markdown() {
    check_body(
        "{{< figure src=\"a.png\" alt=\"Map\" caption=\"A map\" >}}\n",
        "![Map](a.png)\n\n*A map*\n",
    );
    check_body("{{< figure src=\"a.png\" title=\"A map\" >}}", "![A map](a.png)");
    check_body(
        "See {{< youtube abc_1 >}}.",
        "See [Video on YouTube](https://www.youtube.com/watch?v=abc_1).",
    );
    check_body(
        "{{ youtube(id=\"abc\") }}",
        "[Video on YouTube](https://www.youtube.com/watch?v=abc)",
    );
    check_body("{{< gist ann 12 >}}", "[Code on GitHub](https://gist.github.com/ann/12)");
    check_body(
        "{% highlight js %}\nlet a = `{{ b }}`;\n{% endhighlight %}\n",
        "```js\nlet a = `{{ b }}`;\n```\n",
    );
    check_body("{{< highlight go >}}\n```\n{{< /highlight >}}\n", "````go\n```\n````\n");
    check_body("[a]({{< ref \"posts/b.md#c\" >}}) d", "[[b#c|a]] d");
    check_body("[a]({% post_url 2017-01-01-b %}) d", "[[b|a]] d");
    check_body("[*a*]({{ site.baseurl }}{% link _posts/2017-01-01-b.md %})", "[*a*](/articles/b/)");
    check_body(
        "[a](@/posts/b/index.md) [c](../d.md#e) [f](http://g.org/h.md)",
        "[[b|a]] [[d#e|c]] [f](http://g.org/h.md)",
    );
    check_body("![a]({{ site.url }}/b.png)", "![a](/b.png)");
    check_body(
        "{% quote(author=\"Ann Lee\") %}\nWords.\n\nMore.\n{% end %}\n",
        "> Words.\n>\n> More.\n>\n> — Ann Lee\n",
    );
    check_body("{{% notice warning %}}\nWords.\n{{% /notice %}}\n", "> [!WARNING]\n> Words.\n");
    check_body("{% raw %}{{ a }}{% endraw %}", "{{ a }}");
    check_body("A.\n\n<!--more-->\n\nB.", "A.\n\n\n\nB.");
    check_body("A.\n{: .lead}\n\n## B {#b}\n", "A.\n\n\n## B \n");
    check_body("* toc\n{:toc}\n\nA.", "A.");
}

#[test]
fn other_tags_are_hidden_at_their_place_and_told() {
    let text =
        "A {{< chart id=3 >}} b.\n{% include x.html %}\n{{< tabs >}} c\n{{< /tabs >}}\n{{ d }}\n";
    let draft = draft("talks.md", text);
    assert_eq!(
        draft.body,
        "A  b. <!-- {{< chart id=3 >}} -->\n<!-- {% include x.html %} -->\n c <!-- {{< tabs >}} -->\n<!-- {{< /tabs >}} -->\n{{ d }}\n"
    );
    assert_eq!(
        report(&draft),
        [
            "1 Changed {{< chart id=3 >}} (hidden in a comment: `chart` has no meaning here)",
            "2 Changed {% include x.html %} (hidden in a comment: `include` has no meaning here)",
            "3 Changed {{< tabs >}} (hidden in a comment: `tabs` has no meaning here)",
            "5 Kept {{ d }} (braces are text here)",
        ]
    );
}

#[test]
fn nothing_in_code_is_touched() {
    for text in [
        "`{{< a >}}` `[[b]]`",
        "```\n{% a %}\n#b ==c==\n```\n",
        "    {{< a >}}\n",
        "<pre>{{< a >}}</pre>",
    ] {
        let text = format!("Text [[x]].\n\n{text}");
        check_body(&text, &text);
    }
}

#[test]
fn signs_of_obsidian_become_markdown_and_topics() {
    let check = |text: &str, expected: &str, topics: &[&str]| {
        let draft = draft("vault/Talks.md", &format!("[[Note]]\n{text}"));
        assert_eq!(draft.body, format!("[[Note]]\n{expected}"), "{text}");
        assert_eq!(draft.topics, topics, "{text}");
    };
    check("[[folder/Note#Some Part|text]]", "[[Note#some-part|text]]", &[]);
    check("[[#Some Part]]", "[Some Part](#some-part)", &[]);
    check("![[map.png|300]] ![[a map.png|A map]]", "![](map.png) ![A map](<a map.png>)", &[]);
    check("![[Note]] ![[Note#Part]]", "[[Note]] [[Note#part|Note > Part]]", &[]);
    check("a ==b [[c]]== d == e", "a **b [[c]]** d == e", &[]);
    check("a %%hidden [[x]]%% b", "a  b", &[]);
    check(
        "a #trade, #2 and x#y\n#eu #eu/east\n",
        "a trade, #2 and x#y\n",
        &["trade", "eu", "eu/east"],
    );
    check("Words. ^abc-1\n", "Words. \n", &[]);
    check("> [!abstract]- Title\n> b", "> [!NOTE] Title\n> b", &[]);
    check("> [!quote] Ann\n> b", "> Ann\n> b", &[]);
    check("> [!tip]\n> b", "> [!tip]\n> b", &[]);
    let other = "a ==b== #c ^d";
    check_body(&format!("---\nlayout: post\n---\n{other}"), other);
}

#[test]
fn raw_html_is_kept_and_told_once() {
    let draft = draft("talks.md", "A <b>c</b>.\n\n<div>d</div> <https://example.org>\n");
    assert_eq!(draft.notes.len(), 1);
    assert_eq!((draft.notes[0].action, draft.notes[0].line), (Action::Kept, 1));
}

#[test]
fn marks_and_line_ends_of_other_systems_are_survived() {
    let draft = draft("talks.md", "\u{feff}---\r\ntitle: Talks\r\n---\r\n\r\nA\tb\u{a0}c.\r\n");
    assert_eq!((draft.title.as_deref(), draft.body.as_str()), (Some("Talks"), "A\tb\u{a0}c.\n"));
}
