//! Pages that list things, and the cards and chips that they are made of.

use super::actor::role_label;
use super::article::unpublished_label;
use super::body::{Body, linked_mentions, markup};
use super::calendar::{month_view, months_of, of_month};
use super::frame::{About, Frame};
use super::view;
use crate::actor::{ActorId, Kind};
use crate::date::Day;
use crate::site::{ArticleId, SiteArticle, Story, Text};

/// Longer lists of articles are continued month by month.
pub(super) const LONG_LIST: usize = 100;

/// The view of the home page.
pub(super) fn home(frame: &Frame<'_>) -> view::HomePage {
    let site = frame.site;
    let newest = site.editions.last();
    let latest: Vec<ArticleId> = newest
        .map(|edition| edition.articles.clone().map(ArticleId).rev().collect())
        .unwrap_or_default();
    let earlier = site.article_ids().rev().skip(latest.len()).take(20);
    let recent = site.article_ids().rev().take(100);
    let mut topics: Vec<view::CountedLink> = site
        .topics
        .iter()
        .map(|topic| view::CountedLink {
            title: topic.title.clone(),
            url: frame.url(&format!("topics/{}/", topic.slug)),
            count: topic.articles.len(),
        })
        .collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.count));
    topics.truncate(12);
    let about = About::page(site.config.title.clone(), site.config.description.clone());
    view::HomePage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        edition: newest.map(|edition| frame.day(edition.day)),
        latest: latest.into_iter().map(|id| card(frame, id)).collect(),
        earlier: earlier.map(|id| card(frame, id)).collect(),
        stories: site.stories.iter().take(6).map(|story| story_card(frame, story)).collect(),
        actors: actors_of(frame, recent, 12),
        topics,
        n_articles: site.articles.len(),
        n_actors: site.dossiers().count(),
    }
}

/// The view of the index of actors.
pub(super) fn actors(frame: &Frame<'_>) -> view::ActorsPage {
    let site = frame.site;
    let mut groups = Vec::new();
    for kind in Kind::ALL {
        let mut named: Vec<(String, ActorId)> = site
            .dossiers()
            .filter(|id| site.actor(*id).kind == kind)
            .map(|id| (site.actor(id).sorting_name(), id))
            .collect();
        named.sort_by_cached_key(|(name, _)| deunicode::deunicode(name).to_lowercase());
        let mut letters: Vec<view::ActorLetter> = Vec::new();
        for (name, id) in &named {
            let first = deunicode::deunicode(name).chars().next().unwrap_or('#');
            let letter = if first.is_ascii_alphabetic() { first.to_ascii_uppercase() } else { '#' };
            let letter = letter.to_string();
            if letters.last().is_none_or(|last| last.letter != letter) {
                letters.push(view::ActorLetter { letter, actors: Vec::new() });
            }
            let count = site.by_actor[id.index()].len();
            if let Some(last) = letters.last_mut() {
                last.actors.push(chip(frame, *id, count, site.newest_day()));
            }
        }
        if !named.is_empty() {
            let (label, id) = (kind.plural(), kind.name());
            groups.push(view::ActorGroup {
                kind: kind.name(),
                label,
                id,
                count: named.len(),
                letters,
            });
        }
    }
    let n_actors = site.dossiers().count();
    let description =
        format!("{n_actors} people, states, organisations and places in the articles");
    view::ActorsPage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page("Actors", description)),
        groups,
        n_actors,
    }
}

/// The view of the list of topics.
pub(super) fn topics(frame: &Frame<'_>) -> view::TopicsPage {
    let topics = frame.site.topics.iter().map(|topic| view::TopicCard {
        title: topic.title.clone(),
        url: frame.url(&format!("topics/{}/", topic.slug)),
        description: topic.description.clone(),
        count: topic.articles.len(),
        last: topic
            .articles
            .last()
            .and_then(|id| frame.site.article(*id).day)
            .map(|day| frame.day(day)),
    });
    let mut topics: Vec<view::TopicCard> = topics.collect();
    topics.sort_by_key(|topic| topic.title.to_lowercase());
    view::TopicsPage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page("Topics", "The subjects of the articles")),
        topics,
    }
}

/// The view of a topic; of one month of it, where one is given.
pub(super) fn topic(frame: &Frame<'_>, topic_idx: usize, month: Option<Day>) -> view::TopicPage {
    let site = frame.site;
    let topic = &site.topics[topic_idx];
    let address = format!("topics/{}/", topic.slug);
    let all = &topic.articles;
    let shown = match month {
        Some(month) => of_month(site, all, month),
        None => &all[all.len().saturating_sub(LONG_LIST)..],
    };
    let is_long = topic.articles.len() > LONG_LIST;
    let month = month.map(|month| month_view(frame, month, &address, shown.len()));
    let title = match &month {
        Some(month) => format!("{}, {}", topic.title, month.label),
        None => topic.title.clone(),
    };
    let about = About {
        feeds: vec![(topic.title.clone(), format!("{address}feed.atom"))],
        data: Some(format!("{address}index.json")),
        ..About::page(title, topic.description.clone())
    };
    view::TopicPage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        title: topic.title.clone(),
        url: frame.url(&address),
        description: topic.description.clone(),
        body_html: topic.body.as_ref().map(|body| text_markup(frame, body)).unwrap_or_default(),
        month,
        articles: shown.iter().rev().map(|id| card(frame, *id)).collect(),
        months: if is_long { months_of(frame, &topic.articles, &address) } else { Vec::new() },
        n_articles: topic.articles.len(),
        actors: actors_of(frame, topic.articles.iter().copied(), 12),
    }
}

/// The view of the list of stories.
pub(super) fn stories(frame: &Frame<'_>) -> view::StoriesPage {
    view::StoriesPage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page("Stories", "Continuing matters, article by article")),
        stories: frame.site.stories.iter().map(|story| story_card(frame, story)).collect(),
    }
}

/// The view of a story.
pub(super) fn story(frame: &Frame<'_>, story_idx: usize) -> view::StoryPage {
    let site = frame.site;
    let story = &site.stories[story_idx];
    let address = format!("stories/{}/", story.slug);
    let about = About {
        feeds: vec![(story.title.clone(), format!("{address}feed.atom"))],
        data: Some(format!("{address}index.json")),
        ..About::page(story.title.clone(), story.description.clone())
    };
    let day =
        |id: Option<&ArticleId>| id.and_then(|id| site.article(*id).day).map(|day| frame.day(day));
    view::StoryPage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        title: story.title.clone(),
        description: story.description.clone(),
        status: story.status.name(),
        body_html: story.body.as_ref().map(|body| text_markup(frame, body)).unwrap_or_default(),
        articles: story.articles.iter().map(|id| card(frame, *id)).collect(),
        first: day(story.articles.first()),
        last: day(story.articles.last()),
        actors: actors_of(frame, story.articles.iter().copied(), 12),
    }
}

/// The view of a free page.
pub(super) fn free(frame: &Frame<'_>, page_idx: usize) -> view::FreePage {
    let page = &frame.site.pages[page_idx];
    view::FreePage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page(page.title.clone(), page.description.clone())),
        title: page.title.clone(),
        body_html: text_markup(frame, &page.body),
    }
}

/// The view of the page for addresses that do not exist.
pub(super) fn not_found(frame: &Frame<'_>) -> view::NotFoundPage {
    let latest = frame.site.article_ids().rev().take(5);
    let about = About { indexed: false, ..About::page("Page not found", "") };
    view::NotFoundPage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        latest: latest.map(|id| frame.article_link(id)).collect(),
    }
}

/// The actors of most of the given articles.
pub(super) fn actors_of(
    frame: &Frame<'_>,
    articles: impl Iterator<Item = ArticleId>,
    most: usize,
) -> Vec<view::ActorChip> {
    let counted = frame.site.counted(articles);
    let day = frame.site.newest_day();
    counted.into_iter().take(most).map(|(id, count)| chip(frame, id, count, day)).collect()
}

/// An actor with the title held on a day.
pub(super) fn chip(
    frame: &Frame<'_>,
    id: ActorId,
    count: usize,
    day: Option<Day>,
) -> view::ActorChip {
    let actor = frame.site.actor(id);
    view::ActorChip {
        name: actor.name.clone(),
        url: frame.actor_url(id),
        kind: actor.kind.name(),
        role: actor.role_on(day).map(|role| role_label(frame.site, role)),
        about: false,
        count,
    }
}

/// An article in a list.
pub(super) fn card(frame: &Frame<'_>, id: ArticleId) -> view::ArticleCard {
    let site = frame.site;
    let entry = site.article(id);
    let article = &entry.article;
    let about = entry.linked.presences.iter().filter(|presence| presence.about).take(5);
    view::ArticleCard {
        title: article.title.clone(),
        url: frame.article_url(id),
        date: frame.article_date(id),
        lede: article
            .summary
            .lede
            .as_ref()
            .map_or("", |lede| article.prose.slice(lede.text))
            .to_owned(),
        topics: topic_links(frame, entry),
        story: entry.story.map(|(story_idx, _)| {
            let story = &site.stories[story_idx];
            frame.link(&story.title, &format!("stories/{}/", story.slug))
        }),
        actors: about
            .map(|presence| chip(frame, presence.actor, presence.count, entry.day))
            .collect(),
        unpublished: entry.unpublished.map(unpublished_label),
    }
}

/// Links to the topics of an article.
pub(super) fn topic_links(frame: &Frame<'_>, entry: &SiteArticle) -> Vec<view::Link> {
    let topics = entry.topics.iter().map(|topic_idx| &frame.site.topics[*topic_idx]);
    topics.map(|topic| frame.link(&topic.title, &format!("topics/{}/", topic.slug))).collect()
}

fn story_card(frame: &Frame<'_>, story: &Story) -> view::StoryCard {
    let last = story.articles.last();
    view::StoryCard {
        title: story.title.clone(),
        url: frame.url(&format!("stories/{}/", story.slug)),
        description: story.description.clone(),
        status: story.status.name(),
        count: story.articles.len(),
        latest: last.map(|id| frame.article_link(*id)),
        last: last.and_then(|id| frame.site.article(*id).day).map(|day| frame.day(day)),
    }
}

fn text_markup(frame: &Frame<'_>, text: &Text) -> String {
    let body = Body {
        prose: &text.prose,
        mentions: &[],
        wiki_targets: &text.wiki_targets,
        reference_targets: &text.reference_targets,
        owner: None,
        marks: &[],
    };
    markup(frame, &body, &linked_mentions(frame, &body), text.prose.body)
}
