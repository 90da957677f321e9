//! The workflow of a forge: what builds, checks and publishes a site there.
//!
//! Comes in: the forge. Goes out: one file. Always holds: it installs the version of the program that wrote
//! it, and no secret stands in it.

use super::{StarterFile, file};

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
}

/// The file that the forge looks for.
pub fn workflow(forge: Forge) -> StarterFile {
    let (path, text) = match forge {
        Forge::Github => (".github/workflows/site.yaml", include_str!("workflow/github.yaml")),
        Forge::Gitlab => (".gitlab-ci.yml", include_str!("workflow/gitlab.yaml")),
        Forge::Forgejo => (".forgejo/workflows/site.yaml", include_str!("workflow/forgejo.yaml")),
    };
    file(path, text.replace("\"VERSION\"", &format!("\"{}\"", env!("CARGO_PKG_VERSION"))))
}
