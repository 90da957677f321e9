//! Realistic sites of any size, for measuring.
//!
//! Comes in: a number of articles. Goes out: the files of a project: settings, 450 actors (50 more are
//! states of the pack), stories, sources, and articles of about 700 words with four to six sections and
//! 15 to 25 mentions. Always holds: the same number gives the same bytes, on every machine. Actors are
//! drawn by Zipf's law, as names in the news are: the n-th most frequent one with weight 1/n.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::random::Random;
use crate::words;

/// Persons, organisations and places with a file of their own, and states that the pack brings along.
const N_PERSONS: usize = 290;
const N_ORGANISATIONS: usize = 90;
const N_PLACES: usize = 70;
/// Articles are spread over this many days from 1 January 2021.
const N_DAYS: usize = 4 * 365;

/// Writes the files of a site of `n_articles` articles below `folder`.
pub(crate) fn write_site(folder: &Path, n_articles: usize) -> Result<()> {
    let cast = Cast::new();
    let put = |path: &str, text: &str| {
        let file = folder.join(path);
        let parent = file.parent().context("a file has a folder")?;
        fs::create_dir_all(parent)
            .with_context(|| format!("could not make `{}`", parent.display()))?;
        fs::write(&file, text).with_context(|| format!("could not write `{}`", file.display()))
    };
    put("site.yaml", SETTINGS)?;
    put("content/sources.yaml", &sources_file())?;
    for (path, text) in cast.files() {
        put(&path, &text)?;
    }
    let stories = Stories::of(n_articles);
    for story_idx in 0..stories.n_stories {
        let (slug, title) = (Stories::slug(story_idx), Stories::title(story_idx));
        let status = if story_idx % 3 == 0 { "closed" } else { "open" };
        let text = format!(
            "---\ntitle: {title}\nstatus: {status}\ndescription: What came of it.\n---\nA matter of some years.\n"
        );
        put(&format!("content/stories/{slug}.md"), &text)?;
    }
    for article_idx in 0..n_articles {
        let (path, text) = article(article_idx, n_articles, &cast, &stories);
        put(&path, &text)?;
    }
    Ok(())
}

/// The path of an article of a site, to be edited.
pub(crate) fn article_path(article_idx: usize, n_articles: usize) -> String {
    let (year, month, day) = date_of(article_idx * N_DAYS / n_articles);
    format!(
        "content/articles/{year}/{month:02}/{year}-{month:02}-{day:02}-report-{article_idx:05}.md"
    )
}

const SETTINGS: &str = "title: The Measured Brief
base_url: https://bench.example.org/
description: Reports that nobody wrote
language: en
timezone: Europe/London
actors:
  packs: [states, organisations]
  link: first-in-section
";

/// Someone or something that articles name.
struct Named {
    /// As it is named first.
    full: String,
    /// As it is named from then on.
    short: String,
    kind: NamedKind,
}

#[derive(Clone, Copy, PartialEq)]
enum NamedKind {
    Person,
    Organisation,
    Place,
    State,
}

struct Cast {
    /// The most frequent first.
    actors: Vec<Named>,
    /// Sums of weights up to each actor, in millionths.
    weights: Vec<u64>,
}

impl Cast {
    fn new() -> Self {
        let random = &mut Random::new(1);
        let mut actors: Vec<Named> = Vec::new();
        for n in 0..N_PERSONS {
            let first = words::FIRST_NAMES[(n * 7 + n / 40) % words::FIRST_NAMES.len()];
            let (head, tail) = (n % words::SURNAME_HEADS.len(), n / words::SURNAME_HEADS.len());
            let surname = format!("{}{}", words::SURNAME_HEADS[head], words::SURNAME_TAILS[tail]);
            actors.push(Named {
                full: format!("{first} {surname}"),
                short: surname,
                kind: NamedKind::Person,
            });
        }
        for n in 0..N_ORGANISATIONS {
            let region = words::REGIONS[n % words::REGIONS.len()];
            let body = words::BODIES[(n / words::REGIONS.len() + n * 3) % words::BODIES.len()];
            let subject = words::SUBJECTS[(n * 5 + n / 9) % words::SUBJECTS.len()];
            let full = format!("{region} {body} for {subject}");
            let acronym: String = full
                .split(' ')
                .filter_map(|word| word.chars().next())
                .filter(char::is_ascii_uppercase)
                .collect();
            let short = format!("{acronym}{}", char::from(b'A' + (n % 26) as u8));
            if actors.iter().all(|other| other.full != full && other.short != short) {
                actors.push(Named { full, short, kind: NamedKind::Organisation });
            }
        }
        for n in 0..N_PLACES {
            let (head, tail) = (n % words::PLACE_HEADS.len(), n / words::PLACE_HEADS.len());
            let full = format!("{}{}", words::PLACE_HEADS[head], words::PLACE_TAILS[tail]);
            actors.push(Named { short: full.clone(), full, kind: NamedKind::Place });
        }
        for state in words::STATES {
            actors.push(Named {
                full: (*state).to_owned(),
                short: (*state).to_owned(),
                kind: NamedKind::State,
            });
        }
        for idx in (1..actors.len()).rev() {
            actors.swap(idx, random.below(idx + 1));
        }
        let mut sum = 0;
        let weights = (1..=actors.len() as u64).map(|rank| {
            sum += 1_000_000 / rank;
            sum
        });
        Self { weights: weights.collect(), actors }
    }

    fn draw(&self, random: &mut Random) -> usize {
        let all = self.weights.last().copied().unwrap_or(1);
        let at = random.next() % all;
        self.weights.partition_point(|sum| *sum <= at)
    }

    /// The registry: a file for each person, a list for organisations and one for places.
    fn files(&self) -> Vec<(String, String)> {
        let random = &mut Random::new(2);
        let mut files = Vec::new();
        let (mut organisations, mut places) = (String::new(), String::new());
        for Named { full, short, kind } in &self.actors {
            match kind {
                NamedKind::Person => {
                    let slug = full.to_lowercase().replace(' ', "-");
                    let state = random.one(words::STATES).to_lowercase().replace(' ', "-");
                    let (former, office) = (random.one(words::OFFICES), random.one(words::OFFICES));
                    let year = random.between(2018, 2023);
                    let text = format!(
                        "---\nname: {full}\nkind: person\ndescription: {office} since {year}\nroles:\n  - {{title: {former}, of: {state}, from: 2012-05, to: {year}-02-01}}\n  - {{title: {office}, of: {state}, from: {year}-02-01}}\n---\n{full} has been in office for some time.\n"
                    );
                    files.push((format!("content/actors/{slug}.md"), text));
                }
                NamedKind::Organisation => {
                    let _ = writeln!(
                        organisations,
                        "- name: {full}\n  kind: organisation\n  aliases: [{short}]\n  description: A body of several governments"
                    );
                }
                NamedKind::Place => {
                    let state = random.one(words::STATES).to_lowercase().replace(' ', "-");
                    let _ = writeln!(
                        places,
                        "- name: {full}\n  kind: place\n  aliases: [{full} Province]\n  located_in: {state}"
                    );
                }
                NamedKind::State => {}
            }
        }
        files.push(("content/actors/organisations.yaml".to_owned(), organisations));
        files.push(("content/actors/places.yaml".to_owned(), places));
        files
    }
}

/// A fifth of all articles belong to stories of about 20.
struct Stories {
    n_stories: usize,
}

impl Stories {
    fn of(n_articles: usize) -> Self {
        Self { n_stories: (n_articles / 100).max(1) }
    }

    fn slug(story_idx: usize) -> String {
        format!("matter-{story_idx}")
    }

    fn title(story_idx: usize) -> String {
        let subject = words::SUBJECTS[story_idx % words::SUBJECTS.len()].to_lowercase();
        format!("The talks on {subject} {}", story_idx + 1)
    }
}

fn sources_file() -> String {
    let line = |(idx, name): (usize, &&str)| {
        format!("- {{name: {name}, url: \"https://source-{idx}.example.org/\", grade: B2}}\n")
    };
    words::PUBLISHERS.iter().enumerate().map(line).collect()
}

/// An article in the making.
struct Writer<'a> {
    random: Random,
    cast: &'a Cast,
    /// Who is in this article.
    actors: Vec<usize>,
    /// Who has been named already.
    named: Vec<usize>,
    text: String,
}

fn article(
    article_idx: usize,
    n_articles: usize,
    cast: &Cast,
    stories: &Stories,
) -> (String, String) {
    let mut random = Random::new(1000 + article_idx);
    let mut actors = Vec::new();
    let n_actors = random.between(7, 11);
    while actors.len() < n_actors {
        let actor = cast.draw(&mut random);
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    let mut writer = Writer { random, cast, actors, named: Vec::new(), text: String::new() };
    writer.front_matter(article_idx, n_articles, stories);
    writer.lede();
    if writer.random.percent(80) {
        writer.takeaways();
    }
    let n_sections = writer.random.between(4, 6);
    let footnote_at = if writer.random.percent(8) { 1 } else { usize::MAX };
    let table_at = if writer.random.percent(25) { 2 } else { usize::MAX };
    for section_idx in 0..n_sections {
        let heading = writer.random.one(words::HEADINGS);
        let _ = write!(writer.text, "\n## {heading}\n\n");
        for _ in 0..writer.random.between(2, 3) {
            let n_sentences = 15 / n_sections;
            writer.paragraph(n_sentences);
        }
        if section_idx == table_at {
            writer.table();
        }
        if section_idx == footnote_at {
            writer.text.push_str("The figures are those of the ministry.[^1]\n\n[^1]: As of the day of the report.\n\n");
        }
    }
    (article_path(article_idx, n_articles), writer.text)
}

impl Writer<'_> {
    fn front_matter(&mut self, article_idx: usize, n_articles: usize, stories: &Stories) {
        let (year, month, day) = date_of(article_idx * N_DAYS / n_articles);
        let random = &mut self.random;
        let who = self.cast.actors[self.actors[0]].full.clone();
        let (verb, noun) = (random.one(words::HEADLINE_VERBS), random.one(words::NOUNS));
        let subject = random.one(words::SUBJECTS).to_lowercase();
        let hour = random.between(6, 20);
        let text = &mut self.text;
        let _ = write!(
            text,
            "---\ntitle: {who} {verb} {noun} on {subject}\ndate: {year}-{month:02}-{day:02}T{hour:02}:00:00Z\n"
        );
        let topics: Vec<&str> =
            (0..random.between(1, 3)).map(|_| random.one(words::SUBJECTS)).collect();
        let _ = writeln!(text, "topics: [{}]", topics.join(", "));
        if random.percent(20) {
            // A story runs for a while: its articles stand near each other.
            let near = article_idx * stories.n_stories / n_articles;
            let story_idx = (near + random.below(3)).min(stories.n_stories - 1);
            let _ = writeln!(text, "story: {}", Stories::slug(story_idx));
        }
        text.push_str("authors: [Foreign desk]\nsources:\n");
        for _ in 0..random.between(1, 4) {
            let publisher = random.one(words::PUBLISHERS);
            let noun = random.one(words::NOUNS);
            let _ = writeln!(
                text,
                "  - {{title: Statement on the {noun}, publisher: {publisher}, url: \"https://example.org/{article_idx}\", date: {year}-{month:02}-{day:02}}}"
            );
        }
        text.push_str("---\n");
    }

    fn lede(&mut self) {
        for template in
            ["{A} {v} {n} with {A} in {A} on Tuesday.", "The {n} {v} {j} {n} after {t}."]
        {
            self.sentence(template);
        }
        self.text.push_str("\n\n");
    }

    fn takeaways(&mut self) {
        self.text.push_str("## Key takeaways\n\n");
        for _ in 0..self.random.between(3, 5) {
            self.text.push_str("- ");
            let template = self.random.one(words::TAKEAWAYS);
            self.sentence(template);
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, n_sentences: usize) {
        for _ in 0..n_sentences {
            // About every second sentence names someone.
            let names = self.random.percent(37);
            let templates = if names { words::NAMING } else { words::PLAIN };
            let template = self.random.one(templates);
            self.sentence(template);
        }
        self.text.push_str("\n\n");
    }

    fn table(&mut self) {
        self.text.push_str("Table: Members of the delegations\n\n| Delegation | Office | Seats |\n| --- | --- | ---: |\n");
        for _ in 0..self.random.between(3, 6) {
            let name = self.name();
            let (office, seats) = (self.random.one(words::OFFICES), self.random.between(1, 12));
            let _ = writeln!(self.text, "| {name} | {office} | {seats} |");
        }
        self.text.push('\n');
    }

    /// Writes a template with its places filled: `{A}` an actor, `{n}` a noun, `{v}` a verb in the past,
    /// `{j}` an adjective, `{t}` a time, `{d}` a number, `{s}` a subject.
    fn sentence(&mut self, template: &str) {
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            self.text.push_str(&rest[..at]);
            let filled = match &rest[at + 1..at + 2] {
                "A" => self.name(),
                "n" => self.random.one(words::NOUNS).to_owned(),
                "v" => self.random.one(words::VERBS).to_owned(),
                "j" => self.random.one(words::ADJECTIVES).to_owned(),
                "t" => self.random.one(words::TIMES).to_owned(),
                "s" => self.random.one(words::SUBJECTS).to_lowercase(),
                _ => self.random.between(2, 90).to_string(),
            };
            self.text.push_str(&filled);
            rest = &rest[at + 3..];
        }
        self.text.push_str(rest);
        self.text.push(' ');
    }

    /// Names one of this article's actors: in full the first time.
    fn name(&mut self) -> String {
        // The first of the cast are named most.
        let n_actors = self.actors.len();
        let idx = self.random.below(n_actors).min(self.random.below(n_actors));
        let actor = self.actors[idx];
        let named = &self.cast.actors[actor];
        if self.named.contains(&actor) {
            return named.short.clone();
        }
        self.named.push(actor);
        if named.kind == NamedKind::Organisation {
            format!("the {}", named.full)
        } else {
            named.full.clone()
        }
    }
}

/// The date of a day, counted from 1 January 2021; February has 28 days each year.
fn date_of(day_idx: usize) -> (usize, usize, usize) {
    const LENGTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut day = day_idx % 365;
    let mut month = 0;
    while day >= LENGTHS[month] {
        day -= LENGTHS[month];
        month += 1;
    }
    (2021 + day_idx / 365, month + 1, day + 1)
}
