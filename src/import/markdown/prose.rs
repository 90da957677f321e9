//! Text between code and tags: links, embeds, call-outs and tags of Obsidian, marks of kramdown.
//!
//! Comes in: a run of text. Goes out: the same, written into the `Body`. Always holds: words stay in the text or
//! come into a note; what only Obsidian reads so is left alone in other files.

use super::body::Body;
use super::field::{MAX_ITEMS, add_topic};
use super::scan::Dialect;
use super::shortcode::{article_of, callout_kind};
use crate::import::Action;
use crate::path::Slug;

/// Writes a run of text.
pub(super) fn write(body: &mut Body<'_>, text: &str) {
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let is_whole = body.is_at_line_start();
        if !(is_whole && write_line(body, line, lines.peek().copied())) {
            write_inline(body, line, line);
        }
        body.line += u32::from(line.ends_with('\n'));
    }
}

/// Writes a line that means something as a whole; false where it does not.
fn write_line(body: &mut Body<'_>, line: &str, next: Option<&str>) -> bool {
    let trimmed = line.trim();
    let is_seed =
        trimmed.starts_with(['*', '-', '1']) && next.is_some_and(|next| next.starts_with("{:toc"));
    let is_toc = matches!(trimmed.to_lowercase().as_str(), "[toc]" | "[[_toc_]]" | "[[toc]]");
    if is_seed || is_toc {
        body.note(Action::Dropped, line, "the page makes its own table of contents");
        return true;
    }
    let words = || trimmed.split_whitespace();
    let is_tags = body.dialect == Dialect::Obsidian
        && !trimmed.is_empty()
        && words().all(|word| tag(word) == word.len());
    if is_tags && body.topics.len() < MAX_ITEMS {
        body.note(Action::Dropped, line, "the tags are topics now");
        for word in words() {
            add_topic(&mut body.topics, word[1..].to_owned());
        }
        return true;
    }
    write_callout(body, line)
}

/// Writes the first line of a call-out: `> [!warning]- Title`.
fn write_callout(body: &mut Body<'_>, line: &str) -> bool {
    let start = line.trim_start_matches(['>', ' ', '\t']);
    let marks = &line[..line.len() - start.len()];
    let Some((name, behind)) = start.strip_prefix("[!").and_then(|inside| inside.split_once(']'))
    else {
        return false;
    };
    if !marks.contains('>') || name.contains(['[', '\n']) {
        return false;
    }
    let title = behind.strip_prefix(['+', '-']).unwrap_or(behind);
    let name = name.split('|').next().unwrap_or(name).trim();
    let is_quotation = matches!(name.to_lowercase().as_str(), "quote" | "cite");
    let kind = callout_kind(name);
    if title.len() == behind.len() && kind.is_some_and(|kind| kind.eq_ignore_ascii_case(name)) {
        return false;
    }
    body.put(marks);
    if is_quotation {
        body.note(Action::Changed, line, "a quotation");
    } else {
        let kind = kind.unwrap_or("NOTE");
        body.note(Action::Changed, line, &format!("a call-out of the kind `{kind}`"));
        body.put(&format!("[!{kind}]"));
    }
    let title = if is_quotation { title.trim_start_matches([' ', '\t']) } else { title };
    write_inline(body, title, title);
    true
}

/// Signs at which something may begin.
const SIGNS: [char; 8] = ['[', ']', '!', '=', '#', '{', '^', '<'];

/// Writes a part of a line.
fn write_inline(body: &mut Body<'_>, part: &str, line: &str) {
    let mut rest = part;
    while let Some(at) = rest.find(SIGNS) {
        body.put(&rest[..at]);
        rest = &rest[at..];
        let is_escaped = body.out.ends_with('\\');
        let len = if is_escaped { 0 } else { write_piece(body, rest, line) };
        if len == 0 {
            // All signs are one byte long.
            body.put(&rest[..1]);
        }
        rest = &rest[len.max(1)..];
    }
    body.put(rest);
}

/// No link, mark or highlight has more bytes. Without a limit a line of opening signs would be searched to its end
/// for each of them.
const MAX_PIECE: usize = 1000;

/// Writes what a text begins with. Returns its length; 0 where it is only a sign.
fn write_piece(body: &mut Body<'_>, text: &str, line: &str) -> usize {
    let text = &text[..text.floor_char_boundary(MAX_PIECE)];
    let is_obsidian = body.dialect == Dialect::Obsidian;
    let before = body.out.chars().next_back();
    let is_apart = before.is_none_or(char::is_whitespace);
    match text.as_bytes()[0] {
        b'!' if is_obsidian => embed(body, text),
        b'[' if is_obsidian => wiki_link(body, text),
        b']' => link(body, text),
        b'{' => attributes(body, text, line),
        b'=' if is_obsidian && !before.is_some_and(|c| c.is_alphanumeric() || c == '=') => {
            highlight(body, text)
        }
        b'#' if is_obsidian && is_apart && body.topics.len() < MAX_ITEMS => {
            let len = tag(text);
            if len > 0 {
                body.note(
                    Action::Changed,
                    &text[..len],
                    "the tag is a topic now, and a word of the text",
                );
                add_topic(&mut body.topics, text[1..len].to_owned());
                body.put(&text[1..len]);
            }
            len
        }
        b'^' if is_obsidian && is_apart => {
            let id = text.trim_end();
            let is_id = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            if id.len() < 2 || !id[1..].bytes().all(is_id) {
                return 0;
            }
            body.note(Action::Dropped, id, "a mark for links of Obsidian");
            id.len()
        }
        b'<' => {
            let is_tag = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            let inside = text[1..].split(['>', ' ']).next().unwrap_or_default();
            if is_tag && !inside.contains([':', '@']) {
                body.note_once(
                    text.trim_end(),
                    "raw HTML: what could do harm is left out of the page",
                );
            }
            0
        }
        _ => 0,
    }
}

/// The length of the tag that a text begins with: `#sanctions`, `#europe/east`; 0 where there is none.
fn tag(text: &str) -> usize {
    let Some(name) = text.strip_prefix('#') else { return 0 };
    let is_part = |c: char| c.is_alphanumeric() || "_-/".contains(c);
    let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
    let is_number = name.chars().all(char::is_numeric);
    if is_number { 0 } else { name.len() + 1 }
}

/// The inside of double brackets that a text begins with, and its length with them.
fn brackets<'a>(text: &'a str, open: &str) -> Option<(&'a str, usize)> {
    let (inside, _) = text.strip_prefix(open)?.split_once("]]")?;
    let is_one = !inside.is_empty() && !inside.contains(['[', '\n']);
    is_one.then_some((inside, open.len() + inside.len() + 2))
}

const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];

/// Writes `![[map.png|300]]`.
fn embed(body: &mut Body<'_>, text: &str) -> usize {
    let Some((inside, len)) = brackets(text, "![[") else { return 0 };
    let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
    let ending = target.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let address = target.trim().replace(['<', '>'], "");
    let address = if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address };
    let is_file = (2..=4).contains(&ending.len())
        && ending != "md"
        && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let (markdown, reason) = if PICTURES.contains(&ending.as_str()) {
        // `300` and `300x200` are sizes.
        let is_size = label.bytes().all(|b| b.is_ascii_digit() || b == b'x');
        let label = if is_size { "" } else { label };
        (format!("![{label}]({address})"), "a picture, looked for beside the article")
    } else if is_file {
        let label = if label.is_empty() { target } else { label };
        (format!("[{label}]({address})"), "a file, looked for beside the article")
    } else {
        body.note(Action::Changed, &text[..len], "a note inside this one, now a link to it");
        return wiki_link(body, &text[1..]) + 1;
    };
    body.note(Action::Changed, &text[..len], reason);
    body.put(&markdown);
    len
}

/// Writes `[[folder/Note#Heading|text]]`.
fn wiki_link(body: &mut Body<'_>, text: &str) -> usize {
    let Some((inside, len)) = brackets(text, "[[") else { return 0 };
    let written = &text[..len];
    let (target, label) = match inside.split_once('|') {
        // In tables the sign is escaped.
        Some((target, label)) => (target.trim_end_matches('\\'), Some(label)),
        None => (inside, None),
    };
    let (path, place) = target.split_once('#').unwrap_or((target, ""));
    let place = place.rsplit('#').next().unwrap_or(place).trim();
    let place = if place.starts_with('^') { "" } else { place };
    let fragment = Slug::of(place).map_or(String::new(), |slug| format!("#{}", slug.as_str()));
    let name = path.trim().rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    if name.is_empty() {
        let label = label.unwrap_or(place);
        if fragment.is_empty() {
            return 0;
        }
        body.note(Action::Changed, written, "a link to a heading of this article");
        body.put(&format!("[{label}]({fragment})"));
        return len;
    }
    let bar = if target.len() < inside.len() && inside[target.len()..].starts_with('\\') {
        "\\|"
    } else {
        "|"
    };
    // Without a text of its own a link shows what Obsidian showed.
    let shown = label
        .map(str::to_owned)
        .or_else(|| (!fragment.is_empty()).then(|| format!("{name} > {place}")));
    let shown = shown.map_or(String::new(), |label| format!("{bar}{label}"));
    let link = format!("[[{name}{fragment}{shown}]]");
    if link == written {
        body.note_once(
            written,
            "links in double brackets lead to the article or actor of that name",
        );
    } else {
        body.note(Action::Changed, written, "a link to the article or actor of that name");
    }
    body.put(&link);
    len
}

/// Writes `](other.md#heading)` behind the text of a link.
fn link(body: &mut Body<'_>, text: &str) -> usize {
    let Some(inside) = text.strip_prefix("](") else { return 0 };
    let Some((target, _)) = inside.split_once(')') else { return 0 };
    let len = text.len() - inside.len() + target.len() + 1;
    let path = target.trim_start_matches('<').trim_end_matches('>');
    let file = path.split('#').next().unwrap_or(path);
    let is_article = file.ends_with(".md") || file.ends_with(".markdown");
    if !is_article || path.contains("://") || path.contains('"') {
        return 0;
    }
    let Some((slug, fragment)) = article_of(path) else { return 0 };
    body.note(Action::Changed, target, &format!("a link to the article `{slug}`"));
    body.put("](");
    if body.link(&slug, &fragment, ")") == 0 {
        body.put(")");
    }
    len
}

/// Leaves out `{: .class}` of kramdown, and `{#id}` behind a heading.
fn attributes(body: &mut Body<'_>, text: &str, line: &str) -> usize {
    let Some(end) = text.find('}').map(|at| at + 1) else { return 0 };
    let is_kramdown = text.starts_with("{:");
    let is_heading =
        line.starts_with('#') && text.starts_with("{#") && text[end..].trim().is_empty();
    if !(is_kramdown || is_heading) || text[1..end].contains('{') {
        return 0;
    }
    body.note(Action::Dropped, &text[..end], "how it looks is left to the theme of the site");
    end
}

/// Writes `==words==`.
fn highlight(body: &mut Body<'_>, text: &str) -> usize {
    let Some((inside, _)) = text.strip_prefix("==").and_then(|rest| rest.split_once("==")) else {
        return 0;
    };
    let is_tight = !inside.is_empty() && inside.trim() == inside && !inside.starts_with('=');
    if !is_tight || inside.contains('\n') {
        return 0;
    }
    body.note(Action::Changed, inside, "highlighted, now bold");
    body.put("**");
    write_inline(body, inside, "");
    body.put("**");
    inside.len() + 4
}
