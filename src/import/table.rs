//! Tables: from lines whose cells are parted by `|` or by tabs, to Markdown.
//!
//! Comes in: lines, or rows of cells. Goes out: a Markdown table with pipes at the edges, of which each
//! row has as many cells as the longest.

use crate::article::line::{is_delimiter_row, is_row};

use super::characters::SourceLine;
use super::escape;

/// A table: its rows, the first of which is its header, as Markdown of a cell each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The line on which it begins.
    pub(super) line: u32,
    /// Rows of cells.
    pub(super) rows: Vec<Vec<String>>,
    /// `:--`, `:-:` or `--:` for each column that says so.
    pub(super) alignment: Vec<String>,
    /// True when it was no Markdown table before.
    pub(super) is_changed: bool,
}

impl Table {
    /// Takes a table off the beginning of `lines`, with the number of lines that it takes.
    pub(super) fn take(lines: &[SourceLine]) -> Option<(Self, usize)> {
        piped(lines).or_else(|| tabbed(lines))
    }

    /// The table as Markdown.
    pub(super) fn markdown(&self) -> String {
        let n_columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut markdown = String::new();
        for (row_idx, row) in self.rows.iter().enumerate() {
            push_row(&mut markdown, row, n_columns);
            if row_idx == 0 {
                let rule = |column: usize| {
                    let written = self.alignment.get(column).filter(|rule| !rule.is_empty());
                    written.cloned().unwrap_or_else(|| "---".to_owned())
                };
                push_row(&mut markdown, &(0..n_columns).map(rule).collect::<Vec<_>>(), n_columns);
            }
        }
        markdown
    }
}

fn push_row(markdown: &mut String, row: &[String], n_columns: usize) {
    markdown.push('|');
    for column in 0..n_columns {
        let cell = row.get(column).map_or("", String::as_str);
        markdown.push_str(&format!(" {cell} |"));
    }
    markdown.push('\n');
}

/// Two rows or more with pipes, the second of which may be the rule below the header. Without a rule only
/// rows of one width are a table: a bar between words is often just that.
fn piped(lines: &[SourceLine]) -> Option<(Table, usize)> {
    let has_rule = lines.get(1).is_some_and(|line| is_delimiter_row(&line.text));
    let width = |line: &SourceLine| pipe_cells(&line.text).len();
    let first_width = width(lines.first()?);
    let is_table_row = |line: &&SourceLine| match has_rule {
        true => line.text.contains('|'),
        false => is_row(&line.text) && width(line) == first_width,
    };
    let n = lines.iter().take_while(is_table_row).count();
    let rows = lines[..n].iter().filter(|line| !is_delimiter_row(&line.text));
    let rows: Vec<Vec<String>> = rows.map(|line| pipe_cells(&line.text)).collect();
    if rows.is_empty() || !has_rule && (rows.len() < 2 || first_width < 2) {
        return None;
    }
    let line = lines[0].number;
    let rules = if has_rule { pipe_cells(&lines[1].text) } else { Vec::new() };
    let alignment = rules.iter().map(|rule| alignment_of(rule).to_owned()).collect();
    let is_closed = |line: &SourceLine| line.text.starts_with('|') && line.text.ends_with('|');
    let is_changed = !has_rule || !lines[..n].iter().all(is_closed);
    Some((Table { line, rows, alignment, is_changed }, n))
}

fn alignment_of(rule: &str) -> &'static str {
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => ":-:",
        (true, false) => ":--",
        (false, true) => "--:",
        (false, false) => "---",
    }
}

fn pipe_cells(text: &str) -> Vec<String> {
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    text.split('|').map(cell).collect()
}

/// Two rows or more with the same number of tabs.
fn tabbed(lines: &[SourceLine]) -> Option<(Table, usize)> {
    let n_cells = |line: &SourceLine| line.text.split('\t').count();
    let first = n_cells(lines.first()?);
    // An empty last cell leaves no tab behind it in many programs.
    let n = lines.iter().take_while(|line| (2..=first).contains(&n_cells(line))).count();
    if first < 2 || n < 2 {
        return None;
    }
    let rows = lines[..n].iter().map(|line| line.text.split('\t').map(cell).collect()).collect();
    let line = lines[0].number;
    Some((Table { line, rows, alignment: Vec::new(), is_changed: true }, n))
}

fn cell(text: &str) -> String {
    escape::cell(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, usize)>) {
        let lines = super::super::characters::lines(text, &mut Vec::new());
        let seen = Table::take(&lines).map(|(table, n)| (table.markdown(), n));
        assert_eq!(seen, expected.map(|(markdown, n)| (markdown.to_owned(), n)), "{text}");
    }

    #[test]
    fn rows_with_pipes_or_tabs_become_a_table() {
        let table = "| A | B |\n| --- | --- |\n| 1 | 2 |\n";
        check("A | B |\n---|---|\n1 | 2 |\nText.", Some((table, 3)));
        check("A | B\n1 | 2", Some((table, 2)));
        check("A\tB\n1\t2\n\nText.", Some((table, 2)));
        check("A\tB\n1", None);
        check("|A|B|\n|:--|--:|\n|1|", Some(("| A | B |\n| :-- | --: |\n| 1 |  |\n", 3)));
        check("Ann Lee | Lakeside\n", None);
        check("One | two\nThree | four | five\n", None);
        check("a*b\tB\nc|d\t2", Some(("| a\\*b | B |\n| --- | --- |\n| c\\|d | 2 |\n", 2)));
    }
}
