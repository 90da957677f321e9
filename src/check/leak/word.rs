//! Words and runs of words as numbers that can be compared.
//!
//! Comes in: text, sign by sign. Goes out: a fingerprint for each word, and for each run of up to five
//! words. Always holds: case, marks of letters, and signs between words make no difference, so that a
//! run is the same in a file, on a page and in a feed.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::path::Prehashed;

/// Length of a run whose words are looked for, in words.
pub(super) const RUN: usize = 5;

/// Fingerprints of words or runs.
pub(super) type Prints = HashSet<u64, Prehashed>;

/// One word of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Fingerprint of its letters.
    pub(super) hash: u64,
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
}

/// The last words of a text that is gone through.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// The last words, the newest at `n_words - 1` modulo the length.
    words: [Word; RUN],
    n_words: usize,
    /// Fingerprint of the word that is not at its end, but for its last letters; 0 between words.
    open: u64,
    /// Those letters, of which none is 0, so that they are mixed in eight at a time.
    letters: u64,
    start: usize,
    end: usize,
}

impl Window {
    /// Takes an ASCII letter or digit at a byte of the text.
    pub(super) fn letter(&mut self, letter: u8, at: usize) {
        self.begin(at);
        // Of digits and small letters this bit is set.
        self.add(letter | 0x20);
        self.end = at + 1;
    }

    /// Takes any character at a byte of the text. True when it ends a word.
    pub(super) fn character(&mut self, character: char, at: usize) -> bool {
        if is_unseen(character) || is_combining_mark(character) {
            return false;
        }
        if !character.is_alphanumeric() {
            return true;
        }
        self.begin(at);
        decompose_canonical(character, |part| {
            if !is_combining_mark(part) {
                for small in part.to_lowercase() {
                    small.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.add(byte));
                }
            }
        });
        self.end = at + character.len_utf8();
        false
    }

    /// Ends the word, if there is one. True when there was.
    pub(super) fn end_word(&mut self) -> bool {
        if self.open == 0 {
            return false;
        }
        let hash = finished(mixed(self.open, self.letters));
        self.words[self.n_words % RUN] = Word { hash, start: self.start, end: self.end };
        self.n_words += 1;
        (self.open, self.letters) = (0, 0);
        true
    }

    /// Fingerprint of the run of the last `n` words; 0 where there are not so many.
    pub(super) fn run(&self, n: usize) -> u64 {
        if self.n_words < n {
            return 0;
        }
        let word = |back: usize| self.words[(self.n_words + RUN - back) % RUN];
        finished((1..=n).fold(0, |sum, back| with_word(sum, word(back).hash, back)))
    }

    /// Where the run of the last `n` words stands.
    pub(super) fn range(&self, n: usize) -> Range<usize> {
        let word = |back: usize| self.words[(self.n_words + RUN - back) % RUN];
        let (start, end) = (word(n).start, word(1).end);
        start.min(end)..end
    }

    /// The last word; of no letters where there is none.
    pub(super) fn last(&self) -> Word {
        self.words[(self.n_words + RUN - 1) % RUN]
    }

    fn begin(&mut self, at: usize) {
        if self.open == 0 {
            self.open = SEED;
            self.start = at;
        }
    }

    fn add(&mut self, letter: u8) {
        self.letters = self.letters << 8 | u64::from(letter);
        if self.letters >> 56 != 0 {
            self.open = mixed(self.open, self.letters);
            self.letters = 0;
        }
    }
}

/// All words of a plain text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut window = Window::default();
    for_each_word(text, &mut window, |window| {
        words.push(window.last());
    });
    words
}

/// Goes through a plain text; `found` is called at the end of each word.
pub(super) fn for_each_word(text: &str, window: &mut Window, mut found: impl FnMut(&Window)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let ends = if byte.is_ascii_alphanumeric() {
            window.letter(byte, at);
            at += 1;
            false
        } else if byte.is_ascii() {
            at += 1;
            true
        } else {
            let character = text[at..].chars().next().unwrap_or(' ');
            let ends = window.character(character, at);
            at += character.len_utf8();
            ends
        };
        if ends && window.end_word() {
            found(window);
        }
    }
    if window.end_word() {
        found(window);
    }
}

/// Fingerprint of a run of words.
pub(super) fn run_of(words: &[Word]) -> u64 {
    let backwards = words.iter().rev().zip(1..);
    finished(backwards.fold(0, |sum, (word, n)| with_word(sum, word.hash, n)))
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// The sum of a run with one more word before it, which is the `n`th from the end.
fn with_word(sum: u64, word: u64, n: usize) -> u64 {
    const FACTORS: [u64; RUN] = [
        0x9E37_79B9_7F4A_7C15,
        0xD1B5_4A32_D192_ED03,
        0xAEF1_7502_108E_F2D9,
        0xF135_7AEA_2E62_A9C5,
        0xBF58_476D_1CE4_E5B9,
    ];
    sum.wrapping_add(word.wrapping_mul(FACTORS[n - 1]))
}

/// Never 0 where the hash is not: it is multiplied by an odd number, and 0 comes of one part alone.
fn mixed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// Spreads the bits; never 0.
fn finished(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (hash ^ hash >> 32).max(1)
}

/// Characters that a reader does not see, and that would hide a word: soft hyphens, joiners, marks of
/// direction.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).iter().map(|word| word.hash).collect()
    }

    #[test]
    fn case_marks_and_signs_make_no_difference() {
        let expected = hashes("the elysee said no once more");
        for text in [
            "The Élysée said: “No” – once more.",
            "THE E\u{301}LYSE\u{301}E said no; once-more",
            "the_elysee/said no\nonce  more",
            "the ely\u{AD}see sa\u{200B}id no once more",
        ] {
            assert_eq!(hashes(text), expected, "{text}");
        }
        assert_ne!(hashes("the elysee said yes once more"), expected);
    }

    #[test]
    fn a_run_is_the_same_wherever_it_stands() {
        let mut window = Window::default();
        let mut runs = Vec::new();
        let text = "At dawn the grey heron crossed it.";
        for_each_word(text, &mut window, |window| {
            runs.extend((window.run(RUN) > 0).then(|| (window.run(RUN), window.range(RUN))));
        });
        assert_eq!(runs.len(), 3);
        let (hash, range) = &runs[1];
        assert_eq!(&text[range.clone()], "dawn the grey heron crossed");
        assert_eq!(*hash, run_of(&words("DAWN: the grey heron crossed")));
    }
}
