//! Headings under which takeaways stand.
//!
//! Comes in: the text of a heading, a bold line, or a line that ends with a colon. Goes out:
//! whether it announces the key takeaways. The table is per language; `site.yaml` extends it.

/// The names of the takeaways' heading that the program knows, and those of the site.
#[derive(Debug, Clone, Default)]
pub struct TakeawayHeadings {
    more: Vec<String>,
}

/// Names by language, in the form that `folded` gives.
const NAMES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "key takeaways",
            "takeaways",
            "key takeaway",
            "main takeaways",
            "the takeaways",
            "key points",
            "main points",
            "at a glance",
            "highlights",
            "key highlights",
            "bottom line",
            "the bottom line",
            "bottom line up front",
            "bluf",
            "in brief",
            "key findings",
            "key judgments",
            "key judgements",
            "what to know",
            "what you need to know",
            "tl dr",
            "tldr",
        ],
    ),
    (
        "de",
        &[
            "das wichtigste in kürze",
            "das wichtigste",
            "auf einen blick",
            "kernpunkte",
            "in kürze",
            "kurz gefasst",
        ],
    ),
    ("fr", &["points clés", "à retenir", "l essentiel", "en bref", "ce qu il faut retenir"]),
    ("es", &["puntos clave", "claves", "en resumen", "lo esencial", "en breve"]),
    ("it", &["punti chiave", "in breve", "in sintesi", "i punti chiave"]),
    ("pt", &["pontos chave", "em resumo", "principais pontos"]),
    ("nl", &["kernpunten", "in het kort", "belangrijkste punten"]),
    ("pl", &["najważniejsze", "w skrócie", "kluczowe wnioski"]),
    ("uk", &["головне", "коротко", "ключові тези"]),
    ("ru", &["главное", "коротко", "ключевые тезисы"]),
];

/// Names whose takeaways may be a few paragraphs in place of a list.
const PROSE: &[&str] =
    &["bottom line", "the bottom line", "in brief", "at a glance", "tl dr", "tldr"];

impl TakeawayHeadings {
    /// The built-in names and `more` from the settings.
    pub fn new(more: &[String]) -> Self {
        Self { more: more.iter().map(|name| folded(name)).collect() }
    }

    /// True when `text` announces takeaways.
    pub fn announces(&self, text: &str) -> bool {
        if text.len() > 80 {
            return false;
        }
        let text = folded(text);
        self.more.contains(&text) || NAMES.iter().any(|(_, names)| names.contains(&text.as_str()))
    }

    /// True when the takeaways below `text` may be a few paragraphs in place of a list.
    pub fn allows_prose(&self, text: &str) -> bool {
        let text = folded(text);
        self.more.contains(&text) || PROSE.contains(&text.as_str())
    }
}

/// Lower case, words parted by single spaces, without numbers and signs around them.
fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> =
        words.skip_while(|word| word.bytes().all(|b| b.is_ascii_digit())).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takeaways_are_announced_by_known_names_in_any_case_and_punctuation() {
        let headings = TakeawayHeadings::new(&["Was heute zählt".to_owned()]);
        let check =
            |text: &str, announces: bool| assert_eq!(headings.announces(text), announces, "{text}");
        check("Key Takeaways", true);
        check("KEY POINTS:", true);
        check("2. At a glance", true);
        check("🔑 Highlights", true);
        check("TL;DR", true);
        check("L’essentiel", true);
        check("Was heute zählt", true);
        check("Highlights of the season", false);
        check("", false);
    }
}
