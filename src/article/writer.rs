//! What is gathered while a document is written: text, blocks, pieces, links, sections, tables.
//!
//! Comes in: what `markup` meets on its way through the syntax tree. Goes out: the parts of `Prose`.
//! Always holds: blocks, pieces and lines are in the order of the text; ids are unique.

use std::collections::{BTreeMap, BTreeSet};

use comrak::Node;
use xxhash_rust::xxh3::xxh3_64;

use super::highlight::Highlighter;
use super::{Block, BlockKind, Piece, Reference, Section, Span, Table, WikiLink};

/// What writing has gathered so far.
pub(super) struct Writer<'a> {
    /// Text of all blocks, each followed by a line break.
    pub(super) text: String,
    /// Leaf blocks in the order of the text.
    pub(super) blocks: Vec<Block>,
    /// Pieces of text; their place in the HTML is set by `finish`.
    pub(super) pieces: Vec<Piece>,
    /// Links in double brackets.
    pub(super) wiki_links: Vec<WikiLink>,
    /// Links and pictures of the project itself.
    pub(super) references: Vec<Reference>,
    /// Headings.
    pub(super) sections: Vec<Section>,
    /// Tables.
    pub(super) tables: Vec<Table>,
    /// Where source lines begin in the text.
    pub(super) lines: Vec<(u32, u32)>,
    /// True when raw HTML was met.
    pub(super) has_html: bool,
    pub(super) highlighter: &'a Highlighter,
    pub(super) captions: Vec<(Node<'a>, Node<'a>)>,
    pub(super) line_of: &'a dyn Fn(usize) -> u32,
    pub(super) in_link: usize,
    /// Ids that are taken, each with the last number that was put behind it.
    ids: BTreeMap<String, usize>,
    /// Levels of the open sections: as written and as shown.
    pub(super) open_levels: Vec<(u8, u8)>,
    block_start: usize,
    /// Ids of the open items of tight lists.
    pub(super) item_ids: Vec<String>,
}

/// Opens a mark.
pub(super) const OPEN: char = '\u{FDD0}';
/// Closes a mark.
pub(super) const CLOSE: char = '\u{FDD1}';

impl<'a> Writer<'a> {
    /// A writer that has written nothing. `line_of` maps a line of the Markdown to one of the file.
    pub(super) fn new(
        highlighter: &'a Highlighter,
        captions: Vec<(Node<'a>, Node<'a>)>,
        line_of: &'a dyn Fn(usize) -> u32,
    ) -> Self {
        Self {
            text: String::new(),
            blocks: Vec::new(),
            pieces: Vec::new(),
            wiki_links: Vec::new(),
            references: Vec::new(),
            sections: Vec::new(),
            tables: Vec::new(),
            lines: Vec::new(),
            has_html: false,
            highlighter,
            captions,
            line_of,
            in_link: 0,
            ids: BTreeMap::new(),
            open_levels: Vec::new(),
            block_start: 0,
            item_ids: Vec::new(),
        }
    }

    /// A block of plain text that has no markup of its own.
    pub(super) fn plain_block(&mut self, kind: BlockKind, text: &str, line: u32) {
        self.begin(kind, line);
        let start = offset(self.text.len());
        self.text.push_str(text);
        let span = Span { start, end: offset(self.text.len()) };
        self.pieces.push(Piece { text: span, html: Span::default(), searchable: true });
        self.end("");
    }

    /// Begins a block; `line` is its line in the file.
    pub(super) fn begin(&mut self, kind: BlockKind, line: u32) {
        self.block_start = self.text.len();
        self.lines.push((offset(self.text.len()), line));
        let section = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        let span = Span { start: offset(self.text.len()), end: 0 };
        self.blocks.push(Block { kind, span, section, anchor: String::new() });
    }

    /// Ends the block that was begun last; one without text is forgotten.
    pub(super) fn end(&mut self, anchor: &str) {
        let end = self.block_start + self.text[self.block_start..].trim_end().len();
        let block = self.blocks.last_mut().expect("invariant: `end` follows `begin`");
        block.span.end = offset(end);
        anchor.clone_into(&mut block.anchor);
        if end == self.block_start {
            self.blocks.pop();
        }
        self.text.push('\n');
    }

    /// An id that no other element of the article has: the first keeps it, the others get a number.
    pub(super) fn unique(&mut self, id: String) -> String {
        let Some(mut n) = self.ids.get(&id).copied() else {
            self.ids.insert(id.clone(), 1);
            return id;
        };
        loop {
            n += 1;
            let numbered = format!("{id}-{n}");
            if !self.ids.contains_key(&numbered) {
                self.ids.insert(numbered.clone(), 1);
                self.ids.insert(id, n);
                return numbered;
            }
        }
    }

    /// Ids of headings, paragraphs and tables.
    pub(super) fn known_ids(&self) -> BTreeSet<String> {
        self.ids.keys().cloned().collect()
    }

    /// The id of a paragraph: made of its own text, so that edits elsewhere do not change it.
    pub(super) fn paragraph_id(&mut self, prefix: char, text: &str) -> String {
        let mut hash = xxh3_64(text.as_bytes());
        let mut id = String::from(prefix);
        id.push('-');
        for _ in 0..7 {
            id.push(char::from_digit((hash % 36) as u32, 36).unwrap_or('0'));
            hash /= 36;
        }
        self.unique(id)
    }
}

/// Takes the marks out of `marked`, which is put behind `html`, and notes where they were. Raw HTML may
/// have swallowed marks, or have drawn them into an attribute: what is not whole is not shown as a link.
pub(super) fn finish(marked: &str, html: &mut String, writer: &mut Writer<'_>) -> Span {
    let start = offset(html.len());
    let mut state = Markup::Text;
    let mut piece_begun: Option<(usize, u32)> = None;
    let mut link_begun: Option<(usize, u32)> = None;
    let mut rest = marked;
    while let Some(open) = rest.find(OPEN) {
        html.push_str(&rest[..open]);
        if writer.has_html {
            state = state.after(&rest[..open]);
        }
        rest = &rest[open + OPEN.len_utf8()..];
        let Some(close) = rest.find(CLOSE) else { continue };
        let (mark, behind) = (&rest[..close], &rest[close + CLOSE.len_utf8()..]);
        let at = offset(html.len());
        let idx = mark.get(1..).and_then(|idx| idx.parse::<usize>().ok());
        let Some((kind, idx)) = mark.chars().next().zip(idx) else { continue };
        rest = behind;
        let since = |first: u32| Span { start: first, end: at };
        let is_text = |first: u32| {
            state == Markup::Text && !(writer.has_html && html[first as usize..].contains('<'))
        };
        match kind {
            'P' => piece_begun = Some((idx, at)).filter(|_| state == Markup::Text),
            'W' => link_begun = Some((idx, at)).filter(|_| state == Markup::Text),
            'p' => {
                if let Some((_, first)) =
                    piece_begun.take().filter(|(begun, at)| *begun == idx && is_text(*at))
                {
                    set(&mut writer.pieces, idx, |piece| piece.html = since(first));
                }
            }
            'w' => {
                if let Some((_, first)) =
                    link_begun.take().filter(|(begun, at)| *begun == idx && is_text(*at))
                {
                    set(&mut writer.wiki_links, idx, |link| link.html = since(first));
                }
            }
            _ if html.ends_with("=\"") => {
                set(&mut writer.references, idx, |reference| reference.at = at);
            }
            _ => {}
        }
    }
    html.push_str(rest);
    Span { start, end: offset(html.len()) }
}

/// Where in markup a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    Text,
    Tag,
    Value(char),
}

impl Markup {
    /// Where the end of `html` is, if its start is here.
    fn after(self, html: &str) -> Self {
        html.chars().fold(self, |state, c| match (state, c) {
            (Markup::Text, '<') => Markup::Tag,
            (Markup::Tag, '>') => Markup::Text,
            (Markup::Tag, '"' | '\'') => Markup::Value(c),
            (Markup::Value(quote), _) if quote == c => Markup::Tag,
            _ => state,
        })
    }
}

fn set<T>(entries: &mut [T], idx: usize, change: impl FnOnce(&mut T)) {
    if let Some(entry) = entries.get_mut(idx) {
        change(entry);
    }
}

/// Takes out what no text may hold, written plainly or as a reference (`&#1;`): control characters,
/// which neither HTML nor XML allows, and the noncharacters that the marks need for themselves
/// (Unicode 16, §23.7).
pub(super) fn readable(text: &str) -> std::borrow::Cow<'_, str> {
    let is_foreign =
        |c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == OPEN || c == CLOSE;
    let is_reference = |reference: &str| {
        let number = reference.split(';').next().unwrap_or_default();
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        code.ok().and_then(char::from_u32).is_some_and(is_foreign)
    };
    if !text.contains(is_foreign) && !text.split("&#").skip(1).any(is_reference) {
        return text.into();
    }
    let mut parts = text.split("&#");
    let mut clean = parts.next().unwrap_or_default().replace(is_foreign, "\u{FFFD}");
    for part in parts {
        match part.split_once(';').filter(|_| is_reference(part)) {
            Some((_, rest)) => {
                clean.push('\u{FFFD}');
                clean.push_str(&rest.replace(is_foreign, "\u{FFFD}"));
            }
            None => {
                clean.push_str("&#");
                clean.push_str(&part.replace(is_foreign, "\u{FFFD}"));
            }
        }
    }
    clean.into()
}

/// A place in a text of at most 4 GB.
pub(super) fn offset(n: usize) -> u32 {
    u32::try_from(n).expect("invariant: sources are limited to far under 4 GB")
}
