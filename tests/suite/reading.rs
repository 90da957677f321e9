//! `article::parse` on text made by chance: it never fails, and what it says of the text holds.

use rapporteur::article::{Article, Reading, Span, parse};
use rapporteur::config;
use rapporteur::path::SourcePath;
use rapporteur::source::Source;

use crate::support::dice::Dice;
use crate::support::markup::{Syntax, elements};
use crate::support::{TestSite, check_same};

const N_CASES: u64 = 2_000;

/// Pieces of text that have led readers of Markdown, HTML and YAML astray.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "---\n", "title: ", "lede: |\n  ", "takeaways: [", "]\n", "\n", "\n\n", " ", "  ", "\t", "# ", "## ", "#### ",
    "Key takeaways\n", "**Key points:**\n\n", "## At a glance\n\n", "- ", "* ", "1. ", "  - ", "- [x] ", "> ",
    "> [!NOTE]\n> ", "```\n", "```rust\n", "    ", "`", "``", "*", "**", "_", "~~", "[", "](", ")", "![", "[[", "]]",
    "|", " | ", "| a | b |\n| --- | :-: |\n| c | d |\n", "Table: Caption\n\n", "|---|\n", "[^1]", "[^1]: ", "<", ">",
    "<b>", "</b>", "<div>\n", "</div>\n", "<script>", "</script>", "<!--", "-->", "<a href=\"", "\">", "<p id=x>",
    "<![CDATA[", "<?x", "&", "&amp;", "&#0;", "&#xFDD0;", "&nbsp;", "&lt;b&gt;", "\\", "\\[", "\u{fdd0}", "\u{fdd1}",
    "\u{feff}", "\u{0}", "\r", "\r\n", "\u{2028}", "\u{200d}", "e\u{301}", "é", "ß", "中文。", "\u{1f600}", "“", "”", "‘",
    "’", "…", "–", "Ann Lee", "Mr. ", "U.S. ", "Feb. 18", "3.5 percent", "said. ", "What? ", "No! ", "e.g. ", "word ",
    "[[ann-lee|Ann]]", "[Ann]{.nolink}", "{.nolink}", "{{ x }}", "{% y %}", "Term\n: text\n", "http://example.com/a_b",
    "www.example.org", "a@example.org", "![x](y.svg)", "[x](../z.md#a)", "[x]: /u\n", "&#13;", "&#xfdd1;", "***\n", "===\n", ": ", "{", "}",
];

#[test]
fn any_text_becomes_an_article_whose_spans_lie_in_its_text() {
    let reading = Reading::new(&config::read("").0);
    for seed in 0..N_CASES {
        let text = random_text(seed);
        let path = SourcePath::new("content/articles/2025-02-18-random.md");
        let parsed = parse(&Source::new(path, text.as_bytes()), &reading);
        let article = parsed.article.expect("text that is UTF-8 becomes an article");
        if let Err(fault) = fault_of(&article) {
            panic!("seed {seed}: {fault}\n{text:?}");
        }
        for problem in &parsed.diagnostics {
            let n_lines = u32::try_from(text.split(['\n', '\r']).count()).unwrap();
            assert!(problem.place.line <= n_lines + 1, "seed {seed}: {problem:?}\n{text:?}");
        }
    }
}

#[test]
fn pages_of_any_text_are_well_formed() {
    let site =
        TestSite::new().file("content/actors/people.yaml", "- {name: Ann Lee, kind: person}\n");
    let n_articles = 150;
    for seed in 0..n_articles {
        site.write(
            &format!("content/articles/2025-02-18-case-{seed}.md"),
            random_text(seed).as_bytes(),
        );
    }
    let built = site.build();
    let mut faults = Vec::new();
    for (path, bytes) in &built.outputs {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let syntax = if path.ends_with(".html") { Syntax::Html } else { Syntax::Xml };
        let is_markup = [".html", ".xml", ".atom"].iter().any(|ending| path.ends_with(ending));
        // Raw HTML may put a block where only words belong; that is the writer's, and browsers mend it
        // in one way. What is not closed, or a link in a link, would be ours.
        let is_ours =
            |fault: &String| !fault.contains("` stands in ") || fault.starts_with("`a` stands in");
        if let Some(fault) =
            elements(text, syntax).err().filter(|fault| is_markup && is_ours(fault))
        {
            faults.push(format!("{path}: {fault}"));
        }
        if text.contains(['\u{fdd0}', '\u{fdd1}', '\0']) {
            faults.push(format!("{path}: a sign that must not be there"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn reading_is_a_function_of_the_text() {
    let reading = Reading::new(&config::read("").0);
    for seed in 0..200 {
        let text = random_text(seed);
        let read = || {
            let path = SourcePath::new("content/articles/2025-02-18-random.md");
            format!("{:?}", parse(&Source::new(path, text.as_bytes()), &reading))
        };
        check_same(&format!("seed {seed}"), &read(), &read());
    }
}

fn random_text(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let n_fragments = 1 + dice.below(60);
    let mut text = if dice.below(4) == 0 { "---\n".to_owned() } else { String::new() };
    for _ in 0..n_fragments {
        text.push_str(dice.pick(FRAGMENTS));
    }
    text
}

fn fault_of(article: &Article) -> Result<(), String> {
    let prose = &article.prose;
    let (text, html) = (prose.text.as_str(), prose.html.as_str());
    if html.contains(['\u{fdd0}', '\u{fdd1}']) || text.contains(['\u{fdd0}', '\u{fdd1}']) {
        return Err("a mark of the writer is left in the markup".to_owned());
    }
    in_order("block", text, prose.blocks.iter().map(|block| block.span))?;
    in_order("sentence", text, prose.sentences.iter().copied())?;
    in_order("piece", text, prose.pieces.iter().map(|piece| piece.text))?;
    let in_html = [prose.body].into_iter().chain(prose.pieces.iter().map(|piece| piece.html));
    for span in in_html.chain(prose.wiki_links.iter().map(|link| link.html)) {
        inside("markup", html, span)?;
    }
    for link in &prose.wiki_links {
        inside("wiki link", text, link.text)?;
    }
    // An address that sanitising took out has no place.
    for reference in prose.references.iter().filter(|reference| reference.at != u32::MAX) {
        inside("reference", html, Span { start: reference.at, end: reference.at })?;
    }
    for part in article.summary.lede.iter().chain(&article.summary.takeaways) {
        inside("summary", text, part.text)?;
        part.html.map_or(Ok(()), |span| inside("summary", html, span))?;
    }
    for sentence in &prose.sentences {
        if !prose.blocks.iter().any(|block| block.span.contains(*sentence)) {
            return Err(format!("the sentence {sentence:?} lies in no block"));
        }
    }
    for line in prose.lines.windows(2) {
        if line[0].0 > line[1].0 {
            return Err(format!("lines are not in the order of the text: {line:?}"));
        }
    }
    Ok(())
}

fn in_order(what: &str, text: &str, spans: impl Iterator<Item = Span>) -> Result<(), String> {
    let mut last = 0;
    for span in spans {
        inside(what, text, span)?;
        if span.start < last {
            return Err(format!(
                "{what} {span:?} begins before the end of the one before it, {last}"
            ));
        }
        last = span.end;
    }
    Ok(())
}

fn inside(what: &str, text: &str, span: Span) -> Result<(), String> {
    let is_inside = span.start <= span.end && text.get(span.range()).is_some();
    is_inside
        .then_some(())
        .ok_or_else(|| format!("{what} {span:?} is not a part of {} bytes", text.len()))
}
