//! Code blocks with highlighting classes, made at build time.
//!
//! Comes in: the text of a code block and its language. Goes out: markup whose classes begin with
//! `hl-`. A language that is not known yields plain, escaped text.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// The grammars, loaded when the first code block with a language is met: most sites have none.
#[derive(Default)]
pub struct Highlighter {
    grammars: OnceLock<SyntaxSet>,
}

impl Highlighter {
    /// The inner markup of a `code` element, or none when the language is not known.
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        // Highlighting costs some 100 µs a line; nobody reads a listing of this length.
        if language.is_empty() || code.len() > MAX_BYTES {
            return None;
        }
        let grammars = self.grammars.get_or_init(SyntaxSet::load_defaults_newlines);
        let syntax = grammars.find_syntax_by_token(language)?;
        let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, grammars, style);
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(generator.finalize())
    }
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Highlighter")
    }
}

const MAX_BYTES: usize = 200_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_unknown_ones_stay_plain() {
        let highlighter = Highlighter::default();
        let rust = highlighter.highlight("rust", "let x = \"<a>\";\n").unwrap();
        assert!(rust.contains("class=\"hl-"), "{rust}");
        assert!(rust.contains("&lt;a&gt;"), "{rust}");
        assert_eq!(highlighter.highlight("no-such-language", "x"), None);
        assert_eq!(highlighter.highlight("", "x"), None);
    }
}
