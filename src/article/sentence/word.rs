//! The words by which sentences are told apart: abbreviations, months, openers.

/// Whether a table, sorted by bytes, has the word.
pub(super) fn lists(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// A name, a number or an example follows: titles first of all. `Mr. He` is a person, so not even
/// an opening word ends a sentence here.
#[rustfmt::skip]
pub(super) const NEVER_END: &[&str] = &[
    "Abp", "Adm", "Amb", "Atty", "Brig", "Capt", "Cdr", "Cdre", "Cmdr", "Col", "Cpl", "Det", "Dr",
    "Drs", "Ens", "Gen", "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "MM", "Maj", "Messrs", "Mgr",
    "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep",
    "Reps", "Rev", "Rt", "Sen", "Sens", "Sgt", "Sig", "Sra", "Srta", "Supt", "Treas", "bzw", "cf",
    "d.h", "dhr", "e.g", "evtl", "ggf", "i.e", "incl", "inkl", "sog", "u.a", "vgl", "viz", "vs",
    "z.B", "и.о", "им", "просп", "св", "т.е", "ул",
];

/// Plain words (`No.`) or dates, unless a number follows.
#[rustfmt::skip]
pub(super) const BEFORE_NUMBERS: &[&str] = &[
    "Abs", "App", "Apr", "Art", "Arts", "Aug", "Bd", "Ch", "Dec", "Eq", "Feb", "Fig", "Figs", "Jan",
    "Jul", "Jun", "Mar", "Mk", "No", "Nos", "Nov", "Nr", "Oct", "Op", "Para", "Paras", "Pt",
    "Res", "Rs", "Sec", "Sect", "Sep", "Sept", "Tel", "Vol", "Vols", "Ziff", "approx", "art",
    "arts", "ca", "ch", "est", "fig", "figs", "no", "nos", "nr", "op", "par", "para",
    "paras", "pp", "pt", "sec", "sect", "tel", "vol", "vols", "стр",
];

/// Parts of names, streets and amounts: they end a sentence if a word follows that opens one.
/// `etc.` is not here: before a capital it ends, like any word.
#[rustfmt::skip]
pub(super) const MAY_END: &[&str] = &[
    "Assn", "Assoc", "Ave", "Bhd", "Blvd", "Bros", "Cie", "Co", "Corp", "Cos", "Dept", "Div", "Esq",
    "Fr", "Fri", "Ft", "Hwy", "Inc", "Int", "Intl", "Jr", "LLC", "Ltd", "Mfg", "Mio", "Mon", "Mrd",
    "Mt", "Mts", "Natl", "Pte", "Pty", "Rd", "Sat", "Sr", "St", "Ste", "Sts", "Thu", "Thur",
    "Thurs", "Tsd", "Tue", "Tues", "Univ", "Wed", "al", "plc", "гг", "млн", "млрд", "руб", "тыс",
];

/// States of the U.S. as news agencies shorten them; some are words too (`Mass.`, `Miss.`).
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans",
    "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont",
    "Ore", "Pa", "Penn", "Que", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// Words before a single letter that is no initial.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "Annex", "Appendix", "Article", "Category", "Class", "Company", "Division", "Exhibit",
    "Generation", "Grade", "Group", "Hepatitis", "Influenza", "Liga", "Malcolm", "Model", "Option",
    "Part", "Phase", "Plan", "Schedule", "Section", "Serie", "Series", "Stage", "Team", "Tier",
    "Title", "Type", "Vitamin", "War",
];

/// Words before an ordinal number, in languages that write a stop behind it.
#[rustfmt::skip]
pub(super) const BEFORE_ORDINALS: &[&str] = &[
    "Am", "Beim", "Das", "Dem", "Den", "Der", "Des", "Die", "Im", "Vom", "Zum", "Zur", "am", "beim",
    "das", "dem", "den", "der", "des", "die", "im", "jeden", "jedes", "vom", "zum", "zur",
];

/// English and German; other languages write months in lower case.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "Apr", "April", "Aug", "August", "Dec", "December", "Dez", "Dezember", "Feb", "Februar",
    "February", "Jan", "Januar", "January", "Juli", "July", "June", "Juni", "Jänner", "Mai",
    "March", "May", "März", "Nov", "November", "Oct", "October", "Okt", "Oktober", "Sep", "Sept",
    "September",
];

/// Days and zones, which go on with a time of day.
#[rustfmt::skip]
pub(super) const AFTER_CLOCKS: &[&str] = &[
    "AST", "BST", "CDT", "CEST", "CET", "CST", "CT", "Central", "EDT", "EEST", "EET", "EST", "ET",
    "Eastern", "Friday", "GMT", "IST", "JST", "Local", "MSK", "MST", "MT", "Monday", "PDT", "PST",
    "PT", "Pacific", "Saturday", "Sunday", "Thursday", "Today", "Tomorrow", "Tuesday", "UTC",
    "Wednesday",
];

#[rustfmt::skip]
pub(super) const SPEECH_VERBS: &[&str] = &[
    "added", "answered", "asked", "asks", "continued", "cried", "declared", "demanded", "exclaimed",
    "joked", "posted", "quipped", "recalled", "remarked", "replied", "responded", "said", "says",
    "shouted", "told", "tweeted", "warned", "wondered", "wrote", "yelled",
];

/// Words that open a sentence and hardly a name. `La`, `Los`, `Das` and `May` are left out.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "A", "Aber", "About", "According", "Across", "Additionally", "After", "Afterwards", "Against",
    "All", "Also", "Although", "Amid", "Among", "An", "And", "Another", "Any", "Are", "As", "At",
    "Auch", "Because", "Before", "Both", "But", "By", "Can", "Could", "Dans", "Did", "Die", "Do",
    "Does", "During", "Each", "Earlier", "Ein", "Eine", "Either", "Elle", "En", "Er", "Es", "Even",
    "Every", "Few", "For", "From", "Further", "Furthermore", "Had", "Has", "Have", "He", "Hence",
    "Her", "Here", "His", "How", "However", "I", "Ich", "If", "Il", "Ils", "Im", "In", "Indeed",
    "Instead", "Is", "It", "Its", "Just", "Last", "Later", "Less", "Many", "Meanwhile", "Mit",
    "More", "Moreover", "Most", "Much", "My", "Neither", "Nevertheless", "Nor", "Not", "Nothing",
    "Now", "Of", "On", "Once", "Only", "Or", "Other", "Others", "Our", "Over", "Perhaps", "Pero",
    "Previously", "Separately", "Several", "She", "Should", "Sie", "Since", "So", "Some", "Soon",
    "Still", "Such", "That", "The", "Their", "Then", "There", "Therefore", "These", "They", "This",
    "Those", "Though", "Through", "Throughout", "Thus", "To", "Together", "Two", "Und", "Under",
    "Unlike", "Until", "Up", "Upon", "Was", "We", "Were", "What", "When", "Whether", "Which",
    "While", "Who", "Why", "Wir", "With", "Within", "Without", "Would", "Yes", "Yet", "You",
    "Your", "В", "И", "Как", "На", "Но", "Однако", "Он", "Она", "Они", "По", "При", "Это",
];
