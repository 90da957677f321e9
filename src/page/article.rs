//! The page of an article.

use super::body::{Body, linked_mentions, linked_text, markup};
use super::evidence::{body_marks, fragment, lede_marks, takeaway_id};
use super::frame::{About, Frame};
use super::list::{chip, topic_links};
use super::view;
use crate::actor::Presence;
use crate::article::{Confidence, Section};
use crate::config::LinkPolicy;
use crate::site::{ArticleId, Unpublished};

/// The view of an article's page.
pub(super) fn view<'a>(frame: &Frame<'a>, id: ArticleId) -> view::ArticlePage<'a> {
    let site = frame.site;
    let entry = site.article(id);
    let article = &*entry.article;
    let marks = body_marks(article);
    let body = Body {
        prose: &article.prose,
        mentions: &entry.linked.mentions,
        wiki_targets: &entry.wiki_targets,
        reference_targets: &entry.reference_targets,
        owner: None,
        marks: &marks,
    };
    let links = linked_mentions(frame, &body);
    let part = |part: &crate::article::SummaryPart| match part.html {
        Some(html) => markup(frame, &body, &links, html),
        None => linked_text(frame, &body, part.text),
    };
    let takeaways =
        article.summary.takeaways.iter().enumerate().map(|(idx, takeaway)| view::Takeaway {
            id: takeaway_id(idx),
            html: part(takeaway),
            evidence: fragment(article, takeaway),
        });
    let lede = article.summary.lede.as_ref();
    let address = super::frame::article_address(site, id);
    let story = entry.story.map(|(story_idx, position)| {
        let story = &site.stories[story_idx];
        let story_address = format!("stories/{}/", story.slug);
        view::StoryPosition {
            title: story.title.clone(),
            url: frame.url(&story_address),
            status: story.status.name(),
            position: position + 1,
            count: story.articles.len(),
            previous: position
                .checked_sub(1)
                .map(|before| frame.article_link(story.articles[before])),
            next: story.articles.get(position + 1).map(|after| frame.article_link(*after)),
        }
    });
    let related = site.related(id).into_iter().map(|(other, shared)| view::RelatedArticle {
        title: site.article(other).article.title.clone(),
        url: frame.article_url(other),
        date: frame.article_date(other),
        shared: shared.iter().take(3).map(|actor| site.actor(*actor).name.clone()).collect(),
    });
    let mut corrections: Vec<_> = article.front.corrections.iter().collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date.map(|when| when.day)));
    let corrections = corrections.into_iter().map(|correction| view::Correction {
        date: correction.date.map(|when| frame.when(when)),
        text: correction.text.clone(),
    });
    let about = About {
        kind: "article",
        data: Some(format!("{address}index.json")),
        image: entry.image.as_ref().and_then(|image| frame.absolute_asset(image)),
        language: article.front.lang.clone(),
        indexed: entry.unpublished.is_none(),
        ..About::page(article.title.clone(), lede.map_or("", |lede| article.prose.slice(lede.text)))
    };
    view::ArticlePage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        title: &article.title,
        date: article.date.map(|when| frame.when(when)),
        updated: article.front.updated.map(|when| frame.when(when)),
        authors: &article.front.authors,
        confidence: article.front.confidence.map(Confidence::name),
        unpublished: entry.unpublished.map(unpublished_label),
        lede_html: lede.map(part).unwrap_or_default(),
        lede_marks_html: lede_marks(article),
        takeaways: takeaways.collect(),
        extracted: article.summary.extracted,
        topics: topic_links(frame, entry),
        story,
        actors: who_is_in_it(frame, id),
        contents: if article.prose.sections.len() < 2 {
            Vec::new()
        } else {
            contents(&article.prose.sections)
        },
        image: entry.image.as_ref().and_then(|image| frame.target_url(image)),
        body: view::ArticleBody { html: markup(frame, &body, &links, article.prose.body) },
        sources: sources(frame, id),
        corrections: corrections.collect(),
        related: related.collect(),
        minutes: (article.n_words as usize).div_ceil(WORDS_PER_MINUTE).max(1),
    }
}

/// Silent reading of English prose, in words a minute (Brysbaert, 2019: 238 for non-fiction).
const WORDS_PER_MINUTE: usize = 230;

/// The word for an unpublished article in a preview.
pub(super) fn unpublished_label(unpublished: Unpublished) -> &'static str {
    match unpublished {
        Unpublished::Draft => "draft",
        Unpublished::Embargoed { .. } => "embargoed",
    }
}

fn who_is_in_it(frame: &Frame<'_>, id: ArticleId) -> Vec<view::ActorChip> {
    let entry = frame.site.article(id);
    let shown = |presence: &Presence| view::ActorChip {
        about: presence.about,
        ..chip(frame, presence.actor, presence.count, entry.day)
    };
    entry.linked.presences.iter().map(shown).collect()
}

fn contents(sections: &[Section]) -> Vec<view::ContentsEntry> {
    let mut entries = Vec::new();
    let mut idx = 0;
    while idx < sections.len() {
        let section = &sections[idx];
        let inner =
            sections[idx + 1..].iter().take_while(|inner| inner.level > section.level).count();
        entries.push(view::ContentsEntry {
            title: section.title.clone(),
            url: format!("#{}", section.anchor),
            children: contents(&sections[idx + 1..idx + 1 + inner]),
        });
        idx += 1 + inner;
    }
    entries
}

fn sources(frame: &Frame<'_>, id: ArticleId) -> Vec<view::Source> {
    let site = frame.site;
    let article = &site.article(id).article;
    let source = |note: &crate::article::SourceNote| {
        let publisher = note.publisher.as_deref();
        let known = site.publishers.iter().find(|known| Some(known.name.as_str()) == publisher);
        let grade = note.grade.clone().or_else(|| known.and_then(|known| known.grade.clone()));
        let actor = publisher.and_then(|name| site.registry.resolve(name));
        let actor =
            actor.filter(|id| site.has_dossier[id.index()] && site.config.link != LinkPolicy::None);
        view::Source {
            title: note.title.clone(),
            publisher: note.publisher.clone(),
            publisher_url: actor.map(|id| frame.actor_url(id)),
            url: note.url.as_ref().or_else(|| known?.url.as_ref()).filter(is_web).cloned(),
            date: note.date.map(|when| view::Date { url: None, ..frame.when(when) }),
            grade_label: grade.as_deref().and_then(grade_label),
            grade,
        }
    };
    article.front.sources.iter().map(source).collect()
}

/// Only addresses of the web are led to: what a writer pasted must not run anything.
pub(super) fn is_web(url: &&String) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A grade in words: reliability of the source, then credibility of what it says (the Admiralty code
/// of NATO's STANAG 2511).
fn grade_label(grade: &str) -> Option<String> {
    let mut signs = grade.chars();
    let reliability = match signs.next()?.to_ascii_uppercase() {
        'A' => "completely reliable",
        'B' => "usually reliable",
        'C' => "fairly reliable",
        'D' => "not usually reliable",
        'E' => "unreliable",
        'F' => "reliability unknown",
        _ => return None,
    };
    let credibility = match signs.next() {
        None => return Some(reliability.to_owned()),
        Some('1') => "confirmed",
        Some('2') => "probably true",
        Some('3') => "possibly true",
        Some('4') => "doubtful",
        Some('5') => "improbable",
        Some('6') => "truth cannot be judged",
        Some(_) => return None,
    };
    Some(format!("{reliability}, {credibility}"))
}
