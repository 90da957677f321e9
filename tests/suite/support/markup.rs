//! Reads markup strictly, for checking: every element is closed, and nothing is guessed.
//!
//! Comes in: an HTML page or an XML document. Goes out: its tags, each with its attributes and depth, or
//! what is wrong. Always holds: what this reader accepts, a browser reads in the same way.

/// An opening tag.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Names of the elements around it, the outermost first.
    pub(crate) around: Vec<String>,
    /// The text directly and indirectly in it.
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The kinds of markup that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// HTML, in which some elements have no end.
    Html,
    /// XML.
    Xml,
}

const VOID: &[&str] =
    &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
const RAW: &[&str] = &["script", "style", "title", "textarea"];

/// Elements that a browser ends when a block begins in them.
const NO_BLOCKS_IN: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "em", "strong", "summary"];

#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
];

/// All elements, in the order in which they begin.
///
/// # Errors
/// What is wrong with the markup.
pub(crate) fn elements(text: &str, syntax: Syntax) -> Result<Vec<Element>, String> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        add_text(&mut elements, &open, &rest[..at])?;
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->").ok_or("a comment has no end")? + 3..];
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = &rest[rest.find('>').ok_or("a declaration has no end")? + 1..];
        } else if let Some(tag) = rest.strip_prefix("</") {
            let end = tag.find('>').ok_or("an end tag has no end")?;
            let last = open.pop().ok_or(format!("`</{}>` ends nothing", &tag[..end]))?;
            if elements[last].name != tag[..end] {
                return Err(format!(
                    "`</{}>` stands where `{}` is open",
                    &tag[..end],
                    elements[last].name
                ));
            }
            rest = &tag[end + 1..];
        } else {
            let around: Vec<String> = open.iter().map(|idx| elements[*idx].name.clone()).collect();
            let (element, is_closed, behind) = opening_tag(&rest[1..], around)?;
            check_place(&element, syntax)?;
            rest = behind;
            let is_raw = syntax == Syntax::Html && RAW.contains(&element.name.as_str());
            let is_void = syntax == Syntax::Html && VOID.contains(&element.name.as_str());
            if is_closed && syntax == Syntax::Html && !is_void {
                return Err(format!("`<{}/>` is no void element", element.name));
            }
            if is_raw {
                let end = format!("</{}>", element.name);
                let at = rest.find(&end).ok_or(format!("no `{end}`"))?;
                elements.push(Element { text: rest[..at].to_owned(), ..element });
                rest = &rest[at + end.len()..];
                continue;
            }
            elements.push(element);
            if !is_void && !is_closed {
                open.push(elements.len() - 1);
            }
        }
    }
    add_text(&mut elements, &open, rest)?;
    match open.last() {
        Some(last) => Err(format!("`{}` is never closed", elements[*last].name)),
        None => Ok(elements),
    }
}

fn add_text(elements: &mut [Element], open: &[usize], text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('&') {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        let is_reference = text[at + 1..].contains(';')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
        if !is_reference || name.is_empty() {
            return Err(format!(
                "a bare `&`: {}",
                &text[at..].chars().take(20).collect::<String>()
            ));
        }
    }
    let text = decoded(text);
    for idx in open {
        elements[*idx].text.push_str(&text);
    }
    Ok(())
}

/// Reads a tag behind its `<`: the element, whether it ends in `/>`, and what follows.
fn opening_tag(text: &str, around: Vec<String>) -> Result<(Element, bool, &str), String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-:_".contains(c);
    let end = text.find(|c| !is_name(c)).ok_or("a tag has no end")?;
    if end == 0 {
        return Err(format!("a bare `<`: {}", text.chars().take(20).collect::<String>()));
    }
    let name = text[..end].to_owned();
    let mut element = Element { name, attributes: Vec::new(), around, text: String::new() };
    let mut rest = text[end..].trim_start();
    loop {
        if let Some(behind) = rest.strip_prefix('>') {
            return Ok((element, false, behind));
        }
        if let Some(behind) = rest.strip_prefix("/>") {
            return Ok((element, true, behind));
        }
        let end = rest.find(|c| !is_name(c)).filter(|end| *end > 0);
        let end = end.ok_or(format!(
            "`{}` has a bad attribute: {}",
            element.name,
            rest.chars().take(20).collect::<String>()
        ))?;
        let key = rest[..end].to_owned();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(behind) = rest.strip_prefix("=\"") {
            let end = behind.find('"').ok_or("a value has no end")?;
            value = decoded(&behind[..end]);
            if behind[..end].contains('<') {
                return Err(format!("a bare `<` in `{key}`"));
            }
            rest = behind[end + 1..].trim_start();
        }
        if element.attributes.iter().any(|(known, _)| *known == key) {
            return Err(format!("`{}` has `{key}` twice", element.name));
        }
        element.attributes.push((key, value));
    }
}

fn check_place(element: &Element, syntax: Syntax) -> Result<(), String> {
    let Some(parent) = element.around.last().filter(|_| syntax == Syntax::Html) else {
        return Ok(());
    };
    let name = element.name.as_str();
    let is_wrong = match parent.as_str() {
        "ul" | "ol" => name != "li",
        "dl" => !matches!(name, "dt" | "dd" | "div"),
        "table" => !matches!(name, "caption" | "colgroup" | "thead" | "tbody" | "tfoot"),
        "tr" => !matches!(name, "th" | "td"),
        parent => NO_BLOCKS_IN.contains(&parent) && BLOCKS.contains(&name) && parent != "a",
    };
    let is_nested_link =
        matches!(name, "a" | "button" | "summary") && element.around.iter().any(|open| open == "a");
    let is_lost = name == "li" && !matches!(parent.as_str(), "ul" | "ol");
    if is_wrong || is_nested_link || is_lost {
        return Err(format!("`{name}` stands in {}", element.around.join(" > ")));
    }
    Ok(())
}

/// Text with its references resolved, as far as the program writes them.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'");
    text.replace("&#39;", "'").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

#[test]
fn the_reader_refuses_what_a_browser_would_have_to_mend() {
    let check = |text: &str, expected: &str| {
        let result = elements(text, Syntax::Html).map(|elements| elements.len().to_string());
        let result = result.unwrap_or_else(|error| error);
        assert!(result.starts_with(expected), "{text}: {result}");
    };
    check("<p>a <b>b</b> &amp; c<br></p>", "3");
    check("<p>a", "`p` is never closed");
    check("<p><b>a</p></b>", "`</p>` stands where `b` is open");
    check("<p><div></div></p>", "`div` stands in p");
    check("<a><b><a></a></b></a>", "`a` stands in a > b");
    check("<ul><p></p></ul>", "`p` stands in ul");
    check("a & b", "a bare `&`");
    check("1 < 2", "a bare `<`");
    check("<p id=\"a\" id=\"b\"></p>", "`p` has `id` twice");
}
