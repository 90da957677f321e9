//! Markdown of other origin.
//!
//! Comes in: the name and the text of a Markdown file. Goes out: a `Draft`.

use super::{Draft, Refused};

/// Reads a Markdown file.
///
/// # Errors
/// When it has no text.
pub fn read(_name: &str, text: &str) -> Result<Draft, Refused> {
    let text = text.replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err(Refused::new("there is no text in it"));
    }
    let (title, body) =
        match text.trim_start().strip_prefix("# ").and_then(|rest| rest.split_once('\n')) {
            Some((title, body)) => (Some(title.trim().to_owned()), body.to_owned()),
            None => (None, text),
        };
    Ok(Draft { title, body: body.trim().to_owned() + "\n", ..Draft::default() })
}
