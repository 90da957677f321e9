//! Markdown that was written for another generator.
//!
//! Comes in: the path and the text of one file of Hugo, Zola, Jekyll, Obsidian or Pelican. Goes out: a `Draft`,
//! or why the file is refused. Always holds: every word of the body is in the draft or in a note; code is left
//! as it is; no text makes it fail otherwise than by `Refused`.
//!
//! 1. `front` cuts off the front matter and reads its entries, in whatever language they are written.
//! 2. `field` puts each entry in its place.
//! 3. `body` goes once through the text: `tag` finds shortcodes and Liquid, `shortcode` and `prose` rewrite.
//! 4. `headline` finds the title where no entry has it.

mod field;
mod front;
mod headline;
mod key;
mod scan;
mod tag;
mod value;

use crate::import::{Draft, Refused};
use headline::Name;
use value::Parted;

/// Reads a file. Its path says what the text does not: `_drafts/`, `2017-03-08-talks.md`, `talks/index.md`.
pub fn read(name: &str, text: &str) -> Result<Draft, Refused> {
    let text =
        text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let front = front::read(&text)?;
    let name = Name::of(name);
    let is_jekyll = name.is_jekyll || front.entries.iter().any(|entry| entry.key == "layout");
    let parted = if is_jekyll { Parted::ByBlanks } else { Parted::ByNothing };
    let mut draft = field::place(front.entries, front.format, parted)?;
    front.body.clone_into(&mut draft.body);
    headline::complete(&mut draft, &name, front.lines_before);
    draft.notes.sort_by_key(|note| note.line);
    Ok(draft)
}
