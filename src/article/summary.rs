//! Lede and takeaways of an article, and what bears them.
//!
//! Comes in: the prose of an article and the parts that the writer wrote. Goes out: the summary, with
//! takeaways extracted where there are none, each tied to the block that bears it. Always holds: spans
//! lie inside the text, and evidence is a block of the lede or of the body.

use bitcode::{Decode, Encode};

use super::evidence::{self, Evidence, Passage, Role, Support};
use super::extract::{self, Candidate, Standing, after_dateline};
use super::prose::Prose;
use super::writer::offset;
use super::{BlockKind, FrontMatter, Span};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::SourcePath;

/// Lede and takeaways of an article, as places in its text.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Summary {
    /// The lede; none in an article without text.
    pub lede: Option<SummaryPart>,
    /// The takeaways, in order.
    pub takeaways: Vec<SummaryPart>,
    /// True when the takeaways were extracted and not written.
    pub extracted: bool,
}

/// The lede, or one takeaway.
#[derive(Debug, Clone, Encode, Decode)]
pub struct SummaryPart {
    /// Its clean text.
    pub text: Span,
    /// Its markup, for a part that the writer wrote.
    pub html: Option<Span>,
    /// For a takeaway, index of the block that bears it.
    pub evidence: Option<u32>,
}

/// The at most `n_sentences` sentences that sum up a text best, in order. Sentences of a lede are
/// not among them: who reads an extract has read the lede.
pub fn extract(prose: &Prose, n_sentences: usize) -> Vec<Span> {
    let (spans, candidates) = candidates(prose);
    extract::extract(&candidates, n_sentences).into_iter().map(|idx| spans[idx]).collect()
}

/// Takes the sentences that sum the text up best as takeaways.
pub(super) fn extract_takeaways(prose: &Prose, summary: &mut Summary, n_sentences: usize) {
    let takeaway = |text: Span| SummaryPart {
        text,
        html: None,
        evidence: prose.block_index_at(text.start).map(offset),
    };
    summary.takeaways = extract(prose, n_sentences).into_iter().map(takeaway).collect();
    summary.extracted = !summary.takeaways.is_empty();
}

/// The sentences of lede and body, without datelines.
fn candidates(prose: &Prose) -> (Vec<Span>, Vec<Candidate<'_>>) {
    let mut found = (Vec::new(), Vec::new());
    for block in &prose.blocks {
        let standing = match block.kind {
            BlockKind::Lede => Standing::Shown,
            BlockKind::Text => Standing::Open,
            _ => continue,
        };
        let first = prose.sentences.partition_point(|sentence| sentence.start < block.span.start);
        for span in prose.sentences[first..].iter().take_while(|s| s.end <= block.span.end) {
            let text = after_dateline(prose.slice(*span));
            found.0.push(Span { start: span.end - offset(text.len()), ..*span });
            found.1.push(Candidate { text, standing });
        }
    }
    found
}

/// Ties each takeaway that the writer wrote to the block that bears it. Returns the indices of those
/// that the text does not support; of an article without a body, whose takeaways are all that it
/// says, none.
pub(super) fn tie(prose: &Prose, summary: &mut Summary) -> Vec<usize> {
    let (blocks, passages) = passages(prose);
    let takeaways: Vec<&str> =
        summary.takeaways.iter().map(|takeaway| prose.slice(takeaway.text)).collect();
    let found = evidence::find(&passages, &takeaways);
    let has_body = prose.blocks.iter().any(|block| block.kind == BlockKind::Text);
    let mut unsupported = Vec::new();
    for (idx, Evidence { passage, support }) in found.into_iter().enumerate() {
        summary.takeaways[idx].evidence = passage.map(|passage| offset(blocks[passage]));
        if support == Support::Little && has_body {
            unsupported.push(idx);
        }
    }
    unsupported
}

/// What can bear a takeaway, each with its block, and the headings around it. A row of a table is
/// one passage: a cell says little on its own.
fn passages(prose: &Prose) -> (Vec<usize>, Vec<Passage<'_>>) {
    let mut found = (Vec::new(), Vec::new());
    let mut idx = 0;
    while let Some(block) = prose.blocks.get(idx) {
        let n_blocks = if block.kind == BlockKind::Cell { prose.row_at(idx).len() } else { 1 };
        let last = &prose.blocks[idx + n_blocks - 1];
        let text = prose.slice(Span { start: block.span.start, end: last.span.end });
        let role = match block.kind {
            BlockKind::Takeaway => None,
            BlockKind::Title | BlockKind::Heading => Some(Role::Heading),
            BlockKind::Lede => Some(Role::Lede),
            BlockKind::Text | BlockKind::Cell | BlockKind::Caption => Some(Role::Bearer),
        };
        if let Some(role) = role {
            found.0.push(idx);
            found.1.push(Passage { text, role });
        }
        idx += n_blocks;
    }
    found
}

/// The complaint about a takeaway that nothing in the text supports.
pub(super) fn unsupported(path: &SourcePath, text: &str, line: u32, takeaway: &str) -> Diagnostic {
    const LONGEST: usize = 60;
    let mut quoted: String = takeaway.chars().take(LONGEST).collect();
    if quoted.len() < takeaway.len() {
        quoted.truncate(quoted.trim_end().len());
        quoted.push('…');
    }
    let message = format!("no paragraph supports the takeaway: `{quoted}`");
    Diagnostic::new(Code::UnsupportedTakeaway, Place::line(path, text, line), message)
        .hint("say in the text what it rests on, in like words, or leave it out")
}

/// The line of a takeaway of the front matter, from 1: front matter is read as a whole, and does not
/// say where its values stand.
pub(super) fn line_in_front(text: &str, front: &FrontMatter, takeaway_idx: usize) -> u32 {
    let key = text.lines().position(|line| line.starts_with("takeaways")).unwrap_or(0);
    let first_words = |text: &str| text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    let wanted = front.takeaways.get(takeaway_idx).map(|takeaway| first_words(takeaway));
    let is_it = |line: &str| wanted.as_ref().is_some_and(|wanted| line.contains(wanted.as_str()));
    let line = key + text.lines().skip(key).position(is_it).unwrap_or(0);
    u32::try_from(line + 1).unwrap_or(1)
}
