//! Counts the names of all articles.
//!
//! Comes in: the occurrences of one article after the other. Goes out: candidates, in most articles first. Always
//! holds: a surname that stands alone in an article counts for the only person that others name so in full.

use std::collections::BTreeMap;

use super::super::candidate::{Form, Occurrence};
use super::super::{Kind, surname};
use super::{Candidate, CandidateForm};
use crate::article::Article;
use crate::path::SourcePath;

/// The names counted so far.
#[derive(Default)]
pub(super) struct Tally {
    names: BTreeMap<String, Counted>,
    articles: Vec<SourcePath>,
}

struct Counted {
    count: usize,
    /// Indices of the articles, in order.
    articles: Vec<u32>,
    sample: String,
    /// The article of the sample, and its line.
    place: (u32, u32),
    /// How much is told of each kind, in the order of `Kind::ALL`.
    kinds: [u32; Kind::ALL.len()],
    forms: BTreeMap<(String, Form), usize>,
    /// True as long as only one article has it, and that tells nothing of it.
    is_doubtful: bool,
}

impl Tally {
    pub(super) fn add(&mut self, article: &Article, occurrences: &[Occurrence]) {
        let article_idx = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        self.articles.push(article.path.clone());
        for occurrence in occurrences {
            if !self.names.contains_key(&occurrence.name) {
                let counted = Counted::new(article, article_idx, occurrence);
                self.names.insert(occurrence.name.clone(), counted);
            }
            if let Some(counted) = self.names.get_mut(&occurrence.name) {
                counted.add(article, article_idx, occurrence);
            }
        }
    }

    /// The candidates, in most articles first.
    pub(super) fn candidates(mut self) -> Vec<Candidate> {
        self.join_surnames();
        let articles = &self.articles;
        let mut candidates: Vec<Candidate> = self
            .names
            .into_iter()
            // A people alone (`Andean`) is an adjective, and no name that an actor could have.
            .filter(|(name, counted)| !counted.forms.contains_key(&(name.clone(), Form::People)))
            .filter(|(_, counted)| !counted.is_doubtful)
            .map(|(name, counted)| counted.candidate(name, articles))
            .collect();
        candidates.sort_by(|a, b| {
            (b.articles.len(), b.count, &a.name).cmp(&(a.articles.len(), a.count, &b.name))
        });
        candidates
    }

    /// Counts a lone surname for the only person that has it.
    fn join_surnames(&mut self) {
        let mut bearers: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (name, counted) in &self.names {
            if counted.kind() == Kind::Person
                && let Some(surname) = surname::surname(name)
            {
                let bearer = bearers.entry(surname).or_insert(Some(name));
                if *bearer != Some(name) {
                    *bearer = None;
                }
            }
        }
        let joined: Vec<(String, String)> = bearers
            .into_iter()
            .filter_map(|(surname, bearer)| {
                let alone = self.names.get(surname)?;
                let told = alone.kinds.iter().any(|weight| *weight > 0);
                let is_person = !told || alone.kind() == Kind::Person;
                is_person.then_some((surname.to_owned(), bearer?.to_owned()))
            })
            .collect();
        for (surname, bearer) in joined {
            if let Some(alone) = self.names.remove(&surname)
                && let Some(counted) = self.names.get_mut(&bearer)
            {
                counted.join(surname, alone);
            }
        }
    }
}

impl Counted {
    fn new(article: &Article, article_idx: u32, occurrence: &Occurrence) -> Self {
        let sentence = article.prose.sentences.get(occurrence.sentence as usize).copied();
        Self {
            sample: sentence.map_or(String::new(), |span| article.prose.slice(span).to_owned()),
            place: (article_idx, article.prose.line_at(occurrence.span.start)),
            count: 0,
            articles: Vec::new(),
            kinds: Default::default(),
            forms: BTreeMap::new(),
            is_doubtful: true,
        }
    }

    fn add(&mut self, article: &Article, article_idx: u32, occurrence: &Occurrence) {
        self.count += 1;
        if self.articles.last() != Some(&article_idx) {
            self.articles.push(article_idx);
        }
        if let Some(idx) = Kind::ALL.iter().position(|kind| *kind == occurrence.kind) {
            self.kinds[idx] += occurrence.certainty;
        }
        self.is_doubtful = occurrence.is_doubtful() && self.articles.len() == 1 && self.is_doubtful;
        let text = article.prose.slice(occurrence.span);
        if text != occurrence.name || occurrence.form != Form::Full {
            *self.forms.entry((text.to_owned(), occurrence.form)).or_default() += 1;
        }
    }

    fn join(&mut self, surname: String, alone: Counted) {
        self.count += alone.count;
        self.articles.extend(alone.articles);
        self.articles.sort_unstable();
        self.articles.dedup();
        *self.forms.entry((surname, Form::Short)).or_default() += alone.count;
        for ((text, _), count) in alone.forms {
            *self.forms.entry((text, Form::Variant)).or_default() += count;
        }
    }

    fn kind(&self) -> Kind {
        let best = self.kinds.iter().zip(Kind::ALL).rev().max_by_key(|(weight, _)| **weight);
        best.filter(|(weight, _)| **weight > 0).map_or(Kind::Person, |(_, kind)| kind)
    }

    fn candidate(self, name: String, articles: &[SourcePath]) -> Candidate {
        let mut forms: Vec<CandidateForm> = self
            .forms
            .iter()
            .map(|((text, form), count)| CandidateForm {
                text: text.clone(),
                form: *form,
                count: *count,
            })
            .collect();
        forms.sort_by(|a, b| (b.count, &a.text).cmp(&(a.count, &b.text)));
        Candidate {
            kind: self.kind(),
            count: self.count,
            articles: self.articles.iter().map(|idx| articles[*idx as usize].clone()).collect(),
            sample: self.sample,
            place: (articles[self.place.0 as usize].clone(), self.place.1),
            name,
            forms,
        }
    }
}
