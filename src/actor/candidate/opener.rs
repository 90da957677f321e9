//! Words that open a sentence and are no names: the capital says nothing there.
//!
//! Comes in: the first word of a sentence, in any case. Goes out: whether it is a common word of English news.

use super::super::context::is_function_word;
use super::word::lists;

/// True for a common word: `Talks`, `Yesterday`, `Officials`, and what is made from a verb or adjective
/// (`Speaking`, `Quickly`).
pub(super) fn is_common(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_derived = lower.len() > 5
        && !lower.ends_with("med")
        && [
            "ing", "ly", "ed", "ized", "ness", "ment", "ments", "tion", "tions", "ful", "ship",
            "hood", "ism", "ity", "logy",
        ]
        .iter()
        .any(|end| lower.ends_with(end));
    is_function_word(word) || lists(WORDS, &lower) || is_derived
}

/// Sorted.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "able", "about", "above", "absolutely", "academic", "according", "accounts", "across", "action",
    "activists", "actor", "actors", "actress", "actual", "additional", "additionally", "administration",
    "adult", "adults", "advanced", "adverse", "advisers", "advocates", "after", "afternoon", "afterwards",
    "again", "against", "age", "agencies", "agreement", "aid", "aides", "air", "airlines", "all",
    "allegations", "allies", "almost", "along", "already", "also", "although", "altogether", "always",
    "ambitious", "amid", "among", "amongst", "an", "analysis", "analysts", "ancient", "and", "animals",
    "annual", "another", "answers", "any", "anyone", "anything", "apart", "apparently", "appeals",
    "approximately", "are", "area", "areas", "around", "art", "article", "articles", "artificial", "artist",
    "artists", "as", "aside", "asked", "at", "attacks", "attempts", "attendance", "attention", "audiences",
    "author", "authorities", "average", "away", "back", "bad", "banks", "based", "basic", "battle", "because",
    "become", "before", "behind", "being", "below", "beneath", "beside", "besides", "best", "better",
    "between", "beyond", "big", "bills", "birds", "black", "blood", "blue", "board", "bodies", "bombs",
    "books", "born", "both", "bottom", "boys", "breaking", "brief", "bright", "broad", "brothers", "budget",
    "build", "building", "buildings", "burning", "business", "businesses", "but", "buy", "buyers", "by",
    "called", "calls", "campaign", "campaigners", "can", "candidates", "capital", "cars", "cases", "cash",
    "cattle", "census", "central", "certain", "certainly", "change", "changes", "charges", "charities",
    "chief", "child", "children", "cities", "citizens", "city", "civil", "civilians", "claims", "classes",
    "clean", "clear", "clearly", "climate", "clinics", "close", "closed", "clubs", "coach", "coal",
    "coalition", "cold", "colleagues", "college", "combined", "coming", "comments", "commercial",
    "committees", "common", "communities", "community", "companies", "compared", "competition", "complete",
    "concerned", "concerns", "conditions", "conflict", "consequently", "conservation", "conservative",
    "construction", "consumer", "consumers", "contemporary", "contrary", "conversely", "copies", "corporate",
    "costs", "could", "councils", "countries", "country", "couple", "court", "courts", "coverage", "created",
    "credits", "crews", "crime", "critics", "crowds", "crude", "cultural", "current", "currently",
    "customers", "cuts", "daily", "dark", "data", "date", "daughters", "dead", "dear", "death", "deaths",
    "debate", "debt", "debts", "decades", "deep", "defence", "defense", "delegates", "demand", "democratic",
    "democrats", "departing", "depending", "deputies", "designed", "despite", "details", "detectives",
    "developing", "did", "diesel", "different", "difficult", "digital", "diplomats", "direct", "discussions",
    "doctors", "documents", "does", "doing", "domestic", "donors", "double", "down", "dozens", "drivers",
    "drones", "drought", "drugs", "due", "during", "duty", "each", "earlier", "early", "earth", "east",
    "eastern", "economic", "economists", "editors", "education", "effective", "efforts", "eight", "eighth",
    "either", "elections", "electric", "electricity", "electronic", "eleven", "elsewhere", "emergency",
    "employees", "end", "enemy", "energy", "engineers", "enough", "entire", "environmental", "equally",
    "especially", "essentially", "estimates", "even", "evening", "events", "eventually", "ever", "every",
    "everyone", "everything", "evidence", "exactly", "examples", "except", "exchange", "executives",
    "existing", "experts", "exports", "external", "extra", "extreme", "families", "family", "famous", "fans",
    "far", "farm", "farmers", "fast", "fears", "features", "federal", "fees", "few", "fewer", "fierce",
    "fifteen", "fifth", "fifty", "fighters", "fighting", "figures", "films", "final", "finally", "financial",
    "fire", "firefighters", "first", "firstly", "fish", "five", "fixed", "flags", "fleet", "flights",
    "floods", "following", "food", "for", "foreign", "forensic", "forest", "former", "formerly", "forty",
    "fossil", "found", "four", "fourteen", "fourth", "free", "fresh", "friends", "from", "front", "fuel",
    "full", "fully", "fund", "funds", "further", "furthermore", "future", "games", "gas", "general",
    "generally", "generations", "giant", "girls", "given", "global", "go", "goals", "going", "gold", "good",
    "goods", "government", "governments", "governors", "grain", "grand", "grants", "gray", "great", "greater",
    "green", "groups", "growing", "growth", "guards", "guests", "guns", "had", "half", "hard", "has", "hate",
    "have", "having", "he", "head", "headquarters", "health", "healthcare", "heat", "heavy", "help", "helped",
    "hence", "her", "here", "hers", "hidden", "high", "higher", "highest", "highly", "him", "his",
    "historians", "historic", "historical", "historically", "homes", "hospitals", "host", "hot", "hotels",
    "hours", "house", "households", "housing", "how", "however", "huge", "human", "humans", "hundreds",
    "hunters", "i", "ideally", "ideas", "if", "images", "immediately", "important", "imports", "in",
    "including", "income", "increased", "indeed", "independent", "indigenous", "individual", "industrial",
    "industry", "inflation", "informally", "information", "initial", "initially", "injured", "inside",
    "inspectors", "instead", "intelligence", "interest", "interestingly", "internal", "international",
    "internationally", "internet", "into", "investigations", "investigators", "investment", "investors",
    "iron", "is", "islands", "issues", "it", "items", "its", "itself", "job", "jobs", "joint", "journalists",
    "judges", "jurors", "just", "justice", "keep", "key", "kids", "killed", "kind", "king", "knowing",
    "known", "labour", "lack", "land", "landlords", "language", "large", "largely", "larger", "last", "late",
    "later", "latest", "law", "lawmakers", "laws", "lawyers", "leaders", "leading", "leaked", "least",
    "leaving", "left", "legal", "legally", "legislators", "less", "let", "letters", "levels", "liberal",
    "libraries", "life", "light", "like", "likely", "likewise", "limited", "lines", "little", "live", "lives",
    "living", "loans", "local", "locally", "locals", "long", "longer", "look", "looking", "losses", "lots",
    "love", "low", "lower", "loyal", "machines", "made", "main", "mainly", "major", "make", "making", "male",
    "man", "managers", "many", "maps", "margins", "market", "markets", "married", "mass", "massive",
    "matches", "materials", "may", "maybe", "mayors", "me", "meals", "mean", "meanwhile", "measures", "meat",
    "media", "medical", "medieval", "meetings", "members", "men", "mentions", "merchants", "messages",
    "metal", "methods", "middle", "might", "migrants", "militants", "military", "militia", "millions", "mind",
    "ministers", "ministries", "minor", "minutes", "missiles", "mobile", "models", "modern", "money", "monks",
    "monthly", "months", "more", "moreover", "morning", "most", "mostly", "mothers", "motorists", "movement",
    "moving", "much", "multiple", "municipal", "music", "musicians", "must", "my", "names", "narrow",
    "nation", "national", "nations", "native", "natural", "nature", "naval", "near", "nearby", "nearly",
    "necessary", "negotiations", "negotiators", "neighbours", "neither", "net", "never", "nevertheless",
    "new", "newly", "news", "newspapers", "next", "night", "nine", "ninth", "no", "nobody", "non", "none",
    "nonetheless", "nor", "normal", "normally", "north", "northern", "not", "notably", "notes", "nothing",
    "now", "nowadays", "nuclear", "numbers", "numerous", "nurses", "observers", "occasionally", "of", "off",
    "offers", "officers", "offices", "official", "officially", "officials", "often", "oil", "old", "older",
    "olive", "on", "once", "one", "ones", "ongoing", "only", "onwards", "open", "opening", "operations",
    "operators", "opinion", "opponents", "opposition", "or", "orange", "orders", "ordinary", "organisations",
    "organisers", "original", "originally", "other", "others", "otherwise", "our", "out", "outside", "over",
    "overall", "overnight", "own", "owned", "owners", "papers", "parents", "parliament", "part",
    "participants", "parties", "partly", "parts", "party", "passengers", "past", "pastors", "patients",
    "payments", "peace", "pensioners", "people", "per", "perhaps", "permanent", "personal", "personally",
    "petrol", "phone", "photos", "physical", "pictures", "pilots", "pipelines", "place", "planners", "plans",
    "plants", "play", "players", "please", "plus", "poets", "points", "police", "policies", "policy",
    "political", "politically", "politicians", "poll", "polls", "poor", "popular", "population",
    "ports", "possible", "postal", "potential", "power", "preliminary", "presently", "presidents", "press",
    "pressed", "pressure", "previous", "previously", "prices", "primary", "prime", "prior", "prison",
    "prisoners", "private", "pro", "probably", "problems", "producers", "production", "professional",
    "profits", "progress", "prominent", "property", "prosecutors", "protesters", "protests", "provided",
    "provincial", "public", "publishers", "pupils", "pure", "put", "quality", "questions", "quickly", "quite",
    "radio", "rail", "rain", "rains", "rates", "rather", "ready", "real", "reality", "really", "reasons",
    "rebels", "recent", "recently", "recipients", "records", "recovery", "red", "reduced", "reforms",
    "refugees", "regardless", "regional", "regions", "regular", "regulators", "related", "relations",
    "relatives", "released", "religious", "remember", "rents", "repairs", "repeated", "reporters", "reports",
    "representatives", "republicans", "requests", "rescue", "rescuers", "research", "researchers", "reserves",
    "residents", "respectively", "responses", "results", "retail", "retailers", "retired", "returning",
    "revenue", "revenues", "rich", "right", "rights", "ring", "rising", "rival", "rivals", "river", "roads",
    "rocket", "role", "roughly", "round", "royal", "rubber", "rules", "rumours", "running", "rural", "safe",
    "safety", "sales", "same", "sanctions", "satellite", "say", "says", "schools", "science", "scientists",
    "sea", "seats", "second", "secondly", "secret", "secretary", "sectors", "security", "see", "seeing",
    "seen", "senators", "senior", "senses", "separate", "separately", "serious", "services", "seven",
    "seventh", "several", "severe", "shadow", "shares", "she", "ships", "shops", "short", "shortly", "should",
    "shows", "side", "signs", "silver", "similar", "similarly", "simple", "simply", "since", "sir", "sister",
    "sisters", "site", "six", "sixteen", "sixth", "sixty", "skilled", "slow", "slowly", "small", "smaller",
    "smoke", "so", "social", "society", "solar", "soldiers", "sole", "some", "somehow", "someone",
    "something", "sometimes", "somewhat", "son", "songs", "soon", "sources", "south", "southern", "space",
    "speakers", "speaking", "special", "specifically", "spending", "sport", "sports", "spring", "staff",
    "standard", "stars", "starting", "state", "statements", "states", "stations", "steel", "still", "stocks",
    "stone", "stories", "strange", "streets", "strong", "stronger", "structures", "student", "students",
    "studies", "such", "suddenly", "summer", "super", "supplies", "supply", "support", "supporters",
    "supposedly", "sure", "surely", "surprisingly", "survey", "surveys", "survivors", "suspects", "take",
    "taken", "taking", "talks", "tall", "tanks", "targets", "tax", "taxes", "taxpayers", "teachers", "teams",
    "technical", "technology", "teenagers", "television", "temperatures", "ten", "tens", "tenth", "term",
    "than", "thank", "thanks", "that", "the", "their", "theirs", "them", "themselves", "then", "there",
    "thereafter", "therefore", "these", "they", "thieves", "things", "think", "third", "thirdly", "thirteen",
    "thirty", "this", "thorough", "those", "though", "thoughts", "thousands", "threats", "three", "through",
    "throughout", "thus", "tickets", "time", "times", "to", "today", "together", "tomorrow", "tonight", "too",
    "top", "total", "totally", "tough", "tourism", "tourists", "toward", "towards", "towns", "trade",
    "traders", "trading", "traditional", "traditionally", "traffic", "trains", "transport", "travel",
    "travellers", "trees", "trials", "tribal", "tributes", "troops", "trucks", "true", "trustees", "try",
    "trying", "turning", "turnout", "twelve", "twenty", "twice", "two", "typical", "typically", "ultimately",
    "unable", "uncertain", "under", "underneath", "unemployment", "unfortunately", "unions", "unique",
    "united", "universities", "unless", "unlike", "unofficial", "unofficially", "until", "up", "upon",
    "upper", "urban", "us", "use", "used", "users", "usually", "vaccines", "valid", "values", "various",
    "vehicles", "very", "veterans", "vice", "victims", "videos", "viewers", "village", "villagers",
    "villages", "violence", "visitors", "volunteers", "voters", "votes", "wages", "waiting", "walking", "war",
    "warm", "warnings", "was", "watch", "watching", "water", "waters", "we", "weapons", "weather", "weekly",
    "weeks", "welcome", "well", "were", "west", "western", "what", "whatever", "when", "whenever", "where",
    "whereas", "wherever", "whether", "which", "while", "white", "who", "whole", "whom", "whose", "why",
    "wide", "widely", "wife", "wild", "will", "wind", "winners", "winter", "wise", "with", "within",
    "without", "witnesses", "woman", "women", "wood", "words", "work", "workers", "working", "works", "world",
    "worldwide", "worse", "worst", "would", "writers", "writing", "wrong", "year", "years", "yes",
    "yesterday", "yet", "you", "young", "younger", "your", "youth", "zero",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_told_from_names() {
        assert!(WORDS.is_sorted_by(|a, b| a < b));
        let check = |word: &str, common: bool| assert_eq!(is_common(word), common, "{word}");
        check("Talks", true);
        check("Yesterday", true);
        check("Speaking", true);
        check("Berg", false);
        check("Orla", false);
    }
}
