//! Which sentences sum up an article whose writer gave no takeaways.
//!
//! In: the sentences of the article in text order, without the lede. Out: the indices of those
//! that sum it up best, in text order. Always: whole sentences only, none twice in other words,
//! never more than asked for, fewer if there are not enough good ones, and the same for the same
//! input on every machine (a square root is exact by IEEE 754, a logarithm is not).
//!
//! A sentence counts for how near it is to the article as a whole: the cosine between its words
//! and those of the article, each weighted by how often it occurs (Luhn, *The Automatic Creation of
//! Literature Abstracts*, 1958; Nenkova and Vanderwende, *The Impact of Frequency on
//! Summarization*, 2005; Erkan and Radev, *`LexRank`*, 2004, call it the centroid). It also counts
//! for how early it stands, as news puts first what matters. Sentences are chosen one by one by
//! maximal marginal relevance (Carbonell and Goldstein, 1998), so that the second does not repeat
//! the first.

/// A sentence that may be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The sentence, from its first letter or quote to its last mark.
    pub text: &'a str,
    /// The number of its paragraph; never less than that of the sentence before.
    pub paragraph: u32,
}

/// The indices of the at most `n` sentences that sum up the article best, in text order.
#[must_use]
pub fn extract(sentences: &[Candidate<'_>], n: usize) -> Vec<usize> {
    /// How much relevance counts against novelty, of one.
    const RELEVANCE_SHARE: f64 = 0.7;
    let terms = Terms::of(sentences);
    let relevance = relevances(sentences, &terms);
    // The cosine with the nearest sentence chosen so far.
    let mut likeness = vec![0.0_f64; sentences.len()];
    let mut open: Vec<usize> = (0..sentences.len()).filter(|&idx| relevance[idx] > 0.0).collect();
    let mut chosen = Vec::new();
    while chosen.len() < n {
        let gain =
            |idx: usize| RELEVANCE_SHARE * relevance[idx] - (1.0 - RELEVANCE_SHARE) * likeness[idx];
        // Of equals, the earlier one.
        let best = open.iter().copied().reduce(|a, b| if gain(b) > gain(a) { b } else { a });
        let Some(best) = best else { break };
        chosen.push(best);
        open.retain(|&idx| {
            let overlap = Overlap::of(terms.in_sentence(best), terms.in_sentence(idx));
            likeness[idx] = likeness[idx].max(overlap.cosine());
            idx != best && !overlap.is_near_duplicate()
        });
    }
    chosen.sort_unstable();
    chosen
}

/// The terms of an article: its words without stop-words, reduced to their stems.
struct Terms {
    /// How much a term weighs, by its number.
    weights: Vec<f64>,
    /// The numbers of the terms of all sentences, one sentence after the other; each sentence has
    /// a term once, in rising order.
    numbers: Vec<u32>,
    /// Where the terms of a sentence begin in `numbers`, and at last where they end.
    starts: Vec<usize>,
    /// How many words a sentence has, stop-words included.
    n_words: Vec<usize>,
}

impl Terms {
    fn of(sentences: &[Candidate<'_>]) -> Self {
        let n_bytes: usize = sentences.iter().map(|sentence| sentence.text.len()).sum();
        let mut occurrences: Vec<(u64, usize)> = Vec::with_capacity(n_bytes / 8);
        let mut n_words = Vec::with_capacity(sentences.len());
        let mut stem = String::new();
        for (sentence_idx, sentence) in sentences.iter().enumerate() {
            n_words.push(for_each_word(sentence.text, |word| {
                if reduce(word, &mut stem) {
                    occurrences.push((fingerprint(&stem), sentence_idx));
                }
            }));
        }
        occurrences.sort_unstable();
        let mut weights = Vec::with_capacity(occurrences.len());
        let mut starts = vec![0; sentences.len() + 1];
        let mut kept: Vec<(usize, u32)> = Vec::with_capacity(occurrences.len());
        for same in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let first = kept.len();
            let number =
                u32::try_from(weights.len()).expect("invariant: terms are fewer than bytes");
            let in_sentences = same.chunk_by(|a, b| a.1 == b.1);
            kept.extend(in_sentences.map(|in_sentence| (in_sentence[0].1, number)));
            if is_everywhere(kept.len() - first, sentences.len()) {
                kept.truncate(first);
                continue;
            }
            for (sentence_idx, _) in &kept[first..] {
                starts[sentence_idx + 1] += 1;
            }
            weights.push(damped(same.len()));
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
        Self { weights, numbers, starts, n_words }
    }

    fn in_sentence(&self, sentence_idx: usize) -> &[u32] {
        &self.numbers[self.starts[sentence_idx]..self.starts[sentence_idx + 1]]
    }

    /// The cosine of a sentence with the article.
    fn centrality(&self, sentence_idx: usize, norm: f64) -> f64 {
        let numbers = self.in_sentence(sentence_idx);
        if numbers.is_empty() {
            return 0.0;
        }
        let sum: f64 = numbers.iter().map(|&number| self.weights[number as usize]).sum();
        sum / (float(numbers.len()).sqrt() * norm)
    }

    /// The length of the article's vector.
    fn norm(&self) -> f64 {
        self.weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt()
    }
}

/// How many terms two sentences have, and share.
struct Overlap {
    shared: usize,
    first: usize,
    second: usize,
}

impl Overlap {
    /// Of two lists in rising order.
    fn of(first: &[u32], second: &[u32]) -> Self {
        let (mut shared, mut i, mut j) = (0, 0, 0);
        while i < first.len() && j < second.len() {
            let (in_first, in_second) = (first[i], second[j]);
            shared += usize::from(in_first == in_second);
            i += usize::from(in_first <= in_second);
            j += usize::from(in_second <= in_first);
        }
        Self { shared, first: first.len(), second: second.len() }
    }

    fn cosine(&self) -> f64 {
        let product = (self.first * self.second).max(1);
        float(self.shared) / float(product).sqrt()
    }

    /// Whether the Jaccard index is 0.6 or more.
    fn is_near_duplicate(&self) -> bool {
        self.shared * 10 >= (self.first + self.second - self.shared) * 6
    }
}

/// How well each sentence sums up the article, from 0 (never chosen) to 1.
fn relevances(sentences: &[Candidate<'_>], terms: &Terms) -> Vec<f64> {
    const CENTRALITY_SHARE: f64 = 0.6;
    let norm = terms.norm();
    let central: Vec<f64> = (0..sentences.len()).map(|idx| terms.centrality(idx, norm)).collect();
    let most = central.iter().copied().fold(0.0, f64::max);
    let mut relevance = Vec::with_capacity(sentences.len());
    let (mut n_paragraphs, mut n_before) = (0, 0);
    for (idx, sentence) in sentences.iter().enumerate() {
        match idx.checked_sub(1).map(|previous| sentences[previous].paragraph) {
            Some(previous) if previous == sentence.paragraph => n_before += 1,
            Some(_) => (n_paragraphs, n_before) = (n_paragraphs + 1, 0),
            None => {}
        }
        let fitness = fitness(sentence.text, terms.n_words[idx]);
        let position = 1.0 / (1.0 + 0.3 * float(n_paragraphs) + 0.15 * float(n_before)).sqrt();
        let centrality = if most > 0.0 { central[idx] / most } else { 0.0 };
        let share = CENTRALITY_SHARE * centrality + (1.0 - CENTRALITY_SHARE) * position;
        relevance.push(if centrality > 0.0 { share * fitness } else { 0.0 });
    }
    relevance
}

/// How well a sentence can stand alone, from 0 (not at all) to 1.
fn fitness(text: &str, n_words: usize) -> f64 {
    const FEWEST_WORDS: usize = 6;
    if n_words < FEWEST_WORDS || !is_whole(text) || is_furniture(text) || is_dateline(text) {
        return 0.0;
    }
    let by_length = match n_words {
        10..=40 => 1.0,
        ..10 | 41..=60 => 0.7,
        _ => 0.4,
    };
    let by_opening = if leans_on_what_came_before(text) {
        0.5
    } else if text.starts_with(['"', '“', '„', '«', '‘', '\'']) {
        // A quotation wants to know who speaks, and to whom.
        0.7
    } else {
        1.0
    };
    by_length * by_opening
}

/// Whether a sentence begins like one, ends in a full stop or exclamation mark, and closes what it
/// opens.
fn is_whole(text: &str) -> bool {
    let is_tail = |c: char| c.is_ascii_digit() || ",[]()\"'”’“‘»«」』）⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
    let body = text.trim_end_matches(is_tail);
    let ends = body.ends_with(['.', '!', '。', '！', '।', '۔', '։', '።', '။', '។'])
        && !body.ends_with("..")
        && !body.trim_end_matches('!').ends_with('?');
    if !ends || text.starts_with(char::is_lowercase) {
        return false;
    }
    // Counting bytes is many times faster than decoding, and most texts are ASCII.
    let count = |mark: u8| text.bytes().filter(|&byte| byte == mark).count();
    let n_typographic = if text.is_ascii() { 0 } else { text.matches(TYPOGRAPHIC_QUOTES).count() };
    (count(b'"') + n_typographic).is_multiple_of(2) && count(b'(') == count(b')')
}

/// Whether a text is no part of the report: links to other pages, image credits, notes about it.
fn is_furniture(text: &str) -> bool {
    let starts = |opening: &str| {
        text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    FURNITURE_OPENINGS.iter().any(|opening| starts(opening))
        || FURNITURE.iter().any(|part| text.contains(part))
}

/// Whether a text opens with where it was filed: `RIYADH, Feb. 18 (Reuters) - Envoys met.`
fn is_dateline(text: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 60;
    let start = &text[..text.floor_char_boundary(LONGEST)];
    let place = start.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if place.chars().count() < 3 || !place.chars().all(char::is_uppercase) {
        return false;
    }
    let dash = [" — ", " – ", " - ", " -- "].iter().find_map(|dash| start.split_once(dash));
    dash.is_some_and(|(line, report)| {
        // `NATO — the alliance — met` is a sentence.
        !line.split(' ').any(|word| word.starts_with(char::is_lowercase))
            && !report.starts_with(char::is_lowercase)
    })
}

/// Whether a sentence opens with a word that points back: `He`, `These`, `However`.
fn leans_on_what_came_before(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let is_time = first == "This" && TIMES.contains(&second);
    (BACKWARD_WORDS.contains(&first) && !is_time)
        || BACKWARD_PHRASES.iter().any(|phrase| text.starts_with(phrase))
}

/// Calls `visit` with every word of `text` and returns how many there are. A word is a run of
/// letters and digits, with the stops inside it (`U.S`, `3.5`); what follows an apostrophe is
/// visited too, but counts as no word of its own. Of scripts without spaces, each sign is a word.
fn for_each_word(text: &str, mut visit: impl FnMut(&str)) -> usize {
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
fn word_end(text: &str) -> usize {
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
fn reduce(word: &str, stem: &mut String) -> bool {
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

/// Cuts the endings of English plurals and verbs: `talks`, `talked` and `talking` are `talk`. What
/// is left need be no word; it must only be the same for the forms of one word.
fn cut_endings(word: &mut String) {
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
fn is_everywhere(n_with: usize, n_sentences: usize) -> bool {
    const FEWEST_SENTENCES: usize = 8;
    n_sentences >= FEWEST_SENTENCES && n_with * 10 > n_sentences * 7
}

fn is_stop_word(word: &str) -> bool {
    let first = word.bytes().next().unwrap_or(0);
    let Some(letter) = first.checked_sub(b'a') else { return false };
    STOP_WORDS.get(usize::from(letter)).is_some_and(|words| words.contains(&word))
}

/// A Chinese, Japanese or Thai sign, written without spaces between words.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): short, the same on every machine, and wide enough that
/// two words of an article do not meet.
fn fingerprint(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The weight of a word that occurs `n` times: the tenth time counts less than the second, and a
/// word that occurs once says little of the subject (Luhn leaves it out).
fn damped(n: usize) -> f64 {
    float(n).sqrt() - 0.5
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

const TYPOGRAPHIC_QUOTES: [char; 5] = ['“', '”', '„', '«', '»'];

/// Openings of texts that are no part of the report.
#[rustfmt::skip]
const FURNITURE_OPENINGS: &[&str] = &[
    "(photo", "[photo", "advertisement", "also read", "caption", "click ", "copyright", "credit:",
    "credits:", "editor's note", "editor’s note", "editing by", "file photo", "follow us", "image:",
    "image by", "image credit", "last updated", "leave a ", "listen to", "photo:", "photo by",
    "photo credit", "photograph", "picture:", "published ", "read also", "read more", "read the ",
    "recommended:", "related:", "reporting by", "see also", "share this", "sign up", "source:",
    "sources:", "subscribe", "this article was", "this story was", "updated ", "watch:", "with ap ",
    "©",
];

/// Parts of texts that are no part of the report.
const FURNITURE: &[&str] = &["AP Photo", "All rights reserved", "Getty Images"];

/// First words that point at the sentence before, or at a speaker who is not named.
#[rustfmt::skip]
const BACKWARD_WORDS: &[&str] = &[
    "Accordingly", "Additionally", "Afterwards", "Also", "And", "Another", "Besides", "Both", "But",
    "Consequently", "Conversely", "Earlier", "Else", "Furthermore", "He", "Hence", "Her", "Here",
    "Hers", "Him", "His", "However", "I", "Indeed", "Instead", "It", "Its", "Later", "Likewise",
    "Meanwhile", "Moreover", "My", "Neither", "Nevertheless", "Nonetheless", "Nor", "Or", "Other",
    "Others", "Otherwise", "Our", "She", "Similarly", "Simultaneously", "So", "Still", "Such",
    "That", "Their", "Then", "Thereafter", "Therefore", "These", "They", "This", "Those", "Thus",
    "We", "Yet", "You", "Your",
];

/// Openings of more than one word that point back.
#[rustfmt::skip]
const BACKWARD_PHRASES: &[&str] = &[
    "As a result", "As such", "At the same time", "By contrast", "For example", "For instance",
    "In addition", "In contrast", "In other words", "In response", "In turn", "On the other",
    "The former", "The latter", "The same",
];

/// What follows a `This` that does not point back.
#[rustfmt::skip]
const TIMES: &[&str] =
    &["autumn", "fall", "month", "morning", "spring", "summer", "week", "weekend", "winter", "year"];

/// English words that say nothing of the subject, by their first letter; the verbs of reported
/// speech are among them.
#[rustfmt::skip]
const STOP_WORDS: [&[&str]; 26] = [
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

#[cfg(test)]
mod tests;
