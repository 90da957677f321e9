//! What a file says of itself outside its front matter: the headline above its text, and its name.
//!
//! Comes in: the path of a file, its body. Goes out: title, day, slug, language. Always holds: a headline that
//! says what the title says is in the title alone.

use super::front::line_at;
use super::value::one_line;
use crate::article::FileName;
use crate::date::When;
use crate::import::{Action, Draft, Note, date, words};
use crate::path::{Slug, SourcePath};

/// What the path of a file says.
pub(super) struct Name {
    /// The last part of the path that names the article, without ending, day and language.
    stem: String,
    when: Option<When>,
    lang: Option<String>,
    is_draft: bool,
    /// True where the file lies as Jekyll wants it.
    pub(super) is_jekyll: bool,
}

impl Name {
    /// Reads a path as it was given.
    pub(super) fn of(name: &str) -> Self {
        let path = name.replace('\\', "/");
        let mut parts = path.split('/').filter(|part| !part.is_empty() && *part != ".").rev();
        let file = parts.next().unwrap_or_default();
        let mut stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut lang = None;
        // `talks.de.md` is the German one.
        if let Some((rest, ending)) = stem.rsplit_once('.')
            && is_language(ending)
        {
            (stem, lang) = (rest, Some(ending.to_owned()));
        }
        // The folder has the name where the file is one of many called so.
        if matches!(stem, "index" | "_index") {
            stem = parts.next().filter(|part| !part.starts_with("..")).unwrap_or(stem);
        }
        let (when, stem) = dated(stem);
        let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
        let is_draft = folders.contains(&"_drafts");
        Self {
            stem: stem.to_owned(),
            when,
            lang,
            is_draft,
            is_jekyll: is_draft || folders.contains(&"_posts"),
        }
    }

    /// The slug, where the name was made to be one.
    pub(super) fn slug(&self) -> Option<String> {
        let is_written = |c: char| c.is_whitespace() || c.is_uppercase();
        self.any_slug().filter(|_| !self.stem.contains(is_written))
    }

    /// The slug that the name makes, whatever it was made for.
    pub(super) fn any_slug(&self) -> Option<String> {
        Slug::of(&self.stem).map(|slug| slug.as_str().to_owned())
    }

    /// A title made of the name.
    fn title(&self, body: &str) -> String {
        let is_written = |c: char| c.is_whitespace() || c.is_uppercase();
        if self.stem.contains(is_written) {
            return one_line(&self.stem);
        }
        FileName::of(&SourcePath::new(&format!("{}.md", self.stem))).title(body)
    }
}

fn is_language(ending: &str) -> bool {
    let mut parts = ending.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let region = parts.next().unwrap_or("xx");
    let is_letters =
        |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_alphabetic());
    is_letters(language, 2)
        && is_letters(region, 2)
        && parts.next().is_none()
        && language.bytes().all(|b| b.is_ascii_lowercase())
}

/// The day at the beginning of a name, and the rest: `2017-3-8-talks`.
fn dated(stem: &str) -> (Option<When>, &str) {
    let mut parts = stem.splitn(4, ['-', '_', ' ']);
    let numbers = [parts.next(), parts.next(), parts.next()];
    let rest = parts.next().unwrap_or_default();
    let [Some(year), Some(month), Some(day)] = numbers else { return (None, stem) };
    if year.len() != 4 {
        return (None, stem);
    }
    let Ok(when) = date::read(&format!("{year}-{month}-{day}")) else { return (None, stem) };
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    (Some(when), if rest.is_empty() { stem } else { rest })
}

/// Completes a draft by what the name of its file and the headline above its text say. Returns the number of
/// lines that were cut off its body.
pub(super) fn complete(draft: &mut Draft, name: &Name, lines_before: u32) -> u32 {
    draft.is_draft |= name.is_draft;
    draft.date = draft.date.or(name.when);
    draft.lang = draft.lang.take().or_else(|| name.lang.clone());
    draft.slug = draft.slug.take().or_else(|| name.slug());
    let Some(headline) = Headline::of(&draft.body) else {
        draft.title.get_or_insert_with(|| name.title(&draft.body));
        return 0;
    };
    let line = lines_before + headline.line;
    let excerpt = one_line(&draft.body[..headline.end]);
    let note = |action, reason: &str| Note { line, action, excerpt, reason: reason.to_owned() };
    let (action, reason) = match &draft.title {
        None => (Action::Changed, "the headline is the title now"),
        Some(title) if words::are_same(title, &headline.text) => {
            (Action::Dropped, "the title says the same")
        }
        Some(_) => {
            draft.notes.push(note(Action::Kept, "a headline that differs from the title"));
            return 0;
        }
    };
    draft.notes.push(note(action, reason));
    draft.title.get_or_insert(headline.text);
    let n_cut = line_at(&draft.body, headline.end) - 1;
    draft.body.replace_range(..headline.end, "");
    n_cut
}

/// No headline has more bytes.
const MAX_HEADLINE: usize = 500;

/// A heading of the first level that opens a text.
struct Headline {
    text: String,
    /// The line of the body, from 1.
    line: u32,
    /// The byte behind it.
    end: usize,
}

impl Headline {
    fn of(body: &str) -> Option<Self> {
        let mut at = 0;
        let mut lines = body.split_inclusive('\n').zip(1..).peekable();
        while lines.next_if(|(text, _)| text.trim().is_empty()).is_some_and(|(text, _)| {
            at += text.len();
            true
        }) {}
        let (first, line) = lines.next()?;
        if first.len() > MAX_HEADLINE {
            return None;
        }
        let end = at + first.len();
        let hashes = first.strip_prefix('#').filter(|rest| rest.starts_with([' ', '\t']));
        if let Some(text) = hashes {
            let text = plain(text.trim().trim_end_matches('#'));
            return (!text.is_empty()).then_some(Self { text, line, end });
        }
        let (below, _) = lines.next()?;
        let rule = below.trim_end();
        let is_setext = !rule.is_empty()
            && rule.bytes().all(|b| b == b'=')
            && first.starts_with(char::is_alphanumeric);
        is_setext.then(|| Self { text: plain(first), line, end: end + below.len() })
    }
}

/// A headline without the signs of emphasis, code and links.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    while let Some(open) = text.find('[') {
        let Some(middle) = text[open..].find("](").map(|at| open + at) else { break };
        let Some(close) = text[middle..].find(')').map(|at| middle + at) else { break };
        text.replace_range(middle..=close, "");
        text.replace_range(open..=open, "");
    }
    let words = text.replace("**", "").replace("__", "").replace('`', "");
    let words = words.split_whitespace().map(|word| word.trim_matches(['*', '_']));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
