//! Plain text as an article.
//!
//! Comes in: a text in which nothing has a meaning but line breaks. Goes out: `Article` with the very same
//! text, each of its lines a block. Always holds: a place in the text of the article is the same place in the
//! text that came in, so that others can say where names stand in it.

use super::sentence::sentences;
use super::writer::offset;
use super::{Article, Block, BlockKind, FrontMatter, Piece, Prose, Span, Summary};
use crate::path::{Slug, SourcePath};

/// Reads plain text as an article; a first line that equals `title` is its headline.
pub fn read_plain(path: &SourcePath, title: &str, text: &str) -> Article {
    let mut prose = Prose { text: text.to_owned(), ..Prose::default() };
    let mut start = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let span = Span { start: offset(start), end: offset(start + line.trim_end().len()) };
        start += line.len();
        if span.start == span.end {
            continue;
        }
        let opens = prose.blocks.is_empty() && prose.slice(span).trim() == title;
        let kind = if opens { BlockKind::Title } else { BlockKind::Text };
        let in_block = sentences(&text[span.range()]).into_iter().map(|sentence| Span {
            start: span.start + offset(sentence.start),
            end: span.start + offset(sentence.end),
        });
        prose.sentences.extend(in_block);
        prose.blocks.push(Block { kind, span, section: 0, anchor: String::new() });
        prose.pieces.push(Piece { text: span, html: Span::default(), searchable: true });
        prose.lines.push((span.start, number));
    }
    Article {
        path: path.clone(),
        front: FrontMatter::default(),
        title: title.to_owned(),
        slug: Slug::of(title).unwrap_or_else(|| Slug::of("article").expect("invariant: letters")),
        date: None,
        n_words: offset(text.split_whitespace().count()),
        prose,
        summary: Summary::default(),
    }
}
