//! Stories, topics, free pages and publishers, as they are written.
//!
//! Comes in: files under `content/stories/`, `content/topics/`, `content/pages/`, and
//! `content/sources.yaml`. Goes out: typed values and diagnostics.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::article::{Cut, Prose, Reading, cut, optional_slug, read_prose, unreadable_file};
use crate::diagnostic::Diagnostic;
use crate::path::{Slug, SourcePath};
use crate::source::Source;
use crate::yaml;

/// Whether a story goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StoryStatus {
    /// It goes on.
    #[default]
    Open,
    /// It rests, and may go on.
    Watching,
    /// It has ended.
    Closed,
}

impl StoryStatus {
    /// The word in files and on pages.
    pub fn name(self) -> &'static str {
        match self {
            StoryStatus::Open => "open",
            StoryStatus::Watching => "watching",
            StoryStatus::Closed => "closed",
        }
    }
}

/// A file that introduces a story or a topic, or that is a free page.
#[derive(Debug)]
pub struct FreePageFile {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) status: StoryStatus,
    pub(super) prose: Prose,
    pub(super) path: SourcePath,
}

/// Someone who publishes sources.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The name that articles use.
    pub name: String,
    /// Its site.
    #[serde(default)]
    pub url: Option<String>,
    /// Admiralty grade of its reliability.
    #[serde(default)]
    pub grade: Option<String>,
}

/// Reads a story, a topic or a free page.
pub(super) fn read(source: &Source, reading: &Reading) -> (Option<FreePageFile>, Vec<Diagnostic>) {
    let path = &source.path;
    let text = match &source.text {
        Ok(text) => text,
        Err(unreadable) => return (None, vec![unreadable_file(path, *unreadable)]),
    };
    let Cut { front, body, lines_before, diagnostics, .. } = match path.folder() {
        "content/stories" => cut::<Written>(path, text),
        _ => cut::<WrittenPage>(path, text).map(Written::from),
    };
    let Written { title, description, slug, status } = front;
    let Some(slug) = slug.or_else(|| Slug::of(path.stem())) else {
        return (None, diagnostics);
    };
    let page = FreePageFile {
        title: title.unwrap_or_else(|| slug.as_str().replace('-', " ")),
        slug,
        description: description.unwrap_or_default(),
        status,
        prose: read_prose(body, lines_before, reading),
        path: path.clone(),
    };
    (Some(page), diagnostics)
}

/// The slug of a story or a topic, as its file says it or is named.
pub fn story_slug(source: &Source, text: &str) -> Option<Slug> {
    let written = cut::<Written>(&source.path, text).front.slug;
    written.or_else(|| Slug::of(source.path.stem()))
}

/// Reads `content/sources.yaml`.
pub(super) fn read_publishers(source: &Source) -> (Vec<Publisher>, Vec<Diagnostic>) {
    let text = match &source.text {
        Ok(text) => text,
        Err(unreadable) => return (Vec::new(), vec![unreadable_file(&source.path, *unreadable)]),
    };
    let (publishers, problems) = yaml::read(text);
    (
        publishers,
        problems.into_iter().map(|problem| problem.diagnostic(&source.path, text, 0)).collect(),
    )
}

/// The front matter of a story.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "front matter of a story")]
pub struct Written {
    /// Its headline.
    title: Option<String>,
    /// One sentence about it.
    description: Option<String>,
    /// Its name in addresses, where it is not the name of the file.
    #[serde(deserialize_with = "optional_slug")]
    slug: Option<Slug>,
    /// Whether it goes on.
    status: StoryStatus,
}

/// The front matter of a topic or a free page.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "front matter of a topic or a page")]
pub struct WrittenPage {
    /// Its headline.
    title: Option<String>,
    /// One sentence about it.
    description: Option<String>,
    /// Its name in addresses, where it is not the name of the file.
    #[serde(deserialize_with = "optional_slug")]
    slug: Option<Slug>,
}

impl From<WrittenPage> for Written {
    fn from(WrittenPage { title, description, slug }: WrittenPage) -> Self {
        Self { title, description, slug, status: StoryStatus::default() }
    }
}
