//! Acronyms that an article defines: `International Atomic Energy Agency (IAEA)`.
//!
//! Comes in: the text behind a full name. Goes out: the acronym in brackets, when its letters are
//! those of the name (after Schwartz & Hearst, 2003: each letter of the short form stands in the
//! long form, in order, the first one at its beginning).

use crate::article::Span;

/// The acronym in brackets right behind `name`.
pub(super) fn defined_after(text: &str, name: Span) -> Option<Span> {
    let acronym = in_brackets_after(text, name)?;
    let letters: Vec<char> = text[acronym.range()].chars().filter(|c| *c != '.').collect();
    abbreviates(&letters, &text[name.range()]).then_some(acronym)
}

/// What looks like an acronym in brackets right behind `name`; its letters may be those of the name in another
/// language: `Lenian Social Democrats (PSL)`.
pub(super) fn in_brackets_after(text: &str, name: Span) -> Option<Span> {
    let rest = &text[name.end as usize..];
    let inner = rest.strip_prefix(" (").or_else(|| rest.strip_prefix("\u{a0}("))?;
    let acronym = &inner[..inner.find(')')?];
    let letters: Vec<char> = acronym.chars().filter(|c| *c != '.').collect();
    let is_acronym = (2..=8).contains(&letters.len())
        && letters.iter().all(|c| c.is_alphanumeric())
        && letters.iter().filter(|c| c.is_uppercase()).count() * 2 > letters.len();
    if !is_acronym {
        return None;
    }
    let start = name.end + u32::try_from(rest.len() - inner.len()).ok()?;
    Some(Span { start, end: start + u32::try_from(acronym.len()).ok()? })
}

fn abbreviates(letters: &[char], name: &str) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let mut rest = name.chars();
    let starts =
        rest.clone().next().zip(letters.first()).is_some_and(|(a, b)| lower(a) == lower(*b));
    starts && letters.iter().all(|letter| rest.any(|c| lower(c) == lower(*letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_defined_by_brackets_behind_the_full_name() {
        let check = |text: &str, name: &str, acronym: Option<&str>| {
            let name = Span { start: 0, end: u32::try_from(name.len()).unwrap() };
            assert_eq!(
                defined_after(text, name).map(|span| &text[span.range()]),
                acronym,
                "{text}"
            );
        };
        let agency = "International Atomic Energy Agency";
        check("International Atomic Energy Agency (IAEA) said", agency, Some("IAEA"));
        check("International Atomic Energy Agency (2025) said", agency, None);
        check("International Atomic Energy Agency (which met) said", agency, None);
        check("International Atomic Energy Agency (NATO) said", agency, None);
        check("International Atomic Energy Agency said (IAEA)", agency, None);
    }
}
