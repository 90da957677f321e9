//! Runs the real program.
//!
//! Comes in: arguments and a project. Goes out: all that it printed and its exit code, with folders and
//! times replaced by `[ROOT]` (the project), `[HOME]`, `[ABOVE]` (the folder of both) and `[TIME]`.

use std::process::{Command, Stdio};

use super::TestSite;

/// What a run of the program printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl TestSite {
    /// The program, in the folder of the project, with an environment that holds a home folder only.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(arguments).current_dir(self.root()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.home());
        command
    }

    /// Runs the program in the folder of the project.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.finish(self.command(arguments))
    }

    /// Runs a command to its end.
    #[track_caller]
    pub(crate) fn finish(&self, mut command: Command) -> Ran {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| self.normalised(&String::from_utf8(bytes).unwrap());
        Ran {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            code: output.status.code().expect("the program was not killed"),
        }
    }

    /// Output without what differs from run to run.
    fn normalised(&self, text: &str) -> String {
        let text = text.replace(self.home().to_str().unwrap(), "[HOME]");
        let text = text.replace(self.root().to_str().unwrap(), "[ROOT]");
        let text = text.replace(self.root().parent().unwrap().to_str().unwrap(), "[ABOVE]");
        let text = between(&text, "` in ", " s: ", "[TIME]");
        let text = between(&text, " files in ", " s: ", "[TIME]");
        let text = between(&text, "\"read\":", ",", "[TIME]");
        between(&text, "\"total\":", "}", "[TIME]")
    }
}

/// Puts `new` in place of what stands between `before` and `behind`, if it begins with a digit.
fn between(text: &str, before: &str, behind: &str, new: &str) -> String {
    let mut parts = text.split(before);
    let mut normalised = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        normalised.push_str(before);
        let end = part.find(behind).filter(|_| part.starts_with(|c: char| c.is_ascii_digit()));
        match end {
            Some(end) => normalised.extend([new, &part[end..]]),
            None => normalised.push_str(part),
        }
    }
    normalised
}
