//! Secrets that were written into `site.yaml`.
//!
//! Comes in: the text of `site.yaml`. Goes out: the same text in which nothing under `publish:` can be read but what
//! is known to be harmless, and where a credential stands. Always holds: what is masked here cannot reach a message,
//! since all that is read of the settings and all excerpts come from the masked text. What is shown is listed, and not
//! what is masked: what is in doubt is masked, a text that is no YAML as a whole from its `publish:` on.

mod broken;
mod word;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::word::{Verdict, is_setting};
use super::config_path;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::yaml::{Broken, Role, Scalar, scalars};

/// A text without its secrets.
#[derive(Debug)]
pub(super) struct Masked<'a> {
    pub(super) text: Cow<'a, str>,
    /// What stands where it must not: lines from 1, in order.
    pub(super) found: BTreeSet<(u32, Finding)>,
    /// Where the text is no YAML, and the lines of which nothing can be said then.
    pub(super) broken: Option<(Broken, BTreeSet<u32>)>,
}

/// What stands where it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finding {
    /// A credential.
    Credential,
    /// Something else than the name of environment variables.
    NoVariable,
}

impl Finding {
    /// The complaint about it. `text` is masked.
    pub(super) fn diagnostic(self, text: &str, line: u32) -> Diagnostic {
        let (message, hint) = match self {
            Finding::Credential => (
                "a credential stands in the settings",
                "take it out, make a new one, and give that to `rapporteur publish` in its environment",
            ),
            Finding::NoVariable => (
                "`credentials` is not what the names of environment variables begin with",
                "write capitals, such as `R2` for `R2_ACCESS_KEY_ID`; what was a key until now is known",
            ),
        };
        let place = Place::line(&config_path(), text, line);
        Diagnostic::new(Code::WrittenSecret, place, message).hint(hint)
    }
}

/// What stands in the place of each sign of a secret. It means nothing in YAML.
const MASK: char = '•';

/// The text without its secrets.
pub(super) fn mask(text: &str) -> Masked<'_> {
    let scalars = match scalars(text) {
        Ok(scalars) => scalars,
        Err(broken) => {
            let (masked, lines) = broken::mask(text);
            let broken = Some((broken, lines));
            return Masked { text: Cow::Owned(masked), found: BTreeSet::new(), broken };
        }
    };
    let mut masked = String::with_capacity(text.len());
    let mut found = BTreeSet::new();
    let mut end = 0;
    let mut was_inside = false;
    for (scalar, verdict) in scalars.iter().zip(verdicts(&scalars)) {
        let is_inside = is_inside(scalar);
        let is_shown = verdict == Verdict::Shown;
        // What is said by nothing has no place of its own.
        let is_nothing = scalar.text.is_empty() && !matches!(scalar.role, Role::Alias(_));
        let start = scalar.range.start.max(end);
        let raw = &text[start..scalar.range.end.max(start)];
        let between = &text[end..start];
        let mut finding = match verdict {
            Verdict::Secret => Some(Finding::Credential),
            Verdict::NoVariable => Some(Finding::NoVariable),
            Verdict::Shown | Verdict::Hidden => None,
        };
        // Comments and names belong to what they stand beside.
        if !is_inside && !was_inside {
            masked.push_str(between);
        } else if push_signs(&mut masked, between, is_shown) {
            finding = finding.or(Some(Finding::Credential));
        }
        match (is_shown, is_nothing && is_inside) {
            (_, true) if push_signs(&mut masked, raw, false) => {
                finding = finding.or(Some(Finding::Credential));
            }
            (_, true) => {}
            (true, false) => masked.push_str(raw),
            (false, false) => push_masked(&mut masked, raw),
        }
        found.extend(finding.map(|finding| (line_of(text, start), finding)));
        (end, was_inside) = (start + raw.len(), is_inside);
    }
    let rest = &text[end..];
    if was_inside {
        push_signs(&mut masked, rest, false);
    } else {
        masked.push_str(rest);
    }
    let text = if masked == text { Cow::Borrowed(text) } else { Cow::Owned(masked) };
    Masked { text, found, broken: None }
}

/// What is to be done with each scalar.
fn verdicts(scalars: &[Scalar]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = scalars.iter().map(verdict).collect();
    for (scalar_idx, scalar) in scalars.iter().enumerate() {
        // An entry without a value may be a word that has lost its key.
        let is_lone = scalar.role == Role::Value
            && scalar.text.is_empty()
            && is_inside(scalar)
            && !scalar.path.last().is_some_and(|key| word::is_key(key));
        let key_idx = scalar_idx.checked_sub(1).filter(|&idx| scalars[idx].role == Role::Key);
        if let Some(key_idx) = key_idx.filter(|_| is_lone)
            && scalar.path.len() > 1
            && !word::is_secret_key(&scalars[key_idx].text)
        {
            verdicts[key_idx] = verdicts[key_idx].max(Verdict::Hidden);
        }
        // What is named is judged by where it is named, too.
        if let Role::Alias(named) = &scalar.role
            && is_inside(scalar)
        {
            for named_idx in named.clone().filter(|&idx| scalars[idx].role == Role::Value) {
                let named = &scalars[named_idx];
                let here = if is_inside(named) && named.path.len() > scalar.path.len() {
                    Verdict::Shown
                } else {
                    verdict(&Scalar { path: scalar.path.clone(), ..named.clone() })
                };
                verdicts[named_idx] = verdicts[named_idx].max(here);
            }
        }
    }
    verdicts
}

/// What is to be done with a scalar by where it stands.
fn verdict(scalar: &Scalar) -> Verdict {
    let Scalar { text, path, role, .. } = scalar;
    match (role, &path[..]) {
        (Role::Alias(_), _) => Verdict::Shown,
        _ if !is_inside(scalar) => Verdict::Shown,
        (Role::Key, _) => word::of_key(text),
        (Role::Value, [_, _, key]) => word::of_value(key, text),
        // No value has its place elsewhere.
        (Role::Value, path)
            if !text.is_empty() && path.iter().any(|it| word::is_secret_key(it)) =>
        {
            Verdict::Secret
        }
        (Role::Value, path) => match word::of_value(path.last().map_or("", |key| key), text) {
            Verdict::Shown if !text.is_empty() => Verdict::Hidden,
            verdict => verdict,
        },
    }
}

/// Whether a scalar is of `publish:`, or of what is no setting and so may be meant as it.
fn is_inside(scalar: &Scalar) -> bool {
    let own = (scalar.role == Role::Key).then_some(&scalar.text);
    let first = scalar.path.first().or(own);
    first.is_none_or(|key| key == PUBLISH || !is_setting(key))
}

/// The setting that has the targets.
const PUBLISH: &str = "publish";

/// Adds what stands between two scalars: signs of YAML stay, names of anchors and tags only before what is shown, and
/// of comments nothing. Returns whether a name was masked.
fn push_signs(masked: &mut String, text: &str, shows_names: bool) -> bool {
    let mut has_masked_name = false;
    let mut is_comment = false;
    let mut is_name = false;
    let mut is_header = false;
    for sign in text.chars() {
        is_comment &= sign != '\n';
        is_name &= !sign.is_whitespace();
        is_header &= !sign.is_whitespace();
        let is_shown = if is_comment {
            sign.is_whitespace()
        } else if is_name {
            shows_names
        } else {
            is_comment = sign == '#';
            is_name = ['&', '!'].contains(&sign);
            has_masked_name |= is_name && !shows_names;
            let is_size = is_header && (sign.is_ascii_digit() || sign == '+');
            is_header |= ['|', '>'].contains(&sign);
            let is_sign = sign.is_whitespace() || "{}[],:?-#|>\"'.".contains(sign);
            is_sign || is_size || (is_name && shows_names)
        };
        masked.push(if is_shown { sign } else { MASK });
    }
    has_masked_name
}

/// Adds as many masks as a secret has signs; its lines stay, and how far they are indented.
fn push_masked(masked: &mut String, secret: &str) {
    for line in secret.split_inclusive('\n') {
        let content = line.trim();
        let start = line.len() - line.trim_start().len();
        masked.push_str(&line[..start]);
        masked.extend(content.chars().map(|_| MASK));
        masked.push_str(&line[(start + content.len()).min(line.len())..]);
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    u32::try_from(text[..at].matches('\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
