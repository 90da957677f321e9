//! The leak scan: words of drafts that a writer has put where they are shown are found, with the place;
//! what is public anyway is not.

mod public;

use rapporteur::cache::Memo;
use rapporteur::check::leak::Leaks;
use rapporteur::pipeline::build;
use rapporteur::render::Rendered;
use rapporteur::site::Preview;
use rapporteur::source::load::load;

use crate::support::TestSite;
use crate::support::site::{NOW, NOW_ARGUMENT};

/// A sentence that stands in a draft.
const SECRET: &str = "The grey heron crossed seven quiet rivers before dawn";

const DRAFT: &str = "---\ntitle: Nightfall at the mill\ndate: 2025-02-10\nstatus: draft\nslug: nightfall-at-the-mill\n\
topics: [Energy]\ncorrections: [{text: The old clerk counted nine copper kettles}]\n---\n\
A first word.\n\nThe grey heron crossed seven quiet rivers before dawn.\n\n\
![A tall boy painted eleven yellow gates](mill.png)\n\n<!-- Ask the baker about her seventh oven -->\n";

const ARTICLE: &str = "---\ntitle: Envoys meet\ndate: 2025-02-11\ntopics: [Energy]\n---\n\
The envoys of Northland met for the second time this year. It was a long day.\n";

fn site() -> TestSite {
    TestSite::new()
        .file("content/articles/draft.md", DRAFT)
        .file("content/articles/mill.png", "a picture")
        .file("content/articles/envoys.md", ARTICLE)
        .file("content/actors/northland.yaml", "- {name: Northland, kind: state}\n")
}

/// Each leak as `code path:line`.
fn leaks(site: &TestSite) -> Vec<String> {
    let snapshot = load(&site.root(), NOW).unwrap();
    let built = build(&snapshot, Preview::Published, &mut Memo::default());
    let Some(leaks) = Leaks::of(&built, &snapshot) else { return Vec::new() };
    let outputs = 0..built.n_outputs();
    let found: Vec<_> = outputs
        .filter_map(|page_idx| {
            let bytes = match built.make(page_idx).unwrap() {
                Rendered::Bytes(bytes) => bytes,
                Rendered::Copy(path) => std::fs::read(site.path(path.as_str())).unwrap(),
            };
            leaks.look(page_idx, Some(&bytes))
        })
        .collect();
    let diagnostics = leaks.diagnostics(&found).into_iter();
    let mut lines: Vec<String> = diagnostics
        .map(|leak| format!("{} {}:{}", leak.code.name(), leak.place.path, leak.place.line))
        .collect();
    lines.sort();
    lines
}

#[test]
fn words_of_a_draft_are_found_wherever_they_are_shown() {
    let article = |front: &str, body: &str| {
        format!(
            "---\ntitle: Second\ndate: 2025-02-12\n{front}---\nThe first paragraph.\n\n{body}\n"
        )
    };
    let second = "content/articles/second.md";
    let lower = SECRET.to_lowercase();
    let actor = |key: &str| format!("- name: Ann Lee\n  kind: person\n  {key}\n");
    for (path, text, expected) in [
        (second, article(&format!("topics: [\"{SECRET}\"]\n"), ""), 4),
        (second, article("", &format!("![{SECRET}](mill.png)")), 7),
        (second, article("", &format!("[a](b.html \"{SECRET}\")")), 7),
        (second, article(&format!("corrections: [{{text: {SECRET}}}]\n"), ""), 4),
        (second, article(&format!("authors: [{SECRET}]\n"), ""), 4),
        (second, article("", "![x](mill.png \"the GREY heron *crossed* seven quiet\")"), 7),
        ("content/actors/lee.yaml", actor(&format!("description: {SECRET}")), 3),
        ("content/actors/lee.yaml", actor(&format!("aliases: [{SECRET}]")), 3),
        (
            "content/actors/lee.yaml",
            actor(&format!("roles: [{{title: {SECRET}, of: northland}}]")),
            3,
        ),
        (
            "content/actors/ann-lee.md",
            format!("---\nname: Ann Lee\nkind: person\n---\n{SECRET}.\n"),
            5,
        ),
        ("content/topics/energy.md", format!("---\ntitle: Energy\n---\nOne.\n\nTwo {lower}\n"), 6),
        ("content/pages/about.md", format!("---\ntitle: About\n---\n{SECRET}\n"), 4),
        (
            "content/pages/about.md",
            format!("---\ntitle: About\ndescription: {SECRET}\n---\nOne\n"),
            3,
        ),
        (
            "content/pages/heron.md",
            "---\ntitle: The grey heron crossed seven\n---\nOne\n".to_owned(),
            2,
        ),
        (
            "templates/base.html",
            // It has all blocks that other templates fill.
            ["title", "head_extra", "nameplate", "page_class", "content"]
                .map(|name| format!("{{% block {name} %}}{{% endblock %}}"))
                .concat()
                + "\n<i title=\"grey heron crossed seven quiet\"></i>",
            2,
        ),
        ("templates/feed.atom", format!("<feed>\n<title>{SECRET}</title></feed>"), 2),
        ("static/notes.txt", SECRET.to_owned(), 0),
        ("static/data.json", format!("{{\"a\": \"{SECRET}\"}}"), 0),
        ("static/grey-heron-crossed-seven-quiet.png", String::new(), 0),
        (
            "static/search.json",
            "[\"grey\", \"heron\", \"crossed\", \"seven\", \"quiet\"]".to_owned(),
            0,
        ),
    ] {
        let site = site().file(path, &text);
        assert_eq!(leaks(&site), [format!("leaked-text {path}:{expected}")], "{text}");
    }
}

#[test]
fn what_is_no_text_of_a_draft_is_kept_as_well() {
    for words in [
        "the old clerk counted nine copper kettles",
        "a tall boy painted eleven yellow gates",
        "ask the baker about her seventh oven",
    ] {
        let about = format!("---\ntitle: About\n---\nAs {words} say.\n");
        let site = site().file("content/pages/about.md", &about);
        assert_eq!(leaks(&site), ["leaked-text content/pages/about.md:4"], "{words}");
    }
}

#[test]
fn title_and_slug_of_a_draft_are_found() {
    let about = |text: &str| format!("---\ntitle: About\n---\nSoon: {text}\n");
    for (text, code) in [
        ("Nightfall at the mill", "leaked-title"),
        ("NIGHTFALL AT THE MILL", "leaked-title"),
        ("[it](/articles/nightfall-at-the-mill/)", "leaked-slug"),
        ("`nightfall-at-the-mill`", "leaked-slug"),
    ] {
        let site = site().file("content/pages/about.md", &about(text));
        assert_eq!(leaks(&site), [format!("{code} content/pages/about.md:4")], "{text}");
    }
    let site = site().file("static/nightfall-at-the-mill.png", "");
    assert_eq!(leaks(&site), ["leaked-slug static/nightfall-at-the-mill.png:0"]);
    for link in ["[[Nightfall at the mill]]", "[[nightfall-at-the-mill]]"] {
        let article = format!("---\ntitle: Second\ndate: 2025-02-12\n---\nSee {link}.\n");
        let found = leaks(&self::site().file("content/articles/second.md", &article));
        assert_eq!(found.len(), 1, "{link}: {found:?}");
        assert!(found[0].ends_with(" content/articles/second.md:5"), "{link}: {found:?}");
    }
}

#[test]
fn a_title_of_names_and_small_words_is_found_whole() {
    let draft = "---\ntitle: Northland and Southland in Westland\ndate: 2025-02-12\nstatus: draft\n---\nOne.\n";
    let states = "- {name: Northland, kind: state}\n- {name: Southland, kind: state}\n- {name: Westland, kind: state}\n";
    let site = || {
        site().file("content/actors/northland.yaml", states).file("content/articles/two.md", draft)
    };
    for (text, is_leak) in [
        ("Soon: Northland and Southland in Westland.", true),
        ("Soon: *Northland* and Southland in [Westland](/).", true),
        ("Soon: northland and southland in westland.", true),
        ("Northland and Southland in Eastland.", false),
        ("Northland and Southland met in Westland.", false),
    ] {
        let about = format!("---\ntitle: About\n---\n{text}\n");
        let found = leaks(&site().file("content/pages/about.md", &about));
        let expected: &[&str] =
            if is_leak { &["leaked-title content/pages/about.md:4"] } else { &[] };
        assert_eq!(found, expected, "{text}");
    }
    let longer = draft.replace("in Westland", "in Westland and Northland");
    for (text, is_leak) in [
        ("Northland and Southland in Westland and Southland.", false),
        ("Northland &amp; so: Northland and *Southland* in Westland and Northland.", true),
    ] {
        let about = format!("---\ntitle: About\n---\n{text}\n");
        let site = site().file("content/articles/two.md", &longer);
        let found = leaks(&site.file("content/pages/about.md", &about));
        assert_eq!(found.len(), usize::from(is_leak), "{text}: {found:?}");
    }
}

#[test]
fn a_long_title_is_found_behind_the_links_that_its_names_became() {
    let states = ["Northland", "Southland", "Westland", "Eastland", "Overland", "Midland"];
    let actors: String = states
        .iter()
        .map(|name| {
            format!(
                "- {{name: {name}, kind: state, slug: the-united-provinces-of-the-farther-{}}}\n",
                name.to_lowercase()
            )
        })
        .collect();
    let title = "Northland and Southland and Westland and Overland and Midland in Eastland";
    let draft = format!("---\ntitle: {title}\ndate: 2025-02-12\nstatus: draft\n---\nOne.\n");
    let about = format!("---\ntitle: About\n---\nSoon: {title}.\n");
    let site = site()
        .file("content/actors/northland.yaml", &actors)
        .file("content/articles/two.md", &draft)
        .file("content/pages/about.md", &about);
    assert_eq!(leaks(&site), ["leaked-title content/pages/about.md:4"]);
}

#[test]
fn a_sentence_of_a_draft_is_found_in_the_name_of_a_story() {
    let slug = "the-grey-heron-crossed-seven-quiet-rivers";
    let article = ARTICLE.replace("topics:", &format!("story: {slug}\ntopics:"));
    let site = site()
        .file("content/articles/envoys.md", &article)
        .file(&format!("content/stories/{slug}.md"), "---\ntitle: Rivers\n---\nOne.\n");
    assert_eq!(leaks(&site), ["leaked-text content/articles/envoys.md:4"]);
}

#[test]
fn copied_files_are_read_whatever_their_ending() {
    for name in [
        "data.geojson",
        "feed.rss",
        "x.js.map",
        "dump.ndjson",
        "notes.xhtml",
        "notes.markdown",
        "t.tsv",
        "card.vcf",
        "old.rtf",
        "paper.tex",
        "LICENSE",
        "_headers",
    ] {
        let text = if name.contains("json") || name.ends_with("map") {
            format!("{{\"{SECRET}\": 1}}")
        } else {
            SECRET.to_owned()
        };
        let site = site().file(&format!("static/{name}"), &text);
        assert_eq!(leaks(&site), [format!("leaked-text static/{name}:0")]);
    }
    let site = site();
    let wide: Vec<u8> =
        format!("\u{FEFF}{SECRET}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    site.write("static/wide.txt", &wide);
    assert_eq!(leaks(&site), ["leaked-text static/wide.txt:0"]);
    let site = self::site();
    site.write("static/deep.html", "<![CDATA[".repeat(20_000).as_bytes());
    let script = format!("<script>\\x \"{}", "<script>\\x \\\"".repeat(20_000));
    site.write("static/deep-script.html", script.as_bytes());
    assert_eq!(leaks(&site), Vec::<String>::new());
}

#[test]
fn embargoed_articles_stories_without_articles_and_comments_are_hidden_too() {
    let secret = "nine old sailors mended purple nets";
    let about = format!("---\ntitle: About\n---\nThen {secret} again.\n");
    for (path, text) in [
        (
            "content/articles/later.md",
            format!(
                "---\ntitle: Later\ndate: 2025-02-12\nembargo: 2031-01-01\n---\nThere {secret} again.\n"
            ),
        ),
        ("content/articles/2031-01-01-later.md", format!("# Later\n\nThere {secret} again.\n")),
        ("content/stories/nets.md", format!("---\ntitle: Nets\n---\nThere {secret} again.\n")),
        ("content/topics/nets.md", format!("---\ntitle: Nets\n---\nThere {secret} again.\n")),
    ] {
        let site = site().file(path, &text).file("content/pages/about.md", &about);
        assert_eq!(leaks(&site), ["leaked-text content/pages/about.md:4"], "{path}");
    }
    let page = format!(
        "---\ntitle: About\nextra: {{note: {secret}}}\n---\nOne.\n\n<!-- There {secret} again. -->\n\nTwo.\n"
    );
    let site = site().file("content/pages/about.md", &page);
    assert_eq!(leaks(&site), Vec::<String>::new());
    site.edit("site.yaml", "title: Test", "title: Test\nhtml: trusted");
    assert_eq!(
        leaks(&site),
        ["leaked-text content/pages/about.md:3", "leaked-text content/pages/about.md:7"]
    );
}

#[test]
fn a_check_that_remembers_says_what_one_that_does_not_would_say() {
    let site = site();
    let steps = [
        (
            "content/pages/about.md",
            "---\ntitle: About\n---\n[One](/articles/envoys/#nowhere) two.\n",
        ),
        ("content/pages/about.md", "---\ntitle: About\n---\n[One](/articles/envoys/) two.\n"),
        // What the page links to goes away, and it is not touched itself.
        (
            "content/articles/envoys.md",
            "---\ntitle: Envoys\ndate: 2025-02-11\nslug: other\n---\nOne.\n",
        ),
        // A page that was without fault now says what a new draft says.
        (
            "content/articles/third.md",
            "---\ntitle: T\ndate: 2025-02-11\nstatus: draft\n---\nThe quick grey mole dug seven holes.\n",
        ),
        ("content/pages/mole.md", "---\ntitle: Mole\n---\nThe quick grey mole dug seven holes.\n"),
        ("site.yaml", "title: Test\nbase_url: https://example.org/\ncheck: {max_page_kb: 1}\n"),
    ];
    for (path, text) in steps {
        site.write(path, text.as_bytes());
        let said = || site.run(&["check", NOW_ARGUMENT, "--format", "short"]).stdout;
        let with_memory = said();
        assert_eq!(said(), with_memory, "{path}");
        std::fs::remove_file(site.path(".rapporteur/checked")).unwrap();
        assert_eq!(said(), with_memory, "{path}");
    }
}
