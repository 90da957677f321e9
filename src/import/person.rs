//! Names of persons in bylines.
//!
//! Comes in: a text that names who wrote an article. Goes out: whether it is a name, and the names in it.
//! Always holds: what does not look like names of persons is left whole: the `and` of
//! `Ministry of Trade and Industry` joins nothing.

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
    "al", "bin", "ibn", "bint", "ben", "y", "e", "zu", "ten", "ter", "af", "av",
];

/// Words before the names.
const BYLINES: &[&str] = &[
    "by ",
    "by: ",
    "written by ",
    "words by ",
    "story by ",
    "text by ",
    "author: ",
    "authors: ",
    "von ",
];

/// Two to five words with capitals, particles apart.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        PARTICLES.contains(word)
            || word
                .starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            || word.starts_with("al-")
            || word.starts_with("el-")
    };
    (2..=5).contains(&words.len()) && words.iter().all(is_part)
}

/// What stands behind `By `; none for a line that is no byline.
pub(super) fn behind_by(line: &str) -> Option<&str> {
    BYLINES.iter().find_map(|prefix| without_prefix(line, prefix))
}

/// A text without a prefix in any letter case.
pub(super) fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// The parts of `Jane Roe, John Doe and Ann Lee`.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(" & "))
        .map(|part| part.trim().trim_start_matches("and "))
        .filter(|part| !part.is_empty())
}

/// The names in a value that metadata give as the author: each by itself where all are persons.
pub(super) fn authors(text: &str) -> Vec<String> {
    let text = behind_by(text).unwrap_or(text).trim();
    let names: Vec<&str> = parts(text).collect();
    if names.len() > 1 && names.iter().all(|name| is_name(name)) {
        return names.into_iter().map(str::to_owned).collect();
    }
    vec![text.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_persons_are_parted() {
        assert_eq!(authors("By Jane Roe and Ann van Lee"), ["Jane Roe", "Ann van Lee"]);
        assert_eq!(authors("Jane Roe, John Doe, and Ann Lee").len(), 3);
        assert_eq!(authors("Ministry of Trade and Industry"), ["Ministry of Trade and Industry"]);
        assert_eq!(authors("Byron Hale"), ["Byron Hale"]);
    }
}
