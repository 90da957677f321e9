//! What the words around a name say about it.
//!
//! Comes in: a text and the span of a name in it. Goes out: small judgements: does an office stand
//! before it, is it part of a longer name, is it a place or a government. The word lists are English;
//! in other languages the rules that need them stay silent, so that fewer short names are linked and
//! none wrongly.

use crate::article::Span;

/// The word right before `at`, when only a space parts them.
pub(super) fn word_before(text: &str, at: u32) -> Option<&str> {
    let before = text[..at as usize].strip_suffix([' ', '\u{a0}'])?;
    let start =
        before.rfind(|c: char| !is_word_char(c)).map_or(0, |idx| idx + char_len(before, idx));
    let word = &before[start..];
    (!word.is_empty()).then_some(word)
}

/// The word right after `at`, when only a space parts them.
pub(super) fn word_after(text: &str, at: u32) -> Option<&str> {
    let after = text[at as usize..].strip_prefix([' ', '\u{a0}'])?;
    let end = after.find(|c: char| !is_word_char(c)).unwrap_or(after.len());
    (end > 0).then_some(&after[..end])
}

/// True when the word begins with a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// True for a title or office that stands before a name: `Secretary Rubio`, `Mr. Lavrov`.
pub(super) fn is_office(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    let word = word.rsplit('-').next().unwrap_or(&word);
    OFFICES.contains(&word)
}

/// True for a word that may open a sentence before a name without being a part of it: `With Trump …`.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word.to_lowercase().as_str())
}

/// True for a surname that is also an English word, a month or a given name.
pub(super) fn is_common_word(name: &str) -> bool {
    COMMON_WORDS.contains(&name.to_lowercase().as_str())
}

/// True when a name that may mean a city or its government means the city: `in Moscow`, `the Riyadh
/// talks`, `flew to Moscow`, `Moscow-based`, `Moscow, Russia`.
pub(super) fn is_locative(text: &str, name: Span) -> bool {
    let after = &text[name.end as usize..];
    if after.starts_with("-based") || after.starts_with(" time") || after.starts_with("-born") {
        return true;
    }
    let follows_comma = after.strip_prefix(", ").is_some_and(|rest| {
        let word = rest.split(|c: char| !is_word_char(c)).next().unwrap_or_default();
        is_capitalised(word) && rest[word.len()..].starts_with([',', '.', ' '])
    });
    if word_after(text, name.end).is_some_and(|word| EVENTS.contains(&word.to_lowercase().as_str()))
    {
        return true;
    }
    let Some(before) = word_before(text, name.start).map(str::to_lowercase) else {
        return false;
    };
    if LOCATIVES.contains(&before.as_str()) || follows_comma && before == "of" {
        return true;
    }
    if !["to", "from", "for", "via", "and"].contains(&before.as_str()) {
        return ["the", "a", "an"].contains(&before.as_str());
    }
    let sentence = &text[..name.start as usize];
    let words = sentence.rsplit(|c: char| !is_word_char(c)).filter(|word| !word.is_empty());
    words.skip(1).take(4).any(|word| TRAVEL.contains(&word.to_lowercase().as_str()))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '‑')
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

const OFFICES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "minister",
    "premier",
    "chancellor",
    "secretary",
    "undersecretary",
    "adviser",
    "advisor",
    "envoy",
    "ambassador",
    "general",
    "gen",
    "lt",
    "maj",
    "col",
    "colonel",
    "adm",
    "admiral",
    "marshal",
    "captain",
    "capt",
    "sgt",
    "senator",
    "sen",
    "rep",
    "congressman",
    "congresswoman",
    "representative",
    "governor",
    "gov",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "emir",
    "sultan",
    "pope",
    "cardinal",
    "archbishop",
    "bishop",
    "patriarch",
    "ayatollah",
    "commissioner",
    "chairman",
    "chairwoman",
    "chair",
    "chief",
    "head",
    "director",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "judge",
    "justice",
    "speaker",
    "leader",
    "negotiator",
    "aide",
    "diplomat",
    "candidate",
    "economist",
    "analyst",
    "deputy",
    "nominee",
    "commander",
    "czar",
    "mp",
];

const FUNCTION_WORDS: &[&str] = &[
    "the",
    "a",
    "an",
    "and",
    "but",
    "or",
    "nor",
    "so",
    "yet",
    "for",
    "with",
    "without",
    "as",
    "at",
    "by",
    "in",
    "on",
    "of",
    "to",
    "from",
    "into",
    "over",
    "under",
    "after",
    "before",
    "since",
    "until",
    "while",
    "when",
    "where",
    "if",
    "unless",
    "although",
    "though",
    "because",
    "that",
    "this",
    "these",
    "those",
    "both",
    "neither",
    "either",
    "not",
    "only",
    "even",
    "like",
    "unlike",
    "between",
    "among",
    "against",
    "about",
    "during",
    "despite",
    "beyond",
    "per",
    "via",
    "than",
    "then",
    "now",
    "here",
    "there",
    "what",
    "why",
    "how",
    "who",
    "whether",
    "once",
    "still",
    "also",
    "however",
    "meanwhile",
    "instead",
    "said",
    "says",
    "did",
    "does",
    "do",
    "has",
    "have",
    "had",
    "is",
    "was",
    "were",
    "are",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "today",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "earlier",
    "later",
    "according",
    "asked",
    "told",
    "if",
    "its",
    "his",
    "her",
    "their",
];

const COMMON_WORDS: &[&str] = &[
    "may",
    "march",
    "april",
    "june",
    "august",
    "will",
    "bill",
    "grant",
    "mark",
    "rice",
    "brown",
    "white",
    "black",
    "green",
    "gray",
    "young",
    "king",
    "long",
    "short",
    "best",
    "case",
    "page",
    "price",
    "power",
    "powers",
    "bush",
    "hill",
    "hills",
    "wood",
    "woods",
    "stone",
    "field",
    "fields",
    "rivers",
    "lake",
    "ford",
    "bank",
    "banks",
    "baker",
    "cook",
    "miller",
    "smith",
    "carter",
    "mason",
    "hunter",
    "fisher",
    "bishop",
    "pope",
    "prince",
    "knight",
    "major",
    "marshall",
    "judge",
    "justice",
    "law",
    "laws",
    "love",
    "hope",
    "joy",
    "faith",
    "grace",
    "rose",
    "lane",
    "street",
    "church",
    "bell",
    "ball",
    "bond",
    "bridges",
    "burns",
    "cross",
    "day",
    "days",
    "dean",
    "english",
    "french",
    "german",
    "fox",
    "wolf",
    "frost",
    "gates",
    "gold",
    "good",
    "hall",
    "hand",
    "hands",
    "hard",
    "hardy",
    "head",
    "holder",
    "home",
    "house",
    "hunt",
    "jordan",
    "lee",
    "little",
    "lord",
    "low",
    "moon",
    "moore",
    "newman",
    "noble",
    "park",
    "parks",
    "pace",
    "pence",
    "rich",
    "sharp",
    "shelby",
    "small",
    "snow",
    "speaker",
    "spring",
    "stern",
    "strange",
    "strong",
    "summers",
    "sun",
    "swift",
    "trust",
    "walker",
    "wall",
    "walls",
    "ward",
    "waters",
    "way",
    "weber",
    "west",
    "east",
    "north",
    "south",
    "winter",
    "winters",
    "wise",
    "wright",
    "yes",
    "zero",
    "costa",
    "victoria",
    "washington",
    "lincoln",
    "london",
    "paris",
    "chad",
    "israel",
    "georgia",
    "santos",
    "union",
    "de",
    "la",
];

const LOCATIVES: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "downtown",
    "central",
    "visiting",
    "visited",
    "visit",
    "leave",
    "left",
    "leaving",
    "toward",
    "towards",
    "reached",
    "reach",
    "into",
    "within",
    "over",
    "entered",
    "above",
];

const EVENTS: &[&str] = &[
    "summit",
    "summits",
    "talks",
    "meeting",
    "meetings",
    "conference",
    "agreement",
    "agreements",
    "accord",
    "accords",
    "declaration",
    "protocol",
    "treaty",
    "process",
    "round",
    "airport",
    "suburb",
    "suburbs",
    "university",
    "court",
    "stock",
    "bureau",
    "hotel",
    "metro",
    "region",
    "attack",
    "attacks",
    "bombing",
    "format",
    "forum",
    "olympics",
    "marathon",
    "club",
    "residents",
];

const TRAVEL: &[&str] = &[
    "travel",
    "travels",
    "travelled",
    "traveled",
    "travelling",
    "traveling",
    "flew",
    "fly",
    "flies",
    "flying",
    "flight",
    "flights",
    "trip",
    "trips",
    "visit",
    "visits",
    "went",
    "go",
    "goes",
    "going",
    "drove",
    "headed",
    "heading",
    "heads",
    "arrive",
    "arrived",
    "arrives",
    "return",
    "returned",
    "returns",
    "returning",
    "journey",
    "route",
    "train",
    "way",
    "moved",
    "came",
    "delegation",
    "delegations",
    "km",
    "kilometres",
    "miles",
    "stop",
    "leaves",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_told_from_its_government_by_the_words_around_it() {
        let check = |text: &str, locative: bool| {
            let start = u32::try_from(text.find("Moscow").unwrap()).unwrap();
            assert_eq!(is_locative(text, Span { start, end: start + 6 }), locative, "{text}");
        };
        check("The talks were held in Moscow.", true);
        check("He flew to Moscow on Monday.", true);
        check("The Moscow talks went on.", true);
        check("the Moscow declaration", true);
        check("A Moscow-based analyst", true);
        check("They are pressuring Moscow to make concessions.", false);
        check("Pressure on Moscow grew.", false);
        check("a message to Moscow", false);
        check("Moscow said no.", false);
        check("between Kyiv and Moscow", false);
    }

    #[test]
    fn the_words_next_to_a_name_are_found() {
        assert_eq!(word_before("the U.S. Secretary", 9), Some("U.S."));
        assert_eq!(word_before("(Rubio", 1), None);
        assert_eq!(word_before("«à Rubio", 5), Some("à"));
        assert_eq!(word_after("Rubio Tower.", 5), Some("Tower."));
        assert_eq!(word_after("Rubio, who", 5), None);
    }
}
