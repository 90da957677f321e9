//! Registered names that are spelt almost like another one.
//!
//! Comes in: the registry, then names. Goes out: the registered name that is one or two letters away. Always holds:
//! only names that share what is left after up to two letters of their beginning are left out are compared, so that
//! the time for a name hardly grows with the registry (after Garbe's symmetric deletion).

use super::super::ActorId;
use super::super::finder::fold;
use super::super::registry::{AliasId, AliasKind, Registry};

/// The registered names, by what is left of their beginning when letters are left out.
pub(super) struct Names<'a> {
    registry: &'a Registry,
    /// For each alias its comparable form; empty for one that is not compared.
    names: Vec<Box<[char]>>,
    /// Fingerprints of what is left, with the alias, sorted.
    rests: Vec<(u32, AliasId)>,
    /// Where the rests begin whose fingerprint has these upper bits.
    starts: Vec<u32>,
}

/// Names of fewer letters are not compared: too many of them differ by one.
const MIN_LETTERS: usize = 6;

/// Names of this many letters may differ by two.
const LONG: usize = 9;

/// So many letters of the beginning must be alike: a given name and some of the surname.
const BEGINNING: usize = 11;

/// Upper bits of a fingerprint that are looked up in a table.
const BITS: u32 = 16;

impl<'a> Names<'a> {
    pub(super) fn of(registry: &'a Registry) -> Self {
        let comparable = |kind: AliasKind, text: &str| match kind {
            AliasKind::Excluded => Box::default(),
            _ => comparable(text),
        };
        let aliases = registry.aliases().iter();
        let names: Vec<Box<[char]>> =
            aliases.map(|alias| comparable(alias.kind, &alias.text)).collect();
        let mut rests = Vec::new();
        for (name, id) in names.iter().zip(0..) {
            // The other name may be the longer one.
            if name.len() + 1 >= MIN_LETTERS {
                for_each_rest(name, allowed(name.len() + 1), |rest| {
                    rests.push((rest, AliasId(id)));
                });
            }
        }
        rests.sort_unstable();
        let upper = (0..=1u32 << BITS).map(u64::from);
        let start = |upper: u64| {
            rests.partition_point(|(rest, _)| u64::from(*rest) < upper << (u32::BITS - BITS))
        };
        let starts = upper.map(|upper| u32::try_from(start(upper)).unwrap_or(u32::MAX)).collect();
        Self { registry, names, rests, starts }
    }

    /// The actor and the registered name that the name is spelt almost like.
    pub(super) fn nearest(&self, name: &str) -> Option<(ActorId, String)> {
        let name = comparable(name);
        if name.len() < MIN_LETTERS {
            return None;
        }
        let allowed = allowed(name.len());
        let mut near: Vec<AliasId> = Vec::new();
        for_each_rest(&name, allowed, |rest| {
            near.extend(self.with_rest(rest).iter().map(|(_, alias)| *alias));
        });
        near.sort_unstable();
        near.dedup();
        let word: String = name.iter().collect();
        let near = near.into_iter().filter_map(|id| {
            let other = &self.names[id.0 as usize];
            if other.len().abs_diff(name.len()) > allowed || !may_be_meant(&name, other) {
                return None;
            }
            let distance = strsim::osa_distance(&word, &other.iter().collect::<String>());
            let is_weak = !self.registry.alias(id).kind.is_strong();
            (distance <= allowed).then_some((distance, is_weak, id))
        });
        let (.., id) = near.min()?;
        let alias = self.registry.alias(id);
        Some((alias.actor, alias.text.clone()))
    }

    fn with_rest(&self, rest: u32) -> &[(u32, AliasId)] {
        let upper = (rest >> (u32::BITS - BITS)) as usize;
        let some = &self.rests[self.starts[upper] as usize..self.starts[upper + 1] as usize];
        let first = some.partition_point(|(other, _)| *other < rest);
        let n_same = some[first..].iter().take_while(|(other, _)| *other == rest).count();
        &some[first..first + n_same]
    }
}

/// Lower case, with signs as the finder has them.
fn comparable(name: &str) -> Box<[char]> {
    fold(name).to_lowercase().chars().collect()
}

fn allowed(n_letters: usize) -> usize {
    if n_letters < LONG { 1 } else { 2 }
}

/// Names that begin with another letter, have other numbers or another number of words are others.
fn may_be_meant(name: &[char], other: &[char]) -> bool {
    let digits =
        |name: &[char]| name.iter().filter(|c| c.is_numeric()).copied().collect::<String>();
    let n_words = |name: &[char]| name.split(|c| *c == ' ').count();
    name.first() == other.first()
        && n_words(name) == n_words(other)
        && digits(name) == digits(other)
}

/// Fingerprints of the beginning of a name with up to `most` (one or two) of its letters left out.
fn for_each_rest(name: &[char], most: usize, mut found: impl FnMut(u32)) {
    let beginning = &name[..name.len().min(BEGINNING)];
    let none = beginning.len();
    found(fingerprint(beginning, none, none));
    for first in 0..beginning.len() {
        found(fingerprint(beginning, first, none));
        let second = if most > 1 { first + 1..beginning.len() } else { 0..0 };
        second.for_each(|second| found(fingerprint(beginning, first, second)));
    }
}

/// Fingerprint (FNV-1a) of letters without two of them; two names that happen to share it are compared in vain.
fn fingerprint(letters: &[char], without: usize, and_without: usize) -> u32 {
    let kept = letters.iter().enumerate().filter(|(at, _)| *at != without && *at != and_without);
    kept.fold(0x811C_9DC5, |hash, (_, letter)| {
        (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Reading;
    use crate::config;
    use crate::path::SourcePath;
    use crate::source::Source;

    #[test]
    fn a_name_is_near_one_that_is_a_letter_or_two_away() {
        let settings = config::read("actors: {packs: []}").0;
        let file = "- {name: Volodymyr Halenskyy, kind: person}\n- {name: Ann Lee, kind: person}\n\
                    - {name: Route 66 Club, kind: organisation}\n- {name: Orlania, kind: state}\n";
        let source = Source::new(SourcePath::new("content/actors/a.yaml"), file.as_bytes());
        let (registry, _) =
            Registry::read(&settings, std::iter::once(&source), &Reading::new(&settings));
        let names = Names::of(&registry);
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(names.nearest(name).map(|(_, name)| name).as_deref(), expected, "{name}");
        };
        check("Volodymyr Halensky", Some("Volodymyr Halenskyy"));
        check("Volodimir Halenskyy", Some("Volodymyr Halenskyy"));
        check("Halensky", Some("Halenskyy"));
        check("Ann Leee", Some("Ann Lee"));
        check("Orlaina", Some("Orlania"));
        check("Route 67 Club", None);
        check("Borlania", None);
        check("Volodymyr Hal", None);
        check("Lea", None);
        check("", None);
    }
}
