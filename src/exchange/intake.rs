//! Decides what becomes of imported actors.
//!
//! Comes in: a `Batch`, and the actors that the site has. Goes out: `Intake`: what is written, and of all
//! else why it is not. Always holds: an actor that the site has is not written again; a file completes an actor of
//! a pack only where the import names its slug.

use std::collections::{BTreeMap, HashMap};

use super::record::{Field, PROFILE, Record, is_default};
use super::{Batch, Entry, Incoming, Tie, TieKind};
use crate::actor::{Kind, Role};
use crate::path::Slug;

/// An actor that the site has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The actor, its slug among its keys.
    pub record: Record,
    /// Where it is described; none for an actor of a pack.
    pub file: Option<String>,
}

/// What becomes of imported actors.
#[derive(Debug, Default)]
pub struct Intake {
    /// What is written.
    pub entries: Vec<Entry>,
    /// Actors that are not written.
    pub skipped: Vec<Skipped>,
    /// Relations that no key has a place for, by reason: how many, and the line of the first.
    pub left_out: BTreeMap<String, (usize, u64)>,
}

/// An actor that is not written.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    /// Its line in the imported file.
    pub line: u64,
    /// Its name there.
    pub name: String,
    /// The actor that it is.
    pub slug: Slug,
    /// Why it is not written.
    pub reason: Reason,
    /// What the imported file knows beyond what is there.
    pub beyond: Vec<Field>,
}

/// Why an actor is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The site has it, in this file; none for a pack.
    Known {
        /// Where it is described.
        file: Option<String>,
        /// By what it was known again.
        by: Sameness,
    },
    /// The imported file has it in an earlier line.
    Repeated {
        /// That line.
        line: u64,
        /// By what it was known again.
        by: Sameness,
    },
}

/// By what an actor is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are keys of the registry")]
pub enum Sameness {
    Slug,
    Wikidata,
    Name,
}

/// Decides what becomes of the actors of a batch. Those of `known` have slugs.
pub fn intake(batch: &Batch, known: &[Known]) -> Intake {
    let mut book = Book::new(known);
    let fates: Vec<Fate> = batch.incoming.iter().map(|one| book.fate(one)).collect();
    let mut intake = Intake::default();
    let ties = resolve(batch, &fates, &mut intake);
    for (idx, (one, fate)) in batch.incoming.iter().zip(fates).enumerate() {
        let mut record = one.record.clone();
        if let Some(ties) = ties.get(&idx) {
            add_ties(&mut record, ties);
        }
        let Fate { slug, found } = fate;
        let skip = |reason: Reason, base: &Record| Skipped {
            line: one.line,
            name: one.record.name.clone(),
            slug: slug.clone(),
            beyond: record.news(base),
            reason,
        };
        match found {
            None => intake.entries.push(Entry { fields: fields_of_new(&record), slug }),
            Some(Found { at: At::Known(known), by }) => {
                let Known { record: base, file } = known;
                let beyond = record.beyond(base);
                let completes = file.is_none() && record.slug.is_some() && !beyond.is_empty();
                if completes {
                    let fields = completing(&record, beyond);
                    intake.entries.push(Entry { slug, fields });
                } else {
                    intake.skipped.push(skip(Reason::Known { file: file.clone(), by }, base));
                }
            }
            Some(Found { at: At::Incoming(first), by }) => {
                let first = &batch.incoming[first];
                let reason = Reason::Repeated { line: first.line, by };
                intake.skipped.push(skip(reason, &first.record));
            }
        }
    }
    intake
}

/// Which actor an incoming one is.
struct Fate<'a> {
    slug: Slug,
    found: Option<Found<'a>>,
}

#[derive(Clone, Copy)]
struct Found<'a> {
    at: At<'a>,
    by: Sameness,
}

#[derive(Clone, Copy)]
enum At<'a> {
    Known(&'a Known),
    /// Its place in the batch.
    Incoming(usize),
}

/// Actors by all that they can be known again by.
#[derive(Default)]
struct Book<'a> {
    slugs: HashMap<Slug, Page<'a>>,
    wikidata: HashMap<String, Page<'a>>,
    main_names: HashMap<(String, Kind), Page<'a>>,
    strong_names: HashMap<(String, Kind), Page<'a>>,
    n_seen: usize,
}

/// What is noted of an actor.
#[derive(Clone)]
struct Page<'a> {
    slug: Slug,
    wikidata: Option<String>,
    at: At<'a>,
}

impl<'a> Book<'a> {
    fn new(known: &'a [Known]) -> Self {
        let mut book = Self::default();
        for one in known {
            if let Some(slug) = one.record.slug() {
                book.note(slug, &one.record, At::Known(one));
            }
        }
        book
    }

    fn note(&mut self, slug: Slug, record: &Record, at: At<'a>) {
        let wikidata = record.links.wikidata.clone();
        let page = Page { slug: slug.clone(), wikidata: wikidata.clone(), at };
        if let Some(id) = wikidata {
            self.wikidata.entry(id).or_insert_with(|| page.clone());
        }
        let kind = kind_of(record);
        self.main_names.entry((record.name.clone(), kind)).or_insert_with(|| page.clone());
        for name in strong_names(record) {
            self.strong_names.entry((name.to_owned(), kind)).or_insert_with(|| page.clone());
        }
        self.slugs.entry(slug).or_insert(page);
    }

    /// Which actor an incoming one is.
    fn fate(&mut self, one: &Incoming) -> Fate<'a> {
        let (slug, found) = match &one.record.slug {
            Some(slug) => (slug.clone(), self.with_slug(slug, &one.record)),
            None => self.without_slug(one),
        };
        let at = At::Incoming(self.n_seen);
        self.n_seen += 1;
        match found {
            Some((page, by)) => Fate { slug: page.slug, found: Some(Found { at: page.at, by }) },
            None => {
                self.note(slug.clone(), &one.record, at);
                Fate { slug, found: None }
            }
        }
    }

    /// An import that gives slugs says by them which actor is which: two of one name are two, and those of
    /// packs stand beside it as they stood beside the files that it came from.
    fn with_slug(&self, slug: &Slug, record: &Record) -> Option<(Page<'a>, Sameness)> {
        let is_file =
            |page: &&Page<'_>| matches!(page.at, At::Known(known) if known.file.is_some());
        let by_slug = self.slugs.get(slug).map(|page| (page, Sameness::Slug));
        let by_wikidata = || Some((self.by_wikidata(record).filter(is_file)?, Sameness::Wikidata));
        let by_name = || Some((self.by_name(record).filter(is_file)?, Sameness::Name));
        let found = by_slug.or_else(by_wikidata).or_else(by_name);
        found.map(|(page, by)| (page.clone(), by))
    }

    /// Without a slug two actors of one name are one, unless their Wikidata items differ.
    fn without_slug(&self, one: &Incoming) -> (Slug, Option<(Page<'a>, Sameness)>) {
        let record = &one.record;
        let wikidata = &record.links.wikidata;
        let slug = record.slug().or_else(|| Slug::of(&one.id)).unwrap_or_else(|| {
            Slug::of(&format!("actor-{}", one.line)).expect("invariant: it has a letter")
        });
        let may_be = |page: &&Page<'_>| match (&page.wikidata, wikidata) {
            (Some(there), Some(here)) => there == here,
            _ => true,
        };
        let with_slug = self.slugs.get(&slug);
        let by_wikidata = self.by_wikidata(record).map(|page| (page, Sameness::Wikidata));
        let by_slug = || Some((with_slug.filter(may_be)?, Sameness::Slug));
        let by_name = || Some((self.by_name(record).filter(may_be)?, Sameness::Name));
        let found = by_wikidata.or_else(by_slug).or_else(by_name);
        if let Some((page, by)) = found {
            return (slug, Some((page.clone(), by)));
        }
        // The name is taken by somebody else.
        let longer = wikidata.as_ref().filter(|_| with_slug.is_some());
        let longer = longer.and_then(|id| Slug::of(&format!("{slug} {id}")));
        (longer.unwrap_or(slug), None)
    }

    fn by_wikidata(&self, record: &Record) -> Option<&Page<'a>> {
        self.wikidata.get(record.links.wikidata.as_ref()?)
    }

    /// The actor of which the main name is a strong name, or the other way round.
    fn by_name(&self, record: &Record) -> Option<&Page<'a>> {
        let kind = kind_of(record);
        let key = |name: &str| (name.to_owned(), kind);
        self.strong_names
            .get(&key(&record.name))
            .or_else(|| strong_names(record).find_map(|name| self.main_names.get(&key(name))))
    }
}

fn kind_of(record: &Record) -> Kind {
    record.kind.unwrap_or(Kind::Person)
}

fn strong_names(record: &Record) -> impl Iterator<Item = &str> {
    let aliases = record.aliases.iter().flatten().map(String::as_str);
    std::iter::once(record.name.as_str()).chain(aliases).filter(|name| !name.is_empty())
}

/// Relations with the slugs of what they lead to, by the place of the actor that has them.
fn resolve<'a>(
    batch: &'a Batch,
    fates: &[Fate<'_>],
    intake: &mut Intake,
) -> HashMap<usize, Vec<(&'a Tie, Option<Slug>)>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (idx, one) in batch.incoming.iter().enumerate() {
        places.entry(one.id.as_str()).or_insert(idx);
    }
    let mut ties: HashMap<usize, Vec<(&Tie, Option<Slug>)>> = HashMap::new();
    for tie in &batch.ties {
        let slug = tie.to.as_ref().and_then(|id| places.get(id.as_str()));
        let slug = slug.map(|idx| fates[*idx].slug.clone());
        let lacking = match (places.get(tie.from.as_str()), &tie.kind) {
            (None, _) => "relation of an entity that is no actor of the file",
            (Some(_), TieKind::Member) if slug.is_none() => {
                "membership in an entity that is no actor of the file"
            }
            (Some(idx), _) => {
                ties.entry(*idx).or_default().push((tie, slug));
                continue;
            }
        };
        intake.left_out.entry(lacking.to_owned()).or_insert((0, tie.line)).0 += 1;
    }
    ties
}

/// Puts relations into the keys of an actor. An office that was there as a bare title is the same office.
fn add_ties(record: &mut Record, ties: &[(&Tie, Option<Slug>)]) {
    for (tie, slug) in ties {
        match &tie.kind {
            TieKind::Member => {
                let bodies = record.member_of.get_or_insert_default();
                bodies.extend(slug.clone().filter(|slug| !bodies.contains(slug)));
            }
            TieKind::Role { title, from, to } => {
                let roles = record.roles.get_or_insert_default();
                let role = Role { title: title.clone(), of: slug.clone(), from: *from, to: *to };
                roles.retain(|known| {
                    *known != role && (known.title != *title || known.of.is_some())
                });
                roles.push(role);
            }
        }
    }
}

/// The keys of a new actor: those that say something, name and kind always.
fn fields_of_new(record: &Record) -> Vec<Field> {
    let mut record = record.clone();
    record.kind = Some(kind_of(&record));
    if record.name.is_empty() {
        record.name = record.slug().map_or(String::new(), |slug| slug.to_string());
    }
    record.fields().into_iter().filter(|(key, value)| !is_default(key, value)).collect()
}

/// The keys that a file needs to complete an actor of a pack. What the pack says falls away where the import
/// says nothing.
fn completing(record: &Record, beyond: Vec<Field>) -> Vec<Field> {
    let head = record.fields().into_iter().filter(|(key, _)| matches!(*key, "name" | "kind"));
    let rest = beyond.into_iter().filter(|(key, value)| {
        !(matches!(*key, "name" | "kind") || *key == PROFILE && is_default(key, value))
    });
    head.chain(rest).collect()
}
