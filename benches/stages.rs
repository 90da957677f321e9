//! The stages of a build, each measured by itself, through the library.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rapporteur::actor::{Linked, Registry, link};
use rapporteur::article::{Article, Reading, parse};
use rapporteur::cache::Memo;
use rapporteur::config;
use rapporteur::output::{Content, Fingerprint, Made, OldOutput, OutputFolder, OutputPath, sync};
use rapporteur::page::Plan;
use rapporteur::path::SourcePath;
use rapporteur::pipeline::{Build, build};
use rapporteur::render::{Rendered, Theme};
use rapporteur::site::{Assembled, Ingredients, LinkedArticle, Preview, assemble};
use rapporteur::source::{Source, load};
use rayon::prelude::*;

/// 1 January 2026: after all articles.
pub(crate) const NOW: i64 = 1_767_225_600;

/// The stages in order, by name, with their times.
pub(crate) type Stages = Vec<(&'static str, Duration)>;

/// Measures all stages of the project in `folder` once; writes into `target`.
pub(crate) fn measure(folder: &Path, target: &Path) -> Result<Stages> {
    let mut stages = Stages::new();
    let snapshot = timed(&mut stages, "read", || load::load(folder, NOW))?;
    let settings = snapshot.source(&SourcePath::new("site.yaml")).context("there are settings")?;
    let Ok(settings) = &settings.text else { bail!("the settings are text") };
    let config = Arc::new(config::read(settings).0);
    let reading = Reading::new(&config);
    let sources: Vec<&Source> = snapshot.under("content/articles/").collect();

    let articles: Vec<Arc<Article>> = timed(&mut stages, "parse", || {
        sources.par_iter().filter_map(|source| parse(source, &reading).article).collect()
    });
    let registry = timed(&mut stages, "registry", || {
        Arc::new(Registry::read(&config, snapshot.under("content/actors/"), &reading).0)
    });
    let linked: Vec<Arc<Linked>> = timed(&mut stages, "link", || {
        articles.par_iter().map(|article| Arc::new(link(article, &registry))).collect()
    });
    let n_mentions: usize = linked.iter().map(|linked| linked.mentions.len()).sum();
    println!(
        "{} articles with {:.1} mentions each",
        articles.len(),
        n_mentions as f64 / articles.len() as f64
    );
    let articles = articles.into_iter().zip(linked);
    let articles = articles
        .map(|(article, linked)| LinkedArticle::new(article, linked, &config, NOW))
        .collect();
    let (theme, _) = Theme::new(&snapshot, &config);
    let ingredients = Ingredients {
        config,
        registry,
        snapshot: &snapshot,
        reading: &reading,
        articles,
        held_back: Vec::new(),
    };
    drop(timed(&mut stages, "assemble, plan", || {
        let Assembled { site, .. } = assemble(ingredients);
        Plan::new(site, theme.files())
    }));

    let built = build(&snapshot, Preview::Published, &mut Memo::default());
    let sizes: Vec<usize> = timed(&mut stages, "render", || {
        (0..built.plan.pages.len())
            .into_par_iter()
            .map(|page_idx| rendered_size(&built, page_idx))
            .collect()
    });
    timed(&mut stages, "write", || write(&built.plan, &sizes, folder, target))?;
    Ok(stages)
}

fn timed<T>(stages: &mut Stages, name: &'static str, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = black_box(stage());
    stages.push((name, start.elapsed()));
    result
}

fn rendered_size(built: &Build, page_idx: usize) -> usize {
    match built.render(built.prepare(page_idx)) {
        Ok(Rendered::Bytes(bytes)) => bytes.len(),
        Ok(Rendered::Copy(_)) | Err(_) => 0,
    }
}

/// Writes files of the sizes that the pages have, as a cold build does.
fn write(plan: &Plan, sizes: &[usize], project: &Path, target: &Path) -> Result<()> {
    let outputs = plan.pages.iter().map(|page| OutputPath::new(&page.address.file()));
    let outputs: Vec<OutputPath> = outputs.collect::<Result<_, _>>()?;
    let mut folder =
        OutputFolder::open(target, project, &[project.join("content")], OldOutput::Removed)?;
    let make =
        |idx: usize, _| Ok(Made::Changed(Fingerprint(0), Content::Bytes(vec![b'.'; sizes[idx]])));
    sync(&mut folder, &outputs, &[], make, |_| {})?;
    Ok(())
}
