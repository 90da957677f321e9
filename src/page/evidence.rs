//! What bears the takeaways of an article, as links both ways.
//!
//! Comes in: an article whose takeaways are tied to blocks. Goes out: the fragment that a takeaway
//! leads to, and the marks that lead back from the paragraphs. Always holds: a mark stands at the end
//! of its block, outside of all other links, and adds no text to it.

use crate::article::{Article, Block, BlockKind, Prose, SummaryPart, escaped};

/// Something to be put into the markup of a body.
pub(super) struct Mark {
    /// Where it belongs in the markup.
    pub(super) at: u32,
    pub(super) html: String,
}

/// The id of a takeaway's element; takeaways count from 0.
pub(super) fn takeaway_id(takeaway_idx: usize) -> String {
    format!("s-takeaway-{}", takeaway_idx + 1)
}

/// The fragment of what bears a takeaway.
pub(super) fn fragment(article: &Article, takeaway: &SummaryPart) -> Option<String> {
    let block = article.prose.blocks.get(takeaway.evidence? as usize)?;
    match block.kind {
        BlockKind::Lede => Some("#lede".to_owned()),
        _ if block.anchor.is_empty() => None,
        _ => Some(format!("#{}", block.anchor)),
    }
}

/// The marks of the body, in the order of its blocks.
pub(super) fn body_marks(article: &Article) -> Vec<Mark> {
    let prose = &article.prose;
    let bearers = prose.blocks.iter().enumerate().filter(|(_, block)| !block.anchor.is_empty());
    let mark = |(block_idx, block): (usize, &Block)| {
        let html = marks_of(article, block_idx);
        if html.is_empty() { None } else { Some(Mark { at: end_in_markup(prose, block)?, html }) }
    };
    bearers.filter_map(mark).collect()
}

/// The marks of the lede.
pub(super) fn lede_marks(article: &Article) -> String {
    let lede = article.prose.blocks.iter().position(|block| block.kind == BlockKind::Lede);
    lede.map_or_else(String::new, |lede| marks_of(article, lede))
}

/// Links back to all takeaways that a block bears. What they show is drawn by the style sheet.
fn marks_of(article: &Article, block_idx: usize) -> String {
    let takeaways = article.summary.takeaways.iter().enumerate();
    let borne =
        takeaways.filter(|(_, part)| part.evidence.is_some_and(|at| at as usize == block_idx));
    let mark = |(idx, takeaway): (usize, &SummaryPart)| {
        format!(
            "<a class=\"bears\" href=\"#{}\" aria-label=\"Key takeaway {}\" title=\"{}\"></a>",
            takeaway_id(idx),
            idx + 1,
            escaped(article.prose.slice(takeaway.text)),
        )
    };
    borne.map(mark).collect()
}

/// Where the text of a block ends in the markup: behind its last piece, and what is inline behind it.
fn end_in_markup(prose: &Prose, block: &Block) -> Option<u32> {
    let n_before = prose.pieces.partition_point(|piece| piece.text.start < block.span.end);
    let last = &prose.pieces[n_before.checked_sub(1)?];
    if last.text.start < block.span.start || last.html.start == last.html.end {
        return None;
    }
    let start = last.html.end as usize;
    let mut at = start;
    while let Some(tag) = prose.html[at..].find('<') {
        at += tag;
        let end = prose.html[at..].find('>')?;
        if !is_inline(&prose.html[at + 1..at + end]) {
            let length = prose.html[start..at].trim_end().len();
            return u32::try_from(start + length).ok();
        }
        at += end + 1;
    }
    None
}

/// Whether a tag, without its angle brackets, is one that may stand inside a paragraph.
fn is_inline(tag: &str) -> bool {
    const NAMES: &[&str] = &[
        "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q",
        "s", "small", "span", "strong", "sub", "sup", "time", "u",
    ];
    let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
    NAMES.contains(&name)
}
