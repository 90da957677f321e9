//! The theme: embedded templates and assets, and the site's overrides of them.
//!
//! Comes in: `templates/` of the project. Goes out: `Theme`. A file there replaces the embedded one of
//! its name; other files may be added, to be included by templates or linked as assets.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, Tera};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use super::{broken, filter, template_place};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::page::{Content, ThemeFiles};
use crate::path::SourcePath;
use crate::source::Snapshot;
use crate::yaml::nearest;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates and assets.
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Arc<str>>,
    assets: Vec<ThemeAsset>,
    stylesheet: String,
    fingerprint: u64,
}

struct ThemeAsset {
    address: String,
    bytes: Bytes,
    fingerprint: u128,
}

/// Where the bytes of an asset are.
pub(super) enum Bytes {
    /// In the program.
    Embedded(Arc<[u8]>),
    /// In memory, from a file of the project.
    Here(Arc<[u8]>),
    /// In a file of the project.
    InFile(SourcePath),
}

/// Names and texts of the embedded templates.
pub fn embedded_templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    EMBEDDED.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

impl Theme {
    /// The theme of a site. A template that cannot be read is an error, and the embedded one stands in
    /// for it.
    pub fn new(snapshot: &Snapshot, config: &Config) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut sources: BTreeMap<String, Arc<str>> =
            embedded_templates().map(|(name, text)| (name.to_owned(), text.into())).collect();
        let mut files = embedded_assets();
        for source in snapshot.under("templates/") {
            let name = &source.path.as_str()["templates/".len()..];
            match &source.text {
                Ok(text) if name.starts_with("assets/") => {
                    files.insert(
                        name.to_owned(),
                        (Bytes::Here(text.as_bytes().into()), source.hash),
                    );
                }
                Ok(text) => {
                    sources.insert(name.to_owned(), Arc::clone(text));
                }
                Err(unreadable) => {
                    diagnostics.push(crate::article::unreadable_file(&source.path, *unreadable));
                }
            }
        }
        for asset in snapshot
            .assets
            .iter()
            .filter(|asset| asset.path.as_str().starts_with("templates/assets/"))
        {
            let name = asset.path.as_str()["templates/".len()..].to_owned();
            files.insert(name, (Bytes::InFile(asset.path.clone()), asset.fingerprint));
        }
        diagnostics.extend(unknown_templates(snapshot, &sources));
        let (assets, stylesheet) = addressed(files, config);
        let mut hasher = Xxh3::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        for (name, text) in &sources {
            hasher.update(name.as_bytes());
            hasher.update(&xxh3_64(text.as_bytes()).to_le_bytes());
        }
        let mut tera = engine();
        let mut theme =
            Self { tera: engine(), sources, assets, stylesheet, fingerprint: hasher.digest() };
        match tera.add_raw_templates(theme.sources.iter().map(|(name, text)| (name, text.as_ref())))
        {
            Ok(()) => theme.tera = tera,
            Err(error) => {
                diagnostics.push(theme.diagnostic(&error, "base.html"));
                theme
                    .tera
                    .add_raw_templates(embedded_templates())
                    .expect("invariant: a test reads all embedded templates");
            }
        }
        (theme, diagnostics)
    }

    /// Addresses of the theme's assets, for the plan.
    pub fn files(&self) -> ThemeFiles {
        let addressed = self.assets.iter().enumerate();
        ThemeFiles {
            stylesheet: self.stylesheet.clone(),
            files: addressed.map(|(idx, asset)| (asset.address.clone(), idx)).collect(),
        }
    }

    /// The address of the style sheet.
    pub fn stylesheet(&self) -> &str {
        &self.stylesheet
    }

    /// Fingerprint of all templates and of the program's version.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    pub(super) fn file(&self, file_idx: usize) -> (&Bytes, u128) {
        let asset = &self.assets[file_idx];
        (&asset.bytes, asset.fingerprint)
    }

    /// Whether a file is the program's own, and not one that the site has in its place.
    pub fn is_embedded(&self, file_idx: usize) -> bool {
        matches!(self.assets[file_idx].bytes, Bytes::Embedded(_))
    }

    pub(super) fn source(&self, name: &str) -> Option<&str> {
        self.sources.get(name).map(AsRef::as_ref)
    }

    pub(super) fn render(
        &self,
        template: &str,
        content: &Content<'_>,
    ) -> Result<String, tera::Error> {
        self.tera.render(template, &Context::from_serialize(content)?)
    }

    /// The diagnostic for an error of the template engine.
    pub(super) fn diagnostic(&self, error: &tera::Error, template: &str) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let (line, column) = (report.span().start_line, report.span().start_col + 1);
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let name = report.filename();
                let place = template_place(self, name, number(line), number(column));
                broken(place, lower_first(report.message()))
                    .hint("delete the file to go back to the embedded template, or mend this line")
            }
            kind => {
                let report = error.to_string();
                let (name, line, column) = reported_place(&report).unwrap_or_else(|| {
                    let name = match kind {
                        ErrorKind::MissingParent { current, .. } => current,
                        ErrorKind::CircularExtend { tpl, .. }
                        | ErrorKind::CircularInclude { tpl, .. } => tpl,
                        _ => template,
                    };
                    (name, 0, 0)
                });
                let first = report.lines().next().unwrap_or_default();
                let message = lower_first(first.trim_start_matches("error: "));
                broken(template_place(self, name, line, column), message.replace('\'', "`"))
                    .hint("delete the file to go back to the embedded template, or mend it")
            }
        }
    }
}

fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".atom"]);
    filter::register(&mut tera);
    tera
}

type Files = BTreeMap<String, (Bytes, u128)>;

fn embedded_assets() -> Files {
    let mut files = Files::new();
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        let in_assets = folder.files().filter(|file| file.path().starts_with("assets"));
        for file in in_assets {
            let bytes = file.contents();
            let name = file.path().to_string_lossy().replace('\\', "/");
            files.insert(name, (Bytes::Embedded(bytes.into()), xxh3_128(bytes)));
        }
    }
    files
}

/// Gives assets their addresses. The style sheet gets the accent of the site, and an address with a
/// fingerprint, so that browsers may keep it for ever.
fn addressed(mut files: Files, config: &Config) -> (Vec<ThemeAsset>, String) {
    let mut assets = Vec::new();
    let mut stylesheet = String::new();
    if let Some((bytes @ (Bytes::Embedded(css) | Bytes::Here(css)), _)) =
        &files.remove("assets/style.css")
    {
        let accent =
            config.theme.accent.as_ref().map(|accent| format!(":root{{--accent:{accent}}}\n"));
        let css = [accent.unwrap_or_default().as_bytes(), css].concat();
        let fingerprint = xxh3_128(&css);
        stylesheet = format!("assets/style-{:08x}.css", fingerprint as u32);
        assets.push(ThemeAsset {
            address: stylesheet.clone(),
            bytes: match bytes {
                Bytes::Embedded(_) => Bytes::Embedded(css.into()),
                Bytes::Here(_) | Bytes::InFile(_) => Bytes::Here(css.into()),
            },
            fingerprint,
        });
    }
    for (address, (bytes, fingerprint)) in files {
        assets.push(ThemeAsset { address, bytes, fingerprint });
    }
    (assets, stylesheet)
}

/// A template that overrides nothing and that no other one names is likely a slip of the name.
fn unknown_templates(snapshot: &Snapshot, sources: &BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
    let own = snapshot.under("templates/").filter_map(|source| {
        let name = &source.path.as_str()["templates/".len()..];
        let is_known = name.starts_with("assets/") || EMBEDDED.get_file(name).is_some();
        let is_named = sources.iter().any(|(other, text)| other != name && text.contains(name));
        let has_components = source.text.as_ref().is_ok_and(|text| text.contains("{% component"));
        (!is_known && !is_named && !has_components).then_some((source, name))
    });
    own.map(|(source, name)| {
        let hint = match nearest(name, embedded_templates().map(|(name, _)| name)) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "include it from another template, or delete it".to_owned(),
        };
        let message = format!("template overrides nothing: `{name}`");
        Diagnostic::new(Code::UnknownTemplate, Place::file(&source.path), message).hint(hint)
    })
    .collect()
}

/// The place that a report of the template engine names: ` --> article.html:3:12`.
fn reported_place(report: &str) -> Option<(&str, u32, u32)> {
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.trim().parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, line, column))
}

fn lower_first(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
