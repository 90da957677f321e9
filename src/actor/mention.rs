//! What linking an article yields: mentions, and names that became none.
//!
//! Always holds: a mention says by which rule it is one, a refusal says why it is none, so that every link
//! can be explained.

use bitcode::{Decode, Encode};

use super::ActorId;
use super::presence::Presence;
use super::registry::AliasId;
use crate::article::Span;
use crate::diagnostic::Diagnostic;

/// One occurrence of an actor in an article.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Mention {
    /// Who is named.
    pub actor: ActorId,
    /// Where, in the text of the article; a possessive ending is not part of it.
    pub span: Span,
    /// Index of the sentence around it.
    pub sentence: u32,
    /// The name used; none for acronyms and links in double brackets.
    pub alias: Option<AliasId>,
    /// What made it a mention.
    pub rule: Rule,
    /// Index of the piece of text that holds it whole, so that it can become a link.
    pub piece: Option<u32>,
}

/// What makes a name a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Rule {
    /// It is the actor's name, or another strong one, and nobody else's.
    Strong,
    /// It is an adjective or people of the actor.
    Demonym,
    /// Several actors have it, and the article names only this one otherwise.
    SharedName,
    /// It is a weak name, and the article names the actor in full.
    Introduced,
    /// It is a weak name, and the front matter names the actor.
    FrontMatter,
    /// It is a name that stands for the actor, which the article names in full.
    Metonym,
    /// It is a surname behind a title or office.
    Office,
    /// It is a surname that only one person of the registry has.
    SoleBearer,
    /// It is another form of the actor's name, which no other actor has.
    Variant,
    /// It is an acronym that the article defines.
    Acronym,
    /// The writer linked it: `[[slug|text]]`.
    Written,
}

impl Rule {
    /// The rule in words, for `actors explain`.
    pub fn explanation(self) -> &'static str {
        match self {
            Rule::Strong => "a name of this actor alone",
            Rule::Demonym => "an adjective or people of this actor",
            Rule::SharedName => {
                "a name of several actors, of which the article names only this one otherwise"
            }
            Rule::Introduced => "a weak name of an actor that the article names in full",
            Rule::FrontMatter => "a weak name of an actor that the front matter names",
            Rule::Metonym => "stands for an actor that the article names in full",
            Rule::Office => "a surname behind a title or office",
            Rule::SoleBearer => "a surname that only one person of the registry has",
            Rule::Variant => "another form of the name, which no other actor has",
            Rule::Acronym => "an acronym that the article defines",
            Rule::Written => "linked by the writer with `[[…]]`",
        }
    }
}

/// A name that did not become a mention.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refusal {
    /// Where, in the text of the article.
    pub span: Span,
    /// Who might have been meant.
    pub actors: Vec<ActorId>,
    /// Why it was refused.
    pub reason: Reason,
}

/// Why a name did not become a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Reason {
    /// It stands in code, in a link, or is marked `{.nolink}`.
    NotText,
    /// The front matter excludes the actor.
    ExcludedByWriter,
    /// It is part of a phrase that the registry excludes.
    ExcludedPhrase,
    /// It is a weak name, and the article does not name the actor in full.
    NotIntroduced,
    /// It is part of a longer name.
    PartOfLongerName,
    /// It is a name that is used as a month.
    Month,
    /// It is a word of the language where all letters are capitals: `GIVE US PEACE`.
    Word,
    /// Two actors may be meant.
    Ambiguous,
}

impl Reason {
    /// The reason in words, for `actors explain`.
    pub fn explanation(self) -> &'static str {
        match self {
            Reason::NotText => "stands in code or a link, or is marked `{.nolink}`",
            Reason::ExcludedByWriter => "the front matter excludes this actor",
            Reason::ExcludedPhrase => "part of a phrase that `match.exclude` of the actor names",
            Reason::NotIntroduced => {
                "a weak name, and the article does not name the actor in full before it"
            }
            Reason::PartOfLongerName => "part of a longer name",
            Reason::Month => "the month, not the person",
            Reason::Word => "a word of the language, in text in capitals",
            Reason::Ambiguous => "may mean several actors",
        }
    }
}

/// What linking an article yields.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Linked {
    /// Mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Who is named: `about` first, then by number of mentions.
    pub presences: Vec<Presence>,
    /// Names that did not become mentions, in the order of the text.
    pub refusals: Vec<Refusal>,
    /// Ambiguous names and unknown actors of the front matter.
    pub diagnostics: Vec<Diagnostic>,
}
