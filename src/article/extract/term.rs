//! The words of an article that say what it is about.

use super::Candidate;

/// The terms of an article: its words without stop-words, reduced to their stems.
pub(super) struct Terms {
    /// How much a term weighs, by its number.
    pub(super) weights: Vec<f64>,
    /// The numbers of the terms of all sentences, one sentence after the other; each sentence has
    /// a term once, in rising order.
    pub(super) numbers: Vec<u32>,
    /// Where the terms of a sentence begin in `numbers`, and at last where they end.
    pub(super) starts: Vec<usize>,
    /// How many sentences have a term, by its number.
    pub(super) n_sentences: Vec<usize>,
    /// How many words a sentence has, stop-words included.
    pub(super) n_words: Vec<usize>,
    /// How many proper names a sentence has; one that no other sentence has counts half.
    pub(super) n_names: Vec<f64>,
    /// How many words of a sentence begin with a digit.
    pub(super) n_figures: Vec<usize>,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// With a small first letter, or without a letter: the term is no name.
    Small,
    /// With a capital at the beginning of a sentence, where every word has one.
    First,
    /// With a capital inside a sentence.
    Capital,
}

impl Terms {
    pub(super) fn of(sentences: &[Candidate<'_>]) -> Self {
        let n_bytes: usize = sentences.iter().map(|sentence| sentence.text.len()).sum();
        let mut occurrences: Vec<(u64, usize, Case)> = Vec::with_capacity(n_bytes / 8);
        let mut n_words = Vec::with_capacity(sentences.len());
        let mut n_figures = vec![0; sentences.len()];
        let mut stem = String::new();
        for (sentence_idx, sentence) in sentences.iter().enumerate() {
            let mut is_first = true;
            n_words.push(for_each_word(sentence.text, |word| {
                if reduce(word, &mut stem) {
                    let case = match (word.starts_with(char::is_uppercase), is_first) {
                        (false, _) => Case::Small,
                        (true, true) => Case::First,
                        (true, false) => Case::Capital,
                    };
                    occurrences.push((fingerprint(&stem), sentence_idx, case));
                    n_figures[sentence_idx] += usize::from(word.as_bytes()[0].is_ascii_digit());
                }
                is_first = false;
            }));
        }
        occurrences.sort_unstable();
        let mut weights = Vec::with_capacity(occurrences.len());
        let mut n_sentences = Vec::with_capacity(occurrences.len());
        let mut n_names = vec![0.0; sentences.len()];
        let mut starts = vec![0; sentences.len() + 1];
        let mut kept: Vec<(usize, u32)> = Vec::with_capacity(occurrences.len());
        for same in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let first = kept.len();
            let number =
                u32::try_from(weights.len()).expect("invariant: terms are fewer than bytes");
            let in_sentences = same.chunk_by(|a, b| a.1 == b.1);
            kept.extend(in_sentences.map(|in_sentence| (in_sentence[0].1, number)));
            let n_with = kept.len() - first;
            if is_everywhere(n_with, sentences.len()) {
                kept.truncate(first);
                continue;
            }
            let is_name = same.iter().all(|(.., case)| *case != Case::Small)
                && same.iter().any(|(.., case)| *case == Case::Capital);
            for (sentence_idx, _) in &kept[first..] {
                starts[sentence_idx + 1] += 1;
                if is_name {
                    n_names[*sentence_idx] += if n_with > 1 { 1.0 } else { 0.5 };
                }
            }
            weights.push(damped(same.len()));
            n_sentences.push(n_with);
        }
        for sentence_idx in 0..sentences.len() {
            starts[sentence_idx + 1] += starts[sentence_idx];
        }
        let mut numbers = vec![0; kept.len()];
        let mut next = starts.clone();
        for (sentence_idx, number) in kept {
            numbers[next[sentence_idx]] = number;
            next[sentence_idx] += 1;
        }
        Self { weights, numbers, starts, n_sentences, n_words, n_names, n_figures }
    }

    pub(super) fn in_sentence(&self, sentence_idx: usize) -> &[u32] {
        &self.numbers[self.starts[sentence_idx]..self.starts[sentence_idx + 1]]
    }

    /// The cosine of a sentence with the article.
    pub(super) fn centrality(&self, sentence_idx: usize, norm: f64) -> f64 {
        let numbers = self.in_sentence(sentence_idx);
        if numbers.is_empty() {
            return 0.0;
        }
        let sum: f64 = numbers.iter().map(|&number| self.weights[number as usize]).sum();
        sum / (float(numbers.len()).sqrt() * norm)
    }

    /// The length of the article's vector.
    pub(super) fn norm(&self) -> f64 {
        self.weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt()
    }
}

/// Calls `visit` with every word of `text` and returns how many there are. A word is a run of
/// letters and digits, with the stops inside it (`U.S`, `3.5`); what follows an apostrophe is
/// visited too, but counts as no word of its own. Of scripts without spaces, each sign is a word.
pub(super) fn for_each_word(text: &str, mut visit: impl FnMut(&str)) -> usize {
    let mut n_words = 0;
    let mut rest = text;
    let mut is_after_apostrophe = false;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        is_after_apostrophe &= start == 0;
        rest = &rest[start..];
        let end = word_end(rest);
        visit(&rest[..end]);
        n_words += usize::from(!is_after_apostrophe);
        rest = &rest[end..];
        let behind = rest.strip_prefix(['\'', '’']);
        is_after_apostrophe = behind.is_some();
        rest = behind.unwrap_or(rest);
    }
    n_words
}

/// Where the word at the beginning of `text` ends.
pub(super) fn word_end(text: &str) -> usize {
    // Nearly every word ends here; what follows is for stops inside words and for other scripts.
    let n_ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(n_ascii).is_none_or(|&byte| byte.is_ascii() && byte != b'.') {
        return n_ascii;
    }
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_sign(c) {
            return if at == 0 { c.len_utf8() } else { at };
        }
        let joins = c == '.' && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            return at;
        }
    }
    text.len()
}

/// Makes `stem` the stem of `word`, in lower case and without stops; false if the word says nothing
/// of the subject.
pub(super) fn reduce(word: &str, stem: &mut String) -> bool {
    stem.clear();
    let n_upper = if word.is_ascii() {
        stem.push_str(word);
        stem.make_ascii_lowercase();
        word.bytes().filter(u8::is_ascii_uppercase).count()
    } else {
        stem.extend(word.chars().flat_map(char::to_lowercase));
        word.chars().filter(|c| c.is_uppercase()).count()
    };
    if stem.contains('.') {
        stem.retain(|c| c != '.');
    }
    // `US` and `WHO` are names.
    let is_acronym = n_upper >= 2;
    let is_long = stem.len() >= 3 || stem.starts_with(|c: char| c.is_ascii_digit());
    if !is_acronym && (!is_long || is_stop_word(stem)) {
        return false;
    }
    if !is_acronym {
        cut_endings(stem);
    }
    true
}

/// How the words of some texts begin: a long text that is searched for few words is read much faster
/// if most of its words need not be reduced to their stems.
pub(in crate::article) struct Starts([bool; 1 << 10]);

impl Starts {
    /// The beginning of every word.
    pub(in crate::article) const ANY: Self = Self([true; 1 << 10]);

    /// The beginnings of the words of `texts`.
    pub(in crate::article) fn of(texts: &[&str]) -> Self {
        let mut starts = Self([false; 1 << 10]);
        let mut stem = String::new();
        for text in texts {
            for_each_word(text, |word| {
                if reduce(word, &mut stem)
                    && let Some(start) = Self::start(&stem)
                {
                    starts.0[start] = true;
                }
            });
        }
        starts
    }

    fn may_have(&self, word: &str) -> bool {
        Self::start(word).is_none_or(|start| self.0[start])
    }

    /// Two letters or digits of ASCII, in either case, which a stem has in common with its word.
    fn start(word: &str) -> Option<usize> {
        let &[first, second, ..] = word.as_bytes() else { return None };
        let is_plain = first.is_ascii_alphanumeric() && second.is_ascii_alphanumeric();
        is_plain.then_some(usize::from(first & 31) << 5 | usize::from(second & 31))
    }
}

/// Calls `visit` with the key of every word of `text` that says something of the subject. The forms
/// of one word have one key in most languages: it is what the stem begins with (McNamee and Mayfield,
/// *Character N-Gram Tokenization for European Language Text Retrieval*, 2004). In scripts that put
/// articles and particles to words, each two letters that follow one another are a key.
///
/// Words whose beginning is not among `starts` are passed over, unread.
pub(in crate::article) fn for_each_key(text: &str, starts: &Starts, mut visit: impl FnMut(u64)) {
    /// In letters.
    const KEY: usize = 6;
    let mut stem = String::new();
    for_each_word(text, |word| {
        if !starts.may_have(word) || !reduce(word, &mut stem) {
            return;
        }
        let first = stem.chars().next().unwrap_or_default();
        if is_sign(first) || first <= '\u{52f}' {
            let end = stem.char_indices().nth(KEY).map_or(stem.len(), |(end, _)| end);
            return visit(fingerprint(if first.is_numeric() { &stem } else { &stem[..end] }));
        }
        let mut starts = stem.char_indices().map(|(start, _)| start).chain([stem.len()]);
        let (mut first, mut second) = (starts.next().unwrap_or(0), starts.next().unwrap_or(0));
        for third in starts {
            visit(fingerprint(&stem[first..third]));
            (first, second) = (second, third);
        }
    });
}

/// Cuts the endings of English plurals and verbs: `talks`, `talked` and `talking` are `talk`. What
/// is left need be no word; it must only be the same for the forms of one word.
pub(super) fn cut_endings(word: &mut String) {
    const SHORTEST: usize = 3;
    if word.len() <= SHORTEST || !word.is_ascii() {
        return;
    }
    let n_cut = match word.as_bytes() {
        [.., b's', b's' | b'u' | b'i', b's'] | [.., b's' | b'u' | b'i', b's'] => 0,
        [.., b's', b's', b'e', b's'] | [.., b'i', b'e', b's'] => 2,
        [.., b's'] => 1,
        _ => 0,
    };
    word.truncate(word.len() - n_cut);
    let stem_len = match word.as_bytes() {
        [stem @ .., b'e', b'e', b'd'] => stem.len() + 2,
        [stem @ .., b'i', b'n', b'g'] | [stem @ .., b'e', b'd'] => stem.len(),
        _ => word.len(),
    };
    if stem_len >= SHORTEST && word[..stem_len].contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        let is_cut = stem_len < word.len();
        word.truncate(stem_len);
        // `planned` is `plan`, but `called` is `call`.
        if let [.., before, last] = word.as_bytes()
            && is_cut
            && before == last
            && !b"aeiouylsz".contains(last)
        {
            word.pop();
        }
    }
    if word.len() > SHORTEST && word.ends_with('e') {
        word.pop();
    }
    if word.ends_with('y') {
        word.pop();
        word.push('i');
    }
}

/// A word in more than 70 percent of the sentences tells them apart no more than a stop-word does;
/// this also finds the stop-words of other languages.
pub(super) fn is_everywhere(n_with: usize, n_sentences: usize) -> bool {
    const FEWEST_SENTENCES: usize = 8;
    n_sentences >= FEWEST_SENTENCES && n_with * 10 > n_sentences * 7
}

pub(super) fn is_stop_word(word: &str) -> bool {
    let first = word.bytes().next().unwrap_or(0);
    let Some(letter) = first.checked_sub(b'a') else { return false };
    STOP_WORDS.get(usize::from(letter)).is_some_and(|words| words.contains(&word))
}

/// A Chinese, Japanese or Thai sign, written without spaces between words.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): short, the same on every machine, and wide enough that
/// two words of an article do not meet.
pub(super) fn fingerprint(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The weight of a word that occurs `n` times: the tenth time counts less than the second, and a
/// word that occurs once says little of the subject (Luhn leaves it out).
pub(super) fn damped(n: usize) -> f64 {
    float(n).sqrt() - 0.5
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
pub(in crate::article) fn float(count: usize) -> f64 {
    count as f64
}

/// English words that say nothing of the subject, by their first letter; the verbs of reported
/// speech are among them.
#[rustfmt::skip]
pub(super) const STOP_WORDS: [&[&str]; 26] = [
    &[
        "about", "above", "according", "across", "add", "added", "adding", "after", "again",
        "against", "all", "already", "also", "although", "among", "and", "another", "any", "are",
        "aren", "around", "ask", "asked", "away",
    ],
    &[
        "back", "became", "because", "become", "been", "before", "being", "below", "between",
        "both", "but",
    ],
    &["came", "can", "cannot", "come", "could", "couldn"],
    &["despite", "did", "didn", "does", "doesn", "doing", "don", "done", "down", "during"],
    &["each", "either", "else", "even", "ever", "every"],
    &["far", "few", "for", "from", "further", "furthermore"],
    &["get", "give", "given", "goes", "going", "gone", "got"],
    &[
        "had", "hadn", "has", "hasn", "have", "haven", "having", "her", "here", "hers", "herself",
        "him", "himself", "his", "how", "however",
    ],
    &["including", "indeed", "instead", "into", "isn", "its", "itself"],
    &["just"],
    &["keep"],
    &["last", "later", "least", "less", "let", "like", "likely", "long"],
    &[
        "made", "make", "makes", "making", "many", "may", "meanwhile", "might", "more", "moreover",
        "most", "much", "must",
    ],
    &["neither", "never", "nevertheless", "next", "nor", "not", "nothing", "now"],
    &["off", "often", "once", "one", "only", "onto", "other", "others", "our", "out", "over", "own"],
    &["per", "perhaps", "put"],
    &["quite"],
    &["rather", "really"],
    &[
        "said", "same", "say", "saying", "says", "see", "seen", "several", "she", "should",
        "shouldn", "since", "some", "soon", "still", "such",
    ],
    &[
        "take", "taken", "tell", "than", "that", "the", "their", "them", "themselves", "then",
        "there", "these", "they", "this", "those", "though", "through", "throughout", "thus",
        "together", "told", "too", "took", "toward", "towards", "two",
    ],
    &["under", "until", "upon", "use", "used", "using"],
    &["very", "via"],
    &[
        "was", "wasn", "way", "well", "went", "were", "weren", "what", "when", "where", "whether",
        "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
        "won", "would", "wouldn",
    ],
    &[],
    &["yes", "yet", "you", "your", "yours"],
    &[],
];
