//! Cuts a body into text, code and tags.
//!
//! Comes in: Markdown with the tags of another generator. Goes out: `Token` values that, one behind the other, are the
//! whole body. Always holds: nothing inside code is a tag; time is linear in the length of the body.

use std::collections::BTreeSet;

use super::front::Entry;
use super::tag::{Role, Style, Tag, is_opening};

/// A piece of a body.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// Markdown that may be rewritten.
    Text(&'a str),
    /// Code, comments and scripts: left as they are.
    Fixed(&'a str),
    /// A tag.
    Tag(Tag<'a>),
    /// A tag, the text up to the one that closes it, and that one: the text is not read.
    Block(Tag<'a>, &'a str, &'a str),
    /// The mark behind an excerpt: `<!--more-->`.
    More(&'a str),
    /// A comment of Obsidian: `%%…%%`.
    Aside(&'a str),
}

/// Whether `%%` opens a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Notes of Obsidian.
    Obsidian,
    /// Anything else.
    Other,
}

impl Dialect {
    /// Tells notes of Obsidian by what only they have.
    pub(super) fn of(body: &str, entries: &[Entry]) -> Self {
        let is_own_key = |entry: &Entry| matches!(entry.key.as_str(), "cssclasses" | "cssclass");
        let is_own_line = |line: &str| {
            let is_tag = line.starts_with('#') && line[1..].starts_with(char::is_alphabetic);
            let has_pair = |sign: &str| {
                let inside = line.split_once(sign).map(|(_, rest)| rest);
                let inside =
                    inside.and_then(|rest| rest.split_once(sign)).map(|(inside, _)| inside);
                inside.is_some_and(|text| text.contains(char::is_alphabetic) && text.trim() == text)
            };
            let has_link = line.split_once("[[").is_some_and(|(_, rest)| rest.contains("]]"));
            is_tag || has_link || has_pair("==") || has_pair("%%")
        };
        let is_text = |token: &Token<'_>| match token {
            Token::Text(text) => text.lines().any(|line| is_own_line(line) || line.trim() == "%%"),
            _ => false,
        };
        if entries.iter().any(is_own_key) || scan(body, Self::Other).iter().any(is_text) {
            Self::Obsidian
        } else {
            Self::Other
        }
    }
}

/// Cuts a body.
pub(super) fn scan(body: &str, dialect: Dialect) -> Vec<Token<'_>> {
    let mut scan =
        Scan { body, at: 0, text_start: 0, tokens: Vec::new(), endless: BTreeSet::new() };
    let mut lines = Lines::default();
    while scan.at < body.len() {
        if scan.at == 0 || body.as_bytes()[scan.at - 1] == b'\n' {
            let rest = &body[scan.at..];
            if let Some(end) = fence_end(rest).or_else(|| lines.code_end(rest)) {
                scan.push(end, Token::Fixed);
                continue;
            }
        }
        scan.step(dialect);
    }
    scan.flush();
    scan.tokens
}

struct Scan<'a> {
    body: &'a str,
    at: usize,
    text_start: usize,
    tokens: Vec<Token<'a>>,
    /// Closing signs that do not come any more; they are not looked for again.
    endless: BTreeSet<String>,
}

impl<'a> Scan<'a> {
    fn flush(&mut self) {
        if self.text_start < self.at {
            self.tokens.push(Token::Text(&self.body[self.text_start..self.at]));
        }
    }

    /// Takes the next `len` bytes as a token.
    fn push(&mut self, len: usize, token: fn(&'a str) -> Token<'a>) {
        self.flush();
        self.tokens.push(token(&self.body[self.at..self.at + len]));
        self.at += len;
        self.text_start = self.at;
    }

    /// Where a closing sign ends.
    fn end_of(&mut self, from: usize, sign: &str) -> Option<usize> {
        if self.endless.contains(sign) {
            return None;
        }
        let found = self.body[self.at + from..].find(sign).map(|at| from + at + sign.len());
        if found.is_none() {
            self.endless.insert(sign.to_owned());
        }
        found
    }

    /// Takes one piece, or goes one sign further.
    fn step(&mut self, dialect: Dialect) {
        let rest = &self.body[self.at..];
        match rest.as_bytes()[0] {
            b'\\' if rest[1..].starts_with(['`', '<', '[', '%', '\\']) => self.at += 2,
            b'`' => match code_span(rest) {
                Ok(end) => self.push(end, Token::Fixed),
                Err(n_ticks) => self.at += n_ticks,
            },
            b'{' if is_opening(rest) => self.take_tag(rest),
            b'<' if rest.starts_with("<!--") => match self.end_of(4, "-->") {
                Some(end) if is_more(&rest[..end]) => self.push(end, Token::More),
                Some(end) => self.push(end, Token::Fixed),
                None => self.at += 1,
            },
            b'<' => {
                let name =
                    ["pre", "script", "style", "code", "textarea"].into_iter().find(|name| {
                        let is_name =
                            rest.get(1..=name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
                        is_name && rest[name.len() + 1..].starts_with(['>', ' ', '\n', '\t'])
                    });
                match name.and_then(|name| self.end_of(1, &format!("</{name}>"))) {
                    Some(end) => self.push(end, Token::Fixed),
                    None => self.at += 1,
                }
            }
            b'%' if dialect == Dialect::Obsidian && rest.starts_with("%%") => {
                match self.end_of(2, "%%") {
                    Some(end) => self.push(end, Token::Aside),
                    None => self.at += 2,
                }
            }
            _ => self.at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    fn take_tag(&mut self, rest: &'a str) {
        let Some(tag) = Tag::at(rest) else {
            self.at += 2;
            return;
        };
        let is_unread = match tag.style {
            Style::Block => matches!(tag.name, "highlight" | "raw" | "comment"),
            Style::Shortcode => tag.name == "highlight",
            Style::Value => false,
        };
        let end = (is_unread && tag.role == Role::Opens).then(|| self.closing(&tag)).flatten();
        self.flush();
        let mut len = tag.raw.len();
        if let Some((start, behind)) = end {
            self.tokens.push(Token::Block(tag, &rest[len..start], &rest[start..behind]));
            len = behind;
        } else {
            self.tokens.push(Token::Tag(tag));
        }
        self.at += len;
        self.text_start = self.at;
    }

    /// Where the tag that closes another begins and ends.
    fn closing(&mut self, tag: &Tag<'_>) -> Option<(usize, usize)> {
        let key = format!("{:?} {}", tag.style, tag.name);
        if self.endless.contains(&key) {
            return None;
        }
        let rest = &self.body[self.at..];
        let mut from = tag.raw.len();
        while let Some(at) = rest[from..].find('{').map(|at| from + at) {
            // What stands between need not be well formed: code is full of braces.
            let open = if tag.style == Style::Block { &["{%"][..] } else { &["{{<", "{{%"] };
            let closing = open.iter().find(|open| rest[at..].starts_with(**open));
            let closing = closing.and_then(|_| Tag::at(&rest[at..]));
            let closing =
                closing.filter(|closing| closing.role == Role::Closes && closing.name == tag.name);
            if let Some(closing) = closing {
                return Some((at, at + closing.raw.len()));
            }
            from = at + 1;
        }
        self.endless.insert(key);
        None
    }
}

fn is_more(comment: &str) -> bool {
    let inside = comment.trim_start_matches("<!--").trim_end_matches("-->").trim();
    inside == "more"
        || inside.starts_with("more ")
        || matches!(inside, "end_excerpt" | "excerpt" | "end-excerpt")
}

/// No code in a line has more bytes.
const MAX_CODE_SPAN: usize = 10_000;

/// The end of the code that a text begins with, or the number of backticks that open none.
fn code_span(text: &str) -> Result<usize, usize> {
    let run = |text: &str| text.bytes().take_while(|b| *b == b'`').count();
    let n_ticks = run(text);
    let limit = text.floor_char_boundary(MAX_CODE_SPAN.max(n_ticks));
    let mut at = n_ticks;
    while let Some(next) = text[at..limit].find(['`', '\n']).map(|next| at + next) {
        if text[next..].starts_with('\n') {
            // A paragraph ends at an empty line, and code with it.
            let line = text[next + 1..].lines().next().unwrap_or_default();
            if line.trim().is_empty() {
                break;
            }
            at = next + 1;
        } else {
            let n_found = run(&text[next..]);
            if n_found == n_ticks {
                return Ok(next + n_found);
            }
            at = next + n_found;
            if at >= limit {
                break;
            }
        }
    }
    Err(n_ticks)
}

/// The end of the fenced code that a line begins, in whatever list or quote it stands.
fn fence_end(text: &str) -> Option<usize> {
    let first = text.lines().next().unwrap_or_default();
    let fence = unmarked(first);
    let sign = fence.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let n_signs = fence.chars().take_while(|c| *c == sign).count();
    if n_signs < 3 || sign == '`' && fence[n_signs..].contains('`') {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start_matches([' ', '\t', '>']);
        let n_found = start.chars().take_while(|c| *c == sign).count();
        at += line.len();
        let is_first = at == line.len();
        if !is_first && n_found >= n_signs && start[n_found..].trim().is_empty() {
            return Some(at);
        }
    }
    Some(text.len())
}

/// A line without the marks of quotes and list items before its text.
fn unmarked(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t', '>']);
    while let Some(behind) = item(rest) {
        rest = behind.trim_start_matches([' ', '\t', '>']);
    }
    rest
}

/// What stands behind the mark of a list item.
fn item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        1..=9 => line[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    behind.starts_with([' ', '\t']).then_some(behind)
}

/// What the lines before say about the next one.
#[derive(Default)]
struct Lines {
    has_text_above: bool,
    is_in_list: bool,
}

impl Lines {
    /// The end of the line, if it is indented code.
    fn code_end(&mut self, text: &str) -> Option<usize> {
        let end = text.find('\n').map_or(text.len(), |at| at + 1);
        let line = &text[..end];
        if line.trim().is_empty() {
            self.has_text_above = false;
            return None;
        }
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        if is_indented && !self.has_text_above && !self.is_in_list {
            return Some(end);
        }
        if item(line.trim_start()).is_some() {
            self.is_in_list = true;
        } else if !line.starts_with([' ', '\t']) && !self.has_text_above {
            self.is_in_list = false;
        }
        self.has_text_above = true;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_text_and_tags() {
        let check = |body: &str, expected: &str| {
            let shown = |token: &Token<'_>| match token {
                Token::Text(text) => format!("text {text:?}"),
                Token::Fixed(text) => format!("fixed {text:?}"),
                Token::Tag(tag) => format!("tag {}", tag.name),
                Token::Block(tag, inner, _) => format!("block {} {inner:?}", tag.name),
                Token::More(_) => "more".to_owned(),
                Token::Aside(text) => format!("aside {text:?}"),
            };
            let seen: Vec<_> = scan(body, Dialect::Obsidian).iter().map(shown).collect();
            assert_eq!(seen.join(", "), expected, "{body:?}");
        };
        check("a `{{ b }}` {{ c }}", "text \"a \", fixed \"`{{ b }}`\", text \" \", tag c");
        check("```\n{{ b }}\n```\n{{ c }}", "fixed \"```\\n{{ b }}\\n```\\n\", tag c");
        check("- ~~~\n  {{ b }}\n  ~~~\n", "fixed \"- ~~~\\n  {{ b }}\\n  ~~~\\n\"");
        check("    {{ b }}\n", "fixed \"    {{ b }}\\n\"");
        check("- a\n\n    {{ b }}", "text \"- a\\n\\n    \", tag b");
        check("a ` b {{ c }}\n\nd `", "text \"a ` b \", tag c, text \"\\n\\nd `\"");
        check("{% highlight js %}`{{ a {%\n{% endhighlight %}", "block highlight \"`{{ a {%\\n\"");
        check("{% raw %} no end", "tag raw, text \" no end\"");
        check(
            "<pre>{{ a }}</pre><!-- {{ b }} --><!--more-->",
            "fixed \"<pre>{{ a }}</pre>\", fixed \"<!-- {{ b }} -->\", more",
        );
        check("a %%b\nc%% d %%", "text \"a \", aside \"%%b\\nc%%\", text \" d %%\"");
    }
}
