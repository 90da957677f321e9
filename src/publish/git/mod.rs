//! A target that is a branch of a git repository: GitHub, GitLab and Codeberg Pages, or any other.
//!
//! Comes in: a release. Goes out: one commit with it, pushed in one step, so a reader has the old or the
//! new one. The system's `git` does the work, in a repository of the tool's own ([`repository`]).
//!
//! The branch has the release before as well: as the commit before, even where the history is squashed.
//! That takes no name at the server that a host might not allow.

mod project;
mod repository;
mod stream;
mod trouble;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use self::repository::{Commit, Repository};
use self::stream::{Draft, Source};
use self::trouble::{explained, is_damage};
use super::change::Moment;
use super::manifest::{MANIFEST, Manifest};
use super::target::{Overtaken, Progress, Release, Session, Sight, Standing, Target};
use crate::config::History;

/// A branch as a target.
#[derive(Debug)]
pub struct GitTarget {
    /// The project folder.
    pub project: PathBuf,
    /// Where the repository of the tool's own is. It may be removed at any time.
    pub repository: PathBuf,
    /// A remote of the project's repository, or an address.
    pub remote: String,
    /// The branch.
    pub branch: String,
    /// What becomes of earlier commits.
    pub history: History,
    /// The domain that is written into `CNAME`.
    pub cname: Option<String>,
    /// How many settings of git's are in the environment (`GIT_CONFIG_COUNT`).
    pub n_inherited: usize,
    /// Whether the environment names the program for ssh (`GIT_SSH`, `GIT_SSH_COMMAND`).
    pub names_ssh: bool,
}

/// Without it GitHub leaves out files whose name begins with a low line.
const NO_JEKYLL: &str = ".nojekyll";
/// Where GitHub, Codeberg and others look for the domain.
const CNAME: &str = "CNAME";
/// By this line a commit is known as one of the tool's.
const SIGNATURE: &str = "\nPublished-By: rapporteur";

impl Target for GitTarget {
    fn place(&self) -> String {
        format!("the branch `{}` of `{}`", self.branch, project::shown(&self.remote))
    }

    fn look(&self) -> Result<Box<dyn Sight + '_>> {
        Ok(Box::new(self.seen()?))
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        // Nobody is shut out: a push that comes later than another one is refused.
        Ok(Box::new(self.seen()?))
    }
}

impl GitTarget {
    fn seen(&self) -> Result<Open<'_>> {
        let mut destination = project::destination(&self.project, &self.remote)?;
        destination.names_ssh |= self.names_ssh;
        let mut repository =
            Repository::open(&self.repository, destination, &self.branch, self.n_inherited)?;
        let tip = repository.fetch(1)?;
        let listed = match &tip {
            Some(tip) => repository.list(&tip.tree, None)?,
            None => BTreeMap::new(),
        };
        let standing = match listed.get(MANIFEST) {
            Some(id) => Standing::Published(Manifest::read(&repository.content(id)?)?),
            None => foreign(&listed),
        };
        let mut open = Open {
            target: self,
            repository,
            tip,
            listed,
            standing,
            extras: Vec::new(),
            before: None,
        };
        open.extras = open.missing_extras()?;
        Ok(open)
    }
}

/// What the listed files are where there is no manifest.
fn foreign(listed: &BTreeMap<String, String>) -> Standing {
    let is_extra = |path: &&String| [NO_JEKYLL, CNAME].contains(&path.as_str());
    match listed.keys().find(|path| !is_extra(path)) {
        Some(path) => Standing::Foreign(path.clone()),
        None => Standing::Empty,
    }
}

struct Open<'a> {
    target: &'a GitTarget,
    repository: Repository,
    tip: Option<Commit>,
    /// The files of the tip.
    listed: BTreeMap<String, String>,
    standing: Standing,
    /// Files of the host's that are not there as they should be.
    extras: Vec<(&'static str, Vec<u8>)>,
    /// The commit that the next one goes on from, where that is not the tip: the release before, which the next one
    /// takes over from a tip that shows the same.
    before: Option<String>,
}

impl Sight for Open<'_> {
    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn is_settled(&self) -> bool {
        self.extras.is_empty() && self.is_ours()
    }
}

impl Session for Open<'_> {
    fn sight(&self) -> &dyn Sight {
        self
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, change, manifest } = *release;
        self.refuse_strangers(release)?;
        // Where others committed, any file may differ from the manifest. Git finds out which do.
        let files: Vec<_> = if self.is_ours() {
            change.files(tree).collect()
        } else {
            tree.files().iter().collect()
        };
        progress.start(files.len() + 1);
        let text = manifest.to_bytes();
        let mut sources: Vec<(&str, Source<'_>)> =
            files.iter().map(|file| (file.path.as_str(), Source::Site(file))).collect();
        let extras: Vec<_> =
            self.extras.iter().filter(|(path, _)| tree.find(path).is_none()).cloned().collect();
        sources.extend(extras.iter().map(|(path, bytes)| (*path, Source::Bytes(bytes))));
        sources.push((MANIFEST, Source::Bytes(&text)));
        let message = format!(
            "publish {} files: {} new, {} changed, {} removed\n{SIGNATURE} {}\n",
            tree.files().len(),
            change.n_new,
            change.sent.len() - change.n_new,
            change.removed.len(),
            env!("CARGO_PKG_VERSION")
        );
        let removed = change.removed.iter().map(String::as_str).collect();
        if self.standing.shows(manifest) {
            self.before = self.parent_of_tip()?;
        }
        self.make_and_push(&message, (removed, sources), progress)?;
        self.standing = Standing::Published(manifest.clone());
        Ok(())
    }

    fn roll_back(&mut self, _: Moment, progress: &dyn Progress) -> Result<Manifest> {
        let Standing::Published(present) = self.standing.clone() else {
            bail!("nothing was published there, so there is no release to go back to");
        };
        let (earlier, listed) = self.release_before()?;
        let goal = listed.get(MANIFEST).context("the release before has no manifest")?;
        let manifest = Manifest::read(&self.repository.content(goal)?)?;
        // Files that others put there stay; only those of the site go back.
        let mut sources = vec![(MANIFEST, Source::Known(goal))];
        for (path, _) in manifest.all_files() {
            let id = listed.get(path).with_context(|| {
                format!("`{path}` is missing from the release before (commit {earlier})")
            })?;
            if self.listed.get(path) != Some(id) {
                sources.push((path, Source::Known(id)));
            }
        }
        let is_kept: BTreeSet<&str> = manifest.all_files().map(|(path, _)| path).collect();
        let removed = present.all_files().map(|(path, _)| path);
        let removed = removed.filter(|path| !is_kept.contains(path)).collect();
        progress.start(sources.len() + 1);
        let message = format!(
            "go back to the release before, of {} files\n{SIGNATURE} {}\n",
            manifest.files.len(),
            env!("CARGO_PKG_VERSION")
        );
        self.make_and_push(&message, (removed, sources), progress)?;
        self.standing = Standing::Published(manifest.clone());
        Ok(manifest)
    }
}

/// Paths that go, and files that come.
type Edits<'a> = (Vec<&'a str>, Vec<(&'a str, Source<'a>)>);

impl Open<'_> {
    /// Whether nobody committed since the last publish.
    fn is_ours(&self) -> bool {
        self.tip.as_ref().is_none_or(|tip| tip.message.contains(SIGNATURE))
    }

    /// Files that the host wants, where they are not there or say something else.
    fn missing_extras(&self) -> Result<Vec<(&'static str, Vec<u8>)>> {
        let mut missing = Vec::new();
        let is_sites = |path: &str| match &self.standing {
            Standing::Published(manifest) => manifest.files.contains_key(path),
            Standing::Empty | Standing::Foreign(_) => false,
        };
        if !self.listed.contains_key(NO_JEKYLL) {
            missing.push((NO_JEKYLL, Vec::new()));
        }
        if let Some(cname) = self.target.cname.as_ref().filter(|_| !is_sites(CNAME)) {
            let text = format!("{cname}\n").into_bytes();
            let present = self.listed.get(CNAME).map(|id| self.repository.content(id));
            if present.transpose()?.is_none_or(|present| present != text) {
                missing.push((CNAME, text));
            }
        }
        Ok(missing)
    }

    /// Refuses to overwrite files that others committed to a branch of ours.
    fn refuse_strangers(&self, release: &Release<'_>) -> Result<()> {
        let Standing::Published(present) = &self.standing else { return Ok(()) };
        let ours: BTreeSet<&str> = present.all_files().map(|(path, _)| path).collect();
        let is_stranger =
            |path: &&str| !ours.contains(path) && ![MANIFEST, NO_JEKYLL, CNAME].contains(path);
        let strangers: BTreeSet<&str> =
            self.listed.keys().map(String::as_str).filter(is_stranger).collect();
        if strangers.is_empty() {
            return Ok(());
        }
        let parents: BTreeSet<&str> = strangers.iter().flat_map(|path| folders(path)).collect();
        for file in release.tree.files() {
            let path = file.path.as_str();
            let in_way = [path].into_iter().chain(folders(path)).find(|it| strangers.contains(it));
            if let Some(stranger) = in_way.or_else(|| parents.get(path).copied()) {
                bail!(
                    "`{stranger}` was put there by others, and the site has `{path}`\n\
                     hint: remove `{stranger}` from the branch, or give the page another address"
                );
            }
        }
        Ok(())
    }

    /// The commit before the tip, if the history is one in which a commit has no more than one before it.
    fn parent_of_tip(&mut self) -> Result<Option<String>> {
        let has_parent = self.tip.as_ref().is_some_and(|tip| tip.has_parent);
        if !has_parent || self.target.history != History::Squashed {
            return Ok(None);
        }
        Ok(self.history(2)?.into_iter().nth(1))
    }

    /// So many commits of the branch, the tip first.
    fn history(&mut self, depth: usize) -> Result<Vec<String>> {
        if self.repository.fetch(depth)? != self.tip {
            // Whether that was a publish is seen when everything is begun anew.
            bail!(Overtaken);
        }
        self.repository.history()
    }

    /// The last release that readers saw as another one than the present: its commit and its files.
    fn release_before(&mut self) -> Result<(String, BTreeMap<String, String>)> {
        let mut same: BTreeSet<String> = self.listed.get(MANIFEST).cloned().into_iter().collect();
        let mut depth = 2;
        loop {
            let history = self.history(depth)?;
            for id in history.iter().skip(1) {
                let listed = self.repository.list(id, Some(MANIFEST))?;
                let Some(text) = listed.get(MANIFEST).filter(|text| !same.contains(*text)) else {
                    continue;
                };
                if !self.standing.shows(&Manifest::read(&self.repository.content(text)?)?) {
                    return Ok((id.clone(), self.repository.list(id, None)?));
                }
                same.insert(text.clone());
            }
            if history.len() < depth {
                bail!(
                    "there is no release before this one\n\
                     hint: there was only one, or `history: single` keeps none"
                );
            }
            depth *= 8;
        }
    }

    fn make_and_push(
        &mut self,
        message: &str,
        (removed, files): Edits<'_>,
        progress: &dyn Progress,
    ) -> Result<()> {
        let draft = Draft {
            base: self.tip.as_ref(),
            before: self.before.as_deref(),
            history: self.target.history,
            author: self.repository.author(),
            message,
            removed,
            files,
        };
        let made = self.repository.import(Box::new(|out| draft.write(out, &|| progress.done())));
        if let Err(error) = made {
            return Err(self.cured(error));
        }
        // A squashed history shares no commit with the old one. Git then looks at what the other side has
        // only if it may leave things out of the pack.
        let packing = match self.target.history {
            History::Kept => "--no-thin",
            History::Squashed | History::Single => "--thin",
        };
        let answer = self.repository.push(self.tip.as_ref(), packing)?;
        if !answer.is_success {
            let error = self.refused(&answer.talk)?;
            return Err(self.cured(error));
        }
        self.repository.settle();
        progress.done();
        Ok(())
    }

    /// Why a push was refused: another one may have been faster.
    fn refused(&mut self, talk: &str) -> Result<anyhow::Error> {
        let error = explained("the push failed", talk);
        // Where not even that can be read, the first answer tells more.
        let Ok(tip) = self.repository.fetch(1) else { return Ok(error) };
        if tip == self.tip {
            return Ok(error);
        }
        let listed = match &tip {
            Some(tip) => self.repository.list(&tip.tree, Some(MANIFEST))?,
            None => BTreeMap::new(),
        };
        if listed.get(MANIFEST) == self.listed.get(MANIFEST) {
            return Ok(Overtaken.into());
        }
        bail!(
            "another publish to that branch was faster\n\
             hint: look at what it published; publish again if yours is the one that should stand there"
        )
    }

    /// Where the own repository is damaged, it is made anew and everything begun again.
    fn cured(&mut self, error: anyhow::Error) -> anyhow::Error {
        let is_old = !self.repository.is_new;
        if is_old && is_damage(&format!("{error:#}")) && self.repository.renew().is_ok() {
            return Overtaken.into();
        }
        error
    }
}

/// The folders in which a file lies.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
