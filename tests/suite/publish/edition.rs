//! Small sites to be published, each one an edition of the same: made from a number, so that a child
//! process can make the same one.
//!
//! Always holds: the pages of an edition lead to each other, to a style sheet that has the edition in its
//! name, and to pictures; each edition has articles that the one before does not have, and lacks some.

use std::collections::BTreeMap;

use rapporteur::output::OutputPath;
use rapporteur::publish::{File, Hash, Landmark, Tree};

/// The files of an edition, by path.
pub(crate) fn files(edition: usize) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let style = format!("assets/style-{edition:08x}.css");
    let slugs: Vec<String> =
        (edition..edition + 4).map(|number| format!("report-{number}")).collect();
    let mut home = String::new();
    for (article_idx, slug) in slugs.iter().enumerate() {
        home += &format!("<a href=\"articles/{slug}/\">{slug}</a>");
        let next = &slugs[(article_idx + 1) % slugs.len()];
        let body = format!(
            "<a href=\"../../\">home</a><a href=\"../{next}/\">next</a><img src=\"map.png\">"
        );
        files.insert(format!("articles/{slug}/index.html"), page(&format!("../../{style}"), &body));
        files.insert(format!("articles/{slug}/map.png"), picture(slug));
    }
    files.insert("index.html".to_owned(), page(&style, &home));
    files.insert("404.html".to_owned(), page(&style, "not here"));
    files.insert("sitemap.xml".to_owned(), format!("<urlset>{edition}</urlset>").into_bytes());
    files.insert(style, format!("/* {edition} */").into_bytes());
    files
}

/// A tree of files. The marks of each page are its slug's picture, so a page that is renamed is known again.
pub(crate) fn tree(files: &BTreeMap<String, Vec<u8>>) -> Tree {
    let file = |(path, bytes): (&String, &Vec<u8>)| {
        File::of_bytes(OutputPath::new(path).unwrap(), bytes.clone())
    };
    let landmark = |(path, bytes): (&String, &Vec<u8>)| {
        let address = path.strip_suffix("map.png")?.to_owned();
        Some(Landmark { address, marks: vec![Hash::of(bytes)] })
    };
    Tree::new(files.iter().map(file).collect(), files.iter().filter_map(landmark).collect())
}

/// The page that stands where another one was.
pub(crate) fn mover(from: &str, to: &str) -> anyhow::Result<Vec<u8>> {
    let up = "../".repeat(from.matches('/').count());
    Ok(format!("<html><a href=\"{up}{to}\">moved</a></html>\n").into_bytes())
}

fn page(style: &str, body: &str) -> Vec<u8> {
    format!("<html><link href=\"{style}\">{body}</html>\n").into_bytes()
}

/// Some bytes of no use, several packets long.
fn picture(slug: &str) -> Vec<u8> {
    slug.bytes().cycle().take(6000).collect()
}
