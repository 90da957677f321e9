//! Secrets that were written into `site.yaml`.
//!
//! Comes in: the text of `site.yaml`. Goes out: the same text with every secret under `publish:` made
//! unreadable, and the lines that had one. Always holds: what is masked here cannot reach a message, since all that is
//! read of the settings and all excerpts come from the masked text.

use std::borrow::Cow;

/// Words in the last part of a key (`secret_access_key`, `api-token`) whose value is a credential.
const SECRET_KEYS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_key",
    "secret_access_key",
    "access_key",
    "access_key_id",
    "token",
    "api_key",
    "private_key",
    "auth",
    "authorization",
    "session_token",
];

/// What stands in the place of each sign of a secret.
const MASK: &str = "*";

/// The text without its secrets, and the numbers (from 1) of the lines that had one.
pub(super) fn mask(text: &str) -> (Cow<'_, str>, Vec<u32>) {
    let mut lines = Vec::new();
    let mut masked = String::new();
    let mut is_inside = false;
    for (line_idx, line) in text.split_inclusive('\n').enumerate() {
        if line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '\'') {
            is_inside = line.trim_start_matches(['"', '\'']).starts_with("publish");
        }
        match without_secret(line).filter(|_| is_inside) {
            Some(harmless) => {
                lines.push(u32::try_from(line_idx + 1).unwrap_or(u32::MAX));
                masked.push_str(&harmless);
            }
            None => masked.push_str(line),
        }
    }
    if lines.is_empty() { (Cow::Borrowed(text), lines) } else { (Cow::Owned(masked), lines) }
}

/// The line with its secret masked; none if it has no secret.
fn without_secret(line: &str) -> Option<String> {
    let mut masked = line.to_owned();
    // A mapping in braces may have several.
    let mut from = 0;
    while let Some((start, end)) = secret_in(&masked, from) {
        let mask = MASK.repeat(masked[start..end].chars().count());
        masked.replace_range(start..end, &mask);
        from = start + mask.len();
    }
    (from > 0).then_some(masked)
}

/// Where a secret stands in a line, after the byte `from`.
fn secret_in(line: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &line[from..];
    let value = rest.match_indices(':').find_map(|(at, _)| {
        let before = rest[..at].trim_end_matches(['"', '\'']);
        let key_start = before.rfind([' ', '{', ',', '"', '\'']).map_or(0, |at| at + 1);
        let key = before[key_start..].to_lowercase().replace('-', "_");
        let opening = before[..key_start].trim_end_matches([' ', '"', '\'']);
        let is_key = opening.is_empty() || opening.ends_with(['{', ',', '-']);
        if !is_key || !SECRET_KEYS.contains(&key.as_str()) {
            return None;
        }
        let after = &rest[at + 1..];
        let start = at + 1 + (after.len() - after.trim_start().len());
        let end = start + rest[start..].find([',', '}', '\n', '\r']).unwrap_or(rest.len() - start);
        let is_masked = rest[start..end].chars().all(|c| c == '*');
        (start < end && !is_masked).then_some((start, end))
    });
    let password = || {
        let at = rest.find("://")? + 3;
        let host_end = rest[at..].find(['/', ' ', '"', '\'', '\n']).map_or(rest.len(), |n| at + n);
        let sign = at + rest[at..host_end].rfind('@')?;
        let colon = at + rest[at..sign].find(':')?;
        let is_masked = rest[colon + 1..sign].chars().all(|c| c == '*');
        (!is_masked).then_some((colon + 1, sign))
    };
    value.or_else(password).map(|(start, end)| (from + start, from + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &str) {
        let (text, expect) = (format!("publish:\n{line}"), format!("publish:\n{expect}"));
        let (masked, lines) = mask(&text);
        assert_eq!(masked, expect);
        assert_eq!(lines.len(), usize::from(text != expect));
    }

    #[test]
    fn values_of_secret_keys_are_masked() {
        check("  secret_access_key: abc\n", "  secret_access_key: ***\n");
        check("  password: \"x y\"", "  password: *****");
        check(" a: {kind: s3, token: abc, bucket: b}", " a: {kind: s3, token: ***, bucket: b}");
        check(" a: {access-key-id: ab, secret_key: cd}", " a: {access-key-id: **, secret_key: **}");
    }

    #[test]
    fn a_password_in_an_address_is_masked() {
        check("  remote: https://me:pw@host/x.git", "  remote: https://me:**@host/x.git");
        check("  remote: https://me@host/x.git", "  remote: https://me@host/x.git");
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        check("  path: of a token: none", "  path: of a token: none");
        check("  # token: none", "  # token: none");
        check("  url: https://example.org/", "  url: https://example.org/");
        check("title: x\ntoken: y", "title: x\ntoken: y");
    }
}
