//! Which names mean one candidate: `Anna Berg`, `Berg`, `Minister Anna Berg`, `A. Berg`.
//!
//! Comes in: names with their counts and guessed kinds. Goes out: for each name the one under which it is listed.
//! Always holds: a form joins a fuller one only where a single one fits; nothing is guessed between two.

use std::collections::BTreeMap;

use super::super::Kind;
use super::super::surname::surname;
use super::super::word::{HONORIFICS, lists};

/// For each short form the fuller name that it belongs to. Names that are in no entry stand for themselves.
pub(super) fn fuller_names(names: &BTreeMap<String, Kind>) -> BTreeMap<String, String> {
    let mut fuller: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, kind) in names {
        for form in short_forms(name, *kind) {
            if let Some((known, form_kind)) = names.get_key_value(&form)
                && known != name
                && may_join(*form_kind, *kind, known)
            {
                fuller.entry(known).or_default().push(name);
            }
        }
    }
    // Of `A. Berg` and `Anna Berg` the first is a form of the second, so that `Berg` has one fuller name.
    let fullest_of = |names: &[&str]| -> Vec<String> {
        let is_form = |name: &&&str| {
            fuller
                .get(**name)
                .is_some_and(|others| others.iter().any(|other| names.contains(other)))
        };
        names.iter().filter(|name| !is_form(name)).map(|name| (*name).to_owned()).collect()
    };
    let single: BTreeMap<&str, String> = fuller
        .iter()
        .filter_map(|(form, names)| match fullest_of(names).as_mut_slice() {
            [only] => Some((*form, std::mem::take(only))),
            _ => None,
        })
        .collect();
    // A form of a form is one of the fullest: `Berg`, `A. Berg`, `Anna Berg`.
    let fullest = |form: &str| {
        let mut name = form;
        for _ in 0..names.len().min(8) {
            match single.get(name) {
                Some(next) => name = next,
                None => break,
            }
        }
        name.to_owned()
    };
    single.keys().map(|form| ((*form).to_owned(), fullest(form))).collect()
}

/// A guess may be wrong for a single word, but not for a form that says what it is.
fn may_join(form: Kind, name: Kind, text: &str) -> bool {
    form == name || !text.contains(' ')
}

/// The forms under which a name may be met, too; not all of them need to occur.
fn short_forms(name: &str, kind: Kind) -> Vec<String> {
    let mut forms = Vec::new();
    if let Some(rest) = name.strip_prefix("The ") {
        forms.push(rest.to_owned());
    }
    if let Some((place, _)) = name.split_once(", ") {
        forms.push(place.to_owned());
    }
    if kind == Kind::Person {
        let plain = without_ranks(name);
        if let Some(surname) = surname(plain) {
            let given = plain[..plain.len() - surname.len()].trim();
            forms.push(surname.to_owned());
            if let Some(first) = given.split(' ').next().filter(|first| !first.is_empty()) {
                let initial: String = first.chars().take(1).collect();
                forms.push(first.to_owned());
                forms.push(format!("{initial}. {surname}"));
                forms.push(format!("{first} {surname}"));
            }
        }
        let ranks = [
            "General", "Gen.", "Dr.", "Colonel", "Prince", "King", "Queen", "Sheikh", "Pope",
            "Sir", "Captain",
        ];
        let plain_forms = forms.clone();
        for form in plain_forms.iter().map(String::as_str).chain([plain]) {
            forms.extend(ranks.iter().map(|rank| format!("{rank} {form}")));
        }
        forms.push(plain.to_owned());
    } else {
        forms.extend(initials(name));
        // `Harrow` for `Harrow Institute` is too short to be sure; `Roe Group` for `Roe Group Inc.` is not.
        for suffix in [
            " Inc.", " Inc", ", Inc.", " Ltd", " Ltd.", " Corp.", " Corp", " LLC", " PLC",
            " Company",
        ] {
            forms.extend(name.strip_suffix(suffix).map(str::to_owned));
        }
    }
    forms.retain(|form| form != name && form.chars().count() > 1);
    forms.sort();
    forms.dedup();
    forms
}

/// A name without the ranks before it.
fn without_ranks(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest))
            if lists(HONORIFICS, first.trim_end_matches('.')) && rest.contains(' ') =>
        {
            without_ranks(rest)
        }
        _ => name,
    }
}

/// The initials of a body of three words or more: `HIP` for `Harrow Institute for Peace`, with and without its
/// small words.
fn initials(name: &str) -> Vec<String> {
    let of = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let capitals = of(&mut name.split([' ', '-']).filter(is_capital));
    let all = of(&mut name.split([' ', '-']).filter(|word| *word != "the"));
    [capitals, all].into_iter().filter(|letters| letters.chars().count() > 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_belongs_to_the_one_fuller_name_that_it_fits() {
        let check = |names: &[(&str, Kind)], expected: &[(&str, &str)]| {
            let named = names.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
            let found = fuller_names(&named);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(form, name)| (form.as_str(), name.as_str())).collect();
            assert_eq!(found, expected, "{names:?}");
        };
        use Kind::{Organisation, Person, Place};
        check(&[("Anna Berg", Person), ("Berg", Place)], &[("Berg", "Anna Berg")]);
        check(
            &[("Anna Berg", Person), ("A. Berg", Person), ("General Berg", Person)],
            &[("A. Berg", "Anna Berg"), ("General Berg", "Anna Berg")],
        );
        check(&[("Anna Berg", Person), ("Otto Berg", Person), ("Berg", Person)], &[]);
        check(
            &[("Harrow Institute for Peace", Organisation), ("HIP", Organisation)],
            &[("HIP", "Harrow Institute for Peace")],
        );
        check(
            &[("The Harrow Institute", Organisation), ("Harrow Institute", Organisation)],
            &[("Harrow Institute", "The Harrow Institute")],
        );
        check(&[("Tarn, Ohio", Place), ("Tarn", Place)], &[("Tarn", "Tarn, Ohio")]);
        check(&[("Roe Corp.", Organisation), ("Roe", Place)], &[("Roe", "Roe Corp.")]);
        check(&[("Tarn", Place), ("Lenia", Place)], &[]);
    }
}
