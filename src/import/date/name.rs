//! Words that stand in dates: months, days of the week, zones, and words between them.
//!
//! Comes in: one word in lower case. Goes out: what it means. Always holds: a word that means two things
//! (`IST` is a zone of three countries) is not here.

/// Names of the months in English, German, French and Spanish, by month.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "jan", "janv", "ene"],
    &["february", "februar", "feber", "février", "fevrier", "febrero", "feb", "févr", "fév"],
    &["march", "märz", "maerz", "mars", "marzo", "mar", "mär"],
    &["april", "avril", "abril", "apr", "avr", "abr"],
    &["may", "mai", "mayo"],
    &["june", "juni", "juin", "junio", "jun"],
    &["july", "juli", "juillet", "julio", "jul", "juil"],
    &["august", "août", "aout", "agosto", "aug", "ago"],
    &["september", "septembre", "septiembre", "setiembre", "sept", "sep"],
    &["october", "oktober", "octobre", "octubre", "oct", "okt"],
    &["november", "novembre", "noviembre", "nov"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dec", "dez", "déc", "dic"],
];

/// Words that say nothing about which day it is.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "at", "on", "of", "the", "st", "nd", "rd", "th", "um", "uhr", "den", "der", "am", "le", "er", "à", "el", "de", "del",
    "las", "los", "a",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miércoles", "miercoles", "jueves", "viernes", "sábado", "sabado", "domingo",
];

/// Zones by the name that people write, in minutes east of Greenwich.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("wet", 0),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// The month of a name, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(month, _)| month)
}

/// True for a word that says nothing about which day it is.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Minutes east of Greenwich.
pub(super) fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}
