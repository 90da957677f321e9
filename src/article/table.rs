//! Writes tables, and keeps them as data.
//!
//! Comes in: a table of the syntax tree. Goes out: markup in a frame that can scroll and be reached by
//! keyboard, blocks of its cells, and a `Table`.

use std::fmt::{self, Write as _};

use comrak::Node;
use comrak::html::format_node_default;
use comrak::nodes::NodeValue;

use super::document::{alignment_class, plain_text};
use super::markup::{Ctx, write_piece};
use super::{BlockKind, Table};

/// Writes a table in a frame that scrolls, with its caption, and notes it as data.
pub(super) fn write_table<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    node: Node<'a>,
    entering: bool,
) -> fmt::Result {
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
        write_piece(ctx, caption)?;
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

/// Writes a cell; it is a block of its own.
pub(super) fn write_cell<'a>(
    ctx: &mut Ctx<'_, '_, 'a>,
    node: Node<'a>,
    entering: bool,
) -> fmt::Result {
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
