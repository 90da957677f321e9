//! Programs of the system that carry a site to its target: a command comes in, its answer goes out.
//!
//! Always holds: a password in an address that a program prints is unreadable before anything else sees
//! the answer; a program that is fed while it talks never waits for us while we wait for it.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Error, Result, anyhow};

/// What a program answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// Its data.
    pub(super) stdout: Vec<u8>,
    /// Its talk, without passwords.
    pub(super) talk: String,
    /// Whether it did what it was asked.
    pub(super) is_success: bool,
}

/// What can be wrong, the words by which a program's talk of it is known, and what to do about it.
pub(super) struct Trouble {
    pub(super) what: &'static str,
    pub(super) words: &'static [&'static str],
    pub(super) hint: &'static str,
}

/// The error for what a program said.
pub(super) fn explain(program: &str, troubles: &[Trouble], attempt: &str, talk: &str) -> Error {
    let answer = gist(talk);
    let fits = |trouble: &&Trouble| trouble.words.iter().any(|words| talk.contains(words));
    match troubles.iter().find(fits) {
        Some(Trouble { what, hint, .. }) => {
            anyhow!("{what}; {program} says: {answer}\nhint: {hint}")
        }
        None if answer.is_empty() => anyhow!("{attempt}; {program} does not say why"),
        None => anyhow!("{attempt}; {program} says: {answer}"),
    }
}

/// What a program is fed with.
pub(super) type Feed<'a> = dyn FnOnce(&mut dyn Write) -> Result<()> + Send + 'a;

/// Runs a program to its end.
///
/// # Errors
/// When it is not installed.
pub(super) fn run(command: &mut Command) -> Result<Answer> {
    command.stdin(Stdio::null());
    finish(start(command)?, None)
}

/// Runs a program to its end, and feeds it.
///
/// # Errors
/// When it is not installed, or what it is to be fed with cannot be read.
pub(super) fn run_fed(command: &mut Command, feed: Box<Feed<'_>>) -> Result<Answer> {
    command.stdin(Stdio::piped());
    finish(start(command)?, Some(feed))
}

/// Starts a program whose answers are read.
///
/// # Errors
/// When it is not installed.
pub(super) fn start(command: &mut Command) -> Result<Child> {
    let name = name(command.get_program());
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    started.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow!(
            "the program `{name}` is not there\n\
             hint: install it, or make sure that it is on the `PATH`"
        ),
        _ => anyhow!("cannot start `{name}`: {error}"),
    })
}

fn name(program: &OsStr) -> String {
    program.to_string_lossy().into_owned()
}

fn finish(mut child: Child, feed: Option<Box<Feed<'_>>>) -> Result<Answer> {
    let stdin = child.stdin.take();
    let stderr = child.stderr.take();
    let (fed, talk, output) = thread::scope(|scope| {
        let talker = scope.spawn(move || {
            let mut talk = Vec::new();
            // What cannot be read of the talk is missing from a message, no more.
            let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut talk));
            talk
        });
        let feeder = scope.spawn(move || match (feed, stdin) {
            (Some(feed), Some(stdin)) => {
                let mut stdin = io::BufWriter::with_capacity(1 << 16, stdin);
                feed(&mut stdin).and_then(|()| Ok(stdin.flush()?))
            }
            _ => Ok(()),
        });
        let output = child.wait_with_output();
        let fed = feeder.join().unwrap_or_else(|_| Err(anyhow!("feeding a program failed")));
        (fed, talker.join().unwrap_or_default(), output)
    });
    let output = output.context("a program got lost")?;
    let talk = redacted(String::from_utf8_lossy(&talk).trim());
    let is_broken_pipe = |error: &Error| {
        error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    match fed {
        // A program that ends early says why.
        Err(error) if !is_broken_pipe(&error) => return Err(error),
        _ => {}
    }
    Ok(Answer { stdout: output.stdout, talk, is_success: output.status.success() })
}

/// A text without what stands before the `@` of an address, and without its query. A plain user of an ssh address
/// stays; of a web address that may be a token.
pub(super) fn redacted(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        harmless.push_str(before);
        let ends = |c: char| c.is_whitespace() || ['"', '\''].contains(&c);
        let (address, tail) = after.split_at(after.find(ends).unwrap_or(after.len()));
        harmless.push_str(&redacted_address(address, before.ends_with("ssh://")));
        rest = tail;
    }
    harmless.push_str(rest);
    harmless
}

/// An address, without its scheme, of which the credentials are unreadable.
fn redacted_address(address: &str, is_ssh: bool) -> String {
    let server = address.split(['/', '?', '#']).next().unwrap_or_default();
    let (user, rest) = match address.rsplit_once('@') {
        // A password may have any sign, a slash and an `@` among them.
        Some((user, rest)) if user.contains(':') => (Some("***"), rest),
        _ => match server.rsplit_once('@') {
            Some((user, _)) => {
                (Some(if is_ssh { user } else { "***" }), &address[user.len() + 1..])
            }
            None => (None, address),
        },
    };
    let user = user.map(|user| format!("{user}@")).unwrap_or_default();
    match rest.split_once('?') {
        Some((rest, _)) => format!("{user}{rest}?***"),
        None => format!("{user}{rest}"),
    }
}

/// Answers are matched and shown as a few lines: progress, empty lines and the marks of a program at the
/// head of its lines are left out.
fn gist(talk: &str) -> String {
    let lines = talk.split(['\n', '\r']).map(str::trim);
    let telling = lines.filter(|line| {
        let is_noise = ["hint:", "To ", "remote: Resolving", "Warning: Permanently added"];
        !line.is_empty() && *line != "remote:" && !is_noise.iter().any(|it| line.starts_with(it))
    });
    telling.take(6).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(redacted(text), expect);
    }

    #[test]
    fn passwords_and_tokens_of_addresses_are_unreadable() {
        check(
            "fatal: unable to access 'https://me:s3cret@host/x.git/': 403",
            "fatal: unable to access 'https://***@host/x.git/': 403",
        );
        check("https://ghp_token@host/x", "https://***@host/x");
        check("https://a:b@c@host/x and ssh://u:p@h", "https://***@host/x and ssh://***@h");
        check("ssh://git@host/x", "ssh://git@host/x");
        check("git@host:x.git, a@b", "git@host:x.git, a@b");
        check("https://host/a@b", "https://host/a@b");
        check("'https://me:pa/ss@host/x.git'", "'https://***@host/x.git'");
        check("https://me:p?a@s#s@host/x", "https://***@host/x");
        check("https://host/x.git?private_token=x and y", "https://host/x.git?*** and y");
    }

    #[test]
    fn the_gist_of_an_answer_has_no_noise() {
        assert_eq!(gist("To x\nremote:\nremote: no\n\nhint: y\nerror: z"), "remote: no; error: z");
    }

    #[test]
    fn a_program_that_does_not_read_still_answers() {
        let mut command = Command::new("true");
        let feed = |to: &mut dyn Write| Ok(to.write_all(&[b'x'; 1 << 20])?);
        assert!(run_fed(&mut command, Box::new(feed)).unwrap().is_success);
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error = run(&mut Command::new("no-such-program")).unwrap_err().to_string();
        assert!(error.contains("`no-such-program`") && error.contains("hint: install"), "{error}");
    }
}
