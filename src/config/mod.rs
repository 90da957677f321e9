//! The settings of a site, as `site.yaml` has them.
//!
//! Comes in: the text of `site.yaml`. Goes out: `Config` with every default filled in, and
//! diagnostics. Always holds: settings are resolved once, here; no later stage sees YAML.

mod secret;
mod target;
mod value;
mod written;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::path::SourcePath;

pub use target::{Addressing, Bucket, History, Host, SshWay, Target, TargetKind};
pub use written::{Written, read};

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Where the site will stand: absolute, ends with a slash, may have a path.
    pub base_url: String,
    /// One line about the site; may be empty.
    pub description: String,
    /// BCP 47 language tag.
    pub language: String,
    /// What "today" and the day of an edition mean.
    pub zone: TimeZone,
    /// The output folder, relative to the project folder.
    pub output: String,
    /// Built-in registries that are switched on.
    pub packs: Vec<Pack>,
    /// Which mentions become links.
    pub link: LinkPolicy,
    /// Number of sentences of an extract.
    pub extract_sentences: usize,
    /// Headings beside the built-in ones under which takeaways stand.
    pub takeaway_headings: Vec<String>,
    /// What happens to raw HTML in the content.
    pub html: RawHtml,
    /// Number of entries of a feed.
    pub feed_limit: usize,
    /// How addresses inside the site are written.
    pub addresses: AddressStyle,
    /// The look of the site.
    pub theme: ThemeConfig,
    /// Where the site is published to, by name.
    pub targets: Vec<Target>,
    /// Severities that differ from the default; `None` means that the diagnostic is off.
    pub rules: BTreeMap<Code, Option<Severity>>,
    /// What `check` lets pass.
    pub check: CheckConfig,
}

impl Config {
    /// Applies the `rules:` of the site to diagnostics. Errors that make a site unsound cannot be
    /// switched off, only those that are warnings by default can.
    pub fn judge(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics
            .into_iter()
            .filter_map(|mut diagnostic| {
                if let Some(severity) = self.rules.get(&diagnostic.code) {
                    diagnostic.severity = (*severity)?;
                }
                Some(diagnostic)
            })
            .collect()
    }

    /// The path of `base_url`, with a slash at both ends.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..]
            .find('/')
            .map_or("/", |at| &self.base_url[after_scheme + at..])
    }
}

/// A built-in registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pack {
    /// States of the world, and their capitals.
    States,
    /// International organisations, government seats and news outlets.
    Organisations,
}

/// Which mentions become links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPolicy {
    /// The first mention of an actor in each section.
    FirstInSection,
    /// The first mention of an actor in the article.
    FirstInArticle,
    /// Every mention.
    All,
    /// No mention.
    None,
}

/// What happens to raw HTML in the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHtml {
    /// Only harmless markup stays.
    Sanitise,
    /// It is passed on as it is.
    Trusted,
}

/// How addresses inside the site are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AddressStyle {
    /// `../actors/marco-rubio/`, as web servers want it.
    Folder,
    /// `../actors/marco-rubio/index.html`, for a site that is opened from disk.
    File,
}

/// What `check` lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckConfig {
    /// Days after which a story that goes on is due for an article.
    pub stale_story_days: u32,
    /// Phrases that may be published although they also stand in a text that is held back.
    pub public: Vec<String>,
    /// Most that a page may have, in thousands of bytes.
    pub max_page_kb: usize,
    /// Most that a picture may have, in thousands of bytes.
    pub max_picture_kb: usize,
}

/// The look of a site.
#[derive(Debug, Clone, Default)]
pub struct ThemeConfig {
    /// A CSS colour such as `#8a1c1c`.
    pub accent: Option<String>,
    /// A file under `static/`.
    pub logo: Option<String>,
    /// Links in the header: text, and an address of the site (`/about/`) or of the web.
    pub header: Vec<(String, String)>,
}

/// Where the settings are.
pub fn config_path() -> SourcePath {
    SourcePath::new("site.yaml")
}
