//! Tables of a page.
//!
//! Comes in: a `<table>`. Goes out: a Markdown table, or nothing for one that only lays out the page.
//! Always holds: cells that go over several columns or rows leave the others empty, so that columns stay
//! under their heads.

use dom_query::NodeRef;

use super::conversion::Conversion;
use super::is_block;
use crate::import::table::Table;

/// Columns of a table; a span of millions is a trick.
const MAX_COLUMNS: usize = 100;

/// The Markdown of a table of data.
pub(super) fn table(conversion: &mut Conversion<'_>, node: &NodeRef<'_>) -> Option<String> {
    let rows: Vec<NodeRef<'_>> =
        node.find(&["tr"]).into_iter().filter(|row| is_row_of(node, row)).collect();
    let cells: Vec<Vec<NodeRef<'_>>> = rows.iter().map(cells_of).collect();
    let n_columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    // Heads of columns are proof of data, whatever else is in a cell.
    let has_heads = cells.iter().flatten().any(|cell| cell.has_name("th"));
    let is_layout = n_columns < 2
        || rows.len() < 2
        || !has_heads && cells.iter().flatten().any(holds_structure);
    if is_layout {
        return None;
    }
    let mut written: Vec<Vec<String>> = Vec::new();
    // For each column, in how many rows below it is taken by a cell above.
    let mut taken: Vec<usize> = vec![0; MAX_COLUMNS];
    for row in &cells {
        let mut texts = Vec::new();
        let skip = |texts: &mut Vec<String>, taken: &mut Vec<usize>| {
            while texts.len() < MAX_COLUMNS && taken[texts.len()] > 0 {
                taken[texts.len()] -= 1;
                texts.push(String::new());
            }
        };
        for cell in row {
            skip(&mut texts, &mut taken);
            let text = conversion.run_of(cell).line();
            let (n_across, n_down) = (span(cell, "colspan"), span(cell, "rowspan"));
            for column in 0..n_across.min(MAX_COLUMNS - texts.len().min(MAX_COLUMNS)) {
                taken[texts.len()] = n_down - 1;
                texts.push(if column == 0 { pipes_escaped(&text) } else { String::new() });
            }
        }
        skip(&mut texts, &mut taken);
        written.push(texts);
    }
    written.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let caption = node.find(&["caption"]).first().map(|caption| conversion.run_of(caption).line());
    let table = Table { line: 0, rows: written, alignment: Vec::new(), is_changed: false };
    if table.rows.len() < 2 {
        return None;
    }
    Some(match caption.filter(|caption| !caption.is_empty()) {
        Some(caption) => format!("{}\nTable: {caption}", table.markdown()),
        None => table.markdown(),
    })
}

fn cells_of<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let cells = row.element_children().into_iter();
    cells.filter(|cell| cell.has_name("td") || cell.has_name("th")).collect()
}

/// True for a row that is not of a table inside the table.
fn is_row_of(table: &NodeRef<'_>, row: &NodeRef<'_>) -> bool {
    let inner = row.ancestors_it(None).find(|node| node.has_name("table"));
    inner.is_some_and(|inner| inner.id == table.id)
}

/// Lists, headings, tables and many paragraphs are no data.
fn holds_structure(cell: &NodeRef<'_>) -> bool {
    let mut n_paragraphs = 0;
    cell.descendants_it().any(|inner| {
        let name = inner.node_name().unwrap_or_default();
        n_paragraphs += usize::from(&*name == "p");
        n_paragraphs > 3 || is_block(&name) && !matches!(&*name, "p" | "div" | "ul" | "ol" | "li")
    })
}

fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    cell.attr_or(name, "1").trim().parse().unwrap_or(1).clamp(1, MAX_COLUMNS)
}

/// Text is escaped already, but for the sign that only means something in a table.
fn pipes_escaped(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}
