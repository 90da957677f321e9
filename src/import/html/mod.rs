//! Saved web pages.
//!
//! Comes in: the bytes of a page, and the names of the takeaways' heading. Goes out: a `Draft`. Always
//! holds: no script, element or attribute of the page is in it, and no link but to the web; a page ends in
//! a draft or a refusal in time that grows with its length.
//!
//! 1. `guard` refuses pages that would take too long.
//! 2. `metadata` reads what the page says about itself, with `json_ld`.
//! 3. `body` finds the part that is the article; `leftover` says what is not in it.
//! 4. `footnote` takes the notes out before that, since they stand apart from the article.
//! 5. `conversion` makes Markdown of that part: `inline` and `run` of what is inside lines, `grid` of
//!    tables, `address` of links.

mod address;
mod body;
mod conversion;
mod footnote;
mod grid;
mod guard;
mod inline;
mod json_ld;
mod leftover;
mod metadata;
mod run;

use dom_query::{Document, NodeRef};
use url::Url;

use conversion::{Block, BlockKind, Conversion};
use footnote::Footnotes;
use metadata::Metadata;

use super::dateline::{self, Dateline};
use super::{Action, Draft, Note, Origin, Refused, detail, encoding, escape, words};
use crate::article::TakeawayHeadings;
use crate::article::line::ends_sentence;
use crate::article::residue::{self, Position};

/// Reads a saved page.
///
/// # Errors
/// When it is no text, costs too much, or has no article.
pub(super) fn read(bytes: &[u8], headings: &TakeawayHeadings) -> Result<Draft, Refused> {
    let text = encoding::page(bytes)?;
    guard::check(&text)?;
    let page = Document::from(text.as_str());
    check_depth(&page.root())?;

    let mut notes = Vec::new();
    let metadata = metadata::read(&page, &mut notes);
    let address = metadata.url.as_deref().and_then(|url| Url::parse(url).ok());
    let seen = leftover::texts(&page.root());
    let takeaways = takeaways_of(&page, headings);

    let mut conversion = Conversion::new(address.as_ref());
    conversion.footnotes = Footnotes::take(&page, &mut conversion);
    let found = body::find(&page).ok_or_else(no_article)?;
    let root = found.root();
    let (times, standfirst) = (metadata.times.clone(), metadata.description.clone());
    let mut draft = draft_of(metadata, notes);
    let blocks = conversion.blocks_of(&root);
    draft.notes.append(&mut conversion.notes);
    let mut blocks = without_furniture(blocks, &times, &mut draft);
    take_dateline(&mut blocks, &mut draft);
    if let Some(standfirst) = standfirst
        && seen.iter().any(|piece| words::are_same(&piece.text, &standfirst))
        && !blocks.iter().any(|block| words::begin(&block.plain, &standfirst))
    {
        let reason = "standfirst of the page: it is now `lede`";
        draft.notes.push(Note::new(0, Action::Changed, &standfirst, reason));
        draft.lede = Some(escape::block(&standfirst));
    }
    let is_announced = |block: &Block| headings.announces(&block.plain);
    if !takeaways.is_empty() && !blocks.iter().any(is_announced) {
        let reason = "takeaways in a box: they are now `takeaways`";
        draft.notes.push(Note::new(0, Action::Changed, &takeaways[0].replace('\\', ""), reason));
        draft.takeaways = takeaways;
    }
    draft.body = markdown(&blocks);
    let (below, lost) = conversion.footnotes.below(&draft.body);
    let lost = lost.into_iter();
    draft.notes.extend(lost.map(|text| {
        Note::new(0, Action::Dropped, text, "footnote whose mark is not in the article")
    }));
    draft.body.push_str(&below);
    // A few words without a sentence are what is left of a menu.
    let says_something = |block: &Block| {
        ends_sentence(&block.plain) || block.plain.split_whitespace().count() > FEW_WORDS
    };
    if !blocks.iter().any(|block| block.kind != BlockKind::Paragraph || says_something(block)) {
        return Err(no_article());
    }
    let mut kept = leftover::texts(&root);
    kept.append(&mut conversion.footnotes.seen);
    leftover::report(&seen, &kept, headings, &mut draft);
    leftover::find_lines(&text, &mut draft.notes);
    Ok(draft)
}

fn no_article() -> Refused {
    Refused::new("no article was found in the page\nhint: copy its text into a `.txt` file")
}

/// The parser holds itself to no depth, and what comes after it follows the tree.
fn check_depth(root: &NodeRef<'_>) -> Result<(), Refused> {
    let (mut node, mut depth) = (root.first_child(), 1_usize);
    while let Some(current) = node {
        if depth > guard::MAX_DEPTH * 2 {
            return Err(guard::refused("its elements stand too deep inside each other", depth));
        }
        if let Some(child) = current.first_child() {
            (node, depth) = (Some(child), depth + 1);
            continue;
        }
        let mut at = current;
        node = loop {
            if let Some(next) = at.next_sibling() {
                break Some(next);
            }
            match at.parent() {
                Some(parent) => (at, depth) = (parent, depth - 1),
                None => break None,
            }
        };
    }
    Ok(())
}

fn draft_of(metadata: Metadata, mut notes: Vec<Note>) -> Draft {
    let Metadata { title, published, updated, authors, publisher, url, lang, keywords, .. } =
        metadata;
    if let Some(keywords) = keywords {
        let reason = "words for search engines: `topics` are the writer’s";
        notes.push(Note::new(0, Action::Dropped, &keywords, reason));
    }
    let has_source = publisher.is_some() || url.is_some();
    let source = has_source.then_some(Origin { title: None, publisher, url });
    Draft { title, date: published, updated, authors, source, lang, notes, ..Draft::default() }
}

/// Words of a menu.
const FEW_WORDS: usize = 12;

/// Paragraphs at the top and at the end in which the article speaks of itself.
const MARGIN: usize = 5;

/// Leaves out the title, which is front matter, bylines at the top, and what pages put between
/// paragraphs.
fn without_furniture(blocks: Vec<Block>, times: &[String], draft: &mut Draft) -> Vec<Block> {
    let n_blocks = blocks.len();
    let mut kept = Vec::with_capacity(n_blocks);
    for (block_idx, block) in blocks.into_iter().enumerate() {
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        if matches!(block.kind, BlockKind::Heading(_)) && draft.title.is_none() && kept.is_empty() {
            draft.title = Some(block.plain);
            continue;
        }
        let is_title =
            draft.title.as_deref().is_some_and(|title| words::are_same(title, &block.plain));
        let is_short = block.plain.split_whitespace().count() <= FEW_WORDS;
        let says_time = |time: &String| !time.is_empty() && block.plain.starts_with(time.as_str());
        let is_time = is_short && !ends_sentence(&block.plain) && times.iter().any(says_time);
        if is_text && (is_title || is_time) && block_idx < MARGIN {
            continue;
        }
        if let Some(reason) = residue::reason(&block.plain, Position::Inside).filter(|_| is_text) {
            draft.notes.push(Note::new(0, Action::Dropped, &block.plain, reason));
            continue;
        }
        let is_paragraph = block.kind == BlockKind::Paragraph;
        // A picture made of a letter, as pages put beside boxes.
        if is_paragraph
            && !block.plain.is_empty()
            && block.plain.chars().all(|c| c > '\u{2190}')
            && block.plain.chars().count() <= 2
        {
            continue;
        }
        let is_margin = block_idx < MARGIN || block_idx + MARGIN >= n_blocks;
        let is_aside = is_margin && is_paragraph;
        let details = if is_aside { detail::read(&block.plain) } else { Vec::new() };
        if !details.is_empty() {
            detail::put_all(details, &block.plain, 0, draft);
        } else if kept.is_empty()
            && is_paragraph
            && is_label(&block.plain)
            && block_idx + 1 < n_blocks
        {
            draft.notes.push(Note::new(
                0,
                Action::Dropped,
                &block.plain,
                "label above the article",
            ));
        } else {
            kept.push(block);
        }
    }
    // A heading with nothing below it is what is left of a box.
    while let Some(last) = kept.pop_if(|last| matches!(last.kind, BlockKind::Heading(_))) {
        let reason = "heading with nothing below it";
        draft.notes.push(Note::new(0, Action::Dropped, &last.plain, reason));
    }
    kept
}

/// The name of the site or of a section: a few words without a stop.
fn is_label(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && !ends_sentence(text) && !text.is_empty()
}

fn take_dateline(blocks: &mut [Block], draft: &mut Draft) {
    let first = blocks.iter_mut().find(|block| block.kind == BlockKind::Paragraph);
    let Some(first) = first else { return };
    let plain = std::mem::take(&mut first.plain);
    if let Some(dateline) = Dateline::of(&plain)
        && let Some(rest) = dateline::without(&dateline, &first.markdown)
    {
        dateline.put_into(draft, 0);
        (first.markdown, first.plain) = (rest, dateline.rest.to_owned());
        return;
    }
    first.plain = plain;
}

/// The blocks, with the highest heading on the second level, since the first is the title's.
fn markdown(blocks: &[Block]) -> String {
    let level = |block: &Block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let highest = blocks.iter().filter_map(level).min().unwrap_or(2);
    let mut markdown = String::new();
    for block in blocks {
        if !markdown.is_empty() {
            markdown.push('\n');
        }
        if let Some(level) = level(block) {
            let level = usize::from((level - highest + 2).min(6));
            markdown.push_str(&format!("{} ", "#".repeat(level)));
        }
        markdown.push_str(&block.markdown);
        markdown.push('\n');
    }
    markdown
}

/// Takeaways in a box that the library takes for a thing beside the article.
fn takeaways_of(page: &Document, headings: &TakeawayHeadings) -> Vec<String> {
    let labels = page.select("h1, h2, h3, h4, h5, h6, strong, b, p, summary, div");
    let is_label = |node: &&NodeRef<'_>| {
        node.children_it(false).count() <= 3 && headings.announces(&metadata::clean(&node.text()))
    };
    let Some(label) = labels.nodes().iter().find(is_label) else { return Vec::new() };
    // The list stands beside the label, or beside what the label alone is in.
    let places = std::iter::once(*label).chain(label.ancestors(Some(2)));
    let is_list = |node: &NodeRef<'_>| node.has_name("ul") || node.has_name("ol");
    let list = places.into_iter().find_map(|place| place.next_element_sibling().filter(is_list));
    let items = list.map(|list| list.element_children()).unwrap_or_default();
    let texts = items.iter().map(|item| metadata::clean(&item.text()));
    texts.filter(|text| !text.is_empty()).map(|text| escape::block(&text)).collect()
}

/// Elements that begin on a line of their own.
fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Elements of which nothing can be text of an article.
fn is_unseen(name: &str) -> bool {
    const UNSEEN: &[&str] = &[
        "audio",
        "base",
        "button",
        "canvas",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "math",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "param",
        "plaintext",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xmp",
    ];
    UNSEEN.contains(&name)
}
