//! Elements inside a line: emphasis, links, code, pictures.
//!
//! Comes in: a node of a page. Goes out: its part of a `Run`. Always holds: no element, attribute or
//! script of the page is in it; an address is one of the web.

use dom_query::NodeRef;

use super::conversion::Conversion;
use super::metadata::clean;
use super::run::Run;
use super::{address, footnote, is_block, is_unseen};
use crate::import::{Action, characters, escape};

/// Which marks are open, so that none is opened inside itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    strong: bool,
    emphasis: bool,
    struck: bool,
    link: bool,
}

impl Conversion<'_> {
    /// Adds what is in a node to a run.
    pub(super) fn inline(&mut self, node: &NodeRef<'_>, open: Open, run: &mut Run) {
        if node.is_text() {
            run.text(&characters::clean(&node.text().replace(['\n', '\r', '\t'], " ")));
            return;
        }
        let Some(name) = node.node_name() else { return };
        match &*name {
            "br" => run.end_line(),
            "strong" | "b" if !open.strong => {
                let inner = self.children(node, Open { strong: true, ..open });
                run.emphasised(inner, "**");
            }
            "em" | "i" | "dfn" if !open.emphasis => {
                let inner = self.children(node, Open { emphasis: true, ..open });
                run.emphasised(inner, "*");
            }
            "del" | "s" | "strike" if !open.struck => {
                let inner = self.children(node, Open { struck: true, ..open });
                run.emphasised(inner, "~~");
            }
            "q" => {
                run.text("“");
                let inner = self.children(node, open);
                run.append(inner);
                run.text("”");
            }
            "code" | "kbd" | "samp" | "tt" => {
                let text = clean(&node.text());
                run.mark(code(&text), &text);
            }
            "a" if !open.link => match self.footnotes.mark(node) {
                Some(mark) => run.mark(mark, ""),
                None => self.link(node, open, run),
            },
            "img" => self.picture(node, open, run),
            "sup" if self.is_lost_mark(node) => {
                self.note(Action::Dropped, &node.text(), "mark of a footnote");
            }
            name if is_unseen(name) => self.unseen(node, name),
            name => {
                let edge = if is_block(name) { " " } else { "" };
                let inner = self.children(node, open);
                run.text(edge);
                run.append(inner);
                run.text(edge);
            }
        }
    }

    pub(super) fn children(&mut self, node: &NodeRef<'_>, open: Open) -> Run {
        let mut run = Run::default();
        for child in node.children_it(false) {
            self.inline(&child, open, &mut run);
        }
        run
    }

    /// `<sup><a href="#note-1">[1]</a></sup>` where there is no such note.
    fn is_lost_mark(&self, node: &NodeRef<'_>) -> bool {
        let links = node.find(&["a"]);
        footnote::is_sign(&node.text())
            && links.iter().any(|link| link.attr_or("href", "").contains('#'))
            && links.iter().all(|link| self.footnotes.mark(link).is_none())
    }

    fn link(&mut self, node: &NodeRef<'_>, open: Open, run: &mut Run) {
        let inner = self.children(node, Open { link: true, ..open });
        let written = node.attr_or("href", "");
        let Some(target) = address::link(&written, self.page) else {
            if !written.is_empty() && !written.starts_with('#') && !inner.is_empty() {
                let reason = "link that leads nowhere outside the page; its text is kept";
                self.note(Action::Dropped, &written, reason);
            }
            run.append(inner);
            return;
        };
        let text = inner.line();
        if text.is_empty() {
            return;
        }
        // Spaces belong outside of the link.
        let plain = inner.plain();
        if plain == target {
            run.mark(format!("<{target}>"), &plain);
            return;
        }
        run.text(if inner.starts_with_space() { " " } else { "" });
        run.mark(format!("[{}]({target})", text.replace(']', "\\]")), &plain);
        run.text(if inner.ends_with_space() { " " } else { "" });
    }

    /// A picture on the web is kept as a link to it; one that was saved with the page has no file here.
    fn picture(&mut self, node: &NodeRef<'_>, open: Open, run: &mut Run) {
        let alternative = clean(&node.attr_or("alt", ""));
        let sources = ["src", "data-src", "data-original"];
        let written = sources.iter().map(|name| node.attr_or(name, ""));
        let written: Vec<_> = written.filter(|source| !source.trim().is_empty()).collect();
        match written.iter().find_map(|source| address::picture(source)).filter(|_| !open.link) {
            Some(source) => {
                let reason = "picture on another server: save it beside the article to show it";
                self.note(Action::Kept, &source, reason);
                let alternative = escape::inline(&alternative).replace(']', "\\]");
                run.mark(format!("![{alternative}]({source})"), "");
            }
            None => {
                let source = written.first().map(ToString::to_string).unwrap_or_default();
                let is_data = source.trim_start().starts_with("data:");
                let shown = if alternative.is_empty() && !is_data { source } else { alternative };
                if !shown.is_empty() {
                    let reason = "picture: save it beside the article and name it there";
                    self.note(Action::Dropped, &shown, reason);
                }
            }
        }
    }
}

/// Code between as many backticks as it does not contain.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
