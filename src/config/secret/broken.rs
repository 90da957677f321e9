//! A `site.yaml` that is no YAML.
//!
//! Comes in: its text. Goes out: the same, masked from `publish:` on, and the numbers of those lines. Always holds:
//! nothing can be known of the parts of such a text. So only lines that begin with another setting end what is masked,
//! and only where no bracket or quote before them is open.

use std::collections::BTreeSet;

use super::{MASK, PUBLISH, word};

/// The masked text, and the lines that are masked.
pub(super) fn mask(text: &str) -> (String, BTreeSet<u32>) {
    let mut masked = String::with_capacity(text.len());
    let mut lines = BTreeSet::new();
    // A text in brackets, or one that is indented as a whole, begins with no setting.
    let mut is_inside = true;
    let mut open = Open::default();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if !open.is_any()
            && let Some(setting) = setting(line)
        {
            (is_inside, open) = (setting == PUBLISH, Open::default());
        }
        // In one line with others it may stand anywhere.
        is_inside |= line.to_lowercase().contains(PUBLISH) || is_loose(line) || is_of_target(line);
        if !is_inside || line.trim().is_empty() || line.trim_end() == "---" {
            masked.push_str(line);
            continue;
        }
        lines.insert(number);
        open.read(line);
        push_masked(&mut masked, line);
    }
    (masked, lines)
}

/// The setting with which a line begins.
fn setting(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    word::is_setting(key).then_some(key)
}

/// Whether a line that is not indented is neither a setting nor a comment, and so may be anything.
fn is_loose(line: &str) -> bool {
    !line.starts_with([' ', '\t', '\r', '\n', '#', '-']) && setting(line).is_none()
}

/// Whether a line has a key that only targets have, one of a credential, or an address with a user.
fn is_of_target(line: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || ['_', '-'].contains(&c);
    let keys = line.match_indices([':', '=']).map(|(at, _)| {
        let before = line[..at].trim_end_matches([' ', '"', '\'']);
        before.rsplit(|c| !is_sign(c)).next().unwrap_or_default()
    });
    let has_key = keys.into_iter().any(|key| key == "kind" || word::is_secret_key(key));
    has_key || (line.contains("://") && line.contains('@'))
}

/// What is open at the end of a line.
#[derive(Default)]
struct Open {
    n_brackets: usize,
    has_quote: bool,
}

impl Open {
    fn is_any(&self) -> bool {
        self.n_brackets > 0 || self.has_quote
    }

    fn read(&mut self, line: &str) {
        for sign in line.chars() {
            match sign {
                '{' | '[' => self.n_brackets += 1,
                '}' | ']' => self.n_brackets = self.n_brackets.saturating_sub(1),
                '"' | '\'' => self.has_quote = !self.has_quote,
                _ => {}
            }
        }
    }
}

/// Adds a line of which the signs of YAML and the keys of targets can be read.
fn push_masked(masked: &mut String, line: &str) {
    let mut rest = line;
    while let Some(sign) = rest.chars().next() {
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length.max(sign.len_utf8()));
        let is_key = length > 0 && behind.starts_with(": ") || behind.trim_end() == ":";
        let is_shown = if length > 0 {
            is_key && (word == PUBLISH || word::is_key(word))
        } else {
            sign.is_whitespace() || "{}[],:-".contains(sign)
        };
        if is_shown {
            masked.push_str(word);
        } else {
            masked.extend(word.chars().map(|_| MASK));
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(mask(text).0, expect.replace('*', &MASK.to_string()));
    }

    #[test]
    fn other_settings_stay_as_they_are() {
        check("title: \"A: b\nbase_url: c\n", "title: \"A: b\nbase_url: c\n");
        check("publish: x\nbase_url: c\n", "publish: *\nbase_url: c\n");
    }

    #[test]
    fn nothing_of_a_target_can_be_read() {
        check("publish:\n  live: {path: a, pass:b}\n", "publish:\n  ****: {path: *, ****:*}\n");
        check("publish: {\ntitle: pw\n", "publish: {\n*****: **\n");
        check("{title: T, publish: {a: b:\n", "{*****: *, publish: {*: *:\n");
        check(" title: T\n publish: p\n", " *****: *\n publish: *\n");
        check(
            "base_url: c\n#ublish:\n a:\n  token : pw\n",
            "base_url: c\n#ublish:\n a:\n  ***** : **\n",
        );
        check("\"p\\x75blish\": p\n", "************: *\n");
    }
}
