//! From the settings of a target to the target.
//!
//! Comes in: a target of `site.yaml`, the folders of the project, and what the environment says of
//! credentials. Goes out: a `Target`. Always holds: the environment is read in `cli` and handed in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::folder::{FolderTarget, inputs};
use super::target::Target;
use crate::config::{self, TargetKind};

/// Where a site is published from.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The project folder.
    pub project: PathBuf,
    /// The output folder.
    pub output: PathBuf,
    /// What the environment says.
    pub environment: Environment,
}

/// What the environment of the process says.
#[derive(Clone, Default)]
pub struct Environment {
    /// Its variables. They may be credentials, so this has no form that could be printed.
    pub variables: BTreeMap<String, String>,
    /// The home folder.
    pub home: Option<PathBuf>,
}

impl Environment {
    /// A variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Environment(..)")
    }
}

/// The target that the settings describe.
///
/// # Errors
/// When this program was built without what it needs, or credentials are missing.
pub fn target(settings: &config::Target, surroundings: &Surroundings) -> Result<Box<dyn Target>> {
    let Surroundings { project, output, .. } = surroundings;
    match &settings.kind {
        TargetKind::Folder { path } => Ok(Box::new(FolderTarget {
            path: project.join(Path::new(path)),
            project: project.clone(),
            inputs: inputs(project, output),
            keep_previous: settings.keep_previous,
        })),
        kind => anyhow::bail!("this program cannot publish to a target of kind `{}`", kind.name()),
    }
}
