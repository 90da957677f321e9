//! What is public anyway is no leak, and what is a leak stays one.

use super::{SECRET, leaks, site};
use crate::support::site::NOW_ARGUMENT;

#[test]
fn a_site_that_keeps_its_drafts_has_no_leak() {
    assert_eq!(leaks(&site()), Vec::<String>::new());
}

#[test]
fn what_is_public_anyway_is_no_leak() {
    let about = |text: &str| format!("---\ntitle: About\n---\n{text}\n");
    let draft = |text: &str| {
        format!(
            "---\ntitle: Energy\ndate: 2025-02-12\nstatus: draft\ntopics: [Long winters in the northern hills]\n---\n{text}\n"
        )
    };
    let shared = "The envoys of Northland met for the second time this year.";
    for (path, text) in [
        // A published article says so.
        ("content/articles/two.md", draft(shared)),
        ("content/pages/about.md", about(shared)),
        // Words that are in any text.
        ("content/articles/two.md", draft("It is one of the most and at the end of the day.")),
        // The name of an actor.
        ("content/actors/office.yaml", "- {name: Office for the Care of Northern Rivers, kind: organisation}\n".to_owned()),
        ("content/articles/two.md", draft("The Office for the Care of Northern Rivers said no.")),
        // A topic that both have.
        ("content/articles/three.md", "---\ntitle: Three\ndate: 2025-02-13\ntopics: [Long winters in the northern hills]\n---\nOne.\n".to_owned()),
        ("content/articles/two.md", draft("Long winters in the northern hills are hard.")),
        // The alternative text of a picture that both show.
        ("content/articles/three.md", format!("---\ntitle: Three\ndate: 2025-02-13\n---\nOne.\n\n{}\n", "![A tall boy painted eleven yellow gates](mill.png)")),
        // A title of one or two words that published articles use, too, if not one behind the other.
        ("content/articles/four.md", "---\ntitle: Second day\ndate: 2025-02-13\nstatus: draft\n---\nOne.\n".to_owned()),
        // A title of ordinary words.
        ("content/pages/about.md", about("A long day of energy.")),
        ("content/articles/four.md", "---\ntitle: Long day\ndate: 2025-02-13\nstatus: draft\n---\nOne.\n".to_owned()),
    ] {
        let mut site = site();
        if text.contains("said no") {
            site = site.file("content/actors/office.yaml", "- {name: Office for the Care of Northern Rivers, kind: organisation}\n");
        }
        if text.contains("are hard") {
            site = site.file("content/articles/three.md", "---\ntitle: Three\ndate: 2025-02-13\ntopics: [Long winters in the northern hills]\n---\nOne.\n");
        }
        if text.contains("Second day") {
            site = site.file("content/pages/about.md", &about("Come on the second day."));
        }
        let site = site.file(path, &text);
        assert_eq!(leaks(&site), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_draft_may_be_called_like_what_every_site_has() {
    for title in [
        "AI",
        "Q4",
        "B2",
        "G7",
        "Assets",
        "Index",
        "Feed",
        "Archive",
        "Timeline",
        "Articles",
        "Fonts",
        "Serif",
        "Grid",
        "Print",
        "Preview",
        "Licence",
        "Copyright",
        "Tables",
        "Summary",
        "Style",
        "Website",
        "HTTPS",
        "February 2025",
    ] {
        let slug = title.to_lowercase().replace(' ', "-");
        let draft = format!("---\ntitle: {title}\ndate: 2025-02-12\nstatus: draft\n---\nOne.\n");
        let site = site()
            .file(&format!("content/articles/2025-02-12-{slug}.md"), &draft)
            .file("content/stories/ai.md", "---\ntitle: AI\n---\nOne.\n");
        assert_eq!(leaks(&site), Vec::<String>::new(), "{title}");
    }
}

#[test]
fn a_phrase_may_be_made_public() {
    let site =
        site().file("content/pages/about.md", &format!("---\ntitle: About\n---\n{SECRET}\n"));
    assert_eq!(leaks(&site).len(), 1);
    site.edit(
        "site.yaml",
        "title: Test",
        &format!("title: Test\ncheck: {{public: [\"{SECRET}\"]}}"),
    );
    assert_eq!(leaks(&site), Vec::<String>::new());
    let link = "---\ntitle: About\n---\n[it](/articles/nightfall-at-the-mill/)\n";
    let site = self::site().file("content/pages/about.md", link);
    assert_eq!(leaks(&site).len(), 1);
    site.edit("site.yaml", "title: Test", "title: Test\ncheck: {public: [Nightfall at the mill]}");
    assert_eq!(leaks(&site), Vec::<String>::new());
}

#[test]
fn no_setting_makes_a_leak_less_than_an_error() {
    let rule = "rules: {leaked-text: off}\n";
    let settings = format!("title: Test\nbase_url: https://example.org/\n{rule}");
    let about = format!("---\ntitle: About\n---\n{SECRET}\n");
    let site = site().file("site.yaml", &settings).file("content/pages/about.md", &about);
    let ran = site.run(&["check", NOW_ARGUMENT, "--format", "short"]);
    assert_eq!(ran.code, 1);
    for expected in ["`leaked-text` is always an error", "about.md:4"] {
        assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    }
}
