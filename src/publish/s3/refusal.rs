//! From the answer of a store that did not do what it was asked for to a message.

use anyhow::{Error, anyhow};

use crate::publish::http::{Answer, Client};

/// The error for an answer. `doing` is what was asked for: "write `index.html`".
pub(super) fn refusal(client: &Client, answer: &Answer, doing: &str) -> Error {
    let text = answer.text();
    let code = element(&text, "Code").unwrap_or_default();
    let told = match (code, element(&text, "Message")) {
        ("", _) => answer.status_line(),
        (code, Some(message)) => format!("{}, {code}: {message}", answer.status_line()),
        (code, None) => format!("{}, {code}", answer.status_line()),
    };
    let told = client.secrets().redact(&told);
    let told = told.trim_end_matches('.');
    let hint = hint(answer, code).map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    anyhow!("cannot {doing}: the store answered {told}{hint}")
}

/// Whether a store said that it has no such key. That there is no such bucket is another matter.
pub(super) fn is_no_such_key(answer: &Answer) -> bool {
    answer.status == 404 && element(&answer.text(), "Code") != Some("NoSuchBucket")
}

/// The code of an error that came with an answer that looks fine, as those to long tasks do.
pub(super) fn hidden_error(answer: &Answer) -> bool {
    let text = answer.text();
    text.contains("<Error>") && element(&text, "Code").is_some()
}

fn hint(answer: &Answer, code: &str) -> Option<String> {
    let other_region = answer.header("x-amz-bucket-region").map(str::to_owned);
    let other_region =
        other_region.or_else(|| element(&answer.text(), "Region").map(str::to_owned));
    let hint = match (code, answer.status) {
        ("NoSuchBucket", _) => {
            "make the bucket first, or correct `bucket:` in `site.yaml`".to_owned()
        }
        ("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken", _) => {
            "look at the credentials in the environment".to_owned()
        }
        ("QuotaExceeded" | "XMinioStorageFull" | "StorageFull", _) => {
            "make room in the store".to_owned()
        }
        ("RequestTimeTooSkewed", _) => "set this machine's clock".to_owned(),
        ("PermanentRedirect" | "AuthorizationHeaderMalformed", _) | (_, 301 | 307) => {
            match other_region {
                Some(region) => format!("write `region: {region}` in `site.yaml`"),
                None => "look at `region:` and `endpoint:` in `site.yaml`".to_owned(),
            }
        }
        (_, 401 | 403) => {
            "these credentials must be allowed to read, write and delete in the bucket".to_owned()
        }
        (_, 507) => "make room in the store".to_owned(),
        (_, 408 | 429 | 500..=599) => {
            "try again later; no page that readers have is broken".to_owned()
        }
        _ => return None,
    };
    Some(hint)
}

/// What stands in the first XML element of a name. The answers have neither attributes nor entities there.
pub(super) fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside.trim())
}
