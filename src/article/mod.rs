//! Reads one report.
//!
//! Comes in: a source file and the reading settings of the site. Goes out: `Article` with its
//! summary, sections, tables, sentences and markup, and diagnostics. Always holds: an article knows
//! nothing of other articles or of the registry, so that it can be remembered by its content;
//! reading never fails.
//!
//! 1. `front_matter` cuts off and reads the front matter.
//! 2. `pasted` turns text pasted from a web page into Markdown.
//! 3. `document` parses the Markdown and shapes it: title, lede, takeaways, captions, the rest.
//! 4. `markup` writes each part as HTML and as text.
//! 5. `sentence` cuts the text; `summary` makes takeaways where the writer gave none (`extract`), and
//!    ties each to the paragraph that bears it (`evidence`).

mod document;
mod evidence;
mod extract;
mod foreign;
mod front_matter;
mod heading;
mod highlight;
pub(crate) mod line;
mod markup;
mod name;
mod pasted;
mod plain;
mod prose;
pub(crate) mod residue;
mod sentence;
mod summary;
mod table;
mod writer;

use std::sync::Arc;

use bitcode::{Decode, Encode};
use comrak::{Arena, parse_document};

use crate::config::{Config, RawHtml};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath};
use crate::source::{Source, Unreadable};

pub(crate) use foreign::{Field, field};
pub use front_matter::{
    ActorChoice, Confidence, CorrectionNote, Cut, FrontMatter, SourceNote, Status, cut,
};
pub(crate) use front_matter::{OneOrMany, one_or_many, optional_slug};
pub use heading::TakeawayHeadings;
pub use highlight::Highlighter;
pub use markup::escaped;
pub(crate) use name::FileName;
pub use plain::read_plain;
pub use prose::{Prose, read as read_prose};
pub use sentence::sentences;
pub use summary::{Summary, SummaryPart, extract};

/// One report.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Article {
    /// The file that it was read from.
    pub path: SourcePath,
    /// What the writer said about it.
    pub front: FrontMatter,
    /// Headline.
    pub title: String,
    /// Its name in addresses.
    pub slug: Slug,
    /// When it was published.
    pub date: Option<When>,
    /// Title, lede, takeaways and body.
    pub prose: Prose,
    /// Lede and takeaways.
    pub summary: Summary,
    /// Number of words of the whole text.
    pub n_words: u32,
}

/// A range of bytes in the text or in the markup of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The same as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True when `inner` lies wholly in this span.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
}

/// A heading, a paragraph, a list item or a cell: the smallest unit in which names are looked for.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the text.
    pub span: Span,
    /// Number of headings before it (a heading counts itself).
    pub section: u32,
    /// Id of its element in the markup; empty for blocks outside the body.
    pub anchor: String,
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// The lede.
    Lede,
    /// A takeaway.
    Takeaway,
    /// A heading of the body.
    Heading,
    /// A paragraph or list item of the body.
    Text,
    /// A cell of a table.
    Cell,
    /// The caption of a table.
    Caption,
}

/// A run of text that stands in the markup as it is (but for escapes), without an element in it.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Piece {
    /// Where it is in the text.
    pub text: Span,
    /// Where it is in the markup; empty when it is not shown.
    pub html: Span,
    /// False for links and what the writer marked with `{.nolink}`.
    pub searchable: bool,
}

/// `[[target|text]]`.
#[derive(Debug, Clone, Encode, Decode)]
pub struct WikiLink {
    /// The slug or name that the writer gave.
    pub target: String,
    /// Its text.
    pub text: Span,
    /// Its text in the markup.
    pub html: Span,
    /// Its line in the file.
    pub line: u32,
}

/// A link or picture of the project itself.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Reference {
    /// What the writer wrote: `map.svg`, `../2025-02-18-talks.md`, `/about/`.
    pub target: String,
    /// Whether it is a link or a picture.
    pub kind: ReferenceKind,
    /// Where the address belongs in the markup; beyond its end for one that is not shown.
    pub at: u32,
    /// Its line in the file.
    pub line: u32,
}

/// What a reference is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum ReferenceKind {
    /// A link.
    Link,
    /// A picture.
    Image,
    /// A picture on another server; it is shown as a link.
    RemoteImage,
}

/// A heading of the body. What stands under it goes to the next heading of its level or above.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Section {
    /// Its text.
    pub title: String,
    /// Its id, unique in the article.
    pub anchor: String,
    /// Its level as shown, from 2.
    pub level: u8,
}

/// A table as data.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Table {
    /// What the writer put beside it as `Table: …`.
    pub caption: Option<String>,
    /// Texts of the header's cells.
    pub header: Vec<String>,
    /// `left`, `center` or `right` for each column that says so.
    pub alignment: Vec<Option<String>>,
    /// Texts of the other rows' cells.
    pub rows: Vec<Vec<String>>,
    /// Id of its element.
    pub anchor: String,
}

/// How articles of a site are read.
#[derive(Debug)]
pub struct Reading {
    /// Names of the takeaways' heading.
    pub headings: TakeawayHeadings,
    /// What happens to raw HTML.
    pub html: RawHtml,
    /// Number of sentences of an extract.
    pub extract_sentences: usize,
    /// Highlights code.
    pub highlighter: Highlighter,
}

impl Reading {
    /// The reading settings of a site.
    pub fn new(config: &Config) -> Self {
        Self {
            headings: TakeawayHeadings::new(&config.takeaway_headings),
            html: config.html,
            extract_sentences: config.extract_sentences,
            highlighter: Highlighter::default(),
        }
    }
}

/// What reading a file yields.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Parsed {
    /// The article; none when the file has no text that can be read.
    pub article: Option<Arc<Article>>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one report.
pub fn parse(source: &Source, reading: &Reading) -> Parsed {
    let text = match &source.text {
        Ok(text) => text,
        Err(unreadable) => {
            return Parsed {
                article: None,
                diagnostics: vec![unreadable_file(&source.path, *unreadable)],
            };
        }
    };
    let text = writer::readable(text);
    let Cut { front, has_front, body, lines_before, mut diagnostics } =
        cut::<FrontMatter>(&source.path, &text);

    let unpasted = if has_front { None } else { pasted::unpaste(body) };
    if let Some(unpasted) = &unpasted {
        diagnostics.push(pasted_note(&source.path, &text, unpasted));
    }
    let line_of = |line: usize| {
        let line = line.max(1) - 1;
        let line = match &unpasted {
            Some(unpasted) => unpasted.lines.get(line).copied().unwrap_or_default(),
            None => u32::try_from(line).unwrap_or(u32::MAX),
        };
        line + lines_before + 1
    };
    let markdown = unpasted.as_ref().map_or(body, |unpasted| &unpasted.text);

    let arena = Arena::new();
    let options = document::options();
    let root = parse_document(&arena, markdown, &options);
    let written = prose::Written {
        title: front.title.as_deref().map(|title| writer::readable(title).into_owned()),
        lede: front
            .lede
            .as_deref()
            .map(|lede| parse_document(&arena, &writer::readable(lede), &options)),
        takeaways: front
            .takeaways
            .iter()
            .map(|text| parse_document(&arena, &writer::readable(text), &options))
            .collect(),
    };
    let name = FileName::of(&source.path);
    let (mut prose, mut summary, title) = prose::write(
        &arena,
        root,
        written,
        &name,
        &prose::Surroundings { reading, line_of: &line_of },
    );
    if summary.takeaways.is_empty() {
        summary::extract_takeaways(&prose, &mut summary, reading.extract_sentences);
    } else {
        for idx in summary::tie(&prose, &mut summary) {
            let takeaway = summary.takeaways[idx].text;
            let line = if front.takeaways.is_empty() {
                prose.line_at(takeaway.start)
            } else {
                summary::line_in_front(&text, &front, idx)
            };
            let takeaway = prose.slice(takeaway);
            diagnostics.push(summary::unsupported(&source.path, &text, line, takeaway));
        }
    }
    prose.shrink();

    if prose.body_is_empty() && summary.lede.is_none() {
        let place = Place::file(&source.path);
        diagnostics.push(
            Diagnostic::new(Code::EmptyArticle, place, "article has no text")
                .hint("write a first paragraph"),
        );
    }
    let date = front.date.or(name.date.map(When::day));
    if date.is_none() && !diagnostics.iter().any(|found| found.code == Code::BadDate) {
        let place = Place::file(&source.path);
        diagnostics.push(Diagnostic::new(Code::UndatedArticle, place, "article has no date").hint(
            "add `date: 2025-02-18` to its front matter, or begin its file name with the date",
        ));
    }
    let slug = front.slug.clone().unwrap_or_else(|| name.slug.clone());
    let n_words = u32::try_from(prose.text.split_whitespace().count()).unwrap_or(u32::MAX);
    let article =
        Article { path: source.path.clone(), front, title, slug, date, prose, summary, n_words };
    Parsed { article: Some(Arc::new(article)), diagnostics }
}

/// The diagnostic for a file that has no text.
pub fn unreadable_file(path: &SourcePath, unreadable: Unreadable) -> Diagnostic {
    match unreadable {
        Unreadable::NotUtf8 { line } => {
            let place = Place { line, ..Place::file(path) };
            Diagnostic::new(Code::UnreadableFile, place, "file is not UTF-8 text")
                .hint("save it in the encoding UTF-8")
        }
        Unreadable::TooLarge { bytes } => {
            let message = format!("file is too large to be read: {bytes} bytes");
            Diagnostic::new(Code::UnreadableFile, Place::file(path), message)
                .hint("split it, or put it under `static/`")
        }
    }
}

fn pasted_note(path: &SourcePath, text: &str, unpasted: &pasted::Unpasted) -> Diagnostic {
    let note = Diagnostic::new(
        Code::PastedText,
        Place::line(path, text, 1),
        format!("text without Markdown was read line by line: {} headings", unpasted.n_headings),
    )
    .hint("put an empty line between paragraphs and `##` before headings to have the last word");
    unpasted.residue.iter().fold(note, |note, (line, residue)| {
        note.related(Place::line(path, text, line + 1), format!("`{residue}` is left out"))
    })
}
