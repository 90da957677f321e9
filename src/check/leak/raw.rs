//! What stands in a file of the project, told apart by who is to see it.
//!
//! Comes in: the text of a Markdown or YAML file. Goes out: its parts: front matter, body, and what is
//! never shown: comments, and all that stands under `extra:`. Always holds: parts lie in the text, in
//! order, and do not overlap.

use std::ops::Range;

use super::secret::Origin;

/// The parts of a file, in order.
pub(super) fn parts(text: &str) -> Vec<(Origin, Range<usize>)> {
    let mut parts = Parts { found: Vec::new() };
    let (front, body) = split(text);
    let mut in_extra = false;
    for line in lines(text, front) {
        let written = &text[line.clone()];
        if !written.starts_with([' ', '\t', '-', '#', '\n']) {
            in_extra = written.starts_with("extra:");
        }
        parts.add(if in_extra { Origin::Excluded } else { Origin::Front }, line);
    }
    let mut fence = None;
    let mut in_comment = false;
    for line in lines(text, body) {
        let written = text[line.clone()].trim_start();
        let sign = ["```", "~~~"].into_iter().find(|sign| written.starts_with(sign));
        match (sign, fence) {
            _ if in_comment => {}
            (Some(sign), None) => fence = Some(sign),
            (Some(sign), Some(open)) if sign == open => fence = None,
            _ => {}
        }
        if fence.is_some() {
            parts.add(Origin::Body, line);
        } else {
            in_comment = parts.add_commented(text, line, in_comment);
        }
    }
    parts.found
}

/// What of a text is one thing said: it goes on to an empty line, to the next key or item, and addresses
/// are left out, since those of one web site all begin alike.
pub(super) fn statements(text: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut start = 0;
    for line in lines(text, 0..text.len()) {
        let written = text[line.clone()].trim_start();
        let key = written.split_once(':').map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if written.is_empty() || is_key || written.starts_with("- ") {
            statements.push(&text[start..line.start]);
            start = line.start;
        }
    }
    statements.push(&text[start..]);
    statements.into_iter().flat_map(without_addresses).collect()
}

/// Where front matter ends and the body begins.
fn split(text: &str) -> (Range<usize>, Range<usize>) {
    let none = (0..0, 0..text.len());
    if !text.starts_with("---\n") {
        return none;
    }
    let ends = |line: &Range<usize>| matches!(text[line.clone()].trim_end(), "---" | "...");
    match lines(text, 4..text.len()).find(ends) {
        Some(end) => (4..end.start, end.end..text.len()),
        None => none,
    }
}

fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

fn without_addresses(text: &str) -> Vec<&str> {
    let mut kept = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let is_around = |c: char| c.is_whitespace() || "\"'()<>[]`,".contains(c);
        let start = rest[..at].rfind(is_around).map_or(0, |idx| idx + 1);
        let start = rest[..at].char_indices().map(|(idx, _)| idx).find(|idx| *idx >= start);
        let start = start.unwrap_or(at);
        let end = rest[at..].find(is_around).map_or(rest.len(), |idx| at + idx);
        kept.push(&rest[..start]);
        rest = &rest[end..];
    }
    kept.push(rest);
    kept
}

struct Parts {
    found: Vec<(Origin, Range<usize>)>,
}

impl Parts {
    fn add(&mut self, origin: Origin, range: Range<usize>) {
        match self.found.last_mut() {
            _ if range.is_empty() => {}
            Some((last, known)) if *last == origin && known.end == range.start => {
                known.end = range.end;
            }
            _ => self.found.push((origin, range)),
        }
    }

    /// Adds a line that may have comments; returns whether it ends inside one.
    fn add_commented(&mut self, text: &str, line: Range<usize>, mut in_comment: bool) -> bool {
        let mut at = line.start;
        while at < line.end {
            let rest = &text[at..line.end];
            let sign = if in_comment { "-->" } else { "<!--" };
            let found = rest.find(sign).map(|idx| at + idx);
            // `<!--` between backticks is text.
            let is_code = |to: usize| {
                text[line.start..to].bytes().filter(|byte| *byte == b'`').count() % 2 == 1
            };
            let found = found.filter(|to| in_comment || !is_code(*to));
            let origin = if in_comment { Origin::Excluded } else { Origin::Body };
            let end = found.map_or(line.end, |to| if in_comment { to + sign.len() } else { to });
            self.add(origin, at..end);
            in_comment ^= found.is_some();
            at = end;
        }
        in_comment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_extra_are_told_apart_from_what_is_shown() {
        let text = "---\ntitle: A\nextra:\n  note: B\ndate: 2025\n---\nC <!-- D\nE --> F\n\
                    ```\n<!-- G -->\n```\n`<!-- H -->`\n";
        let parts = parts(text);
        let of = |origin: Origin| {
            let own = parts.iter().filter(|(own, _)| *own == origin);
            own.map(|(_, range)| &text[range.clone()]).collect::<Vec<_>>()
        };
        assert_eq!(of(Origin::Front), ["title: A\n", "date: 2025\n"]);
        assert_eq!(of(Origin::Excluded), ["extra:\n  note: B\n", "<!-- D\nE -->"]);
        assert_eq!(of(Origin::Body), ["C ", " F\n```\n<!-- G -->\n```\n`<!-- H -->`\n"]);
    }

    #[test]
    fn statements_have_no_addresses() {
        let text = "title: One\nurl: \"https://example.org/a/b\" two\n- three [four](http://x.org/) five\n\nsix";
        assert_eq!(
            statements(text)
                .into_iter()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>(),
            ["title: One", "url: \"", "\" two", "- three [four](", ") five", "six"]
        );
    }
}
