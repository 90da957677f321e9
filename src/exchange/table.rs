//! Actors as CSV.
//!
//! Comes in: a table whose columns are the keys of the registry files, or the actors of a site. Goes out:
//! a `Batch`, or the lines of a table. Always holds: a line that is bad costs that line alone; lists and roles
//! read back as they were, with `\` before signs that would part them.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, StringRecord, WriterBuilder};

use super::record::{Field, Record};
use super::{BadLine, Batch, Incoming};
use crate::actor::{Case, Diacritics, Kind, Role};
use crate::date::PartialDate;
use crate::path::{Slug, SourcePath};
use crate::yaml::{Value, nearest};

/// The columns of an export, in their order: the key of the registry files, and the name of the column.
const COLUMNS: &[(&str, &str)] = &[
    ("slug", "slug"),
    ("name", "name"),
    ("kind", "kind"),
    ("aliases", "aliases"),
    ("weak_aliases", "weak_aliases"),
    ("demonyms", "demonyms"),
    ("metonyms", "metonyms"),
    ("roles", "roles"),
    ("member_of", "member_of"),
    ("located_in", "located_in"),
    ("description", "description"),
    ("image", "image"),
    ("links.wikidata", "wikidata"),
    ("links.wikipedia", "wikipedia"),
    ("links.website", "website"),
    ("links.opensanctions", "opensanctions"),
    ("match.case", "case"),
    ("match.diacritics", "diacritics"),
    ("match.exclude", "exclude"),
    ("profile", "profile"),
    ("articles", "articles"),
    ("mentions", "mentions"),
];

/// The cell of a list or text that is empty on purpose. An empty cell says nothing.
const EMPTY: &str = ";";

/// Reads a table. The sign between its cells is found in its first line.
pub fn read(mut input: impl Read, path: &SourcePath) -> std::io::Result<Batch> {
    let mut start = Vec::new();
    input.by_ref().take(MAX_HEADER).read_to_end(&mut start)?;
    let bytes = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = delimiter(first);
    // Where lines end with CRLF, the library says of a row that it begins before the last LF.
    let n_before = u64::from(first.ends_with(b"\r"));
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes.chain(input));
    let mut batch = Batch::default();
    let header = reader.byte_headers().map_err(io_error)?;
    let header = StringRecord::from_byte_record_lossy(header.clone());
    let columns = columns(&header, path, &mut batch);
    let mut row = ByteRecord::new();
    let mut rows = Rows { path, columns, n_columns: header.len(), delimiter, batch };
    if !rows.columns.contains(&Some("name")) {
        let message = "the table has no column `name`".to_owned();
        let hint = format!("the first line names the columns: `{}`", column_names().join(","));
        let text = shown(&header, delimiter);
        rows.batch.bad(BadLine { path, line: 1, text: &text, message, hint });
        return Ok(rows.batch);
    }
    while reader.read_byte_record(&mut row).map_err(io_error)? {
        let line = row.position().map_or(0, csv::Position::line) + n_before;
        rows.take(&row, line);
    }
    Ok(rows.batch)
}

/// The first line of an export.
pub fn header() -> String {
    line(COLUMNS.iter().map(|(_, column)| (*column).to_owned()))
}

/// The line of an actor with its number of articles and mentions. `base` is what a built-in pack has of it.
pub fn row(record: &Record, base: Option<&Record>, counts: (usize, usize)) -> String {
    let fields = record.fields();
    let base = base.map(Record::fields).unwrap_or_default();
    let cell = |key: &str| match key {
        "slug" => record.slug().map_or(String::new(), |slug| slug.to_string()),
        "articles" => counts.0.to_string(),
        "mentions" => counts.1.to_string(),
        key => {
            let value = |fields: &[Field]| {
                let found = fields.iter().find(|(known, _)| *known == key);
                found.map(|(_, value)| cell(value)).unwrap_or_default()
            };
            let own = value(&fields);
            let is_emptied = own.is_empty() && !value(&base).is_empty();
            if is_emptied { EMPTY.to_owned() } else { own }
        }
    };
    line(COLUMNS.iter().map(|(key, _)| cell(key)))
}

const MAX_HEADER: u64 = 1 << 16;

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(cells).ok().and_then(|()| writer.into_inner().ok());
    String::from_utf8(written.expect("invariant: writing to memory does not fail"))
        .expect("invariant: a line of texts is a text")
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Sequence(list) => {
            list.iter().map(|item| escaped(&list_item(item), ';')).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}

/// A name or slug as it is, a role as `title|of|from|to`.
fn list_item(item: &Value) -> String {
    if let Value::String(text) = item {
        return text.replace('\\', "\\\\");
    }
    let part = |key: &str| {
        let text = item.get(key).and_then(Value::as_str).unwrap_or_default();
        escaped(&text.replace('\\', "\\\\"), '|')
    };
    let mut parts = ["title", "of", "from", "to"].map(part).to_vec();
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.join("|")
}

fn escaped(text: &str, sign: char) -> String {
    text.replace(sign, &format!("\\{sign}"))
}

/// Parts of a text between signs that have no `\` before them. What stands behind a `\` stays.
fn parts(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let last = parts.last_mut().expect("invariant: there is a first part");
        match c {
            '\\' => {
                last.push(c);
                last.extend(chars.next());
            }
            c if c == sign => parts.push(String::new()),
            c => last.push(c),
        }
    }
    let trimmed = parts.iter().map(|part| part.trim().to_owned());
    trimmed.filter(|part| !part.is_empty() || sign == '|').collect()
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next().unwrap_or(c)),
            c => plain.push(c),
        }
    }
    plain
}

/// The sign that the first line has most of, among those that spreadsheets use.
fn delimiter(header: &[u8]) -> u8 {
    let count = |sign: &u8| header.iter().filter(|byte| *byte == sign).count();
    let signs = [b',', b';', b'\t'];
    signs.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn io_error(error: csv::Error) -> std::io::Error {
    std::io::Error::other(error)
}

fn column_names() -> Vec<&'static str> {
    COLUMNS.iter().map(|(_, column)| *column).collect()
}

/// The key of each column; none for a column that is not known, of which the writer is told.
fn columns(
    header: &StringRecord,
    path: &SourcePath,
    batch: &mut Batch,
) -> Vec<Option<&'static str>> {
    let mut columns: Vec<Option<&'static str>> = Vec::new();
    for title in header {
        let word = title.trim().to_lowercase().replace([' ', '-'], "_");
        let known = COLUMNS.iter().find(|(key, column)| *key == word || *column == word);
        let key = known.map(|(key, _)| *key).filter(|key| !columns.contains(&Some(*key)));
        if key.is_none() && !word.is_empty() {
            let message = match known {
                Some(_) => format!("column `{word}` stands here a second time"),
                None => format!("unknown column: `{word}`"),
            };
            let hint = match nearest(&word, column_names()).filter(|near| *near != word) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known columns are `{}`", column_names().join("`, `")),
            };
            let text = title.trim();
            batch.bad(BadLine { path, line: 1, text, message, hint });
        }
        columns.push(key);
    }
    columns
}

fn shown(row: &StringRecord, delimiter: u8) -> String {
    row.iter().collect::<Vec<_>>().join(&char::from(delimiter).to_string())
}

/// Rows as they are taken in.
struct Rows<'a> {
    path: &'a SourcePath,
    columns: Vec<Option<&'static str>>,
    n_columns: usize,
    delimiter: u8,
    batch: Batch,
}

impl Rows<'_> {
    fn take(&mut self, row: &ByteRecord, line: u64) {
        let text = StringRecord::from_byte_record_lossy(row.clone());
        let read = match StringRecord::from_byte_record(row.clone()) {
            Ok(_) if text.iter().all(|cell| cell.trim().is_empty()) => return,
            Ok(_) => self.record(&text),
            Err(_) => {
                Err(("the line is not UTF-8".to_owned(), "save the table as UTF-8".to_owned()))
            }
        };
        match read {
            Ok(record) => {
                self.batch.incoming.push(Incoming { line, id: String::new(), record });
            }
            Err((message, hint)) => {
                let (path, text) = (self.path, shown(&text, self.delimiter).replace('\n', " "));
                self.batch.bad(BadLine { path, line, text: &text, message, hint });
            }
        }
    }

    /// The record of a row, or what is wrong with it and what to do about it.
    fn record(&self, row: &StringRecord) -> Result<Record, (String, String)> {
        if row.len() > self.n_columns {
            let message = format!(
                "the line has {} cells, and the table {} columns",
                row.len(),
                self.n_columns
            );
            let sign = char::from(self.delimiter).escape_default();
            return Err((message, format!("put a cell that contains `{sign}` in quotes")));
        }
        let mut record = Record::default();
        for (key, cell) in self.columns.iter().zip(row) {
            let Some(key) = key.filter(|_| !cell.trim().is_empty()) else { continue };
            set(&mut record, key, cell)?;
        }
        if Slug::of(&record.name).is_none() && record.slug.is_none() || record.name.is_empty() {
            return Err(("the line has no name".into(), "fill the column `name`".into()));
        }
        Ok(record)
    }
}

fn set(record: &mut Record, key: &str, cell: &str) -> Result<(), (String, String)> {
    let trimmed = cell.trim();
    let text = || Some(if trimmed == EMPTY { String::new() } else { trimmed.to_owned() });
    // The line break at its end comes of a block of YAML and is kept.
    let long_text = || text().filter(String::is_empty).or_else(|| Some(cell.to_owned()));
    let list = || Some(parts(trimmed, ';').iter().map(|part| unescaped(part)).collect());
    match key {
        "name" => record.name = trimmed.to_owned(),
        "slug" => record.slug = Some(slug(trimmed)?),
        "kind" => {
            let kinds = Kind::ALL.map(Kind::name).join("`, `");
            let wrong =
                || (format!("unknown kind: `{trimmed}`"), format!("known kinds are `{kinds}`"));
            record.kind = Some(Kind::named(&trimmed.to_lowercase()).ok_or_else(wrong)?);
        }
        "aliases" => record.aliases = list(),
        "weak_aliases" => record.weak_aliases = list(),
        "demonyms" => record.demonyms = list(),
        "metonyms" => record.metonyms = list(),
        "match.exclude" => record.exclude = list(),
        "roles" => {
            let roles = parts(trimmed, ';').into_iter().map(|part| role(&part));
            record.roles = Some(roles.collect::<Result<_, _>>()?);
        }
        "member_of" => {
            let slugs = parts(trimmed, ';').into_iter().map(|part| slug(&unescaped(&part)));
            record.member_of = Some(slugs.collect::<Result<_, _>>()?);
        }
        "located_in" => record.located_in = Some(slug(trimmed)?),
        "description" => record.description = long_text(),
        "image" => record.image = text(),
        "links.wikidata" => record.links.wikidata = text(),
        "links.wikipedia" => record.links.wikipedia = text(),
        "links.website" => record.links.website = text(),
        "links.opensanctions" => record.links.opensanctions = text(),
        "match.case" => {
            let case = [Case::Exact, Case::Ignore].into_iter().find(|case| case.name() == trimmed);
            let wrong =
                || (format!("unknown case: `{trimmed}`"), "write `exact` or `ignore`".into());
            record.case = Some(case.ok_or_else(wrong)?);
        }
        "match.diacritics" => {
            let all = [Diacritics::Exact, Diacritics::Ignore];
            let marks = all.into_iter().find(|marks| marks.name() == trimmed);
            let wrong =
                || (format!("unknown diacritics: `{trimmed}`"), "write `exact` or `ignore`".into());
            record.diacritics = Some(marks.ok_or_else(wrong)?);
        }
        // An indented first line means something in Markdown.
        "profile" => record.profile = Some(cell.trim_end().to_owned()),
        _ => {}
    }
    Ok(())
}

fn slug(text: &str) -> Result<Slug, (String, String)> {
    let wrong = || (format!("not a slug: `{text}`"), "write it like `united-states`".to_owned());
    Slug::of(text).ok_or_else(wrong)
}

/// `Secretary of State|united-states|2025-01-21|`: all but the title may be missing.
fn role(text: &str) -> Result<Role, (String, String)> {
    let parts: Vec<String> = parts(text, '|').iter().map(|part| unescaped(part)).collect();
    let part = |idx: usize| parts.get(idx).map(String::as_str).filter(|part| !part.is_empty());
    let date = |idx: usize| {
        let wrong = |text: &str| {
            (
                format!("not a date: `{text}`"),
                "write it as `2025`, `2025-02` or `2025-02-18`".to_owned(),
            )
        };
        part(idx).map(|text| PartialDate::parse(text).ok_or_else(|| wrong(text))).transpose()
    };
    let hint = "write a role as `title|of|from|to`; all but the title may be missing";
    let (Some(title), true) = (part(0), parts.len() <= 4) else {
        return Err((format!("not a role: `{text}`"), hint.to_owned()));
    };
    let of = part(1).map(slug).transpose()?;
    Ok(Role { title: title.to_owned(), of, from: date(2)?, to: date(3)? })
}
