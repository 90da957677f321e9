//! Word lists and sentences with places to be filled, for `generate`.

pub(crate) const FIRST_NAMES: &[&str] = &[
    "Adela", "Alban", "Anselm", "Beatriz", "Boris", "Carla", "Cyril", "Dalia", "Dmitri", "Edith",
    "Emil", "Farida", "Felix", "Greta", "Hanna", "Hugo", "Ilias", "Ines", "Jakub", "Joan", "Karim",
    "Klara", "Leon", "Lucia", "Marek", "Mira", "Nadia", "Nils", "Olga", "Oskar", "Petra", "Rafael",
    "Rosa", "Samir", "Selma", "Tomas", "Vera", "Viktor", "Yusuf", "Zofia",
];

pub(crate) const SURNAME_HEADS: &[&str] = &[
    "Alder", "Bran", "Castel", "Dorn", "Eschen", "Falk", "Grim", "Halver", "Ister", "Jann", "Kolb",
    "Lind", "Marten", "Norden", "Orten", "Pellig", "Quist", "Rosen", "Stern", "Tarn", "Ulver",
    "Vester", "Wend", "Zorn", "Brack", "Corv", "Drav", "Felt", "Gorl", "Hest",
];

pub(crate) const SURNAME_TAILS: &[&str] =
    &["ov", "berg", "escu", "mann", "ini", "sen", "aki", "ier", "ovic", "hal"];

pub(crate) const PLACE_HEADS: &[&str] = &[
    "Arl", "Bost", "Carn", "Dur", "Elv", "Forn", "Galt", "Horn", "Iv", "Jor", "Karst", "Lor",
    "Mend", "Narv",
];

pub(crate) const PLACE_TAILS: &[&str] = &["anovo", "ingrad", "estan", "avia", "holm"];

pub(crate) const REGIONS: &[&str] = &[
    "Northern",
    "Baltic",
    "Caspian",
    "Danubian",
    "Adriatic",
    "Pontic",
    "Alpine",
    "Levantine",
    "Nordic",
    "Iberian",
    "Aegean",
    "Carpathian",
    "Continental",
    "Atlantic",
    "Pacific",
];

pub(crate) const BODIES: &[&str] =
    &["Commission", "Council", "Agency", "Institute", "Union", "Forum", "Fund"];

pub(crate) const SUBJECTS: &[&str] = &[
    "Energy",
    "Grain",
    "Sanctions",
    "Security",
    "Migration",
    "Shipping",
    "Trade",
    "Minerals",
    "Fisheries",
    "Reconstruction",
    "Prisoners",
    "Borders",
    "Elections",
    "Finance",
    "Water",
    "Satellites",
    "Railways",
    "Pipelines",
    "Airspace",
    "Health",
];

pub(crate) const STATES: &[&str] = &[
    "Russia",
    "Ukraine",
    "China",
    "France",
    "Germany",
    "Poland",
    "Italy",
    "Spain",
    "India",
    "Japan",
    "Brazil",
    "Canada",
    "Iran",
    "Iraq",
    "Israel",
    "Egypt",
    "Norway",
    "Sweden",
    "Finland",
    "Denmark",
    "Estonia",
    "Latvia",
    "Lithuania",
    "Romania",
    "Bulgaria",
    "Greece",
    "Serbia",
    "Croatia",
    "Austria",
    "Hungary",
    "Switzerland",
    "Belgium",
    "Portugal",
    "Ireland",
    "Moldova",
    "Armenia",
    "Azerbaijan",
    "Kazakhstan",
    "Mongolia",
    "Vietnam",
    "Indonesia",
    "Malaysia",
    "Kenya",
    "Nigeria",
    "Ethiopia",
    "Morocco",
    "Algeria",
    "Chile",
    "Peru",
    "Mexico",
];

pub(crate) const OFFICES: &[&str] = &[
    "Minister of Foreign Affairs",
    "Minister of Defence",
    "Prime Minister",
    "Special Envoy",
    "Ambassador",
    "National Security Adviser",
    "Minister of Energy",
    "Speaker of Parliament",
    "Chief of Staff",
];

pub(crate) const PUBLISHERS: &[&str] = &[
    "The Evening Wire",
    "Harbour Press",
    "Northern Dispatch",
    "Ministry of Records",
    "Capital Bulletin",
    "Radio Meridian",
    "Daily Ledger",
    "Bureau of Statistics",
];

pub(crate) const HEADINGS: &[&str] = &[
    "What was agreed",
    "The positions of the sides",
    "How it came to this",
    "The next steps",
    "Money and law",
    "Reactions",
    "What is left open",
    "On the ground",
    "The view from the capital",
    "The timetable",
    "A question of guarantees",
    "The role of the neighbours",
];

pub(crate) const HEADLINE_VERBS: &[&str] =
    &["seeks", "welcomes", "rejects", "announces", "delays", "defends", "prepares"];

pub(crate) const VERBS: &[&str] = &[
    "discussed",
    "announced",
    "rejected",
    "confirmed",
    "presented",
    "postponed",
    "welcomed",
    "criticised",
    "reviewed",
    "signed",
    "prepared",
    "defended",
    "questioned",
    "supported",
    "expected",
];

pub(crate) const NOUNS: &[&str] = &[
    "proposal",
    "agreement",
    "timetable",
    "delegation",
    "statement",
    "draft",
    "budget",
    "inspection",
    "truce",
    "protocol",
    "embargo",
    "summit",
    "tariff",
    "mandate",
    "mission",
    "reform",
    "guarantee",
    "framework",
    "exchange",
    "assessment",
    "corridor",
    "deadline",
    "shipment",
    "loan",
    "inquiry",
    "referendum",
];

pub(crate) const ADJECTIVES: &[&str] = &[
    "new",
    "joint",
    "limited",
    "temporary",
    "detailed",
    "early",
    "broad",
    "technical",
    "formal",
    "revised",
    "costly",
    "careful",
    "regional",
    "binding",
    "partial",
    "second",
];

pub(crate) const TIMES: &[&str] = &[
    "three days of talks",
    "a long night",
    "the vote in parliament",
    "a call between the capitals",
    "two failed rounds",
    "weeks of delay",
    "the meeting on Monday",
    "the publication of the report",
];

pub(crate) const TAKEAWAYS: &[&str] = &[
    "{A} and {A} will name teams for the {j} {n}.",
    "The {n} covers {d} sites and runs for {d} weeks.",
    "No date was set for a {j} {n} on {s}.",
    "{A} wants a {j} {n} before the end of the year.",
    "Costs of the {n} are put at {d} million euros.",
];

pub(crate) const NAMING: &[&str] = &[
    "{A} {v} the {j} {n} in a call with {A}, and both sides left the {n} open for now.",
    "According to {A}, the {n} on {s} depends on a {j} {n} that has yet to be drawn up.",
    "Officials of {A} said that the {n} would not be {v} before the next {n}.",
    "{A} had {v} a similar {n} a year earlier, without much effect on the {n}.",
    "In {A}, the {n} was read as a sign that the {j} {n} had become possible.",
    "“The {n} is not a {n}, and it will not become one,” {A} told reporters after {t}.",
    "Neither {A} nor {A} would say whether the {j} {n} had been part of the talks.",
    "The {n} was {v} by {A}’s office, which spoke of a {j} step towards a {n}.",
];

pub(crate) const PLAIN: &[&str] = &[
    "The {j} {n} was {v} after {t}, and a further {n} is to follow within {d} days.",
    "Few details of the {n} are known, since the sides agreed to keep the {j} {n} to themselves.",
    "It remains open whether a {j} {n} can be paid for, as the {n} on {s} has been {v} twice.",
    "About {d} percent of the {n} was {v} in the first {d} weeks, more than most had expected.",
    "Under the {j} {n}, inspectors may visit {d} sites on {s} at two days’ notice.",
    "The {n} does not mention the {j} {n}, which had been the main obstacle until then.",
    "Those who {v} the {n} point to its cost, which has grown by {d} million euros since the spring.",
    "A {j} {n} on {s} is thought to be ready, but it has not been {v} in public.",
    "Since then the {n} has been {v} in several places, most often because of a {j} {n}.",
    "What a {j} {n} would change is disputed, and the {n} itself leaves room for more than one reading.",
];
