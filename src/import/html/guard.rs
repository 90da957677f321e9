//! What keeps a hostile page from taking minutes or all memory.
//!
//! Comes in: the text of a page. Goes out: nothing, or why it is refused. Always holds: a page that passes
//! is parsed in time that grows with its length: HTML's own rules make some pages cost the square of it
//! (open elements are searched at each tag, open formatting is put up again in each paragraph, each
//! attribute is compared with those before it).

use std::collections::HashMap;

use crate::import::Refused;

/// Elements inside each other. Browsers stop there too.
pub(super) const MAX_DEPTH: usize = 512;

/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 256;

/// Elements of a page, with those that open formatting adds.
const MAX_ELEMENTS: usize = 400_000;

/// Bytes of text, each counted as often as it has elements around it: text is looked at on each level.
const MAX_WORK: usize = 600_000_000;

/// Elements that never have anything inside, or that the next of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup", "param",
];

/// Elements that are opened again in each paragraph until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements whose content is text up to their end tag.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Looks through the tags of a page.
///
/// # Errors
/// When parsing it would take too long.
pub(super) fn check(page: &str) -> Result<(), Refused> {
    let bytes = page.as_bytes();
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut n_formatting, mut n_elements) = (0_usize, 0_usize, 0_usize);
    let (mut at, mut work) = (0, 0_usize);
    while let Some(found) = find(bytes, at, b"<") {
        work += (found - at) * depth;
        let tag = Tag::at(bytes, found);
        at = match &tag {
            Tag::None => found + 1,
            Tag::Comment { end } => *end,
            Tag::Close { name, end } => {
                if let Some(n) = open.get_mut(name).filter(|n| **n > 0) {
                    *n -= 1;
                    depth -= 1;
                    n_formatting -= usize::from(FORMATTING.contains(&name.as_str()));
                }
                *end
            }
            Tag::Open { name, n_attributes, end } => {
                if *n_attributes > MAX_ATTRIBUTES {
                    return Err(refused("an element has too many attributes", *n_attributes));
                }
                n_elements += 1 + n_formatting;
                if !FLAT.contains(&name.as_str()) {
                    *open.entry(name.clone()).or_default() += 1;
                    depth += 1;
                    n_formatting += usize::from(FORMATTING.contains(&name.as_str()));
                }
                // Inside drawings and formulas, these elements hold others like any element does.
                let in_foreign =
                    ["svg", "math"].iter().any(|n| open.get(*n).is_some_and(|n| *n > 0));
                if RAW.contains(&name.as_str()) && !in_foreign {
                    raw_end(bytes, *end, name)
                } else {
                    *end
                }
            }
        };
        if depth > MAX_DEPTH {
            return Err(refused("its elements stand too deep inside each other", depth));
        }
        if work > MAX_WORK {
            return Err(refused("too much text stands deep inside of elements", depth));
        }
        if n_elements > MAX_ELEMENTS {
            return Err(refused("it has too many elements", n_elements));
        }
    }
    Ok(())
}

/// The reason for a page of which something is too much.
pub(super) fn refused(what: &str, n: usize) -> Refused {
    Refused::new(format!("{what}: over {}\nhint: copy its text into a `.txt` file", n - 1))
}

enum Tag {
    Open { name: String, n_attributes: usize, end: usize },
    Close { name: String, end: usize },
    Comment { end: usize },
    None,
}

impl Tag {
    fn at(bytes: &[u8], start: usize) -> Self {
        let rest = &bytes[start + 1..];
        if rest.starts_with(b"!--") {
            let at = start + 4;
            // `<!-->` and `<!--->` are whole comments.
            let is_short = bytes[at..].starts_with(b">") || bytes[at..].starts_with(b"->");
            let end = if is_short { at } else { comment_end(bytes, at) };
            return Tag::Comment { end };
        }
        let (is_close, name_at) = match rest.first() {
            Some(b'/') => (true, start + 2),
            Some(b'!' | b'?') => {
                let end = find(bytes, start, b">").map_or(bytes.len(), |end| end + 1);
                return Tag::Comment { end };
            }
            _ => (false, start + 1),
        };
        if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            return Tag::None;
        }
        let is_end = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let n_name = bytes[name_at..].iter().take_while(|b| !is_end(b)).count();
        let name = String::from_utf8_lossy(&bytes[name_at..name_at + n_name]).to_lowercase();
        let (n_attributes, end) = attributes(bytes, name_at + n_name);
        if is_close { Tag::Close { name, end } } else { Tag::Open { name, n_attributes, end } }
    }
}

/// The number of attributes from `at` on, and the place behind the tag.
fn attributes(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut n = 0;
    let skip = |at: usize, is_skipped: fn(&u8) -> bool| {
        at + bytes[at..].iter().take_while(|b| is_skipped(b)).count()
    };
    loop {
        at = skip(at, |b| b.is_ascii_whitespace() || *b == b'/');
        match bytes.get(at) {
            None => return (n, bytes.len()),
            Some(b'>') => return (n, at + 1),
            Some(_) => {}
        }
        n += 1;
        // The first sign of a name may be `=`.
        at = skip(at + 1, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        let value = skip(at, u8::is_ascii_whitespace);
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = skip(value + 1, u8::is_ascii_whitespace);
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                find(bytes, at + 1, &[*quote]).map_or(bytes.len(), |end| end + 1)
            }
            _ => skip(at, |b| !b.is_ascii_whitespace() && *b != b'>'),
        };
    }
}

/// The place behind `--` that ends a comment.
fn comment_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = find(bytes, at, b"--") {
        let behind = &bytes[found + 2..];
        if behind.starts_with(b">") || behind.starts_with(b"!>") {
            return found + 2;
        }
        at = found + 1;
    }
    bytes.len()
}

/// The place of the end tag of an element that holds text alone.
fn raw_end(bytes: &[u8], mut at: usize, name: &str) -> usize {
    while let Some(found) = find(bytes, at, b"</") {
        let behind = &bytes[found + 2..];
        if behind.len() >= name.len() && behind[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        {
            return found;
        }
        at = found + 2;
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let first = what[0];
    let mut at = from;
    while let Some(next) = bytes.get(at..)?.iter().position(|b| *b == first) {
        if bytes[at + next..].starts_with(what) {
            return Some(at + next);
        }
        at += next + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(page: &str, expected: &str) {
        let reason = check(page).expect_err("it is refused").message;
        assert!(reason.contains(expected), "{reason}");
    }

    #[test]
    fn pages_that_cost_the_square_of_their_length_are_refused() {
        check_refused(&"<div>".repeat(1000), "too deep");
        check_refused(&"<dd><li>".repeat(1000), "too deep");
        check_refused(&"<b><div></b>".repeat(1000), "too deep");
        check_refused(&"<div></x>".repeat(1000), "too deep");
        check_refused(&format!("<svg><style>{}", "<g>".repeat(1000)), "too deep");
        check_refused(&format!("<p {}>", "a ".repeat(1000)), "attributes");
        check_refused(&"<br>".repeat(500_000), "elements");
        check_refused(&("<div>".repeat(400) + &"word ".repeat(400_000) + "<p>"), "too much text");
        check_refused(&("<font>".repeat(200) + &"<p>x".repeat(10_000)), "elements");
    }

    #[test]
    fn pages_as_people_write_them_pass() {
        for page in [
            "<p>One<p>Two<li>a<li>b<td>x<br>".repeat(1000),
            "<div><b>One</b></div>".repeat(1000),
            format!("<script>{}</script>", "'<div>'".repeat(1000)),
            format!("<!-- {} --><p>", "<div>".repeat(1000)),
            "<a href='>' b=\"<div>\">x</a>".repeat(1000),
            "a < b and <3".to_owned(),
            "<!--><p>One".to_owned(),
            "<".to_owned(),
            "<a".to_owned(),
            "<a href='".to_owned(),
        ] {
            assert_eq!(check(&page), Ok(()), "{}", &page[..page.len().min(60)]);
        }
    }
}
