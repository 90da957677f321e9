//! Which words of the settings of targets are harmless.
//!
//! Comes in: a key, or a value with its key. Goes out: whether it may be shown, or is a credential. Always holds:
//! what may be shown is a short list; all else may not.

/// What is to be done with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It may be shown.
    Shown,
    /// It may not be shown; what is wrong with it is told elsewhere.
    Hidden,
    /// It is a credential, or may well be one.
    Secret,
    /// It is no name of environment variables, as it should be.
    NoVariable,
}

/// The keys of a target, by what their values are.
const KEYS: &[(&[&str], Kind)] = &[
    (&["kind", "history", "addressing"], Kind::Word),
    (&["bucket", "branch", "region", "prefix", "path", "cname", "host"], Kind::Text),
    (&["url", "endpoint", "address", "remote"], Kind::Address),
    (&["port", "grace", "page_seconds", "file_seconds"], Kind::Number),
    (&["keep_previous"], Kind::Switch),
    (&["credentials"], Kind::Variable),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Text,
    Address,
    Number,
    Switch,
    Variable,
}

/// The settings of a site.
const SETTINGS: &[&str] = &[
    "title",
    "base_url",
    "description",
    "language",
    "timezone",
    "output",
    "actors",
    "summary",
    "html",
    "feeds",
    "addresses",
    "search",
    "cards",
    "theme",
    "rules",
    "check",
    "publish",
];

/// Words with which a key ends (`secret_access_key`, `github-token`, `apiKey`) whose value is a credential;
/// without what joins their parts.
const SECRET_KEYS: &[&str] = &[
    "password",
    "passwd",
    "passwort",
    "pwd",
    "pass",
    "passphrase",
    "secret",
    "key",
    "keyid",
    "token",
    "pat",
    "bearer",
    "auth",
    "authorization",
    "cookie",
    "signature",
    "login",
];

/// How tokens begin, whatever stands before them.
const TOKENS: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "glcbt-",
    "ATCTT",
    "ATATT",
    "xoxb-",
    "sk_live_",
    "SG.",
];

/// Amazon's keys begin with four letters and have this many signs.
const KEY_BEGINNINGS: [&str; 2] = ["AKIA", "ASIA"];
const KEY_LENGTH: usize = 20;

/// A user of this length, with a digit in it, is taken for a token.
const TOKEN_LENGTH: usize = 32;

/// Whether the value of a key is a credential.
pub(super) fn is_secret_key(key: &str) -> bool {
    let key = key.to_lowercase().replace(['-', '_', '.', ' '], "");
    SECRET_KEYS.iter().any(|word| key.ends_with(word))
}

/// Whether a target has that key.
pub(super) fn is_key(key: &str) -> bool {
    kind(key).is_some()
}

/// Whether a site has that setting.
pub(super) fn is_setting(key: &str) -> bool {
    SETTINGS.contains(&key)
}

/// What is to be done with a name or a key.
pub(super) fn of_key(key: &str) -> Verdict {
    let is_plain = key.chars().all(|c| c.is_alphanumeric() || ['_', '-', '.', '<'].contains(&c));
    if has_token(key) {
        Verdict::Secret
    } else if is_plain && key.len() <= TOKEN_LENGTH {
        Verdict::Shown
    } else {
        // `password:x` lacks a space, and so is one word.
        let is_secret = key.split([':', '=', ' ']).next().is_some_and(is_secret_key);
        if is_secret || has_password(key) { Verdict::Secret } else { Verdict::Hidden }
    }
}

/// What is to be done with the value of a key of a target.
pub(super) fn of_value(key: &str, value: &str) -> Verdict {
    if value.is_empty() {
        return Verdict::Shown;
    }
    if has_token(value) || has_password(value) || has_lost_colon(key, value) {
        return Verdict::Secret;
    }
    let is_word = |c: char| c.is_alphanumeric() || ['-', '_'].contains(&c);
    let is_shown = match kind(key) {
        None if is_secret_key(key) => return Verdict::Secret,
        None => false,
        // Ssh has no other place for a password than this, and none for a port.
        Some(Kind::Text) if key == "host" && value.contains(':') => {
            let is_v6 = is_v6(value.rsplit('@').next().unwrap_or_default());
            return if is_v6 { Verdict::Shown } else { Verdict::Secret };
        }
        Some(Kind::Text | Kind::Address) => {
            if value.contains("://") && has_query(value) {
                return Verdict::Secret;
            }
            true
        }
        Some(Kind::Word) => value.chars().all(is_word),
        Some(Kind::Number) => value.chars().all(|c| c.is_ascii_digit() || ['_', '.'].contains(&c)),
        Some(Kind::Switch) => ["true", "false", "yes", "no", "on", "off"].contains(&value),
        Some(Kind::Variable) => {
            let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            if !value.chars().all(is_name) {
                return Verdict::NoVariable;
            }
            true
        }
    };
    if is_shown { Verdict::Shown } else { Verdict::Hidden }
}

fn kind(key: &str) -> Option<Kind> {
    KEYS.iter().find(|(keys, _)| keys.contains(&key)).map(|(_, kind)| *kind)
}

/// Whether the next key may have become a part of a value, since it lacks its colon. Only paths have spaces.
fn has_lost_colon(key: &str, value: &str) -> bool {
    let Some((_, rest)) = value.trim().split_once(char::is_whitespace) else { return false };
    let is_sign = |c: char| c.is_alphanumeric() || ['_', '-'].contains(&c);
    match key {
        "path" | "prefix" => rest.split(|c| !is_sign(c)).any(is_secret_key),
        _ => is_key(key),
    }
}

/// Whether something is a token, or a part of it is.
fn has_token(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric();
    let words = || text.split(|c: char| !(is_sign(c) || ['_', '-', '.'].contains(&c)));
    let is_key = |word: &str| {
        word.len() >= KEY_LENGTH
            && KEY_BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
    };
    words().any(|word| TOKENS.iter().any(|token| word.starts_with(token)) || is_key(word))
}

/// Whether there is a password in an address, or a token in the place of its user. An `@` in the path of an address
/// that has a port looks like one, too: no more can be known of a password with slashes.
fn has_password(text: &str) -> bool {
    let is_scheme = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '+');
    let address = text.split_once("://").filter(|(scheme, _)| is_scheme(scheme));
    let rest = address.map_or(text, |(_, rest)| rest);
    if let Some((user, _)) = rest.rsplit_once('@') {
        let is_long = user.len() >= TOKEN_LENGTH && user.contains(|c: char| c.is_ascii_digit());
        let is_sign = |c: char| c.is_alphanumeric() || "._-+~%/\\".contains(c);
        return !user.chars().all(is_sign) || is_long;
    }
    // Without its `@` a password stands where the port does.
    let server = rest.split('/').next().unwrap_or_default();
    address.is_some() && !server.ends_with(']') && !has_port(server)
}

/// Whether what follows the colon in the name of a server, if there is one, is a port.
fn has_port(server: &str) -> bool {
    let port = server.rsplit_once(':').map_or("", |(_, port)| port);
    port.chars().all(|c| c.is_ascii_digit())
}

/// Whether something is an address of version 6.
fn is_v6(server: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_hexdigit() || [':', '.', '[', ']'].contains(&c);
    server.chars().all(is_sign) && server.matches(':').count() > 1
}

/// Whether an address has a query or a fragment, in which hosts take tokens and signatures.
fn has_query(address: &str) -> bool {
    address.contains(['?', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_that_a_target_may_have_is_known() {
        let schema = schemars::schema_for!(crate::config::target::WrittenTarget);
        let text = serde_json::to_string(&schema).unwrap();
        let mut n_keys = 0;
        for part in text.split("\"properties\":{").skip(1) {
            let part = format!("{{{part}");
            let value = serde_json::Deserializer::from_str(&part).into_iter::<serde_json::Value>();
            for key in value.take(1).flatten().flat_map(|it| it.as_object().cloned().unwrap()) {
                assert!(is_key(&key.0), "{}", key.0);
                n_keys += 1;
            }
        }
        assert!(n_keys > 30, "{n_keys}");
    }

    #[test]
    fn each_setting_of_a_site_is_known() {
        let schema = schemars::schema_for!(crate::config::written::Written).to_value();
        let settings = schema["properties"].as_object().unwrap();
        let known: std::collections::BTreeSet<&str> = SETTINGS.iter().copied().collect();
        assert_eq!(
            settings.keys().map(String::as_str).collect::<std::collections::BTreeSet<_>>(),
            known
        );
    }

    #[test]
    fn values_are_shown_where_nobody_writes_a_credential() {
        for (key, value) in [
            ("kind", "s3"),
            ("host", "me@server"),
            ("host", "netlify"),
            ("host", "me@fe80::1"),
            ("address", "https://[::1]:8080/x"),
            ("remote", "git@host:me/x.git"),
            ("remote", "https://me@host/x"),
            ("remote", "https://host/x@y"),
            ("endpoint", "http://127.0.0.1:9000"),
            ("port", "22"),
            ("keep_previous", "false"),
            ("credentials", "R2_EU"),
            ("path", "../www (old)"),
            ("bucket", ""),
        ] {
            assert_eq!(of_value(key, value), Verdict::Shown, "{key}: {value}");
        }
    }

    #[test]
    fn credentials_are_known_wherever_they_stand() {
        let long = "a1B2".repeat(9);
        for (key, value) in [
            ("host", "root:pw@host"),
            ("host", "root:pw"),
            ("remote", "https://me:pw/x.git"),
            ("remote", "https://me:p w@host/x.git"),
            ("remote", "me:pw://x@host"),
            ("remote", "https://me:pa/ss@host/x.git"),
            ("remote", "https://me:p@ss@host/x.git"),
            ("remote", "https://host/x.git?private_token=x"),
            ("remote", "https://glpat-abc@host/x"),
            ("remote", &format!("https://{long}@host/x")),
            ("bucket", "AKIAIOSFODNN7EXAMPLE"),
            ("bucket", "b password pw"),
            ("path", "/www password; pw"),
            ("api_pass", "x"),
            ("SSH-Key", "x"),
        ] {
            assert_eq!(of_value(key, value), Verdict::Secret, "{key}: {value}");
        }
        assert_eq!(of_value("credentials", "abc/def"), Verdict::NoVariable);
        assert_eq!(of_value("port", "abc"), Verdict::Hidden);
        assert_eq!(of_value("colour", "abc"), Verdict::Hidden);
        assert_eq!(of_key("password:abc"), Verdict::Secret);
        assert_eq!(of_key("what is this"), Verdict::Hidden);
        assert_eq!(of_key("secret_access_key"), Verdict::Shown);
    }
}
