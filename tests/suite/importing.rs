//! `import::markdown` on text made by chance and on text that is meant to hurt: it never fails, and loses no word.

use std::fmt::Write as _;

use rapporteur::import::{Refused, markdown};

use crate::support::dice::Dice;

const N_CASES: u64 = 3_000;

/// Pieces of the markup of other generators.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "{{< ", " >}}", "{{% ", " %}}", "{% ", " %}", "{{ ", " }}", "{{</* ", " */>}}", "figure src=", "highlight js", "endhighlight",
    "raw", "endraw", "comment", "endcomment", "notice", "/notice", "quote()", "end", "ref \"", "post_url ", "include ", "site.url",
    "youtube ", "{: .", "}", "{#", "{:toc}", "\"", "'", "`", "``", "```\n", "~~~\n", "    ", "\t", "\n", "\n\n", "\r\n", " ", "[[", "]]",
    "![[", "|", "#", "# ", "## ", "==", "%%", "^", "> [!note]- ", "> ", "- ", "1. ", "[", "](", ")", "![", ".md", "<!--", "-->",
    "<!--more-->", "<pre>", "</pre>", "<script>", "</script>", "<b>", "\\", "===\n", "---\n", "+++\n", "title: ", "date: ", "tags: ",
    "title = \"", "{\"title\": \"", "é", "\u{a0}", "\u{feff}", "\u{2028}", "日本", "@/", "/", ".", ",", "&", "[toc]\n", "* toc\n",
];

#[test]
fn no_word_of_a_body_is_lost_without_a_note() {
    for seed in 0..N_CASES {
        let mut dice = Dice::new(seed);
        let mut text = String::new();
        let n_words = 1 + dice.below(20);
        for word in 0..n_words {
            for _ in 0..dice.below(4) {
                text.push_str(dice.pick(FRAGMENTS));
            }
            let _ = write!(text, "word{word}x");
        }
        match markdown::read("vault/Some note.md", &text) {
            Ok(draft) => {
                let all = format!("{draft:?}");
                for word in 0..n_words {
                    let word = format!("word{word}x");
                    assert!(all.contains(&word), "seed {seed}: {word}\n{text:?}\n{draft:#?}");
                }
                let n_lines = text.split(['\n', '\r']).count();
                for note in &draft.notes {
                    assert!(note.line as usize <= n_lines, "seed {seed}: {note:?}\n{text:?}");
                }
            }
            Err(Refused { message, .. }) => assert!(!message.is_empty(), "seed {seed}"),
        }
    }
}

#[test]
fn long_text_of_one_sign_after_another_is_read_in_time() {
    let fragments = FRAGMENTS.iter().copied();
    for fragment in fragments.chain([
        "{{< a >}}",
        "{{% notice %}}\n",
        "[a](b.md)",
        "[[a]]",
        "{% end %}",
        "{{a(",
        "x(y) ",
        "#a1 ",
    ]) {
        let text = format!("Text.\n\n{}", fragment.repeat((1 << 17) / fragment.len()));
        let _ = markdown::read("talks.md", &text);
        let _ = markdown::read("talks.md", &format!("---\ntitle: A\n---\n[[x]] {text}"));
    }
}
