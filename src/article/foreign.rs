//! The keys of other generators' front matter, and what they mean here.
//!
//! Comes in: a key. Goes out: the field of an article that it fills, and its rank among the keys of that field; or what
//! a writer is to put in its place. Always holds: case and the signs between words make no difference.

/// What a key fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Date,
    /// A day, or whether it is to be published.
    Published,
    Created,
    Updated,
    Embargo,
    /// True where it is not to be published.
    Draft,
    /// False where it is not to be published.
    Publish,
    Status,
    Slug,
    Lede,
    Takeaways,
    Topics,
    /// Topics, authors and more, by the name of the taxonomy.
    Taxonomies,
    Authors,
    Lang,
    Image,
    Aliases,
    Address,
    Source,
    /// More keys below it.
    Nested,
    /// What parts the excerpt from the rest; the body has it.
    Separator,
    /// No field is filled: the reason is told.
    Nothing(&'static str),
}

/// The field of a key, and the rank of the key: of two keys for one field the lower rank wins.
pub(crate) fn field(key: &str) -> (Field, usize) {
    known(key).unwrap_or((Field::Nothing("not a key of an article"), KEYS.len() * 100))
}

fn known(key: &str) -> Option<(Field, usize)> {
    let plain: String =
        key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    KEYS.iter().zip(0..).find_map(|((names, field), rank)| {
        let place = names.iter().position(|name| *name == plain)?;
        Some((*field, rank * 100 + place))
    })
}

/// What to do about a key of another generator in the front matter of an article.
pub(super) fn hint(key: &str) -> Option<String> {
    let instead = match known(key)?.0 {
        Field::Title => "title",
        Field::Date | Field::Published | Field::Created => "date",
        Field::Updated => "updated",
        Field::Embargo => "embargo",
        Field::Draft | Field::Publish | Field::Status => {
            return Some(
                "write `status: draft` for an article that is not to be published yet".to_owned(),
            );
        }
        Field::Slug | Field::Address => "slug",
        Field::Lede => "lede",
        Field::Takeaways => "takeaways",
        Field::Topics | Field::Taxonomies => "topics",
        Field::Authors => "authors",
        Field::Lang => "lang",
        Field::Image => "image",
        Field::Aliases => "aliases",
        Field::Source => "sources",
        Field::Nested => "extra",
        Field::Separator => return None,
        Field::Nothing(reason) => {
            return Some(format!("leave it out, or put it under `extra`: {reason}"));
        }
    };
    Some(format!("did you mean `{instead}`?"))
}

const LOOKS: Field = Field::Nothing("the theme of the site decides how an article looks");
const ORDER: Field = Field::Nothing("articles are in the order of their dates");

/// Keys without signs between their words, in the order in which they are placed.
#[rustfmt::skip]
const KEYS: &[(&[&str], Field)] = &[
    (&["title", "headline"], Field::Title),
    (&["date", "datepublished"], Field::Date),
    (&["embargo"], Field::Embargo),
    (&["published", "publishdate", "pubdate", "publishedat", "publicationdate"], Field::Published),
    (&["created", "createdat", "datecreated", "ctime"], Field::Created),
    (&["updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "lastupdated", "datemodified", "dateupdated",
       "updatedat", "mtime"], Field::Updated),
    (&["draft", "isdraft", "private"], Field::Draft),
    (&["publish"], Field::Publish),
    (&["status"], Field::Status),
    (&["slug"], Field::Slug),
    (&["lede", "lead", "standfirst", "summary", "excerpt", "description", "abstract"], Field::Lede),
    (&["takeaways", "keytakeaways", "keypoints", "highlights"], Field::Takeaways),
    (&["topics", "topic", "categories", "category", "tags", "tag", "keywords", "subjects"], Field::Topics),
    (&["taxonomies"], Field::Taxonomies),
    (&["authors", "author", "byline", "by", "creator"], Field::Authors),
    (&["lang", "language", "locale"], Field::Lang),
    (&["image", "cover", "featuredimage", "featureimage", "coverimage", "header", "hero", "banner", "thumbnail", "ogimage",
       "images", "teaser"], Field::Image),
    (&["aliases", "alias", "redirectfrom", "redirects", "oldurl", "oldurls"], Field::Aliases),
    (&["url", "permalink", "path"], Field::Address),
    (&["source", "canonicalurl", "canonical", "originalurl", "externalurl"], Field::Source),
    (&["extra", "params"], Field::Nested),
    (&["excerptseparator"], Field::Separator),
    (&["layout", "type", "template", "toc", "showtoc", "tocopen", "cssclass", "cssclasses", "classes", "theme", "mathjax",
       "math", "katex", "comments", "markup", "outputs"], LOOKS),
    (&["weight", "order", "navorder", "pin", "pinned", "sticky", "featured"], ORDER),
    (&["expirydate", "expires", "unpublishdate"], Field::Nothing("an article does not expire")),
    (&["series", "story"], Field::Nothing("a story is a file of its own, named by `story`")),
];
