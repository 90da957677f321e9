//! What a writer is told of a name that may mean two actors.
//!
//! Comes in: the name and whom it may mean. Goes out: a diagnostic with the line, and a refusal.

use super::super::ActorId;
use super::super::mention::{Reason, Refusal};
use super::{Found, Linker};
use crate::article::Span;
use crate::diagnostic::{Code, Diagnostic, Place};

impl Linker<'_> {
    pub(super) fn refuse_ambiguous(&mut self, name: &Found, actors: &[ActorId]) {
        let mut actors = actors.to_vec();
        actors.sort_unstable();
        actors.dedup();
        let text = self.prose.slice(name.span);
        let names: Vec<String> =
            actors.iter().map(|id| format!("`{}`", self.registry.actor(*id).slug)).collect();
        let slug = &self.registry.actor(actors[0]).slug;
        let message = format!("`{text}` may mean {}", names.join(" or "));
        let line = self.prose.line_at(name.span.start);
        let sentence = self.prose.sentence_at(name.span.start).map(|idx| self.prose.sentences[idx]);
        let columns = sentence.map(|sentence| {
            let before = self.prose.slice(Span { start: sentence.start, end: name.span.start });
            let first = u32::try_from(before.chars().count() + 1).unwrap_or(1);
            (first, first + u32::try_from(text.chars().count()).unwrap_or(0))
        });
        let place = Place {
            line,
            columns,
            excerpt: sentence.map_or(String::new(), |span| self.prose.slice(span).to_owned()),
            ..Place::file(&self.article.path)
        };
        let problem = Diagnostic::new(Code::AmbiguousName, place, message);
        self.linked
            .diagnostics
            .push(problem.hint(format!("write `[[{slug}|{text}]]`, or use the full name")));
        self.linked.refusals.push(Refusal { span: name.span, actors, reason: Reason::Ambiguous });
    }
}
