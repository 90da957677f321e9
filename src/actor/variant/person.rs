//! Forms of the name of a person.
//!
//! Comes in: `Mohammed bin Salman Al Saud`, `Xi Jinping`, `Louis IX, Landgrave of Hesse`. Goes out: the name
//! without its middle, in the other order, its single words. Surnames are found by `surname`; names beside
//! initials (`G. Ferrand`) are compared when they are met.

use super::super::registry::AliasKind;
use super::super::surname::{self, PARTICLES, SUFFIXES};
use super::is_telling;

pub(super) fn generate(name: &str, names: &mut Vec<(String, AliasKind)>) {
    // `Louis IX, Landgrave of Hesse`, `Hussein I of Jordan`: what follows says of where.
    let whole = name.split(", ").next().unwrap_or(name);
    let whole = whole.split(" of ").next().unwrap_or(whole);
    let titled = whole.split_once(' ').filter(|(title, _)| TITLES.contains(title));
    let bare = titled.map_or(whole, |(_, rest)| rest);
    for part in [whole, bare] {
        if part != name && part.contains(' ') {
            names.push((part.to_owned(), AliasKind::Variant));
        }
    }
    let words: Vec<&str> = bare.split(' ').filter(|word| !SUFFIXES.contains(word)).collect();
    let is_small = |word: &&&str| word.starts_with(char::is_lowercase) && !word.contains('-');
    if words.iter().filter(is_small).any(|word| !is_particle(word)) {
        return;
    }
    let ([first, middle @ .., last], Some(surname)) = (words.as_slice(), surname::surname(bare))
    else {
        // `Constantius II`: a single name with a number.
        names.extend(words.first().filter(|word| is_telling(word)).map(|word| short(word)));
        return;
    };
    if is_family_first(bare) {
        names.push((format!("{} {first}", words[1..].join(" ")), AliasKind::Variant));
        names.push(((*first).to_owned(), AliasKind::Surname));
        names.push(short(&words[1..].join(" ")));
        return;
    }
    if surname.split(' ').count() + 1 < words.len() {
        names.push((format!("{first} {surname}"), AliasKind::Variant));
    }
    if middle.is_empty() && !last.contains('.') && !first.contains('.') {
        names.push((format!("{last} {first}"), AliasKind::Variant));
    }
    // `Bashar al-Assad` is `Assad` to most, `Ludwig van Beethoven` is `Beethoven`.
    let bare_surname = surname.rsplit(' ').next().unwrap_or(surname);
    let without_article = ["al-", "Al-", "el-", "El-", "ar-", "as-", "ash-", "an-"]
        .iter()
        .find_map(|article| bare_surname.strip_prefix(article))
        .unwrap_or(bare_surname);
    if without_article != surname {
        names.push((without_article.to_owned(), AliasKind::Surname));
    }
    let parts = [*first].into_iter().chain(middle.iter().copied());
    names.extend(parts.filter(|word| is_telling(word) && !is_particle(word)).map(short));
}

/// True for names that begin with the family's: `Xi Jinping`, `Kim Jong Un`, `Yoon Suk-yeol`.
fn is_family_first(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        // A hyphen joins the two syllables of a given name, a space the two words of one.
        [family, given] => {
            FAMILIES.contains(family) && (given.contains('-') || is_in_syllables(given))
                || is_in_two_syllables(given) && !family.contains('-')
        }
        [family, one, two] => {
            let is_short = |word: &&str| word.len() <= 6 && word.chars().all(char::is_alphabetic);
            FAMILIES.contains(family) && is_short(one) && is_short(two)
        }
        _ => false,
    }
}

/// True for a given name in which the second part has a small letter: `Wen-je`, `Jong-un`. Elsewhere both parts of
/// a double name have capitals (`Jean-Luc`), and what begins with a small letter is an article (`al-Hadi`).
fn is_in_two_syllables(given: &str) -> bool {
    given.split_once('-').is_some_and(|(one, two)| {
        is_in_syllables(one)
            && is_in_syllables(two)
            && one.starts_with(char::is_uppercase)
            && two.starts_with(char::is_lowercase)
    })
}

/// True for a word of Chinese syllables, as Hanyu Pinyin writes them (ISO 7098): a consonant or none, up to
/// three vowels, `n`, `ng` or nothing. `Jinping` is one, `Campbell` is none.
fn is_in_syllables(word: &str) -> bool {
    let word = word.to_lowercase();
    let mut rest = word.as_str();
    while !rest.is_empty() {
        let onset = ["zh", "ch", "sh"].iter().find_map(|onset| rest.strip_prefix(onset));
        let rhyme = onset.or_else(|| rest.strip_prefix(|c| "bpmfdtnlgkhjqxrzcsyw".contains(c)));
        let rhyme = rhyme.unwrap_or(rest);
        let coda = rhyme.trim_start_matches(|c| "aeiouü".contains(c));
        if !(1..=3).contains(&(rhyme.len() - coda.len())) {
            return false;
        }
        let is_vowel = |text: &str| text.starts_with(|c| "aeiouü".contains(c));
        // An `n` before a vowel, and the `g` of `ng` before one, open the next syllable.
        rest = match coda.strip_prefix('n') {
            Some(after) if is_vowel(after) => coda,
            Some(after) => match after.strip_prefix('g') {
                Some(next) if !is_vowel(next) => next,
                _ => after,
            },
            None => coda,
        };
    }
    true
}

fn short(word: &str) -> (String, AliasKind) {
    (word.to_owned(), AliasKind::Short)
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Titles that belong to a name as it is listed.
const TITLES: &[&str] = &[
    "Archbishop",
    "Ayatollah",
    "Cardinal",
    "Emperor",
    "Emir",
    "Empress",
    "King",
    "Lady",
    "Lord",
    "Pope",
    "Prince",
    "Princess",
    "Queen",
    "Saint",
    "Sheikh",
    "Sir",
    "Sultan",
];

/// Frequent Chinese, Korean and Vietnamese family names that are no frequent given names elsewhere.
#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "Bae", "Cai", "Cao", "Chen", "Cheng", "Cho", "Choe", "Choi", "Deng", "Ding", "Dong", "Fan", "Fang",
    "Feng", "Gao", "Guo", "Han", "He", "Ho", "Hong", "Hu", "Huang", "Hwang", "Jang", "Jeong", "Jiang",
    "Jiao", "Jin", "Jo", "Kang", "Kim", "Kong", "Kwon", "Lai", "Li", "Liang", "Liao", "Lim", "Lin", "Liu",
    "Lu", "Luo", "Lâm", "Ma", "Mao", "Meng", "Moon", "Nguyen", "Nguyễn", "Pan", "Park", "Peng", "Pham",
    "Phan", "Phạm", "Qian", "Qin", "Qiu", "Ri", "Ryu", "Seo", "Shen", "Shi", "Shin", "Song", "Su", "Sun",
    "Tan", "Tang", "Tian", "Tran", "Trần", "Tsai", "Wang", "Wei", "Wen", "Wu", "Xi", "Xia", "Xiao", "Xie",
    "Xu", "Yan", "Yang", "Yao", "Ye", "Yoo", "Yoon", "Yu", "Yuan", "Zeng", "Zhang", "Zhao", "Zheng",
    "Zhong", "Zhou", "Zhu",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_with_the_familys_are_known_by_their_sound() {
        let check = |name: &str, expected: bool| {
            assert_eq!(is_family_first(name), expected, "{name}");
        };
        check("Xi Jinping", true);
        check("Li Keqiang", true);
        check("Kim Jong Un", true);
        check("Yoon Suk-yeol", true);
        check("Tsai Ing-wen", true);
        check("Wang Yi", true);
        check("Ko Wen-je", true);
        check("Anna Holm-bo", false);
        check("Kim Fox", false);
        check("Kim Campbell", false);
        check("Jo Swinson", false);
        check("Marco Rubio", false);
        check("Wang", false);
    }

    #[test]
    fn the_forms_of_a_name_are_the_whole_ones_and_its_parts() {
        let check = |name: &str, expected: &[&str]| {
            let mut names = Vec::new();
            generate(name, &mut names);
            let seen: Vec<&str> = names.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(seen, expected, "{name}");
        };
        check("Marco Rubio", &["Rubio Marco", "Marco"]);
        check("Anna Berta Holm", &["Anna Holm", "Anna", "Berta"]);
        check("Xi Jinping", &["Jinping Xi", "Xi", "Jinping"]);
        check("Omar al-Hadi", &["al-Hadi Omar", "Hadi", "Omar"]);
        check("Ludo van der Berg", &["Berg", "Ludo"]);
        check("Otto IV, Duke of Saxony", &["Otto IV", "Otto IV", "Otto"]);
        check("King Otto III", &["Otto III", "Otto"]);
        check("the two envoys", &[]);
    }
}
