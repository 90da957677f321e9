//! From the settings of a target to the target.
//!
//! Comes in: a target of `site.yaml`, the folders of the project, and what the environment says of
//! credentials. Goes out: a `Target`. Always holds: the environment is read in `cli` and handed in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::folder::{FolderTarget, inputs};
use super::git::GitTarget;
#[cfg(any(feature = "s3", feature = "webdav"))]
use super::http::Patience;
use super::lock::Holder;
#[cfg(any(feature = "s3", feature = "webdav"))]
use super::objects::{Objects, Store};
#[cfg(feature = "s3")]
use super::s3::S3Store;
use super::ssh::SshTarget;
use super::target::Target;
#[cfg(feature = "webdav")]
use super::webdav::WebdavStore;
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

    /// Two variables of which one is of no use without the other, such as a name and a password.
    ///
    /// # Errors
    /// When only one of them is set.
    pub fn pair(&self, [first, second]: [&str; 2]) -> Result<Option<[&str; 2]>> {
        let (set, missing) = match (self.get(first), self.get(second)) {
            (None, None) => return Ok(None),
            (Some(one), Some(other)) => return Ok(Some([one, other])),
            (Some(_), None) => (first, second),
            (None, Some(_)) => (second, first),
        };
        anyhow::bail!("`{set}` is set and `{missing}` is not\nhint: set both")
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
    let Surroundings { project, output, environment } = surroundings;
    match &settings.kind {
        TargetKind::Folder { path } => Ok(Box::new(FolderTarget {
            path: project.join(Path::new(path)),
            project: project.clone(),
            inputs: inputs(project, output),
            keep_previous: settings.keep_previous,
        })),
        #[cfg(feature = "s3")]
        TargetKind::S3(bucket) => {
            let store = S3Store::new(bucket.clone(), environment, Patience::default())?;
            Ok(objects(store, settings))
        }
        #[cfg(feature = "webdav")]
        TargetKind::Webdav { url } => {
            let store = WebdavStore::new(url, environment, Patience::default())?;
            Ok(objects(store, settings))
        }
        #[cfg(not(all(feature = "s3", feature = "webdav")))]
        kind @ (TargetKind::S3(_) | TargetKind::Webdav { .. }) => anyhow::bail!(
            "this program was built without targets of kind `{0}`\n\
             hint: build it with `--features {0}`, or with `--features all-targets`",
            kind.name()
        ),
        TargetKind::Git { remote, branch, history, cname } => Ok(Box::new(GitTarget {
            project: project.clone(),
            repository: project
                .join(format!(".rapporteur/publish/{}.git", file_name(&settings.name))),
            remote: remote.clone(),
            branch: branch.clone(),
            history: *history,
            cname: cname.clone(),
            n_inherited: (environment.get("GIT_CONFIG_COUNT"))
                .and_then(|count| count.parse().ok())
                .unwrap_or(0),
            names_ssh: ["GIT_SSH", "GIT_SSH_COMMAND"]
                .iter()
                .any(|name| environment.get(name).is_some()),
        })),
        TargetKind::Ssh { way, host, port, path } => Ok(Box::new(SshTarget {
            way: *way,
            host: host.clone(),
            port: *port,
            path: path.clone(),
            keep_previous: settings.keep_previous,
            ssh_config: environment.get("RAPPORTEUR_SSH_CONFIG").map(PathBuf::from),
            holder: Holder::this_process(),
        })),
    }
}

/// The target that is a store of single files.
#[cfg(any(feature = "s3", feature = "webdav"))]
fn objects(store: impl Store + 'static, settings: &config::Target) -> Box<dyn Target> {
    Box::new(Objects::new(store, settings.keep_previous, Holder::this_process()))
}

/// The name of a target as the name of a file.
fn file_name(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || ['-', '_'].contains(&c);
    name.chars().map(|c| if is_plain(c) { c } else { '-' }).collect()
}
