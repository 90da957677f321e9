//! Where the sentences of a block end.
//!
//! In: the text of one block (a paragraph, list item, heading or cell), mostly English news.
//! Out: the byte ranges of its sentences. They are trimmed of white space, in order, do not
//! overlap, and together cover everything that is not white space; a stop belongs to the sentence
//! that it ends, with the quotes, brackets and note marks behind it.
//!
//! The default sentence boundary of UAX #29 knows characters and no words, so it falls after
//! `U.S.`, `Mr.` and `Feb.`. Kiss and Strunk (*Unsupervised Multilingual Sentence Boundary
//! Detection*, Computational Linguistics 32(4), 2006) decide by the word before the stop (is it
//! an abbreviation, an initial, an ordinal number?) and by the word behind it (its case, and how
//! often it opens sentences). They learn those words from a corpus; one block is too short for
//! that, so here they stand in tables.
//!
//! In doubt there is no break: two sentences in one are easier to read than half a sentence.
//! Time is linear in the length of the text, whatever it holds.

use std::ops::Range;

/// The sentences of `text`, as byte ranges.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = after_white_space(text, 0);
    let mut at = start;
    let mut searched_to = start;
    let mut has_word = false;
    while let Some(stop) = Stop::find(text, at) {
        at = stop.end;
        has_word = has_word || contains_word(&text[searched_to..stop.start]);
        searched_to = stop.end;
        if has_word && ends_sentence(text, start, &stop) {
            found.push(start..stop.end);
            start = after_white_space(text, stop.end);
            at = start;
            searched_to = start;
            has_word = false;
        }
    }
    let rest = text[start..].trim_end();
    match found.last_mut() {
        _ if rest.is_empty() => {}
        // What has no word (`!!!`, an emoji) is no sentence; it belongs to the one before.
        Some(last) if !contains_word(rest) => last.end = start + rest.len(),
        _ => found.push(start..start + rest.len()),
    }
    found
}

/// How much a stop says by itself, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// One full stop: it may belong to an abbreviation or a number.
    FullStop,
    /// `...` or `…`: a pause or an end.
    Ellipsis,
    /// `!`, `?`, or a full stop behind a closing quote or bracket.
    Decisive,
    /// A stop of a script that has no capitals and may do without spaces, such as `。`.
    Unspaced,
}

/// A run of stops, and what closes behind it.
struct Stop {
    start: usize,
    /// Behind the closing quotes, brackets and note marks.
    end: usize,
    mark: Mark,
    /// A quote or bracket closes behind the stop.
    closes: bool,
    /// Bare digits stand behind the stop: the number of a note, if a plain word is before it.
    has_bare_note: bool,
}

impl Stop {
    /// The first stop at or behind `at`.
    fn find(text: &str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut from = at;
        loop {
            // Every byte that may begin a stop; only the ASCII ones are stops for certain.
            let start = from
                + bytes[from..].iter().position(|byte| {
                    matches!(byte, b'.' | b'!' | b'?' | 0xD6 | 0xD8 | 0xDB | 0xE0..=0xE3 | 0xEF)
                })?;
            if bytes[start].is_ascii() {
                return Some(Self::read(text, start));
            }
            let first = text[start..].chars().next()?;
            if mark_of(first).is_some() {
                return Some(Self::read(text, start));
            }
            from = start + first.len_utf8();
        }
    }

    /// The run of stops that begins at `start`.
    fn read(text: &str, start: usize) -> Self {
        let mut stop =
            Self { start, end: start, mark: Mark::FullStop, closes: false, has_bare_note: false };
        for c in text[start..].chars() {
            match mark_of(c) {
                Some(Mark::FullStop) if stop.closes => stop.mark = stop.mark.max(Mark::Decisive),
                Some(Mark::FullStop) if stop.end > start => {
                    stop.mark = stop.mark.max(Mark::Ellipsis);
                }
                Some(mark) => stop.mark = stop.mark.max(mark),
                None if is_closing(c, stop.mark) => stop.closes |= !is_invisible(c),
                None => break,
            }
            stop.end += c.len_utf8();
        }
        let marked = after_note_marks(text, stop.end);
        stop.has_bare_note = marked == stop.end;
        stop.end = if stop.has_bare_note { after_bare_note(text, marked) } else { marked };
        stop.has_bare_note = stop.end > marked;
        stop.end = after_spaced_closing(text, stop.end);
        stop
    }
}

/// The word behind a stop.
struct Next<'a> {
    first: char,
    word: &'a str,
    /// What follows the word.
    after: &'a str,
}

impl<'a> Next<'a> {
    /// The word at the beginning of `text`, behind opening quotes, brackets and dashes.
    fn read(text: &'a str) -> Option<Self> {
        let text = text.trim_start_matches(is_opening);
        let first = text.chars().next()?;
        let (word, after) = split_word(text);
        Some(Self { first, word, after })
    }

    /// Lower case or punctuation: whatever the stop was, the sentence goes on.
    fn continues(&self) -> bool {
        let is_enumerator = self.word.len() == 1 && self.after.starts_with(')');
        if self.first.is_lowercase() && !is_enumerator {
            // `iPhone` and `eBay` are names. Georgian letters have no capitals in running text.
            let second = self.word.chars().nth(1);
            return !second.is_some_and(char::is_uppercase) && !is_georgian(self.first);
        }
        mark_of(self.first).is_some() || ",;:)]}%&+=/，、；：".contains(self.first)
    }

    /// A word that begins sentences and is no part of a name, such as `The`.
    fn opens_sentence(&self) -> bool {
        // The `A` of `A. B. Smith`, the `All` of `All-Star` and the `No` of `No. 10` do not.
        let stands_alone = self.after.is_empty()
            || self.after.starts_with(|c: char| c.is_whitespace() || ",'’".contains(c));
        stands_alone && lists(OPENERS, self.word)
    }

    fn is_number(&self) -> bool {
        let is_roman = self.word != "I" && self.word.bytes().all(|b| b"IVXL".contains(&b));
        self.first.is_numeric()
            || "$€£¥₹₽#§".contains(self.first)
            || (is_roman && !self.word.is_empty())
    }

    fn is_month(&self) -> bool {
        lists(MONTHS, self.word)
    }

    /// Names and then a verb of speech: who said the quotation before it.
    fn is_attribution(&self) -> bool {
        let (mut word, mut after) = (self.word, self.after);
        for _ in 0..4 {
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            (word, after) = split_word(after.strip_prefix(' ').unwrap_or(""));
        }
        !self.opens_sentence() && lists(SPEECH_VERBS, word)
    }
}

/// Whether `stop` ends the sentence that begins at `start`.
fn ends_sentence(text: &str, start: usize, stop: &Stop) -> bool {
    let behind = &text[stop.end..];
    if stop.mark == Mark::Unspaced {
        // In Japanese, `と` behind a closing bracket is the "said" of a quotation.
        let goes_on = stop.closes && behind.starts_with('と');
        return !goes_on && !behind.starts_with(['，', '、', '；', '：', ',']);
    }
    // `talks.The` is left alone: it looks like `state.gov` or `v1.B`.
    if !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(next) = Next::read(behind) else { return false };
    if next.continues() {
        return false;
    }
    let before = &text[start..stop.start];
    match stop.mark {
        Mark::FullStop => full_stop_ends(before, stop, &next),
        // Words were left out between `said … Putin`; the pause of `well… Putin` ends.
        Mark::Ellipsis => !ends_apart(before) || next.opens_sentence(),
        // `“Will it hold?” Kellogg asked.`
        _ => !(stop.closes && before.starts_with(is_quote) && next.is_attribution()),
    }
}

/// Whether one full stop ends the sentence of which `before` stands before it.
fn full_stop_ends(before: &str, stop: &Stop, next: &Next<'_>) -> bool {
    let token = token_at_end(before);
    if token.is_empty() {
        // The last of `. . .`; else a stop behind a bracket, a sign or a very long word.
        return !before.trim_end().ends_with('.') || next.opens_sentence();
    }
    if token.len() == before.len() && is_enumerator(token) {
        return false;
    }
    let rule = Rule::of(token);
    if stop.has_bare_note && !(rule == Rule::Word && token.chars().all(char::is_alphabetic)) {
        return false;
    }
    let earlier = &before[..before.len() - token.len()];
    match rule {
        Rule::Word => true,
        Rule::Never => false,
        Rule::NotBeforeNumber => !next.is_number(),
        Rule::BeforeOpener => next.opens_sentence(),
        // As news agencies write it: `Miami, Fla.` and `R-Fla.`
        Rule::State => !earlier.trim_end().ends_with([',', '-']) || next.opens_sentence(),
        Rule::Clock => clock_ends(next),
        Rule::Initial => {
            // `Plan B.` ends; the `S.` of `S. 12` is a page.
            let word = last_word(earlier);
            let is_label = LABELS.iter().any(|label| label.eq_ignore_ascii_case(word));
            is_label || next.opens_sentence()
        }
        Rule::Ordinal => ordinal_ends(earlier, next),
    }
}

/// What the word before a full stop says about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// A plain word: the sentence ends.
    Word,
    Never,
    NotBeforeNumber,
    BeforeOpener,
    State,
    Clock,
    Initial,
    Ordinal,
}

impl Rule {
    fn of(token: &str) -> Self {
        /// In bytes. No abbreviation of the tables is longer.
        const LONGEST: usize = 10;
        let mut chars = token.chars();
        let first = chars.next();
        let is_single = chars.next().is_none();
        if token.len() > LONGEST {
            Self::Word
        } else if is_single && first.is_some_and(|c| c.is_uppercase() || c.is_lowercase()) {
            Self::Initial
        } else if token.bytes().all(|b| b.is_ascii_digit()) {
            if token.len() <= 2 { Self::Ordinal } else { Self::Word }
        } else if lists(NEVER_END, token) {
            Self::Never
        } else if let Some((_, last_part)) = token.rsplit_once('.') {
            Self::of_dotted(token, last_part)
        } else if lists(BEFORE_NUMBERS, token) {
            Self::NotBeforeNumber
        } else if lists(MAY_END, token) {
            Self::BeforeOpener
        } else if lists(STATES, token) {
            Self::State
        } else {
            Self::Word
        }
    }

    /// Of a token with stops inside, such as `U.S`, `a.m`, `Lt.Gen` and `state.gov`.
    fn of_dotted(token: &str, last_part: &str) -> Self {
        if matches!(token, "a.m" | "p.m") {
            Self::Clock
        } else if is_acronym(token) {
            Self::BeforeOpener
        } else if lists(NEVER_END, last_part) {
            Self::Never
        } else {
            Self::Word
        }
    }
}

/// `9 a.m. Monday`, `9 a.m. GMT` and `9 a.m. Riyadh time` go on.
fn clock_ends(next: &Next<'_>) -> bool {
    let (second, _) = split_word(next.after.trim_start());
    let goes_on = next.is_month() || lists(AFTER_CLOCKS, next.word);
    !goes_on && !second.eq_ignore_ascii_case("time")
}

/// `18. Februar`, `18. 2. 2025` and `der 2. Weltkrieg` go on.
fn ordinal_ends(earlier: &str, next: &Next<'_>) -> bool {
    let is_digits = |word: &str, n_digits: Range<usize>| {
        n_digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let previous = last_word(earlier);
    let is_day = is_digits(next.word, 1..3) && next.after.starts_with('.');
    let is_year = is_digits(next.word, 4..5)
        && previous.strip_suffix('.').is_some_and(|day| is_digits(day, 1..3));
    !(next.is_month() || is_day || is_year || lists(BEFORE_ORDINALS, previous))
}

/// The number or letter of a list item: `1`, `2.3`, `a`, `IV`.
fn is_enumerator(token: &str) -> bool {
    let is_number = token
        .split('.')
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let is_roman = token.len() <= 4 && token.bytes().all(|b| b"IVXivx".contains(&b));
    is_number || is_roman || (token.len() == 1 && token.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Parts of one or two letters with stops between them: `U.S`, `Ph.D`.
fn is_acronym(token: &str) -> bool {
    token.split('.').all(|part| {
        (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    })
}

/// The abbreviation or number at the end of `before`; empty if there is none, or if it is too long
/// to be one. The search is bounded, so that a text without spaces costs no more.
fn token_at_end(before: &str) -> &str {
    const FARTHEST: usize = 32;
    let tail = &before[before.floor_char_boundary(before.len().saturating_sub(FARTHEST))..];
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’');
    let Some((at, c)) = tail.char_indices().rfind(|&(_, c)| !is_part(c)) else {
        let is_whole = tail.len() == before.len();
        return if is_whole { tail.trim_start_matches(is_quote) } else { "" };
    };
    tail[at + c.len_utf8()..].trim_start_matches(is_quote)
}

/// The last word of `earlier`, without what opens before it; empty if it is long.
fn last_word(earlier: &str) -> &str {
    const FARTHEST: usize = 16;
    let earlier = earlier.trim_end();
    let tail = &earlier[earlier.floor_char_boundary(earlier.len().saturating_sub(FARTHEST))..];
    let word = tail.rsplit(char::is_whitespace).next().unwrap_or("");
    word.trim_start_matches(is_opening)
}

/// The letters and digits at the beginning of `text`, and the rest.
fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()))
}

fn contains_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn ends_apart(before: &str) -> bool {
    before.ends_with(|c: char| c.is_whitespace() || c == '[' || c == '(')
}

fn after_white_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Behind the marks of notes such as `[3]`, `[a]` and `²` at `at`.
fn after_note_marks(text: &str, at: usize) -> usize {
    const LONGEST: usize = 8;
    let mut end = at;
    loop {
        let rest = &text[end..];
        if let Some(c) = rest.chars().next().filter(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c))
        {
            end += c.len_utf8();
            continue;
        }
        let Some(inner) = rest.strip_prefix('[') else { return end };
        let len = inner.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        if len == 0 || !inner[len..].starts_with(']') {
            return end;
        }
        end += len + "[]".len();
    }
}

/// Behind the note number of `talks.3 The` or `talks.3,4 The` at `at`.
fn after_bare_note(text: &str, at: usize) -> usize {
    const LONGEST: usize = 12;
    let rest = &text[at..];
    let len = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_digit() || *b == b',').count();
    let is_note = rest[..len].split(',').all(|part| (1..=3).contains(&part.len()));
    let is_apart = len == rest.len() || rest[len..].starts_with(char::is_whitespace);
    if is_note && is_apart { at + len } else { at }
}

/// Behind the closing mark of `« Non. » Il` at `at`: one that has white space on both sides.
fn after_spaced_closing(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let Some(closing) = trimmed.chars().next().filter(|c| "»”’\"')]".contains(*c)) else {
        return at;
    };
    let behind = &trimmed[closing.len_utf8()..];
    let is_apart = trimmed.len() < rest.len()
        && (behind.is_empty() || behind.starts_with(char::is_whitespace));
    if is_apart { text.len() - behind.len() } else { at }
}

fn mark_of(c: char) -> Option<Mark> {
    match c {
        '.' => Some(Mark::FullStop),
        '…' => Some(Mark::Ellipsis),
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => Some(Mark::Decisive),
        // Chinese and Japanese; Arabic and Urdu; Hindi; Armenian; Burmese; Ethiopic; Khmer.
        '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '။' | '።' | '፧' | '។' => {
            Some(Mark::Unspaced)
        }
        _ => None,
    }
}

/// Whether `c`, right behind a stop, belongs to it.
fn is_closing(c: char, mark: Mark) -> bool {
    match c {
        // German closes with them. Where no space follows a stop, they open the next sentence.
        '“' | '‘' | '«' | '‹' => mark != Mark::Unspaced,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '）' | '］' | '」' | '』' | '】'
        | '》' | '〉' => true,
        _ => is_invisible(c),
    }
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '„'
            | '‚'
            | '»'
            | '›'
            | '¿'
            | '¡'
            | '-'
            | '–'
            | '—'
            | '―'
            | '•'
            | '（'
            | '「'
    ) || is_quote(c)
        || is_invisible(c)
        || c.is_whitespace()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '‹' | '„' | '»')
}

/// Marks of direction and width, which copied text is full of.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_georgian(c: char) -> bool {
    matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Whether a table, sorted by bytes, has the word.
fn lists(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// A name, a number or an example follows: titles first of all. `Mr. He` is a person, so not even
/// an opening word ends a sentence here.
#[rustfmt::skip]
const NEVER_END: &[&str] = &[
    "Abp", "Adm", "Amb", "Atty", "Brig", "Capt", "Cdr", "Cdre", "Cmdr", "Col", "Cpl", "Det", "Dr",
    "Drs", "Ens", "Gen", "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "MM", "Maj", "Messrs", "Mgr",
    "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep",
    "Reps", "Rev", "Rt", "Sen", "Sens", "Sgt", "Sig", "Sra", "Srta", "Supt", "Treas", "bzw", "cf",
    "d.h", "dhr", "e.g", "evtl", "ggf", "i.e", "incl", "inkl", "sog", "u.a", "vgl", "viz", "vs",
    "z.B", "и.о", "им", "просп", "св", "т.е", "ул",
];

/// Plain words (`No.`) or dates, unless a number follows.
#[rustfmt::skip]
const BEFORE_NUMBERS: &[&str] = &[
    "Abs", "App", "Apr", "Art", "Arts", "Aug", "Bd", "Ch", "Dec", "Eq", "Feb", "Fig", "Figs", "Jan",
    "Jul", "Jun", "Mar", "Mk", "No", "Nos", "Nov", "Nr", "Oct", "Op", "Para", "Paras", "Pt",
    "Res", "Rs", "Sec", "Sect", "Sep", "Sept", "Tel", "Vol", "Vols", "Ziff", "approx", "art",
    "arts", "ca", "ch", "est", "fig", "figs", "no", "nos", "nr", "op", "par", "para",
    "paras", "pp", "pt", "sec", "sect", "tel", "vol", "vols", "стр",
];

/// Parts of names, streets and amounts: they end a sentence if a word follows that opens one.
/// `etc.` is not here: before a capital it ends, like any word.
#[rustfmt::skip]
const MAY_END: &[&str] = &[
    "Assn", "Assoc", "Ave", "Bhd", "Blvd", "Bros", "Cie", "Co", "Corp", "Cos", "Dept", "Div", "Esq",
    "Fr", "Fri", "Ft", "Hwy", "Inc", "Int", "Intl", "Jr", "LLC", "Ltd", "Mfg", "Mio", "Mon", "Mrd",
    "Mt", "Mts", "Natl", "Pte", "Pty", "Rd", "Sat", "Sr", "St", "Ste", "Sts", "Thu", "Thur",
    "Thurs", "Tsd", "Tue", "Tues", "Univ", "Wed", "al", "plc", "гг", "млн", "млрд", "руб", "тыс",
];

/// States of the U.S. as news agencies shorten them; some are words too (`Mass.`, `Miss.`).
#[rustfmt::skip]
const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans",
    "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont",
    "Ore", "Pa", "Penn", "Que", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// Words before a single letter that is no initial.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "Annex", "Appendix", "Article", "Category", "Class", "Company", "Division", "Exhibit",
    "Generation", "Grade", "Group", "Hepatitis", "Influenza", "Liga", "Malcolm", "Model", "Option",
    "Part", "Phase", "Plan", "Schedule", "Section", "Serie", "Series", "Stage", "Team", "Tier",
    "Title", "Type", "Vitamin", "War",
];

/// Words before an ordinal number, in languages that write a stop behind it.
#[rustfmt::skip]
const BEFORE_ORDINALS: &[&str] = &[
    "Am", "Beim", "Das", "Dem", "Den", "Der", "Des", "Die", "Im", "Vom", "Zum", "Zur", "am", "beim",
    "das", "dem", "den", "der", "des", "die", "im", "jeden", "jedes", "vom", "zum", "zur",
];

/// English and German; other languages write months in lower case.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "Apr", "April", "Aug", "August", "Dec", "December", "Dez", "Dezember", "Feb", "Februar",
    "February", "Jan", "Januar", "January", "Juli", "July", "June", "Juni", "Jänner", "Mai",
    "March", "May", "März", "Nov", "November", "Oct", "October", "Okt", "Oktober", "Sep", "Sept",
    "September",
];

/// Days and zones, which go on with a time of day.
#[rustfmt::skip]
const AFTER_CLOCKS: &[&str] = &[
    "AST", "BST", "CDT", "CEST", "CET", "CST", "CT", "Central", "EDT", "EEST", "EET", "EST", "ET",
    "Eastern", "Friday", "GMT", "IST", "JST", "Local", "MSK", "MST", "MT", "Monday", "PDT", "PST",
    "PT", "Pacific", "Saturday", "Sunday", "Thursday", "Today", "Tomorrow", "Tuesday", "UTC",
    "Wednesday",
];

#[rustfmt::skip]
const SPEECH_VERBS: &[&str] = &[
    "added", "answered", "asked", "asks", "continued", "cried", "declared", "demanded", "exclaimed",
    "joked", "posted", "quipped", "recalled", "remarked", "replied", "responded", "said", "says",
    "shouted", "told", "tweeted", "warned", "wondered", "wrote", "yelled",
];

/// Words that open a sentence and hardly a name. `La`, `Los`, `Das` and `May` are left out.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
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

#[cfg(test)]
mod tests;
