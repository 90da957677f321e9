//! Writes a shaped document as markup and as text, and keeps the thread between the two.
//!
//! Comes in: a node of the syntax tree. Goes out: HTML, the plain text of its blocks, and where each
//! piece of text stands in the HTML, so that names found in the text can become links in the HTML
//! without reading either again. While writing, places in the HTML are marked by Unicode
//! noncharacters; `finish` takes them out and notes where they were. The marks survive sanitising.

use std::fmt::{self, Write as _};

use comrak::Node;
use comrak::html::{
    ChildRendering, Context, escape, format_document_with_formatter, format_node_default,
};
use comrak::nodes::NodeValue;
use comrak::options::{Options, Plugins};
use xxhash_rust::xxh3::xxh3_64;

use super::document::{alignment_class, plain_text};
use super::highlight::Highlighter;
use super::{Block, BlockKind, Piece, Reference, ReferenceKind, Section, Span, Table, WikiLink};
use crate::path::Slug;

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
    highlighter: &'a Highlighter,
    captions: Vec<(Node<'a>, Node<'a>)>,
    line_of: &'a dyn Fn(usize) -> u32,
    kind: BlockKind,
    in_link: usize,
    ids: std::collections::BTreeSet<String>,
    /// Levels of the open sections: as written and as shown.
    open_levels: Vec<(u8, u8)>,
    block_start: usize,
    /// Ids of the open items of tight lists.
    item_ids: Vec<String>,
}

const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

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
            kind: BlockKind::Text,
            in_link: 0,
            ids: std::collections::BTreeSet::new(),
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

    /// Writes the inline markup of a paragraph as a block of `kind`.
    pub(super) fn inline(mut self, node: Node<'a>, kind: BlockKind, html: &mut String) -> Self {
        self.begin(kind, (self.line_of)(node.data().sourcepos.start.line));
        self.kind = kind;
        for child in node.children() {
            self = self.format(child, html);
        }
        self.kind = BlockKind::Text;
        self.end("");
        self
    }

    /// Writes a node and all below it.
    pub(super) fn format(self, node: Node<'a>, html: &mut String) -> Self {
        let options = super::document::options();
        format_with(node, &options, html, self)
    }

    fn begin(&mut self, kind: BlockKind, line: u32) {
        self.block_start = self.text.len();
        self.lines.push((offset(self.text.len()), line));
        let section = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        let span = Span { start: offset(self.text.len()), end: 0 };
        self.blocks.push(Block { kind, span, section, anchor: String::new() });
    }

    fn end(&mut self, anchor: &str) {
        let end = self.block_start + self.text[self.block_start..].trim_end().len();
        let block = self.blocks.last_mut().expect("invariant: `end` follows `begin`");
        block.span.end = offset(end);
        anchor.clone_into(&mut block.anchor);
        if end == self.block_start {
            self.blocks.pop();
        }
        self.text.push('\n');
    }

    /// An id that no other element of the article has.
    fn unique(&mut self, id: String) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        let unique = (2..).map(|n| format!("{id}-{n}")).find(|id| !self.ids.contains(id));
        let unique = unique.expect("invariant: numbers do not end");
        self.ids.insert(unique.clone());
        unique
    }

    /// The id of a paragraph: made of its own text, so that edits elsewhere do not change it.
    fn paragraph_id(&mut self, prefix: char, text: &str) -> String {
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

/// Ids that the page around the body may use; headings of these names get another.
const RESERVED_IDS: &[&str] = &["top", "main", "lede"];

/// Prefixes of ids that the page itself and the paragraphs of the body use.
fn has_page_prefix(anchor: &str) -> bool {
    ["s-", "p-", "t-", "fn-", "fnref-"].iter().any(|prefix| anchor.starts_with(prefix))
}

type Ctx<'o, 'c, 'a> = Context<'o, 'c, Writer<'a>>;

fn format_with<'a>(
    node: Node<'a>,
    options: &Options<'_>,
    html: &mut String,
    writer: Writer<'a>,
) -> Writer<'a> {
    let plugins = Plugins::default();
    format_document_with_formatter(node, options, html, &plugins, format_node, writer)
        .expect("invariant: writing to a string does not fail")
}

fn format_node<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    node: Node<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    match &node.data().value {
        NodeValue::Text(literal) => {
            if entering {
                write_text(ctx, node, literal)?;
            }
        }
        NodeValue::SoftBreak => {
            if entering {
                ctx.write_str("\n")?;
                note_line(ctx, node);
            }
        }
        NodeValue::LineBreak => {
            if entering {
                note_line(ctx, node);
            }
            return format_node_default(ctx, node, entering);
        }
        NodeValue::Code(code) => {
            if entering {
                ctx.user.text.push_str(&code.literal);
            }
            return format_node_default(ctx, node, entering);
        }
        NodeValue::Paragraph => return write_paragraph(ctx, node, entering),
        NodeValue::Item(_) if entering && first_is_tight(node) => {
            let id = ctx.user.paragraph_id('p', &plain_text(node));
            ctx.cr()?;
            write!(ctx, "<li id=\"{id}\">")?;
            ctx.user.item_ids.push(id);
        }
        NodeValue::Item(_) if first_is_tight(node) => {
            ctx.user.item_ids.pop();
            return format_node_default(ctx, node, entering);
        }
        NodeValue::Heading(heading) => write_heading(ctx, node, heading.level, entering)?,
        NodeValue::Table(_) => write_table(ctx, node, entering)?,
        NodeValue::TableCell => write_cell(ctx, node, entering)?,
        NodeValue::Link(link) => {
            if entering {
                ctx.user.in_link += 1;
                ctx.write_str("<a href=\"")?;
                write_reference(ctx, &link.url, ReferenceKind::Link, node)?;
                write_title(ctx, &link.title)?;
                ctx.write_str("\">")?;
            } else {
                ctx.user.in_link -= 1;
                ctx.write_str("</a>")?;
            }
        }
        NodeValue::Image(link) => {
            if entering {
                ctx.write_str("<img src=\"")?;
                write_reference(ctx, &link.url, ReferenceKind::Image, node)?;
                ctx.write_str("\" loading=\"lazy\" alt=\"")?;
                return Ok(ChildRendering::Plain);
            }
            write_title(ctx, &link.title)?;
            ctx.write_str("\" />")?;
        }
        NodeValue::WikiLink(link) => {
            if entering {
                ctx.user.in_link += 1;
                let text = Span { start: offset(ctx.user.text.len()), end: 0 };
                let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
                let target = link.url.clone();
                let shows_target = plain_text(node) == target.trim();
                let entry = WikiLink { target, text, html: Span::default(), line, shows_target };
                ctx.user.wiki_links.push(entry);
                let idx = ctx.user.wiki_links.len() - 1;
                write_mark(ctx, 'W', idx)?;
            } else {
                ctx.user.in_link -= 1;
                let idx = ctx.user.wiki_links.len() - 1;
                ctx.user.wiki_links[idx].text.end = offset(ctx.user.text.len());
                write_mark(ctx, 'w', idx)?;
            }
        }
        NodeValue::CodeBlock(code) => {
            let language = code.info.split([' ', ',', '{']).next().unwrap_or_default();
            let highlighted = ctx.user.highlighter.highlight(language, &code.literal);
            let Some(highlighted) = highlighted.filter(|_| entering) else {
                return if entering || language.is_empty() {
                    format_node_default(ctx, node, entering)
                } else {
                    Ok(ChildRendering::HTML)
                };
            };
            ctx.cr()?;
            ctx.write_str("<pre tabindex=\"0\"><code class=\"language-")?;
            ctx.escape(language)?;
            ctx.write_str("\">")?;
            ctx.write_str(&highlighted)?;
            ctx.write_str("</code></pre>\n")?;
        }
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            ctx.user.has_html = true;
            return format_node_default(ctx, node, entering);
        }
        _ => return format_node_default(ctx, node, entering),
    }
    Ok(ChildRendering::HTML)
}

/// A run of text nodes and soft breaks is one piece: a name may span a line's end.
fn write_text<'a>(ctx: &mut Ctx<'_, '_, 'a>, node: Node<'a>, literal: &str) -> fmt::Result {
    if ctx.user.in_link > 0 {
        let start = offset(ctx.user.text.len());
        ctx.user.text.push_str(literal);
        let text = Span { start, end: offset(ctx.user.text.len()) };
        ctx.user.pieces.push(Piece { text, html: Span::default(), searchable: false });
        return ctx.escape(literal);
    }
    let joins = |node: Option<Node<'a>>| {
        node.is_some_and(|node| {
            matches!(node.data().value, NodeValue::Text(_) | NodeValue::SoftBreak)
        })
    };
    if !joins(node.previous_sibling()) || ctx.user.pieces.is_empty() {
        open_piece(ctx, true)?;
    }
    let mut rest = literal;
    // `[Name]{.nolink}` is the writer's word that a name is not to be linked.
    while let Some(end) = rest.find(NOLINK) {
        let Some(start) = rest[..end].rfind('[') else { break };
        push_text(ctx, &rest[..start])?;
        close_piece(ctx)?;
        open_piece(ctx, false)?;
        push_text(ctx, &rest[start + 1..end])?;
        close_piece(ctx)?;
        open_piece(ctx, true)?;
        rest = &rest[end + NOLINK.len()..];
    }
    push_text(ctx, rest)?;
    if !joins(node.next_sibling()) {
        close_piece(ctx)?;
    }
    Ok(())
}

const NOLINK: &str = "]{.nolink}";

fn push_text(ctx: &mut Ctx<'_, '_, '_>, text: &str) -> fmt::Result {
    ctx.user.text.push_str(text);
    ctx.escape(text)
}

fn open_piece(ctx: &mut Ctx<'_, '_, '_>, searchable: bool) -> fmt::Result {
    let start = offset(ctx.user.text.len());
    let piece = Piece { text: Span { start, end: start }, html: Span::default(), searchable };
    ctx.user.pieces.push(piece);
    let idx = ctx.user.pieces.len() - 1;
    write_mark(ctx, 'P', idx)
}

fn close_piece(ctx: &mut Ctx<'_, '_, '_>) -> fmt::Result {
    let end = offset(ctx.user.text.len());
    let idx = ctx.user.pieces.len() - 1;
    ctx.user.pieces[idx].text.end = end;
    write_mark(ctx, 'p', idx)
}

fn write_mark(ctx: &mut Ctx<'_, '_, '_>, kind: char, idx: usize) -> fmt::Result {
    write!(ctx, "{OPEN}{kind}{idx}{CLOSE}")
}

fn note_line<'a>(ctx: &mut Ctx<'_, '_, 'a>, node: Node<'a>) {
    ctx.user.text.push(' ');
    let line = (ctx.user.line_of)(node.data().sourcepos.start.line + 1);
    let at = offset(ctx.user.text.len());
    ctx.user.lines.push((at, line));
}

/// The tight list, or the like, in which a paragraph has no element of its own.
fn is_tight(paragraph: Node<'_>) -> bool {
    let Some(parent) = paragraph.parent() else { return false };
    if matches!(parent.data().value, NodeValue::DescriptionTerm) {
        return true;
    }
    parent.parent().is_some_and(|list| match &list.data().value {
        NodeValue::List(list) => list.tight,
        NodeValue::DescriptionItem(item) => item.tight,
        _ => false,
    })
}

fn first_is_tight(item: Node<'_>) -> bool {
    item.first_child()
        .is_some_and(|child| matches!(child.data().value, NodeValue::Paragraph) && is_tight(child))
}

fn write_paragraph<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    node: Node<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let parent = node.parent();
    let footnote = parent.and_then(|parent| match &parent.data().value {
        NodeValue::FootnoteDefinition(definition) => Some(format!("fn-{}", definition.name)),
        _ => None,
    });
    let tight = is_tight(node);
    if entering {
        let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
        ctx.user.begin(BlockKind::Text, line);
        if !tight && footnote.is_none() {
            let id = ctx.user.paragraph_id('p', &plain_text(node));
            ctx.cr()?;
            write!(ctx, "<p id=\"{id}\">")?;
            ctx.user.blocks.last_mut().expect("invariant: a block was begun").anchor = id;
            return Ok(ChildRendering::HTML);
        }
        return format_node_default(ctx, node, entering);
    }
    let anchor = match footnote {
        Some(anchor) => {
            ctx.user.end(&anchor);
            return format_node_default(ctx, node, entering);
        }
        None if tight => ctx.user.item_ids.last().cloned().unwrap_or_default(),
        None => ctx.user.blocks.last().map(|block| block.anchor.clone()).unwrap_or_default(),
    };
    ctx.user.end(&anchor);
    if tight {
        return format_node_default(ctx, node, entering);
    }
    ctx.write_str("</p>")?;
    ctx.lf()?;
    Ok(ChildRendering::HTML)
}

fn write_heading<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    node: Node<'a>,
    level: u8,
    entering: bool,
) -> fmt::Result {
    if entering {
        let title = plain_text(node);
        // Levels are shown without gaps, from two on: the page's title is the only first one.
        while ctx.user.open_levels.last().is_some_and(|(written, _)| *written >= level) {
            ctx.user.open_levels.pop();
        }
        let shown = ctx.user.open_levels.last().map_or(2, |(_, shown)| (shown + 1).min(6));
        ctx.user.open_levels.push((level, shown));
        let mut anchor = Slug::of(&title).map_or("section".to_owned(), |slug| slug.to_string());
        if RESERVED_IDS.contains(&anchor.as_str()) || has_page_prefix(&anchor) {
            anchor.push_str("-section");
        }
        let anchor = ctx.user.unique(anchor);
        ctx.cr()?;
        write!(ctx, "<h{shown} id=\"{anchor}\">")?;
        ctx.user.sections.push(Section { title, anchor, level: shown });
        let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
        ctx.user.begin(BlockKind::Heading, line);
        return Ok(());
    }
    let section = ctx.user.sections.last().expect("invariant: the heading was entered");
    let (shown, anchor) = (section.level, section.anchor.clone());
    ctx.user.end(&anchor);
    write!(ctx, "</h{shown}>")?;
    ctx.lf()
}

fn write_table<'a>(ctx: &mut Ctx<'_, '_, 'a>, node: Node<'a>, entering: bool) -> fmt::Result {
    if !entering {
        format_node_default(ctx, node, false)?;
        return ctx.write_str("</div>\n");
    }
    let caption = ctx
        .user
        .captions
        .iter()
        .find(|(_, table)| table.same_node(node))
        .map(|(caption, _)| *caption);
    let NodeValue::Table(data) = &node.data().value else { return Ok(()) };
    let caption_text = caption.map(|caption| {
        let text = plain_text(caption);
        text.split_once([':', '.']).map_or(text.clone(), |(_, rest)| rest.trim().to_owned())
    });
    let rows: Vec<Vec<String>> =
        node.children().map(|row| row.children().map(plain_text).collect()).collect();
    let all = rows.concat().join(" ");
    let anchor = ctx.user.paragraph_id('t', &all);
    let label = caption_text
        .clone()
        .unwrap_or_else(|| rows.first().map(|row| row.join(", ")).unwrap_or_default());
    ctx.cr()?;
    write!(
        ctx,
        "<div class=\"table-scroll\" id=\"{anchor}\" tabindex=\"0\" role=\"region\" aria-label=\""
    )?;
    ctx.escape(&label)?;
    ctx.write_str("\">")?;
    format_node_default(ctx, node, true)?;
    if let Some(caption) = &caption_text {
        ctx.write_str("<caption>")?;
        let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
        ctx.user.begin(BlockKind::Caption, line);
        open_piece(ctx, true)?;
        push_text(ctx, caption)?;
        close_piece(ctx)?;
        ctx.user.end(&anchor);
        ctx.write_str("</caption>\n")?;
    }
    let mut rows = rows.into_iter();
    let alignment =
        data.alignments.iter().map(|alignment| alignment_class(*alignment)).collect::<Vec<_>>();
    ctx.user.tables.push(Table {
        caption: caption_text,
        header: rows.next().unwrap_or_default(),
        alignment: alignment.into_iter().map(|class| class.map(str::to_owned)).collect(),
        rows: rows.collect(),
        anchor,
    });
    Ok(())
}

fn write_cell<'a>(ctx: &mut Ctx<'_, '_, 'a>, node: Node<'a>, entering: bool) -> fmt::Result {
    let row = node.parent().expect("invariant: a cell stands in a row");
    let is_header = matches!(row.data().value, NodeValue::TableRow(true));
    let element = if is_header { "th" } else { "td" };
    if !entering {
        let anchor = ctx.user.tables.last().map(|table| table.anchor.clone()).unwrap_or_default();
        ctx.user.end(&anchor);
        return write!(ctx, "</{element}>");
    }
    let column = node.preceding_siblings().count() - 1;
    let table = row.parent().expect("invariant: a row stands in a table");
    let class = match &table.data().value {
        NodeValue::Table(table) => {
            table.alignments.get(column).and_then(|alignment| alignment_class(*alignment))
        }
        _ => None,
    };
    ctx.cr()?;
    write!(ctx, "<{element}")?;
    if is_header {
        ctx.write_str(" scope=\"col\"")?;
    }
    if let Some(class) = class {
        write!(ctx, " class=\"{class}\"")?;
    }
    ctx.write_str(">")?;
    let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
    ctx.user.begin(BlockKind::Cell, line);
    Ok(())
}

/// Addresses of the web are written as they are, dangerous ones not at all, and those of the project
/// are marked, to be resolved when all files are known.
fn write_reference<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    url: &str,
    kind: ReferenceKind,
    node: Node<'a>,
) -> fmt::Result {
    let scheme = url
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .split_once(':')
        .map(|(scheme, _)| scheme);
    if let Some(scheme) = scheme {
        let is_harmless = ["http", "https", "mailto", "tel", "geo", "xmpp"]
            .contains(&scheme.to_ascii_lowercase().as_str());
        return if is_harmless { ctx.escape_href(url) } else { Ok(()) };
    }
    if url.is_empty() || url.starts_with('#') || url.starts_with("//") {
        return ctx.escape_href(url);
    }
    let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
    ctx.user.references.push(Reference { target: url.to_owned(), kind, at: 0, line });
    let idx = ctx.user.references.len() - 1;
    write_mark(ctx, 'R', idx)
}

fn write_title(ctx: &mut Ctx<'_, '_, '_>, title: &str) -> fmt::Result {
    if title.is_empty() {
        return Ok(());
    }
    ctx.write_str("\" title=\"")?;
    ctx.escape(title)
}

/// Takes the marks out of `marked`, which is put behind `html`, and notes where they were.
pub(super) fn finish(marked: &str, html: &mut String, writer: &mut Writer<'_>) -> Span {
    let start = offset(html.len());
    let mut rest = marked;
    while let Some(open) = rest.find(OPEN) {
        html.push_str(&rest[..open]);
        rest = &rest[open + OPEN.len_utf8()..];
        let Some(close) = rest.find(CLOSE) else { continue };
        let (mark, behind) = (&rest[..close], &rest[close + CLOSE.len_utf8()..]);
        let at = offset(html.len());
        let idx = mark.get(1..).and_then(|idx| idx.parse::<usize>().ok());
        let Some((kind, idx)) = mark.chars().next().zip(idx) else { continue };
        rest = behind;
        match kind {
            'P' => set(&mut writer.pieces, idx, |piece| piece.html.start = at),
            'p' => set(&mut writer.pieces, idx, |piece| piece.html.end = at),
            'W' => set(&mut writer.wiki_links, idx, |link| link.html.start = at),
            'w' => set(&mut writer.wiki_links, idx, |link| link.html.end = at),
            _ => set(&mut writer.references, idx, |reference| reference.at = at),
        }
    }
    html.push_str(rest);
    Span { start, end: offset(html.len()) }
}

fn set<T>(entries: &mut [T], idx: usize, change: impl FnOnce(&mut T)) {
    if let Some(entry) = entries.get_mut(idx) {
        change(entry);
    }
}

/// Takes noncharacters out of a text, which the marks need for themselves and which no text may
/// interchange (Unicode 16, §23.7).
pub(super) fn without_noncharacters(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains([OPEN, CLOSE]) {
        return text.replace([OPEN, CLOSE], "\u{FFFD}").into();
    }
    text.into()
}

/// Escapes text for HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(&mut html, text).expect("invariant: writing to a string does not fail");
    html
}

/// A place in a text of at most 4 GB.
pub(super) fn offset(n: usize) -> u32 {
    u32::try_from(n).expect("invariant: sources are limited to far under 4 GB")
}
