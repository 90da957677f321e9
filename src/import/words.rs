//! Words of texts that are to be compared, however they are written.
//!
//! Comes in: two texts. Goes out: whether they say the same. Always holds: letter case, and all signs
//! between words, make no difference.

/// True where both have the same words, and have some.
pub(super) fn are_same(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a == b
}

/// True where a text begins with all words of another one, which may be cut off inside a word.
pub(super) fn begin(text: &str, start: &str) -> bool {
    let is_cut = start.trim_end_matches([']', ')']).trim_end().ends_with(['…', '.']);
    let (text, start) = (words(text), words(start));
    let Some((last, whole)) = start.split_last() else { return false };
    let last_of_text = text.get(whole.len());
    text.starts_with(whole)
        && last_of_text.is_some_and(|word| word == last || is_cut && word.starts_with(last))
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_their_words() {
        assert!(are_same("The talks — again", "the Talks: again."));
        assert!(!are_same("", "—"));
        assert!(begin("The talks go on. More is said.", "The talks go on"));
        assert!(begin("The talks go on and on.", "The talks go o…"));
        assert!(begin("The talks go on and on.", "The talks go [...]"));
        assert!(!begin("The talks go on.", "The talks go o"));
        assert!(!begin("The talks go on.", "A word of it"));
        assert!(!begin("The talks go on.", ""));
    }
}
