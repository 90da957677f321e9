//! Surnames of persons, generated from their names.
//!
//! Comes in: `Ursula von der Leyen`. Goes out: `von der Leyen`, and the forms in which text has it.
//! The surname is the last word with the particles before it; a name of one word has none.

/// Words that belong to the surname behind them.
pub(super) const PARTICLES: &[&str] = &[
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "bin",
    "bint", "ibn", "ben", "al", "el", "abu", "ter", "ten", "zu", "y",
];

/// Words behind a name that are no part of it.
pub(super) const SUFFIXES: &[&str] = &["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "MP", "PhD"];

/// The surname of a person, as a part of the name's text.
pub(super) fn surname(name: &str) -> Option<&str> {
    let name = SUFFIXES.iter().fold(name, |name, suffix| {
        name.strip_suffix(suffix).map_or(name, |rest| rest.trim_end_matches([' ', ',']))
    });
    // `Louis IX of Hesse` and `Caroline, Countess of Hesse` say where somebody reigned.
    let name = name.split(" of ").next().unwrap_or(name);
    let name = name.split(", ").next().unwrap_or(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    // A description (`the two envoys`) may be listed as an alias; it has no surname.
    let last =
        words.pop().filter(|last| !last.starts_with(char::is_lowercase) || last.contains('-'))?;
    words.first()?;
    // `Louis IX`: a number is no surname.
    if last.chars().all(|c| "IVX".contains(c)) {
        return None;
    }
    // The first word is a given name even where it looks like a particle (`Al Gore`, `Ben Wallace`).
    let mut start = last;
    for word in words[1..].iter().rev() {
        if !PARTICLES.contains(&word.to_lowercase().as_str()) {
            break;
        }
        start = word;
    }
    let at = start.as_ptr() as usize - name.as_ptr() as usize;
    let surname = &name[at..];
    (surname.chars().count() > 1).then_some(surname)
}

/// The forms of a surname in text: as it is, without its particles, and with a capital where it opens
/// a sentence.
pub(super) fn forms(name: &str) -> Vec<String> {
    let Some(surname) = surname(name) else { return Vec::new() };
    let mut forms = vec![surname.to_owned()];
    let mut chars = surname.chars();
    if let Some(first) = chars.next().filter(|first| first.is_lowercase()) {
        forms.push(first.to_uppercase().chain(chars).collect());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surname_is_the_last_word_with_its_particles() {
        let check =
            |name: &str, expected: Option<&str>| assert_eq!(surname(name), expected, "{name}");
        check("Marco Rubio", Some("Rubio"));
        check("Ursula von der Leyen", Some("von der Leyen"));
        check("Mohammed bin Salman", Some("bin Salman"));
        check("Musaad al-Aiban", Some("al-Aiban"));
        check("Robert F. Kennedy Jr.", Some("Kennedy"));
        check("Al Gore", Some("Gore"));
        check("Ben Wallace", Some("Wallace"));
        check("JD Vance", Some("Vance"));
        check("Volodymyr Zelenskyy", Some("Zelenskyy"));
        check("the two envoys", None);
        check("Otto IX of Saxony", None);
        check("Anna Berg, Countess of Saxony", Some("Berg"));
        check("Madonna", None);
        check("", None);
    }

    #[test]
    fn a_particle_may_open_a_sentence() {
        assert_eq!(forms("Ursula von der Leyen"), ["von der Leyen", "Von der Leyen"]);
        assert_eq!(forms("Marco Rubio"), ["Rubio"]);
    }
}
