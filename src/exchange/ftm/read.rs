//! Reads entities line by line.
//!
//! Comes in: lines of JSON, of any number. Goes out: a `Batch`. Always holds: one line is in memory at a time;
//! a bad line costs that line alone; entities inside others are read like those on lines of their own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, Read};

use super::entity::{Entity, Value};
use super::foreign::{self, clean, date};
use super::{COUNTRY, TIES, kind, own};
use crate::exchange::{BadLine, Batch, Incoming, Tie, TieKind};
use crate::path::SourcePath;

/// Reads entities, one a line.
///
/// # Errors
/// When the input cannot be read on.
pub fn read(mut input: impl BufRead, path: &SourcePath) -> std::io::Result<Batch> {
    let mut reader = Reader::new(path);
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.len() as u64 == MAX_LINE && bytes.last() != Some(&b'\n') {
            skip_line(&mut input)?;
            let message = format!("the line has over {MAX_LINE} bytes");
            reader.bad(line, &bytes, message, ONE_A_LINE);
            continue;
        }
        let text = if line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf") } else { None };
        reader.line(line, text.unwrap_or(&bytes));
    }
    Ok(reader.finish())
}

/// No entity is that long; a whole file in one line may be.
const MAX_LINE: u64 = 64 << 20;

const ONE_A_LINE: &str =
    "write one entity a line: `{\"id\": …, \"schema\": …, \"properties\": {…}}`";

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let n_read = end.map_or(buffer.len(), |end| end + 1);
        input.consume(n_read);
        if end.is_some() {
            return Ok(());
        }
    }
}

struct Reader<'a> {
    path: &'a SourcePath,
    batch: Batch,
    /// Actors that stand inside other entities, by id.
    inner: BTreeMap<String, Incoming>,
    /// Ids of the entities on lines of their own.
    ids: HashSet<String>,
    /// Title and body of each post, by id.
    posts: HashMap<String, (String, Option<String>)>,
    /// Who holds which post.
    occupancies: Vec<Tie>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a SourcePath) -> Self {
        Self {
            path,
            batch: Batch::default(),
            inner: BTreeMap::new(),
            ids: HashSet::new(),
            posts: HashMap::new(),
            occupancies: Vec::new(),
        }
    }

    fn bad(&mut self, line: u64, bytes: &[u8], message: String, hint: &str) {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_SHOWN)]);
        let bad = BadLine { path: self.path, line, text: &text, message, hint: hint.to_owned() };
        self.batch.bad(bad);
    }

    fn line(&mut self, line: u64, bytes: &[u8]) {
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            return;
        }
        if !bytes.starts_with(b"{") {
            self.bad(
                line,
                bytes,
                "not an entity: it does not begin with `{`".to_owned(),
                ONE_A_LINE,
            );
            return;
        }
        match serde_json::from_slice::<Entity>(bytes) {
            Ok(entity) => {
                if let Some(message) = self.outer(line, &entity) {
                    self.bad(line, bytes, message, "export the actors again, or mend the line");
                }
            }
            Err(error) => {
                let full = error.to_string();
                // The place in the line says little, and the line of the JSON is always the first.
                let message = full.split(" at line ").next().unwrap_or(&full);
                self.bad(line, bytes, format!("not an entity: {message}"), ONE_A_LINE);
            }
        }
    }

    /// Takes the entity of a line. Returns what is wrong with it.
    fn outer(&mut self, line: u64, entity: &Entity) -> Option<String> {
        if let Some(own) = &entity.rapporteur {
            if own.derived {
                self.batch.leave_out("made by an export, of articles and relations", line);
                return None;
            }
            return match own::record(entity, own) {
                Ok(record) => {
                    let id = entity.id.clone();
                    self.batch.incoming.push(Incoming { line, id, record });
                    None
                }
                Err(message) => Some(message),
            };
        }
        if let Some(kind) = kind(&entity.schema, entity.text("level")) {
            match foreign::record(entity, kind) {
                Some(record) => {
                    self.count_unmapped(entity);
                    self.ids.insert(entity.id.clone());
                    let id = entity.id.clone();
                    self.batch.incoming.push(Incoming { line, id, record });
                }
                None => return Some(format!("a `{}` without a name", entity.schema)),
            }
        }
        self.relations(line, entity, None);
        None
    }

    fn count_unmapped(&mut self, entity: &Entity) {
        for (property, values) in &entity.properties {
            let is_text = values.0.iter().any(|value| matches!(value, Value::Text(_)));
            if is_text && !foreign::MAPPED.contains(&property.as_str()) {
                *self.batch.unmapped.entry(property.clone()).or_default() += 1;
            }
        }
    }

    /// Takes what an entity tells of others. `around` is the entity in which it stands, with the property.
    fn relations(&mut self, line: u64, entity: &Entity, around: Option<(&str, &str)>) {
        let schema = entity.schema.as_str();
        let tie = TIES.iter().find(|(known, _, _)| *known == schema);
        let is_actor = kind(schema, Some(COUNTRY)).is_some();
        if let Some((_, from, to)) = tie {
            self.tie(line, entity, (from, to), around);
        } else if schema == "Position" {
            let title = entity.text("name").map_or_else(String::new, clean);
            let body = entity.ids("organization").into_iter().next();
            self.posts.insert(entity.id.clone(), (title, body));
        } else if !is_actor {
            self.batch.leave_out(format!("`{schema}` is no actor"), line);
            return;
        }
        for (property, values) in &entity.properties {
            for value in &values.0 {
                let Value::Entity(inner) = value else { continue };
                if let Some(kind) = kind(&inner.schema, inner.text("level"))
                    && !self.inner.contains_key(&inner.id)
                    && let Some(record) = foreign::record(inner, kind)
                {
                    let id = inner.id.clone();
                    self.inner.insert(id.clone(), Incoming { line, id, record });
                }
                self.relations(line, inner, Some((property, &entity.id)));
            }
        }
    }

    /// Takes a relation. Where it stands inside one of its ends, it need not name that end.
    fn tie(
        &mut self,
        line: u64,
        entity: &Entity,
        (from, to): (&str, &str),
        around: Option<(&str, &str)>,
    ) {
        let (mut froms, mut tos) = (entity.ids(from), entity.ids(to));
        if let Some((property, id)) = around {
            let is_from = OF_HOLDERS.contains(&property);
            match (froms.is_empty(), tos.is_empty()) {
                (true, false) => froms.push(id.to_owned()),
                (false, true) => tos.push(id.to_owned()),
                (true, true) if is_from => froms.push(id.to_owned()),
                (true, true) => tos.push(id.to_owned()),
                (false, false) => {}
            }
        }
        let (start, end) = (entity.text("startDate"), entity.text("endDate"));
        let titles: Vec<String> = entity.texts("role").map(clean).collect();
        let default = match entity.schema.as_str() {
            "Directorship" => Some("Director"),
            "Employment" => Some("Employee"),
            _ => None,
        };
        let title = Some(titles.join(", ")).filter(|title| !title.is_empty());
        let is_occupancy = entity.schema == "Occupancy";
        let title = title.or_else(|| default.map(str::to_owned));
        let title = title.or_else(|| is_occupancy.then(String::new));
        let kind = title.map_or(TieKind::Member, |title| TieKind::Role {
            title,
            from: start.and_then(date),
            to: end.and_then(date),
        });
        let list = if is_occupancy { &mut self.occupancies } else { &mut self.batch.ties };
        for from in &froms {
            for to in &tos {
                let tie =
                    Tie { line, from: from.clone(), to: Some(to.clone()), kind: kind.clone() };
                list.push(tie);
            }
        }
    }

    fn finish(mut self) -> Batch {
        let inner = std::mem::take(&mut self.inner).into_values();
        self.batch.incoming.extend(inner.filter(|one| !self.ids.contains(&one.id)));
        for mut tie in std::mem::take(&mut self.occupancies) {
            let post = tie.to.as_ref().and_then(|id| self.posts.get(id));
            let (Some((name, body)), TieKind::Role { title, .. }) = (post, &mut tie.kind) else {
                self.batch
                    .leave_out("occupancy of a position that the file does not have", tie.line);
                continue;
            };
            title.clone_from(name);
            tie.to.clone_from(body);
            self.batch.ties.push(tie);
        }
        self.batch
    }
}

const MAX_SHOWN: usize = 400;

/// Properties under which a relation stands inside the one who holds the office, or belongs.
const OF_HOLDERS: &[&str] =
    &["positionOccupancies", "directorshipDirector", "employers", "membershipMember"];
