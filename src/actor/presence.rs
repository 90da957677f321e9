//! Who is in an article, and whether the article is about them.
//!
//! Comes in: an article and its mentions. Goes out: one `Presence` an actor.

use bitcode::{Decode, Encode};

use super::{ActorId, Mention};
use crate::article::{Article, BlockKind};

/// An actor in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Presence {
    /// Who.
    pub actor: ActorId,
    /// Number of mentions.
    pub count: usize,
    /// True when title, lede or takeaways name the actor.
    pub about: bool,
}

/// The actors of an article: `about` first, then by number of mentions, then by first mention.
pub(super) fn presences(article: &Article, mentions: &[Mention]) -> Vec<Presence> {
    let mut presences: Vec<Presence> = Vec::new();
    for mention in mentions {
        let kind = article.prose.block_at(mention.span.start).map(|block| block.kind);
        let stands_on_top =
            matches!(kind, Some(BlockKind::Title | BlockKind::Lede | BlockKind::Takeaway));
        let about = stands_on_top
            || article.summary.takeaways.iter().any(|part| part.text.contains(mention.span));
        match presences.iter_mut().find(|presence| presence.actor == mention.actor) {
            Some(presence) => {
                presence.count += 1;
                presence.about |= about;
            }
            None => presences.push(Presence { actor: mention.actor, count: 1, about }),
        }
    }
    presences.shrink_to_fit();
    presences.sort_by_key(|presence| std::cmp::Reverse((presence.about, presence.count)));
    presences
}
