//! What git complains of: its words come in, an error that says what to do goes out.

use anyhow::Error;

use crate::publish::program::{Trouble, explain};

/// The first that fits is told, so what is special stands before what is general.
const TROUBLES: &[Trouble] = &[
    Trouble {
        what: "the branch is checked out there, and git does not change it",
        words: &["branch is currently checked out", "refusing to update checked out branch"],
        hint: "publish to a branch that nobody works in, or to a bare repository",
    },
    Trouble {
        what: "the server protects the branch",
        words: &[
            "protected branch",
            "GH006",
            "GH013",
            "not allowed to force push",
            "denying non-fast-forward",
            "deletion of the current branch",
        ],
        hint: "allow pushes to that branch, or set `history: kept`, which needs no forced push",
    },
    Trouble {
        what: "the server's own check refused the push",
        words: &["pre-receive hook declined", "hook declined", "update hook"],
        hint: "the server's words say what its owner wants",
    },
    Trouble {
        what: "the server does not let you in",
        words: &[
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "unable to get password from user",
            "terminal prompts disabled",
            "Permission denied (",
            "Permission to ",
            "returned error: 401",
            "returned error: 403",
            "Invalid username or",
            "HTTP Basic: Access denied",
            "You are not allowed to push",
            "key you are authenticating with has been marked as read only",
        ],
        hint: "`git push` must work there without asking: set up a credential helper, a token or an ssh key \
               that may write",
    },
    Trouble {
        what: "the server is not the one that this machine knows",
        words: &["Host key verification failed"],
        hint: "connect once with `ssh` and compare the key of the server",
    },
    Trouble {
        what: "there is no repository",
        words: &[
            "does not appear to be a git repository",
            "Repository not found",
            "repository not found",
            "project you were looking for could not be found",
            "returned error: 404",
            "not found: did you run git update-server-info",
            "does not exist",
        ],
        hint: "make the repository first, or correct the address under `remote:`",
    },
    Trouble {
        what: "the server cannot be reached",
        words: &[
            "Could not resolve host",
            "Could not resolve hostname",
            "Connection refused",
            "Connection timed out",
            "Failed to connect",
            "Couldn't connect",
            "Network is unreachable",
            "No route to host",
        ],
        hint: "check the address under `remote:` and the network",
    },
    Trouble {
        what: "the connection broke off",
        words: &[
            "the remote end hung up",
            "early EOF",
            "unexpected disconnect",
            "Connection reset",
            "Connection closed",
            "Broken pipe",
            "RPC failed",
        ],
        hint: "the branch is as it was, or whole: publish again; where it breaks off again, the server's disk \
               may be full, or may not be written",
    },
    Trouble {
        what: "a disk is full",
        words: &["No space left on device", "Disk quota exceeded", "out of disk space"],
        hint: "make room; `remote:` lines are about the server's disk",
    },
    Trouble {
        what: "a file may not be written",
        words: &[
            "Read-only file system",
            "insufficient permission for adding an object",
            "unable to create temporary",
            "Permission denied",
        ],
        hint: "the user of git on that machine must be able to write the repository",
    },
];

/// Signs that the tool's own copy is damaged, which a new copy cures.
const DAMAGE: &[&str] = &[
    "corrupt",
    "bad object",
    "bad tree object",
    "missing blob object",
    "unable to read tree",
    "unable to read sha1",
    "not a git repository: ",
    "did not send all necessary objects",
    "is empty",
    "cannot lock ref",
    "index-pack failed",
    "Can't load tree",
    "invalid sha1 pointer",
];

/// The error for an answer of git's.
pub(super) fn explained(attempt: &str, talk: &str) -> Error {
    explain("git", TROUBLES, attempt, talk)
}

/// Whether a new copy of the branch may help.
pub(super) fn is_damage(talk: &str) -> bool {
    DAMAGE.iter().any(|words| talk.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_to_do() {
        let cases = [
            ("fatal: Authentication failed for 'https://x/'", "does not let you in"),
            ("remote: error: GH006: Protected branch update failed", "protects the branch"),
            ("fatal: unable to access 'https://x/': Could not resolve host: x", "be reached"),
            ("! [remote rejected] a -> b (branch is currently checked out)", "is checked out"),
            ("fatal: '/x' does not appear to be a git repository", "there is no repository"),
            ("git@x: Permission denied (publickey).", "does not let you in"),
        ];
        for (talk, expect) in cases {
            let error = explained("cannot push", talk).to_string();
            assert!(error.contains(expect) && error.contains("\nhint: "), "{error}");
        }
        assert_eq!(
            explained("cannot push", "fatal: x").to_string(),
            "cannot push; git says: fatal: x"
        );
    }
}
