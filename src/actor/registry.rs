//! All actors known to a site.
//!
//! Comes in: packs and files. Goes out: `Registry`: actors by slug and by name, and a finder of all
//! their names. Always holds: slugs are unique; a file completes the pack's actor of its slug.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::file::{self, Entry};
use super::finder::{Finder, fold};
use super::name::{known_actors, names, namesakes};
use super::{Actor, ActorId, Case, Kind, Origin, pack};
use crate::article::Reading;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::Slug;
use crate::source::Source;
use crate::yaml::nearest;

/// All actors known to a site.
pub struct Registry {
    actors: Vec<Actor>,
    aliases: Vec<Alias>,
    /// For each pattern of the finder the aliases that it stands for.
    patterns: Vec<Vec<AliasId>>,
    by_name: BTreeMap<String, u32>,
    finder: Finder,
    /// Names of states, also where their pack is switched off.
    states: BTreeSet<String>,
    fingerprint: u128,
}

/// The place of an alias in its registry.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode,
)]
pub struct AliasId(pub u32);

/// A name of an actor.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The name as it is written in the registry, or generated.
    pub text: String,
    /// Whose name it is.
    pub actor: ActorId,
    /// What kind of name it is.
    pub kind: AliasKind,
}

/// The kinds of alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AliasKind {
    /// The main name.
    Name,
    /// Another strong name.
    Alias,
    /// An adjective or people.
    Demonym,
    /// The generated surname of a person.
    Surname,
    /// A weak name from the registry.
    Weak,
    /// A generated form of the whole name, or what a built-in state of this name is called.
    Variant,
    /// A generated part of the name: a given name, the head of a company's name.
    Short,
    /// The generated initials of a body.
    Initials,
    /// A name that stands for the actor.
    Metonym,
    /// A phrase that is *not* the actor.
    Excluded,
}

impl AliasKind {
    /// True for generated names that stand for a whole one.
    pub(super) fn is_form(self) -> bool {
        matches!(self, AliasKind::Variant | AliasKind::Initials)
    }

    /// True for names that are proof on their own.
    pub fn is_strong(self) -> bool {
        matches!(self, AliasKind::Name | AliasKind::Alias | AliasKind::Demonym)
    }
}

impl Registry {
    /// Reads the registry of a site.
    pub fn read<'a>(
        config: &Config,
        files: impl Iterator<Item = &'a Source>,
        reading: &Reading,
    ) -> (Self, Vec<Diagnostic>) {
        let files: Vec<&Source> = files.collect();
        let (packs, read): (Vec<_>, Vec<_>) = rayon::join(
            || config.packs.par_iter().map(|pack| pack::entries(*pack)).collect(),
            || files.par_iter().map(|source| file::read(source, reading)).collect(),
        );
        let mut diagnostics = Vec::new();
        let mut actors: BTreeMap<Slug, Actor> = BTreeMap::new();
        for entry in packs.into_iter().flatten() {
            let slug = entry.slug.clone();
            actors.insert(slug, entry.complete(None, Origin::Pack));
        }
        let mut references: Vec<(Place, String, Slug)> = Vec::new();
        let mut hasher = Xxh3::new();
        hasher.update(format!("{:?}", config.packs).as_bytes());
        for (source, (entries, found)) in files.iter().zip(read) {
            hasher.update(source.path.as_str().as_bytes());
            hasher.update(&source.hash.to_le_bytes());
            diagnostics.extend(found);
            for entry in entries {
                let named = entry.references().into_iter();
                references.extend(named.map(|slug| (entry.place.clone(), entry.name(), slug)));
                add(entry, &mut actors, &mut diagnostics);
            }
        }
        let known = known_actors(config);
        let registry = Self::of(actors.into_values().collect(), &known, hasher.digest128());
        diagnostics.extend(registry.unknown_references(&references));
        diagnostics.extend(registry.shared_names());
        (registry, diagnostics)
    }

    fn of(actors: Vec<Actor>, known: &[Actor], fingerprint: u128) -> Self {
        let namesakes = namesakes(&actors, known);
        let mut registry = Self {
            aliases: Vec::new(),
            patterns: Vec::new(),
            by_name: BTreeMap::new(),
            finder: Finder::new(&[]),
            states: BTreeSet::new(),
            fingerprint,
            actors,
        };
        let is_state = |actor: &&Actor| actor.kind == Kind::State;
        let states = registry.actors.iter().chain(known).filter(is_state);
        let of_states = states.flat_map(|state| [&state.name].into_iter().chain(&state.aliases));
        registry.states = of_states.cloned().collect();
        let mut patterns: Vec<(String, Case)> = Vec::new();
        let mut index: BTreeMap<(String, bool), u32> = BTreeMap::new();
        for (actor, id) in registry.actors.iter().zip(0..) {
            let namesake = namesakes.get(&ActorId(id)).copied();
            for (text, kind) in names(actor, namesake) {
                let folded = fold(&text);
                if folded.is_empty() {
                    continue;
                }
                let alias_id = AliasId(u32::try_from(registry.aliases.len()).unwrap_or(u32::MAX));
                let next = u32::try_from(patterns.len()).unwrap_or(u32::MAX);
                let pattern =
                    *index.entry((folded.clone(), actor.case == Case::Ignore)).or_insert(next);
                if pattern == next {
                    patterns.push((folded.clone(), actor.case));
                    registry.patterns.push(Vec::new());
                    registry.by_name.entry(folded).or_insert(next);
                }
                let known = &mut registry.patterns[pattern as usize];
                // One name may be listed twice, say as alias and as demonym: the first counts.
                if known.iter().any(|known| registry.aliases[known.0 as usize].actor == ActorId(id))
                {
                    continue;
                }
                known.push(alias_id);
                registry.aliases.push(Alias { text, actor: ActorId(id), kind });
            }
        }
        registry.finder = Finder::new(&patterns);
        registry
    }

    /// All actors, by slug.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// An actor of this registry.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// The actor of a slug.
    pub fn by_slug(&self, slug: &str) -> Option<ActorId> {
        let idx = self.actors.binary_search_by(|actor| actor.slug.as_str().cmp(slug)).ok()?;
        Some(ActorId(u32::try_from(idx).ok()?))
    }

    /// The actor of a slug, or the only one of a name.
    pub fn resolve(&self, name: &str) -> Option<ActorId> {
        if let Some(id) = self.by_slug(name) {
            return Some(id);
        }
        let pattern = *self.by_name.get(&fold(name))?;
        let mut actors: Vec<(bool, ActorId)> = self.patterns[pattern as usize]
            .iter()
            .map(|id| self.alias(*id))
            .filter(|alias| alias.kind != AliasKind::Excluded)
            .map(|alias| (!alias.kind.is_strong(), alias.actor))
            .collect();
        actors.sort_unstable();
        match actors.as_slice() {
            [(_, only)] => Some(*only),
            [(weak, first), (next_weak, _), ..] if weak != next_weak => Some(*first),
            _ => None,
        }
    }

    /// True when an actor has the name, strong or weak.
    pub fn knows(&self, name: &str) -> bool {
        self.by_name.contains_key(&fold(name))
    }

    /// True for a name of a state, whether it is registered or not.
    pub(super) fn is_state(&self, name: &str) -> bool {
        self.states.contains(name)
    }

    /// A name of this registry.
    pub fn alias(&self, id: AliasId) -> &Alias {
        &self.aliases[id.0 as usize]
    }

    /// The main name of an actor: its first, and names stand in the order of their actors.
    pub(super) fn main_alias(&self, actor: ActorId) -> AliasId {
        let first = self.aliases.partition_point(|alias| alias.actor < actor);
        AliasId(u32::try_from(first).unwrap_or(u32::MAX))
    }

    /// All names.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// Fingerprint of all that the registry was read from.
    pub fn fingerprint(&self) -> u128 {
        self.fingerprint
    }

    pub(super) fn finder(&self) -> &Finder {
        &self.finder
    }

    pub(super) fn pattern(&self, pattern: u32) -> &[AliasId] {
        &self.patterns[pattern as usize]
    }

    /// Diagnostics for slugs that files name and no actor has. What an actor has from a pack is
    /// not looked at: it is not the writer's, and the other pack may be switched off.
    fn unknown_references(&self, references: &[(Place, String, Slug)]) -> Vec<Diagnostic> {
        let unknown =
            || references.iter().filter(|(.., slug)| self.by_slug(slug.as_str()).is_none());
        let mut hints: BTreeMap<&Slug, String> = BTreeMap::new();
        for (.., slug) in unknown() {
            if hints.len() == MAX_HINTS {
                break;
            }
            hints.entry(slug).or_insert_with(|| self.hint_for(slug.as_str()));
        }
        let diagnostic = |(place, name, slug): &(Place, String, Slug)| {
            let message = format!("`{name}` names an actor that is not registered: `{slug}`");
            let hint = hints.get(slug).cloned().unwrap_or_else(|| add_a_file(slug.as_str()));
            Diagnostic::new(Code::UnknownActor, place.clone(), message).hint(hint)
        };
        unknown().map(diagnostic).collect()
    }

    /// What to do about a slug that no actor has.
    pub fn hint_for(&self, slug: &str) -> String {
        match nearest(slug, self.actors.iter().map(|actor| actor.slug.as_str())) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => add_a_file(slug),
        }
    }

    /// Diagnostics for strong names that two actors of the site's own files have.
    fn shared_names(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for pattern in &self.patterns {
            let strong =
                pattern.iter().map(|id| self.alias(*id)).filter(|alias| alias.kind.is_strong());
            let owners: Vec<&Alias> = strong.collect();
            let [first, others @ ..] = owners.as_slice() else { continue };
            for other in others {
                let (one, two) = (self.actor(first.actor), self.actor(other.actor));
                let place = match (&two.origin, &one.origin) {
                    (Origin::File(place), _) | (_, Origin::File(place)) => place.clone(),
                    _ => continue,
                };
                let message =
                    format!("`{}` is a name of `{}` and of `{}`", other.text, one.slug, two.slug);
                diagnostics.push(
                    Diagnostic::new(Code::SharedName, place, message)
                        .hint("make it a weak alias of the one that is meant less often"),
                );
            }
        }
        diagnostics
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Registry of {} actors", self.actors.len())
    }
}

/// For so many slugs without an actor the nearest one is looked up; it takes a look at all actors.
const MAX_HINTS: usize = 100;

fn add_a_file(slug: &str) -> String {
    format!("add a file `content/actors/{slug}.md`")
}

fn add(entry: Entry, actors: &mut BTreeMap<Slug, Actor>, diagnostics: &mut Vec<Diagnostic>) {
    let slug = entry.slug.clone();
    let place = entry.place.clone();
    let base = match actors.remove(&slug) {
        Some(Actor { origin: Origin::File(other), .. }) => {
            let message = format!("two files describe the actor `{slug}`");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateActor, place.clone(), message)
                    .hint("keep one, or give one of them another `slug`")
                    .related(other, "the other one stands here"),
            );
            None
        }
        base => base,
    };
    actors.insert(slug, entry.complete(base, Origin::File(place)));
}
