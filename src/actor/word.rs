//! The words by which the rules for names tell one use from another: English, sorted, in
//! lower case but for those that only count with a capital.

/// Whether a table, sorted by bytes, has the word.
pub(super) fn lists(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// Titles and offices that stand before a name.
#[rustfmt::skip]
pub(super) const OFFICES: &[&str] = &[
    "adm", "admiral", "adviser", "advisor", "aide", "ambassador", "analyst", "archbishop",
    "ayatollah", "bishop", "candidate", "capt", "captain", "cardinal", "chair", "chairman",
    "chairwoman", "chancellor", "chief", "col", "colonel", "commander", "commissioner",
    "congressman", "congresswoman", "czar", "dame", "deputy", "diplomat", "director", "dr",
    "economist", "emir", "envoy", "gen", "general", "gov", "governor", "head", "judge", "justice",
    "king", "lady", "leader", "lord", "lt", "maj", "marshal", "mayor", "minister", "miss", "mp",
    "mr", "mrs", "ms", "negotiator", "nominee", "patriarch", "pope", "premier", "president",
    "prince", "princess", "prof", "professor", "queen", "rep", "representative", "secretary",
    "sen", "senator", "sgt", "sheikh", "sir", "speaker", "spokesman", "spokesperson",
    "spokeswoman", "sultan", "undersecretary",
];

/// Words that may open a sentence before a name without being a part of it.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "according", "after", "against", "also", "although", "among", "an", "and", "are",
    "as", "asked", "at", "because", "before", "between", "beyond", "both", "but", "by", "can",
    "could", "dec", "december", "despite", "did", "do", "does", "during", "earlier", "either",
    "even", "feb", "february", "for", "friday", "from", "had", "has", "have", "her", "here", "his",
    "how", "however", "if", "in", "instead", "into", "is", "its", "jan", "january", "july",
    "later", "like", "may", "meanwhile", "might", "monday", "must", "neither", "nor", "not", "nov",
    "november", "now", "oct", "october", "of", "on", "once", "only", "or", "over", "per", "said",
    "saturday", "says", "sep", "sept", "september", "should", "since", "so", "still", "sunday",
    "than", "that", "the", "their", "then", "there", "these", "this", "those", "though",
    "thursday", "to", "today", "told", "tomorrow", "tuesday", "under", "unless", "unlike", "until",
    "via", "was", "wednesday", "were", "what", "when", "where", "whether", "while", "who", "why",
    "will", "with", "without", "would", "yesterday", "yet",
];

/// Surnames that are also English words, months, places or given names.
#[rustfmt::skip]
pub(super) const COMMON_WORDS: &[&str] = &[
    "april", "august", "baker", "ball", "bank", "banks", "bell", "best", "bill", "bishop", "black",
    "bond", "bridges", "brown", "burns", "bush", "carter", "case", "chad", "church", "cook",
    "costa", "cross", "day", "days", "de", "dean", "east", "english", "faith", "field", "fields",
    "fisher", "ford", "fox", "french", "frost", "gates", "georgia", "german", "gold", "good",
    "grace", "grant", "gray", "green", "hall", "hand", "hands", "hard", "hardy", "head", "hill",
    "hills", "holder", "home", "hope", "house", "hunt", "hunter", "israel", "jordan", "joy",
    "judge", "june", "justice", "king", "knight", "la", "lake", "lane", "law", "laws", "lee",
    "lincoln", "little", "london", "long", "lord", "love", "low", "major", "march", "mark",
    "marshall", "mason", "may", "miller", "moon", "moore", "newman", "noble", "north", "pace",
    "page", "paris", "park", "parks", "pence", "pope", "power", "powers", "price", "prince",
    "rice", "rich", "rivers", "rose", "santos", "sharp", "shelby", "short", "small", "smith",
    "snow", "south", "speaker", "spring", "stern", "stone", "strange", "street", "strong",
    "summers", "sun", "swift", "trust", "union", "victoria", "walker", "wall", "walls", "ward",
    "washington", "waters", "way", "weber", "west", "white", "will", "winter", "winters", "wise",
    "wolf", "wood", "woods", "wright", "yes", "young", "zero",
];

/// Words before the name of a city that is meant as a place.
#[rustfmt::skip]
pub(super) const LOCATIVES: &[&str] = &[
    "above", "across", "around", "at", "central", "downtown", "entered", "in", "inside", "into",
    "leave", "leaving", "left", "near", "outside", "over", "reach", "reached", "throughout",
    "toward", "towards", "visit", "visited", "visiting", "within",
];

/// Words after the name of a city that is meant as a place.
#[rustfmt::skip]
pub(super) const EVENTS: &[&str] = &[
    "accord", "accords", "agreement", "agreements", "airport", "attack", "attacks", "bombing",
    "bureau", "club", "conference", "court", "declaration", "format", "forum", "hotel", "marathon",
    "meeting", "meetings", "metro", "olympics", "process", "protocol", "region", "residents",
    "round", "stock", "suburb", "suburbs", "summit", "summits", "talks", "treaty", "university",
];

/// Words that make `to` and `from` before a city speak of a journey.
#[rustfmt::skip]
pub(super) const TRAVEL: &[&str] = &[
    "arrive", "arrived", "arrives", "came", "delegation", "delegations", "drove", "flew", "flies",
    "flight", "flights", "fly", "flying", "go", "goes", "going", "headed", "heading", "heads",
    "journey", "kilometres", "km", "leaves", "miles", "moved", "return", "returned", "returning",
    "returns", "route", "stop", "train", "travel", "traveled", "traveling", "travelled",
    "travelling", "travels", "trip", "trips", "visit", "visits", "way", "went",
];

/// Words by which the name of a place goes on as the name of something else.
#[rustfmt::skip]
pub(super) const INSTITUTIONS: &[&str] = &[
    "Academy", "Airport", "Arena", "Bank", "Bridge", "Cathedral", "Church", "Circuit", "College",
    "Council", "County", "District", "Elementary", "Governorate", "Hospital", "Institute",
    "Island", "Islands", "Kingdom", "Museum", "Oblast", "Opera", "Palace", "Park", "Philharmonic",
    "Province", "Regiment", "Regiments", "Region", "River", "School", "Schools", "Square",
    "Stadium", "State", "Station", "Street", "Theater", "Theatre", "Tower", "Township",
    "University",
];

/// Months that are also names.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &["april", "august", "june", "march", "may"];

/// Words before a month.
#[rustfmt::skip]
pub(super) const BEFORE_MONTHS: &[&str] = &[
    "by", "early", "in", "last", "late", "mid", "next", "of", "since", "this", "throughout", "until",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_have_each_word_once() {
        for table in [
            OFFICES,
            FUNCTION_WORDS,
            COMMON_WORDS,
            LOCATIVES,
            EVENTS,
            TRAVEL,
            MONTHS,
            BEFORE_MONTHS,
        ] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }
}
