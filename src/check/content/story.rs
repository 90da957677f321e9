//! Stories that are said to go on and do not.

use super::place_of;
use crate::date::day_of;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::Slug;
use crate::pipeline::Build;
use crate::site::{Story, StoryStatus};
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let site = &build.plan.site;
    let zone = &site.config.zone;
    let limit = i64::from(site.config.check.stale_story_days);
    let today = day_of(snapshot.now, zone);
    let open = site.stories.iter().filter(|story| story.status == StoryStatus::Open);
    let stale = open.filter_map(|story| {
        let days = story.articles.iter().filter_map(|id| {
            let article = &site.article(*id).article;
            article.front.updated.or(article.date)
        });
        let last = days.map(|when| when.day_in(zone)).max()?;
        let n_days = today.days_since(last);
        (n_days > limit).then(|| {
            let message = format!(
                "story is open, and its last article is {n_days} days old: `{}`",
                last.iso()
            );
            Diagnostic::new(Code::StaleStory, place(story, snapshot), message)
                .hint("write on, or set `status: watching` or `status: closed`")
        })
    });
    stale.collect()
}

fn place(story: &Story, snapshot: &Snapshot) -> Place {
    let files = || snapshot.under("content/stories/");
    let is_its =
        |path: &crate::path::SourcePath| Slug::of(path.stem()).as_ref() == Some(&story.slug);
    let named =
        |text: &str| text.lines().any(|line| line.trim_end() == format!("slug: {}", story.slug));
    let file = files()
        .find(|source| is_its(&source.path))
        .or_else(|| files().find(|source| source.text.as_deref().is_ok_and(named)));
    let Some(file) = file else { return Place::file(&crate::config::config_path()) };
    let place = place_of(snapshot, &file.path, "status", "open");
    if place.line > 0 { place } else { place_of(snapshot, &file.path, "title", "") }
}
