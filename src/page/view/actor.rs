//! Views of the dossier (`actor.html`).

use serde::Serialize;

use super::{ActorChip, CountedLink, Date, Link, PageFrame, SiteFrame};

/// Everything that `actor.html` shows. A page of one month has of the actor only name, kind and
/// address, and no co-actors, topics and stories: they are on the first page.
#[derive(Debug, Serialize)]
pub struct ActorPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Who the actor is.
    pub actor: ActorIdentity,
    /// The month shown, on a page that continues a long dossier (`February 2025`).
    pub month: Option<Month>,
    /// Articles that mention the actor, newest first, each with its sentences. On the first page of
    /// a long dossier these are the newest hundred; `months` then leads to all.
    pub articles: Vec<MentioningArticle>,
    /// Pages that continue a long dossier, newest first; empty for a short one.
    pub months: Vec<Month>,
    /// Number of articles that mention the actor, in all.
    pub n_articles: usize,
    /// Number of mentions, in all.
    pub n_mentions: usize,
    /// Day of the oldest article.
    pub first: Option<Date>,
    /// Day of the newest article.
    pub last: Option<Date>,
    /// Actors named in the same articles, most often first, at most twelve.
    pub co_actors: Vec<CoActor>,
    /// Topics of the articles, most often first.
    pub topics: Vec<CountedLink>,
    /// Stories of the articles, most often first.
    pub stories: Vec<CountedLink>,
}

/// Who an actor is, as the registry says.
#[derive(Debug, Default, Serialize)]
pub struct ActorIdentity {
    /// Main name.
    pub name: String,
    /// `person`, `organisation`, `state`, `place`, `outlet` or `group`.
    pub kind: &'static str,
    /// The kind as a reader sees it (`Person`).
    pub kind_label: &'static str,
    /// Address of the first page of the dossier.
    pub url: String,
    /// One sentence about the actor; empty when there is none.
    pub description: String,
    /// The writer's profile; empty when there is none.
    pub profile_html: String,
    /// Picture.
    pub image: Option<String>,
    /// Other names, as the registry has them.
    pub aliases: Vec<String>,
    /// Roles, the newest first.
    pub roles: Vec<Role>,
    /// Who holds or held a role of this actor, the newest first.
    pub officials: Vec<Role>,
    /// What the actor belongs to.
    pub member_of: Vec<Link>,
    /// Registered actors that belong to this one and have a page.
    pub members: Vec<Link>,
    /// Where the actor is.
    pub located_in: Option<Link>,
    /// The actor elsewhere.
    pub links: Vec<ExternalLink>,
}

/// A role with its days.
#[derive(Debug, Serialize)]
pub struct Role {
    /// Title (`Secretary of State`).
    pub title: String,
    /// On an actor's own list: the actor that the role is of. On a list of officials: the holder.
    pub actor: Option<Link>,
    /// First day, as far as it is known.
    pub from: Option<Date>,
    /// Last day; none for a role that goes on, or whose end is not known.
    pub to: Option<Date>,
    /// True when the role was held on the day of the newest article of the site.
    pub current: bool,
}

/// A page about the actor elsewhere.
#[derive(Debug, Serialize)]
pub struct ExternalLink {
    /// `Wikidata`, `Wikipedia`, `Website` or `OpenSanctions`.
    pub title: &'static str,
    /// Absolute address.
    pub url: String,
}

/// An article that mentions the actor.
#[derive(Debug, Serialize)]
pub struct MentioningArticle {
    /// Headline.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// True when title, lede or takeaways name the actor.
    pub about: bool,
    /// Title held on the day of the article.
    pub role: Option<String>,
    /// Every sentence that names the actor, in the order of the article.
    pub sentences: Vec<MarkedSentence>,
}

/// A sentence in which the actor is named.
#[derive(Debug, Serialize)]
pub struct MarkedSentence {
    /// The sentence, with each name of the actor in `<mark>`.
    pub html: String,
    /// Address of the very paragraph.
    pub url: String,
    /// Heading of the section that the sentence stands in; none before the first heading.
    pub section: Option<String>,
}

/// An actor that appears beside this one.
#[derive(Debug, Serialize)]
pub struct CoActor {
    /// The other actor; `count` is the number of articles that name both.
    pub actor: ActorChip,
    /// Number of articles with both, as a share of the most frequent pair, in percent.
    pub share: usize,
}

/// One month of a long dossier, topic or archive.
#[derive(Debug, Clone, Serialize)]
pub struct Month {
    /// `February 2025`.
    pub label: String,
    /// `2025-02`.
    pub iso: String,
    /// Address of the page.
    pub url: String,
    /// Number of articles.
    pub count: usize,
}
