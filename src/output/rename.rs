//! The renames that the output stage rests on: paths come in, names on disk change hands at once.

use std::fs;
use std::io;
use std::path::Path;

/// What came of an attempt to exchange two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exchange {
    /// The two names have changed hands, in one step.
    Done,
    /// The system or the file system cannot do it; nothing was changed.
    Unsupported,
}

/// Exchanges the names `left` and `right`, both of which exist, in one step.
///
/// # Errors
///
/// The system can do it in general and refuses it here.
#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
pub(super) fn exchange(left: &Path, right: &Path) -> io::Result<Exchange> {
    match rename_with(left, right, rustix::fs::RenameFlags::EXCHANGE)? {
        Support::Present => Ok(Exchange::Done),
        Support::Lacking => Ok(Exchange::Unsupported),
    }
}

/// Exchanges nothing: this system has no such call.
#[cfg(not(any(target_vendor = "apple", target_os = "linux", target_os = "android")))]
#[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
pub(super) fn exchange(_left: &Path, _right: &Path) -> io::Result<Exchange> {
    Ok(Exchange::Unsupported)
}

/// Renames `from` to `to` if nothing stands there.
///
/// # Errors
///
/// Something stands at `to`, or renaming fails.
pub(super) fn rename_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
    match rename_with(from, to, rustix::fs::RenameFlags::NOREPLACE)? {
        Support::Present => return Ok(()),
        Support::Lacking => {}
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Whether the system knows a kind of rename.
#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
enum Support {
    Present,
    Lacking,
}

#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
fn rename_with(from: &Path, to: &Path, flags: rustix::fs::RenameFlags) -> io::Result<Support> {
    use rustix::fs::{CWD, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, flags) {
        Ok(()) => Ok(Support::Present),
        // What old kernels and file systems such as NFS answer to flags they do not know.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(Support::Lacking),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_is_done_wholly_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let (left, right) = (root.path().join("left"), root.path().join("right"));
        fs::create_dir(&left).unwrap();
        fs::write(&right, "right").unwrap();
        let done = exchange(&left, &right).unwrap() == Exchange::Done;
        assert_eq!(left.is_file(), done);
        assert_eq!(right.is_dir(), done);
    }

    #[test]
    fn an_exchange_needs_both_names() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("left"), "").unwrap();
        let result = exchange(&root.path().join("left"), &root.path().join("right"));
        assert!(!matches!(result, Ok(Exchange::Done)), "{result:?}");
        assert!(root.path().join("left").exists());
    }

    #[test]
    fn a_taken_name_is_not_replaced() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        fs::write(&from, "from").unwrap();
        fs::write(&to, "to").unwrap();
        let error = rename_to_free_name(&from, &to).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&to).unwrap(), b"to");
        fs::remove_file(&to).unwrap();
        rename_to_free_name(&from, &to).unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"from");
        assert!(!from.exists());
    }
}
