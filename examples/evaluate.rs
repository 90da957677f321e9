//! Measures how well names in annotated texts are told apart.
//!
//! ```text
//! cargo run --release --example evaluate -- ARTICLES.jsonl ACTORS.json [--names-only] [--json]
//! ```
//!
//! Comes in: a text a line, as JSON (`id`, `title`, `text`, `judged: [start, end]`, `mentions` with `start`,
//! `end`, `surface`, `type` and `actor`; places count code points), and a list of actors (`id`, `name`, `kind`,
//! `aliases`). Goes out: precision, recall and F1 of mentions, and the most frequent errors. The registry and the
//! matcher are the product's own; `--names-only` gives it the one name of each actor. A mention is right
//! when its start, its end and its actor are right; what lies outside `judged` does not count, nor does what
//! is annotated as `other`.

#![expect(clippy::disallowed_methods, reason = "an example reads the files that it is given")]
#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use rapporteur::actor::{Registry, link};
use rapporteur::article::{Reading, read_plain};
use rapporteur::config;
use rapporteur::diagnostic::Severity;
use rapporteur::path::SourcePath;
use rapporteur::source::Source;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct AnnotatedText {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    judged: (usize, usize),
    mentions: Vec<AnnotatedMention>,
}

#[derive(Deserialize)]
struct AnnotatedMention {
    start: usize,
    end: usize,
    r#type: String,
    #[serde(default)]
    actor: Option<String>,
}

#[derive(Deserialize)]
struct ListedActor {
    id: String,
    name: String,
    kind: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// A mention as it is compared: places count code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    start: usize,
    end: usize,
    actor: String,
}

#[derive(Default, Serialize)]
struct Result3 {
    right: usize,
    found: usize,
    wanted: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    wrong: Vec<Error>,
    missed: Vec<Error>,
}

/// A kind of error and how often it occurs.
#[derive(Serialize)]
struct Error {
    count: usize,
    surface: String,
    actor: String,
    /// Where it occurs first: id of the text and what stands around.
    sample: String,
}

/// How many kinds of errors are shown.
const N_ERRORS: usize = 20;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let (mut paths, mut names_only, mut as_json, mut all_errors) =
        (Vec::new(), false, false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--names-only" => names_only = true,
            "--json" => as_json = true,
            "--all-errors" => all_errors = true,
            _ if argument.starts_with("--") => bail!("no such option: `{argument}`"),
            _ => paths.push(argument),
        }
    }
    let [articles, actors] = paths.as_slice() else {
        bail!("two files are needed: ARTICLES.jsonl ACTORS.json");
    };
    let read = |path: &String| {
        std::fs::read_to_string(path).with_context(|| format!("could not read `{path}`"))
    };
    let mut actors: Vec<ListedActor> = serde_json::from_str(&read(actors)?)
        .with_context(|| format!("`{actors}` is not a list of actors"))?;
    if names_only {
        actors.iter_mut().for_each(|actor| actor.aliases.clear());
    }
    let texts: Vec<AnnotatedText> = read(articles)?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("`{articles}` has a bad line"))
        })
        .collect::<Result<_>>()?;
    let result = measure(&texts, &actors, if all_errors { usize::MAX } else { N_ERRORS })?;
    if as_json {
        println!("{}", serde_json::to_string(&result)?);
    } else {
        print(&result);
    }
    Ok(())
}

fn measure(texts: &[AnnotatedText], actors: &[ListedActor], most: usize) -> Result<Result3> {
    let settings = config::read("").0;
    let reading = Reading::new(&settings);
    let files = actors.chunks(200).zip(0..).map(|(actors, idx)| registry_file(actors, idx));
    let files = files.collect::<Result<Vec<Source>>>()?;
    let (registry, diagnostics) = Registry::read(&settings, files.iter(), &reading);
    if let Some(problem) = diagnostics.iter().find(|found| found.severity == Severity::Error) {
        bail!("the list of actors cannot be used: {}", problem.message);
    }
    let ids: BTreeMap<String, &ListedActor> =
        actors.iter().map(|actor| (slug_of(&actor.id), actor)).collect();
    let named = |id: &str| {
        actors
            .iter()
            .find(|actor| actor.id == id)
            .map_or(id, |actor| actor.name.as_str())
            .to_owned()
    };

    let mut result = Result3::default();
    let mut wrong: BTreeMap<(String, String), (usize, String)> = BTreeMap::new();
    let mut missed = wrong.clone();
    for text in texts {
        let starts: Vec<usize> =
            text.text.char_indices().map(|(at, _)| at).chain([text.text.len()]).collect();
        let article =
            read_plain(&SourcePath::new("content/articles/text.md"), &text.title, &text.text);
        let linked = link(&article, &registry);
        let at = |byte: u32| starts.partition_point(|start| *start < byte as usize);
        let is_judged = |start: usize, end: usize| text.judged.0 <= start && end <= text.judged.1;
        let of = |wanted: bool| {
            text.mentions.iter().filter(move |mention| (mention.r#type != "other") == wanted)
        };
        let gold: Vec<Found> = of(true)
            .filter(|mention| is_judged(mention.start, mention.end))
            .filter_map(|mention| {
                Some(Found {
                    start: mention.start,
                    end: mention.end,
                    actor: mention.actor.clone()?,
                })
            })
            .collect();
        let found: Vec<Found> = linked
            .mentions
            .iter()
            .filter_map(|mention| {
                let actor = ids.get(registry.actor(mention.actor).slug.as_str())?.id.clone();
                Some(Found { start: at(mention.span.start), end: at(mention.span.end), actor })
            })
            .filter(|found| is_judged(found.start, found.end))
            .filter(|found| {
                let overlaps =
                    |other: &AnnotatedMention| other.start < found.end && found.start < other.end;
                gold.contains(found) || !of(false).any(overlaps)
            })
            .collect();
        result.wanted += gold.len();
        result.found += found.len();
        result.right += found.iter().filter(|found| gold.contains(found)).count();
        let note = |errors: &mut BTreeMap<(String, String), (usize, String)>, error: &Found| {
            let part =
                |from: usize, to: usize| text.text[starts[from]..starts[to]].replace('\n', " ");
            let surface = part(error.start, error.end);
            let sample = format!(
                "{}: {}[{surface}]{}",
                text.id,
                part(error.start.saturating_sub(40), error.start),
                part(error.end, (error.end + 40).min(starts.len() - 1))
            );
            errors.entry((surface, named(&error.actor))).or_insert((0, sample)).0 += 1;
        };
        found
            .iter()
            .filter(|found| !gold.contains(found))
            .for_each(|error| note(&mut wrong, error));
        gold.iter().filter(|gold| !found.contains(gold)).for_each(|error| note(&mut missed, error));
    }
    let share =
        |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    result.precision = share(result.right, result.found);
    result.recall = share(result.right, result.wanted);
    result.f1 = share(2 * result.right, result.found + result.wanted);
    result.wrong = most_frequent(wrong, most);
    result.missed = most_frequent(missed, most);
    Ok(result)
}

fn slug_of(id: &str) -> String {
    rapporteur::path::Slug::of(id).map_or_else(String::new, |slug| slug.to_string())
}

/// A file of the registry: JSON is YAML.
fn registry_file(actors: &[ListedActor], idx: usize) -> Result<Source> {
    #[derive(Serialize)]
    struct Entry<'a> {
        slug: &'a str,
        name: &'a str,
        kind: &'a str,
        aliases: &'a [String],
    }
    const KINDS: &[&str] = &["person", "organisation", "state", "place", "outlet", "group"];
    let entries: Vec<Entry<'_>> = actors
        .iter()
        .map(|actor| Entry {
            slug: &actor.id,
            name: &actor.name,
            kind: KINDS.iter().find(|kind| **kind == actor.kind).unwrap_or(&"group"),
            aliases: &actor.aliases,
        })
        .collect();
    let path = SourcePath::new(&format!("content/actors/part-{idx}.yaml"));
    Ok(Source::new(path, &serde_json::to_vec(&entries)?))
}

fn most_frequent(errors: BTreeMap<(String, String), (usize, String)>, most: usize) -> Vec<Error> {
    let mut errors: Vec<Error> = errors
        .into_iter()
        .map(|((surface, actor), (count, sample))| Error { count, surface, actor, sample })
        .collect();
    errors.sort_by_key(|error| std::cmp::Reverse(error.count));
    errors.truncate(most);
    errors
}

fn print(result: &Result3) {
    let Result3 { right, found, wanted, precision, recall, f1, wrong, missed } = result;
    println!("mentions   {wanted} wanted, {found} found, {right} right");
    println!("precision  {precision:.3}\nrecall     {recall:.3}\nF1         {f1:.3}");
    for (title, errors) in [("wrong", wrong), ("missed", missed)] {
        println!("\n{title}:");
        for Error { count, surface, actor, sample } in errors {
            println!("{count:4} `{surface}` as `{actor}`\n       {sample}");
        }
    }
}
