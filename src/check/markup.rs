//! Reads a page as a stream of tags, without making a tree of it.
//!
//! Comes in: the bytes of a page. Goes out: `Markup`, the few things of it that rules are about, in the
//! order of the page. Always holds: a page is read as a browser reads it, and no page is refused.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

use super::reference::{self, Reference, Refresh};

/// What rules look at.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// The language of the whole page; empty when none is given.
    pub(super) language: String,
    /// The title; empty when there is none.
    pub(super) title: String,
    /// Whether the page sends its readers on at once.
    pub(super) is_redirect: bool,
    /// Headings: level and text.
    pub(super) headings: Vec<(u8, String)>,
    /// Ids of elements.
    pub(super) ids: Vec<String>,
    /// Names of anchors, which are places as ids are, and may be the same.
    pub(super) names: Vec<String>,
    /// References to other documents.
    pub(super) references: Vec<Reference>,
    /// Pictures.
    pub(super) pictures: Vec<Picture>,
    /// Targets of links that say nothing to those who cannot see.
    pub(super) nameless_links: Vec<String>,
    /// Text of style sheets in the page, and of `style` attributes.
    pub(super) styles: Vec<String>,
}

/// A picture.
#[derive(Debug)]
pub(super) struct Picture {
    /// Where it is.
    pub(super) source: String,
    /// The text for those who cannot see it; none when nothing is said.
    pub(super) text: Option<String>,
    /// Whether it is a part of what the page is about.
    pub(super) is_in_main: bool,
}

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Markup {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        reader.take(&event);
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    // Nothing comes out of the tokenizer itself, and reading from memory does not fail.
    Tokenizer::new_with_emitter(bytes, Lenient(emitter)).for_each(drop);
    reader.markup
}

/// Wants no errors of syntax. The tokenizer then looks at no character for its own sake, which is a
/// third of its work.
struct Lenient<E>(E);

impl<E: Emitter> ForwardingEmitter for Lenient<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[derive(Default)]
struct Reader {
    markup: Markup,
    tag: String,
    attributes: Vec<(String, String)>,
    n_attributes: usize,
    is_in_main: bool,
    /// Drawings that are open.
    n_drawings: usize,
    /// The element whose text is gathered.
    gathering: Option<&'static str>,
    text: String,
    /// The target of the link that is open, and whether it says something.
    link: Option<(String, bool)>,
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                set(&mut self.tag, name);
                self.n_attributes = 0;
            }
            CallbackEvent::AttributeName { name } => {
                // Buffers are used again: there are millions of attributes in a large site.
                if self.n_attributes == self.attributes.len() {
                    self.attributes.push(Default::default());
                }
                let (own_name, value) = &mut self.attributes[self.n_attributes];
                set(own_name, name);
                value.clear();
                self.n_attributes += 1;
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(idx) = self.n_attributes.checked_sub(1) {
                    set(&mut self.attributes[idx].1, value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.begin();
                self.n_drawings += usize::from(self.tag == "svg" && !self_closing);
            }
            CallbackEvent::EndTag { name } => {
                self.end(name);
                self.n_attributes = 0;
            }
            CallbackEvent::String { value } => self.add_text(value),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn begin(&mut self) {
        let attributes = &self.attributes[..self.n_attributes];
        let get = |name: &str| {
            let found = attributes.iter().find(|(own, _)| own == name);
            found.map(|(_, value)| value.as_str())
        };
        let markup = &mut self.markup;
        if let Some(id) = get("id").filter(|id| !id.is_empty()) {
            markup.ids.push(id.to_owned());
        }
        if let Some(style) = get("style").filter(|style| style.contains("url(")) {
            markup.styles.push(style.to_owned());
        }
        if let Some((_, is_named)) = &mut self.link {
            let names = [get("aria-label"), get("alt"), get("title")];
            *is_named |= names.into_iter().flatten().any(|name| !name.trim().is_empty());
        }
        markup.references.extend(reference::of_element(&self.tag, get));
        match self.tag.as_str() {
            "a" => {
                markup.names.extend(get("name").map(str::to_owned));
                if let Some(href) = get("href") {
                    let is_named = [get("aria-label"), get("title"), get("aria-labelledby")]
                        .into_iter()
                        .flatten()
                        .any(|name| !name.trim().is_empty());
                    let is_hidden = get("aria-hidden") == Some("true");
                    self.link = Some((href.to_owned(), is_named || is_hidden));
                }
            }
            "img" => {
                let is_hidden = get("aria-hidden") == Some("true")
                    || matches!(get("role"), Some("presentation" | "none"));
                if !is_hidden {
                    markup.pictures.push(Picture {
                        source: get("src").unwrap_or_default().to_owned(),
                        text: get("alt").or(get("aria-label")).map(str::to_owned),
                        is_in_main: self.is_in_main,
                    });
                }
            }
            "meta" if reference::is(get("http-equiv"), "refresh") => {
                let refresh = get("content").and_then(Refresh::read);
                markup.is_redirect |= refresh.is_some_and(|refresh| refresh.is_at_once);
            }
            "html" => markup.language = get("lang").unwrap_or_default().trim().to_owned(),
            "main" => self.is_in_main = true,
            _ => {}
        }
        let is_gathered = |name: &&&str| match **name {
            own if own != self.tag => false,
            // A drawing may have a title of its own, and a heading may have a drawing.
            "title" => self.n_drawings == 0,
            "style" => self.gathering.is_none(),
            _ => true,
        };
        if let Some(name) = GATHERED.iter().find(is_gathered) {
            self.gathering = Some(name);
            self.text.clear();
        }
        self.n_attributes = 0;
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"main" => self.is_in_main = false,
            b"svg" => self.n_drawings = self.n_drawings.saturating_sub(1),
            b"a" => {
                if let Some((target, false)) = self.link.take() {
                    self.markup.nameless_links.push(target);
                }
            }
            _ => {}
        }
        let Some(gathered) = self.gathering.filter(|own| own.as_bytes() == name) else { return };
        self.gathering = None;
        let text = std::mem::take(&mut self.text);
        match gathered {
            "title" if self.markup.title.is_empty() => self.markup.title = text.trim().to_owned(),
            "title" => {}
            "style" => self.markup.styles.push(text),
            heading => {
                let level = heading.as_bytes()[1] - b'0';
                self.markup.headings.push((level, text.trim().to_owned()));
            }
        }
    }

    fn add_text(&mut self, value: &[u8]) {
        let is_wanted = self.n_drawings == 0 || self.gathering == Some("style");
        if self.gathering.is_some() && is_wanted {
            self.text.push_str(&String::from_utf8_lossy(value));
        }
        if let Some((_, is_named)) = &mut self.link {
            *is_named |= value.iter().any(|byte| !byte.is_ascii_whitespace());
        }
    }
}

/// Elements whose text is of interest.
const GATHERED: &[&str] = &["title", "style", "h1", "h2", "h3", "h4", "h5", "h6"];

fn set(text: &mut String, bytes: &[u8]) {
    text.clear();
    match std::str::from_utf8(bytes) {
        Ok(valid) => text.push_str(valid),
        Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::Role;
    use super::*;

    #[test]
    fn what_rules_look_at_is_found_and_scripts_and_comments_are_no_markup() {
        let page = read(
            br##"<!doctype html><html lang=en><title>A &amp; B</title>
            <link rel="shortcut icon" href=i.svg><link rel=canonical href="https://a.org/">
            <script>"<a href='no'>"</script><!-- <img src=no> -->
            <style>p { background: url(p.png) }</style>
            <main><h1 id=x>A <em>b</em></h1><h3>C</h3>
            <a href="#x"><img src=a.png alt=A></a><a href=b.html> <i></i> </a>
            <img src=c.png srcset="c1.png 1x, c2.png 2x"></main>"##,
        );
        assert_eq!((page.language.as_str(), page.title.as_str()), ("en", "A & B"));
        assert_eq!(page.headings, [(1, "A b".to_owned()), (3, "C".to_owned())]);
        assert_eq!(page.ids, ["x"]);
        assert_eq!(page.nameless_links, ["b.html"]);
        assert_eq!(page.styles, ["p { background: url(p.png) }"]);
        let targets: Vec<(&str, Role)> =
            page.references.iter().map(|found| (found.target.as_str(), found.role)).collect();
        let expect = [
            ("i.svg", Role::Part),
            ("https://a.org/", Role::Statement),
            ("#x", Role::Link),
            ("a.png", Role::Part),
            ("b.html", Role::Link),
            ("c.png", Role::Part),
            ("c1.png", Role::Part),
            ("c2.png", Role::Part),
        ];
        assert_eq!(targets, expect);
        let texts: Vec<_> = page.pictures.iter().map(|picture| picture.text.as_deref()).collect();
        assert_eq!(texts, [Some("A"), None]);
    }

    #[test]
    fn the_title_of_a_drawing_is_neither_the_title_nor_the_end_of_a_heading() {
        let page = read(
            b"<svg/><h1><svg role=img><title>Logo</title><style>a{}</style></svg> Name</h1>
            <h2>Open<h3>Next</h3><meta http-equiv=refresh content=300><a name=old></a>",
        );
        assert_eq!(page.title, "");
        assert_eq!(page.headings, [(1, "Name".to_owned()), (3, "Next".to_owned())]);
        assert_eq!(page.names, ["old"]);
        assert!(!page.is_redirect);
    }
}
