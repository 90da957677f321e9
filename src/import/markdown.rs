//! Markdown that was written for another generator.
//!
//! Comes in: the path and the text of one file of Hugo, Zola, Jekyll, Obsidian or Pelican. Goes out: a `Draft`,
//! or why the file is refused. Always holds: every word of the body is in the draft or in a note; code is left
//! as it is; no text makes it fail otherwise than by `Refused`.
//!
//! 1. `front` cuts off the front matter and reads its entries, in whatever language they are written.
//! 2. `field` puts each entry in its place.
//! 3. `headline` finds the title above the text or in the name of the file.
//! 4. `scan` cuts the text into code, tags and prose; `body` writes it anew: `shortcode` says what a tag means,
//!    `prose` rewrites what stands between.

mod body;
mod field;
mod front;
mod headline;
mod prose;
mod scan;
mod shortcode;
mod tag;
#[cfg(test)]
mod tests;
mod value;

use crate::import::{Draft, Refused};
use front::Format;
use headline::Name;
use scan::Dialect;
use value::Parted;

/// Reads a file. Its path says what the text does not: `_drafts/`, `2017-03-08-talks.md`, `talks/index.md`.
pub fn read(name: &str, text: &str) -> Result<Draft, Refused> {
    let text =
        text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let front = front::read(&text)?;
    let name = Name::of(name);
    let is_jekyll = name.is_jekyll || front.entries.iter().any(|entry| entry.key == "layout");
    let parted = if is_jekyll { Parted::ByBlanks } else { Parted::ByNothing };
    let is_yaml = matches!(front.format, Format::None | Format::Yaml);
    let dialect = match is_yaml && !is_jekyll {
        true => Dialect::of(front.body, &front.entries),
        false => Dialect::Other,
    };
    let mut draft = field::place(front.entries, front.format, parted)?;
    front.body.clone_into(&mut draft.body);
    let n_cut = headline::complete(&mut draft, &name, front.lines_before);
    let title = draft.title.clone().unwrap_or_default();
    let body = body::rewrite(&draft.body, front.lines_before + n_cut, &title, dialect);
    let (text, notes, topics) = (body.out, body.notes, body.topics);
    text.trim_start_matches('\n').clone_into(&mut draft.body);
    draft.notes.extend(notes);
    field::without_repeated_lede(&mut draft);
    for topic in topics {
        field::add_topic(&mut draft.topics, topic);
    }
    draft.notes.sort_by_key(|note| note.line);
    Ok(draft)
}
