//! From Markdown to a shaped document: title, lede, takeaways, captions and the rest.
//!
//! Comes in: the body of an article. Goes out: the parts of its syntax tree, each to be written on
//! its own. Always holds: a node is in one part only, so that nothing of the text is lost or shown
//! twice.

use comrak::nodes::{NodeValue, TableAlignment};
use comrak::{Arena, Node, Options};

use super::heading::TakeawayHeadings;
use super::sentence::sentences;

/// The parts of an article's syntax tree.
pub(super) struct Document<'a> {
    /// The first heading of level one, if the text has one.
    pub(super) title: Option<Node<'a>>,
    /// The first paragraph.
    pub(super) lede: Option<Node<'a>>,
    /// List items or paragraphs under a takeaways' heading.
    pub(super) takeaways: Vec<Node<'a>>,
    /// Everything else.
    pub(super) rest: Node<'a>,
    /// Captions, each with the table that it belongs to.
    pub(super) captions: Vec<(Node<'a>, Node<'a>)>,
}

/// What the writer gave in the front matter, so that it is not looked for in the text.
pub(super) struct Given {
    pub(super) title: Option<String>,
    pub(super) lede: bool,
    pub(super) takeaways: bool,
}

/// How Markdown is read: CommonMark with the extensions that writers of briefings use.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.extension.wikilinks_title_after_pipe = true;
    options.render.r#unsafe = true;
    options.render.tasklist_classes = true;
    options.parse.relaxed_tasklist_matching = true;
    options
}

/// Shapes a parsed text.
pub(super) fn shape<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    given: &Given,
    headings: &TakeawayHeadings,
) -> Document<'a> {
    let title = take_title(root, given.title.as_deref());
    let takeaways = if given.takeaways { Vec::new() } else { take_takeaways(root, headings) };
    let captions = take_captions(root);
    let lede = if given.lede { None } else { take_lede(arena, root) };
    Document { title, lede, takeaways, rest: root, captions }
}

/// The text of a node without marks: links as their text, no footnote marks, no pictures.
pub(super) fn plain_text(node: Node<'_>) -> String {
    let mut text = String::new();
    append_plain(node, &mut text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn append_plain(node: Node<'_>, text: &mut String) {
    match &node.data().value {
        NodeValue::Text(literal) => text.push_str(literal),
        NodeValue::Code(code) => text.push_str(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
        NodeValue::FootnoteReference(_) | NodeValue::Image(_) | NodeValue::HtmlInline(_) => return,
        _ => {}
    }
    for child in node.children() {
        append_plain(child, text);
    }
}

/// Alignment of a table's column: in data, and as the class that the theme styles.
pub(super) fn alignment_class(alignment: TableAlignment) -> Option<&'static str> {
    match alignment {
        TableAlignment::None => None,
        TableAlignment::Left => Some("left"),
        TableAlignment::Center => Some("center"),
        TableAlignment::Right => Some("right"),
    }
}

/// The first heading of level one is the title where the writer gave none, and a repetition where it
/// says the same. It is taken out when it opens the text; a later one also stays a heading, for what
/// stands below it.
fn take_title<'a>(root: Node<'a>, given: Option<&str>) -> Option<Node<'a>> {
    let is_title =
        |node: &Node<'a>| matches!(&node.data().value, NodeValue::Heading(h) if h.level == 1);
    let heading = root.children().find(is_title)?;
    if given.is_some_and(|given| plain_text(heading) != given.trim()) {
        return None;
    }
    if heading.previous_sibling().is_none() {
        heading.detach();
    }
    Some(heading)
}

fn take_takeaways<'a>(root: Node<'a>, headings: &TakeawayHeadings) -> Vec<Node<'a>> {
    let mut at = root.first_child();
    while let Some(node) = at {
        at = node.next_sibling();
        let is_heading = matches!(node.data().value, NodeValue::Heading(_));
        if !is_heading && !is_label(node) {
            continue;
        }
        let text = plain_text(node);
        if !headings.announces(&text) {
            continue;
        }
        let Some(next) = node.next_sibling() else { continue };
        let is_list = |node: Node<'_>| matches!(node.data().value, NodeValue::List(_));
        let is_intro = matches!(next.data().value, NodeValue::Paragraph);
        let items = if is_list(next) {
            vec![next]
        } else if let Some(list) = next.next_sibling().filter(|node| is_intro && is_list(node)) {
            // A line between heading and list says only that a list follows; it stays in the body.
            vec![list]
        } else if headings.allows_prose(&text) {
            prose_below(node)
        } else {
            Vec::new()
        };
        if items.is_empty() {
            continue;
        }
        node.detach();
        let mut takeaways = Vec::new();
        for item in items {
            item.detach();
            collect_items(item, &mut takeaways);
        }
        return takeaways;
    }
    Vec::new()
}

/// A paragraph that is one bold line, or that ends with a colon, announces what follows it.
fn is_label(node: Node<'_>) -> bool {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return false;
    }
    let mut children = node.children();
    let is_bold = children
        .next()
        .is_some_and(|child| matches!(child.data().value, NodeValue::Strong | NodeValue::Emph))
        && children.next().is_none();
    is_bold || plain_text(node).ends_with(':')
}

/// One to three paragraphs between a heading and the next heading or the end.
fn prose_below<'a>(heading: Node<'a>) -> Vec<Node<'a>> {
    let below: Vec<Node<'a>> = heading
        .following_siblings()
        .skip(1)
        .take_while(|node| !matches!(node.data().value, NodeValue::Heading(_)))
        .collect();
    let all_prose = below.iter().all(|node| matches!(node.data().value, NodeValue::Paragraph));
    if all_prose && (1..=3).contains(&below.len()) { below } else { Vec::new() }
}

/// The paragraphs of a list, nested ones after the one they stand under.
fn collect_items<'a>(node: Node<'a>, items: &mut Vec<Node<'a>>) {
    if matches!(node.data().value, NodeValue::Paragraph) {
        items.push(node);
        return;
    }
    for child in node.children() {
        collect_items(child, items);
    }
}

/// A paragraph `Table: …` beside a table is its caption.
fn take_captions<'a>(root: Node<'a>) -> Vec<(Node<'a>, Node<'a>)> {
    let mut captions = Vec::new();
    for table in root.children().filter(|node| matches!(node.data().value, NodeValue::Table(_))) {
        let beside = [table.previous_sibling(), table.next_sibling()];
        let Some(caption) = beside.into_iter().flatten().find(|node| is_caption(node)) else {
            continue;
        };
        captions.push((caption, table));
    }
    for (caption, _) in &captions {
        caption.detach();
    }
    captions
}

fn is_caption(node: Node<'_>) -> bool {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return false;
    }
    let text = plain_text(node);
    ["Table", "Tabelle", "Tableau", "Tabla", "Tabella"].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
                .starts_with([':', '.'])
        })
    })
}

/// Takes out the first paragraph. One of over three sentences is cut after the third, if that stands
/// in plain text; the rest stays a paragraph of the body.
fn take_lede<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Option<Node<'a>> {
    let lede = root.children().find(|node| {
        matches!(node.data().value, NodeValue::Paragraph)
            && !plain_text(node).is_empty()
            && !is_label(node)
    })?;
    let (mut before, mut child) = (String::new(), lede.first_child());
    let all = raw_text(lede);
    let spans = sentences(&all);
    if spans.len() > MAX_LEDE_SENTENCES {
        let end = spans[MAX_LEDE_SENTENCES - 1].end;
        while let Some(node) = child {
            let text = raw_text(node);
            if before.len() + text.len() >= end {
                cut_after(arena, lede, node, end - before.len());
                break;
            }
            before.push_str(&text);
            child = node.next_sibling();
        }
    }
    lede.detach();
    Some(lede)
}

const MAX_LEDE_SENTENCES: usize = 3;

fn raw_text(node: Node<'_>) -> String {
    let mut text = String::new();
    append_plain(node, &mut text);
    text
}

/// Moves what follows the first `at` bytes of `node`, a child of `paragraph`, into a new paragraph
/// behind it.
fn cut_after<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>, node: Node<'a>, at: usize) {
    let mut data = node.data_mut();
    let NodeValue::Text(literal) = &mut data.value else {
        return;
    };
    let rest = literal[at..].trim_start().to_owned();
    *literal = literal[..at].to_owned().into();
    let line = data.sourcepos.start;
    drop(data);
    let second = arena.alloc(comrak::nodes::Ast::new(NodeValue::Paragraph, line).into());
    second.append(arena.alloc(comrak::nodes::Ast::new(NodeValue::Text(rest.into()), line).into()));
    let following: Vec<Node<'a>> = node.following_siblings().skip(1).collect();
    for sibling in following {
        second.append(sibling);
    }
    paragraph.insert_after(second);
}
