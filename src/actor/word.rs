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

/// Ranks and honorifics that are a part of the name behind them.
#[rustfmt::skip]
pub(super) const RANKS: &[&str] = &[
    "Adm", "Admiral", "Archbishop", "Archduke", "Ayatollah", "Baron", "Baroness", "Bishop",
    "Brigadier", "Capt", "Captain", "Cardinal", "Col", "Colonel", "Commander", "Commodore",
    "Corporal", "Count", "Countess", "Crown", "Dame", "Dr", "Duchess", "Duke", "Earl", "Emir",
    "Emperor", "Empress", "Father", "Fr", "Gen", "General", "Imam", "King", "Lady", "Lieutenant",
    "Lord", "Lt", "Madame", "Maj", "Major", "Marshal", "Monsignor", "Patriarch", "Pfc", "Pope",
    "Prince", "Princess", "Private", "Prof", "Professor", "Queen", "Rabbi", "Rev", "Reverend",
    "Saint", "Sergeant", "Sgt", "Sheikh", "Sir", "Sister", "Sultan", "Tsar", "Viscount",
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
    "abbey", "air", "april", "august", "baker", "ball", "bank", "banks", "bay", "bear", "bell",
    "best", "big", "bill", "bishop", "black", "blue", "bond", "bridges", "brown", "bull", "burns",
    "bush", "cape", "carter", "case", "castle", "central", "chad", "chapel", "christian", "church",
    "city", "common", "conservative", "cook", "coral", "costa", "county", "cross", "crown",
    "crystal", "day", "days", "de", "dead", "dean", "democratic", "diamond", "eagle", "earth",
    "east", "eastern", "english", "faith", "falcon", "family", "federal", "field", "fields", "fire",
    "first", "fisher", "ford", "forest", "fox", "free", "french", "frost", "garden", "gardens",
    "gates", "general", "georgia", "german", "gold", "golden", "good", "grace", "grant", "gray",
    "great", "green", "gulf", "hall", "hand", "hands", "hard", "hardy", "hawk", "head", "high",
    "hill", "hills", "holder", "holy", "home", "hope", "house", "hunt", "hunter", "imperial",
    "independent", "inner", "iron", "israel", "jordan", "joy", "judge", "june", "justice", "king",
    "knight", "la", "labour", "lake", "lane", "last", "law", "laws", "lee", "liberal", "life",
    "lincoln", "lion", "little", "london", "long", "lord", "love", "low", "lower", "main", "major",
    "march", "mark", "market", "marshall", "mason", "may", "mid", "middle", "miller", "moon",
    "moore", "nation", "national", "new", "newman", "noble", "north", "northern", "ocean", "old",
    "open", "orange", "outer", "pace", "page", "palace", "paris", "park", "parks", "pearl", "pence",
    "people", "pope", "post", "power", "powers", "premier", "press", "price", "prime", "prince",
    "private", "project", "public", "raven", "red", "republican", "rice", "rich", "river", "rivers",
    "rook", "rose", "royal", "santos", "sea", "second", "sharp", "shelby", "short", "silver", "sky",
    "small", "smith", "snow", "social", "south", "southern", "speaker", "sport", "sports", "spring",
    "square", "standard", "star", "state", "stern", "stone", "strange", "street", "strong",
    "summers", "summit", "sun", "super", "swift", "temple", "third", "tiger", "time", "top",
    "total", "tower", "trust", "union", "united", "upper", "valley", "vice", "victoria", "walker",
    "wall", "walls", "ward", "washington", "water", "waters", "way", "weber", "west", "western",
    "white", "will", "winter", "winters", "wise", "wolf", "wood", "woods", "world", "wright",
    "yellow", "yes", "young", "zero",
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
    "Islands", "Museum", "Oblast", "Opera", "Palace", "Park", "Philharmonic",
    "Province", "Regiment", "Regiments", "Region", "River", "School", "Schools", "Square",
    "Stadium", "State", "Station", "Street", "Theater", "Theatre", "Tower", "Township",
    "University",
];

/// What a hyphen joins to the name of a state or people, and is no name: `Anglo-American`.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "Afro", "Anglo", "Anti", "Arab", "Austro", "Euro", "Ex", "Franco", "Greco", "Indo", "Non", "Pan",
    "Post", "Pre", "Pro", "Russo", "Sino", "Trans",
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
            RANKS,
            FUNCTION_WORDS,
            COMMON_WORDS,
            LOCATIVES,
            EVENTS,
            INSTITUTIONS,
            TRAVEL,
            MONTHS,
            PREFIXES,
            BEFORE_MONTHS,
        ] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }
}
