//! Tags of markup, as far as it matters where text begins and ends.
//!
//! Comes in: markup, and a byte where it has `<`. Goes out: where what stands there ends, and what it ends
//! of the text around it. Always holds: nothing is refused, no byte of a tag is text, and going through
//! all tags of a text takes time in proportion to its length.

use std::ops::Range;

/// A tag, a comment, or a sign that looks like the beginning of one.
#[derive(Debug)]
pub(super) struct Tag {
    /// What it ends of the text around it.
    pub(super) gap: Gap,
    /// Attributes, or the words of a comment; empty where there are none.
    pub(super) attributes: Range<usize>,
    /// What stands behind it and is no markup: a script or style sheet; it ends where text goes on.
    pub(super) script: Range<usize>,
}

impl Tag {
    /// What stands at a `<`.
    pub(super) fn at(text: &str, at: usize) -> Self {
        let rest = &text[at..];
        let sign = |gap: Gap, end: usize| Self { gap, attributes: at..at, script: end..end };
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(text.len(), |end| at + end + "-->".len());
            return Self { attributes: at..end, ..sign(Gap::Word, end) };
        }
        // What stands in there is gone through like all else, and so is the sign of its end.
        if rest.starts_with("<![CDATA[") {
            return sign(Gap::Word, at + "<![CDATA[".len());
        }
        let name = rest[1..].trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return sign(Gap::Word, at + 1);
        }
        let n_letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &name[..n_letters];
        let (length, has_values) = tag_length(rest);
        let end = at + length;
        let attributes = at..if has_values { end } else { at };
        if rest.starts_with("</") || !is_raw(name) {
            return Self { attributes, ..sign(Gap::of(name), end) };
        }
        let close = format!("</{}", name.to_ascii_lowercase());
        let close = find_ignoring_case(&text[end..], &close).map_or(text.len(), |to| end + to);
        Self { gap: Gap::Block, attributes, script: end..close }
    }
}

/// The length of the tag with which the text begins, and whether it has attributes with values.
fn tag_length(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut has_values = false;
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'>' | b'=')) {
        at += found + 1;
        if bytes[at - 1] == b'>' {
            return (at, has_values);
        }
        has_values = true;
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        // A quote that no value begins with is a sign of the text.
        if let Some(quote) = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\'')) {
            let end = text[at + 1..].find(char::from(quote));
            at = end.map_or(text.len(), |end| at + 1 + end + 1);
        }
    }
    (text.len(), has_values)
}

fn find_ignoring_case(text: &str, small: &str) -> Option<usize> {
    text.as_bytes()
        .windows(small.len())
        .position(|part| part.eq_ignore_ascii_case(small.as_bytes()))
}

/// Elements whose inside is no markup.
fn is_raw(name: &str) -> bool {
    ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw))
}

/// What a tag ends of the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: it may stand within a word.
    None,
    /// A word.
    Word,
    /// What is said: the end of a title and the beginning of the paragraph behind it are not one text, and
    /// by chance a draft may have just these words.
    Block,
}

impl Gap {
    /// What a tag of a name ends.
    fn of(name: &str) -> Self {
        // There are millions of tags in a large site: a `match` finds a name in one step.
        let mut small = [0; LONGEST_NAME];
        let Some(small) = small.get_mut(..name.len()) else { return Gap::Block };
        small.copy_from_slice(name.as_bytes());
        small.make_ascii_lowercase();
        match &*small {
            b"a" | b"abbr" | b"b" | b"bdi" | b"bdo" | b"cite" | b"code" | b"del" | b"dfn"
            | b"em" | b"font" | b"i" | b"ins" | b"kbd" | b"mark" | b"q" | b"s" | b"small"
            | b"span" | b"strong" | b"u" | b"var" | b"wbr" => Gap::None,
            b"br" | b"img" | b"sub" | b"sup" | b"time" | b"data" | b"svg" | b"path" | b"use"
            | b"picture" | b"tspan" => Gap::Word,
            _ => Gap::Block,
        }
    }
}

/// No tag that may stand within a sentence has a longer name.
const LONGEST_NAME: usize = "picture".len();

#[cfg(test)]
mod tests {
    use super::*;

    /// The byte behind the first tag that ends a block.
    fn end_of_block(text: &str) -> usize {
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let tag = Tag::at(text, at + found);
            at = tag.script.end;
            if tag.gap == Gap::Block {
                return at;
            }
        }
        text.len()
    }

    #[test]
    fn a_block_ends_behind_the_first_tag_that_no_sentence_goes_on_after() {
        for (text, block) in [
            ("<b>One</b> two<br>three</p> four", "<b>One</b> two<br>three</p>"),
            ("<p title='a > b'>One", "<p title='a > b'>"),
            ("<p title = \"a > b\" hidden>One", "<p title = \"a > b\" hidden>"),
            ("it's <i data-a=it's>one</i><td>", "it's <i data-a=it's>one</i><td>"),
            ("<script>1 < 2 </p> </SCRIPT> a", "<script>1 < 2 </p> "),
            ("<!-- <p> --> a < b<p>", "<!-- <p> --> a < b<p>"),
            ("<a href=\"<p>", "<a href=\"<p>"),
            ("<", "<"),
            ("", ""),
        ] {
            assert_eq!(&text[..end_of_block(text)], block, "{text}");
        }
    }
}
