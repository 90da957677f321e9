//! The file of a new actor.
//!
//! Comes in: a candidate. Goes out: the path of its file and the text of it. Always holds: the text is an actor file
//! that can be read; names that the registry generates on its own (the surname) are not listed.

use super::super::Kind;
use super::super::candidate::Form;
use super::super::surname;
use super::{Candidate, CandidateForm};
use crate::path::{Slug, SourcePath};

/// The file of a new actor: its path under the project and its text. None for a name without a letter that an
/// address can have.
pub fn stub(candidate: &Candidate) -> Option<(SourcePath, String)> {
    let slug = Slug::of(&candidate.name)?;
    let path = SourcePath::new(&format!("content/actors/{slug}.md"));
    let mut text =
        format!("---\nname: {}\nkind: {}\n", quoted(&candidate.name), candidate.kind.name());
    let generated = surname::forms(&candidate.name);
    let is_generated =
        |form: &CandidateForm| candidate.kind == Kind::Person && generated.contains(&form.text);
    for (key, forms) in [
        ("aliases", &[Form::Variant][..]),
        ("weak_aliases", &[Form::Short, Form::Acronym]),
        ("demonyms", &[Form::People]),
    ] {
        let listed: Vec<String> = candidate
            .forms
            .iter()
            .filter(|form| forms.contains(&form.form) && !is_generated(form))
            .map(|form| quoted(&form.text))
            .collect();
        if !listed.is_empty() {
            text.push_str(&format!("{key}: [{}]\n", listed.join(", ")));
        }
    }
    text.push_str("---\n");
    Some((path, text))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_lists_forms_that_the_registry_does_not_make_on_its_own() {
        let check = |name: &str, kind: Kind, forms: &[(&str, Form)], expected: &str| {
            let forms = forms.iter().map(|(text, form)| CandidateForm {
                text: (*text).to_owned(),
                form: *form,
                count: 1,
            });
            let candidate = Candidate {
                name: name.to_owned(),
                count: 1,
                articles: Vec::new(),
                sample: String::new(),
                place: (SourcePath::new("content/articles/a.md"), 1),
                kind,
                forms: forms.collect(),
            };
            assert_eq!(stub(&candidate).map(|(_, text)| text).as_deref(), Some(expected));
        };
        check(
            "Anna Berg",
            Kind::Person,
            &[("Berg", Form::Short), ("A. Berg", Form::Variant)],
            "---\nname: \"Anna Berg\"\nkind: person\naliases: [\"A. Berg\"]\n---\n",
        );
        check(
            "Harrow Institute",
            Kind::Organisation,
            &[("HI", Form::Acronym)],
            "---\nname: \"Harrow Institute\"\nkind: organisation\nweak_aliases: [\"HI\"]\n---\n",
        );
        check(
            "Orla",
            Kind::State,
            &[("Orlan", Form::People)],
            "---\nname: \"Orla\"\nkind: state\ndemonyms: [\"Orlan\"]\n---\n",
        );
        check("A \"Q\" B", Kind::Place, &[], "---\nname: \"A \\\"Q\\\" B\"\nkind: place\n---\n");
    }
}
