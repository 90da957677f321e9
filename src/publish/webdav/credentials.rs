//! Credentials of a WebDAV server: the environment and `~/.netrc` come in, name and password go out.
//!
//! Always holds: they have no form that could be printed.

use anyhow::{Context, Result};

use crate::publish::place::Environment;

/// Who may write at a server.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) user: String,
    pub(super) password: String,
}

/// The variables with name and password.
const VARIABLES: [&str; 2] = ["RAPPORTEUR_WEBDAV_USER", "RAPPORTEUR_WEBDAV_PASSWORD"];

/// Finds the credentials for a host; none where nothing names it, since some servers want none.
///
/// # Errors
/// When only half of them is set, or the file cannot be read.
pub(super) fn find(host: &str, environment: &Environment) -> Result<Option<Credentials>> {
    if let Some([user, password]) = environment.pair(VARIABLES)? {
        return Ok(Some(Credentials { user: user.to_owned(), password: password.to_owned() }));
    }
    let Some(path) =
        environment.home.as_ref().map(|home| home.join(".netrc")).filter(|path| path.exists())
    else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(in_netrc(&text, host))
}

/// The credentials for a host in the text of a `.netrc`: those that name it, else the default.
fn in_netrc(text: &str, host: &str) -> Option<Credentials> {
    let mut words = text.split_whitespace();
    let (mut is_meant, mut user, mut password) = (false, None, None);
    while let Some(word) = words.next() {
        match word {
            "machine" | "default" => {
                if let (Some(user), Some(password)) = (user.take(), password.take()) {
                    return Some(Credentials { user, password });
                }
                is_meant = word == "default" || words.next() == Some(host);
            }
            "login" => user = words.next().filter(|_| is_meant).map(str::to_owned),
            "password" => password = words.next().filter(|_| is_meant).map(str::to_owned),
            "account" => drop(words.next()),
            // What follows are commands for another program, to an empty line that cannot be seen here.
            "macdef" => break,
            _ => {}
        }
    }
    Some(Credentials { user: user?, password: password? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, host: &str, expected: Option<(&str, &str)>) {
        let found = in_netrc(text, host).map(|found| (found.user, found.password));
        assert_eq!(found, expected.map(|(user, word)| (user.to_owned(), word.to_owned())));
    }

    #[test]
    fn a_netrc_is_read_as_other_programs_do() {
        let text =
            "machine a.org login ann password one\nmachine b.org\n  login bob\n  password two\n";
        check(text, "a.org", Some(("ann", "one")));
        check(text, "b.org", Some(("bob", "two")));
        check(text, "c.org", None);
        check(&format!("{text}default login any password three"), "c.org", Some(("any", "three")));
        check("machine a.org login ann", "a.org", None);
    }

    #[test]
    fn half_of_the_credentials_is_an_error() {
        let variables = [(VARIABLES[0].to_owned(), "ann".to_owned())].into();
        let error =
            find("a.org", &Environment { variables, home: None }).err().unwrap().to_string();
        assert!(error.contains("`RAPPORTEUR_WEBDAV_PASSWORD` is not"), "{error}");
        assert!(find("a.org", &Environment::default()).unwrap().is_none());
    }
}
