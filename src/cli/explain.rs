//! `rapporteur explain`: what a rule is about, and what to do.
//!
//! Comes in: the name of a code. Goes out: its page of `docs/rules/`, which is a part of the program.

use std::io::Write;

use anyhow::{Result, bail};
use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::{Format, Outcome};
use crate::diagnostic::Code;
use crate::yaml::nearest;

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/rules");

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  rapporteur explain                     all rules
  rapporteur explain broken-link         what it means, and how to mend it")]
pub(super) struct ExplainArguments {
    /// A rule: what stands in brackets behind `error` and `warning`
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// The page of a rule.
pub(super) fn page(code: Code) -> Option<&'static str> {
    PAGES.get_file(format!("{}.md", code.name()))?.contents_utf8()
}

/// Explains a rule, or lists all.
pub(super) fn run(arguments: &ExplainArguments, format: Format) -> Result<Outcome> {
    let mut stdout = anstream::stdout().lock();
    let Some(name) = &arguments.code else {
        match format {
            Format::Human => list(&mut stdout)?,
            Format::Json => {
                let rules: Vec<JsonRule> =
                    Code::ALL.iter().map(|code| JsonRule::of(*code)).collect();
                writeln!(stdout, "{}", serde_json::json!({ "rules": rules }))?;
            }
        }
        return Ok(Outcome::Fine);
    };
    let name = bare(name);
    let Some(code) = Code::by_name(&name) else {
        let hint = match nearest(&name, Code::ALL.iter().map(|code| code.name())) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "`rapporteur explain` lists all rules".to_owned(),
        };
        bail!("no rule has the name `{name}`\nhint: {hint}");
    };
    match page(code) {
        page if format == Format::Json => {
            let rule = JsonRule { page, ..JsonRule::of(code) };
            writeln!(stdout, "{}", serde_json::to_string(&rule)?)?;
        }
        Some(page) => write!(stdout, "{page}")?,
        None => writeln!(stdout, "{}", code.explanation())?,
    }
    Ok(Outcome::Fine)
}

/// The name in what `check` prints, of which more may be copied: `error[broken-link]: …`.
fn bare(copied: &str) -> String {
    let inner = copied.split_once('[').map_or(copied, |(_, rest)| rest);
    let name = inner.split([']', ':']).next().unwrap_or(inner).trim();
    name.to_ascii_lowercase().replace('_', "-")
}

/// A rule for machines.
#[derive(Serialize)]
struct JsonRule {
    name: &'static str,
    severity: &'static str,
    /// The commands that find it.
    found_by: &'static [&'static str],
    /// Whether `rules:` may give it another severity.
    fixed: bool,
    explanation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'static str>,
}

impl JsonRule {
    fn of(code: Code) -> Self {
        Self {
            name: code.name(),
            severity: code.severity().name(),
            found_by: if code.is_of_check() { &["check"] } else { &["build", "check"] },
            fixed: code.is_fixed(),
            explanation: code.explanation(),
            page: None,
        }
    }
}

fn list(stdout: &mut impl Write) -> Result<()> {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    for (title, is_of_check) in
        [("Found by `build` and `check`", false), ("Found by `check`", true)]
    {
        writeln!(stdout, "{title}:")?;
        for code in Code::ALL.iter().filter(|code| code.is_of_check() == is_of_check) {
            let (name, severity) = (code.name(), code.severity().name());
            writeln!(stdout, "  {name:width$}  {severity:7}  {}", code.explanation())?;
        }
    }
    writeln!(
        stdout,
        "\n`rapporteur explain CODE` says more. `rules:` in `site.yaml` sets severities."
    )?;
    Ok(())
}
