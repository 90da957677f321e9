//! Decides which names in an article mean which actor.
//!
//! Comes in: an article and the registry. Goes out: mentions with the rule that made them, refusals
//! with their reason, diagnostics. Always holds: mentions do not overlap and are in the order of the
//! text; nothing is guessed between two actors.
//!
//! 1. `finder` finds all names; the leftmost, longest ones are kept.
//! 2. Strong names that only one actor has introduce that actor; then each name is judged.
//! 3. Acronyms that the article defines, and links in double brackets, are added.

mod acronym;
mod ambiguous;
mod compound;
mod given;
mod place;
mod region;
mod surname;
mod title;
mod weak;

use super::context::{is_function_word, is_locative, is_month, word_before};
use super::mention::{Linked, Mention, Reason, Refusal, Rule};
use super::presence::presences;
use super::registry::{Alias, AliasId, AliasKind, Registry};
use super::{ActorId, Kind};
use crate::article::{Article, BlockKind, Prose, Span};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Finds the mentions of an article.
pub fn link(article: &Article, registry: &Registry) -> Linked {
    let mut linker = Linker {
        article,
        prose: &article.prose,
        registry,
        included: Vec::new(),
        excluded: Vec::new(),
        introduced: Vec::new(),
        namesakes: Vec::new(),
        people: Vec::new(),
        capitals: blocks_in_capitals(&article.prose),
        linked: Linked::default(),
    };
    linker.read_choice();
    let found = linker.find();
    linker.introduce(&found);
    found.iter().for_each(|name| linker.judge(name));
    linker.add_acronyms();
    linker.add_written();
    let mut linked = linker.linked;
    linked.mentions.sort_by_key(|mention| mention.span);
    linked.refusals.sort_by_key(|refusal| refusal.span);
    linked.presences = presences(article, &linked.mentions);
    linked
}

fn blocks_in_capitals(prose: &Prose) -> Vec<bool> {
    let blocks = prose.blocks.iter();
    blocks.map(|block| !prose.slice(block.span).contains(char::is_lowercase)).collect()
}

/// A name found in the text: the longest at its place.
struct Found {
    span: Span,
    aliases: Vec<AliasId>,
}

struct Linker<'a> {
    article: &'a Article,
    prose: &'a Prose,
    registry: &'a Registry,
    included: Vec<ActorId>,
    excluded: Vec<ActorId>,
    /// Actors that a strong name of theirs alone has named, each with the first place in the body.
    introduced: Vec<(ActorId, u32)>,
    /// Actors whose surname somebody else has borne so far: `Anton Lavrov`.
    namesakes: Vec<ActorId>,
    /// Names of places that the article uses as names of people.
    people: Vec<String>,
    /// For each block whether it has no small letter.
    capitals: Vec<bool>,
    linked: Linked,
}

impl<'a> Linker<'a> {
    fn read_choice(&mut self) {
        let choice = &self.article.front.actors;
        for (slugs, is_included) in [(&choice.include, true), (&choice.exclude, false)] {
            for slug in slugs {
                match self.registry.resolve(slug) {
                    Some(id) if is_included => self.included.push(id),
                    Some(id) => self.excluded.push(id),
                    None => {
                        let place = Place::file(&self.article.path).narrowed(slug);
                        let message =
                            format!("`actors` names an actor that is not registered: `{slug}`");
                        let problem = Diagnostic::new(Code::UnknownActor, place, message);
                        self.linked.diagnostics.push(problem.hint(self.registry.hint_for(slug)));
                    }
                }
            }
        }
    }

    /// The leftmost, longest names in text that may be searched.
    fn find(&mut self) -> Vec<Found> {
        let occurrences = self.registry.finder().find(&self.prose.text);
        let mut found: Vec<Found> = Vec::new();
        let (mut blocked, mut at) = (Vec::<(ActorId, Span)>::new(), 0);
        let mut idx = 0;
        while idx < occurrences.len() {
            let span = occurrences[idx].span;
            let mut aliases = Vec::new();
            while idx < occurrences.len() && occurrences[idx].span == span {
                aliases.extend_from_slice(self.registry.pattern(occurrences[idx].pattern));
                idx += 1;
            }
            if span.start < at {
                continue;
            }
            aliases.retain(|id| {
                let alias = self.registry.alias(*id);
                if alias.kind == AliasKind::Excluded {
                    blocked.push((alias.actor, span));
                }
                alias.kind != AliasKind::Excluded
            });
            if aliases.is_empty() {
                continue;
            }
            // A phrase that one actor excludes is no generated name of another one, either.
            let is_blocked = |id: &AliasId| {
                let alias = self.registry.alias(*id);
                let mut phrases = blocked.iter().filter(|(_, phrase)| phrase.contains(span));
                phrases.any(|(actor, _)| *actor == alias.actor || alias.kind == AliasKind::Variant)
            };
            if aliases.iter().all(is_blocked) {
                let is_person = self.is_name_of_somebody(span, &aliases);
                let reason =
                    if is_person { Reason::PartOfLongerName } else { Reason::ExcludedPhrase };
                self.linked.refusals.push(self.refusal(span, &aliases, reason));
                continue;
            }
            aliases.retain(|id| !is_blocked(id));
            // `Prince Faisal bin Farhan`: a weak name does not hide a strong one that it only begins.
            let is_strong = |id: &AliasId| self.registry.alias(*id).kind.is_strong();
            let hides_strong = || {
                let inner =
                    occurrences[idx..].iter().take_while(|other| other.span.start < span.end);
                inner
                    .filter(|other| other.span.end > span.end)
                    .any(|other| self.registry.pattern(other.pattern).iter().any(is_strong))
            };
            if !aliases.iter().any(is_strong) && hides_strong() {
                continue;
            }
            if !self.is_searchable(span) {
                self.linked.refusals.push(self.refusal(span, &aliases, Reason::NotText));
                at = span.end;
                continue;
            }
            // Given names before a surname were found on their own first, and may be a part of it.
            let n_parts = found.iter().rev().take_while(|name| self.is_part(name)).count();
            let from = match found.len().checked_sub(n_parts) {
                Some(0) | None => 0,
                Some(n_whole) => found[n_whole - 1].span.end,
            };
            let name = self.with_given_names(Found { span, aliases }, from);
            found.truncate(found.partition_point(|before| before.span.start < name.span.start));
            let at_least = found.last().map_or(0, |before| before.span.end);
            let name = self.with_title(self.with_region(name), at_least);
            at = name.span.end;
            if self.is_part_of_other_name(name.span, &name.aliases)
                || self.opens_longer_name(name.span, &name.aliases)
                || self.is_name_of_somebody(name.span, &name.aliases)
            {
                let refusal = self.refusal(name.span, &name.aliases, Reason::PartOfLongerName);
                self.linked.refusals.push(refusal);
                continue;
            }
            found.push(name);
        }
        found
    }

    /// True for a name that is only a part of names: `Marco`.
    fn is_part(&self, name: &Found) -> bool {
        name.aliases.iter().all(|id| self.registry.alias(*id).kind == AliasKind::Short)
    }

    fn refusal(&self, span: Span, aliases: &[AliasId], reason: Reason) -> Refusal {
        let mut actors: Vec<ActorId> =
            aliases.iter().map(|id| self.registry.alias(*id).actor).collect();
        actors.sort_unstable();
        actors.dedup();
        Refusal { span, actors, reason }
    }

    /// True when searchable pieces cover the whole span.
    fn is_searchable(&self, span: Span) -> bool {
        let pieces = &self.prose.pieces;
        let mut idx = pieces.partition_point(|piece| piece.text.end <= span.start);
        let mut at = span.start;
        while at < span.end {
            match pieces.get(idx) {
                Some(piece) if piece.searchable && piece.text.start <= at => at = piece.text.end,
                _ => return false,
            }
            idx += 1;
        }
        true
    }

    /// Notes the actors that a strong name of theirs alone names.
    fn introduce(&mut self, found: &[Found]) {
        for name in found {
            let aliases = || name.aliases.iter().map(|id| self.registry.alias(*id));
            let mut sure: Vec<&Alias> = aliases().filter(|alias| alias.kind.is_strong()).collect();
            if sure.is_empty() {
                sure = aliases().filter(|alias| alias.kind.is_form()).collect();
            }
            if let [alias] = sure.as_slice() {
                let actor = alias.actor;
                if !self.introduced.iter().any(|(known, _)| *known == actor) {
                    self.introduced.push((actor, name.span.start));
                }
            }
        }
    }

    fn is_person(&self, actor: ActorId) -> bool {
        self.registry.actor(actor).kind == Kind::Person
    }

    fn is_introduced(&self, actor: ActorId, span: Span) -> bool {
        let Some((_, first)) = self.introduced.iter().find(|(known, _)| *known == actor) else {
            return false;
        };
        // Headline, summary and headings may use a short form before the body gives the full one.
        *first < span.start || self.kind_at(span) != BlockKind::Text
    }

    fn kind_at(&self, span: Span) -> BlockKind {
        self.prose.block_at(span.start).map_or(BlockKind::Text, |block| block.kind)
    }

    fn judge(&mut self, name: &Found) {
        let aliases: Vec<(AliasId, &Alias)> = name
            .aliases
            .iter()
            .map(|id| (*id, self.registry.alias(*id)))
            .filter(|(_, alias)| !self.excluded.contains(&alias.actor))
            .collect();
        if aliases.is_empty() {
            self.linked.refusals.push(self.refusal(
                name.span,
                &name.aliases,
                Reason::ExcludedByWriter,
            ));
            return;
        }
        if let Some(reason) = self.reason_against_word(name.span) {
            self.linked.refusals.push(self.refusal(name.span, &name.aliases, reason));
            return;
        }
        let strong: Vec<_> =
            aliases.iter().copied().filter(|(_, alias)| alias.kind.is_strong()).collect();
        if strong.is_empty() {
            self.judge_weak(name, &aliases);
        } else {
            self.judge_strong(name, &aliases, &strong);
        }
    }

    /// Why a name is only a word here: a month, or a word in capitals.
    fn reason_against_word(&self, span: Span) -> Option<Reason> {
        let name = self.prose.slice(span);
        let is_word =
            || is_function_word(name) || name == "IT" || name == "US" && self.is_pronoun(span);
        if is_month(&self.prose.text, span) {
            Some(Reason::Month)
        } else if self.is_in_capitals(span) && is_word() {
            Some(Reason::Word)
        } else {
            None
        }
    }

    /// `TRUST US`, but not `US SENDS AID`, `US-LENIA TALKS` or `THE US`: the pronoun opens no line.
    fn is_pronoun(&self, span: Span) -> bool {
        let line = self.prose.block_at(span.start).map_or(0, |block| block.span.start);
        let is_joined = self.prose.text[span.end as usize..].starts_with('-');
        span.start != line && !is_joined && word_before(&self.prose.text, span.start) != Some("THE")
    }

    fn judge_strong(
        &mut self,
        name: &Found,
        all: &[(AliasId, &Alias)],
        strong: &[(AliasId, &Alias)],
    ) {
        if let [(id, alias)] = strong {
            let (mut chosen, mut rule) = (*id, Rule::Strong);
            if alias.kind == AliasKind::Demonym {
                rule = Rule::Demonym;
            }
            if let Some(government) = self.government(name.span, alias.actor, all) {
                (chosen, rule) = (government, Rule::Metonym);
            }
            // A person introduced in the article may be meant by the surname that is also a place's.
            let person = all.iter().find(|(_, weak)| {
                weak.kind == AliasKind::Surname
                    && self.introduced.iter().any(|(known, _)| *known == weak.actor)
            });
            match person {
                Some((_, person)) => self.refuse_ambiguous(name, &[alias.actor, person.actor]),
                None => {
                    self.mention(name.span, Some(chosen), self.registry.alias(chosen).actor, rule);
                }
            }
            return;
        }
        let wanted = |actor: &ActorId| {
            self.included.contains(actor) || self.introduced.iter().any(|(known, _)| known == actor)
        };
        let chosen: Vec<_> = strong.iter().filter(|(_, alias)| wanted(&alias.actor)).collect();
        match chosen.as_slice() {
            [(id, alias)] => self.mention(name.span, Some(*id), alias.actor, Rule::SharedName),
            _ => {
                let actors: Vec<ActorId> = strong.iter().map(|(_, alias)| alias.actor).collect();
                self.refuse_ambiguous(name, &actors);
            }
        }
    }

    /// The metonym by which a capital's name means its government: the state is named in full, and
    /// the words around do not speak of a place.
    fn government(&self, span: Span, place: ActorId, all: &[(AliasId, &Alias)]) -> Option<AliasId> {
        let place = self.registry.actor(place);
        let stands_for = |alias: &Alias| {
            let actor = self.registry.actor(alias.actor);
            let belongs = place.located_in.as_ref() == Some(&actor.slug)
                || actor.located_in.as_ref() == Some(&place.slug);
            let is_named = self.introduced.iter().any(|(known, _)| *known == alias.actor);
            alias.kind == AliasKind::Metonym && place.kind == Kind::Place && belongs && is_named
        };
        let mut governments = all.iter().filter(|(_, alias)| stands_for(alias));
        let (Some((id, _)), None) = (governments.next(), governments.next()) else { return None };
        (!is_locative(&self.prose.text, span)).then_some(*id)
    }

    fn mention(&mut self, span: Span, alias: Option<AliasId>, actor: ActorId, rule: Rule) {
        let sentence = self.prose.sentence_at(span.start).unwrap_or_default();
        let piece = self.prose.pieces.partition_point(|piece| piece.text.end < span.end);
        let holds = self.prose.pieces.get(piece).is_some_and(|piece| piece.text.contains(span));
        self.linked.mentions.push(Mention {
            actor,
            span,
            sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
            alias,
            rule,
            piece: holds.then(|| u32::try_from(piece).unwrap_or(u32::MAX)),
        });
    }

    /// Adds links in double brackets that lead to actors.
    fn add_written(&mut self) {
        for link in &self.prose.wiki_links {
            if let Some(actor) = self.registry.resolve(link.target.trim()) {
                self.linked.refusals.retain(|refusal| !link.text.contains(refusal.span));
                self.mention(link.text, None, actor, Rule::Written);
                if let Some(mention) = self.linked.mentions.last_mut() {
                    mention.piece = None;
                }
            }
        }
    }
}
