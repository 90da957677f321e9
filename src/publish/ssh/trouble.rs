//! What `ssh` and `rsync` complain of: their words come in, an error that says what to do goes out.

use anyhow::Error;

use crate::publish::program::{Trouble, explain};

/// The first that fits is told, so what is special stands before what is general.
const TROUBLES: &[Trouble] = &[
    Trouble {
        what: "the server does not let you in",
        words: &["Permission denied (", "Too many authentication failures", "no matching host key"],
        hint: "`ssh` must work there without asking: set up a key that the agent or the ssh configuration has",
    },
    Trouble {
        what: "the server is not the one that this machine knows",
        words: &["Host key verification failed", "HOST IDENTIFICATION HAS CHANGED"],
        hint: "connect once with `ssh`, compare the key of the server, and publish again",
    },
    Trouble {
        what: "the server cannot be reached",
        words: &[
            "Could not resolve hostname",
            "Connection refused",
            "Connection timed out",
            "Operation timed out",
            "Network is unreachable",
            "No route to host",
        ],
        hint: "check `host:` and `port:`, and the network",
    },
    Trouble {
        what: "the server has no sftp",
        words: &["subsystem request failed"],
        hint: "its configuration needs a line such as `Subsystem sftp internal-sftp`",
    },
    Trouble {
        what: "the server has no rsync, or does not let it start",
        words: &["command not found", "rsync: not found", "sftp connections only"],
        hint: "install rsync there, or set `kind: sftp`, which needs no program at the server",
    },
    Trouble {
        what: "the server's disk is full",
        words: &["No space left on device", "Disk quota exceeded"],
        hint: "make room there and publish again; readers still have the release before",
    },
    Trouble {
        what: "the server does not let the folder be written",
        words: &["Permission denied", "Read-only file system"],
        hint: "the user there must be able to write the folder in which the path lies",
    },
    Trouble {
        what: "the connection broke off",
        words: &[
            "Connection closed",
            "Connection reset",
            "connection unexpectedly closed",
            "Broken pipe",
            "not responding",
            "closed by remote host",
        ],
        hint: "readers have the release before or this one, whole: publish again",
    },
];

/// The error for what was said.
pub(super) fn explained(attempt: &str, talk: &str) -> Error {
    explain("ssh", TROUBLES, attempt, talk)
}
