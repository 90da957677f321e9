//! From bytes to text.
//!
//! Comes in: the bytes of a file. Goes out: its text without a byte order mark. Always holds: nothing is
//! guessed: what is neither UTF-8 nor says what it is, is refused.

use encoding_rs::{Encoding, UTF_8};

use super::Refused;

/// How far into a page its encoding is looked for (HTML, §13.2.3.2, has 1024; long comments come first
/// in saved pages).
const PRESCAN: usize = 4096;

/// The text of a file that is no web page.
///
/// # Errors
/// When it is not text, or in an encoding that nothing tells.
pub(super) fn text(bytes: &[u8]) -> Result<String, Refused> {
    decoded(bytes, UTF_8)
}

/// The text of a web page, in the encoding that it declares.
///
/// # Errors
/// As `text`.
pub(super) fn page(bytes: &[u8]) -> Result<String, Refused> {
    if std::str::from_utf8(bytes).is_ok() {
        return decoded(bytes, UTF_8);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_lowercase();
    let Some(label) = declared(&start) else {
        return decoded(bytes, UTF_8);
    };
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) => decoded(bytes, encoding),
        None => Err(Refused::new(format!("its encoding is not known: `{label}`"))),
    }
}

/// `charset=…` of a `<meta>`, or `encoding="…"` of an XML declaration.
fn declared(start: &str) -> Option<&str> {
    let value = |behind: &'static str| {
        let rest = start.split(behind).nth(1)?.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        rest.split(['"', '\'', ';', ' ', '>', '/', '?']).next().filter(|label| !label.is_empty())
    };
    value("charset").or_else(|| value("encoding"))
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Refused> {
    let (text, used, has_errors) = encoding.decode(bytes);
    if !has_errors {
        return Ok(text.into_owned());
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    Err(Refused::new(match used == UTF_8 {
        true => format!("line {line} is not UTF-8 text\nhint: save it in the encoding UTF-8"),
        false => format!("it is not text in the encoding {}, as it says", used.name()),
    }))
}

/// Files of other programs that people try, with what to do about them.
///
/// # Errors
/// When it is such a file.
pub(super) fn refuse_documents(bytes: &[u8]) -> Result<(), Refused> {
    let kinds: [(&[u8], &str); 4] = [
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a document of a word processor, or an archive"),
        (b"{\\rtf", "a document of a word processor"),
        (b"\xD0\xCF\x11\xE0", "a document of a word processor"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Refused::new(format!(
            "it is {kind}\nhint: copy its text into a `.txt` file, or save it as HTML"
        )));
    }
    if bytes.starts_with(b"bplist") || is_mime_page(bytes) {
        return Err(Refused::new(
            "it is an archive of a web page and its files, which is not read\n\
            hint: save the page anew as `Web page, HTML only`, or copy its text into a `.txt` file",
        ));
    }
    Ok(())
}

/// True for MHTML (RFC 2557), which browsers name `.mhtml` or `.mht`.
fn is_mime_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_lowercase();
    let mut head = start.lines().map(str::trim).take_while(|line| !line.is_empty());
    let is_mime = start.lines().any(|line| line.starts_with("mime-version:"));
    is_mime && head.any(|line| line.contains("multipart/related"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encoding_that_it_says() {
        let check = |bytes: &[u8], text: &str| assert_eq!(page(bytes).unwrap(), text);
        check("Café".as_bytes(), "Café");
        check(b"\xEF\xBB\xBFCaf\xC3\xA9", "Café");
        check(b"\xFF\xFEC\0a\0f\0\xE9\0", "Café");
        check(b"<meta charset=windows-1252>Caf\xE9 \x93", "<meta charset=windows-1252>Café “");
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xB3",
            "<?xml version='1.0' encoding='iso-8859-2'?>ł",
        );
        assert!(page(b"Caf\xE9").unwrap_err().message.contains("line 1 is not UTF-8"));
        assert!(page(b"<meta charset=klingon>\xE9").unwrap_err().message.contains("klingon"));
        assert!(refuse_documents(b"%PDF-1.7").unwrap_err().message.contains("PDF"));
        let archive = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert!(refuse_documents(archive).unwrap_err().hint.unwrap().contains("HTML only"));
        assert!(refuse_documents(b"From: Ann\n\nOn multipart/related.").is_ok());
    }
}
