//! Measures candidates: names that no actor has, and what they are taken for.
//!
//! Comes in: annotated texts; the registry is empty. Goes out: a `Score` of the spans, the recall of each kind,
//! and the share of right spans whose kind is right, too.

use std::collections::BTreeMap;

use anyhow::Result;
use rapporteur::actor::{Kind, Recogniser, link};
use rapporteur::article::Article;
use serde::Serialize;

use super::gold::AnnotatedText;
use super::mention::registry_of;
use super::score::{Errors, Score, share};

#[derive(Serialize)]
pub struct CandidateScore {
    #[serde(flatten)]
    pub spans: Score,
    kinds: BTreeMap<String, KindScore>,
    /// Share of the right spans whose kind is right.
    kind_accuracy: f64,
}

#[derive(Default, Serialize)]
struct KindScore {
    wanted: usize,
    found: usize,
    recall: f64,
    /// Of those found, the ones with the right kind.
    right_kind: usize,
}

pub fn measure(texts: &[AnnotatedText], most: usize) -> Result<CandidateScore> {
    let registry = registry_of(&[])?;
    let articles: Vec<Article> = texts.iter().map(AnnotatedText::article).collect();
    let recogniser = Recogniser::default();
    let (mut score, mut wrong, mut missed) =
        (Score::default(), Errors::default(), Errors::default());
    let mut kinds: BTreeMap<String, KindScore> = BTreeMap::new();
    for (text, article) in texts.iter().zip(&articles) {
        let linked = link(article, &registry);
        let found = recogniser.occurrences(article, &linked).into_iter().filter_map(|candidate| {
            if candidate.is_doubtful() {
                return None;
            }
            let (start, end) = text.places(candidate.span);
            let is_right = text.wanted().any(|wanted| (wanted.start, wanted.end) == (start, end));
            let counts = is_right || text.counts_against(start, end);
            counts.then(|| ((start, end), (is_right, type_of(candidate.kind))))
        });
        let found: BTreeMap<(usize, usize), (bool, &str)> = found.collect();
        score.found += found.len();
        for wanted in text.wanted() {
            let (start, end) = (wanted.start, wanted.end);
            score.wanted += 1;
            let kind = kinds.entry(wanted.r#type.clone()).or_default();
            kind.wanted += 1;
            match found.get(&(start, end)) {
                Some((_, guessed)) => {
                    score.right += 1;
                    kind.found += 1;
                    kind.right_kind += usize::from(*guessed == wanted.r#type);
                }
                None => missed.note(
                    text.surface(start, end),
                    wanted.r#type.clone(),
                    text.sample(start, end),
                ),
            }
        }
        for ((start, end), (_, guessed)) in found.iter().filter(|(_, (is_right, _))| !is_right) {
            let surface = text.surface(*start, *end);
            wrong.note(surface, (*guessed).to_owned(), text.sample(*start, *end));
        }
    }
    for kind in kinds.values_mut() {
        kind.recall = share(kind.found, kind.wanted);
    }
    let right_kinds = kinds.values().map(|kind| kind.right_kind).sum();
    Ok(CandidateScore {
        kind_accuracy: share(right_kinds, score.right),
        kinds,
        spans: score.finished(wrong.most_frequent(most), missed.most_frequent(most)),
    })
}

/// The type of the annotations for a kind: there are three.
fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::State | Kind::Place => "place",
        Kind::Organisation | Kind::Outlet | Kind::Group => "organisation",
    }
}

impl CandidateScore {
    pub fn print(&self) {
        self.spans.print();
        println!("kinds      {:.3} of the right spans", self.kind_accuracy);
        for (name, KindScore { wanted, found, recall, right_kind }) in &self.kinds {
            println!(
                "  {name:13} {wanted:4} wanted, {found:4} found, recall {recall:.3}, {right_kind:4} as such"
            );
        }
        self.spans.print_errors();
    }
}
