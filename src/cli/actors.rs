//! `rapporteur actors`: look into the registry and the names found in the articles.

mod exchange;
mod export;
mod import;
mod suggest;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::builder::PossibleValue;
use serde::Serialize;

use super::report::number_of;
use super::{Format, Outcome, clock, in_project, report, whole};
use crate::actor::{ActorId, Kind, Linked, Mention, Origin, Refusal, Registry};
use crate::article::{Article, Span};
use crate::cache::Memo;
use crate::diagnostic::{Diagnostic, Severity, in_order};
use crate::pipeline::{Linking, link_all};
use crate::source::load;

/// Sub-commands of `actors`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ActorsCommand {
    /// List the actors of the registry
    List {
        /// Only actors of this kind
        #[arg(long, value_name = "KIND")]
        kind: Option<Kind>,
        /// Only actors that an article names
        #[arg(long)]
        mentioned: bool,
    },
    /// Explain why the names of an article are linked, or not
    #[command(
        after_help = "Example:\n  rapporteur actors explain content/articles/2025-02-18-talks.md:12"
    )]
    Explain {
        /// The file, and a line of it
        #[arg(value_name = "FILE[:LINE]")]
        place: String,
    },
    /// Suggest what the registry lacks: names without an actor, near misses, names never seen
    Suggest {
        /// Only names in at least this many articles
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = whole)]
        least: usize,
        /// Only so many names, the most useful first [default: 20, with `--format json` all]
        #[arg(long, value_name = "N", value_parser = whole)]
        most: Option<usize>,
        /// Write a file for each name that no actor has
        #[arg(long)]
        write: bool,
    },
    #[command(flatten)]
    Exchange(exchange::ExchangeCommand),
}

impl clap::ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Runs a sub-command.
pub(super) fn run(command: &ActorsCommand, project: &Path, format: Format) -> Result<Outcome> {
    let snapshot = load::load(project, clock::now(None)?)?;
    let mut memo = Memo::default();
    let linking = link_all(&snapshot, &mut memo);
    let diagnostics = in_order(linking.config.judge(linking.diagnostics.clone()));
    match command {
        ActorsCommand::List { kind, mentioned } => {
            let counts = counts(&linking);
            let shown: Vec<ActorId> = ids(&linking.registry)
                .filter(|id| kind.is_none_or(|kind| linking.registry.actor(*id).kind == kind))
                .filter(|id| !mentioned || counts[id.index()].1 > 0)
                .collect();
            list(&linking.registry, &shown, &counts, format)?;
        }
        ActorsCommand::Explain { place } => explain(&linking, project, place, format)?,
        ActorsCommand::Suggest { least, most, write } => {
            let choice = suggest::Choice { least: *least, most: *most, write: *write, format };
            suggest::run(&linking, project, &choice)?;
        }
        ActorsCommand::Exchange(command) => {
            return exchange::run(
                command,
                exchange::Desk { project, snapshot, linking, memo },
                format,
            );
        }
    }
    let errors: Vec<Diagnostic> = diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    report::human(&errors)?;
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::ProblemsInContent })
}

fn ids(registry: &Registry) -> impl Iterator<Item = ActorId> + use<> {
    (0..u32::try_from(registry.actors().len()).unwrap_or(u32::MAX)).map(ActorId)
}

/// For each actor the number of mentions and of articles.
fn counts(linking: &Linking) -> Vec<(usize, usize)> {
    let mut counts = vec![(0, 0); linking.registry.actors().len()];
    for (_, linked) in &linking.articles {
        let mut seen = Vec::new();
        for mention in &linked.mentions {
            counts[mention.actor.index()].0 += 1;
            if !seen.contains(&mention.actor) {
                seen.push(mention.actor);
                counts[mention.actor.index()].1 += 1;
            }
        }
    }
    counts
}

#[derive(Serialize)]
struct ListedActor<'a> {
    slug: &'a str,
    name: &'a str,
    kind: &'static str,
    origin: &'a str,
    articles: usize,
    mentions: usize,
}

fn list(
    registry: &Registry,
    shown: &[ActorId],
    counts: &[(usize, usize)],
    format: Format,
) -> Result<()> {
    let listed: Vec<ListedActor<'_>> = shown
        .iter()
        .map(|id| {
            let actor = registry.actor(*id);
            let (mentions, articles) = counts[id.index()];
            let origin = match &actor.origin {
                Origin::Pack => "built in",
                Origin::File(place) => place.path.as_str(),
            };
            let (slug, name, kind) = (actor.slug.as_str(), actor.name.as_str(), actor.kind.name());
            ListedActor { slug, name, kind, origin, articles, mentions }
        })
        .collect();
    let mut stdout = std::io::stdout().lock();
    if format == Format::Json {
        serde_json::to_writer(&mut stdout, &listed)?;
        writeln!(stdout)?;
        return Ok(());
    }
    let width = |text: fn(&ListedActor<'_>) -> usize| listed.iter().map(text).max().unwrap_or(0);
    let slug_width = width(|actor| actor.slug.chars().count());
    let name_width = width(|actor| actor.name.chars().count());
    for ListedActor { slug, name, kind, origin, articles, mentions } in &listed {
        writeln!(
            stdout,
            "{slug:slug_width$}  {name:name_width$}  {kind:12}  {:>14} {:>14}  {origin}",
            number_of(*articles, "article"),
            number_of(*mentions, "mention"),
        )?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Explained<'a> {
    line: u32,
    column: usize,
    text: &'a str,
    linked: bool,
    actors: Vec<&'a str>,
    rule: String,
    alias: Option<&'a str>,
}

fn explain(linking: &Linking, project: &Path, place: &str, format: Format) -> Result<()> {
    let (file, line) =
        match place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
            Some((file, line)) => (file, Some(line)),
            None => (place, None),
        };
    let wanted = in_project(project, &PathBuf::from(file))?;
    let (article, linked) = article_of(linking, &wanted, file)?;
    let explained = explanations(&linking.registry, article, linked, line);
    let mut stdout = std::io::stdout().lock();
    if format == Format::Json {
        serde_json::to_writer(&mut stdout, &explained)?;
        writeln!(stdout)?;
        return Ok(());
    }
    if explained.is_empty() {
        writeln!(stdout, "no registered name here")?;
    }
    for Explained { line, text, linked, actors, rule, .. } in &explained {
        let sign = if *linked { "→" } else { "✗" };
        writeln!(stdout, "{}:{line}: `{text}` {sign} {}: {rule}", article.path, actors.join(", "))?;
    }
    Ok(())
}

/// The article of a path, or the only one of which the path ends so.
fn article_of<'a>(
    linking: &'a Linking,
    wanted: &str,
    file: &str,
) -> Result<(&'a Article, &'a Linked)> {
    let ending = format!("/{file}");
    let all = || linking.articles.iter().map(|(article, linked)| (&**article, &**linked));
    let exact = all().find(|(article, _)| [wanted, file].contains(&article.path.as_str()));
    let found: Vec<_> = match exact {
        Some(one) => vec![one],
        None => all().filter(|(article, _)| article.path.as_str().ends_with(&ending)).collect(),
    };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            bail!("no article has the path `{file}`\nhint: name a file under `content/articles/`")
        }
        [(one, _), (two, _), ..] => bail!(
            "several articles have the name `{file}`\nhint: write `{}` or `{}`",
            one.path,
            two.path
        ),
    }
}

fn explanations<'a>(
    registry: &'a Registry,
    article: &'a Article,
    linked: &'a Linked,
    line: Option<u32>,
) -> Vec<Explained<'a>> {
    let slug = |id: &ActorId| registry.actor(*id).slug.as_str();
    let base = |span: Span| {
        let sentence = article
            .prose
            .sentence_at(span.start)
            .map_or(span.start, |idx| article.prose.sentences[idx].start);
        (
            article.prose.line_at(span.start),
            article.prose.slice(Span { start: sentence, end: span.start }).chars().count() + 1,
            article.prose.slice(span),
        )
    };
    let mention = |mention: &'a Mention| {
        let (line, column, text) = base(mention.span);
        let alias = mention.alias.map(|alias| registry.alias(alias).text.as_str());
        let rule = mention.rule.explanation().to_owned();
        (
            mention.span,
            Explained {
                line,
                column,
                text,
                linked: true,
                actors: vec![slug(&mention.actor)],
                rule,
                alias,
            },
        )
    };
    let refusal = |refusal: &'a Refusal| {
        let (line, column, text) = base(refusal.span);
        let actors = refusal.actors.iter().map(slug).collect();
        let rule = refusal.reason.explanation().to_owned();
        (refusal.span, Explained { line, column, text, linked: false, actors, rule, alias: None })
    };
    let mut all: Vec<(Span, Explained<'_>)> =
        linked.mentions.iter().map(mention).chain(linked.refusals.iter().map(refusal)).collect();
    all.sort_by_key(|(span, _)| *span);
    all.into_iter()
        .map(|(_, explained)| explained)
        .filter(|e| line.is_none_or(|line| e.line == line))
        .collect()
}
