//! The full name behind each name of an article.
//!
//! Comes in: the names found, in order. Goes out: for each the full name that the article has for it, and how the
//! two are related. Always holds: a short form that two names share stays a name of its own.

use std::collections::HashMap;

use super::super::{Kind, acronym, surname};
use super::hint::Hint;
use super::word::{RANKS, lists};
use super::world::World;
use super::{Form, Found};

/// The full name for each name, and how it is related to it.
pub(super) fn names(text: &str, found: &[Found], world: &World) -> Vec<(String, Form)> {
    let bare: Vec<&str> =
        found.iter().map(|found| without_rank(&text[found.part.span.range()])).collect();
    let mut index = Index::default();
    for (Found { part, .. }, name) in found.iter().zip(&bare) {
        index.add(name, part.hint);
        if part.hint != Hint::Clear(Kind::Person)
            && let Some(short) = acronym::defined_after(text, part.span)
        {
            index.acronyms.entry(&text[short.range()]).or_insert(name);
        }
    }
    let full = found.iter().zip(&bare).map(|(Found { part, .. }, name)| {
        let written = &text[part.span.range()];
        if part.hint == Hint::People {
            let place = world.place_of(name).unwrap_or(name);
            return (place.to_owned(), Form::People);
        }
        if let Some((full, form)) = index.full_name(name) {
            return (full.to_owned(), form);
        }
        ((*name).to_owned(), if written == *name { Form::Full } else { Form::Variant })
    });
    full.collect()
}

/// `Anna Berg` of `Colonel Anna Berg`.
pub(super) fn without_rank(name: &str) -> &str {
    let mut rest = name;
    while let Some((word, behind)) = rest.split_once(' ') {
        if !lists(RANKS, word.trim_end_matches('.')) || behind.starts_with("of ") {
            break;
        }
        rest = behind;
    }
    // `King George IV` keeps its rank, `Pope Paul` too: one given name alone says little.
    let is_regnal = |word: &str| {
        matches!(
            word,
            "King"
                | "Queen"
                | "Pope"
                | "Emperor"
                | "Empress"
                | "Saint"
                | "Prince"
                | "Princess"
                | "Tsar"
                | "Sultan"
        )
    };
    if name.split(' ').next().is_some_and(is_regnal) { name } else { rest }
}

/// Full names by their parts. A part that two names share leads to none of them.
#[derive(Default)]
struct Index<'a> {
    parts: HashMap<&'a str, Option<&'a str>>,
    acronyms: HashMap<&'a str, &'a str>,
    /// Persons by first and last word.
    persons: HashMap<(&'a str, &'a str), &'a str>,
    initials: HashMap<(char, &'a str), Option<&'a str>>,
}

impl<'a> Index<'a> {
    fn add(&mut self, name: &'a str, hint: Hint) {
        if let Some((place, _)) = name.split_once(", ") {
            self.add_part(place, name);
            return;
        }
        let Some((first, _)) = name.split_once(' ') else { return };
        match hint {
            Hint::Clear(Kind::Person) | Hint::None => {
                let Some(last) = surname::surname(name) else { return };
                let initial = first.chars().next().unwrap_or_default();
                if first.ends_with('.') {
                    return;
                }
                let name = *self.persons.entry((first, last)).or_insert(name);
                self.add_part(last, name);
                if hint == Hint::Clear(Kind::Person) {
                    self.add_part(first, name);
                }
                let entry = self.initials.entry((initial, last)).or_insert(Some(name));
                if *entry != Some(name) {
                    *entry = None;
                }
            }
            Hint::Clear(_) => {
                for preposition in [" of ", " for "] {
                    if let Some((head, _)) =
                        name.split_once(preposition).filter(|(head, _)| head.contains(' '))
                    {
                        self.add_part(head, name);
                    }
                }
            }
            Hint::People | Hint::Thing => {}
        }
    }

    fn add_part(&mut self, part: &'a str, name: &'a str) {
        let entry = self.parts.entry(part).or_insert(Some(name));
        if *entry != Some(name) {
            *entry = None;
        }
    }

    fn full_name(&self, name: &str) -> Option<(&'a str, Form)> {
        if let Some(full) = self.acronyms.get(name) {
            return Some((full, Form::Acronym));
        }
        if let Some(Some(full)) = self.parts.get(name) {
            return Some((full, Form::Short));
        }
        let (first, _) = name.split_once(' ')?;
        let last = surname::surname(name)?;
        if first.ends_with('.') {
            let initial = first.chars().next()?;
            let full = (*self.initials.get(&(initial, last))?)?;
            return Some((full, Form::Variant));
        }
        let full = *self.persons.get(&(first, last))?;
        (full != name).then_some((full, Form::Variant))
    }
}
