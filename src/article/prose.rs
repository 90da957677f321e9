//! The text of an article, actor profile or free page, and its markup.
//!
//! Comes in: a parsed syntax tree. Goes out: `Prose`: plain text in blocks and sentences, markup,
//! and the places where links belong. Always holds: spans lie inside the text, in order.

use std::collections::BTreeSet;

use bitcode::{Decode, Encode};
use comrak::nodes::AstNode;
use comrak::{Arena, Node, parse_document};

use super::document::{Document, Given, plain_text, shape};
use super::markup::{self, write_inline};
use super::name::FileName;
use super::sentence::sentences;
use super::summary::{Summary, SummaryPart};
use super::writer::{Writer, finish, offset, readable};
use super::{Block, BlockKind, Piece, Reading, Reference, Section, Span, Table, WikiLink};
use crate::config::RawHtml;

/// Text and markup of an article.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Prose {
    /// The text of all blocks, each followed by a line break.
    pub text: String,
    /// Blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// Sentences, in the order of the text; none spans two blocks.
    pub sentences: Vec<Span>,
    /// Markup of all parts, one behind the other.
    pub html: String,
    /// The part of the markup that is the body.
    pub body: Span,
    /// Runs of text and where they stand in the markup, in the order of the text.
    pub pieces: Vec<Piece>,
    /// Links in double brackets.
    pub wiki_links: Vec<WikiLink>,
    /// Links and pictures of the project itself.
    pub references: Vec<Reference>,
    /// Headings of the body.
    pub sections: Vec<Section>,
    /// Tables of the body.
    pub tables: Vec<Table>,
    /// Where lines of the file begin in the text: (byte of the text, line from 1).
    pub lines: Vec<(u32, u32)>,
}

impl Prose {
    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The line of the file in which a byte of the text stands.
    pub fn line_at(&self, at: u32) -> u32 {
        let idx = self.lines.partition_point(|(start, _)| *start <= at);
        idx.checked_sub(1).map_or(0, |idx| self.lines[idx].1)
    }

    /// The block in which a byte of the text stands.
    pub fn block_at(&self, at: u32) -> Option<&Block> {
        Some(&self.blocks[self.block_index_at(at)?])
    }

    /// Index of the block in which a byte of the text stands.
    pub fn block_index_at(&self, at: u32) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start <= at).checked_sub(1)
    }

    /// Index of the sentence in which a byte of the text stands.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let idx = self.sentences.partition_point(|sentence| sentence.start <= at).checked_sub(1)?;
        (at < self.sentences[idx].end).then_some(idx)
    }

    /// What a reader needs to see of the text around a byte of it: the sentence, or all cells of the
    /// row of a table, since a cell says little on its own.
    pub fn context_at(&self, at: u32) -> Vec<Span> {
        let Some(idx) = self.block_index_at(at) else { return Vec::new() };
        let block = &self.blocks[idx];
        if block.kind != BlockKind::Cell {
            let sentence = self.sentence_at(at).map_or(block.span, |idx| self.sentences[idx]);
            return vec![sentence];
        }
        self.row_at(idx).iter().map(|cell| cell.span).collect()
    }

    /// All cells of the row in which a cell stands.
    pub(super) fn row_at(&self, cell_idx: usize) -> &[Block] {
        let cell = &self.blocks[cell_idx];
        let line = self.line_at(cell.span.start);
        let in_row = |other: &&Block| {
            other.kind == BlockKind::Cell
                && other.anchor == cell.anchor
                && self.line_at(other.span.start) == line
        };
        let before = self.blocks[..cell_idx].iter().rev().take_while(in_row).count();
        let behind = self.blocks[cell_idx..].iter().take_while(in_row).count();
        &self.blocks[cell_idx - before..cell_idx + behind]
    }

    pub(super) fn body_is_empty(&self) -> bool {
        self.body.start == self.body.end
    }

    /// Gives back memory that growing left unused: there is one of these for each article.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.html.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.pieces.shrink_to_fit();
        self.lines.shrink_to_fit();
    }
}

/// What the writer gave in the front matter, parsed.
pub(super) struct Written<'a> {
    pub(super) title: Option<String>,
    pub(super) lede: Option<Node<'a>>,
    pub(super) takeaways: Vec<Node<'a>>,
}

/// What writing needs to know beside the text.
pub(super) struct Surroundings<'a> {
    pub(super) reading: &'a Reading,
    pub(super) line_of: &'a dyn Fn(usize) -> u32,
}

/// Writes an article's tree. Returns text and markup, the summary as far as the writer wrote one,
/// and the title.
pub(super) fn write<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    written: Written<'a>,
    name: &FileName,
    around: &Surroundings<'a>,
) -> (Prose, Summary, String) {
    let given = Given {
        title: written.title.clone(),
        lede: written.lede.is_some(),
        takeaways: !written.takeaways.is_empty(),
    };
    let document = shape(arena, root, &given, &around.reading.headings);
    let title = written
        .title
        .or_else(|| document.title.map(plain_text))
        .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| name.title(&plain_text(root)));
    let lede = written.lede.and_then(AstNode::first_child).or(document.lede);
    let takeaways = if written.takeaways.is_empty() {
        document.takeaways.clone()
    } else {
        written.takeaways.iter().filter_map(|root| root.first_child()).collect()
    };

    let Document { rest, captions, .. } = document;
    let mut writer = Writer::new(&around.reading.highlighter, captions, around.line_of);
    let title_line =
        document.title.map_or(1, |node| (around.line_of)(node.data().sourcepos.start.line));
    writer.plain_block(BlockKind::Title, &title, title_line);
    let mut marked_parts: Vec<(BlockKind, String, Option<usize>)> = Vec::new();
    let parts = lede.map(|node| (BlockKind::Lede, node)).into_iter();
    for (kind, node) in parts.chain(takeaways.into_iter().map(|node| (BlockKind::Takeaway, node))) {
        let mut marked = String::new();
        let n_blocks = writer.blocks.len();
        writer = write_inline(node, kind, writer, &mut marked);
        let block_idx = (writer.blocks.len() > n_blocks).then_some(n_blocks);
        marked_parts.push((kind, marked, block_idx));
    }
    let mut marked_body = String::new();
    writer = markup::write(rest, writer, &mut marked_body);

    let sanitises = writer.has_html && around.reading.html == RawHtml::Sanitise;
    let ids = writer.known_ids();
    let mut html = String::new();
    let mut summary = Summary::default();
    for (kind, marked, block_idx) in marked_parts {
        let span = finish(&sanitised(marked, sanitises, &ids), &mut html, &mut writer);
        let Some(block_idx) = block_idx else { continue };
        let part =
            SummaryPart { text: writer.blocks[block_idx].span, html: Some(span), evidence: None };
        if kind == BlockKind::Lede {
            summary.lede = Some(part);
        } else {
            summary.takeaways.push(part);
        }
    }
    let body = finish(&sanitised(marked_body, sanitises, &ids), &mut html, &mut writer);
    (into_prose(writer, html, body), summary, title)
}

/// Reads the Markdown of an actor's profile, a topic, a story or a free page. `lines_before` is the
/// number of lines of the file before it.
pub fn read(markdown: &str, lines_before: u32, reading: &Reading) -> Prose {
    let markdown = readable(markdown);
    let arena = Arena::new();
    let root = parse_document(&arena, &markdown, &super::document::options());
    let line_of = |line: usize| lines_before + u32::try_from(line).unwrap_or(u32::MAX);
    let mut writer = Writer::new(&reading.highlighter, Vec::new(), &line_of);
    let mut marked = String::new();
    writer = markup::write(root, writer, &mut marked);
    let sanitises = writer.has_html && reading.html == RawHtml::Sanitise;
    let ids = writer.known_ids();
    let mut html = String::new();
    let body = finish(&sanitised(marked, sanitises, &ids), &mut html, &mut writer);
    into_prose(writer, html, body)
}

fn into_prose(writer: Writer<'_>, html: String, body: Span) -> Prose {
    let mut spans = Vec::new();
    for block in &writer.blocks {
        for sentence in sentences(&writer.text[block.span.range()]) {
            let start = block.span.start + offset(sentence.start);
            spans.push(Span { start, end: block.span.start + offset(sentence.end) });
        }
    }
    let body = if html[body.range()].trim().is_empty() {
        Span { start: body.start, end: body.start }
    } else {
        body
    };
    Prose {
        text: writer.text,
        blocks: writer.blocks,
        sentences: spans,
        html,
        body,
        pieces: writer.pieces,
        wiki_links: writer.wiki_links,
        references: writer.references,
        sections: writer.sections,
        tables: writer.tables,
        lines: writer.lines,
    }
}

/// Markup without anything that could run, load or pose as the page, where the text has raw HTML.
/// `ids` are those that the markup gave itself; others could clash with the page's.
fn sanitised(marked: String, needed: bool, ids: &BTreeSet<String>) -> String {
    if !needed {
        return marked;
    }
    let ids = ids.clone();
    let is_footnote = |id: &str| id.starts_with("fn-") || id.starts_with("fnref-");
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .add_tags(["section", "input", "figure", "figcaption", "mark", "details", "summary"])
        .rm_tags(["h1"])
        .add_generic_attributes(["id", "class", "title", "lang", "dir"])
        .add_generic_attributes(["role", "tabindex", "aria-label"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("th", ["scope"])
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") if value.contains("//") => None,
            ("input", "type") if value != "checkbox" => None,
            (_, "id") if !ids.contains(value) && !is_footnote(value) => None,
            (_, "class") if !value.split(' ').all(is_own_class) => None,
            _ => Some(value.into()),
        });
    without_empty_images(&cleaner.clean(&marked).to_string())
}

/// Leaves out pictures whose address was not harmless.
fn without_empty_images(html: &str) -> String {
    let mut parts = html.split("<img");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (attributes, rest) = part.split_once('>').unwrap_or((part, ""));
        if attributes.contains(" src=") {
            kept.push_str("<img");
            kept.push_str(part);
        } else {
            kept.push_str(rest);
        }
    }
    kept
}

/// Classes that the body itself uses; others are the page's, and not the writer's to borrow.
fn is_own_class(class: &str) -> bool {
    const NAMES: &[&str] = &["left", "right", "center", "table-scroll", "footnotes"];
    const STARTS: &[&str] = &["hl-", "language-", "markdown-alert", "footnote-", "task-list"];
    NAMES.contains(&class)
        || STARTS.iter().any(|start| class.starts_with(start))
        || class == "contains-task-list"
}
