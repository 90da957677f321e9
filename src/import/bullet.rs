//! Bullets and numbers at the beginning of a line.
//!
//! Comes in: a line. Goes out: its marker and the text behind it. Always holds: what may also begin a
//! sentence (a dash, a star, a number) says so, and counts only beside its like.

/// The marker of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A sign that is nothing but a bullet.
    Bullet(char),
    /// A sign that may be something else where it stands alone.
    Sign(char),
    /// `1.`, `(2)`.
    Number(u32),
    /// `a)`, counted from 1.
    Letter(u32),
}

const BULLETS: &str = "•‣⁃∙◦▪▫■□●○◆◇►▶▸➤➢➔✓✔✗☑☐❖🔹🔸";
const SIGNS: &str = "-–—*·→+»>";

impl Marker {
    /// The marker of a line, and the text behind it, which may be empty.
    pub(super) fn of(text: &str) -> Option<(Self, &str)> {
        let first = text.chars().next()?;
        let rest = text[first.len_utf8()..].trim_start_matches('\u{FE0F}');
        let is_apart = rest.is_empty() || rest.starts_with([' ', '\t']);
        if BULLETS.contains(first) {
            return Some((Marker::Bullet(first), rest.trim_start()));
        }
        // Word processors write bullets of the second level as the letter `o` and a tab.
        if first == 'o' && rest.starts_with('\t') {
            return Some((Marker::Bullet('◦'), rest.trim_start()));
        }
        if SIGNS.contains(first) && is_apart && !rest.is_empty() {
            return Some((Marker::Sign(first), rest.trim_start()));
        }
        number(text)
    }

    /// True when two items with these markers belong to one list.
    pub(super) fn goes_with(self, next: Self) -> bool {
        use Marker::{Bullet, Letter, Number, Sign};
        match (self, next) {
            (Bullet(_) | Sign(_), Bullet(_) | Sign(_)) => true,
            (Number(a), Number(b)) | (Letter(a), Letter(b)) => b == a + 1 || b == 1,
            _ => false,
        }
    }

    /// The number of an item of an ordered list.
    pub(super) fn ordinal(self) -> Option<u32> {
        match self {
            Marker::Number(n) | Marker::Letter(n) => Some(n),
            Marker::Bullet(_) | Marker::Sign(_) => None,
        }
    }

    /// True when the marker alone makes a line an item.
    pub(super) fn is_certain(self) -> bool {
        matches!(self, Marker::Bullet(_) | Marker::Sign('-'))
    }

    /// True for bullets of the second level.
    pub(super) fn is_inner(self) -> bool {
        matches!(self, Marker::Bullet('◦' | '○' | '▫' | '□'))
    }
}

fn number(text: &str) -> Option<(Marker, &str)> {
    let (opened, text) = match text.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let end = text.find(['.', ')'])?;
    let (label, rest) = (&text[..end], &text[end + 1..]);
    let closes = text[end..].starts_with(')');
    if !rest.starts_with([' ', '\t']) || opened && !closes {
        return None;
    }
    let rest = rest.trim_start();
    if (1..=2).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit()) {
        return Some((Marker::Number(label.parse().ok()?), rest));
    }
    // `A. Moss` is a name, `a)` and `(a)` are not.
    let letter = label.bytes().next().filter(|b| label.len() == 1 && b.is_ascii_alphabetic())?;
    closes.then(|| (Marker::Letter(u32::from(letter.to_ascii_lowercase() - b'a') + 1), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_all_kinds_are_told_from_text() {
        let check = |line: &str, expected: Option<(Marker, &str)>| {
            assert_eq!(Marker::of(line), expected, "{line}");
        };
        for bullet in BULLETS.chars() {
            check(&format!("{bullet} One"), Some((Marker::Bullet(bullet), "One")));
        }
        check("•One", Some((Marker::Bullet('•'), "One")));
        check("✔️ One", Some((Marker::Bullet('✔'), "One")));
        check("•", Some((Marker::Bullet('•'), "")));
        check("o\tInner", Some((Marker::Bullet('◦'), "Inner")));
        check("- One", Some((Marker::Sign('-'), "One")));
        check("— One", Some((Marker::Sign('—'), "One")));
        check("1. One", Some((Marker::Number(1), "One")));
        check("12) One", Some((Marker::Number(12), "One")));
        check("(3) One", Some((Marker::Number(3), "One")));
        check("b) One", Some((Marker::Letter(2), "One")));
        check("(B) One", Some((Marker::Letter(2), "One")));
        check("A. Moss spoke", None);
        check("2025. It was", None);
        check("1.5 million", None);
        check("-5 degrees", None);
        check("*emphasis*", None);
        check("only one", None);
    }
}
