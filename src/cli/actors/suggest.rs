//! `rapporteur actors suggest`: what the registry lacks, and what it has too much of.
//!
//! Comes in: linked articles. Goes out: lists on stdout, for people or as JSON, what to do next on stderr, and stub
//! files where they are asked for. Always holds: no file that exists is written.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::new_file::write_new;
use crate::actor::{ActorId, Candidate, Kind, NearMiss, Registry, Suggestions, stub, suggest};
use crate::cli::Format;
use crate::cli::report::{hint, number_of};
use crate::config::Pack;
use crate::path::SourcePath;
use crate::pipeline::Linking;

/// What is asked for.
pub(super) struct Choice {
    pub(super) least: usize,
    pub(super) write: bool,
    pub(super) format: Format,
}

/// Prints what is suggested, and writes stubs where the choice says so.
pub(super) fn run(linking: &Linking, project: &Path, choice: &Choice) -> Result<()> {
    let linked = linking.articles.iter().map(|(article, linked)| (&**article, &**linked));
    let mut suggestions = suggest(linked, &linking.registry);
    suggestions.candidates.retain(|candidate| candidate.articles.len() >= choice.least);
    let written = if choice.write {
        write_stubs(&suggestions.candidates, project)?
    } else {
        Written::default()
    };
    let mut stdout = std::io::stdout().lock();
    if choice.format == Format::Json {
        serde_json::to_writer(&mut stdout, &as_json(&suggestions, &linking.registry, &written))?;
        writeln!(stdout)?;
        return Ok(());
    }
    print(&mut stdout, &suggestions, &linking.registry, &written)?;
    for advice in advice(&suggestions, linking, choice) {
        hint(&advice)?;
    }
    Ok(())
}

/// Stub files, and where one could not be written because a file is there.
#[derive(Default)]
struct Written {
    files: Vec<String>,
    kept: Vec<String>,
}

fn write_stubs(candidates: &[Candidate], project: &Path) -> Result<Written> {
    let mut written = Written::default();
    for (path, text) in candidates.iter().filter_map(stub) {
        let list = if write_new(&project.join(path.as_str()), &text)? {
            &mut written.files
        } else {
            &mut written.kept
        };
        list.push(path.to_string());
    }
    Ok(written)
}

fn print(
    out: &mut impl Write,
    suggestions: &Suggestions,
    registry: &Registry,
    written: &Written,
) -> Result<()> {
    let slug = |id: &ActorId| registry.actor(*id).slug.to_string();
    let mut sections = Sections { out, is_first: true };
    sections.candidates(&suggestions.candidates)?;
    let near_misses = suggestions.near_misses.iter().map(|near| {
        [
            near.name.clone(),
            number_of(near.count, "time"),
            format!("`{}` of {}", near.resembles, slug(&near.actor)),
        ]
    });
    sections.rows("names spelt almost like a registered one", near_misses)?;
    let aliases = suggestions.unseen_aliases.iter();
    let aliases = aliases.map(|(actor, alias)| [alias.clone(), slug(actor)]);
    sections.rows("aliases that no article uses", aliases)?;
    let actors =
        suggestions.unseen_actors.iter().map(|id| [slug(id), registry.actor(*id).name.clone()]);
    sections.rows("actors that no article names", actors)?;
    sections.rows("files written", written.files.iter().map(|path| [path.clone()]))?;
    sections.rows(
        "files that were there and are as they were",
        written.kept.iter().map(|path| [path.clone()]),
    )?;
    if sections.is_first {
        writeln!(out, "nothing to suggest: every name has an actor, and every actor is named")?;
    }
    Ok(())
}

/// Lists under titles, with an empty line between them.
struct Sections<'a, W: Write> {
    out: &'a mut W,
    is_first: bool,
}

impl<W: Write> Sections<'_, W> {
    fn title(&mut self, title: &str) -> Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        writeln!(self.out, "{title}:")?;
        Ok(())
    }

    fn rows<const N: usize>(
        &mut self,
        title: &str,
        rows: impl Iterator<Item = [String; N]>,
    ) -> Result<()> {
        let rows: Vec<[String; N]> = rows.collect();
        if rows.is_empty() {
            return Ok(());
        }
        self.title(title)?;
        for line in aligned(&rows) {
            writeln!(self.out, "  {line}")?;
        }
        Ok(())
    }

    fn candidates(&mut self, candidates: &[Candidate]) -> Result<()> {
        if candidates.is_empty() {
            return Ok(());
        }
        self.title("names that no actor has")?;
        let rows: Vec<[String; 3]> = candidates
            .iter()
            .map(|candidate| {
                let times = number_of(candidate.count, "time");
                let articles = number_of(candidate.articles.len(), "article");
                [
                    candidate.name.clone(),
                    candidate.kind.name().to_owned(),
                    format!("{times} in {articles}"),
                ]
            })
            .collect();
        for (line, candidate) in aligned(&rows).iter().zip(candidates) {
            writeln!(self.out, "  {line}")?;
            if !candidate.short_forms.is_empty() {
                writeln!(self.out, "    also {}", candidate.short_forms.join(", "))?;
            }
            writeln!(self.out, "    {}", shortened(&candidate.sample, &candidate.name))?;
        }
        Ok(())
    }
}

/// Rows with columns of one width.
fn aligned<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

/// A sentence of at most some hundred letters, with the name in it.
fn shortened(sentence: &str, name: &str) -> String {
    const MOST: usize = 110;
    const BEFORE: usize = 50;
    let letters: Vec<char> = sentence.chars().collect();
    if letters.len() <= MOST {
        return sentence.to_owned();
    }
    let at = sentence.find(name).map_or(0, |at| sentence[..at].chars().count());
    // Words are not cut.
    let is_gap = |idx: &usize| letters[*idx] == ' ';
    let start = match at.checked_sub(BEFORE) {
        Some(from) => (from..at).find(is_gap).map_or(from, |gap| gap + 1),
        None => 0,
    };
    let end = letters.len().min(start + MOST);
    let cut =
        if end == letters.len() { end } else { (start + 1..end).rev().find(is_gap).unwrap_or(end) };
    let inner: String = letters[start..cut].iter().collect();
    let mark = |is_cut| if is_cut { "…" } else { "" };
    format!("{}{inner}{}", mark(start > 0), mark(cut < letters.len()))
}

/// What to do about the suggestions.
fn advice(suggestions: &Suggestions, linking: &Linking, choice: &Choice) -> Vec<String> {
    let mut advice = Vec::new();
    let n_candidates = suggestions.candidates.len();
    if choice.write && n_candidates > 0 {
        advice.push(
            "look through the new files: a kind is a guess, and a name may be no actor at all"
                .to_owned(),
        );
    } else if n_candidates > 0 {
        let many =
            if choice.least < 2 && n_candidates > 20 { "`--least 2` shows fewer; " } else { "" };
        advice.push(format!("{many}`--write` makes a file for each name that no actor has"));
    }
    let has_states = suggestions.candidates.iter().any(|candidate| candidate.kind == Kind::State);
    if has_states && !linking.config.packs.contains(&Pack::States) {
        advice.push(
            "states are built in: `actors: {packs: [states]}` in `site.yaml` switches them on"
                .to_owned(),
        );
    }
    if !suggestions.near_misses.is_empty() {
        advice.push(
            "correct the spelling in the article, or list it under `aliases` of the actor"
                .to_owned(),
        );
    }
    advice
}

#[derive(Serialize)]
struct JsonSuggestions<'a> {
    candidates: Vec<JsonCandidate<'a>>,
    near_misses: Vec<JsonNearMiss<'a>>,
    unseen_aliases: Vec<JsonAlias<'a>>,
    unseen_actors: Vec<&'a str>,
    written: &'a [String],
    kept: &'a [String],
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    name: &'a str,
    kind: &'static str,
    count: usize,
    short_forms: &'a [String],
    articles: Vec<&'a str>,
    sample: &'a str,
}

#[derive(Serialize)]
struct JsonNearMiss<'a> {
    name: &'a str,
    count: usize,
    actor: &'a str,
    resembles: &'a str,
}

#[derive(Serialize)]
struct JsonAlias<'a> {
    actor: &'a str,
    alias: &'a str,
}

fn as_json<'a>(
    suggestions: &'a Suggestions,
    registry: &'a Registry,
    written: &'a Written,
) -> JsonSuggestions<'a> {
    let slug = |id: &ActorId| registry.actor(*id).slug.as_str();
    let candidate = |candidate: &'a Candidate| JsonCandidate {
        name: &candidate.name,
        kind: candidate.kind.name(),
        count: candidate.count,
        short_forms: &candidate.short_forms,
        articles: candidate.articles.iter().map(SourcePath::as_str).collect(),
        sample: &candidate.sample,
    };
    let near_miss = |near: &'a NearMiss| JsonNearMiss {
        name: &near.name,
        count: near.count,
        actor: slug(&near.actor),
        resembles: &near.resembles,
    };
    let aliases = suggestions.unseen_aliases.iter();
    JsonSuggestions {
        candidates: suggestions.candidates.iter().map(candidate).collect(),
        near_misses: suggestions.near_misses.iter().map(near_miss).collect(),
        unseen_aliases: aliases
            .map(|(actor, alias)| JsonAlias { actor: slug(actor), alias })
            .collect(),
        unseen_actors: suggestions.unseen_actors.iter().map(slug).collect(),
        written: &written.files,
        kept: &written.kept,
    }
}
