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
use comrak::options::Plugins;

use super::document::{options, plain_text};
use super::table::{write_cell, write_table};
use super::writer::{CLOSE, OPEN, Writer, offset};
use super::{BlockKind, Piece, Reference, ReferenceKind, Section, Span, WikiLink};
use crate::path::Slug;

/// Ids that the page around the body may use; headings of these names get another.
const RESERVED_IDS: &[&str] = &["top", "main", "lede"];

/// Prefixes of ids that the page itself and the paragraphs of the body use.
fn has_page_prefix(anchor: &str) -> bool {
    ["s-", "p-", "t-", "fn-", "fnref-"].iter().any(|prefix| anchor.starts_with(prefix))
}

/// A document on its way to markup.
pub(super) type Ctx<'o, 'c, 'a> = Context<'o, 'c, Writer<'a>>;

/// Writes a node and all below it.
pub(super) fn write<'a>(node: Node<'a>, writer: Writer<'a>, html: &mut String) -> Writer<'a> {
    let (options, plugins) = (options(), Plugins::default());
    format_document_with_formatter(node, &options, html, &plugins, format_node, writer)
        .expect("invariant: writing to a string does not fail")
}

/// Writes the inline markup of a paragraph as a block of `kind`.
pub(super) fn write_inline<'a>(
    node: Node<'a>,
    kind: BlockKind,
    mut writer: Writer<'a>,
    html: &mut String,
) -> Writer<'a> {
    writer.begin(kind, (writer.line_of)(node.data().sourcepos.start.line));
    for child in node.children() {
        writer = write(child, writer, html);
    }
    writer.end("");
    writer
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
        // A page asks no third party for anything: a picture elsewhere becomes a link to it.
        NodeValue::Image(link) if is_remote(&link.url) => {
            if entering {
                let line = (ctx.user.line_of)(node.data().sourcepos.start.line);
                let kind = ReferenceKind::RemoteImage;
                let target = link.url.clone();
                ctx.user.references.push(Reference { target, kind, at: u32::MAX, line });
                ctx.user.in_link += 1;
                ctx.write_str("<a href=\"")?;
                ctx.escape_href(&link.url)?;
                ctx.write_str("\">")?;
                if node.first_child().is_none() {
                    ctx.escape(&link.url)?;
                }
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
                let entry = WikiLink { target, text, html: Span::default(), line };
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

/// Writes text that is no part of the tree as a piece.
pub(super) fn write_piece(ctx: &mut Ctx<'_, '_, '_>, text: &str) -> fmt::Result {
    open_piece(ctx, true)?;
    push_text(ctx, text)?;
    close_piece(ctx)
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
    ctx.user.references.push(Reference { target: url.to_owned(), kind, at: u32::MAX, line });
    let idx = ctx.user.references.len() - 1;
    write_mark(ctx, 'R', idx)
}

fn is_remote(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["http:", "https:", "//"].iter().any(|start| url.starts_with(start))
}

fn write_title(ctx: &mut Ctx<'_, '_, '_>, title: &str) -> fmt::Result {
    if title.is_empty() {
        return Ok(());
    }
    ctx.write_str("\" title=\"")?;
    ctx.escape(title)
}

/// Escapes text for HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(&mut html, text).expect("invariant: writing to a string does not fail");
    html
}
