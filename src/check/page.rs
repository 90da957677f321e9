//! The rules of one output.
//!
//! Comes in: an output. Goes out: its `Facts`. Always holds: pages of the project's own HTML files are
//! judged by where their links lead, and by nothing that is a matter of the theme.

use super::Material;
use super::facts::{Facts, Reading, id_of};
use super::finding::in_text;
use super::markup::{self, Markup, Picture};
use super::output::{Medium, Output};
use super::{Addresses, feed, sheet};
use crate::diagnostic::{Code, Place};

/// Reads an output by what it is.
pub(super) fn look(
    output: &Output<'_>,
    addresses: &Addresses<'_>,
    material: &Material<'_>,
) -> Facts {
    let mut reading = Reading { output, addresses, facts: Facts::default() };
    match output.medium {
        Medium::Html => page(&mut reading, material),
        Medium::Css => sheet::look(&mut reading, &String::from_utf8_lossy(output.bytes)),
        Medium::Atom => feed::atom(&mut reading),
        Medium::JsonFeed => feed::json(&mut reading),
        Medium::Sitemap => feed::sitemap(&mut reading),
        Medium::Robots => feed::robots(&mut reading),
        Medium::Text | Medium::Picture | Medium::Other => {}
    }
    let mut facts = reading.finish();
    if output.is_copy && !facts.findings.is_empty() {
        place_in_file(&mut facts, output, material);
    }
    facts
}

/// A file that is copied is itself the source.
fn place_in_file(facts: &mut Facts, output: &Output<'_>, material: &Material<'_>) {
    let path = material.build.label(output.page_idx).source;
    let text = String::from_utf8_lossy(output.bytes);
    for finding in &mut facts.findings {
        finding.place = in_text(&path, &text, finding).or(Some(Place::file(&path)));
    }
}

fn page(reading: &mut Reading<'_>, material: &Material<'_>) {
    let markup = markup::read(reading.output.bytes);
    for reference in &markup.references {
        reading.refer(&reference.target, reference.role);
    }
    for style in &markup.styles {
        sheet::look(reading, style);
    }
    ids(reading, &markup);
    if reading.output.is_copy || markup.is_redirect {
        return;
    }
    frame(reading, &markup);
    headings(reading, &markup);
    names(reading, &markup);
    for picture in &markup.pictures {
        self::picture(reading, picture, material);
    }
    weight(reading, material);
}

fn ids(reading: &mut Reading<'_>, markup: &Markup) {
    let mut ids: Vec<(u64, &String)> = markup.ids.iter().map(|id| (id_of(id), id)).collect();
    ids.sort_unstable();
    for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
        let id = pair[0].1;
        let finding = reading.tell(Code::DuplicateId, format!("two elements have the id `{id}`"));
        finding.hint = "give one of them another id".to_owned();
        finding.words = vec![format!("id=\"{id}\""), format!("id={id}"), format!("id='{id}'")];
    }
    let names = markup.names.iter().map(|name| id_of(name));
    let mut ids: Vec<u64> = ids.into_iter().map(|(id, _)| id).chain(names).collect();
    ids.sort_unstable();
    ids.dedup();
    reading.facts.ids = Some(ids);
}

/// What every page has to say of itself.
fn frame(reading: &mut Reading<'_>, markup: &Markup) {
    if markup.language.is_empty() {
        let finding = reading
            .tell(Code::MissingLanguage, "page does not say in which language it is".to_owned());
        finding.hint = "write `<html lang=\"{{ site.language }}\">` in the template".to_owned();
        finding.words = vec!["<html".to_owned()];
    }
    if markup.title.is_empty() {
        let finding = reading.tell(Code::MissingTitle, "page has no title".to_owned());
        finding.hint = "write a `<title>` in the head of the template, with text".to_owned();
        finding.words = ["<title>{", "<title></title>"].map(str::to_owned).to_vec();
    }
}

/// One title, and no level left out on the way down.
fn headings(reading: &mut Reading<'_>, markup: &Markup) {
    let titles = markup.headings.iter().filter(|(level, _)| *level == 1).count();
    if titles != 1 {
        let message = match titles {
            0 => "page has no heading of the first level".to_owned(),
            _ => format!("page has {titles} headings of the first level"),
        };
        let second = markup.headings.iter().filter(|(level, _)| *level == 1).nth(1);
        let second = second.map(|(_, text)| text.clone());
        let finding = reading.tell(Code::HeadingOrder, message);
        finding.hint = "the title of a page is its one `h1`".to_owned();
        finding.words = second.into_iter().filter(|text| !text.is_empty()).collect();
    }
    let mut last = 0;
    for (level, text) in &markup.headings {
        if *level > last + 1 && last > 0 {
            let message = format!("heading of level {level} follows one of level {last}: `{text}`");
            let finding = reading.tell(Code::HeadingOrder, message);
            finding.hint = format!("make it a heading of level {}", last + 1);
            // The levels of a text are shifted on the page, and its words may have markup in them.
            finding.words = heading_words(text);
        }
        last = *level;
    }
}

fn heading_words(text: &str) -> Vec<String> {
    let first: Vec<&str> = text.split_whitespace().take(3).collect();
    let mut words = vec![format!("# {text}"), format!(">{text}<"), text.to_owned()];
    words.push(format!("# {}", first.join(" ")));
    words.retain(|word| word.len() > 3);
    words
}

fn names(reading: &mut Reading<'_>, markup: &Markup) {
    for target in &markup.nameless_links {
        let finding = reading.tell(Code::NamelessLink, format!("link has no text: `{target}`"));
        finding.hint = "write where it leads between the tags, or in `aria-label`".to_owned();
        finding.words = vec![target.clone()];
        finding.words.retain(|word| word.len() > 1);
        finding.names = vec![name_of(target).to_owned()];
        finding.names.retain(|name| name.len() > 1);
    }
}

/// A picture without a word about it. An empty text says that a picture adds nothing, which the theme
/// may say of its own; a writer who leaves the brackets empty has said nothing.
fn picture(reading: &mut Reading<'_>, picture: &Picture, material: &Material<'_>) {
    let name = name_of(&picture.source);
    let words = match &picture.text {
        Some(text) if !text.trim().is_empty() => return,
        Some(_) if !picture.is_in_main => return,
        Some(_) => {
            reading.facts.is_of_the_moment = true;
            let path = material.build.label(reading.output.page_idx).source;
            let source = material.snapshot.source(&path);
            let text = source.and_then(|source| source.text.as_deref().ok()).unwrap_or_default();
            let mut starts = text.match_indices("![](").map(|(at, _)| &text[at..]);
            let written = starts.find_map(|start| {
                let written = &start[..=start.find(')')?];
                written.contains(name).then(|| written.to_owned())
            });
            let Some(written) = written else { return };
            vec![written]
        }
        None => vec![picture.source.clone()],
    };
    let message = format!("picture has no text: `{name}`");
    let finding = reading.tell(Code::PictureWithoutText, message);
    finding.hint = "say what it shows: `![A map of the border](map.png)`".to_owned();
    finding.words = words;
    finding.words.retain(|word| !word.is_empty());
    finding.names = vec![name.to_owned()];
    finding.names.retain(|name| !name.is_empty());
}

fn weight(reading: &mut Reading<'_>, material: &Material<'_>) {
    let limit = material.build.plan.site.config.check.max_page_kb;
    let size = reading.output.bytes.len().div_ceil(1000);
    if size > limit {
        let address = reading.output.address;
        let message = format!("page is larger than {limit} kB: `{address}` has {size}");
        let finding = reading.tell(Code::HeavyPage, message);
        finding.hint =
            "make it shorter, or raise `max_page_kb` under `check:` in `site.yaml`".to_owned();
    }
}

/// The last part of an address, without query and fragment.
fn name_of(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or(target).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}
