//! Measures builds of generated sites against what no generator can do without.
//!
//! ```text
//! cargo bench --bench build                 sites of 1,000 and 10,000 articles
//! cargo bench --bench build -- 2000         a site of that size
//! cargo bench --bench build -- --quick      200 articles, to see that everything runs
//! cargo bench --bench build -- --generate FOLDER 10000     only writes the site
//! cargo bench --bench build -- --edits FOLDER 10000        only edits that site, in memory
//! ```
//!
//! Stages are measured inside this process, whole builds in processes of their own, on two threads each.
//! Of repeated runs the median is taken; the floor and the builds take turns, so that what else the
//! machine does falls on both. Nothing is deleted that need not be: ext4 does not use the number of a
//! file again within a minute of its deletion, and looks long for another one. `TMPDIR=/dev/shm` takes
//! the disk out of the figures.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and tells")]
#![expect(clippy::cast_precision_loss, reason = "numbers of files and bytes are small")]

mod edits;
mod floor;
mod generate;
mod process;
mod random;
mod sizes;
mod stages;
mod words;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use process::{Ran, Usage, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Threads of every measured process.
const N_THREADS: usize = 2;

fn main() -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(N_THREADS).build_global()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, folder, n_articles, ..] = arguments.as_slice()
        && flag == GENERATE
    {
        return generate::write_site(Path::new(folder), n_articles.parse()?);
    }
    if let [flag, folder, n_articles, ..] = arguments.as_slice()
        && flag == EDITS
    {
        for (name, time) in edits::measure(Path::new(folder), &last_article(n_articles.parse()?))? {
            println!("{name:<22} {:>9.1} ms", seconds(time) * 1e3);
        }
        return Ok(());
    }
    if let [flag, project, list, target] = arguments.as_slice()
        && flag == FLOOR
    {
        return floor::run(Path::new(project), Path::new(list), Path::new(target));
    }
    let Some(sizes) = sizes::sizes(&arguments) else {
        println!("nothing is measured: run `cargo bench --bench build`");
        return Ok(());
    };
    let scratch = tempfile::Builder::new().prefix("rapporteur-bench-").tempdir()?;
    let measured = sizes
        .iter()
        .map(|n_articles| Measured::of(*n_articles, &scratch.path().join(n_articles.to_string())))
        .collect::<Result<Vec<_>>>()?;
    for measured in &measured {
        measured.print();
    }
    if let [small, .., large] = measured.as_slice() {
        let ratio = seconds(large.cold.time) / seconds(small.cold.time);
        println!(
            "\ncold, {} against {} articles: {ratio:.1} x (bar: 11 x)",
            large.n_articles, small.n_articles
        );
    }
    Ok(())
}

/// Asks this program to be the floor.
const FLOOR: &str = "--floor";
/// Asks this program for a site and nothing else.
const GENERATE: &str = "--generate";
/// Asks this program for the time of edits and nothing else.
const EDITS: &str = "--edits";

/// What was measured at one size.
struct Measured {
    n_articles: usize,
    n_files: usize,
    n_bytes: u64,
    stages: stages::Stages,
    floor: Ran,
    cold: Ran,
    warm: Ran,
    edit: Ran,
    check: Ran,
}

impl Measured {
    fn of(n_articles: usize, scratch: &Path) -> Result<Self> {
        let project = scratch.join("site");
        generate::write_site(&project, n_articles)?;
        let edited = last_article(n_articles);
        let n_runs = if n_articles > 5_000 { 3 } else { 5 };

        let all = (0..n_runs)
            .map(|run_idx| stages::measure(&project, &scratch.join(format!("stages-{run_idx}"))));
        let mut stages = median_stages(&all.collect::<Result<Vec<_>>>()?);
        stages.extend(edits::measure(&project, &edited)?);

        let list = scratch.join("list");
        let build = [
            "--project".into(),
            project.clone(),
            "build".into(),
            "--now".into(),
            "2026-01-01".into(),
        ];
        let rapporteur = Path::new(env!("CARGO_BIN_EXE_rapporteur"));
        let myself = std::env::current_exe()?;
        let mut check = build.clone();
        check[2] = "check".into();
        let (mut floor, mut cold, mut warm, mut edit) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut checked = Vec::new();
        let (mut n_files, mut n_bytes) = (0, 0);
        for run_idx in 0..n_runs {
            if run_idx > 0 {
                for made in ["public", ".rapporteur"] {
                    let aside = scratch.join(format!("{made}-{run_idx}"));
                    fs::rename(project.join(made), aside)?;
                }
            }
            cold.push(run(rapporteur, &build)?);
            warm.push(run(rapporteur, &build)?);
            checked.push(run(rapporteur, &check)?);
            (n_files, n_bytes) = floor::list_files(&project.join("public"), &list)?;
            let output = scratch.join(format!("floor-{run_idx}"));
            floor.push(run(&myself, &[FLOOR.into(), project.clone(), list.clone(), output])?);
        }
        // These come last, since each removes the old output.
        for run_idx in 0..n_runs {
            let article = project.join(&edited);
            let text = fs::read_to_string(&article)?;
            fs::write(&article, format!("{text}\nSentence number {run_idx} was added.\n"))?;
            edit.push(run(rapporteur, &build)?);
        }
        let [floor, cold, warm, edit, check] = [floor, cold, warm, edit, checked].map(Ran::median);
        Ok(Self { n_articles, n_files, n_bytes, stages, floor, cold, warm, edit, check })
    }

    fn print(&self) {
        let Self { n_articles, n_files, n_bytes, stages, floor, cold, warm, edit, check } = self;
        println!("\n{n_articles} articles, {n_files} files, {:.0} MB", megabytes(*n_bytes));
        println!(
            "  {:<22} {:>9} {:>12} {:>8} {:>8} {:>8}",
            "", "ms", "articles/s", "x floor", "CPU ms", "MB"
        );
        let row = |name: &str, time: Duration, usage: Option<Usage>| {
            let ratio = seconds(time) / seconds(floor.time);
            let rate = *n_articles as f64 / seconds(time);
            let (cpu, peak) = usage.map_or_else(Default::default, |usage| {
                (usage.cpu.as_millis().to_string(), format!("{:.0}", megabytes(usage.peak)))
            });
            println!(
                "  {name:<22} {:>9.1} {rate:>12.0} {ratio:>8.2} {cpu:>8} {peak:>8}",
                seconds(time) * 1e3
            );
        };
        for (name, time) in stages {
            row(name, *time, None);
        }
        row("floor", floor.time, floor.usage);
        row("cold build", cold.time, cold.usage);
        row("warm, nothing changed", warm.time, warm.usage);
        row("warm, one edit", edit.time, edit.usage);
        row("check", check.time, check.usage);
        let bar = |what: &str, value: f64, limit: f64, unit: &str| {
            let verdict = if value <= limit { "holds" } else { "FAILS" };
            println!("  bar {verdict}: {what} {value:.2}{unit}, at most {limit}{unit}");
        };
        bar("cold build", seconds(cold.time) / seconds(floor.time), 3.0, " x the floor");
        bar("warm, nothing changed", seconds(warm.time) / seconds(floor.time), 0.4, " x the floor");
        bar("check", seconds(check.time) / seconds(cold.time), 1.0, " x the cold build");
        if let Some(usage) = cold.usage {
            bar("memory of the cold build", megabytes(usage.peak), 400.0, " MB");
        }
    }
}

/// The article that is edited: the newest.
fn last_article(n_articles: usize) -> String {
    generate::article_path(n_articles.saturating_sub(1), n_articles)
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn megabytes(n_bytes: u64) -> f64 {
    n_bytes as f64 / 1e6
}

fn median_stages(runs: &[stages::Stages]) -> stages::Stages {
    let n_stages = runs.first().map_or(0, Vec::len);
    let median = |stage_idx: usize| {
        let mut times: Vec<_> = runs.iter().map(|stages| stages[stage_idx]).collect();
        times.sort_unstable_by_key(|(_, time)| *time);
        times[times.len() / 2]
    };
    (0..n_stages).map(median).collect()
}
