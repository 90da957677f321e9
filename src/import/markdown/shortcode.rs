//! What a tag means in Markdown.
//!
//! Comes in: one tag. Goes out: what stands in its place. Always holds: a tag that has no plain meaning is hidden
//! in a comment at its place and not guessed; the tag itself is never lost.

use super::headline::Name;
use super::tag::{Role, Style, Tag};

/// What stands in the place of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Markdown, and what it was.
    Markdown(String, &'static str),
    /// The address of another article: its slug, and a fragment with its sign or nothing.
    Article(String, String),
    /// The title of the article itself.
    Title,
    /// Nothing: it says where the site lies.
    Root,
    /// A quotation or a call-out, if a later tag closes it: its kind (`NOTE`; none for a quotation), and what
    /// stands below it.
    Frame(Option<&'static str>, Option<String>),
    /// Nothing that is known.
    Unknown,
    /// Text that only looks like a tag.
    Literal,
}

/// The meaning of a tag that opens something or stands alone.
pub(super) fn meaning(tag: &Tag<'_>) -> Meaning {
    if tag.role == Role::Quoted {
        // A text about shortcodes: the marks that keep Hugo from reading it go.
        let shown = tag.raw.replacen("/*", "", 1).replacen("*/", "", 1);
        return Meaning::Markdown(format!("`{shown}`"), "a text about a shortcode");
    }
    let name = tag.name.to_lowercase().replace('-', "_");
    let known = match tag.style {
        Style::Value if !tag.is_call() => return value(tag),
        Style::Block if tag.name == "include" => return include(tag),
        _ => media(&name, tag).or_else(|| frame(&name, tag)),
    };
    match (name.as_str(), known) {
        (_, Some(known)) => known,
        ("ref" | "relref" | "post_url" | "link", None) => article(tag),
        _ => Meaning::Unknown,
    }
}

/// A variable of Liquid; `{{ x }}` alone is text in other generators.
fn value(tag: &Tag<'_>) -> Meaning {
    let (written, filters) = tag.rest.split_once('|').unwrap_or((tag.rest, ""));
    let is_address = filters.contains("relative_url") || filters.contains("absolute_url");
    match tag.name {
        "site.url" | "site.baseurl" | "site.github.url" => Meaning::Root,
        "page.title" if filters.is_empty() => Meaning::Title,
        "" if is_address => {
            let address = written.trim().trim_matches(['"', '\'']);
            let rooted = format!("/{}", address.trim_start_matches('/'));
            Meaning::Markdown(rooted, "an address")
        }
        name if !filters.is_empty() || name.starts_with("site.") || name.starts_with("page.") => {
            Meaning::Unknown
        }
        _ => Meaning::Literal,
    }
}

/// `{% include figure.html src="…" %}`, under the names that themes have for it.
fn include(tag: &Tag<'_>) -> Meaning {
    let file = tag.positional(0).unwrap_or_default();
    let stem = file.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    let name = stem.to_lowercase().replace('-', "_");
    media(&name, tag).unwrap_or(Meaning::Unknown)
}

/// Pictures, films, code and posts that stand elsewhere.
fn media(name: &str, tag: &Tag<'_>) -> Option<Meaning> {
    // The first argument of an include is its file.
    let skipped = usize::from(tag.name == "include");
    let first = |names: &[&str]| tag.named(names).or_else(|| tag.positional(skipped));
    let link = |text: &str, address: String, what| {
        Some(Meaning::Markdown(format!("[{text}]({address})"), what))
    };
    let id = || first(&["id", "video_id", "videoid", "v", "video"]).filter(|id| is_id(id));
    match name {
        "figure" | "image" | "img" | "picture" | "responsive_image" => figure(tag, skipped),
        "youtube" | "youtubeplayer" | "youtube_player" => {
            link("Video on YouTube", format!("https://www.youtube.com/watch?v={}", id()?), "a film")
        }
        "vimeo" => link("Video on Vimeo", format!("https://vimeo.com/{}", id()?), "a film"),
        "gist" => {
            let written = [tag.positional(skipped), tag.positional(skipped + 1)];
            let [user, id] = written;
            let user = tag.named(&["user"]).or(user).filter(|user| is_id(user))?;
            let id = tag.named(&["id"]).or(id).filter(|id| is_id(id));
            let path = id.map_or_else(|| user.clone(), |id| format!("{user}/{id}"));
            link(
                "Code on GitHub",
                format!("https://gist.github.com/{path}"),
                "code that stands elsewhere",
            )
        }
        "tweet" | "twitter" | "x" => {
            let id = tag
                .named(&["id"])
                .or_else(|| tag.positional(skipped + 1).or_else(|| tag.positional(skipped)));
            let id = id.filter(|id| id.bytes().all(|b| b.is_ascii_digit()))?;
            let user = tag.named(&["user"]).filter(|user| is_id(user));
            let user = user.unwrap_or_else(|| "i".to_owned());
            link(
                "Post on X",
                format!("https://x.com/{user}/status/{id}"),
                "a post that stands elsewhere",
            )
        }
        "instagram" => link(
            "Post on Instagram",
            format!("https://www.instagram.com/p/{}/", id()?),
            "a post that stands elsewhere",
        ),
        _ => None,
    }
}

/// True for what may stand in an address as it is.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-/".contains(&b))
}

fn figure(tag: &Tag<'_>, skipped: usize) -> Option<Meaning> {
    let source = tag.named(&["src", "url", "image_path", "path", "image", "file"]);
    let source = source.or_else(|| tag.positional(skipped))?;
    let caption = [tag.named(&["title"]), tag.named(&["caption"]), tag.named(&["attr", "credit"])];
    let caption: Vec<String> = caption.into_iter().flatten().collect();
    let caption = caption.join(". ");
    let alt = tag.named(&["alt"]);
    let is_odd = source.contains([' ', '(', ')', '<', '>']);
    let address = if is_odd { format!("<{}>", source.replace(['<', '>'], "")) } else { source };
    let alt = alt.unwrap_or_else(|| caption.clone()).replace(['[', ']'], "");
    let mut markdown = format!("![{alt}]({address})");
    if let Some(link) = tag.named(&["link", "href"]) {
        markdown = format!("[{markdown}]({link})");
    }
    if !caption.is_empty() && caption != alt {
        markdown.push_str("\n\n*");
        markdown.push_str(&caption.replace('*', ""));
        markdown.push('*');
    }
    Some(Meaning::Markdown(markdown, "a picture"))
}

/// Shortcodes of many themes that put a frame around a text.
fn frame(name: &str, tag: &Tag<'_>) -> Option<Meaning> {
    if matches!(name, "quote" | "blockquote" | "epigraph" | "pullquote") {
        let author = tag.named(&["author", "by", "source", "cite"]);
        return Some(Meaning::Frame(None, author.or_else(|| tag.positional(0))));
    }
    let is_general = matches!(name, "notice" | "callout" | "admonition" | "alert" | "hint" | "box");
    let kind = if is_general {
        tag.named(&["type", "kind", "icon", "color"]).or_else(|| tag.positional(0))
    } else {
        callout_kind(name).map(|_| name.to_owned())
    }?;
    let title = tag.named(&["title"]);
    Some(Meaning::Frame(Some(callout_kind(&kind).unwrap_or("NOTE")), title))
}

/// The call-out of this site for one of others.
pub(super) fn callout_kind(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "primary"
        | "secondary" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" | "question" | "help" | "faq" => "IMPORTANT",
        "warning" | "attention" | "warn" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "CAUTION",
        _ => return None,
    })
}

fn article(tag: &Tag<'_>) -> Meaning {
    let path = tag.named(&["path"]).or_else(|| tag.positional(0)).unwrap_or_default();
    article_of(&path).map_or(Meaning::Unknown, |(slug, fragment)| Meaning::Article(slug, fragment))
}

/// The slug of the article in a file, and the fragment of its address.
pub(super) fn article_of(path: &str) -> Option<(String, String)> {
    let path = path.strip_prefix("@/").unwrap_or(path);
    let (file, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
    let decoded = decoded.trim_end_matches('/');
    let is_named = decoded.ends_with(".md") || decoded.ends_with(".markdown");
    let name = if is_named { decoded.to_owned() } else { format!("{decoded}.md") };
    Some((Name::of(&name).any_slug()?, fragment.to_owned()))
}
