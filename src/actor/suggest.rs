//! What the registry lacks, and what it has too much of.
//!
//! Comes in: linked articles and the registry. Goes out: candidates (proper names that no actor has),
//! near misses of registered names, aliases never seen and actors never named.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{is_capitalised, is_function_word, is_office};
use super::finder::fold;
use super::registry::{AliasKind, Registry};
use super::{ActorId, Kind, Linked, Origin};
use crate::article::{Article, BlockKind};
use crate::path::{Slug, SourcePath};

/// What the registry lacks, and what it has too much of.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Names that no actor has, in most articles first.
    pub candidates: Vec<Candidate>,
    /// Names that look like a registered one.
    pub near_misses: Vec<NearMiss>,
    /// Names in the site's own registry files that no article uses, with their actors.
    pub unseen_aliases: Vec<(ActorId, String)>,
    /// Actors of the site's own files that no article names.
    pub unseen_actors: Vec<ActorId>,
}

/// A proper name that no actor has.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The name.
    pub name: String,
    /// Number of occurrences.
    pub count: usize,
    /// Files that have it.
    pub articles: Vec<SourcePath>,
    /// The first sentence that has it.
    pub sample: String,
    /// What it seems to be.
    pub kind: Kind,
}

/// A name that looks like a registered one.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// The name in the articles.
    pub name: String,
    /// Number of occurrences.
    pub count: usize,
    /// Whose name it resembles.
    pub actor: ActorId,
    /// The name that it resembles.
    pub resembles: String,
}

/// Looks through linked articles for what the registry lacks.
pub fn suggest<'a>(
    articles: impl Iterator<Item = (&'a Article, &'a Linked)>,
    registry: &Registry,
) -> Suggestions {
    let mut seen: BTreeMap<String, Candidate> = BTreeMap::new();
    let mut used_names: BTreeSet<(ActorId, String)> = BTreeSet::new();
    let mut used_actors: BTreeSet<ActorId> = BTreeSet::new();
    for (article, linked) in articles {
        for mention in &linked.mentions {
            used_actors.insert(mention.actor);
            used_names.insert((mention.actor, fold(article.prose.slice(mention.span))));
        }
        for (name, sample, office) in proper_names(article, linked) {
            let candidate = seen.entry(name.clone()).or_insert_with(|| Candidate {
                kind: guessed_kind(&name, office),
                name,
                count: 0,
                articles: Vec::new(),
                sample,
            });
            candidate.count += 1;
            if candidate.articles.last() != Some(&article.path) {
                candidate.articles.push(article.path.clone());
            }
        }
    }
    let mut suggestions = Suggestions::default();
    // A registered name that was not linked (in a link, or refused by a rule) is no candidate.
    seen.retain(|name, _| !registry.knows(name));
    for candidate in seen.into_values() {
        match near_miss(&candidate, registry) {
            Some(near_miss) => suggestions.near_misses.push(near_miss),
            None => suggestions.candidates.push(candidate),
        }
    }
    let by_weight = |a: &Candidate, b: &Candidate| {
        (b.articles.len(), b.count, &a.name).cmp(&(a.articles.len(), a.count, &b.name))
    };
    suggestions.candidates.sort_by(by_weight);
    for (actor, id) in registry.actors().iter().zip(0..).map(|(actor, id)| (actor, ActorId(id))) {
        if !matches!(actor.origin, Origin::File(_)) {
            continue;
        }
        if !used_actors.contains(&id) {
            suggestions.unseen_actors.push(id);
            continue;
        }
        let own = registry.aliases().iter().filter(|alias| {
            alias.actor == id
                && matches!(alias.kind, AliasKind::Alias | AliasKind::Weak | AliasKind::Metonym)
        });
        for alias in own.filter(|alias| !used_names.contains(&(id, fold(&alias.text)))) {
            suggestions.unseen_aliases.push((id, alias.text.clone()));
        }
    }
    suggestions
}

/// The file of a new actor: its path under the project and its text.
pub fn stub(candidate: &Candidate) -> Option<(SourcePath, String)> {
    let slug = Slug::of(&candidate.name)?;
    let path = SourcePath::new(&format!("content/actors/{slug}.md"));
    let name = candidate.name.replace('\\', "\\\\").replace('"', "\\\"");
    Some((path, format!("---\nname: \"{name}\"\nkind: {}\n---\n", candidate.kind.name())))
}

/// Runs of capitalised words that no mention covers, with their sentence and whether an office stands
/// before them. A single word counts only inside a sentence, where its capital means something.
fn proper_names(article: &Article, linked: &Linked) -> Vec<(String, String, bool)> {
    let prose = &article.prose;
    let mut names = Vec::new();
    for sentence in &prose.sentences {
        let kind = prose.block_at(sentence.start).map_or(BlockKind::Text, |block| block.kind);
        if matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Cell) {
            continue;
        }
        let text = prose.slice(*sentence);
        let mut run: Vec<(usize, &str)> = Vec::new();
        let mut office = false;
        let mut words: Vec<(usize, &str)> = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            words.push((at, word));
            at += word.len() + 1;
        }
        words.push((text.len(), ""));
        for (start, raw) in words {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            let lead = raw.find(word).unwrap_or(0);
            let span_start = sentence.start + u32::try_from(start + lead).unwrap_or(0);
            let is_mentioned = linked
                .mentions
                .iter()
                .any(|mention| mention.span.start <= span_start && span_start < mention.span.end);
            let is_name = is_capitalised(word)
                && word.chars().count() > 1
                && !is_mentioned
                && !is_calendar(word);
            let joins = lead == 0 && !run.is_empty();
            if is_name && (run.is_empty() || joins) && !(run.is_empty() && is_function_word(word)) {
                if is_office(word) {
                    office = true;
                    run.clear();
                } else {
                    run.push((start + lead, word));
                }
                let ends = raw[lead + word.len()..]
                    .chars()
                    .next()
                    .is_some_and(|c| !matches!(c, '\'' | '’'));
                if !ends {
                    continue;
                }
            }
            if let (Some((first, _)), Some((last, last_word))) = (run.first(), run.last()) {
                let is_single = run.len() == 1;
                let name = text[*first..*last + last_word.len()]
                    .trim_end_matches("’s")
                    .trim_end_matches("'s");
                if !(is_single && *first == 0) {
                    names.push((name.to_owned(), text.to_owned(), office));
                }
            }
            run.clear();
            office = is_office(word);
        }
    }
    names
}

fn is_calendar(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ];
    WORDS.contains(&word)
}

fn guessed_kind(name: &str, behind_office: bool) -> Kind {
    const BODIES: &[&str] = &[
        "Ministry",
        "Council",
        "Commission",
        "Committee",
        "Agency",
        "Bank",
        "Fund",
        "Union",
        "Party",
        "Court",
        "Parliament",
        "Inc",
        "Ltd",
        "Corp",
        "Company",
        "Group",
        "Organisation",
        "Organization",
        "Institute",
        "University",
        "Association",
        "Office",
        "Department",
        "Service",
        "Forum",
        "Conference",
        "Alliance",
        "Authority",
    ];
    const PLACES: &[&str] = &[
        "Sea", "River", "Palace", "Province", "Region", "Island", "Islands", "City", "Airport",
        "Strait", "Oblast", "Street",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.trim_end_matches('.')));
    if has(BODIES) || words.len() == 1 && name.chars().all(char::is_uppercase) {
        Kind::Organisation
    } else if has(PLACES) {
        Kind::Place
    } else if behind_office || (2..=3).contains(&words.len()) {
        Kind::Person
    } else {
        Kind::Place
    }
}

/// A registered name that is spelt almost like a candidate: one or two letters apart.
fn near_miss(candidate: &Candidate, registry: &Registry) -> Option<NearMiss> {
    let name = fold(&candidate.name);
    let n_chars = name.chars().count();
    if n_chars < 6 {
        return None;
    }
    let allowed = if n_chars < 9 { 1 } else { 2 };
    let near = registry.aliases().iter().filter(|alias| {
        let distance = alias.text.chars().count().abs_diff(n_chars);
        alias.kind != AliasKind::Excluded
            && distance <= allowed
            && alias.text.chars().next() == name.chars().next()
    });
    let (_, alias) = near
        .map(|alias| (strsim::levenshtein(&fold(&alias.text), &name), alias))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)?;
    Some(NearMiss {
        name: candidate.name.clone(),
        count: candidate.count,
        actor: alias.actor,
        resembles: alias.text.clone(),
    })
}
