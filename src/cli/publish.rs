//! `rapporteur publish`: builds the site, lets it through the gate, and sends it to where readers are.

mod told;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::build::{Stopwatch, Summary};
use super::check::gate;
use super::report;
use super::{Format, Outcome, clock, progress};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::output::OldOutput;
use crate::output::writer::{self, Job, Writer, Written};
use crate::path::Address;
use crate::pipeline::{Build, settings};
use crate::publish::{
    self, Environment, Foreign, Hash, Landmark, Mode, Moment, Published, Surroundings, Tree, Wishes,
};
use crate::render::Rendered;
use crate::site::Preview;
use crate::source::load;

#[cfg(feature = "http")]
use told::told_of_readers;
use told::{Report, Seconds, refuse, told_of_rollback};

/// Arguments of `publish`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct PublishArguments {
    /// The target, by its name under `publish:` in `site.yaml`; not needed where there is one only
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// Show what would be sent and removed, and send nothing
    #[arg(long, short = 'n', conflicts_with = "rollback")]
    dry_run: bool,
    /// Go back to the release before the present one
    #[arg(long)]
    rollback: bool,
    /// Publish to a place that has files of others: those in the way are overwritten
    #[arg(long, conflicts_with = "rollback")]
    adopt: bool,
    /// The time that counts as now: `2025-02-18` or `2025-02-18T09:00:00Z`
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  rapporteur publish                     to the only target of `site.yaml`
  rapporteur publish staging             to the target of that name
  rapporteur publish live --dry-run      what would be sent, with sizes
  rapporteur publish live --rollback     back to the release before

Credentials come from the environment or the usual files of the platform, never from `site.yaml`.";

/// Publishes the site.
pub(super) fn run(arguments: &PublishArguments, project: &Path, format: Format) -> Result<Outcome> {
    let watch = Stopwatch::start();
    let now = clock::now(arguments.now.as_deref())?;
    let snapshot = load::load(project, now)?;
    let (config, problems) = settings(&snapshot);
    let settings = match chosen(&config, arguments.target.as_deref()) {
        // A target that is not understood is missing; what is wrong with it says more. Going back needs nothing else of
        // the settings, but where a secret stands in them the target may be masked.
        result
            if has_error(&problems) && result.is_err()
                || arguments.rollback
                    && problems.iter().any(|it| it.code == Code::WrittenSecret) =>
        {
            if format == Format::Human {
                report::human(&problems)?;
            }
            refuse(&problems, format)?;
            return Ok(Outcome::ProblemsInContent);
        }
        result => result?,
    };
    let surroundings = Surroundings {
        project: project.to_path_buf(),
        output: project.join(&config.output),
        environment: environment(),
    };
    if arguments.rollback {
        let target = publish::target(settings, &surroundings)?;
        let bar = progress::Bar::default();
        let manifest = publish::roll_back(&*target, Moment { now, grace: settings.grace }, &bar);
        bar.clear();
        let manifest = manifest?;
        return told_of_rollback(&target.place(), &manifest.id(), format).map(|()| Outcome::Fine);
    }

    let job = Job { project, output: None, preview: Preview::Published };
    // Who publishes does so again, mostly after a small edit: the old output is what the next one is made of. Nobody
    // goes back to it here, and it may have been one with drafts.
    let mut writer = Writer::new(job, OldOutput::LaidBy);
    let bar = progress::Bar::default();
    let written = writer.write(&snapshot, &bar);
    bar.clear();
    let (folder, made) = match written? {
        Written::Done { folder, build, .. } => (folder, build),
        written @ Written::Refused { .. } => {
            let t_all = watch.elapsed();
            Summary { t_read: t_all, t_all, written: &written }.print(format)?;
            return Ok(Outcome::ProblemsInContent);
        }
    };
    let t_build = watch.elapsed();
    let built = writer.build(&snapshot, made);
    // The gate does not use both processors all the time, and the files have to be looked at anyway.
    let (checked, tree) =
        rayon::join(|| gate(project, &built, &snapshot), || tree(&built, &folder, project));
    let diagnostics = checked?;
    if format == Format::Human {
        report::human(&diagnostics)?;
    }
    if has_error(&diagnostics) {
        refuse(&diagnostics, format)?;
        return Ok(Outcome::ProblemsInContent);
    }

    let t_gate = watch.elapsed();
    let tree = tree?;
    let target = publish::target(settings, &surroundings)?;
    let wishes = Wishes {
        moment: Moment { now, grace: settings.grace },
        host: settings.host,
        foreign: if arguments.adopt { Foreign::Adopted } else { Foreign::Refused },
        mode: if arguments.dry_run { Mode::DryRun } else { Mode::Send },
    };
    let mover = |from: &str, to: &str| redirect(&built, from, to);
    let bar = progress::Bar::default();
    let published = publish::publish(&*target, &tree, &mover, wishes, &bar);
    bar.clear();
    let report = Report {
        target: &settings.name,
        place: target.place(),
        published: &published?,
        diagnostics: &diagnostics,
        mode: wishes.mode,
        seconds: Seconds {
            build: t_build.as_secs_f64(),
            check: (t_gate - t_build).as_secs_f64(),
            send: (watch.elapsed() - t_gate).as_secs_f64(),
            total: watch.elapsed().as_secs_f64(),
        },
    };
    report.print(format)?;
    if let (Some(url), Mode::Send) = (&settings.url, wishes.mode) {
        fetch_back(url, report.published)?;
    }
    Ok(Outcome::Fine)
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Tells where readers still see something else. That is no failure: the site was sent, and hosts and
/// caches have their own time.
#[cfg(feature = "http")]
fn fetch_back(url: &str, published: &Published) -> Result<()> {
    let differing = publish::differing(url, published);
    writeln!(anstream::stderr().lock(), "{}", told_of_readers(url, differing))?;
    Ok(())
}

/// This program cannot fetch pages.
#[cfg(not(feature = "http"))]
fn fetch_back(url: &str, _: &Published) -> Result<()> {
    writeln!(
        anstream::stderr().lock(),
        "note: no page is fetched back from {url}: this program was built without `--features http`"
    )?;
    Ok(())
}

/// The target that was named, or the only one.
fn chosen<'a>(config: &'a Config, name: Option<&str>) -> Result<&'a config::Target> {
    let names: Vec<&str> = config.targets.iter().map(|target| target.name.as_str()).collect();
    match (name, &config.targets[..]) {
        (_, []) => bail!(
            "`site.yaml` names no target under `publish:`\n\
             hint: add one, such as `publish: {{live: {{kind: folder, path: ../www}}}}`"
        ),
        (None, [only]) => Ok(only),
        (None, _) => bail!("which target?\nhint: name one of `{}`", names.join("`, `")),
        (Some(name), targets) => {
            targets.iter().find(|target| target.name == name).ok_or_else(|| {
                anyhow!(
                    "`site.yaml` names no target `{name}`\nhint: there are `{}`",
                    names.join("`, `")
                )
            })
        }
    }
}

/// What is kept of the hashes of files.
const HASHES: &str = "hashes";

/// All files of the site as they lie in the output folder.
fn tree(built: &Build, folder: &Path, project: &Path) -> Result<Tree> {
    let paths = built.paths()?;
    let landmarks = built.plan.landmarks(|mark| Hash::of(mark.as_bytes())).into_iter();
    let landmarks =
        landmarks.map(|(address, marks)| Landmark { address: address.as_str().to_owned(), marks });
    let kept = writer::kept(project, HASHES);
    let (mut tree, news) = publish::survey(folder, &paths, landmarks.collect(), kept.as_deref())?;
    if let Some(news) = news {
        writer::keep(project, HASHES, &news);
    }
    let aliases = built.plan.aliases().into_iter();
    tree.aliases = aliases.map(|(from, to)| (from.as_str().to_owned(), to)).collect();
    Ok(tree)
}

/// What stands at an address that a page had before.
fn redirect(built: &Build, from: &str, to: &str) -> Result<Vec<u8>> {
    let page_idx = built.find(&Address::new(to)).ok_or_else(|| anyhow!("no page is at `{to}`"))?;
    match built.redirect(&Address::new(from), page_idx) {
        Ok(Rendered::Bytes(bytes)) => Ok(bytes),
        Ok(Rendered::Copy(path)) => bail!("`{path}` is no page"),
        Err(diagnostic) => bail!("{}", diagnostic.message),
    }
}

/// What the environment says; this is where it comes in.
fn environment() -> Environment {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let variables: std::collections::BTreeMap<String, String> = variables.collect();
    let home = variables.get("HOME").or_else(|| variables.get("USERPROFILE")).map(PathBuf::from);
    Environment { variables, home }
}
