//! Dates that cannot be right, and those that are forgotten.

use super::place_of;
use crate::actor::Actor;
use crate::article::{Article, Status};
use crate::date::{Day, PartialDate, When, day_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::Build;
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let zone = &build.plan.site.config.zone;
    let clock = Clock { build, snapshot, today: day_of(snapshot.now, zone) };
    let mut found = Vec::new();
    for entry in &build.plan.site.articles {
        clock.published(&entry.article, &mut found);
    }
    for (article, _) in &build.held_back {
        clock.held_back(article, &mut found);
    }
    found.extend(build.plan.site.registry.actors().iter().flat_map(offices));
    found
}

struct Clock<'a> {
    build: &'a Build,
    snapshot: &'a Snapshot,
    today: Day,
}

/// A date of an article, and the key under which it stands.
struct Dated<'a> {
    key: &'static str,
    what: &'a str,
    when: When,
}

impl Clock<'_> {
    fn published(&self, article: &Article, found: &mut Vec<Diagnostic>) {
        let front = &article.front;
        let updated = front.updated.map(|when| Dated { key: "updated", what: "`updated`", when });
        let corrections = front.corrections.iter().filter_map(|correction| {
            Some(Dated { key: "corrections", what: "a correction", when: correction.date? })
        });
        let sources = front.sources.iter().filter_map(|source| {
            Some(Dated { key: "sources", what: "a source", when: source.date? })
        });
        for dated in updated.into_iter().chain(corrections).chain(sources) {
            if self.day(dated.when) > self.today {
                let message =
                    format!("{} is dated in the future: `{}`", dated.what, dated.when.written());
                let told = self.told(article, &dated, Code::FutureDate, message);
                found.push(told.hint("correct the date"));
            } else if let Some(contradiction) = self.contradiction(article, &dated) {
                let hint = "correct the date, or that of the article";
                let told = self.told(article, &dated, Code::DateOrder, contradiction);
                found.push(told.hint(hint));
            }
        }
        for correction in front.corrections.iter().filter(|correction| correction.date.is_none()) {
            let place = place_of(self.snapshot, &article.path, "corrections", &correction.text);
            found.push(
                Diagnostic::new(Code::UndatedCorrection, place, "correction has no date")
                    .hint("add `date:` to it, so that a reader knows what was read before"),
            );
        }
    }

    /// What an article and one of its dates say against each other.
    fn contradiction(&self, article: &Article, dated: &Dated<'_>) -> Option<String> {
        let date = article.date?;
        let day = self.day(dated.when);
        let written = dated.when.written();
        if dated.key == "sources" {
            // What was added later is a source of the later text.
            let corrected =
                article.front.corrections.iter().filter_map(|correction| correction.date);
            let last = article.front.updated.into_iter().chain(corrected).chain([date]);
            let last = last.map(|when| self.day(when)).max()?;
            // A source may come from where it is already tomorrow.
            return (day.days_since(last) > 1)
                .then(|| format!("a source is younger than the article: `{written}`"));
        }
        (day < self.day(date))
            .then(|| format!("{} is older than the article: `{written}`", dated.what))
    }

    fn held_back(&self, article: &Article, found: &mut Vec<Diagnostic>) {
        let zone = &self.build.plan.site.config.zone;
        let is_over = |when: &When| when.instant(zone) <= self.snapshot.now;
        let front = &article.front;
        match (front.status, front.embargo) {
            (Status::Draft, Some(embargo)) if is_over(&embargo) => {
                let place = place_of(self.snapshot, &article.path, "embargo", &embargo.written());
                let message = "the embargo is over, but the article is a draft";
                found.push(
                    Diagnostic::new(Code::ExpiredEmbargo, place, message)
                        .hint("take out `status: draft`, or set the embargo anew"),
                );
            }
            (Status::Published, None) => {
                let Some(date) = article.date.filter(|date| !is_over(date)) else { return };
                let place = place_of(self.snapshot, &article.path, "date", &date.day.iso());
                let message = format!(
                    "article is dated in the future, and held back until then: `{}`",
                    date.written()
                );
                found.push(Diagnostic::new(Code::FutureDate, place, message).hint(format!(
                    "correct the date, or add `embargo: {}` if it is meant",
                    date.written()
                )));
            }
            _ => {}
        }
    }

    fn told(
        &self,
        article: &Article,
        dated: &Dated<'_>,
        code: Code,
        message: String,
    ) -> Diagnostic {
        let place = place_of(self.snapshot, &article.path, dated.key, &dated.when.day.iso());
        Diagnostic::new(code, place, message)
    }

    fn day(&self, when: When) -> Day {
        when.day_in(&self.build.plan.site.config.zone)
    }
}

/// Offices that end before they begin.
fn offices(actor: &Actor) -> Vec<Diagnostic> {
    let crate::actor::Origin::File(place) = &actor.origin else { return Vec::new() };
    let wrong = actor.roles.iter().filter_map(|role| {
        let (from, to) = (role.from?, role.to?);
        (to.last() < from.first()).then(|| {
            let iso = PartialDate::iso;
            let message = format!(
                "`{}` of `{}` ends before it begins: from `{}` to `{}`",
                role.title,
                actor.name,
                iso(from),
                iso(to)
            );
            Diagnostic::new(Code::DateOrder, place.clone(), message).hint("correct one of the two")
        })
    });
    wrong.collect()
}
