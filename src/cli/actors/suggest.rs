//! `rapporteur actors suggest`: what the registry lacks, for people and for machines, and stub files.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::super::report::number_of;
use super::super::{Format, write_new};
use crate::actor::{ActorId, Candidate, Suggestions, stub, suggest};
use crate::path::SourcePath;
use crate::pipeline::Linking;

/// What is asked for.
pub(super) struct Choice {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) write: bool,
    pub(super) format: Format,
}

/// So many names are listed for people who do not say how many.
const MOST: usize = 20;

/// A sample sentence is cut to this many characters.
const SAMPLE_CHARS: usize = 100;

/// Finds, writes and lists what is asked for.
///
/// # Errors
/// When a file cannot be written, or stdout is gone.
pub(super) fn run(linking: &Linking, project: &Path, choice: &Choice) -> Result<()> {
    let linked = linking.articles.iter().map(|(article, linked)| (&**article, &**linked));
    let mut suggestions = suggest(linked, &linking.registry);
    suggestions.candidates.retain(|candidate| candidate.articles.len() >= choice.least);
    let most = match choice.format {
        Format::Json => choice.most.unwrap_or(usize::MAX),
        Format::Human => choice.most.unwrap_or(MOST),
    };
    let n_more = suggestions.candidates.len().saturating_sub(most);
    suggestions.candidates.truncate(most);
    let stubs =
        if choice.write { write(&suggestions.candidates, project)? } else { Stubs::default() };
    let slug = |id: ActorId| linking.registry.actor(id).slug.as_str();
    let mut stdout = std::io::stdout().lock();
    if choice.format == Format::Json {
        serde_json::to_writer(&mut stdout, &JsonSuggestions::of(&suggestions, &slug, &stubs))?;
        writeln!(stdout)?;
        return Ok(());
    }
    Human { suggestions: &suggestions, n_more, slug: &slug, stubs: &stubs }.print(&mut stdout)?;
    let mut stderr = anstream::stderr().lock();
    if n_more > 0 {
        writeln!(
            stderr,
            "hint: `--most {}` lists all names, `--least 2` those of two articles",
            most + n_more
        )?;
    }
    if !choice.write && !suggestions.candidates.is_empty() {
        writeln!(
            stderr,
            "hint: `--write` writes a file for each name listed; look at the kind and the aliases in it"
        )?;
    }
    if !suggestions.near_misses.is_empty() {
        writeln!(
            stderr,
            "hint: correct the spelling in the article, or add it to the `aliases` of the actor"
        )?;
    }
    Ok(())
}

/// Files of actors.
#[derive(Default)]
struct Stubs {
    written: Vec<SourcePath>,
    /// Those that were there, and were left alone.
    kept: Vec<SourcePath>,
}

/// Writes stubs, but never over a file.
fn write(candidates: &[Candidate], project: &Path) -> Result<Stubs> {
    let mut stubs = Stubs::default();
    for (path, text) in candidates.iter().filter_map(stub) {
        let is_new = write_new(project, &path, &text)?;
        if is_new { stubs.written.push(path) } else { stubs.kept.push(path) }
    }
    Ok(stubs)
}

struct Human<'a, S> {
    suggestions: &'a Suggestions,
    n_more: usize,
    slug: &'a S,
    stubs: &'a Stubs,
}

impl<'a, S: Fn(ActorId) -> &'a str> Human<'a, S> {
    fn print(&self, out: &mut impl Write) -> Result<()> {
        let Suggestions { candidates, near_misses, unseen_aliases, unseen_actors } =
            self.suggestions;
        let all = candidates.iter().chain(near_misses.iter().map(|near| &near.candidate));
        let width = all.map(|candidate| candidate.name.chars().count()).max().unwrap_or(0);
        if !candidates.is_empty() {
            writeln!(out, "names that no actor has:")?;
        }
        for candidate in candidates {
            let kind = candidate.kind.name();
            writeln!(out, "  {:width$}  {kind:12}  {}", candidate.name, frequency(candidate))?;
            self.details(out, candidate)?;
        }
        if self.n_more > 0 {
            writeln!(out, "  and {} more", self.n_more)?;
        }
        if !near_misses.is_empty() {
            writeln!(out, "names spelt almost like a registered one:")?;
        }
        for near in near_misses {
            let (name, slug) = (&near.candidate.name, (self.slug)(near.actor));
            let frequency = frequency(&near.candidate);
            writeln!(out, "  {name:width$}  {frequency}: `{}` of {slug}", near.resembles)?;
            self.details(out, &near.candidate)?;
        }
        let aliases =
            unseen_aliases.iter().map(|(actor, alias)| format!("{alias}: {}", (self.slug)(*actor)));
        section(out, "aliases that no article uses", aliases)?;
        let actors = unseen_actors.iter().map(|actor| (self.slug)(*actor).to_owned());
        section(out, "actors that no article names", actors)?;
        section(out, "files written", self.stubs.written.iter().map(ToString::to_string))?;
        section(
            out,
            "files that are there, left as they are",
            self.stubs.kept.iter().map(ToString::to_string),
        )
    }

    fn details(&self, out: &mut impl Write, candidate: &Candidate) -> Result<()> {
        let forms: Vec<&str> = candidate.forms.iter().map(|form| form.text.as_str()).collect();
        if !forms.is_empty() {
            writeln!(out, "      also: {}", forms.join(", "))?;
        }
        let (path, line) = &candidate.place;
        writeln!(out, "      {}", excerpt(&candidate.sample, &candidate.name))?;
        writeln!(out, "      {path}:{line}")?;
        Ok(())
    }
}

/// `3 times in 2 articles`.
fn frequency(candidate: &Candidate) -> String {
    let (times, articles) = (candidate.count, candidate.articles.len());
    format!("{} in {}", number_of(times, "time"), number_of(articles, "article"))
}

/// The part of a long sentence in which a name stands.
fn excerpt(sentence: &str, name: &str) -> String {
    let chars: Vec<char> =
        sentence.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if chars.len() <= SAMPLE_CHARS {
        return chars.into_iter().collect();
    }
    let before = sentence.find(name).map_or(0, |at| sentence[..at].chars().count());
    let start = before.saturating_sub(SAMPLE_CHARS / 3).min(chars.len() - SAMPLE_CHARS);
    let inner: String = chars[start..start + SAMPLE_CHARS].iter().collect();
    let opening = if start > 0 { "…" } else { "" };
    let closing = if start + SAMPLE_CHARS < chars.len() { "…" } else { "" };
    format!("{opening}{}{closing}", inner.trim())
}

fn section(out: &mut impl Write, title: &str, lines: impl Iterator<Item = String>) -> Result<()> {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        writeln!(out, "{title}:")?;
    }
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct JsonSuggestions<'a> {
    candidates: Vec<JsonCandidate<'a>>,
    near_misses: Vec<JsonNearMiss<'a>>,
    unseen_aliases: Vec<JsonAlias<'a>>,
    unseen_actors: Vec<&'a str>,
    written: Vec<&'a str>,
    kept: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    name: &'a str,
    kind: &'static str,
    count: usize,
    articles: Vec<&'a str>,
    forms: Vec<JsonForm<'a>>,
    sample: &'a str,
    path: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct JsonForm<'a> {
    text: &'a str,
    form: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct JsonNearMiss<'a> {
    name: &'a str,
    count: usize,
    actor: &'a str,
    resembles: &'a str,
    articles: Vec<&'a str>,
    sample: &'a str,
}

#[derive(Serialize)]
struct JsonAlias<'a> {
    actor: &'a str,
    alias: &'a str,
}

impl<'a> JsonSuggestions<'a> {
    fn of(
        suggestions: &'a Suggestions,
        slug: &impl Fn(ActorId) -> &'a str,
        stubs: &'a Stubs,
    ) -> Self {
        let near_misses = suggestions.near_misses.iter().map(|near| JsonNearMiss {
            name: &near.candidate.name,
            count: near.candidate.count,
            actor: slug(near.actor),
            resembles: &near.resembles,
            articles: paths(&near.candidate),
            sample: &near.candidate.sample,
        });
        let aliases = suggestions.unseen_aliases.iter();
        Self {
            candidates: suggestions.candidates.iter().map(JsonCandidate::of).collect(),
            near_misses: near_misses.collect(),
            unseen_aliases: aliases
                .map(|(actor, alias)| JsonAlias { actor: slug(*actor), alias })
                .collect(),
            unseen_actors: suggestions.unseen_actors.iter().map(|actor| slug(*actor)).collect(),
            written: stubs.written.iter().map(SourcePath::as_str).collect(),
            kept: stubs.kept.iter().map(SourcePath::as_str).collect(),
        }
    }
}

impl<'a> JsonCandidate<'a> {
    fn of(candidate: &'a Candidate) -> Self {
        let forms = candidate.forms.iter().map(|form| JsonForm {
            text: &form.text,
            form: form.form.name(),
            count: form.count,
        });
        Self {
            name: &candidate.name,
            kind: candidate.kind.name(),
            count: candidate.count,
            articles: paths(candidate),
            forms: forms.collect(),
            sample: &candidate.sample,
            path: candidate.place.0.as_str(),
            line: candidate.place.1,
        }
    }
}

fn paths(candidate: &Candidate) -> Vec<&str> {
    candidate.articles.iter().map(SourcePath::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_around_the_name() {
        let check = |sentence: &str, starts: &str, ends: &str| {
            let cut = excerpt(sentence, "Anna Berg");
            assert!(cut.contains("Anna Berg") && cut.chars().count() <= SAMPLE_CHARS + 2, "{cut}");
            assert!(cut.starts_with(starts) && cut.ends_with(ends), "{cut}");
        };
        let filling = "words and ".repeat(20);
        check("Anna Berg said so.", "Anna", "so.");
        check(&format!("{filling}Anna Berg said so."), "…", "so.");
        check(&format!("Anna Berg said {filling}."), "Anna", "…");
        check(&format!("{filling}Anna Berg {filling}."), "…", "…");
    }
}
