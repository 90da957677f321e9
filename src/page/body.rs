//! Puts links into the markup of a text.
//!
//! Comes in: prose, its mentions and targets, and the page that shows it. Goes out: finished markup.
//! Always holds: links do not nest, and lie inside one piece of text, so that the markup stays sound.

use super::evidence::Mark;
use super::frame::Frame;
use crate::actor::{ActorId, Mention};
use crate::article::{BlockKind, Piece, Prose, Span, escaped};
use crate::config::LinkPolicy;
use crate::site::Target;

/// A text and what is known of it.
pub(super) struct Body<'a> {
    pub(super) prose: &'a Prose,
    pub(super) mentions: &'a [Mention],
    pub(super) wiki_targets: &'a [Option<Target>],
    pub(super) reference_targets: &'a [Option<Target>],
    /// The actor whose own page this is: it is not linked there.
    pub(super) owner: Option<ActorId>,
    /// What else is put into its markup.
    pub(super) marks: &'a [Mark],
}

/// Mentions that become links, under the policy of the site.
pub(super) fn linked_mentions<'a>(frame: &Frame<'_>, body: &Body<'a>) -> Vec<&'a Mention> {
    let policy = frame.site.config.link;
    let mut seen: Vec<(u32, ActorId)> = Vec::new();
    let can_link = |mention: &&Mention| {
        mention.piece.is_some()
            && body.owner != Some(mention.actor)
            && frame.site.has_dossier[mention.actor.index()]
    };
    body.mentions
        .iter()
        .filter(can_link)
        .filter(|mention| {
            let Some(block) = body.prose.block_at(mention.span.start) else { return false };
            let section = match block.kind {
                BlockKind::Title | BlockKind::Heading => return false,
                // Lede and takeaways stand apart from the body, so each is a section of its own.
                BlockKind::Lede => u32::MAX,
                BlockKind::Takeaway => u32::MAX - 1,
                BlockKind::Text | BlockKind::Cell | BlockKind::Caption => block.section,
            };
            let key = match policy {
                LinkPolicy::None => return false,
                LinkPolicy::All => return true,
                LinkPolicy::FirstInArticle => (0, mention.actor),
                LinkPolicy::FirstInSection => (section, mention.actor),
            };
            let is_first = !seen.contains(&key);
            if is_first {
                seen.push(key);
            }
            is_first
        })
        .collect()
}

/// A part of the markup with its links.
pub(super) fn markup(frame: &Frame<'_>, body: &Body<'_>, links: &[&Mention], part: Span) -> String {
    let prose = body.prose;
    let mut inserts: Vec<(u32, u8, Option<String>)> = Vec::new();
    for mention in links {
        let Some(piece) = mention.piece.and_then(|piece| prose.pieces.get(piece as usize)) else {
            continue;
        };
        if !part.contains(piece.html) || piece.html.start == piece.html.end {
            continue;
        }
        let start = html_offset(prose, piece, mention.span.start);
        let end = html_offset(prose, piece, mention.span.end);
        // A name of more than one piece has no place in the first one.
        if !piece.text.contains(mention.span) || start >= end {
            continue;
        }
        inserts.push((
            start,
            1,
            Some(format!(
                "<a class=\"actor\" href=\"{}\">",
                escaped(&frame.actor_url(mention.actor))
            )),
        ));
        inserts.push((end, 0, Some("</a>".to_owned())));
    }
    for (link, target) in prose.wiki_links.iter().zip(body.wiki_targets) {
        let is_shown = part.contains(link.html) && link.html.start < link.html.end;
        let Some(target) = target.as_ref().filter(|_| is_shown) else { continue };
        let own = matches!(target, Target::Actor(actor) if body.owner == Some(*actor));
        let Some(url) = frame.target_url(target).filter(|_| !own) else { continue };
        let class = if matches!(target, Target::Actor(_)) { " class=\"actor\"" } else { "" };
        inserts.push((link.html.start, 1, Some(format!("<a{class} href=\"{}\">", escaped(&url)))));
        inserts.push((link.html.end, 0, Some("</a>".to_owned())));
    }
    for (reference, target) in prose.references.iter().zip(body.reference_targets) {
        if part.start <= reference.at && reference.at < part.end {
            let url = target.as_ref().and_then(|target| frame.target_url(target));
            inserts.push((reference.at, 2, url.map(|url| escaped(&url))));
        }
    }
    let marks = body.marks.iter().filter(|mark| part.start <= mark.at && mark.at < part.end);
    inserts.extend(marks.map(|mark| (mark.at, 1, Some(mark.html.clone()))));
    inserts.sort_unstable();
    let grown: usize = inserts.iter().flat_map(|(.., text)| text).map(String::len).sum();
    let mut html = String::with_capacity(part.range().len() + grown);
    let mut at = part.start as usize;
    for (place, _, text) in inserts {
        html.push_str(&prose.html[at..place as usize]);
        at = place as usize;
        match text {
            Some(text) => html.push_str(&text),
            // An empty address would lead to the page itself: the attribute goes, up to its quote.
            None => {
                html.truncate(html.rfind(' ').unwrap_or(html.len()));
                at += 1;
            }
        }
    }
    html.push_str(&prose.html[at..part.end as usize]);
    html
}

/// A span of text as markup, with links; for takeaways that were extracted.
pub(super) fn linked_text(frame: &Frame<'_>, body: &Body<'_>, span: Span) -> String {
    let mut html = String::new();
    let mut at = span.start;
    let mut seen = Vec::new();
    for mention in body.mentions.iter().filter(|mention| span.contains(mention.span)) {
        let is_first =
            !seen.contains(&mention.actor) && frame.site.has_dossier[mention.actor.index()];
        if mention.span.start < at || !is_first || frame.site.config.link == LinkPolicy::None {
            continue;
        }
        seen.push(mention.actor);
        html.push_str(&escaped(body.prose.slice(Span { start: at, end: mention.span.start })));
        html.push_str(&format!(
            "<a class=\"actor\" href=\"{}\">",
            escaped(&frame.actor_url(mention.actor))
        ));
        html.push_str(&escaped(body.prose.slice(mention.span)));
        html.push_str("</a>");
        at = mention.span.end;
    }
    html.push_str(&escaped(body.prose.slice(Span { start: at, end: span.end })));
    html
}

/// A span of text as markup, with the given spans inside it in `mark`.
pub(super) fn marked_text(prose: &Prose, span: Span, marks: impl Iterator<Item = Span>) -> String {
    let mut html = String::new();
    let mut at = span.start;
    for mark in marks.filter(|mark| span.contains(*mark)) {
        if mark.start < at {
            continue;
        }
        html.push_str(&escaped(prose.slice(Span { start: at, end: mark.start })));
        html.push_str("<mark>");
        html.push_str(&escaped(prose.slice(mark)));
        html.push_str("</mark>");
        at = mark.end;
    }
    html.push_str(&escaped(prose.slice(Span { start: at, end: span.end })));
    html
}

/// Where a byte of the text stands in the markup of its piece: an escape such as `&amp;` stands for
/// one character.
fn html_offset(prose: &Prose, piece: &Piece, at: u32) -> u32 {
    let before = at - piece.text.start;
    if piece.html.end - piece.html.start == piece.text.end - piece.text.start {
        return piece.html.start + before;
    }
    let text = &prose.text[piece.text.start as usize..at as usize];
    let html = &prose.html[piece.html.range()];
    let mut offset = 0;
    for _ in text.chars() {
        let rest = &html[offset..];
        // One character of the text is one of the markup, or one escape. It need not be the same one:
        // U+0000, which HTML does not allow, is written as U+FFFD.
        offset += match rest.find(';') {
            Some(end) if rest.starts_with('&') => end + 1,
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
    }
    piece.html.start + u32::try_from(offset).unwrap_or(0)
}
