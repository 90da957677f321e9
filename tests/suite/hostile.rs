//! Hostile input: whatever stands in a project, the program makes a page of it or names the file, and
//! never panics.

use crate::support::{Built, TestSite};

const ARTICLE: &str = "content/articles/2025-02-18-hostile.md";

/// Builds a site around one article. There must be its page, or a diagnostic that names the file.
#[track_caller]
fn build_article(bytes: &[u8]) -> Built {
    let site =
        TestSite::new().file("content/actors/people.yaml", "- {name: Ann Lee, kind: person}\n");
    site.write(ARTICLE, bytes);
    let built = site.build();
    let is_shown = built.outputs.contains_key("articles/hostile/index.html");
    let is_named = built.diagnostics.iter().any(|problem| problem.place.path.as_str() == ARTICLE);
    assert!(is_shown || is_named, "the article is gone without a word");
    built
}

/// The article has a page, and the page has a text.
#[track_caller]
fn check_shown(text: &str, expected: &str) {
    let built = build_article(text.as_bytes());
    assert!(
        built.text("articles/hostile/index.html").contains(expected),
        "`{expected}` is not on the page"
    );
}

/// The article is refused with a message.
#[track_caller]
fn check_problem(bytes: &[u8], expected: &str) {
    let problems = build_article(bytes).problems();
    assert!(problems.iter().any(|problem| problem.contains(expected)), "{problems:#?}");
}

#[test]
fn an_article_without_text_is_told() {
    for text in [
        "",
        "\n\n\n",
        "   \t ",
        "\u{feff}",
        "---\n---\n",
        "---\n---",
        "<!-- nothing -->",
        "[a]: /b\n",
    ] {
        check_problem(text.as_bytes(), "article has no text");
    }
}

#[test]
fn front_matter_may_be_all_there_is() {
    check_shown("---\ntitle: Alone\nlede: In the front matter.\n---\n", "In the front matter.");
    check_shown("---\ntitle: Alone\nlede: In the front matter.\n...", "In the front matter.");
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    check_problem(b"# Title\n\nCaf\xe9.\n", "hostile.md:3: file is not UTF-8 text");
    check_problem(b"\xff\xfeT\0e\0x\0t\0", "hostile.md:1: file is not UTF-8 text");
}

#[test]
fn signs_that_are_no_letters_are_harmless() {
    check_shown("Nul \0 here.\n\nMore \0\0.\n", "Nul");
    check_shown("One\rTwo\r\rThree\r", "Three");
    check_shown("Marks \u{fdd0} and \u{fdd1} and \u{fffe} and \u{202e} and \u{7}.\n", "Marks");
    check_shown(
        "# \u{1f600}\n\n\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} e\u{301} Ann\u{a0}Lee.\n",
        "Ann\u{a0}Lee",
    );
}

#[test]
fn noncharacters_never_reach_a_page() {
    let front = "---\ntitle: \"A \\uFDD0\"\nlede: \"B \\uFDD1 &#xfdd0;\"\ntakeaways: [\"C \\uFDD0\"]\n---\n";
    let built =
        build_article(format!("{front}Text &#xFDD0; and &#64977; and &#0064976;.\n").as_bytes());
    check_without_marks(&built);
    let built = build_article(
        "# \u{fdd0}T\u{fdd1}\n\nA \u{fdd0} b [\u{fdd1}](\u{fdd0}) `\u{fdd1}`.\n\n<b>\u{fdd0}</b>\n"
            .as_bytes(),
    );
    check_without_marks(&built);
}

/// Places in the markup are marked by noncharacters while it is written.
#[track_caller]
fn check_without_marks(built: &Built) {
    for (path, bytes) in &built.outputs {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(['\u{fdd0}', '\u{fdd1}']), "{path}");
    }
}

#[test]
fn five_megabytes_in_one_line_become_a_page() {
    check_shown(&"word ".repeat(1 << 20), "word word");
    check_shown(&"x".repeat(5 << 20), "xxxx");
}

#[test]
fn very_many_lines_become_a_page() {
    check_shown(&"Ann Lee said a word.\n\n".repeat(30_000), "Ann Lee");
    check_shown(&"- item\n".repeat(100_000), "item");
}

#[test]
fn text_too_long_for_an_article_is_told() {
    check_problem(&vec![b'x'; (16 << 20) + 1], "file is too large to be read");
}

#[test]
fn deep_nesting_does_not_end_the_program() {
    for opening in
        ["> ", "- ", "* > ", "[", "![", "*a ", "**a ", "`", "<div>", "(", "[[", "~~", "1. ", "_a "]
    {
        let text = format!("{}text Ann Lee", opening.repeat(5_000));
        build_article(text.as_bytes());
    }
    let list: String =
        (0..300).map(|depth| format!("{}- item {depth}\n", "  ".repeat(depth))).collect();
    build_article(list.as_bytes());
}

#[test]
fn ten_thousand_headings_of_one_text_have_ids_of_their_own() {
    let built = build_article("## Same\n\nText.\n\n".repeat(10_000).as_bytes());
    let page = built.text("articles/hostile/index.html");
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let n_ids = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_ids);
    assert!(n_ids >= 20_000);
}

#[test]
fn a_table_of_a_megabyte_becomes_a_table() {
    let rows = "| Ann Lee | 1 | 2 |\n".repeat(50_000);
    check_shown(&format!("Text.\n\n| Who | A | B |\n| --- | --- | --- |\n{rows}"), "<table>");
    let wide = "| x ".repeat(2_000);
    build_article(format!("Text.\n\n{wide}|\n{}|\n{wide}|\n", "| --- ".repeat(2_000)).as_bytes());
}

#[test]
fn a_broken_actor_file_is_named() {
    let broken = [
        "name: [Ann, Lee]",
        "name: Ann Lee\nkind: alien",
        "name: Ann Lee\nname: Ann Lee",
        "name: Ann Lee\nkin: person",
        "name: \"Ann Lee",
        "- name: Ann Lee\n  roles: Minister",
        "- name: Ann Lee\n  roles: [{title: Minister, from: someday}]",
        "- Ann Lee",
        "kind: person",
        "name: '???'",
        "Ann Lee",
        "{",
        "\tname: Ann Lee",
        "name: Ann Lee\nmatch: exact",
        "name: *nobody",
        "- - - name: Ann Lee",
        "name: Ann Lee\n---\nname: Bo Kim",
    ];
    for text in broken {
        let site = TestSite::new().file("content/actors/broken.yaml", text);
        let problems = site.build().problems();
        let is_named =
            problems.iter().any(|problem| problem.contains("content/actors/broken.yaml"));
        assert!(is_named, "{text}: {problems:?}");
    }
}

#[test]
fn broken_settings_are_named_and_the_site_is_made_with_defaults() {
    let broken = [
        "title: [a]",
        "titel: a",
        "title: a\ntitle: b",
        "title: \"a",
        "language: {}",
        "base_url: example.org",
        "timezone: Nowhere/Else",
        "html: maybe",
        "actors: states",
        "actors: {packs: [planets]}",
        "feeds: {limit: many}",
        "feeds: {limit: -1}",
        "theme: {accent: \"}body{display:none\"}",
        "rules: {no-such: off}",
        "- a list",
        "just text",
        "\u{fdd0}: 1",
    ];
    for text in broken {
        let site = TestSite::bare().file("site.yaml", text).file(ARTICLE, "# Title\n\nText.\n");
        let built = site.build();
        let problems = built.problems();
        assert!(
            problems.iter().any(|problem| problem.contains(" site.yaml:")),
            "{text}: {problems:?}"
        );
        assert!(built.outputs.contains_key("articles/hostile/index.html"), "{text}");
    }
}

#[test]
fn broken_files_of_every_other_kind_are_named() {
    let cases = [
        ("content/sources.yaml", "- {nam: Reuters}\n"),
        ("content/sources.yaml", "nonsense"),
        ("content/stories/a.md", "---\nstatus: asleep\n---\n"),
        ("content/topics/a.md", "---\ntitle: [a]\n---\n"),
        ("content/pages/a.md", "---\ntitle: a\ntitle: b\n---\n"),
        ("content/actors/a.md", "No front matter.\n"),
        ("templates/page.html", "{% if %}"),
        ("templates/nothing.html", "text"),
    ];
    for (path, text) in cases {
        let problems = TestSite::new().file(path, text).build().problems();
        assert!(
            problems.iter().any(|problem| problem.contains(path)),
            "{path}: {text}: {problems:?}"
        );
    }
}

#[test]
fn addresses_cannot_leave_the_site() {
    let text = "---\nslug: ../../../etc/passwd\naliases: [../../escape, /../up, 'a/../../b', '..', '/']\nimage: ../../../../etc/passwd\n---\n# T\n\n[a](../../../../etc/passwd)\n";
    let site = TestSite::new().file(ARTICLE, text);
    let built = site.build();
    for path in built.outputs.keys() {
        assert!(!path.contains("..") && !path.starts_with('/'), "{path}");
    }
    let ran = site.run(&["build", crate::support::site::NOW_ARGUMENT]);
    assert!(ran.code <= 1, "{}", ran.stderr);
}
