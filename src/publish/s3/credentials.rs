//! Credentials of a bucket: what the environment and the usual file have comes in, the credentials go out.
//!
//! Always holds: they have no form that could be printed.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::publish::http::Secrets;
use crate::publish::place::Environment;

/// Who may write into a bucket.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) key: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
}

/// Finds the credentials whose variables begin with `prefix`; those of `AWS` may also be in the file that
/// Amazon's tools share.
///
/// # Errors
/// When there are none; says where they may be.
pub(super) fn find(prefix: &str, environment: &Environment) -> Result<Credentials> {
    let name = |end: &str| format!("{prefix}_{end}");
    let (key_name, secret_name) = (name("ACCESS_KEY_ID"), name("SECRET_ACCESS_KEY"));
    if let Some([key, secret]) = environment.pair([&key_name, &secret_name])? {
        let token = environment.get(&name("SESSION_TOKEN")).map(str::to_owned);
        return Ok(Credentials { key: key.to_owned(), secret: secret.to_owned(), token });
    }
    if prefix != "AWS" {
        bail!("no credentials\nhint: set `{key_name}` and `{secret_name}` in the environment");
    }
    let profile = environment.get("AWS_PROFILE").unwrap_or("default");
    let named = environment.get("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from);
    let path = named
        .or_else(|| environment.home.as_ref().map(|home| home.join(".aws").join("credentials")));
    let hint = format!(
        "hint: set `{key_name}` and `{secret_name}` in the environment, or write a profile `{profile}` \
         into `~/.aws/credentials`"
    );
    let Some(path) = path.filter(|path| path.exists()) else { bail!("no credentials\n{hint}") };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    match in_file(&text, profile) {
        Some(credentials) => Ok(credentials),
        None => bail!("`{}` has no keys in a profile `{profile}`\n{hint}", path.display()),
    }
}

/// The credentials of a profile in the text of a file.
fn in_file(text: &str, profile: &str) -> Option<Credentials> {
    let (mut key, mut secret, mut token) = (None, None, None);
    let mut is_inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            is_inside = name.trim() == profile;
        } else if let Some((name, value)) = line.split_once('=').filter(|_| is_inside) {
            let value = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
            match name.trim() {
                "aws_access_key_id" => key = value,
                "aws_secret_access_key" => secret = value,
                "aws_session_token" => token = value,
                _ => {}
            }
        }
    }
    Some(Credentials { key: key?, secret: secret?, token })
}

impl Credentials {
    /// What no message may tell.
    pub(super) fn secrets(&self) -> Secrets {
        let texts = [&self.key, &self.secret].into_iter().chain(&self.token);
        Secrets::new(texts.cloned())
    }

    /// The same for the library that signs.
    pub(super) fn to_sign_with(&self) -> rusty_s3::Credentials {
        match &self.token {
            Some(token) => rusty_s3::Credentials::new_with_token(&self.key, &self.secret, token),
            None => rusty_s3::Credentials::new(&self.key, &self.secret),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn found(prefix: &str, variables: &[(&str, &str)], home: Option<&Path>) -> Result<String> {
        let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let variables = variables.collect();
        let environment = Environment { variables, home: home.map(Path::to_path_buf) };
        let credentials = find(prefix, &environment)?;
        Ok(format!("{} {} {:?}", credentials.key, credentials.secret, credentials.token))
    }

    #[test]
    fn credentials_come_from_the_variables_of_their_prefix() {
        let variables = [("R2_ACCESS_KEY_ID", "a"), ("R2_SECRET_ACCESS_KEY", "b")];
        assert_eq!(found("R2", &variables, None).unwrap(), "a b None");
        let error = found("AWS", &variables, None).err().unwrap().to_string();
        assert!(error.contains("hint: set `AWS_ACCESS_KEY_ID`"), "{error}");
        let error = found("R2", &variables[..1], None).err().unwrap().to_string();
        assert!(error.contains("`R2_SECRET_ACCESS_KEY` is not"), "{error}");
    }

    #[test]
    fn a_profile_of_the_shared_file_is_found() {
        let home = tempfile::TempDir::new().unwrap();
        let folder = home.path().join(".aws");
        std::fs::create_dir(&folder).unwrap();
        let text = "[default]\naws_access_key_id = a\naws_secret_access_key=b=\n\n[ brief ]\n\
                    # a note\naws_access_key_id=c\naws_secret_access_key = d\naws_session_token = e\n";
        std::fs::write(folder.join("credentials"), text).unwrap();
        let home = Some(home.path());
        assert_eq!(found("AWS", &[], home).unwrap(), "a b= None");
        assert_eq!(found("AWS", &[("AWS_PROFILE", "brief")], home).unwrap(), "c d Some(\"e\")");
        assert!(found("AWS", &[("AWS_PROFILE", "none")], home).is_err());
        assert!(found("R2", &[], home).is_err());
    }
}
