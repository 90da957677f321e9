//! What the name of an article's file says: `2025-02-18-us-russia-talks.md`.
//!
//! Comes in: a path. Goes out: the day and the slug; a title is made of it where the text has none.

use crate::date::{Day, When};
use crate::path::{Slug, SourcePath};

/// What a file name says.
pub(crate) struct FileName {
    /// The day at its beginning.
    pub(crate) date: Option<Day>,
    /// The rest.
    pub(crate) slug: Slug,
}

impl FileName {
    /// Reads the name of a file. `index.md` stands for its folder.
    pub(crate) fn of(path: &SourcePath) -> Self {
        let mut stem = path.stem();
        if stem == "index" {
            stem = path.folder().rsplit('/').next().unwrap_or(stem);
        }
        let date = stem.get(..10).and_then(When::parse).map(|when| when.day);
        let rest =
            if date.is_some() { stem[10..].trim_start_matches(['-', '_', ' ']) } else { stem };
        let slug = Slug::of(rest).or_else(|| Slug::of(stem)).or_else(|| Slug::of(path.as_str()));
        Self {
            date,
            slug: slug.unwrap_or_else(|| Slug::of("article").expect("invariant: it has letters")),
        }
    }

    /// A title made of the slug: words are written as the text writes them, so that `us-russia-talks`
    /// becomes `US Russia talks`.
    pub(crate) fn title(&self, text: &str) -> String {
        let mut title = String::new();
        for word in self.slug.as_str().split('-') {
            if !title.is_empty() {
                title.push(' ');
            }
            let mut shouted = None;
            let same = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|seen| seen.eq_ignore_ascii_case(word));
            for seen in same {
                // Lower case wins: a capital may be due to the start of a sentence.
                if seen == word {
                    shouted = None;
                    break;
                }
                shouted = shouted.or(Some(seen));
            }
            title.push_str(shouted.unwrap_or(word));
        }
        let mut chars = title.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_day_and_slug() {
        let check = |path: &str, date: Option<&str>, slug: &str| {
            let name = FileName::of(&SourcePath::new(path));
            assert_eq!(
                (name.date.map(Day::iso).as_deref(), name.slug.as_str()),
                (date, slug),
                "{path}"
            );
        };
        check(
            "content/articles/2025-02-18-talks-in-riyadh.md",
            Some("2025-02-18"),
            "talks-in-riyadh",
        );
        check("content/articles/talks.md", None, "talks");
        check("content/articles/2025-02-18.md", Some("2025-02-18"), "2025-02-18");
        check("content/articles/2025-02-18-talks/index.md", Some("2025-02-18"), "talks");
        check("content/articles/2025-02-31-talks.md", None, "2025-02-31-talks");
    }

    #[test]
    fn a_title_from_the_file_name_is_written_as_the_text_writes_its_words() {
        let name = FileName::of(&SourcePath::new("us-russia-talks.md"));
        assert_eq!(name.title("The US-Russia talks. Talks went on."), "US Russia talks");
        assert_eq!(name.title(""), "Us russia talks");
    }
}
