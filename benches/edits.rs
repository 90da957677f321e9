//! Edits in memory, up to a page that shows them: what a preview does between a change and its answer.
//!
//! Comes in: a project. Goes out: medians of the time from an edited snapshot to the bytes of a page, and
//! of the time of single pages. Always holds: the snapshot is made, and the build before is dropped,
//! outside of the time measured.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rapporteur::cache::Memo;
use rapporteur::page::Kind;
use rapporteur::path::SourcePath;
use rapporteur::pipeline::{Build, build};
use rapporteur::render::{Rendered, embedded_templates};
use rapporteur::site::Preview;
use rapporteur::source::{Source, load};

use crate::stages::{NOW, Stages};

/// Of this many edits the median is taken.
const N_EDITS: usize = 15;

/// The n-th text of a file that is edited.
type Text<'a> = dyn Fn(usize) -> String + 'a;

/// Measures edits of the project in `folder`, and the pages that are asked for most.
pub(crate) fn measure(folder: &Path, edited: &str) -> Result<Stages> {
    let mut snapshot = load::load(folder, NOW)?;
    let mut memo = Memo::default();
    let mut last = build(&snapshot, Preview::Published, &mut memo);
    let base = embedded_templates().find(|(name, _)| *name == "base.html");
    let base = base.context("there is a base template")?.1.to_owned();
    let actor = snapshot.under("content/actors/").find(|source| source.path.ending() == "md");
    let actor = actor.context("an actor has a file")?;
    let (actor_path, actor_text) = (actor.path.clone(), text_of(actor)?);
    let article_path = SourcePath::new(edited);
    let article = snapshot.source(&article_path).context("the article is there")?;
    let article_text = text_of(article)?;

    let article = |n: usize| format!("{article_text}\nSentence number {n} was added.\n");
    let actor =
        |n: usize| actor_text.replacen("kind:", &format!("aliases: [The Other {n}]\nkind:"), 1);
    let template = |n: usize| format!("{base}<!-- {n} -->");
    let edits: [(&str, SourcePath, &Text<'_>); 3] = [
        ("edit of an article", article_path, &article),
        ("edit of an actor", actor_path, &actor),
        ("edit of a template", SourcePath::new("templates/base.html"), &template),
    ];
    let mut stages = Stages::new();
    for (name, path, text) in edits {
        let mut times = Vec::new();
        for n in 0..N_EDITS {
            let source = Source::new(path.clone(), text(n).as_bytes());
            match snapshot.sources.binary_search_by(|other| other.path.cmp(&path)) {
                Ok(idx) => snapshot.sources[idx] = source,
                Err(idx) => snapshot.sources.insert(idx, source),
            }
            let start = Instant::now();
            let built = build(&snapshot, Preview::Published, &mut memo);
            black_box(page(&built, newest_article(&built)?));
            times.push(start.elapsed());
            last = built;
        }
        stages.push((name, median(times)));
    }
    let most_named =
        last.plan.site.dossiers().max_by_key(|id| last.plan.site.by_actor[id.index()].len());
    let most_named = most_named.context("an actor is named")?;
    let pages = [
        ("page of an article", newest_article(&last)?),
        ("home page", idx_of(&last, &Kind::Home)?),
        ("most named actor", idx_of(&last, &Kind::Actor(most_named))?),
    ];
    for (name, page_idx) in pages {
        let timed = || {
            let start = Instant::now();
            black_box(page(&last, page_idx));
            start.elapsed()
        };
        stages.push((name, median((0..N_EDITS).map(|_| timed()).collect())));
    }
    Ok(stages)
}

fn newest_article(built: &Build) -> Result<usize> {
    let newest = built.plan.site.article_ids().next_back().context("there are articles")?;
    idx_of(built, &Kind::Article(newest))
}

fn idx_of(built: &Build, kind: &Kind) -> Result<usize> {
    built.plan.pages.iter().position(|page| page.kind == *kind).context("the page is there")
}

fn page(built: &Build, page_idx: usize) -> Option<Vec<u8>> {
    match built.render(built.prepare(page_idx)) {
        Ok(Rendered::Bytes(bytes)) => Some(bytes),
        Ok(Rendered::Copy(_)) | Err(_) => None,
    }
}

fn text_of(source: &Source) -> Result<String> {
    match &source.text {
        Ok(text) => Ok(text.to_string()),
        Err(_) => bail!("`{}` is text", source.path),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
