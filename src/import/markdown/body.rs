//! Rewrites a body, once from its beginning to its end.
//!
//! Comes in: Markdown of another generator. Goes out: Markdown of this one, and notes with their lines. Always holds:
//! what has no place in the text is in a comment at its place, or in a note; code is not touched.

use std::collections::BTreeSet;

use super::prose;
use super::scan::{Dialect, Token, scan};
use super::shortcode::{Meaning, meaning};
use super::tag::{Role, Tag};
use super::value::one_line;
use crate::import::{Action, Note};

/// A body that is being written.
pub(super) struct Body<'a> {
    pub(super) out: String,
    pub(super) notes: Vec<Note>,
    /// Topics that stand in the text.
    pub(super) topics: Vec<String>,
    pub(super) dialect: Dialect,
    title: &'a str,
    /// What was told and need not be told again.
    told: BTreeSet<String>,
    /// The line of the file that is being read.
    pub(super) line: u32,
    /// Comments that go to the end of the line: at its beginning they would turn all of it into HTML.
    pending: Vec<String>,
    frames: Vec<Frame>,
}

/// A quotation or a call-out that is not closed yet.
struct Frame {
    /// The token that closes it.
    end: usize,
    /// Where it begins in the text.
    start: usize,
    kind: Option<&'static str>,
    extra: Option<String>,
}

/// Frames inside frames, beyond which only their text is kept.
const MAX_FRAMES: usize = 8;

/// Rewrites a body whose first line is the line after `lines_before`.
pub(super) fn rewrite<'a>(
    text: &str,
    lines_before: u32,
    title: &'a str,
    dialect: Dialect,
) -> Body<'a> {
    let mut body = Body {
        out: String::with_capacity(text.len()),
        notes: Vec::new(),
        topics: Vec::new(),
        dialect,
        title,
        told: BTreeSet::new(),
        line: lines_before + 1,
        pending: Vec::new(),
        frames: Vec::new(),
    };
    let tokens = scan(text, dialect);
    let pairs = pairs(&tokens);
    // Bytes of the next text that belong to the token before.
    let mut taken = 0;
    for (token_idx, token) in tokens.iter().enumerate() {
        let next = match tokens.get(token_idx + 1) {
            Some(Token::Text(text)) => text,
            _ => "",
        };
        match token {
            Token::Text(text) => {
                body.line += count_lines(&text[..taken]);
                prose::write(&mut body, &text[std::mem::take(&mut taken)..]);
            }
            Token::Fixed(code) => {
                body.put(code);
                body.line += count_lines(code);
            }
            Token::More(mark) => {
                body.note(Action::Dropped, mark, "the lede is the first paragraph");
                body.line += count_lines(mark);
            }
            Token::Aside(aside) => {
                body.note(Action::Dropped, aside, "a comment");
                body.line += count_lines(aside);
            }
            Token::Block(tag, inside, end) => body.block(tag, inside, end),
            Token::Tag(tag) => {
                let is_alone =
                    body.is_at_line_start() && (next.is_empty() || next.starts_with('\n'));
                let place = Place { next, is_alone, pair: pairs[token_idx] };
                taken = body.tag(tag, token_idx, &place);
                body.line += count_lines(tag.raw);
            }
        }
    }
    body.end_line();
    body
}

/// Where a tag stands.
struct Place<'a> {
    /// The text behind it.
    next: &'a str,
    /// True where nothing else stands in its line.
    is_alone: bool,
    /// The token that it is closed by, or closes.
    pair: Option<usize>,
}

/// For each token the one that opens or closes it. Pairs do not overlap.
fn pairs(tokens: &[Token<'_>]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (token_idx, token) in tokens.iter().enumerate() {
        let Token::Tag(tag) = token else { continue };
        match tag.role {
            Role::Opens => open.push((token_idx, tag.name)),
            Role::Closes => {
                // Only calls of Zola are closed by `{% end %}`.
                let is_opener = |(idx, name): &(usize, &str)| match &tokens[*idx] {
                    Token::Tag(opener) if tag.name.is_empty() => {
                        opener.is_call() && opener.style == tag.style
                    }
                    _ => *name == tag.name,
                };
                let depth = open.len().saturating_sub(MAX_OPEN);
                if let Some(at) = open[depth..].iter().rposition(is_opener) {
                    let (opener, _) = open[depth + at];
                    open.truncate(depth + at);
                    pairs[token_idx] = Some(opener);
                    pairs[opener] = Some(token_idx);
                }
            }
            Role::Quoted => {}
        }
    }
    pairs
}

/// Tags without an end that may stand between a tag and its end.
const MAX_OPEN: usize = 100;

/// No text of a link has more bytes.
const MAX_LINK_TEXT: usize = 1000;

impl Body<'_> {
    pub(super) fn note(&mut self, action: Action, excerpt: &str, reason: &str) {
        let excerpt = one_line(excerpt);
        self.notes.push(Note { line: self.line, action, excerpt, reason: reason.to_owned() });
    }

    /// Tells of something that is left as it is, the first time that it is met.
    pub(super) fn note_once(&mut self, excerpt: &str, reason: &str) {
        if self.told.insert(reason.to_owned()) {
            self.note(Action::Kept, excerpt, reason);
        }
    }

    pub(super) fn is_at_line_start(&self) -> bool {
        (self.out.is_empty() || self.out.ends_with('\n')) && self.pending.is_empty()
    }

    /// Writes text; comments that wait go to the end of its first line.
    pub(super) fn put(&mut self, text: &str) {
        if self.pending.is_empty() {
            self.out.push_str(text);
            return;
        }
        let (first, rest) = text.split_at(text.find('\n').unwrap_or(text.len()));
        self.out.push_str(first);
        if !rest.is_empty() {
            self.end_line();
            self.out.push_str(rest);
        }
    }

    fn end_line(&mut self) {
        for comment in std::mem::take(&mut self.pending) {
            if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
            self.out.push_str(&comment);
        }
    }

    /// Puts a text into a comment.
    fn hide(&mut self, text: &str, place: &Place<'_>) {
        let comment = format!("<!-- {} -->", one_line(text).replace("-->", "--&gt;"));
        if place.is_alone {
            self.out.push_str(&comment);
        } else {
            self.pending.push(comment);
        }
    }

    /// Writes what stands in the place of a tag. Returns how many bytes of the next text belong to it.
    fn tag(&mut self, tag: &Tag<'_>, token_idx: usize, place: &Place<'_>) -> usize {
        if tag.role == Role::Closes {
            if self.frames.last().is_some_and(|frame| frame.end == token_idx) {
                self.close_frame(place.next);
                return 0;
            }
            if place.pair.is_none() {
                self.note(Action::Changed, tag.raw, "hidden in a comment: it closes nothing");
            }
            self.hide(tag.raw, place);
            return 0;
        }
        match meaning(tag) {
            Meaning::Markdown(markdown, what) => {
                self.note(Action::Changed, tag.raw, &format!("{what}, now Markdown"));
                self.put(&markdown);
            }
            Meaning::Title => {
                self.note(Action::Changed, tag.raw, "the title, written out");
                let title = self.title;
                self.put(title);
            }
            Meaning::Root => {
                self.note(Action::Changed, tag.raw, "addresses begin at the root of the site");
                // Without a path behind it, it is the front page.
                if !place.next.starts_with('/') && !place.next.is_empty() {
                    self.put("/");
                }
            }
            Meaning::Article(slug, fragment) => {
                self.note(Action::Changed, tag.raw, &format!("a link to the article `{slug}`"));
                return self.link(&slug, &fragment, place.next);
            }
            Meaning::Frame(kind, extra) if self.can_open_frame(place) => {
                let what = if kind.is_some() {
                    "a call-out, now Markdown"
                } else {
                    "a quotation, now Markdown"
                };
                self.note(Action::Changed, tag.raw, what);
                let end = place.pair.unwrap_or_default();
                self.frames.push(Frame { end, start: self.out.len(), kind, extra });
            }
            Meaning::Frame(..) | Meaning::Unknown => {
                let name = if tag.name.is_empty() { tag.raw } else { tag.name };
                let reason =
                    format!("hidden in a comment: `{}` has no meaning here", one_line(name));
                self.note(Action::Changed, tag.raw, &reason);
                self.hide(tag.raw, place);
            }
            Meaning::Literal => {
                self.note(Action::Kept, tag.raw, "braces are text here");
                self.put(tag.raw);
            }
        }
        0
    }

    fn can_open_frame(&self, place: &Place<'_>) -> bool {
        place.pair.is_some() && self.is_at_line_start() && self.frames.len() < MAX_FRAMES
    }

    fn close_frame(&mut self, next: &str) {
        self.end_line();
        let Some(frame) = self.frames.pop() else { return };
        let inside = self.out.split_off(frame.start);
        let mut lines: Vec<String> = Vec::new();
        if let Some(kind) = frame.kind {
            let title =
                frame.extra.as_ref().map_or(String::new(), |title| format!(" {}", one_line(title)));
            lines.push(format!("> [!{kind}]{title}"));
        }
        lines.extend(
            inside
                .trim_matches('\n')
                .split('\n')
                .map(|line| format!("> {line}").trim_end().to_owned()),
        );
        if let (None, Some(author)) = (frame.kind, &frame.extra) {
            lines.push(">".to_owned());
            lines.push(format!("> — {}", one_line(author)));
        }
        self.out.push_str(&lines.join("\n"));
        if !next.starts_with('\n') {
            self.out.push_str("\n\n");
        }
    }

    /// Writes a tag whose text is not read, and the text.
    fn block(&mut self, tag: &Tag<'_>, inside: &str, end: &str) {
        match tag.name {
            "highlight" => {
                self.note(Action::Changed, tag.raw, "code, now between fences");
                let language = tag.positional(0).unwrap_or_default();
                if !self.is_at_line_start() {
                    self.put("\n\n");
                }
                let code = inside.trim_matches('\n');
                // A fence is longer than any in the code.
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(longest.max(2) + 1);
                self.out.push_str(&format!("{fence}{language}\n{code}\n{fence}"));
            }
            "comment" => {
                self.note(Action::Dropped, &format!("{}{inside}{end}", tag.raw), "a comment");
            }
            _ => {
                self.note(
                    Action::Changed,
                    tag.raw,
                    "text that is not read for tags; the tags around it are gone",
                );
                self.put(inside);
            }
        }
        self.line += count_lines(tag.raw) + count_lines(inside) + count_lines(end);
    }

    /// Writes the target of a link that is an article: `[text](` stands before it. Returns how many bytes of the next text
    /// belong to it.
    pub(super) fn link(&mut self, slug: &str, fragment: &str, next: &str) -> usize {
        let more = next.find([')', '\n', ' ']).filter(|_| next.starts_with('#')).unwrap_or(0);
        let fragment = if fragment.is_empty() { &next[..more] } else { fragment };
        let is_closed = next[more..].starts_with(')');
        if let Some(start) = is_closed.then(|| self.link_start()).flatten() {
            let text = self.out[start + 1..self.out.len() - 2].to_owned();
            self.out.truncate(start);
            self.out.push_str(&format!("[[{slug}{fragment}|{text}]]"));
            return more + 1;
        }
        self.put(&format!("/articles/{slug}/{fragment}"));
        more
    }

    /// Where the link begins whose target comes next, if its text is plain.
    fn link_start(&self) -> Option<usize> {
        let before = self.out.strip_suffix("](")?;
        let nearby = before.floor_char_boundary(before.len().saturating_sub(MAX_LINK_TEXT));
        let start = nearby + before[nearby..].rfind('[')?;
        let text = &before[start + 1..];
        let is_plain =
            !text.is_empty() && !text.contains([']', '|', '*', '`', '\n', '<', '\\', '!']);
        (is_plain && !before[..start].ends_with(['!', '[', '\\'])).then_some(start)
    }
}

/// The number of line feeds in a text.
pub(super) fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}
