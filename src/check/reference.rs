//! The references of one element of a page.
//!
//! Comes in: the name of a tag, and its attributes. Goes out: what the element refers to, and what becomes
//! of it. Always holds: attributes are read by the rules that browsers have for them.

/// A reference to another document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// What is written.
    pub(super) target: String,
    /// What becomes of it.
    pub(super) role: Role,
}

/// What becomes of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A reader may follow it.
    Link,
    /// The browser gets it in order to show the page.
    Part,
    /// It tells machines of another address (`canonical`, `og:image`), or where a form is sent.
    Statement,
}

/// All that an element refers to.
pub(super) fn of_element<'a>(
    tag: &str,
    get: impl Fn(&str) -> Option<&'a str>,
) -> impl Iterator<Item = Reference> {
    let part = |name: &str| get(name).map(|target| (target, Role::Part));
    let (mut found, mut candidates) = ([None, None], None);
    match tag {
        "a" | "area" => found[0] = get("href").map(|target| (target, Role::Link)),
        "img" | "source" => {
            found[0] = part("src");
            candidates = get("srcset");
        }
        "link" => {
            let role = role_of(&get("rel").unwrap_or_default().to_ascii_lowercase());
            found[0] = get("href").map(|target| (target, role));
            candidates = get("imagesrcset");
        }
        "script" | "iframe" | "audio" | "embed" | "track" => found[0] = part("src"),
        "video" => found = [part("src"), part("poster")],
        "object" => found[0] = part("data"),
        // Parts of drawings.
        "use" | "image" | "feimage" => found[0] = part("href").or_else(|| part("xlink:href")),
        "input" if is(get("type"), "image") => found[0] = part("src"),
        // What is posted goes to a program, which is no page of the site.
        "form" if get("method").is_none() || is(get("method"), "get") => {
            found[0] = get("action").map(|target| (target, Role::Statement));
        }
        "meta" => {
            let name = get("property").or_else(|| get("name")).unwrap_or_default();
            let is_statement = matches!(name, "og:image" | "og:url" | "twitter:image");
            let stated = get("content").filter(|_| is_statement);
            let refresh = get("content").filter(|_| is(get("http-equiv"), "refresh"));
            let next = refresh.and_then(Refresh::read).map(|refresh| refresh.target);
            found = [
                stated.map(|target| (target, Role::Statement)),
                next.map(|target| (target, Role::Link)),
            ];
        }
        _ => {}
    }
    let candidates = self::candidates(candidates.unwrap_or_default());
    let found = found.into_iter().flatten();
    found
        .chain(candidates.map(|target| (target, Role::Part)))
        .map(|(target, role)| Reference { target: target.to_owned(), role })
}

/// Whether an attribute has a value, in whichever case.
pub(super) fn is(value: Option<&str>, expected: &str) -> bool {
    value.is_some_and(|value| value.eq_ignore_ascii_case(expected))
}

/// What a `link` of a relation is for.
fn role_of(relation: &str) -> Role {
    const PARTS: &[&str] = &[
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "preconnect",
        "dns-prefetch",
        "manifest",
        "apple-touch-icon",
        "mask-icon",
    ];
    let is_part = relation.split_ascii_whitespace().any(|own| PARTS.contains(&own));
    if is_part { Role::Part } else { Role::Statement }
}

/// Where a page sends its readers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refresh<'a> {
    /// What is written.
    pub(super) target: &'a str,
    /// Whether nobody has the time to read the page before.
    pub(super) is_at_once: bool,
}

impl<'a> Refresh<'a> {
    /// Reads `0; url=/about/`, by the rules of the HTML standard for a refresh. A page that is only loaded
    /// again after a while has no target.
    pub(super) fn read(content: &'a str) -> Option<Self> {
        let content = content.trim_ascii();
        let time_end = content.find(|c: char| !c.is_ascii_digit()).unwrap_or(content.len());
        let (seconds, rest) = content.split_at(time_end);
        let is_at_once = seconds.parse::<u32>().is_ok_and(|seconds| seconds <= LONGEST_AT_ONCE);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_ascii();
        let rest = rest.strip_prefix([';', ',']).unwrap_or(rest).trim_ascii_start();
        let named = rest.split_at_checked(3).filter(|(key, _)| key.eq_ignore_ascii_case("url"));
        let named = named.and_then(|(_, rest)| rest.trim_ascii_start().strip_prefix('='));
        let target = named.unwrap_or(rest).trim_ascii_start();
        let quoted = ['"', '\''].into_iter().find_map(|sign| {
            let inner = target.strip_prefix(sign)?;
            Some(inner.split(sign).next().unwrap_or(inner))
        });
        let target = quoted.unwrap_or(target).trim_ascii();
        (!target.is_empty()).then_some(Self { target, is_at_once })
    }
}

/// A page that is left after so many seconds is not meant to be read.
const LONGEST_AT_ONCE: u32 = 5;

/// The addresses of a `srcset`, by the rules of the HTML standard: a comma within an address or within
/// brackets parts nothing.
fn candidates(written: &str) -> impl Iterator<Item = &str> {
    let mut rest = written;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, behind) = rest.split_at(end);
        if address.is_empty() {
            return None;
        }
        let bare = address.trim_end_matches(',');
        rest = if bare.len() < address.len() { behind } else { behind_descriptors(behind) };
        Some(bare)
    })
}

/// What stands behind the comma that ends the widths and densities of an address.
fn behind_descriptors(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.find(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    end.map_or("", |end| &text[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_a_srcset_are_parted_as_a_browser_parts_them() {
        let check = |written: &str, expected: &[&str]| {
            assert_eq!(candidates(written).collect::<Vec<_>>(), expected, "{written}");
        };
        check("a.png 1x, b.png 2x", &["a.png", "b.png"]);
        check("a.png 480w,\n   b.png 800w", &["a.png", "b.png"]);
        check("a.png,b.png 2x", &["a.png,b.png"]);
        check("a.png, b.png", &["a.png", "b.png"]);
        check("data:image/png;base64,AA== 1x,b.png 2x", &["data:image/png;base64,AA==", "b.png"]);
        check("a.png calc(1x, 2x), b.png", &["a.png", "b.png"]);
        check(" , ", &[]);
    }

    #[test]
    fn a_page_sends_its_readers_on_only_where_a_target_is_written() {
        let check = |content: &str, expected: Option<(&str, bool)>| {
            let read = Refresh::read(content);
            let read = read.map(|refresh| (refresh.target, refresh.is_at_once));
            assert_eq!(read, expected, "{content}");
        };
        check("0; url=/about/", Some(("/about/", true)));
        check("0;URL='/about/'", Some(("/about/", true)));
        check("0; Url = \"/about/\" ", Some(("/about/", true)));
        check("0 /about/", Some(("/about/", true)));
        check("300; url=/about/", Some(("/about/", false)));
        check("300", None);
        check("0.5;", None);
        check("", None);
    }

    #[test]
    fn what_an_element_refers_to_depends_on_its_attributes() {
        let check = |tag: &str, attributes: &[(&str, &'static str)], expected: &[(&str, Role)]| {
            let get = |name: &str| attributes.iter().find(|own| own.0 == name).map(|own| own.1);
            let found: Vec<_> = of_element(tag, get).map(|own| (own.target, own.role)).collect();
            let expected: Vec<_> = expected.iter().map(|own| (own.0.to_owned(), own.1)).collect();
            assert_eq!(found, expected, "{tag} {attributes:?}");
        };
        let outside = "https://cdn.example.net";
        check("link", &[("rel", "Preconnect"), ("href", outside)], &[(outside, Role::Part)]);
        check("link", &[("rel", "canonical"), ("href", outside)], &[(outside, Role::Statement)]);
        check("use", &[("xlink:href", "a.svg#b")], &[("a.svg#b", Role::Part)]);
        check("input", &[("type", "IMAGE"), ("src", "a.png")], &[("a.png", Role::Part)]);
        check("input", &[("type", "text"), ("src", "a.png")], &[]);
        check("form", &[("action", "/find/")], &[("/find/", Role::Statement)]);
        check("form", &[("action", "/api"), ("method", "POST")], &[]);
    }
}
