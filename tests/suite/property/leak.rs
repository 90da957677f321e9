//! Nothing of an article that is held back reaches any output.
//!
//! Every such article has words that stand nowhere else, one for each place in which a writer can put a
//! word. A published article links to all of them.

use std::collections::BTreeMap;

use rapporteur::cache::Memo;
use rapporteur::output::MARKER;
use rapporteur::output::writer::{Job, Written, write};
use rapporteur::site::Preview;
use rapporteur::source::load::load;

use super::project::outputs_in;
use super::writer::NOW;
use super::{Dice, Made, Project, difference};

/// A word of each of these is in every article that is held back.
const PLACES: &[&str] = &[
    "title",
    "slug",
    "file",
    "lede",
    "takeaway",
    "body",
    "heading",
    "cell",
    "footnote",
    "topic",
    "story",
    "alt",
    "image",
    "source",
    "publisher",
    "author",
    "person",
    "wiki",
    "alias",
    "correction",
    "code",
    "note",
];

/// Why an article is held back.
const HOLDS: &[&str] = &[
    "status: draft",
    "embargo: 2025-03-02",
    "date: 2025-03-01T12:00:01Z",
    "status: draft\nembargo: 2020-01-01",
    "date: 2025-02-01\nembargo: 2031-01-01T00:00:00+09:00",
];

const PUBLISHED: &[&str] =
    &["Northland", "Port City", "Marco Rubio", "Sergey Lavrov", "Energy Forum"];

#[test]
fn no_word_of_an_article_that_is_held_back_is_in_any_output() {
    for seed in 1..=6 {
        let site = LeakySite::new(&mut Dice::new(seed + 5000));
        let shown = site.project.made(Preview::Published, &mut Memo::default());
        assert_eq!(leaks(&site, &shown.outputs), Vec::<String>::new(), "seed {seed}");
        // In a preview they do occur, so that this test can fail.
        let previewed = site.project.made(Preview::Everything, &mut Memo::default());
        let seen = leaks(&site, &previewed.outputs);
        let n_unseen = site
            .markers
            .iter()
            .filter(|marker| !seen.iter().any(|leak| leak.starts_with(*marker)))
            .count();
        // Words of files that nothing shows: code comments of a registry, targets of links.
        assert!(
            n_unseen * 10 < site.markers.len(),
            "seed {seed}: {n_unseen} of {}",
            site.markers.len()
        );
    }
}

#[test]
fn a_site_with_articles_held_back_equals_the_site_without_their_files() {
    for seed in 1..=6 {
        let site = LeakySite::new(&mut Dice::new(seed + 6000));
        let with = site.project.made(Preview::Published, &mut Memo::default());
        let mut project = site.project.clone();
        project.files.retain(|path, _| !site.held_back.contains(path));
        let without = project.made(Preview::Published, &mut Memo::default());
        assert_eq!(difference(&outputs_of(with), &outputs_of(without)), None, "seed {seed}");
    }
}

#[test]
fn no_word_of_an_article_that_is_held_back_is_in_any_file_of_the_output_folder() {
    let site = LeakySite::new(&mut Dice::new(7000));
    let folder = tempfile::tempdir().unwrap();
    site.project.put(folder.path());
    // A preview first: what it showed must be gone from the next build.
    for preview in [Preview::Everything, Preview::Published] {
        let snapshot = load(folder.path(), NOW).unwrap();
        let job = Job { project: folder.path(), output: None, preview };
        assert!(matches!(write(&snapshot, &job, &()).unwrap(), Written::Done { .. }));
    }
    let public = folder.path().join("public");
    let mut files = outputs_in(&public);
    files.insert(MARKER.to_owned(), (0, std::fs::read(public.join(MARKER)).unwrap()));
    assert_eq!(leaks(&site, &files), Vec::<String>::new());
}

struct LeakySite {
    project: Project,
    /// Files of the articles that are held back, and of what only they use.
    held_back: Vec<String>,
    /// Words that stand in those files only.
    markers: Vec<String>,
}

impl LeakySite {
    fn new(dice: &mut Dice) -> Self {
        let mut site = LeakySite {
            project: Project { files: BTreeMap::new(), now: NOW },
            held_back: Vec::new(),
            markers: Vec::new(),
        };
        let project = &mut site.project;
        project.write("site.yaml", "title: Test\nbase_url: https://example.org/\n");
        project.write(
            "content/actors/all.yaml",
            "- {name: Northland, kind: state, demonyms: [Northern]}\n\
             - {name: Southland, kind: state, demonyms: [Southern]}\n\
             - {name: Port City, kind: place, located_in: northland}\n\
             - {name: Marco Rubio, kind: person}\n- {name: Sergey Lavrov, kind: person}\n\
             - {name: Energy Forum, kind: organisation}\n",
        );
        project.write("content/stories/talks.md", "---\ntitle: The talks\n---\nA story.\n");
        project.write("content/topics/energy.md", "---\ntitle: Energy\n---\nA topic.\n");
        project.write("content/articles/shared.png", "a picture");
        let mut links = String::new();
        for number in 0..HOLDS.len() + dice.below(3) {
            let hold = HOLDS[number % HOLDS.len()];
            let path = site.hold_back(dice, number, hold);
            let (file, slug) = (path.rsplit('/').next().unwrap(), site.word(number, "slug"));
            links += &format!(
                "\n\nSee [[{slug}|one]] and [two]({file}) and [[{}|three]].",
                site.word(number, "title")
            );
            links += &format!(" Also [[{}|four]].", site.word(number, "story"));
        }
        for number in 0..4 {
            let (one, two) = (dice.pick(PUBLISHED), dice.pick(PUBLISHED));
            let text = format!(
                "---\ntitle: Report {number}\ndate: 2025-02-1{number}\ntopics: [Energy]\nstory: talks\nimage: shared.png\n---\n\
                 {one} met {two}. Northern troops waited.{links}\n\n## Key takeaways\n\n- {two} left.\n"
            );
            site.project.write(&format!("content/articles/report-{number}.md"), &text);
        }
        site
    }

    /// A word that stands in one place of one article only.
    fn word(&self, number: usize, place: &str) -> String {
        format!("zq{}{place}", ["ka", "lu", "mi", "no", "pe", "ra", "su", "ti"][number])
    }

    /// Adds an article that is held back, with all that only it uses; returns its path.
    fn hold_back(&mut self, dice: &mut Dice, number: usize, hold: &str) -> String {
        let word = |place: &str| self.word(number, place);
        let date = if hold.contains("date:") { "" } else { "date: 2025-02-20\n" };
        let story = if dice.once_in(2) { "talks".to_owned() } else { word("story") };
        let text = format!(
            "---\ntitle: The {title} plan\n{date}{hold}\nslug: {slug}\nlede: A {lede} by Southland.\n\
             takeaways: [The {takeaway} of Marco Rubio]\ntopics: [{topic}, Energy]\nstory: {story}\nimage: {image}.png\n\
             authors: [{author} Writer]\naliases: [/{alias}/]\n\
             sources: [{{title: {source} paper, publisher: {publisher}, url: \"https://example.org/{source}\"}}]\n\
             corrections: [{{date: 2025-02-21, text: The {correction} was wrong}}]\n---\n\
             The {body} of Southland. Minister {person} Smith met Marco Rubio and Port City.[^1]\n\n\
             ## On {heading}\n\n![{alt}]({image}.png) and [[{wiki}]].\n\n| A |\n| --- |\n| {cell} |\n\n\
             `{code}` is [here]({note}.md).\n\n[^1]: A {footnote}.\n",
            title = word("title"),
            slug = word("slug"),
            lede = word("lede"),
            takeaway = word("takeaway"),
            topic = word("topic"),
            image = word("image"),
            author = word("author"),
            alias = word("alias"),
            source = word("source"),
            publisher = word("publisher"),
            correction = word("correction"),
            body = word("body"),
            person = word("person"),
            heading = word("heading"),
            alt = word("alt"),
            wiki = word("wiki"),
            cell = word("cell"),
            code = word("code"),
            footnote = word("footnote"),
            note = word("note"),
        );
        let path = format!("content/articles/2025-02-20-{}.md", word("file"));
        let page = format!(
            "---\ntitle: About {}\ndescription: Of {}\n---\nMore {}.\n",
            word("body"),
            word("lede"),
            word("note")
        );
        let files = [
            (path.clone(), text),
            (format!("content/articles/{}.png", word("image")), word("image")),
            (format!("content/stories/{}.md", word("story")), page.clone()),
            (format!("content/topics/{}.md", word("topic")), page),
        ];
        let words: Vec<String> = PLACES.iter().map(|place| word(place)).collect();
        self.markers.extend(words);
        for (path, text) in files {
            self.project.write(&path, &text);
            self.held_back.push(path);
        }
        path
    }
}

/// Each word that occurs in an output, with the path of the output.
fn leaks(site: &LeakySite, outputs: &BTreeMap<String, (u128, Vec<u8>)>) -> Vec<String> {
    let mut leaks = Vec::new();
    for (path, (_, bytes)) in outputs {
        let text = format!("{path}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
        leaks.extend(
            site.markers
                .iter()
                .filter(|marker| text.contains(*marker))
                .map(|marker| format!("{marker} in {path}")),
        );
    }
    leaks.sort();
    leaks
}

/// The outputs alone: a link to a file that is gone is told in other words than one to a draft.
fn outputs_of(made: Made) -> Made {
    Made { diagnostics: Vec::new(), ..made }
}
