//! The stream from which git makes a commit: what changes comes in, bytes go out.
//!
//! One process takes all files, so that ten thousand of them cost one start.

use std::io::Write;

use anyhow::Result;

use super::repository::{Commit, NEXT};
use crate::config::History;
use crate::publish::tree::File;

/// A commit that is to be made.
pub(super) struct Draft<'a> {
    /// What is there.
    pub(super) base: Option<&'a Commit>,
    /// The commit to go on from with what is there, where that is another one.
    pub(super) before: Option<&'a str>,
    /// What becomes of it.
    pub(super) history: History,
    /// Who makes it.
    pub(super) author: &'a str,
    /// What for.
    pub(super) message: &'a str,
    /// Files that go.
    pub(super) removed: Vec<&'a str>,
    /// Files that come.
    pub(super) files: Vec<(&'a str, Source<'a>)>,
}

/// Where the bytes of a file are.
pub(super) enum Source<'a> {
    /// In a file of the site.
    Site(&'a File),
    /// Here.
    Bytes(&'a [u8]),
    /// In the repository, under this name.
    Known(&'a str),
}

impl Draft<'_> {
    /// Writes the stream, and tells of each file.
    pub(super) fn write(&self, out: &mut dyn Write, done: &(dyn Fn() + Sync)) -> Result<()> {
        let parent = match (self.base, self.history) {
            _ if self.before.is_some() => self.before.map(str::to_owned),
            (Some(base), History::Squashed) if base.has_parent => {
                // The release before stays, without those before it.
                self.head(out, 1, &base.message)?;
                writeln!(out, "M 040000 {} \"\"", base.tree)?;
                Some(":1".to_owned())
            }
            (_, History::Single) => None,
            (base, _) => base.map(|base| base.id.clone()),
        };
        if parent.is_none() {
            // What an earlier run left under this name is not what this one goes on from.
            writeln!(out, "reset {NEXT}")?;
        }
        self.head(out, 2, self.message)?;
        if let Some(parent) = &parent {
            writeln!(out, "from {parent}")?;
        }
        if let Some(base) = self.base.filter(|_| parent.is_none() || self.before.is_some()) {
            writeln!(out, "M 040000 {} \"\"", base.tree)?;
        }
        // A folder may come where a file was.
        for path in &self.removed {
            writeln!(out, "D {}", quoted(path))?;
        }
        for (path, source) in &self.files {
            let path = quoted(path);
            match source {
                Source::Known(id) => writeln!(out, "M 100644 {id} {path}")?,
                Source::Bytes(bytes) => put(out, &path, bytes)?,
                Source::Site(file) => put(out, &path, &file.bytes()?)?,
            }
            done();
        }
        writeln!(out, "done")?;
        Ok(())
    }

    fn head(&self, out: &mut dyn Write, mark: u32, message: &str) -> Result<()> {
        let Self { author, .. } = self;
        writeln!(out, "commit {NEXT}\nmark :{mark}\ncommitter {author} now")?;
        writeln!(out, "data {}\n{message}", message.len())?;
        Ok(())
    }
}

fn put(out: &mut dyn Write, path: &str, bytes: &[u8]) -> Result<()> {
    writeln!(out, "M 100644 inline {path}\ndata {}", bytes.len())?;
    out.write_all(bytes)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// A path in the form that may have any sign in it.
fn quoted(path: &str) -> String {
    let mut quoted = String::with_capacity(path.len() + 2);
    quoted.push('"');
    for sign in path.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(base: Option<&Commit>, history: History) -> String {
        let draft = Draft {
            base,
            before: None,
            history,
            author: "A <a@b>",
            message: "new",
            removed: vec!["old \"x\""],
            files: vec![("a b", Source::Bytes(b"1")), ("c", Source::Known("f00"))],
        };
        let mut out = Vec::new();
        draft.write(&mut out, &|| ()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn commit(has_parent: bool) -> Commit {
        let (id, tree) = ("1d".to_owned(), "7e".to_owned());
        Commit { id, tree, has_parent, message: "before".to_owned() }
    }

    #[test]
    fn a_kept_history_goes_on() {
        let text = written(Some(&commit(true)), History::Kept);
        let expect = "data 3\nnew\nfrom 1d\nD \"old \\\"x\\\"\"\n\
            M 100644 inline \"a b\"\ndata 1\n1\nM 100644 f00 \"c\"\ndone\n";
        assert!(text.ends_with(expect), "{text}");
    }

    #[test]
    fn a_squashed_history_has_the_release_before() {
        let text = written(Some(&commit(true)), History::Squashed);
        assert!(text.contains("data 6\nbefore\nM 040000 7e \"\"\ncommit "), "{text}");
        assert!(text.contains("\nfrom :1\n"), "{text}");
        assert!(written(Some(&commit(false)), History::Squashed).contains("\nfrom 1d\n"));
    }

    #[test]
    fn a_single_release_has_none_before_it() {
        let text = written(Some(&commit(true)), History::Single);
        assert!(text.starts_with("reset ") && !text.contains("\nfrom "), "{text}");
        assert!(text.contains("data 3\nnew\nM 040000 7e \"\"\nD "), "{text}");
    }

    #[test]
    fn a_new_branch_goes_on_from_nothing() {
        let text = written(None, History::Kept);
        assert!(text.starts_with("reset ") && !text.contains("from"), "{text}");
    }
}
