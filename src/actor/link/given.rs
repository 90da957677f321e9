//! Whose name a surname is the end of, by the words before it.
//!
//! Comes in: a surname in the text and the persons who bear it. Goes out: the span of the whole name, where what
//! stands before the surname is a form of one bearer's given names: `Donald J. Trump`, `G. Ferrand`,
//! `J.B. Priestley`, `Augustus Gregory` for `Augustus Charles Gregory`. Always holds: a given name is never
//! taken for another one; where two bearers fit, none is chosen.

use super::super::ActorId;
use super::super::context::{is_capitalised, is_office};
use super::super::registry::{Alias, AliasId, AliasKind};
use super::super::surname::surname;
use super::{Found, Linker};
use crate::article::Span;

/// At most this many words before a surname are looked at.
const MAX_GIVEN: usize = 4;

impl Linker<'_> {
    /// The name with what stands before it, from byte `from` of the text on.
    pub(super) fn with_given_names(&self, found: Found, from: u32) -> Found {
        let Found { span, ref aliases } = found;
        let before = &self.prose.text[from as usize..span.start as usize];
        let words = words_before(before);
        if words.is_empty() {
            return found;
        }
        let bearers: Vec<ActorId> = aliases
            .iter()
            .map(|id| self.registry.alias(*id))
            .filter(|alias| self.is_surname_like(alias))
            .map(|alias| alias.actor)
            .collect();
        // `T. Alp Ikizler`: an initial before the whole name belongs to it.
        let is_whole = |id: &AliasId| {
            let alias = self.registry.alias(*id);
            alias.kind.is_strong() && self.is_person(alias.actor)
        };
        if bearers.is_empty() && aliases.len() == 1 && aliases.iter().all(is_whole) {
            let (at, word) = words[0];
            let wider = Span { start: from + offset(at), ..span };
            let belongs = is_initials(word) && self.is_searchable(wider);
            return if belongs { Found { span: wider, ..found } } else { found };
        }
        for n_words in (1..=words.len()).rev() {
            let given: Vec<&str> = words[..n_words].iter().rev().map(|(_, word)| *word).collect();
            let fits = |actor: &ActorId| {
                let name = &self.registry.actor(*actor).name;
                surname(name).is_some_and(|surname| {
                    let own: Vec<&str> = name[..name.len().saturating_sub(surname.len())]
                        .split([' ', '\u{a0}'])
                        .filter(|word| !word.is_empty())
                        .collect();
                    is_form_of(&given, &own)
                })
            };
            if let [actor] = bearers.iter().copied().filter(fits).collect::<Vec<_>>().as_slice() {
                let span = Span { start: from + offset(words[n_words - 1].0), ..span };
                // Words in a link or in code are no part of a name outside it.
                if self.is_searchable(span) {
                    return Found { span, aliases: vec![self.registry.main_alias(*actor)] };
                }
            }
        }
        found
    }

    /// True for a surname, and for another single name of a person.
    pub(super) fn is_surname_like(&self, alias: &Alias) -> bool {
        alias.kind == AliasKind::Surname
            || alias.kind.is_strong() && !alias.text.contains(' ') && self.is_person(alias.actor)
    }
}

/// The capitalised words that a text ends with, the last one first, each with its place. Nicknames in quotes
/// are passed over.
fn words_before(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(shorter) = rest.strip_suffix([' ', '\u{a0}']) {
        let start = shorter
            .rfind(|c: char| !(c.is_alphanumeric() || ".'’-\"“”".contains(c)))
            .map_or(0, |at| at + shorter[at..].chars().next().map_or(1, char::len_utf8));
        let word = &shorter[start..];
        rest = &shorter[..start];
        if word.starts_with(['"', '“']) && word.ends_with(['"', '”']) && word.len() > 2 {
            continue;
        }
        let is_name = is_capitalised(word)
            && !word.contains(['"', '“', '”'])
            && (!word.ends_with('.') || is_initials(word))
            && !is_office(word);
        if !is_name || words.len() == MAX_GIVEN {
            break;
        }
        words.push((start, word));
    }
    words
}

/// True for `J.`, `J.B.` and `JB`.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '.');
    let n_letters = letters.clone().count();
    let is_short = if word.contains('.') { n_letters <= 3 } else { (1..=2).contains(&n_letters) };
    n_letters > 0
        && is_short
        && letters.clone().all(char::is_uppercase)
        && (n_letters == 1 || !word.contains('.') || word.matches('.').count() == n_letters)
}

/// True when given names in a text are a form of those of the registry.
fn is_form_of(seen: &[&str], own: &[&str]) -> bool {
    let split = |words: &[&str]| -> Vec<String> {
        let of = |word: &&str| -> Vec<String> {
            if is_initials(word) {
                word.chars().filter(|c| *c != '.').map(|c| c.to_string()).collect()
            } else {
                vec![(*word).to_owned()]
            }
        };
        words.iter().flat_map(of).collect()
    };
    let (seen, own) = (split(seen), split(own));
    let ([first, middle @ ..], [own_first, own_middle @ ..]) = (seen.as_slice(), own.as_slice())
    else {
        return false;
    };
    let is_initial = |word: &str| word.chars().count() == 1;
    let agrees = |one: &String, two: &String| {
        is_same_given_name(one, two)
            || (is_initial(one) || is_initial(two)) && one.chars().next() == two.chars().next()
    };
    // `Walton Evans` for Anthony Walton Evans: some go by their middle name.
    if middle.is_empty() && !is_initial(first) && own_middle.contains(first) {
        return true;
    }
    if !agrees(first, own_first) {
        return false;
    }
    // An initial alone says little where the registry has one, too: `A. R. Shaw` is not every `Albert Shaw`.
    if is_initial(own_first) && !is_initial(first) && seen.len() != own.len() {
        return false;
    }
    let whole = middle.len() == own_middle.len();
    whole && middle.iter().zip(own_middle).all(|(one, two)| agrees(one, two))
        || middle.is_empty()
        || own_middle.is_empty() && !is_initial(first)
}

/// True for one given name in two forms: `Mike` and `Michael`, `Sergei` and `Sergey`.
fn is_same_given_name(one: &str, two: &str) -> bool {
    let is_short = |short: &str, long: &str| {
        SHORT_FORMS.iter().any(|(known, longs)| *known == short && longs.contains(&long))
    };
    let is_long = |name: &str| name.chars().count() >= 5;
    let is_spelling = || {
        is_long(one)
            && is_long(two)
            && one.chars().next() == two.chars().next()
            && strsim::levenshtein(one, two) == 1
    };
    one == two || is_short(one, two) || is_short(two, one) || is_spelling()
}

/// Short forms of given names.
#[rustfmt::skip]
const SHORT_FORMS: &[(&str, &[&str])] = &[
    ("Abe", &["Abraham"]), ("Al", &["Albert", "Alan", "Alexander"]), ("Alex", &["Alexander", "Alexandra"]),
    ("Andy", &["Andrew"]), ("Ben", &["Benjamin"]), ("Bernie", &["Bernard"]), ("Bill", &["William"]),
    ("Bob", &["Robert"]), ("Chris", &["Christopher", "Christine"]), ("Chuck", &["Charles"]),
    ("Dan", &["Daniel"]), ("Dave", &["David"]), ("Dick", &["Richard"]), ("Don", &["Donald"]),
    ("Ed", &["Edward", "Edwin", "Edmund"]), ("Fred", &["Frederick"]), ("Greg", &["Gregory"]),
    ("Jack", &["John"]), ("Jeff", &["Jeffrey"]), ("Jim", &["James"]), ("Joe", &["Joseph"]),
    ("Jon", &["Jonathan"]), ("Kate", &["Katherine", "Catherine"]), ("Ken", &["Kenneth"]),
    ("Larry", &["Lawrence"]), ("Liz", &["Elizabeth"]), ("Matt", &["Matthew"]), ("Mike", &["Michael"]),
    ("Mitch", &["Mitchell"]), ("Nick", &["Nicholas"]), ("Pat", &["Patrick", "Patricia"]), ("Pete", &["Peter"]),
    ("Phil", &["Philip", "Phillip"]), ("Rick", &["Richard"]), ("Rob", &["Robert"]), ("Ron", &["Ronald"]),
    ("Sam", &["Samuel", "Samantha"]), ("Steve", &["Steven", "Stephen"]), ("Sue", &["Susan"]),
    ("Ted", &["Edward", "Theodore"]), ("Tim", &["Timothy"]), ("Tom", &["Thomas"]), ("Tony", &["Anthony"]),
    ("Vlad", &["Vladimir"]), ("Will", &["William"]),
];

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_compared_as_far_as_they_are_told() {
        let check = |seen: &[&str], own: &[&str], expected: bool| {
            assert_eq!(is_form_of(seen, own), expected, "{seen:?} of {own:?}");
        };
        check(&["Donald", "J."], &["Donald"], true);
        check(&["Mike", "G.T."], &["Mike"], true);
        check(&["G."], &["Gabriel"], true);
        check(&["J.B."], &["J.", "B."], true);
        check(&["JB"], &["J.", "B."], true);
        check(&["Augustus"], &["Augustus", "Charles"], true);
        check(&["Ann", "Mary"], &["Ann"], true);
        check(&["Sami", "Moh"], &["S.", "M."], true);
        check(&["George", "W."], &["George", "H.", "W."], false);
        check(&["Walton"], &["Anthony", "Walton", "White"], true);
        check(&["Michael"], &["Mike"], true);
        check(&["Sergei"], &["Sergey"], true);
        check(&["Anna"], &["Anne"], false);
        check(&["Melania"], &["Donald"], false);
        check(&["M.", "K."], &["Donald"], false);
        check(&["Albert"], &["A.", "R."], false);
        check(&["D.", "K."], &["Donald"], false);
    }

    #[test]
    fn the_words_before_a_name_end_at_what_is_no_name() {
        let check = |text: &str, expected: &[&str]| {
            let words: Vec<&str> = words_before(text).into_iter().map(|(_, word)| word).collect();
            assert_eq!(words, expected, "{text}");
        };
        check("said Donald J. ", &["J.", "Donald"]);
        check("A.R. \"Archie\" ", &["A.R."]);
        check("President ", &[]);
        check("Mr. ", &[]);
        check("the left. ", &[]);
        check("Donald, ", &[]);
    }
}
