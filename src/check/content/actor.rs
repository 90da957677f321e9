//! Actors that may be one, and names that nobody uses.

use std::collections::{BTreeMap, HashMap};

use crate::actor::{Actor, ActorId, Kind, Origin, unseen};
use crate::article::Article;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::pipeline::Build;
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut found = similar(build);
    found.extend(unused(build, snapshot));
    found
}

/// Actors of one kind whose names differ in spelling only.
fn similar(build: &Build) -> Vec<Diagnostic> {
    let mut by_sound: HashMap<(Kind, String), &Actor> = HashMap::new();
    let actors = build.plan.site.registry.actors().iter();
    let told = actors.filter_map(|actor| {
        let sound = sound(&actor.name);
        let other = *by_sound.entry((actor.kind, sound)).or_insert(actor);
        // One name of two actors is told of when the registry is read.
        if other.slug == actor.slug || other.name == actor.name || are_told_apart(actor, other) {
            return None;
        }
        let (own, other) = match (&actor.origin, &other.origin) {
            (Origin::File(_), _) => (actor, other),
            (_, Origin::File(_)) => (other, actor),
            (Origin::Pack, Origin::Pack) => return None,
        };
        let message = format!(
            "`{}` and `{}` differ in spelling only: `{}`, `{}`",
            own.name, other.name, own.slug, other.slug
        );
        let told = Diagnostic::new(Code::SimilarActors, place(own)?, message).hint(format!(
            "if they are one, keep one file and make the other name an alias; if they are two, \
                 write `match: {{exclude: [{}]}}`",
            other.name
        ));
        Some(match place(other) {
            Some(place) => told.related(place, "the other one"),
            None => told,
        })
    });
    told.collect()
}

fn place(actor: &Actor) -> Option<Place> {
    match &actor.origin {
        Origin::File(place) => Some(place.clone()),
        Origin::Pack => None,
    }
}

/// Whether a writer has said that two actors are not one: by a phrase that does not mean the one, or by
/// two items of Wikidata.
fn are_told_apart(one: &Actor, two: &Actor) -> bool {
    let items = one.links.wikidata.as_ref().zip(two.links.wikidata.as_ref());
    items.is_some_and(|(own, other)| own != other)
        || one.exclude.contains(&two.name)
        || two.exclude.contains(&one.name)
}

/// The letters of a name as far as ways of writing it in Latin letters agree: without marks, signs and
/// doubled letters, `y` and `j` as `i`, and what else transcriptions differ in.
fn sound(name: &str) -> String {
    let letters = deunicode::deunicode(name).to_lowercase();
    letters.split(|c: char| !c.is_alphanumeric()).map(sound_of_word).collect()
}

fn sound_of_word(word: &str) -> String {
    // `Jan` and `Ian` are two names, and so are `Wu` and `Vu`.
    let (start, rest) = word.split_at(usize::from(word.starts_with(['j', 'w'])));
    let mut rest = rest.to_owned();
    for (written, read) in [
        ("shch", "sch"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck", "k"),
        ("ts", "z"),
        ("tz", "z"),
        ("ye", "e"),
        ("yo", "io"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
    ] {
        rest = rest.replace(written, read);
    }
    let letters = [start, &rest].concat();
    // In a short name each letter tells: `Lee` is not `Le`.
    if word.chars().count() <= 3 {
        return letters;
    }
    let mut sound = String::with_capacity(letters.len());
    for letter in letters.chars() {
        if !sound.ends_with(letter) || letter.is_ascii_digit() {
            sound.push(letter);
        }
    }
    sound
}

/// Names that the site's own files give an actor, and that are in no article, drafts included.
fn unused(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let site = &build.plan.site;
    let entries = site.articles.iter();
    let articles: Vec<_> = entries.map(|entry| (&*entry.article, &*entry.linked)).collect();
    let mut by_actor: BTreeMap<ActorId, Vec<String>> = BTreeMap::new();
    for (actor, alias) in unseen(&articles, &site.registry).1 {
        // What a pack gives is not in the file, and a name of a draft will be used.
        let is_written = site.actor(actor).file().is_some_and(|path| {
            let text = snapshot.source(path).and_then(|source| source.text.as_deref().ok());
            text.is_some_and(|text| text.contains(&alias))
        });
        let in_draft =
            |(article, _): &(std::sync::Arc<Article>, _)| article.prose.text.contains(&alias);
        if is_written && !build.held_back.iter().any(in_draft) {
            by_actor.entry(actor).or_default().push(alias);
        }
    }
    let told = by_actor.into_iter().filter_map(|(id, aliases)| {
        let actor = site.actor(id);
        let names: Vec<String> = aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let message = format!("no article calls `{}` by {}", actor.name, names.join(", "));
        Some(
            Diagnostic::new(Code::UnusedAlias, place(actor)?, message)
                .hint("take them out, unless articles to come will use them"),
        )
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcriptions_of_one_name_sound_alike() {
        for (one, two) in [
            ("Volodymyr Halenskyy", "Volodymyr Halensky"),
            ("Andriy Melnik", "Andrii Melnyk"),
            ("Sergei Kharitonov", "Sergey Haritonov"),
            ("José Álvarez", "Jose Alvarez"),
            ("Al-Noor Party", "Al Noor Party"),
            ("Sergej Kowal", "Sergei Koval"),
        ] {
            assert_eq!(sound(one), sound(two), "{one}, {two}");
        }
        for (one, two) in [
            ("John Smith", "Joan Smith"),
            ("Maria Lund", "Marie Lund"),
            ("G7", "G77"),
            ("Jan Novak", "Ian Novak"),
            ("Bruce Lee", "Bruce Le"),
            ("Wu Min", "Vu Min"),
        ] {
            assert_ne!(sound(one), sound(two), "{one}, {two}");
        }
    }
}
