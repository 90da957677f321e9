//! Measures the live preview: from the end of a write to the first answer that has the new text.
//!
//! ```text
//! cargo bench --bench preview                sites of 1,000 and 10,000 articles
//! cargo bench --bench preview -- 2000        a site of that size
//! cargo bench --bench preview -- --quick     200 articles, to see that everything runs
//! ```
//!
//! The real program serves real files over HTTP on loopback, and a client asks on one kept-alive
//! connection, again and again, until the new text is there. The debounce is part of the figures, and so
//! is the time that the client itself takes from the processors. A cold build of the same site is
//! measured in the same run, since ratios say more than milliseconds of one machine.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and tells")]

mod client;
mod generate;
mod process;
mod random;
mod sizes;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use client::{Client, Preview};
use process::{Ran, Usage};

/// Threads of every measured process.
const N_THREADS: usize = 2;

/// Edits of each sort; the first is not counted.
const N_EDITS: usize = 40;

/// Open tabs that only listen.
const N_TABS: usize = 200;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(sizes) = sizes::sizes(&arguments) else {
        println!("nothing is measured: run `cargo bench --bench preview`");
        return Ok(());
    };
    let scratch = tempfile::Builder::new().prefix("rapporteur-preview-").tempdir()?;
    for n_articles in sizes {
        measure(n_articles, &scratch.path().join(n_articles.to_string()))?;
    }
    Ok(())
}

fn measure(n_articles: usize, project: &Path) -> Result<()> {
    generate::write_site(project, n_articles)?;
    let rapporteur = Path::new(env!("CARGO_BIN_EXE_rapporteur"));
    let cold_build = |run_idx: usize| {
        let output = project.join(format!("public-{run_idx}"));
        let project = project.to_string_lossy();
        let build = ["--project", &project, "build", "--output", &output.to_string_lossy()];
        let ran = process::run(rapporteur, &build.map(PathBuf::from))?;
        fs::remove_dir_all(Path::new(&*project).join(".rapporteur"))?;
        Ok(ran)
    };
    let Ran { time: cold, usage } = Ran::median((0..3).map(cold_build).collect::<Result<_>>()?);
    let start = Instant::now();
    let preview = Preview::start(rapporteur, project)?;
    let mut client = Client::connect(preview.port)?;
    println!(
        "\n{n_articles} articles: cold build {}, preview ready in {}",
        Shown(cold),
        Shown(start.elapsed())
    );
    if let Some(Usage { cpu, peak }) = usage {
        println!("  the build took {} of the processors and {} MB", Shown(cpu), peak / 1_000_000);
    }

    let site = Site::of(project, &mut client)?;
    let mut article = Vec::new();
    for edit_idx in 0..N_EDITS {
        article.push(site.edit_article(edit_idx, &mut client)?);
    }
    let registry = (0..N_EDITS).map(|edit_idx| site.edit_registry(edit_idx, &mut client));
    let registry = registry.collect::<Result<Vec<_>>>()?;
    let template = (0..N_EDITS).map(|edit_idx| site.edit_template(edit_idx, &mut client));
    let template = template.collect::<Result<Vec<_>>>()?;
    let get = (0..1_000).map(|_| site.get(&mut client)).collect::<Result<Vec<_>>>()?;
    let tabs = (0..N_TABS).map(|_| Client::listen(preview.port, &site.article));
    let tabs = tabs.collect::<Result<Vec<_>>>()?;
    let get_beside = (0..1_000).map(|_| site.get(&mut client)).collect::<Result<Vec<_>>>()?;
    drop(tabs);

    let millis = Duration::from_millis;
    let is_large = n_articles >= 10_000;
    let bar = |millis| is_large.then_some(millis);
    report("article edit", article.clone(), bar((millis(60), millis(120))));
    report("registry edit", registry, bar((millis(400), Duration::MAX)));
    report("template edit", template, bar((millis(100), Duration::MAX)));
    report("page, nothing changed", get, Some((millis(1), Duration::MAX)));
    report("the same beside 200 tabs", get_beside, Some((millis(1), Duration::MAX)));
    article.sort_unstable();
    let ratio = cold.as_secs_f64() / article[article.len() / 2].as_secs_f64();
    println!("  a cold build takes {ratio:.0} x the time of an article edit (bar: 40 x at 10,000)");
    if let Some(memory) = preview.memory() {
        println!("  memory of the preview: {} MB", memory / 1_000_000);
    }
    Ok(())
}

/// What is edited, and where it shows.
struct Site {
    project: PathBuf,
    /// The path of an article's file, and its text.
    file: PathBuf,
    text: String,
    /// Paths of its page and of the dossier of someone whom it names.
    article: String,
    dossier: String,
    actor_file: PathBuf,
    actor_text: String,
    base: String,
}

impl Site {
    fn of(project: &Path, client: &mut Client) -> Result<Self> {
        let home = client.get("/")?;
        let article = after(&home, "href=\"articles/").context("the home page has an article")?;
        let article = format!("/articles/{}/", article.split('/').next().unwrap_or_default());
        let state: serde_json::Value =
            serde_json::from_str(&client.get("/__rapporteur/state.json")?)?;
        let listed = state["pages"].as_array().into_iter().flatten();
        let listed = listed.filter(|page| page["url"] == article.as_str());
        let source = listed.filter_map(|page| page["source"].as_str()).next();
        let file = project.join(source.context("the map has the article")?);
        let text = fs::read_to_string(&file)?;
        let page = client.get(&article)?;
        let mut rest = page.as_str();
        let (dossier, actor_file) = loop {
            rest = after(rest, "href=\"../../actors/").context("it names one of the site's own")?;
            let slug = rest.split('/').next().unwrap_or_default();
            let file = project.join(format!("content/actors/{slug}.md"));
            if file.exists() {
                break (format!("/actors/{slug}/"), file);
            }
        };
        let actor_text = fs::read_to_string(&actor_file)?;
        let base =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/base.html"))?;
        let project = project.to_path_buf();
        Ok(Self { project, file, text, article, dossier, actor_file, actor_text, base })
    }

    /// Changes a sentence that names someone and the title; what shows them must be as fresh as the page.
    fn edit_article(&self, edit_idx: usize, client: &mut Client) -> Result<Duration> {
        let sign = format!("Edit{edit_idx}x");
        let name = name_in(&self.actor_text).context("an actor has a name")?;
        let text = self.text.replacen("title: ", &format!("title: {sign} "), 1);
        fs::write(&self.file, format!("{text}\n{name} spoke of {sign}.\n"))?;
        let start = Instant::now();
        client.get_until(&self.article, &sign)?;
        let time = start.elapsed();
        ensure!(client.get("/")?.contains(&sign), "the home page is stale");
        ensure!(client.get(&self.dossier)?.contains(&sign), "the dossier is stale");
        Ok(time)
    }

    /// Gives an actor another alias, which its dossier shows.
    fn edit_registry(&self, edit_idx: usize, client: &mut Client) -> Result<Duration> {
        let sign = format!("Alias{edit_idx}x");
        fs::write(
            &self.actor_file,
            format!("{}\naliases: [{sign}]\n", self.actor_text.trim_end()),
        )?;
        let start = Instant::now();
        client.get_until(&self.dossier, &sign)?;
        Ok(start.elapsed())
    }

    fn edit_template(&self, edit_idx: usize, client: &mut Client) -> Result<Duration> {
        let sign = format!("<!-- template {edit_idx} -->");
        fs::create_dir_all(self.project.join("templates"))?;
        let text = self.base.replace("</head>", &format!("{sign}</head>"));
        fs::write(self.project.join("templates/base.html"), text)?;
        let start = Instant::now();
        client.get_until(&self.article, &sign)?;
        Ok(start.elapsed())
    }

    fn get(&self, client: &mut Client) -> Result<Duration> {
        let start = Instant::now();
        client.get(&self.article)?;
        Ok(start.elapsed())
    }
}

fn after<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    text.find(sign).map(|at| &text[at + sign.len()..])
}

fn name_in(actor: &str) -> Option<&str> {
    actor.lines().find_map(|line| line.trim_start_matches("- ").strip_prefix("name: "))
}

/// Prints median and 95th percentile; the first time is of a cold path and is left out.
fn report(what: &str, mut times: Vec<Duration>, bars: Option<(Duration, Duration)>) {
    times.remove(0);
    times.sort_unstable();
    let (p50, p95) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    let verdict =
        bars.map_or(
            "",
            |(bar50, bar95)| {
                if p50 <= bar50 && p95 <= bar95 { "bar holds" } else { "bar FAILS" }
            },
        );
    println!(
        "  {what:<26} p50 {:>10}  p95 {:>10}  {verdict}",
        Shown(p50).to_string(),
        Shown(p95).to_string()
    );
}

struct Shown(Duration);

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} ms", self.0.as_secs_f64() * 1e3)
    }
}
