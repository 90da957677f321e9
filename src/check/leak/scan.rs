//! Goes through the bytes of an output, word by word.
//!
//! Comes in: the bytes of a page, a feed, data or any other file, and the secrets. Goes out: the secrets
//! found. Always holds: the text of a page is gone through without its tags, and what stands in tags,
//! comments and scripts by itself; escapes are undone; nothing that a program could read is left out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::secret::{Match, Secrets};
use super::word::{Window, for_each_word};
use crate::pipeline::Provenance;

/// A secret in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Which.
    pub(super) found: Match,
    /// Its words as they stand there.
    pub(super) text: String,
}

/// So deep scripts in strings of scripts are gone into. Nobody writes more than two, but whoever wishes
/// to may nest them without end.
const DEEPEST: usize = 8;

/// How an output is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Markup,
    Feed,
    Json,
    Plain,
}

/// The secrets in an output whose path in the output folder is `path`, and in that path.
pub(super) fn scan(
    path: &str,
    bytes: Option<&[u8]>,
    provenance: Provenance,
    secrets: &Secrets,
) -> Vec<Hit> {
    let mut scan = Scan { secrets, provenance, n_scripts: 0, hits: BTreeSet::new() };
    scan.address(path);
    if let Some(text) = bytes.and_then(text_of) {
        match form(path) {
            Form::Markup => scan.markup(&text),
            Form::Feed => {
                scan.markup(&text);
                // The text of a feed is markup that is escaped.
                if text.contains("&lt;") {
                    scan.markup(&html_escape::decode_html_entities(&text));
                }
            }
            Form::Json => scan.json(&text),
            Form::Plain => scan.plain(&text),
        }
    }
    scan.hits.into_iter().collect()
}

/// The text that bytes are: UTF-8, or what the mark at their beginning says. None where they are no text.
fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => Some(encoding.decode(bytes).0),
        None if bytes.contains(&0) => None,
        None => Some(String::from_utf8_lossy(bytes)),
    }
}

fn form(path: &str) -> Form {
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Form::Markup,
        "atom" | "xml" | "rss" | "svg" => Form::Feed,
        "json" | "geojson" | "webmanifest" | "map" | "ndjson" => Form::Json,
        _ => Form::Plain,
    }
}

struct Scan<'a> {
    secrets: &'a Secrets,
    provenance: Provenance,
    /// Scripts that are gone into, each in a string of the one before.
    n_scripts: usize,
    hits: BTreeSet<Hit>,
}

impl Scan<'_> {
    fn plain(&mut self, text: &str) {
        for_each_word(text, &mut Window::default(), |window| {
            look(self.secrets, window, text, &mut self.hits);
        });
    }

    /// An address, which may be escaped.
    fn address(&mut self, address: &str) {
        self.plain(&percent_encoding::percent_decode_str(address).decode_utf8_lossy());
    }

    /// What stands in a tag or an attribute: with escapes of markup and of addresses.
    fn attributes(&mut self, text: &str) {
        let mut text = Cow::Borrowed(text);
        if text.contains('&') {
            text = html_escape::decode_html_entities(&text).into_owned().into();
        }
        self.plain(&text);
        if text.contains('%') {
            self.address(&text);
        }
    }

    /// Strings of JSON, each of which may be markup; what is not JSON is gone through likewise.
    fn json(&mut self, text: &str) {
        let mut window = Window::default();
        let mut last_is_word = false;
        let mut rest = text;
        while let Some(start) = rest.find('"') {
            let end = end_of_string(&rest[start + 1..]).map_or(rest.len(), |end| start + 1 + end);
            let literal = &rest[start + 1..end];
            let behind = rest.get(end + 1..).unwrap_or_default();
            // The names of fields are the program's words.
            if self.provenance == Provenance::Made && behind.trim_start().starts_with(':') {
                last_is_word = false;
                rest = behind;
                continue;
            }
            let text: Cow<'_, str> = if literal.contains('\\') {
                serde_json::from_str::<String>(&format!("\"{literal}\""))
                    .map_or(literal.into(), Cow::Owned)
            } else {
                literal.into()
            };
            if text.contains('<') {
                self.markup(&text);
            }
            // A text may be spread over a list of its words; other strings are texts of their own, and by
            // chance a draft may have the end of one and the beginning of the next.
            let is_word = !text.trim().contains(char::is_whitespace);
            let is_next = rest[..start].trim() == ",";
            if !(is_word && last_is_word && is_next) {
                window = Window::default();
            }
            last_is_word = is_word;
            // Where a run began in an earlier string its place lies in that one.
            for_each_word(&text, &mut window, |window| {
                look(self.secrets, window, &text, &mut self.hits);
            });
            rest = behind;
        }
    }

    /// Markup: its text by itself, and each tag, comment and script by itself.
    fn markup(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut window = Window::default();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            let ends = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                    window.letter(byte, at);
                    at += 1;
                    false
                }
                b'<' => {
                    let (gap, next) = self.tag(text, at);
                    if gap == Gap::Block {
                        if window.end_word() {
                            look(self.secrets, &window, text, &mut self.hits);
                        }
                        window = Window::default();
                    }
                    at = next;
                    gap != Gap::None
                }
                b'&' => {
                    let (character, next) = entity(text, at);
                    let ends = window.character(character, at);
                    at = next;
                    ends
                }
                0..=0x7F => {
                    at += 1;
                    true
                }
                _ => {
                    let character = text[at..].chars().next().unwrap_or(' ');
                    let ends = window.character(character, at);
                    at += character.len_utf8();
                    ends
                }
            };
            if ends && window.end_word() {
                look(self.secrets, &window, text, &mut self.hits);
            }
        }
        if window.end_word() {
            look(self.secrets, &window, text, &mut self.hits);
        }
    }

    /// Goes through the tag or comment at a byte. Returns what it ends, and where it ends itself.
    fn tag(&mut self, text: &str, at: usize) -> (Gap, usize) {
        let rest = &text[at..];
        let to =
            |end: Option<usize>, sign: &str| end.map_or(text.len(), |end| at + end + sign.len());
        if rest.starts_with("<!--") {
            let end = to(rest.find("-->"), "-->");
            self.attributes(&text[at..end]);
            return (Gap::Word, end);
        }
        // What stands in there is gone through like all else, and so is the sign of its end.
        if rest.starts_with("<![CDATA[") {
            return (Gap::Word, at + "<![CDATA[".len());
        }
        let name = rest[1..].trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return (Gap::Word, at + 1);
        }
        let n_letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &name[..n_letters];
        let end = at + end_of_tag(rest);
        if text[at..end].contains('=') {
            self.attributes(&text[at..end]);
        }
        if rest.starts_with("</") || !is_raw(name) {
            return (Gap::of(name), end);
        }
        let close = format!("</{}", name.to_ascii_lowercase());
        let inner_end = find_ignoring_case(&text[end..], &close).map_or(text.len(), |to| end + to);
        let inner = &text[end..inner_end];
        self.plain(inner);
        if inner.contains('\\') && self.n_scripts < DEEPEST {
            self.n_scripts += 1;
            self.json(inner);
            self.n_scripts -= 1;
        }
        (Gap::Block, inner_end)
    }
}

fn look(secrets: &Secrets, window: &Window, text: &str, hits: &mut BTreeSet<Hit>) {
    let Some((found, range)) = secrets.found(window, text) else { return };
    if hits.iter().any(|hit| hit.found == found) {
        return;
    }
    let text = text.get(range).unwrap_or_default();
    hits.insert(Hit { found, text: text.to_owned() });
}

/// Where the string ends whose text this is.
fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

/// Where the tag ends with which the text begins.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let mut last = b' ';
    let end = text.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            // A quote that no value begins with is a sign of the text.
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        byte == b'>' && quote.is_none()
    });
    end.map_or(text.len(), |end| end + 1)
}

/// The character that the text has at a byte where it has `&`, and where it ends.
fn entity(text: &str, at: usize) -> (char, usize) {
    let rest = text.as_bytes()[at..].iter().take(40);
    let Some(end) = rest.clone().position(|byte| *byte == b';') else { return ('&', at + 1) };
    let end = at + end + 1;
    match &text[at..end] {
        "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&#x27;" | "&#39;" | "&#x2F;" => ('&', end),
        written => {
            let decoded = html_escape::decode_html_entities(written);
            let mut characters = decoded.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => (character, end),
                _ => ('&', at + 1),
            }
        }
    }
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
enum Gap {
    /// Nothing: it may stand within a word.
    None,
    /// A word.
    Word,
    /// What is said: the end of a title and the beginning of the paragraph behind it are not one text, and
    /// by chance a draft may have just these words.
    Block,
}

impl Gap {
    fn of(name: &str) -> Self {
        const WITHIN_WORDS: &[&str] = &[
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
            "kbd", "mark", "q", "s", "small", "span", "strong", "u", "var", "wbr",
        ];
        const BETWEEN_WORDS: &[&str] =
            &["br", "img", "sub", "sup", "time", "data", "svg", "path", "use", "picture", "tspan"];
        let lists = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
        if lists(WITHIN_WORDS) {
            Gap::None
        } else if lists(BETWEEN_WORDS) {
            Gap::Word
        } else {
            Gap::Block
        }
    }
}

#[cfg(test)]
mod tests;
