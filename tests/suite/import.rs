//! Imports: each folder of `tests/import/` is one trait of text of other origin: the file as it came, the
//! article that it becomes (`expected.md`) and what the writer is told (`report.txt`).

use std::time::{Duration, Instant};

use rapporteur::article::Reading;
use rapporteur::config;
use rapporteur::import::{Action, Choice, Imported, Input, Refused, Settings, article};

use crate::support::comparison::difference_to_file;
use crate::support::dice::Dice;
use crate::support::site::files_below;
use crate::support::{TestSite, is_blessing, tests_folder};

fn import(name: &str, bytes: &[u8]) -> Result<Imported, Refused> {
    let reading = Reading::new(&config::read("").0);
    let settings = Settings { reading: &reading, language: "en" };
    article(Input { name, bytes }, &Choice::default(), settings)
}

/// What the writer is told, a line each.
fn report(imported: &Result<Imported, Refused>) -> String {
    let imported = match imported {
        Ok(imported) => imported,
        Err(refused) => return format!("refused: {refused}\n"),
    };
    let mut report = format!("file: {}\n", imported.name);
    for note in &imported.notes {
        let line =
            format!("{}: {:?} `{}`: {}\n", note.line, note.action, note.excerpt, note.reason);
        report.push_str(&line);
    }
    for found in &imported.diagnostics {
        report.push_str(&format!("{}: {}\n", found.code.name(), found.message));
    }
    report
}

/// Name, input file and bytes of each fixture.
fn fixtures() -> Vec<(String, String, Vec<u8>)> {
    let folder = tests_folder().join("import");
    let files = files_below(&folder).into_iter().map(|path| {
        let (fixture, file) = path.split_once('/').unwrap();
        (fixture.to_owned(), file.to_owned(), std::fs::read(folder.join(&path)).unwrap())
    });
    files.filter(|(_, file, _)| file != "expected.md" && file != "report.txt").collect()
}

#[test]
fn each_fixture_becomes_its_article_and_its_report() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 25);
    let mut differences = Vec::new();
    for (fixture, file, bytes) in fixtures {
        let folder = tests_folder().join("import").join(&fixture);
        let imported = import(&file, &bytes);
        let text = imported.as_ref().map(|imported| imported.text.as_str()).unwrap_or_default();
        if !text.is_empty() || folder.join("expected.md").exists() && !is_blessing() {
            differences.extend(difference_to_file(&folder.join("expected.md"), text.as_bytes()));
        }
        differences
            .extend(difference_to_file(&folder.join("report.txt"), report(&imported).as_bytes()));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_build_says_nothing_of_an_imported_article_that_the_report_did_not() {
    for (fixture, file, bytes) in fixtures() {
        let Ok(imported) = import(&file, &bytes) else { continue };
        let path = format!("content/articles/{}", imported.name);
        let built = TestSite::new().file(&path, &imported.text).build();
        for found in &built.diagnostics {
            let is_told = imported.diagnostics.iter().any(|told| told.code == found.code)
                || imported.notes.iter().any(|note| {
                    note.action == Action::Kept && found.message.contains(&note.excerpt)
                        || found.code.name() == "unknown-link"
                            && note.reason.contains("link to the article")
                });
            assert!(is_told, "{fixture}: {}", found.message);
        }
        let slug = imported.name.trim_end_matches(".md");
        assert!(!slug.is_empty() && !imported.title.is_empty(), "{fixture}");
    }
}

#[test]
fn nothing_of_a_hostile_page_but_its_text_reaches_the_site() {
    let page = include_bytes!("../import/hostile-page/hostile.html");
    let imported = import("hostile.html", page).unwrap();
    let body = imported.text.split("---\n").nth(2).unwrap();
    let site = TestSite::new()
        .file("site.yaml", "title: Test\nbase_url: https://example.org/\nhtml: trusted\n")
        .file(&format!("content/articles/{}", imported.name), &imported.text);
    let built = site.build();
    let slug = imported.name.trim_end_matches(".md");
    let html = built.text(&format!("articles/{slug}/index.html"));
    for harm in [
        "<script>alert",
        "<img src=x",
        "javascript:alert(4",
        "\"data:text",
        "<iframe",
        "<svg onload",
        "bank.example@",
    ] {
        assert!(!html.contains(harm), "`{harm}` is on the page");
        let is_text = harm.starts_with("<script") || harm.starts_with("<img");
        assert!(is_text || !body.contains(harm), "`{harm}` is in the article");
    }
}

#[test]
fn no_word_of_a_text_is_lost_without_a_note() {
    let openings = [
        "",
        "- ",
        "• ",
        "* ",
        "— ",
        "1. ",
        "2) ",
        "(3) ",
        "a) ",
        "# ",
        "> ",
        "    ",
        "\t",
        "By ",
        "Share ",
        "Read more: ",
        "Photo: ",
        "Tags: ",
        "Source: ",
        "Published ",
        "LAKESIDE (AFP) — ",
        "[",
        "[[",
        "<b>",
        "`",
        "**",
        "_",
        "~~",
        "| ",
        "Key takeaways ",
        ": ",
        "=== ",
        "\\",
        "&amp; ",
    ];
    let ends = [
        "", ".", "?", ":", ")", "”.", " | b", "\tb", "**", "_", "`", "]", "]]", "](x)", "-", "\\",
        " #", "|",
    ];
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut text = String::new();
        let n_lines = 1 + dice.below(14);
        for line in 0..n_lines {
            let n_words = [1, 3, 8, 40][dice.below(4)];
            let words: Vec<String> =
                (0..n_words).map(|word| format!("Wort{line}x{word}")).collect();
            let (opening, end) = (dice.pick(&openings), dice.pick(&ends));
            text.push_str(&format!(
                "{opening}{}{end}{}",
                words.join(" "),
                "\n".repeat(1 + dice.below(2))
            ));
            if dice.below(6) == 0 {
                text.push_str(dice.pick(&[
                    "Key takeaways\n",
                    "---\n",
                    "---|---\n",
                    "Share\n",
                    "=====\n",
                    "•\n",
                ]));
            }
        }
        // Text that is Markdown or a page is read as such.
        let Ok(imported) = import("text.txt", text.as_bytes()) else { continue };
        let notes = imported.notes.iter().filter(|note| note.action == Action::Dropped);
        let dropped: Vec<&str> = notes.map(|note| note.excerpt.trim_end_matches('…')).collect();
        let lines = text.lines().filter(|line| {
            !dropped
                .iter()
                .any(|start| line.split_whitespace().collect::<Vec<_>>().join(" ").contains(start))
        });
        for word in lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())) {
            let is_kept = !word.starts_with("Wort") || imported.text.contains(word);
            assert!(is_kept, "seed {seed}: `{word}` is lost\n{text}\n=>\n{}", imported.text);
        }
    }
}

#[test]
fn huge_and_deep_input_ends_in_an_article_or_a_reason_within_seconds() {
    let sentence = "The delegations met for the whole of the day, and the talks go on. ";
    let paragraph = format!("<p>{}</p>\n", sentence.repeat(3));
    let filled = |part: &str, n_bytes: usize| part.repeat(n_bytes / part.len());
    let pages = [
        ("html", filled(&paragraph, 20 << 20)),
        ("html", "<div>".repeat(100_000) + "x"),
        ("html", "<b><div></b>".repeat(100_000) + "x"),
        ("html", "<div>".repeat(500) + &paragraph.repeat(200)),
        ("html", "<blockquote>".repeat(500) + &paragraph.repeat(200)),
        ("html", "<ul><li>".repeat(250) + &paragraph.repeat(200)),
        ("html", "<span>".repeat(500) + &paragraph.repeat(200)),
        ("html", format!("<p {}>x", "a=b ".repeat(2_000_000))),
        ("html", paragraph.repeat(20) + &"<br>".repeat(5_000_000)),
        (
            "html",
            paragraph.repeat(20)
                + "<table>"
                + &"<tr><td colspan=99999 rowspan=99999>a<td>b".repeat(10_000),
        ),
        (
            "html",
            format!(
                "<script type='application/ld+json'>{}</script>{paragraph}",
                "[".repeat(1_000_000)
            ),
        ),
        ("html", paragraph.repeat(20) + &"<!--x-->".repeat(1_000_000)),
        ("txt", "\n".repeat(20 << 20)),
        ("txt", "- a\n".repeat(150_000)),
        ("txt", "a | b\nc | d | e\n".repeat(50_000)),
        ("txt", format!("{sentence}\n{}", "*_[".repeat(500_000))),
    ];
    for (page_idx, (ending, page)) in pages.iter().enumerate() {
        let start = Instant::now();
        // A small stack shows what follows the tree by calling itself.
        let page = page.clone();
        let ending = (*ending).to_owned();
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        let thread =
            thread.spawn(move || import(&format!("big.{ending}"), page.as_bytes()).map(|_| ()));
        let result = thread.unwrap().join().unwrap();
        if let Err(refused) = &result {
            assert!(!refused.message.is_empty());
        }
        // Seconds are what a user may wait; a busy machine and a build for tests get more.
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "input {page_idx} took {:?}",
            start.elapsed()
        );
        eprintln!("input {page_idx}: {:?}, {:?}", start.elapsed(), result.err().map(|r| r.message));
    }
}
