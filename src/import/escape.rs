//! Text that stands for itself in Markdown.
//!
//! Comes in: plain text of one line. Goes out: Markdown that shows exactly that text. Always holds: no
//! sign of the text is read as markup, and none is escaped that could not be.

/// A paragraph, a heading or the text of a list item, which begins a line.
pub(super) fn block(text: &str) -> String {
    line_start(inline(text))
}

/// Markdown of a line, so that its beginning opens no heading, list, quotation or rule.
pub(super) fn line_start(escaped: String) -> String {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let n_hashes = escaped.bytes().take_while(|b| *b == b'#').count();
    let n_digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let behind = |n: usize| escaped.get(n..).unwrap_or_default();
    let opens = (1..=6).contains(&n_hashes) && is_end(behind(n_hashes))
        || escaped.starts_with('>')
        || escaped.starts_with(['-', '+', '*', ':']) && is_end(behind(1))
        || !escaped.is_empty() && escaped.bytes().all(|b| b == b'=' || b == b' ')
        || !escaped.is_empty() && escaped.bytes().all(|b| b == b'-' || b == b' ');
    if opens {
        return format!("\\{escaped}");
    }
    if (1..=9).contains(&n_digits)
        && behind(n_digits).starts_with(['.', ')'])
        && is_end(behind(n_digits + 1))
    {
        return format!("{}\\{}", &escaped[..n_digits], behind(n_digits));
    }
    escaped
}

/// A cell of a table.
pub(super) fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

/// Text inside a line.
pub(super) fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (word_idx, word) in text.split(' ').enumerate() {
        if word_idx > 0 {
            escaped.push(' ');
        }
        if is_plain_address(word) {
            escaped.push_str(&format!("<{word}>"));
        } else {
            escape_word(word, &mut escaped);
        }
    }
    escaped
}

/// True for an address in which a sign would have to be escaped, and which an escape would spoil.
fn is_plain_address(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://"))
        && word.contains(['_', '*', '~', '&'])
        && !word.contains(['<', '>', '|', '\\', '`', '[', ']', '(', ')'])
        && !word.ends_with(['.', ',', ';', ':', '!', '?', '\'', '"'])
}

/// Between the signs of a word, a space is as good as the word's edge.
fn escape_word(word: &str, escaped: &mut String) {
    let mut before = None;
    for (at, c) in word.char_indices() {
        let rest = &word[at + c.len_utf8()..];
        let behind = rest.chars().next();
        let stands_alone = before.is_none() && behind.is_none();
        let needs_escape = match c {
            '\\' | '`' | '[' => true,
            '*' | '~' => !stands_alone,
            '_' => {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(stands_alone || is_letter(before) && is_letter(behind))
            }
            '<' => behind.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => is_entity(rest),
            _ => false,
        };
        if needs_escape {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
}

/// True when `rest`, which follows `&`, makes a character reference of it.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len()
        && !name.is_empty()
        && name.trim_start_matches('#').chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of Markdown that is one paragraph of plain text; none for anything else.
    fn shown(markdown: &str) -> Option<String> {
        let arena = comrak::Arena::new();
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.description_lists = true;
        options.extension.wikilinks_title_after_pipe = true;
        options.extension.footnotes = true;
        let root = comrak::parse_document(&arena, markdown, &options);
        let paragraph = root.first_child()?;
        if paragraph.next_sibling().is_some()
            || !matches!(paragraph.data().value, comrak::nodes::NodeValue::Paragraph)
        {
            return None;
        }
        let mut text = String::new();
        for node in paragraph.children() {
            match &node.data().value {
                comrak::nodes::NodeValue::Text(literal) => text.push_str(literal),
                _ => return None,
            }
        }
        Some(text)
    }

    #[test]
    fn escaped_text_is_shown_as_it_was() {
        for text in [
            "a *star* and **two**, 5 * 3, *",
            "snake_case and _this_ and __that__ _",
            "# not a heading",
            "#hashtag",
            "> no quotation",
            "- no item",
            "+ no item",
            "* no item",
            "-",
            "---",
            "===",
            "1. no item",
            "1985) no item",
            "2025.",
            "[link](https://example.org) and [[wiki|link]] and [^1]",
            "<script>alert(1)</script> <!-- x --> a < b",
            "AT&T &amp; &#35; & more",
            "`code` and ~~gone~~ and ~100",
            "back\\slash and \\*",
            ": no definition",
            "a | b",
            "![picture](x.png)",
            "```",
            "~~~",
            "***",
            "___",
            "[x]: /definition",
            "ends with *",
            "{.nolink}",
        ] {
            assert_eq!(shown(&block(text)).as_deref(), Some(text), "{}", block(text));
        }
    }

    #[test]
    fn text_without_signs_is_left_alone() {
        for text in ["A plain sentence, with a dash – and 100 % of it.", "file_name", "U.S.-Russia"]
        {
            assert_eq!(block(text), text);
        }
        assert_eq!(cell("a | b"), "a \\| b");
        assert_eq!(inline("see https://a.org/_b_ now"), "see <https://a.org/_b_> now");
    }
}
