//! The references of a style sheet.
//!
//! Comes in: the text of a sheet, or of a `style` attribute. Goes out: its references, followed. Always
//! holds: comments and strings that are no addresses are not followed.

use cssparser::{ParseError, Parser, Token};

use super::facts::Reading;
use super::reference::Role;

/// Follows the references of a sheet.
pub(super) fn look(reading: &mut Reading<'_>, css: &str) {
    for target in references(css) {
        // `#x` is a part of the document that the sheet is for.
        if !target.starts_with('#') {
            reading.refer(&target, Role::Part);
        }
    }
}

/// All addresses, in the order of the sheet.
fn references(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(&mut Parser::new(css), Within::Rules, &mut found);
    found
}

/// What a string means where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Rules,
    Import,
    Address,
}

fn gather(parser: &mut Parser<'_>, start: Within, found: &mut Vec<String>) {
    let mut within = start;
    while let Ok(token) = parser.next() {
        let inner = match token {
            Token::UnquotedUrl(target) => {
                found.push(target.to_string());
                continue;
            }
            Token::QuotedString(target) => {
                if within != Within::Rules {
                    found.push(target.to_string());
                }
                within = start;
                continue;
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                within = Within::Import;
                continue;
            }
            Token::Function(name) if holds_addresses(name) => Within::Address,
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::CurlyBracketBlock
            | Token::SquareBracketBlock => Within::Rules,
            _ => continue,
        };
        within = start;
        // A block that is cut off ends with the sheet.
        let _: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
            gather(parser, inner, found);
            Ok(())
        });
    }
}

/// Whether strings right within a function are addresses.
fn holds_addresses(function: &str) -> bool {
    ["url", "src", "image-set", "-webkit-image-set"]
        .iter()
        .any(|own| function.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_comments_and_texts_are_not() {
        let css = "@import 'a.css'; /* url(no) */ @font-face { src: url(f.woff2) format('woff2'), url( \"g.woff2\" ) }
            @media (x) { p::after { content: 'no'; background: image-set(url(h.png) 1x, 'i.png' type('image/png') 2x) } }";
        assert_eq!(references(css), ["a.css", "f.woff2", "g.woff2", "h.png", "i.png"]);
    }
}
