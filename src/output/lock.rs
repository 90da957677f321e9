//! The lock of an output folder: a path comes in, proof that no other process builds there goes
//! out.
//!
//! The lock is one of the operating system on an open file, so that a killed process leaves none.
//! The file itself may stay behind; it says nothing without the lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A lock that this process holds until it drops this or ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    #[cfg_attr(not(unix), expect(dead_code, reason = "the file is only removed on Unix"))]
    path: PathBuf,
}

impl Lock {
    /// Takes the lock at `path` for `folder`.
    ///
    /// # Errors
    ///
    /// Another holder has it, or the file cannot be made or locked.
    pub(super) fn take(path: &Path, folder: &Path) -> Result<Self> {
        let attempt = || format!("cannot lock `{}` for `{}`", path.display(), folder.display());
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .with_context(attempt)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(refusal(&mut file, path, folder)),
                Err(TryLockError::Error(error)) => return Err(error).with_context(attempt),
            }
            // The last holder may have removed the file after it was opened here; a lock on it
            // would then keep nobody out. Each time round, another process has finished.
            if is_still_at(&file, path) {
                file.set_len(0).with_context(attempt)?;
                writeln!(file, "{}", std::process::id()).with_context(attempt)?;
                return Ok(Self { file, path: path.to_path_buf() });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name goes before the lock, so that nobody locks a file that is about to go. If
        // either fails, the file stays, which does no harm.
        #[cfg(unix)]
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// What to say if another process has the lock. It wrote its number into the file, though maybe
/// not yet, and on Windows nobody else can read it.
fn refusal(file: &mut File, path: &Path, folder: &Path) -> String {
    let mut text = String::new();
    let holder = match file.take(20).read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => format!("process {}", text.trim()),
        _ => "another process".to_owned(),
    };
    format!(
        "{holder} is building in `{}` and holds `{}`\nhint: wait for it to end, or end it",
        folder.display(),
        path.display()
    )
}

/// Whether `path` is still the name of `file`.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// Whether `path` is still the name of `file`: it is, for here the file is never removed.
#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_second_holder_is_refused_with_the_folder_and_the_process() {
        let root = tempfile::tempdir().unwrap();
        let (path, folder) = (root.path().join(".lock"), root.path().join("public"));
        let lock = Lock::take(&path, &folder).unwrap();
        let message = Lock::take(&path, &folder).unwrap_err().to_string();
        assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
        assert!(message.contains("public`"), "{message}");
        drop(lock);
        Lock::take(&path, &folder).unwrap();
    }

    #[test]
    fn a_file_left_by_a_killed_process_is_no_lock() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(".lock");
        fs::write(&path, "123456789 and more").unwrap();
        let lock = Lock::take(&path, root.path()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{}\n", std::process::id()));
        drop(lock);
        assert_eq!(path.exists(), cfg!(not(unix)));
    }

    #[test]
    fn many_takers_hold_it_one_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(".lock");
        let (n_inside, n_taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        if let Ok(lock) = Lock::take(&path, root.path()) {
                            assert_eq!(n_inside.fetch_add(1, Ordering::SeqCst), 0);
                            n_taken.fetch_add(1, Ordering::SeqCst);
                            n_inside.fetch_sub(1, Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(n_taken.into_inner() > 0);
    }
}
