//! The dossier of an actor.
//!
//! A long dossier is continued month by month: its first page has the newest hundred articles, and
//! each month a page of its own. Months do not move when an article is added, pages of a fixed
//! number would.

use super::article::is_web;
use super::body::{Body, linked_mentions, marked_text, markup};
use super::calendar::{month_view, months_of, of_month};
use super::frame::{About, Frame};
use super::list::{LONG_LIST, chip};
use super::view;
use crate::actor::{ActorId, Role};
use crate::article::BlockKind;
use crate::date::{Day, PartialDate};
use crate::site::{ArticleId, Site};

/// The view of a dossier; of one month of it, where one is given.
pub(super) fn view<'a>(frame: &Frame<'a>, id: ActorId, month: Option<Day>) -> view::ActorPage {
    let site = frame.site;
    let actor = site.actor(id);
    let all = &site.by_actor[id.index()];
    let address = format!("actors/{}/", actor.slug);
    let shown = match month {
        Some(month) => of_month(site, all, month),
        None => &all[all.len().saturating_sub(LONG_LIST)..],
    };
    let articles = shown.iter().rev().map(|article| mentioning(frame, *article, id));
    let month = month.map(|month| month_view(frame, month, &address, shown.len()));
    let role = actor.role_on(site.newest_day()).map(|role| role_label(site, role));
    let description = match (&role, actor.description.is_empty()) {
        (_, false) => actor.description.clone(),
        (Some(role), true) => format!("{}: {role}", actor.name),
        (None, true) => format!("Every sentence that names {}", actor.name),
    };
    let title = match &month {
        Some(month) => format!("{}, {}", actor.name, month.label),
        None => actor.name.clone(),
    };
    let about = About {
        feeds: vec![(actor.name.clone(), format!("{address}feed.atom"))],
        data: Some(format!("{address}index.json")),
        ..About::page(title, description)
    };
    // A page of one month has only the mentions: what stands around them is on the first page.
    let is_first = month.is_none();
    view::ActorPage {
        site: frame.site_frame(),
        page: frame.page_frame(about),
        actor: if is_first { identity(frame, id) } else { heading(frame, id) },
        month,
        articles: articles.collect(),
        months: if all.len() > LONG_LIST { months_of(frame, all, &address) } else { Vec::new() },
        n_articles: all.len(),
        n_mentions: site.n_mentions[id.index()],
        first: all.iter().find_map(|article| site.article(*article).day).map(|day| frame.day(day)),
        last: all.last().and_then(|article| site.article(*article).day).map(|day| frame.day(day)),
        co_actors: if is_first { co_actors(frame, id) } else { Vec::new() },
        topics: if is_first { topics(frame, all) } else { Vec::new() },
        stories: if is_first { stories(frame, all) } else { Vec::new() },
    }
}

/// `Secretary of State, United States`.
pub(super) fn role_label(site: &Site, role: &Role) -> String {
    let of = role.of.as_ref().and_then(|slug| site.registry.by_slug(slug.as_str()));
    match of.map(|id| &site.actor(id).name) {
        // Many titles already hold the name of what they are of: `President of Ukraine`.
        Some(name) if !role.title.contains(name.as_str()) => format!("{}, {name}", role.title),
        _ => role.title.clone(),
    }
}

fn identity(frame: &Frame<'_>, id: ActorId) -> view::ActorIdentity {
    let site = frame.site;
    let actor = site.actor(id);
    let profile = site.profiles.iter().find(|(of, _)| *of == id).map(|(_, text)| {
        let body = Body {
            prose: &text.prose,
            mentions: &[],
            wiki_targets: &text.wiki_targets,
            reference_targets: &text.reference_targets,
            owner: Some(id),
            marks: &[],
        };
        markup(frame, &body, &linked_mentions(frame, &body), text.prose.body)
    });
    let mut roles: Vec<&Role> = actor.roles.iter().collect();
    roles.sort_by_key(|role| {
        std::cmp::Reverse((role.to.is_none(), role.from.map(PartialDate::first)))
    });
    let named = |slug: &crate::path::Slug| {
        let id = site.dossier_of(slug)?;
        Some(view::Link { title: site.actor(id).name.clone(), url: frame.actor_url(id) })
    };
    let members = site
        .dossiers()
        .filter(|other| site.actor(*other).member_of.contains(&actor.slug))
        .map(|other| view::Link {
            title: site.actor(other).name.clone(),
            url: frame.actor_url(other),
        });
    let officials = site.officials(id).into_iter().map(|(holder, role)| {
        let link =
            view::Link { title: site.actor(holder).name.clone(), url: frame.actor_url(holder) };
        role_view(frame, role, Some(link))
    });
    let image = actor.image.as_ref().zip(actor.file()).and_then(|(image, file)| file.join(image));
    view::ActorIdentity {
        description: actor.description.clone(),
        profile_html: profile.unwrap_or_default(),
        image: image.and_then(|path| frame.target_url(&crate::site::Target::Asset(path))),
        aliases: actor.aliases.clone(),
        // `President of Ukraine` says already what it is of.
        roles: roles
            .into_iter()
            .map(|role| {
                role_view(
                    frame,
                    role,
                    role.of.as_ref().and_then(named).filter(|of| !role.title.contains(&of.title)),
                )
            })
            .collect(),
        officials: officials.collect(),
        member_of: actor.member_of.iter().filter_map(named).collect(),
        members: members.collect(),
        located_in: actor.located_in.as_ref().and_then(named),
        links: external_links(actor),
        ..heading(frame, id)
    }
}

/// Who the actor is, and no more.
fn heading(frame: &Frame<'_>, id: ActorId) -> view::ActorIdentity {
    let actor = frame.site.actor(id);
    view::ActorIdentity {
        name: actor.name.clone(),
        kind: actor.kind.name(),
        kind_label: actor.kind.label(),
        url: frame.actor_url(id),
        ..view::ActorIdentity::default()
    }
}

fn co_actors(frame: &Frame<'_>, id: ActorId) -> Vec<view::CoActor> {
    let counted = frame.site.co_actors(id);
    let most = counted.first().map_or(1, |(_, count)| *count);
    let co_actor = |(other, count): (ActorId, usize)| view::CoActor {
        actor: chip(frame, other, count, frame.site.newest_day()),
        share: (count * 100).div_ceil(most),
    };
    counted.into_iter().take(12).map(co_actor).collect()
}

fn topics(frame: &Frame<'_>, articles: &[ArticleId]) -> Vec<view::CountedLink> {
    let topics = articles.iter().flat_map(|id| &frame.site.article(*id).topics);
    counted(frame, topics.copied(), |topic_idx| {
        let topic = &frame.site.topics[topic_idx];
        (topic.title.clone(), format!("topics/{}/", topic.slug))
    })
}

fn stories(frame: &Frame<'_>, articles: &[ArticleId]) -> Vec<view::CountedLink> {
    let stories = articles.iter().filter_map(|id| frame.site.article(*id).story);
    counted(frame, stories.map(|(story_idx, _)| story_idx), |story_idx| {
        let story = &frame.site.stories[story_idx];
        (story.title.clone(), format!("stories/{}/", story.slug))
    })
}

fn role_view(frame: &Frame<'_>, role: &Role, actor: Option<view::Link>) -> view::Role {
    let date = |date: PartialDate| view::Date {
        iso: date.iso(),
        label: date.label(&frame.site.config.language),
        url: None,
    };
    view::Role {
        title: role.title.clone(),
        actor,
        from: role.from.map(date),
        to: role.to.map(date),
        current: frame.site.newest_day().map_or(role.to.is_none(), |day| role.held_on(day)),
    }
}

pub(super) fn external_links(actor: &crate::actor::Actor) -> Vec<view::ExternalLink> {
    let links = &actor.links;
    let wikipedia = links.wikipedia.as_ref().map(|page| {
        if is_web(&page) {
            page.clone()
        } else {
            format!("https://en.wikipedia.org/wiki/{}", page.replace(' ', "_"))
        }
    });
    [
        ("Website", links.website.as_ref().filter(is_web).cloned()),
        ("Wikipedia", wikipedia),
        (
            "Wikidata",
            links.wikidata.as_ref().map(|item| format!("https://www.wikidata.org/wiki/{item}")),
        ),
        (
            "OpenSanctions",
            links
                .opensanctions
                .as_ref()
                .map(|id| format!("https://www.opensanctions.org/entities/{id}/")),
        ),
    ]
    .into_iter()
    .filter_map(|(title, url)| Some(view::ExternalLink { title, url: url? }))
    .collect()
}

/// An article with every sentence of it that names the actor.
fn mentioning(frame: &Frame<'_>, article: ArticleId, id: ActorId) -> view::MentioningArticle {
    let site = frame.site;
    let entry = site.article(article);
    let prose = &entry.article.prose;
    let address = super::frame::article_address(site, article);
    let mentions: Vec<_> = site.mentions(article, id).collect();
    let mut sentences = Vec::new();
    let mut last = Vec::new();
    for mention in &mentions {
        let context = prose.context_at(mention.span.start);
        if context == last {
            continue;
        }
        let Some(block) = prose.block_at(mention.span.start) else { continue };
        // The headline stands above the sentences already.
        if block.kind == BlockKind::Title && mentions.len() > 1 {
            continue;
        }
        let section = match block.kind {
            BlockKind::Takeaway => Some("Key takeaways".to_owned()),
            BlockKind::Title | BlockKind::Lede => None,
            BlockKind::Heading | BlockKind::Text | BlockKind::Cell | BlockKind::Caption => {
                let section = (block.section as usize).checked_sub(1);
                section.map(|idx| prose.sections[idx].title.clone())
            }
        };
        let fragment = match block.kind {
            BlockKind::Title => String::new(),
            BlockKind::Lede => "#lede".to_owned(),
            BlockKind::Takeaway => "#s-takeaways".to_owned(),
            _ if block.anchor.is_empty() => String::new(),
            _ => format!("#{}", block.anchor),
        };
        // Mentions are in the order of the text: only those of the sentence are looked at.
        let marked = |span: &crate::article::Span| {
            let first = mentions.partition_point(|mention| mention.span.start < span.start);
            let inside =
                mentions[first..].iter().take_while(|mention| mention.span.end <= span.end);
            marked_text(prose, *span, inside.map(|mention| mention.span))
        };
        let html: Vec<String> = context.iter().map(marked).collect();
        last = context;
        sentences.push(view::MarkedSentence {
            html: html.join(" · "),
            url: frame.url(&[&*address, &*fragment].concat()),
            section,
        });
    }
    let presence = entry.linked.presences.iter().find(|presence| presence.actor == id);
    view::MentioningArticle {
        title: entry.article.title.clone(),
        url: frame.url(&address),
        date: frame.article_date(article),
        about: presence.is_some_and(|presence| presence.about),
        role: site.actor(id).role_on(entry.day).map(|role| role_label(site, role)),
        sentences,
    }
}

/// Links to what articles belong to, most articles first.
fn counted(
    frame: &Frame<'_>,
    indices: impl Iterator<Item = usize>,
    named: impl Fn(usize) -> (String, String),
) -> Vec<view::CountedLink> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for idx in indices {
        *counts.entry(idx).or_default() += 1;
    }
    let mut counts: Vec<(usize, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(idx, count)| (std::cmp::Reverse(*count), *idx));
    let link = |(idx, count)| {
        let (title, address) = named(idx);
        view::CountedLink { title, url: frame.url(&address), count }
    };
    counts.into_iter().take(12).map(link).collect()
}
