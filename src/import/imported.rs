//! One file of other origin, made an article.
//!
//! Comes in: the name and the bytes of a file, what the writer says on the command line, and how the site
//! reads articles. Goes out: `Imported`: the file to be written and the report. Always holds: the file is
//! read once as a build will read it, and what a build would complain of is in the report.

use super::article_file::{self, ArticleFile};
use super::{Action, Draft, Note, Refused, encoding, html, markdown, pasted};
use crate::article::{FileName, Reading, ReferenceKind, parse};
use crate::date::When;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::source::{MAX_SOURCE_BYTES, Source};

/// A file of other origin.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its path as it was given, with slashes; empty for what came in without one.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What the writer says, which counts more than what the file says.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<When>,
}

/// How the site reads articles.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// Headings of takeaways, and the like.
    pub reading: &'a Reading,
    /// The language of the site, as a BCP 47 tag.
    pub language: &'a str,
}

/// An article that was read from something else.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The name of its file.
    pub name: String,
    /// The text of its file.
    pub text: String,
    /// Its headline.
    pub title: String,
    /// What was left out or changed, in the order of the lines.
    pub notes: Vec<Note>,
    /// What a build will say of it; their path is the name of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a file is, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Markdown,
    Text,
}

/// True for the name of a file that can be read.
pub fn is_readable(name: &str) -> bool {
    kind(name).is_some()
}

fn kind(name: &str) -> Option<Kind> {
    let (_, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Some(Kind::Page),
        "md" | "markdown" | "mdown" | "mkd" => Some(Kind::Markdown),
        "txt" | "text" => Some(Kind::Text),
        _ => None,
    }
}

/// Makes an article of a file.
///
/// # Errors
/// When the file cannot be read, or has no text.
pub fn article(
    input: Input<'_>,
    choice: &Choice,
    settings: Settings<'_>,
) -> Result<Imported, Refused> {
    let mut draft = read(input, settings)?;
    let source = SourcePath::new(input.name);
    let file_name = FileName::of(&source);
    if let Some(date) = choice.date {
        if let Some(own) = draft.date.filter(|own| *own != date) {
            let reason = "date of the text: `--date` counts more";
            draft.notes.insert(0, Note::new(0, Action::Dropped, &own.written(), reason));
        }
        draft.date = Some(date);
    } else if let (None, Some(day)) = (draft.date, file_name.date) {
        draft.date = Some(When::day(day));
        let reason = "the date was taken from the name of the file";
        draft.notes.insert(0, Note::new(0, Action::Changed, &day.iso(), reason));
    }
    if draft.lang.as_deref().is_some_and(|lang| same_language(lang, settings.language)) {
        draft.lang = None;
    }
    if let (Some(_), Some(title)) = (&choice.title, &draft.title) {
        let reason = "title of the text: `--title` counts more";
        draft.notes.insert(0, Note::new(0, Action::Dropped, title, reason));
    }
    let title = match choice.title.clone().or_else(|| draft.title.take()) {
        Some(title) => title,
        None => {
            let (title, origin) = made_up_title(&draft, &file_name, settings);
            let reason = format!("the title was made of {origin}: `--title` gives another");
            draft.notes.insert(0, Note::new(0, Action::Changed, &title, &reason));
            title
        }
    };
    let ArticleFile { name, text } = article_file::write(&draft, &title)?;
    if text.len() as u64 > MAX_SOURCE_BYTES {
        return Err(Refused::new(format!(
            "its article would be too large to be read: {} bytes\nhint: split it",
            text.len()
        )));
    }
    let source = Source::new(SourcePath::new(&name), text.as_bytes());
    let parsed = parse(&source, settings.reading);
    let diagnostics = parsed.diagnostics;
    let mut notes: Vec<Note> = draft.notes.into_iter().map(Note::shortened).collect();
    // Files that the text names lie where it came from.
    if let Some(image) = draft.image.as_deref().filter(|image| !image.contains("://")) {
        let reason = "lead picture: copy it beside the article";
        notes.push(Note::new(0, Action::Kept, image, reason));
    }
    let references = parsed.article.iter().flat_map(|article| &article.prose.references);
    for reference in references.filter(|reference| !reference.target.starts_with('#')) {
        let (what, todo) = match reference.kind {
            ReferenceKind::Image => ("picture", "copy it beside the article"),
            ReferenceKind::RemoteImage => {
                ("picture on another server", "save it beside the article to show it")
            }
            ReferenceKind::Link => ("link to a file or page", "look where it leads from here"),
        };
        let is_told = |note: &Note| note.excerpt == reference.target;
        if !notes.iter().any(is_told) {
            let reason = format!("{what}: {todo}");
            notes.push(Note::new(0, Action::Kept, &reference.target, &reason));
        }
    }
    Ok(Imported { name, text, title, notes, diagnostics })
}

fn read(input: Input<'_>, settings: Settings<'_>) -> Result<Draft, Refused> {
    let headings = &settings.reading.headings;
    let refused = || {
        let ending = input.name.rsplit('.').next().unwrap_or_default();
        Refused::new(format!(
            "files of this kind are not read: `.{ending}`\nhint: text, HTML and Markdown are read"
        ))
    };
    // What opens as a page is one, whatever its name.
    encoding::refuse_documents(input.bytes)?;
    let kind = kind(input.name).ok_or_else(refused)?;
    if kind == Kind::Page || kind == Kind::Text && opens_as_page(input.bytes) {
        return html::read(input.bytes, headings);
    }
    let text = encoding::text(input.bytes)?;
    if kind == Kind::Markdown || is_markdown(&text) {
        return markdown::read(input.name, &text);
    }
    pasted::read(&text, headings)
}

fn opens_as_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}

/// Text that has front matter, or headings, links or bold words as only Markdown writes them.
fn is_markdown(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let is_heading = |line: &str| {
        let level = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&level) && line[level..].starts_with(' ') && line.chars().count() <= 120
    };
    let has_front = text.lines().next().is_some_and(|line| {
        let line = line.trim_end();
        (line == "---" || line == "+++")
            && text.lines().skip(1).any(|other| other.trim_end() == line)
    });
    let is_bold = |line: &str| line.split("**").count() >= 3 && !line.contains("***");
    has_front
        || text.lines().any(|line| is_heading(line) || line.contains("](http") || is_bold(line))
}

/// A title for a text without one: the name of its file, unless that says nothing; else its first
/// heading; else its first words.
fn made_up_title(
    draft: &Draft,
    file_name: &FileName,
    settings: Settings<'_>,
) -> (String, &'static str) {
    let slug = file_name.slug.as_str();
    if !says_nothing(slug) {
        return (file_name.title(&draft.body), "the name of the file");
    }
    if let Some(heading) = pasted::first_heading(&draft.body, &settings.reading.headings) {
        return (heading, "the first heading");
    }
    let plain = draft.body.replace('\\', "");
    let words = plain.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let mut title = String::new();
    for word in words {
        let is_end = title.len() > 20 && title.ends_with(['.', '?', '!']);
        if is_end || title.chars().count() + word.chars().count() > LONGEST_TITLE {
            break;
        }
        title.push_str(if title.is_empty() { "" } else { " " });
        title.push_str(word);
    }
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (if title.is_empty() { "Article".to_owned() } else { title }, "the first words")
}

/// Characters of a title that was made of the first words.
const LONGEST_TITLE: usize = 80;

/// Names that programs give to files, and people to files of a moment.
fn says_nothing(slug: &str) -> bool {
    const NAMES: &[&str] = &[
        "article",
        "clip",
        "clipboard",
        "copy",
        "doc",
        "document",
        "download",
        "draft",
        "file",
        "index",
        "new",
        "note",
        "notes",
        "page",
        "paste",
        "pasted",
        "story",
        "temp",
        "tmp",
        "text",
        "txt",
        "unnamed",
        "untitled",
    ];
    let mut words = slug.split('-');
    words.all(|word| NAMES.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()))
}

/// `en-GB` says no more than `en` to a site in English.
fn same_language(tag: &str, site: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    primary(tag) == primary(site)
}
