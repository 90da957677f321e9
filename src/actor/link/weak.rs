//! Whom a name means that is no proof on its own.
//!
//! Comes in: a name in the text of which no actor is the sure owner. Goes out: a mention, or a refusal with its
//! reason. Always holds: what the article says outweighs what only the registry says; two actors of one weight
//! are never guessed between.

use super::super::ActorId;
use super::super::mention::{Reason, Rule};
use super::super::registry::{Alias, AliasId, AliasKind};
use super::{Found, Linker};
use crate::article::Span;

/// How much speaks for an actor, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// The front matter names it, or the article names it in full and it has the name or surname.
    Named,
    /// The article names it in full, and this is a part of its name.
    Part,
    /// The article names it in full, and the word may stand for it.
    Metonym,
    /// It is a form of its name; the article need not name it otherwise.
    Form,
}

impl Linker<'_> {
    pub(super) fn judge_weak(&mut self, name: &Found, aliases: &[(AliasId, &Alias)]) {
        let span = name.span;
        let is_part = |alias: &Alias| {
            matches!(alias.kind, AliasKind::Surname)
                || alias.kind == AliasKind::Short && self.is_person(alias.actor)
        };
        if aliases.iter().any(|(_, alias)| is_part(alias))
            && let Some(reason) = self.reason_against_surname(span, aliases)
        {
            self.linked.refusals.push(self.refusal(span, &name.aliases, reason));
            return;
        }
        let is_generated =
            |alias: &Alias| matches!(alias.kind, AliasKind::Short | AliasKind::Variant);
        // `Saudi` begins the name of its state, and is an adjective: `Saudi Crown Prince`.
        let is_adjective = |alias: &Alias| {
            alias.kind == AliasKind::Variant
                && self.registry.is_state(&self.registry.actor(alias.actor).name)
        };
        let is_head = aliases
            .iter()
            .all(|(_, alias)| is_generated(alias) && self.is_head(alias) && !is_adjective(alias));
        if is_head && self.is_before_name(span) {
            let refusal = self.refusal(span, &name.aliases, Reason::PartOfLongerName);
            self.linked.refusals.push(refusal);
            return;
        }
        let mut allowed: Vec<(Weight, AliasId, ActorId, Rule)> = aliases
            .iter()
            .filter_map(|(id, alias)| {
                let (weight, rule) = self.weight(alias, span)?;
                Some((weight, *id, alias.actor, rule))
            })
            .collect();
        let most = allowed.iter().map(|(weight, ..)| *weight).min();
        allowed.retain(|(weight, ..)| Some(*weight) == most);
        match allowed.as_slice() {
            [(_, id, actor, rule)] => self.mention(span, Some(*id), *actor, *rule),
            [] => match self.sole_surname(span, aliases) {
                Some((id, actor, rule)) => self.mention(span, Some(id), actor, rule),
                None => {
                    let refusal = self.refusal(span, &name.aliases, Reason::NotIntroduced);
                    self.linked.refusals.push(refusal);
                }
            },
            _ => {
                let actors: Vec<ActorId> = allowed.iter().map(|(_, _, actor, _)| *actor).collect();
                self.refuse_ambiguous(name, &actors);
            }
        }
    }

    /// True for a name that is the beginning of the actor's whole one: `Harrow` for `Harrow Motors`.
    pub(super) fn is_head(&self, alias: &Alias) -> bool {
        let name = &self.registry.actor(alias.actor).name;
        name.strip_prefix(&alias.text).is_some_and(|rest| rest.starts_with([' ', ',']))
    }

    fn weight(&self, alias: &Alias, span: Span) -> Option<(Weight, Rule)> {
        if self.included.contains(&alias.actor) {
            return Some((Weight::Named, Rule::FrontMatter));
        }
        let is_introduced = self.is_introduced(alias.actor, span);
        match alias.kind {
            kind if kind.is_form() => {
                Some((if is_introduced { Weight::Named } else { Weight::Form }, Rule::Variant))
            }
            _ if !is_introduced => None,
            AliasKind::Metonym => Some((Weight::Metonym, Rule::Metonym)),
            AliasKind::Short => Some((Weight::Part, Rule::Introduced)),
            _ => Some((Weight::Named, Rule::Introduced)),
        }
    }
}
