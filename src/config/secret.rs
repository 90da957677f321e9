//! Secrets that were written into `site.yaml`.
//!
//! Comes in: the text of `site.yaml`. Goes out: the same text with every secret under `publish:` made
//! unreadable, and the lines that had one. Always holds: what is masked here cannot reach a message, since all that is
//! read of the settings and all excerpts come from the masked text; what is in doubt is masked.

use std::borrow::Cow;
use std::ops::Range;

/// Words with which a key ends (`secret_access_key`, `github-token`, `apiKey`) whose value is a credential;
/// without what joins their parts.
const SECRET_KEYS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "secretkey",
    "accesskey",
    "accesskeyid",
    "token",
    "apikey",
    "privatekey",
    "auth",
    "authorization",
];

/// How tokens begin that are written in the place of a user.
const TOKENS: &[&str] =
    &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glcbt-", "ATCTT"];

/// A user whose name is this long, with a digit in it, is taken for a token.
const TOKEN_LENGTH: usize = 32;

/// What stands in the place of each sign of a secret. It means nothing in YAML.
const MASK: char = '•';

/// The text without its secrets, and the numbers (from 1) of the lines that had one.
pub(super) fn mask(text: &str) -> (Cow<'_, str>, Vec<u32>) {
    let mut lines = Vec::new();
    let mut masked = String::new();
    let mut is_inside = false;
    // How far a key is indented whose secret goes on in the lines below.
    let mut above: Option<usize> = None;
    for (line_idx, line) in text.split_inclusive('\n').enumerate() {
        if line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '\'') {
            is_inside = line.trim_start_matches(['"', '\'']).starts_with("publish");
        }
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        above = above.filter(|above| is_inside && (content.is_empty() || indent > *above));
        let harmless = if !is_inside || content.is_empty() {
            None
        } else if above.is_some() {
            Some(line.replace(content, &stars(content)))
        } else {
            let (harmless, key_indent) = without_secrets(line);
            above = key_indent;
            (harmless != line).then_some(harmless)
        };
        if harmless.is_some() {
            lines.push(u32::try_from(line_idx + 1).unwrap_or(u32::MAX));
        }
        masked.push_str(harmless.as_deref().unwrap_or(line));
    }
    if lines.is_empty() { (Cow::Borrowed(text), lines) } else { (Cow::Owned(masked), lines) }
}

fn stars(secret: &str) -> String {
    secret.chars().map(|_| MASK).collect()
}

/// The line with its secrets masked, and how far the key is indented whose value may go on below.
fn without_secrets(line: &str) -> (String, Option<usize>) {
    let mut harmless = line.to_owned();
    let mut key_indent = None;
    // A mapping in braces may have several.
    loop {
        let value = secret_value(&harmless, &mut key_indent);
        let Some(secret) = value.or_else(|| secret_in_address(&harmless)) else { break };
        let mask = stars(&harmless[secret.clone()]);
        harmless.replace_range(secret, &mask);
    }
    (harmless, key_indent)
}

/// Where the value of a key stands that is a secret and not masked yet. The key's indentation is noted where
/// it is not inside of braces.
fn secret_value(line: &str, key_indent: &mut Option<usize>) -> Option<Range<usize>> {
    line.match_indices(':').find_map(|(at, _)| {
        let before = line[..at].trim_end_matches(['"', '\'']);
        let key_start = before.rfind([' ', '{', ',', '"', '\'']).map_or(0, |at| at + 1);
        let key = before[key_start..].to_lowercase().replace(['-', '_'], "");
        let opening = before[..key_start].trim_end_matches([' ', '"', '\'']);
        let is_key = opening.is_empty() || opening.ends_with(['{', ',', '-']);
        if !is_key || !SECRET_KEYS.iter().any(|word| key.ends_with(word)) {
            return None;
        }
        let is_flow = line[..at].contains('{');
        if !is_flow {
            *key_indent = Some(key_start);
        }
        let after = &line[at + 1..];
        let start = at + 1 + (after.len() - after.trim_start().len());
        let end = start + value_length(&line[start..], is_flow);
        unmasked(line, start..end)
    })
}

/// The length of the value with which a text begins.
fn value_length(text: &str, is_flow: bool) -> usize {
    let quote = text.chars().next().filter(|sign| ['"', '\''].contains(sign));
    if let Some(quote) = quote {
        let mut is_escaped = false;
        for (at, sign) in text.char_indices().skip(1) {
            if sign == quote && !is_escaped {
                return at + 1;
            }
            is_escaped = sign == '\\' && quote == '"' && !is_escaped;
        }
    }
    let end = match is_flow && quote.is_none() {
        true => text.find([',', '}']).unwrap_or(text.len()),
        false => text.len(),
    };
    text[..end].trim_end().len()
}

/// Where a password, or a token in the place of a user, stands in an address of a line and is not masked yet.
fn secret_in_address(line: &str) -> Option<Range<usize>> {
    line.match_indices("://").find_map(|(at, sign)| {
        let start = at + sign.len();
        let ends = ['/', ' ', '"', '\'', '\n', '\r'];
        let end = line[start..].find(ends).map_or(line.len(), |length| start + length);
        let user_end = start + line[start..end].rfind('@')?;
        let colon = line[start..user_end].find(':').map(|length| start + length);
        let user = start..colon.unwrap_or(user_end);
        let password = colon.and_then(|colon| unmasked(line, colon + 1..user_end));
        password.or_else(|| unmasked(line, user).filter(|user| is_token(&line[user.clone()])))
    })
}

fn is_token(user: &str) -> bool {
    let is_long = user.len() >= TOKEN_LENGTH && user.contains(|c: char| c.is_ascii_digit());
    is_long || TOKENS.iter().any(|beginning| user.starts_with(beginning))
}

/// The range, unless there is nothing in it or all of it is masked.
fn unmasked(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    line[range.clone()].chars().any(|sign| sign != MASK).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &str) {
        let text = format!("publish:\n{line}");
        let expect = format!("publish:\n{expect}").replace('*', &MASK.to_string());
        let (masked, lines) = mask(&text);
        assert_eq!(masked, expect);
        assert_eq!(!lines.is_empty(), text != expect);
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
    fn keys_are_known_with_what_stands_before_them_and_in_any_spelling() {
        check("  github_token: abc\n", "  github_token: ***\n");
        check("  aws-secret-access-key: abc", "  aws-secret-access-key: ***");
        check("  secretAccessKey: abc", "  secretAccessKey: ***");
        check("  pwd: abc", "  pwd: ***");
    }

    #[test]
    fn no_part_of_a_secret_stays() {
        check("  password: \"x,y}z\"", "  password: *******");
        check("  password: x,y}z # old", "  password: ***********");
        check("  a: {password: 'x, y', bucket: b}", "  a: {password: ******, bucket: b}");
        check("  a: {password: \"x\\\"y\", bucket: b}", "  a: {password: ******, bucket: b}");
    }

    #[test]
    fn an_address_behind_another_one_is_looked_at() {
        check(
            "  a: {url: \"https://x.org/\", remote: \"https://me:pw@host/x.git\"}",
            "  a: {url: \"https://x.org/\", remote: \"https://me:**@host/x.git\"}",
        );
    }

    #[test]
    fn a_token_in_the_place_of_a_user_is_masked() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        let stars = "*".repeat(token.len());
        check(
            &format!("  remote: https://{token}@host/x"),
            &format!("  remote: https://{stars}@host/x"),
        );
        check("  remote: https://glpat-abc@host/x", "  remote: https://*********@host/x");
    }

    #[test]
    fn a_secret_on_the_line_below_its_key_is_masked() {
        check(
            "  a:\n    token:\n      abc\n    kind: s3\n",
            "  a:\n    token:\n      ***\n    kind: s3\n",
        );
        check(
            "  a:\n    token: >-\n      abc\n\n      def\n    kind: s3\n",
            "  a:\n    token: **\n      ***\n\n      ***\n    kind: s3\n",
        );
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        check("  path: of a token: none", "  path: of a token: none");
        check("  # token: none", "  # token: none");
        check("  url: https://example.org/", "  url: https://example.org/");
        check("title: x\ntoken: y", "title: x\ntoken: y");
    }
}
