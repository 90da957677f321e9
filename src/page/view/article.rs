//! Views of the article page (`article.html`).

use serde::Serialize;

use super::{ActorChip, Date, Link, PageFrame, SiteFrame};

/// Everything that `article.html` shows.
#[derive(Debug, Serialize)]
pub struct ArticlePage<'a> {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Headline, plain text.
    pub title: &'a str,
    /// Day and time of publication.
    pub date: Option<Date>,
    /// Day of the last change.
    pub updated: Option<Date>,
    /// Names of the writers.
    pub authors: &'a [String],
    /// `low`, `moderate` or `high`, as the writer judged it.
    pub confidence: Option<&'a str>,
    /// `draft` or `embargoed` in a preview of unpublished work, else none.
    pub unpublished: Option<&'static str>,
    /// Lede with linked names.
    pub lede_html: String,
    /// Links from the lede back to the takeaways that it bears.
    pub lede_marks_html: String,
    /// Key takeaways, in order.
    pub takeaways: Vec<Takeaway>,
    /// True when the takeaways were extracted by the program and not written by the writer.
    pub extracted: bool,
    /// Topics set by the writer.
    pub topics: Vec<Link>,
    /// Place in a story.
    pub story: Option<StoryPosition>,
    /// Who is in it: all actors with a mention, `about` first, then by number of mentions.
    pub actors: Vec<ActorChip>,
    /// Table of contents; empty for an article with fewer than two headings.
    pub contents: Vec<ContentsEntry>,
    /// Lead picture.
    pub image: Option<String>,
    /// Body with linked names.
    pub body: ArticleBody,
    /// Sources, in the writer's order.
    pub sources: Vec<Source>,
    /// Corrections, newest first.
    pub corrections: Vec<Correction>,
    /// Related articles, nearest first, at most five.
    pub related: Vec<RelatedArticle>,
    /// Reading time in minutes, at 230 words a minute, at least one.
    pub minutes: usize,
}

/// The body of an article.
#[derive(Debug, Serialize)]
pub struct ArticleBody {
    /// Finished markup: headings `h2` to `h6` with ids, paragraphs with ids, tables in
    /// `div.table-scroll`, code with highlighting classes, footnotes at the end, and `a.bears`
    /// without text, which lead from a paragraph back to the takeaways that it bears.
    pub html: String,
}

/// One key takeaway.
#[derive(Debug, Serialize)]
pub struct Takeaway {
    /// Id of its element, which the marks of `lede_marks_html` and of the body lead to.
    pub id: String,
    /// Text with linked names.
    pub html: String,
    /// Fragment (`#p-…`) of the paragraph that bears it; none if the text has too little of it.
    pub evidence: Option<String>,
}

/// Where an article stands in its story.
#[derive(Debug, Serialize)]
pub struct StoryPosition {
    /// Name of the story.
    pub title: String,
    /// Address of the story.
    pub url: String,
    /// `open`, `watching` or `closed`.
    pub status: &'static str,
    /// Place in the story, from 1.
    pub position: usize,
    /// Number of articles in the story.
    pub count: usize,
    /// The article before.
    pub previous: Option<Link>,
    /// The article after.
    pub next: Option<Link>,
}

/// One line of the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// Heading, plain text.
    pub title: String,
    /// Fragment with its `#`.
    pub url: String,
    /// Headings below it.
    pub children: Vec<ContentsEntry>,
}

/// A source of an article.
#[derive(Debug, Serialize)]
pub struct Source {
    /// What the source is.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Address of the dossier of the publisher, where it is an actor.
    pub publisher_url: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Grade of reliability (Admiralty code such as `B2`).
    pub grade: Option<String>,
    /// What the grade means, in words.
    pub grade_label: Option<String>,
}

/// A correction of an article.
#[derive(Debug, Serialize)]
pub struct Correction {
    /// Day of the correction.
    pub date: Option<Date>,
    /// What was corrected.
    pub text: String,
}

/// An article that shares actors with this one.
#[derive(Debug, Serialize)]
pub struct RelatedArticle {
    /// Headline.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Names of the shared actors that weigh most, at most three.
    pub shared: Vec<String>,
}
