//! The blocks of a text without Markdown: headings, paragraphs, lists, tables.
//!
//! Comes in: lines of which each is a whole paragraph. Goes out: blocks in their order, and Markdown of
//! them. Always holds: every line of text is in one block.

use super::bullet::Marker;
use super::characters::SourceLine;
use super::table::Table;
use super::wrapped::is_rule;
use super::{Action, Note, escape};
use crate::article::TakeawayHeadings;
use crate::article::line::{ends_sentence, is_heading};

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading.
    Heading {
        /// Its line in the file.
        line: u32,
        /// Its text.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its line in the file.
        line: u32,
        /// Its text.
        text: String,
    },
    /// A list.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A line between two parts.
    Break,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    line: u32,
    level: usize,
    ordinal: Option<u32>,
    /// Its marker, when Markdown does not know it.
    foreign: Option<String>,
    text: String,
}

/// The blocks of a text.
pub(super) fn blocks(
    lines: &[SourceLine],
    headings: &TakeawayHeadings,
    notes: &mut Vec<Note>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        let before = blocks.last();
        at += if line.is_blank() {
            1
        } else if let Some((table, n)) = Table::take(rest) {
            if table.is_changed {
                let reason = "rows became a table of Markdown";
                notes.push(Note::new(table.line, Action::Changed, &line.flat(), reason));
            }
            blocks.push(Block::Table(table));
            n
        } else if let Some((items, n)) = take_list(rest, before, headings) {
            if let Some((item, sign)) = items.iter().find_map(|i| Some((i, i.foreign.as_ref()?))) {
                let reason = format!("items with `{sign}` became a list of Markdown");
                notes.push(Note::new(item.line, Action::Changed, &item.text, &reason));
            }
            blocks.push(Block::List(items));
            n
        } else if let Some((items, n)) = take_bare_takeaways(rest, before, headings) {
            let reason = "lines below the takeaways’ heading became a list";
            notes.push(Note::new(items[0].line, Action::Changed, &items[0].text, reason));
            blocks.push(Block::List(items));
            n
        } else if is_rule(&line.text) {
            // A rule right below a line makes a heading of it, as people do in plain text.
            let is_below = at > 0 && !lines[at - 1].is_blank();
            match blocks.pop() {
                Some(Block::Text { line, text }) if is_below && is_underlinable(&text) => {
                    blocks.push(Block::Heading { line, text });
                }
                Some(heading @ Block::Heading { .. }) => blocks.push(heading),
                Some(last) => blocks.extend([last, Block::Break]),
                None => {}
            }
            1
        } else {
            let (number, text) = (line.number, line.flat());
            let is_heading = is_heading_here(&text, rest, headings);
            blocks.push(match is_heading {
                true => Block::Heading { line: number, text },
                false => Block::Text { line: number, text },
            });
            1
        };
    }
    demote_last_heading(&mut blocks);
    blocks
}

impl Block {
    /// The block as Markdown.
    pub(super) fn markdown(&self) -> String {
        match self {
            Block::Heading { text, .. } => format!("## {}\n", heading_text(text)),
            Block::Text { text, .. } => format!("{}\n", escape::block(text)),
            Block::Table(table) => table.markdown(),
            Block::Break => "---\n".to_owned(),
            Block::List(items) => list(items),
        }
    }
}

/// Signs of hashes at the end of a heading would be taken for its end.
fn heading_text(text: &str) -> String {
    let escaped = escape::inline(text);
    match escaped.strip_suffix('#') {
        Some(start) => format!("{start}\\#"),
        None => escaped,
    }
}

fn list(items: &[Item]) -> String {
    let mut markdown = String::new();
    // For each open level the column at which the text of its items begins.
    let mut columns = vec![0];
    let mut count = Vec::new();
    for item in items {
        let level = item.level.min(columns.len() - 1);
        columns.truncate(level + 1);
        count.truncate(level + 1);
        count.resize(level + 1, 0);
        let marker = match item.ordinal {
            Some(ordinal) if count[level] == 0 => format!("{ordinal}. "),
            Some(_) => format!("{}. ", count[level] + 1),
            None => "- ".to_owned(),
        };
        count[level] = if count[level] == 0 { item.ordinal.unwrap_or(1) } else { count[level] + 1 };
        let column = columns[level];
        markdown.push_str(&format!("{:column$}{marker}{}\n", "", escape::block(&item.text)));
        columns.push(column + marker.len());
    }
    markdown
}

/// Items at the beginning of `lines`, with the number of lines that they take.
fn take_list(
    lines: &[SourceLine],
    before: Option<&Block>,
    headings: &TakeawayHeadings,
) -> Option<(Vec<Item>, usize)> {
    let (first, _) = Marker::of(&lines[0].text)?;
    let (mut items, mut n): (Vec<Item>, usize) = (Vec::new(), 0);
    let mut last = first;
    // Indents of the open levels.
    let mut indents: Vec<usize> = Vec::new();
    while let Some(line) = lines.get(n) {
        // An empty line between items does not end a list; two do.
        if line.is_blank() {
            let next = lines.get(n + 1).filter(|next| !next.is_blank());
            match next.and_then(|next| Marker::of(&next.text)) {
                Some((marker, _)) if last.goes_with(marker) => {
                    n += 1;
                    continue;
                }
                _ => break,
            }
        }
        let Some((marker, text)) = Marker::of(&line.text) else {
            // The text of an item may stand on the line below its bullet, or go on there, indented.
            match items.last_mut() {
                Some(item) if item.text.is_empty() => item.text = line.flat(),
                Some(item) if line.indent > indents.last().copied().unwrap_or(0) => {
                    item.text = format!("{} {}", item.text, line.flat());
                }
                _ => break,
            }
            n += 1;
            continue;
        };
        let is_deeper = indents.last().is_some_and(|indent| line.indent > *indent);
        if !items.is_empty() && !last.goes_with(marker) && !is_deeper && indents.len() < 2 {
            break;
        }
        while indents.last().is_some_and(|indent| line.indent < *indent) && indents.len() > 1 {
            indents.pop();
        }
        if indents.last().is_none_or(|indent| line.indent > *indent) {
            indents.push(line.indent);
        }
        let inner = usize::from(marker.is_inner() && !first.is_inner() && indents.len() == 1);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let level = indents.len() - 1 + inner;
        let foreign = foreign(&line.text, marker);
        items.push(Item { line: line.number, level, ordinal: marker.ordinal(), foreign, text });
        last = marker;
        n += 1;
    }
    items.retain(|item| !item.text.is_empty());
    let is_announced = match before {
        Some(Block::Text { text, .. }) => text.ends_with(':'),
        Some(Block::Heading { text, .. }) => headings.announces(text),
        _ => false,
    };
    let is_list = first.is_certain() || items.len() > 1 || is_announced;
    (is_list && !items.is_empty()).then_some((items, n))
}

/// The marker of an item, when Markdown does not know it.
fn foreign(line: &str, marker: Marker) -> Option<String> {
    let written = line.split([' ', '\t']).next().unwrap_or_default();
    match marker {
        Marker::Bullet(sign) => Some(sign.to_string()),
        Marker::Number(_) if written.ends_with('.') => None,
        Marker::Sign('-' | '*' | '+') => None,
        _ => Some(written.to_owned()),
    }
}

/// Takeaways that lost their bullets: two to eight sentences, a line each, between the heading that
/// announces them and the next heading.
fn take_bare_takeaways(
    lines: &[SourceLine],
    before: Option<&Block>,
    headings: &TakeawayHeadings,
) -> Option<(Vec<Item>, usize)> {
    let Some(Block::Heading { text, .. }) = before else { return None };
    if !headings.announces(text) || headings.allows_prose(text) {
        return None;
    }
    let is_takeaway = |line: &SourceLine| {
        line.is_blank() || ends_sentence(&line.text) && line.text.chars().count() <= 200
    };
    let n = lines.iter().take_while(|line| is_takeaway(line)).count();
    let items: Vec<Item> = lines[..n]
        .iter()
        .filter(|line| !line.is_blank())
        .map(|line| Item {
            line: line.number,
            level: 0,
            ordinal: None,
            foreign: None,
            text: line.flat(),
        })
        .collect();
    let next = lines.get(n).is_some_and(|line| is_heading(&line.text));
    (next && (2..=8).contains(&items.len())).then_some((items, n))
}

/// A heading is short, has no stop, and has something below it. A question and a remark in brackets
/// may be one too, where a paragraph follows.
fn is_heading_here(text: &str, lines: &[SourceLine], headings: &TakeawayHeadings) -> bool {
    let next = lines[1..].iter().find(|line| !line.is_blank());
    if headings.announces(text) {
        return next.is_some();
    }
    let n_words = text.split_whitespace().count();
    let is_short =
        n_words <= 10 && text.ends_with(['?', ')']) && !text.starts_with(['(', '“', '"']);
    let is_above_text = next.is_some_and(|next| next.text.chars().count() > 100);
    (is_heading(text) || is_short && is_above_text) && text.chars().any(char::is_alphabetic)
}

fn is_underlinable(text: &str) -> bool {
    text.chars().count() <= 100 && !text.ends_with('.')
}

/// A heading with nothing below it is a last short line.
fn demote_last_heading(blocks: &mut [Block]) {
    if let Some(last) = blocks.last_mut()
        && let Block::Heading { line, text } = last
    {
        *last = Block::Text { line: *line, text: std::mem::take(text) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut notes = Vec::new();
        let lines = super::super::characters::lines(text, &mut notes);
        let blocks = blocks(&lines, &TakeawayHeadings::default(), &mut notes);
        let markdown: Vec<String> = blocks.iter().map(Block::markdown).collect();
        assert_eq!(markdown.join("\n"), expected, "{text}");
    }

    #[test]
    fn lists_of_all_kinds_become_lists() {
        check("• One\n• Two", "- One\n- Two\n");
        check("•\nOne\n•\nTwo", "- One\n- Two\n");
        check("1) One\n2) Two", "1. One\n2. Two\n");
        check("(1) One\n(2) Two", "1. One\n2. Two\n");
        check("a) One\nb) Two", "1. One\n2. Two\n");
        check("– One\n– Two", "- One\n- Two\n");
        check("Results:\n→ One", "Results:\n\n- One\n");
        check("- One\n\n- Two\n", "- One\n- Two\n");
        check("• One\n    ◦ Inner\n• Two", "- One\n  - Inner\n- Two\n");
        check("• One\no\tInner\n• Two", "- One\n  - Inner\n- Two\n");
        check("1. One\n   - Inner\n2. Two", "1. One\n   - Inner\n2. Two\n");
        check("- One\n  goes on\n- Two", "- One goes on\n- Two\n");
    }

    #[test]
    fn a_sign_that_stands_alone_is_no_bullet() {
        check("— We met, she said.", "— We met, she said.\n");
        check("* Figures are of 2024.", "\\* Figures are of 2024.\n");
        check(
            "1. Background\nLong text follows here.",
            "## 1. Background\n\nLong text follows here.\n",
        );
    }

    #[test]
    fn headings_have_something_below_them() {
        check("What is next\nText is here.", "## What is next\n\nText is here.\n");
        check("Text is here.\nThe end", "Text is here.\n\nThe end\n");
        check("Talks\n=====\nText.", "## Talks\n\nText.\n");
        check("Text.\n\n-----\n\nMore text.", "Text.\n\n---\n\nMore text.\n");
        check("Key Takeaways:\n- One.\n", "## Key Takeaways:\n\n- One.\n");
        check(
            "Key takeaways\nOne.\nTwo.\nWhat is next\nText.",
            "## Key takeaways\n\n- One.\n- Two.\n\n## What is next\n\nText.\n",
        );
    }
}
