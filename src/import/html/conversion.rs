//! From the body of a page to Markdown.
//!
//! Comes in: the part of the tree that holds the article, and the address of the page. Goes out: blocks of
//! Markdown. Always holds: headings, lists, tables, links, quotations and code come through; nothing of
//! HTML does.

use dom_query::NodeRef;
use url::Url;

use super::footnote::Footnotes;
use super::inline::Open;
use super::metadata::clean;
use super::run::Run;
use super::{grid, is_block, is_unseen};
use crate::import::{Action, Note};

/// A block of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Its text without marks; empty for what is not one run of text.
    pub(super) plain: String,
    /// Its Markdown; for a heading without the hashes.
    pub(super) markdown: String,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading of this level, as the page has it.
    Heading(u8),
    Paragraph,
    List,
    Other,
}

/// A page that is being converted.
pub(super) struct Conversion<'a> {
    /// The address of the page.
    pub(super) page: Option<&'a Url>,
    pub(super) footnotes: Footnotes,
    pub(super) notes: Vec<Note>,
}

/// Lists and quotations deeper than this stand on the level of those around them: each level repeats its
/// indent on every line.
const MAX_NESTING: usize = 8;

impl<'a> Conversion<'a> {
    /// For a page of this address.
    pub(super) fn new(page: Option<&'a Url>) -> Self {
        Self { page, footnotes: Footnotes::default(), notes: Vec::new() }
    }

    /// Converts the part of a page that is the article.
    pub(super) fn blocks_of(&mut self, root: &NodeRef<'_>) -> Vec<Block> {
        self.blocks(root, 0)
    }

    /// Puts a line into the report. Lines of the page are found later.
    pub(super) fn note(&mut self, action: Action, text: &str, reason: &str) {
        self.notes.push(Note::new(0, action, &clean(text), reason));
    }

    /// Tells of what readers saw and Markdown cannot show.
    pub(super) fn unseen(&mut self, node: &NodeRef<'_>, name: &str) {
        let is_shown = matches!(name, "iframe" | "video" | "audio" | "object" | "embed" | "canvas");
        if is_shown {
            let source = node.attr("src").or_else(|| node.attr("data"));
            let source = source.unwrap_or_else(|| name.into());
            self.note(Action::Dropped, &source, &format!("embedded `{name}`"));
        }
    }

    fn blocks(&mut self, node: &NodeRef<'_>, nesting: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut run = Run::default();
        for child in node.children_it(false) {
            let name = child.node_name().unwrap_or_default();
            let is_inline = child.is_text() || child.is_element() && !holds_blocks(&child, &name);
            if is_inline {
                self.inline(&child, Open::default(), &mut run);
                continue;
            }
            flush(&mut run, &mut blocks);
            if child.is_element() {
                self.block(&child, &name, nesting, &mut blocks);
            }
        }
        flush(&mut run, &mut blocks);
        blocks
    }

    fn block(&mut self, node: &NodeRef<'_>, name: &str, nesting: usize, blocks: &mut Vec<Block>) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let run = self.run_of(node);
                let level = name.as_bytes()[1] - b'0';
                let (plain, markdown) = (run.plain(), run.line());
                if !markdown.is_empty() {
                    blocks.push(Block { kind: BlockKind::Heading(level), plain, markdown });
                }
            }
            "ul" | "ol" | "menu" if nesting < MAX_NESTING => {
                blocks.extend(self.list(node, name, nesting));
            }
            "blockquote" if nesting < MAX_NESTING => {
                let inner = joined(&self.blocks(node, nesting + 1));
                if !inner.is_empty() {
                    let lines = inner.lines().map(|line| format!("> {line}").trim_end().to_owned());
                    blocks.push(Block::other(lines.collect::<Vec<_>>().join("\n")));
                }
            }
            "dl" => blocks.extend(self.definitions(node, nesting)),
            "pre" => blocks.extend(preformatted(&node.text())),
            "hr" => blocks.push(Block::other("---".to_owned())),
            "table" => match grid::table(self, node) {
                Some(table) => blocks.push(Block::other(table.trim_end().to_owned())),
                None => blocks.extend(self.blocks(node, nesting)),
            },
            "figcaption" | "caption" => {
                let run = self.run_of(node);
                let (plain, line) = (run.plain(), run.line());
                let markdown = if line.contains('*') { line } else { format!("*{line}*") };
                if !plain.is_empty() {
                    blocks.push(Block { kind: BlockKind::Paragraph, plain, markdown });
                }
            }
            name if is_unseen(name) => self.unseen(node, name),
            _ => blocks.extend(self.blocks(node, nesting)),
        }
    }

    /// All text below a node as one run.
    pub(super) fn run_of(&mut self, node: &NodeRef<'_>) -> Run {
        self.children(node, Open::default())
    }

    fn list(&mut self, node: &NodeRef<'_>, name: &str, nesting: usize) -> Option<Block> {
        let start = node.attr_or("start", "1").trim().parse().unwrap_or(1_u32).min(9_999);
        let mut items = Vec::new();
        for (item_idx, item) in node.element_children().iter().enumerate() {
            let blocks = match item.has_name("li") {
                true => self.blocks(item, nesting + 1),
                // Lists right inside lists are not allowed and common.
                false => {
                    let mut blocks = Vec::new();
                    let name = item.node_name().unwrap_or_default();
                    self.block(item, &name, nesting + 1, &mut blocks);
                    blocks
                }
            };
            if blocks.is_empty() {
                continue;
            }
            let marker = match name {
                "ol" => format!("{}. ", start as usize + item_idx),
                _ => "- ".to_owned(),
            };
            let is_tight = matches!(
                blocks.iter().map(|block| block.kind).collect::<Vec<_>>().as_slice(),
                [BlockKind::Paragraph]
                    | [BlockKind::Paragraph, BlockKind::List]
                    | [BlockKind::List]
            );
            let texts: Vec<String> = blocks.iter().map(Block::whole).collect();
            let text = texts.join(if is_tight { "\n" } else { "\n\n" });
            items.push((is_tight, indented(&marker, &text)));
        }
        let is_tight = items.iter().all(|(is_tight, _)| *is_tight);
        let texts: Vec<String> = items.into_iter().map(|(_, text)| text).collect();
        let markdown = texts.join(if is_tight { "\n" } else { "\n\n" });
        let block = Block { kind: BlockKind::List, plain: String::new(), markdown };
        (!block.markdown.is_empty()).then_some(block)
    }

    /// Terms in bold, each with what is said of it.
    fn definitions(&mut self, node: &NodeRef<'_>, nesting: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in node.element_children() {
            if child.has_name("dt") {
                let mut run = Run::default();
                run.emphasised(self.run_of(&child), "**");
                flush(&mut run, &mut blocks);
            } else {
                blocks.extend(self.blocks(&child, nesting));
            }
        }
        blocks
    }
}

impl Block {
    fn other(markdown: String) -> Self {
        Self { kind: BlockKind::Other, plain: String::new(), markdown }
    }

    /// Its Markdown, for a place where the level of headings does not matter.
    fn whole(&self) -> String {
        match self.kind {
            BlockKind::Heading(_) => format!("**{}**", self.markdown.replace("**", "")),
            _ => self.markdown.clone(),
        }
    }
}

fn joined(blocks: &[Block]) -> String {
    blocks.iter().map(Block::whole).collect::<Vec<_>>().join("\n\n")
}

fn flush(run: &mut Run, blocks: &mut Vec<Block>) {
    let run = std::mem::take(run);
    let markdown = run.paragraph();
    if !markdown.is_empty() {
        blocks.push(Block { kind: BlockKind::Paragraph, plain: run.plain(), markdown });
    }
}

/// A marker before the first line of a text, and as many spaces before the others.
fn indented(marker: &str, text: &str) -> String {
    let mut lines = text.lines();
    let mut indented = format!("{marker}{}", lines.next().unwrap_or_default());
    for line in lines {
        indented.push('\n');
        if !line.is_empty() {
            indented.push_str(&format!("{:width$}{line}", "", width = marker.len()));
        }
    }
    indented
}

fn preformatted(text: &str) -> Option<Block> {
    let text = text.trim_matches('\n').replace(['\r', '\0'], "");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    (!text.trim().is_empty())
        .then(|| Block::other(format!("{fence}\n{}\n{fence}", text.trim_end())))
}

/// True for a block, and for an element inside a line that has blocks in it.
fn holds_blocks(node: &NodeRef<'_>, name: &str) -> bool {
    is_block(name)
        || !is_unseen(name)
            && node
                .descendants_it()
                .any(|inner| inner.node_name().is_some_and(|name| is_block(&name)))
}
