//! Reads XML as a stream of elements.
//!
//! Comes in: the bytes of a document. Goes out: each element when it ends, with those around it; or
//! what is wrong and in which line. Always holds: what is read to its end is well-formed.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name, with its prefix.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub(super) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads a document. Told is each element when it ends, behind the elements around it.
///
/// # Errors
/// What is wrong: lower case, no final stop.
pub(super) fn read(bytes: &[u8], mut told: impl FnMut(&[Element])) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let is_refused =
        |c: &char| (*c < ' ' && !"\t\n\r".contains(*c)) || "\u{fffe}\u{ffff}".contains(*c);
    if let Some(sign) = text.chars().find(is_refused) {
        return Err(format!("the sign U+{:04X} is not allowed in XML", u32::from(sign)));
    }
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut has_root = false;
    loop {
        let step = step(&mut reader, &mut open, &mut told);
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = || text.as_bytes()[..at.min(text.len())].split(|byte| *byte == b'\n').count();
        match step.map_err(|what| format!("line {}: {what}", line()))? {
            Step::Begun if has_root && open.len() < 2 => {
                return Err(format!("line {}: there are two outermost elements", line()));
            }
            Step::Begun => has_root = true,
            Step::Other => {}
            Step::End => break,
        }
    }
    match open.last() {
        Some(element) => Err(format!("`{}` is not closed", element.name)),
        None if !has_root => Err("there is no element".to_owned()),
        None => Ok(()),
    }
}

enum Step {
    Begun,
    Other,
    End,
}

fn step(
    reader: &mut Reader<&[u8]>,
    open: &mut Vec<Element>,
    told: &mut impl FnMut(&[Element]),
) -> Result<Step, String> {
    let event = reader.read_event().map_err(|error| error.to_string())?;
    match event {
        Event::Start(start) => {
            open.push(begun(&start)?);
            return Ok(Step::Begun);
        }
        Event::Empty(start) => {
            open.push(begun(&start)?);
            told(open);
            let is_root = open.len() == 1;
            // The caller counts outermost elements by what is open.
            if !is_root {
                open.pop();
                return Ok(Step::Other);
            }
            open.clear();
            return Ok(Step::Begun);
        }
        Event::End(_) => {
            told(open);
            open.pop();
        }
        Event::Text(text) => add(open, &text.xml10_content())?,
        Event::CData(text) => add(open, &text.xml10_content())?,
        Event::GeneralRef(reference) => {
            let sign = referred(&reference)?;
            add(open, sign.encode_utf8(&mut [0; 4]))?;
        }
        Event::Eof => return Ok(Step::End),
        Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
    }
    Ok(Step::Other)
}

fn begun(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: start.name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn add(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("there is text outside of all elements".to_owned()),
    }
    Ok(())
}

/// The sign that `&amp;` or `&#38;` means. XML knows five names, and not those of HTML.
fn referred(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(sign) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(sign);
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => Err(format!("XML does not know the name `&{name};`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, &str>) {
        let mut seen = String::new();
        let read = read(text.as_bytes(), |open| {
            let path: Vec<&str> = open.iter().map(|element| element.name.as_str()).collect();
            seen.push_str(&format!("{}={} ", path.join("/"), open[open.len() - 1].text.trim()));
        });
        match expect {
            Ok(expect) => assert_eq!((read, seen.trim_end()), (Ok(()), expect), "{text}"),
            Err(part) => assert!(read.as_ref().is_err_and(|told| told.contains(part)), "{read:?}"),
        }
    }

    #[test]
    fn elements_are_told_and_what_is_not_well_formed_is_refused() {
        check("<?xml version='1.0'?><a><b>x &amp; &#121;</b><c/></a>", Ok("a/b=x & y a/c= a="));
        check("<a/>", Ok("a="));
        check("<a>\n<b></a>", Err("line 2"));
        check("<a>", Err("not closed"));
        check("<a>&nbsp;</a>", Err("`&nbsp;`"));
        check("<a>x & y</a>", Err("line 1"));
        check("<a b=1/>", Err("line 1"));
        check("<a b='1' b='2'/>", Err("line 1"));
        check("<a/><b/>", Err("two outermost"));
        check("<a></a><b></b>", Err("two outermost"));
        check("text", Err("outside"));
        check("", Err("no element"));
        check("<a>\u{1}</a>", Err("U+0001"));
    }
}
