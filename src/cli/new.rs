//! `rapporteur new`: the file of a new article, actor or story, at its place and with its front matter.
//!
//! Comes in: a title or a name. Goes out: one file. Always holds: nothing is written over; what is written
//! builds without a complaint.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use serde::Serialize;

use super::import::{date_of, folder_of};
use super::{Format, Outcome, clock, write_new};
use crate::actor::{Kind, Origin};
use crate::article::{FileName, FrontMatter, cut};
use crate::cache::Memo;
use crate::date::{self, When};
use crate::exchange::{Entry, single};
use crate::import::{self, Draft};
use crate::path::{Slug, SourcePath};
use crate::pipeline::{Linking, link_all};
use crate::site::story_slug;
use crate::source::{Snapshot, Source, load};
use crate::yaml;

/// Sub-commands of `new`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum NewCommand {
    /// Write the file of an article; it is a draft until its `status` says otherwise
    #[command(after_help = "\
Examples:
  rapporteur new article \"Talks resume in Hallam\"
  rapporteur new article \"Talks resume\" --date 2025-03-14T09:00 --topic Water --story oriel-water")]
    Article(ArticleArguments),
    /// Write the file of an actor
    #[command(after_help = "\
Examples:
  rapporteur new actor \"Ilse Marden\"
  rapporteur new actor \"Oriel River Commission\" --kind organisation")]
    Actor(ActorArguments),
    /// Write the file of a story
    #[command(after_help = "Example:\n  rapporteur new story \"The water of the Oriel\"")]
    Story(StoryArguments),
}

/// Arguments of `new article`.
#[derive(Debug, clap::Args)]
pub(super) struct ArticleArguments {
    /// The headline
    title: String,
    /// When it is published [default: today]
    #[arg(long, value_name = "DATE", value_parser = date_of)]
    date: Option<When>,
    /// A subject; may be given more than once
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// The slug of the story that it belongs to
    #[arg(long, value_name = "STORY")]
    story: Option<String>,
    /// A folder below `content/articles` to put it in
    #[arg(long, value_name = "FOLDER")]
    into: Option<String>,
}

/// Arguments of `new actor`.
#[derive(Debug, clap::Args)]
pub(super) struct ActorArguments {
    /// The full name
    name: String,
    /// What it is [default: person]
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
    /// One sentence about it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// Arguments of `new story`.
#[derive(Debug, clap::Args)]
pub(super) struct StoryArguments {
    /// The headline
    title: String,
    /// One sentence about it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// A file to be written, and what to say of it.
struct Planned {
    path: SourcePath,
    text: String,
    /// What the writer will want to mend.
    note: Option<String>,
    hint: String,
}

/// Writes a file.
pub(super) fn run(command: &NewCommand, project: &Path, format: Format) -> Result<Outcome> {
    let snapshot = load::load(project, clock::now(None)?)?;
    let linking = link_all(&snapshot, &mut Memo::default());
    let planned = match command {
        NewCommand::Article(arguments) => article(arguments, &snapshot, &linking)?,
        NewCommand::Actor(arguments) => actor(arguments, &linking)?,
        NewCommand::Story(arguments) => story(arguments)?,
    };
    let Planned { path, text, note, hint } = planned;
    if !write_new(project, &path, &text)? {
        bail!("`{path}` exists already\nhint: give it another title, or remove the file there");
    }
    if format == Format::Json {
        let written = serde_json::json!({ "outcome": "written", "path": path.as_str() });
        writeln!(std::io::stdout().lock(), "{written}")?;
        return Ok(Outcome::Fine);
    }
    let mut stderr = anstream::stderr().lock();
    writeln!(stderr, "`{path}` is written\nhint: {hint}")?;
    if let Some(note) = note {
        writeln!(stderr, "note: {note}")?;
    }
    Ok(Outcome::Fine)
}

/// What stands in a new article: it says what belongs where, and its takeaway has its paragraph.
const BODY: &str = "\
What happened and why it matters, in one to three sentences: this is the lede.

## Key takeaways

- The first thing that a reader should know

## What happened

The first thing that a reader should know, with who said so and when.
";

fn article(
    arguments: &ArticleArguments,
    snapshot: &Snapshot,
    linking: &Linking,
) -> Result<Planned> {
    let ArticleArguments { title, date, topics, story, into } = arguments;
    let folder = folder_of(into.as_deref())?;
    let today = || When::day(date::day_of(snapshot.now, &linking.config.zone));
    let mut draft = Draft {
        date: Some(date.unwrap_or_else(today)),
        topics: topics.clone(),
        story: story.clone(),
        is_draft: true,
        body: BODY.to_owned(),
        ..Draft::default()
    };
    let wanted = slug_of(title)?;
    let taken: Vec<Slug> = articles(snapshot).collect();
    // A column has one title every week, and some days have two, but an address is given once.
    draft.slug = free_slug(&wanted, &taken).map(|free| free.to_string());
    let file = import::write(&draft, title)?;
    Ok(Planned {
        path: SourcePath::new(&format!("{}/{}", folder.folder(), file.name)),
        text: file.text,
        note: story.as_deref().and_then(|story| unknown_story(story, snapshot)),
        hint: "it is a draft: `rapporteur serve --drafts` shows it; remove `status: draft` when it is done".to_owned(),
    })
}

/// What to say of a story that has no file.
fn unknown_story(story: &str, snapshot: &Snapshot) -> Option<String> {
    let known: Vec<Slug> = stories(snapshot).collect();
    let wanted = Slug::of(story);
    if wanted.is_some_and(|wanted| known.contains(&wanted)) {
        return None;
    }
    let instead = yaml::nearest(story, known.iter().map(Slug::as_str));
    let hint = instead.map_or_else(
        || "`rapporteur new story TITLE` writes its file".to_owned(),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    Some(format!("no story has the slug `{story}`\nhint: {hint}"))
}

/// The slugs of all articles.
fn articles(snapshot: &Snapshot) -> impl Iterator<Item = Slug> {
    let slug = |source: &Source, text: &str| {
        let written = cut::<FrontMatter>(&source.path, text).front.slug;
        Some(written.unwrap_or_else(|| FileName::of(&source.path).slug))
    };
    slugs(snapshot, "content/articles/", slug)
}

/// The slugs of all stories that have a file.
fn stories(snapshot: &Snapshot) -> impl Iterator<Item = Slug> {
    slugs(snapshot, "content/stories/", story_slug)
}

fn slugs<'a>(
    snapshot: &'a Snapshot,
    folder: &'static str,
    slug: fn(&Source, &str) -> Option<Slug>,
) -> impl Iterator<Item = Slug> + 'a {
    let files = snapshot.under(folder).filter(|source| source.path.has_ending("md"));
    files.filter_map(move |source| slug(source, source.text.as_deref().unwrap_or_default()))
}

/// The slug, or the first of `slug-2`, `slug-3` … that nobody has.
fn free_slug(wanted: &Slug, taken: &[Slug]) -> Option<Slug> {
    if !taken.contains(wanted) {
        return Some(wanted.clone());
    }
    let numbered = (2..).filter_map(|n| Slug::of(&format!("{wanted}-{n}")));
    numbered.take(taken.len() + 1).find(|slug| !taken.contains(slug))
}

fn actor(arguments: &ActorArguments, linking: &Linking) -> Result<Planned> {
    let ActorArguments { name, kind, description } = arguments;
    let slug = slug_of(name)?;
    let registry = &linking.registry;
    let known = registry.by_slug(slug.as_str()).or_else(|| registry.resolve(name));
    let known = known.map(|id| registry.actor(id));
    // What is written here would be read as the one that is known, or stand beside it under its name.
    let mut fields = vec![("name", yaml::Value::from(name.as_str()))];
    let hint = match known {
        Some(known) if matches!(known.origin, Origin::File(_)) => {
            let file = known.file().map_or_else(String::new, |file| format!(" in `{file}`"));
            bail!("`{}` is an actor already{file}\nhint: add to its keys there", known.name);
        }
        Some(known) if known.slug == slug => {
            format!("it completes the built-in actor `{slug}`; write only what differs")
        }
        Some(known) => bail!(
            "`{name}` is a name of the built-in actor `{}`\nhint: `rapporteur new actor \"{}\"` completes it",
            known.slug,
            known.name
        ),
        None => "add `aliases`, `roles` and a profile as it goes; `rapporteur schema actor` has all keys".to_owned(),
    };
    let kind = kind.or(known.is_none().then_some(Kind::Person));
    fields.extend(kind.map(|kind| ("kind", kind.name().into())));
    fields.extend(description.as_deref().map(|text| ("description", text.into())));
    let [file] =
        single(&[Entry { slug, fields }]).try_into().expect("invariant: one actor makes one file");
    Ok(Planned { path: file.path, text: file.text, note: None, hint })
}

#[derive(Serialize)]
struct StoryFront<'a> {
    title: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

fn story(arguments: &StoryArguments) -> Result<Planned> {
    let StoryArguments { title, description } = arguments;
    let slug = slug_of(title)?;
    let front = yaml::write(&StoryFront {
        title,
        status: crate::site::StoryStatus::Open.name(),
        description: description.as_deref(),
    })?;
    Ok(Planned {
        path: SourcePath::new(&format!("content/stories/{slug}.md")),
        text: format!("---\n{front}---\nWhat this story follows, and since when.\n"),
        note: None,
        hint: format!(
            "articles belong to it that have `story: {slug}`; it has a page as soon as one does"
        ),
    })
}

fn slug_of(title: &str) -> Result<Slug> {
    Slug::of(title).ok_or_else(|| {
        anyhow!("no address can be made of `{title}`\nhint: it needs a letter or a digit")
    })
}
