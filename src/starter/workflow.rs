//! The workflow of a forge: what builds, checks and publishes a site there.
//!
//! Comes in: the forge. Goes out: one file, and the target `live` that it publishes. Always holds: it installs the
//! version of the program that wrote it, and no secret stands in it.

use super::{StarterFile, file};
use crate::config::TargetKind;

/// A place that keeps a repository and runs programs for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
    /// Forgejo Actions, as on Codeberg.
    Forgejo,
}

impl Forge {
    /// All of them.
    pub const ALL: [Forge; 3] = [Forge::Github, Forge::Gitlab, Forge::Forgejo];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Forge::Github => "github",
            Forge::Gitlab => "gitlab",
            Forge::Forgejo => "forgejo",
        }
    }

    /// The target `live` for the pages of the forge, as it stands in `site.yaml`.
    pub fn target(self) -> &'static str {
        match self {
            Forge::Github => "publish:\n  live: {kind: git, branch: gh-pages}\n",
            // Pages of GitLab are what a job hands over, and no branch. What lies in this folder is kept
            // between jobs.
            Forge::Gitlab => "publish:\n  live: {kind: folder, path: .rapporteur/live}\n",
            Forge::Forgejo => "publish:\n  live: {kind: git, branch: pages}\n",
        }
    }

    /// Whether readers see what the workflow publishes to such a target. A folder of a runner is gone with the
    /// runner, but for the one that the job of GitLab hands over.
    pub fn reaches(self, kind: &TargetKind) -> bool {
        match (self, kind) {
            (Forge::Gitlab, TargetKind::Folder { path }) => {
                path.trim_start_matches("./").trim_end_matches('/') == ".rapporteur/live"
            }
            (Forge::Github | Forge::Forgejo, TargetKind::Folder { .. }) | (Forge::Gitlab, _) => {
                false
            }
            (Forge::Github | Forge::Forgejo, _) => true,
        }
    }
}

/// The file that the forge looks for.
pub fn workflow(forge: Forge) -> StarterFile {
    let (path, text) = match forge {
        Forge::Github => (".github/workflows/site.yaml", include_str!("workflow/github.yaml")),
        Forge::Gitlab => (".gitlab-ci.yml", include_str!("workflow/gitlab.yaml")),
        Forge::Forgejo => (".forgejo/workflows/site.yaml", include_str!("workflow/forgejo.yaml")),
    };
    file(path, text.replace("@VERSION", &format!("@{}", env!("CARGO_PKG_VERSION"))))
}
