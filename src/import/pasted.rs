//! Text pasted from a web page, a mail or a word processor.
//!
//! Comes in: the name of the file, its text, and the names of the takeaways' heading. Goes out: a
//! `Draft`. Always holds: each line is in the draft or in a note; no sign of the text becomes markup.
//!
//! 1. `characters` takes out what nobody sees.
//! 2. `residue` of the articles' own layer says what a web page left; what a line says about the article
//!    itself (`detail`) becomes front matter.
//! 3. `wrapped` puts lines together that are one paragraph.
//! 4. `block` finds headings, lists and tables.
//! 5. The title is taken off the top; a `dateline` off the first paragraph.

use super::block::{Block, blocks};
use super::characters::{self, SourceLine};
use super::dateline::Dateline;
use super::{Action, Draft, Note, Refused, detail, wrapped};
use crate::article::TakeawayHeadings;
use crate::article::line::{ends_sentence, is_heading};
use crate::article::residue::{self, Position};

/// Reads pasted text.
///
/// # Errors
/// When there is no text in it, or too much.
pub(super) fn read(text: &str, headings: &TakeawayHeadings) -> Result<Draft, Refused> {
    let mut draft = Draft::default();
    let n_lines = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    if n_lines > MAX_LINES {
        return Err(Refused::new(format!(
            "it has too many lines: over {MAX_LINES}\nhint: split it"
        )));
    }
    let lines = characters::lines(text, &mut draft.notes);
    let lines = without_residue(lines, &mut draft.notes);
    let lines = without_details(lines, &mut draft);
    let (lines, joined) = wrapped::joined(lines);
    if let Some(line) = joined.and_then(|number| lines.iter().find(|line| line.number == number)) {
        let reason = "lines that were wrapped are joined";
        draft.notes.push(Note::new(line.number, Action::Changed, &line.text, reason));
    }
    let mut blocks = blocks(&lines, headings, &mut draft.notes);
    take_title(&mut blocks, headings, &mut draft);
    take_dateline(&mut blocks, &mut draft);
    if !blocks.iter().any(|block| matches!(block, Block::Text { .. } | Block::List(_))) {
        return Err(Refused::new("there is no text in it"));
    }
    let markdown: Vec<String> = blocks.iter().map(Block::markdown).collect();
    draft.body = markdown.join("\n");
    draft.notes.sort_by_key(|note| note.line);
    Ok(draft)
}

/// Leaves out what web pages leave. A list of links to other articles at the end goes as a whole.
fn without_residue(lines: Vec<SourceLine>, notes: &mut Vec<Note>) -> Vec<SourceLine> {
    let is_paragraph = |line: &SourceLine| line.text.chars().count() > LONG;
    let first = lines.iter().position(is_paragraph).unwrap_or(0);
    let last = lines.iter().rposition(is_paragraph).unwrap_or(lines.len());
    let reason_of = |line_idx: usize| {
        let line = &lines[line_idx];
        let is_edge = line_idx < first || line_idx > last;
        let position = if is_edge { Position::Edge } else { Position::Inside };
        let text = line.flat();
        if !residue::is_network(&text) {
            return residue::reason(&text, position);
        }
        // One name of a network may be a heading; two beside each other, or one beside a button, are
        // buttons.
        let is_button = |idx: usize| {
            lines.get(idx).is_some_and(|line| {
                let text = line.flat();
                residue::is_network(&text) || residue::reason(&text, position).is_some()
            })
        };
        (is_button(line_idx + 1) || line_idx > 0 && is_button(line_idx - 1))
            .then_some("button of a web page")
    };
    let reasons: Vec<Option<&str>> = (0..lines.len()).map(reason_of).collect();
    // Behind the last paragraph, the lines below `Related articles` are their titles.
    let is_label = |line_idx: &usize| {
        reasons[*line_idx] == Some("link to another article")
            && !lines[*line_idx].text.contains(": ")
    };
    let tail = (last..lines.len()).find(is_label).filter(|first| {
        lines[*first..].iter().all(|line| !ends_sentence(&line.text) || line.is_blank())
    });
    let mut kept = Vec::with_capacity(lines.len());
    for (line_idx, line) in lines.into_iter().enumerate() {
        let in_tail = tail.is_some_and(|tail| line_idx > tail) && !line.is_blank();
        match reasons[line_idx].or(in_tail.then_some("link to another article")) {
            Some(reason) => {
                notes.push(Note::new(line.number, Action::Dropped, &line.flat(), reason));
            }
            None => kept.push(line),
        }
    }
    kept
}

/// Lines of a text; a thick book has a tenth of it.
const MAX_LINES: usize = 200_000;

/// Characters of a line that is surely a paragraph.
const LONG: usize = 120;

/// Number of lines at the top and at the end in which the text may speak of itself.
const MARGIN: usize = 8;

/// Takes out lines about the article itself, which stand at its top or at its end.
fn without_details(lines: Vec<SourceLine>, draft: &mut Draft) -> Vec<SourceLine> {
    let texts: Vec<usize> = (0..lines.len()).filter(|idx| !lines[*idx].is_blank()).collect();
    let first_long = texts.iter().position(|idx| lines[*idx].text.chars().count() > LONG);
    let n_top = first_long.unwrap_or(MARGIN).min(MARGIN);
    let n_end = texts.len().saturating_sub(MARGIN / 2);
    let is_margin = |line_idx: usize| {
        let place = texts.binary_search(&line_idx);
        place.is_ok_and(|place| place < n_top || place >= n_end)
    };
    let mut kept = Vec::with_capacity(lines.len());
    for (line_idx, line) in lines.into_iter().enumerate() {
        let details = if is_margin(line_idx) { detail::read(&line.text) } else { Vec::new() };
        if details.is_empty() {
            kept.push(line);
        } else {
            detail::put_all(details, &line.flat(), line.number, draft);
        }
    }
    kept
}

/// The first line, when it looks like a headline. A name of a section above it is left out.
fn take_title(blocks: &mut Vec<Block>, headings: &TakeawayHeadings, draft: &mut Draft) {
    let heading = |block: Option<&Block>| match block {
        Some(Block::Heading { text, line }) if !headings.announces(text) => {
            Some((text.clone(), *line))
        }
        // A long headline, or one that ends with a quotation, has no stop and text below it.
        Some(Block::Text { text, line })
            if text.chars().count() <= 160 && !text.ends_with(['.', ':', ';', ',']) =>
        {
            Some((text.clone(), *line))
        }
        _ => None,
    };
    let n_words = |text: &str| text.split_whitespace().count();
    let Some((first, line)) = heading(blocks.first()).filter(|_| blocks.len() > 1) else { return };
    let second = heading(blocks.get(1)).filter(|(text, _)| n_words(text) >= 4);
    if n_words(&first) <= 2 && second.is_some() && blocks.len() > 2 {
        let reason = "name of a section of a web page";
        draft.notes.push(Note::new(line, Action::Dropped, &first, reason));
        blocks.remove(0);
        draft.title = second.map(|(text, _)| text);
    } else {
        draft.title = Some(first);
    }
    blocks.remove(0);
}

fn take_dateline(blocks: &mut [Block], draft: &mut Draft) {
    let paragraph = blocks.iter_mut().find_map(|block| match block {
        Block::Text { line, text } => Some((*line, text)),
        _ => None,
    });
    let Some((line, text)) = paragraph else { return };
    let Some(dateline) = Dateline::of(text) else { return };
    dateline.put_into(draft, line);
    let rest = dateline.rest.to_owned();
    *text = rest;
}

/// The first heading of a text that has no title and no name.
pub(super) fn first_heading(body: &str, headings: &TakeawayHeadings) -> Option<String> {
    let mut lines = body.lines().filter_map(|line| line.strip_prefix("## "));
    lines
        .find(|text| !headings.announces(text) && is_heading(text))
        .map(|text| text.replace('\\', ""))
}
