//! Shortcodes of Hugo and Zola, tags and variables of Liquid: what stands in double braces or in `{% … %}`.
//!
//! Comes in: a text that begins with an opening sign. Goes out: `Tag`, with its name and arguments. Always holds:
//! a tag ends where its closing sign stands outside quotes, and never reaches over another opening sign.

/// The ways in which a tag is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `{{< figure >}}` or `{{% notice %}}` of Hugo.
    Shortcode,
    /// `{% include x %}` of Liquid, `{% quote() %}` of Zola.
    Block,
    /// `{{ page.title }}` of Liquid, `{{ youtube(id="…") }}` of Zola.
    Value,
}

/// One tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// All of it.
    pub(super) raw: &'a str,
    pub(super) style: Style,
    /// Empty for a value that begins with a quote.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) rest: &'a str,
    /// What it opens or closes.
    pub(super) role: Role,
}

/// What a tag is to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands alone, or opens something that a later tag closes.
    Opens,
    /// It closes the tag of its name; of any name where the name is empty.
    Closes,
    /// It is a text about a shortcode, which Hugo writes `{{</* … */>}}`.
    Quoted,
}

/// No tag has more bytes.
const MAX_BYTES: usize = 3000;

impl<'a> Tag<'a> {
    /// Reads the tag with which a text begins.
    pub(super) fn at(text: &'a str) -> Option<Self> {
        let (open, close, style) = SIGNS.iter().find(|(open, ..)| text.starts_with(open))?;
        let inside = &text[open.len()..];
        let end = end_of(inside, close)?;
        let raw = &text[..open.len() + end + close.len()];
        let mut inside = inside[..end].trim_matches('-').trim();
        let mut role = Role::Opens;
        match style {
            Style::Shortcode => {
                if let Some(quoted) = inside.strip_prefix("/*").and_then(|i| i.strip_suffix("*/")) {
                    (inside, role) = (quoted.trim(), Role::Quoted);
                } else if let Some(closed) = inside.strip_prefix('/') {
                    (inside, role) = (closed.trim(), Role::Closes);
                }
                inside = inside.trim_end_matches('/').trim_end();
            }
            Style::Block => {
                if let Some(closed) = inside.strip_prefix("end") {
                    (inside, role) = (closed, Role::Closes);
                }
            }
            Style::Value => {}
        }
        let is_name = |c: char| c.is_alphanumeric() || "_-./".contains(c);
        let (name, rest) = inside.split_at(inside.find(|c| !is_name(c)).unwrap_or(inside.len()));
        let name = if style == &Style::Value { name } else { name.trim_end_matches(".html") };
        Some(Self { raw, style: *style, name, rest: rest.trim(), role })
    }

    /// True for a call of Zola: `youtube(id="…")`.
    pub(super) fn is_call(&self) -> bool {
        self.rest.starts_with('(')
    }

    /// The argument of one of some names.
    pub(super) fn named(&self, names: &[&str]) -> Option<String> {
        let arguments = arguments(self.rest);
        let found = names.iter().find_map(|name| arguments.iter().find(|(key, _)| key == name));
        found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The argument at a place among those without a name.
    pub(super) fn positional(&self, at: usize) -> Option<String> {
        let mut values = arguments(self.rest).into_iter().filter(|(key, _)| key.is_empty());
        values.nth(at).map(|(_, value)| value).filter(|value| !value.is_empty())
    }
}

/// Opening and closing signs; longer ones stand before those with which they begin.
const SIGNS: [(&str, &str, Style); 4] = [
    ("{{<", ">}}", Style::Shortcode),
    ("{{%", "%}}", Style::Shortcode),
    ("{{", "}}", Style::Value),
    ("{%", "%}", Style::Block),
];

/// Where the closing sign stands. Quotes hide it, unless one of them is an apostrophe.
fn end_of(inside: &str, close: &str) -> Option<usize> {
    let limit = inside.floor_char_boundary(MAX_BYTES);
    let inside = &inside[..limit];
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if inside[at..].starts_with(close) => return Some(at),
            None if is_opening(&inside[at..]) => return None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None => {}
        }
    }
    let plain = inside.find(close)?;
    let is_clear = !inside[..plain].contains("{{") && !inside[..plain].contains("{%");
    is_clear.then_some(plain)
}

/// True where a text begins with the sign of a tag.
pub(super) fn is_opening(text: &str) -> bool {
    text.starts_with("{{") || text.starts_with("{%")
}

/// Arguments of all styles: `src="a" "b" c, id=d`. Those without a name have an empty one.
fn arguments(text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    let mut rest = text.trim_start_matches([' ', ',', '\n', '\t']);
    while !rest.is_empty() {
        let is_key = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let key_end = rest.find(|c| !is_key(c)).unwrap_or(rest.len());
        let behind = rest[key_end..].trim_start();
        let is_named = key_end > 0 && behind.starts_with('=');
        let key = if is_named { &rest[..key_end] } else { "" };
        let value = if is_named { behind[1..].trim_start() } else { rest };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let quoted = quote.and_then(|quote| value[1..].split_once(quote));
        rest = if let Some((inside, behind)) = quoted {
            found.push((key, inside.replace("\\\"", "\"")));
            behind
        } else {
            let end = value.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(value.len());
            found.push((key, value[..end].trim_matches(['"', '\'']).to_owned()));
            &value[end..]
        };
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_a_name_and_arguments() {
        let check = |text: &str, name: &str, arguments: &str| {
            let tag = Tag::at(text).unwrap();
            let seen = super::arguments(tag.rest);
            let seen: Vec<String> =
                seen.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!((tag.name, seen.join(" ").as_str()), (name, arguments), "{text}");
        };
        check("{{< figure src=\"a >}} b.png\" alt='x' >}}", "figure", "src=a >}} b.png alt=x");
        check("{{<youtube abc>}}", "youtube", "=abc");
        check("{{ youtube(id=\"abc\", autoplay=true) }}", "youtube", "id=abc autoplay=true");
        check("{%- include figure.html src=a.png -%}", "include", "=figure.html src=a.png");
        check("{{% notice info %}}", "notice", "=info");
        check("{{ page.title | don't }}", "page.title", "=| =don't");
        assert!(Tag::at("{{ a {{ b }}").is_none());
        assert!(Tag::at("{{ never closed").is_none());
    }
}
