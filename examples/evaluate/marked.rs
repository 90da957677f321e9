//! Annotated texts as a person writes them: a folder of texts with marks, and a list of actors.
//!
//! Comes in: a folder. Its `*.txt` hold texts, each under a line `# headline`; `[[id|surface]]` is a mention of the
//! actor, `[[surface]]` one of the actor whose name or alias that is, in any letter case, and `[[~surface]]`
//! something neutral. Its `actors.yaml` lists the actors. Goes out: the same values as from JSON. Always holds:
//! the text without its marks begins with the headline, and all of it is judged.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::gold::{AnnotatedMention, AnnotatedText, read_file};
use super::mention::ListedActor;

/// Reads a folder of marked texts.
pub fn read(folder: &Path) -> Result<(Vec<AnnotatedText>, Vec<ListedActor>)> {
    let actors = read_file(&folder.join("actors.yaml"))?;
    let actors: Vec<ListedActor> =
        serde_yaml::from_str(&actors).context("`actors.yaml` is not a list of actors")?;
    let directory = Names::new(&actors);
    let files = std::fs::read_dir(folder).context("could not list the folder")?;
    let mut paths = files.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let file = read_file(&path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let parts = file.split("\n# ").map(|part| part.trim_start_matches("# ").trim_end());
        for (part, number) in parts.zip(1..) {
            let id = format!("{name}-{number}");
            texts.push(read_text(id.clone(), part, &directory).with_context(|| id)?);
        }
    }
    Ok((texts, actors))
}

fn read_text(id: String, marked: &str, directory: &Names<'_>) -> Result<AnnotatedText> {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        let (mark, after) = after.split_once("]]").context("a mark has no end")?;
        text.push_str(before);
        let start = text.chars().count();
        let (surface, r#type, actor) = match mark.strip_prefix('~') {
            Some(surface) => (surface, "other", None),
            None => {
                let (actor, surface) = directory.actor(mark)?;
                (surface, type_of(&actor.kind), Some(actor.id.clone()))
            }
        };
        text.push_str(surface);
        let end = text.chars().count();
        mentions.push(AnnotatedMention { start, end, r#type: r#type.to_owned(), actor });
        rest = after;
    }
    text.push_str(rest);
    let title = text.lines().next().unwrap_or_default().to_owned();
    Ok(AnnotatedText::new(id, title, text, mentions))
}

/// The three types that annotations tell apart.
fn type_of(kind: &str) -> &'static str {
    match kind {
        "person" => "person",
        "place" | "state" => "place",
        _ => "organisation",
    }
}

/// Actors by id, and by their names in lower case.
struct Names<'a> {
    ids: BTreeMap<&'a str, &'a ListedActor>,
    names: BTreeMap<String, Vec<&'a ListedActor>>,
}

impl<'a> Names<'a> {
    fn new(actors: &'a [ListedActor]) -> Self {
        let ids = actors.iter().map(|actor| (actor.id.as_str(), actor)).collect();
        let mut names: BTreeMap<String, Vec<&ListedActor>> = BTreeMap::new();
        for actor in actors {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                let bearers = names.entry(name.to_lowercase()).or_default();
                if bearers.last().is_none_or(|last| last.id != actor.id) {
                    bearers.push(actor);
                }
            }
        }
        Self { ids, names }
    }

    /// The actor and the surface of a mark.
    fn actor<'m>(&self, mark: &'m str) -> Result<(&'a ListedActor, &'m str)> {
        if let Some((id, surface)) = mark.split_once('|') {
            let actor = self.ids.get(id).with_context(|| format!("no actor has the id `{id}`"))?;
            return Ok((actor, surface));
        }
        match self.names.get(&mark.to_lowercase()).map(Vec::as_slice) {
            Some([actor]) => Ok((actor, mark)),
            _ => bail!("`{mark}` is not the name of one actor: write `[[id|{mark}]]`"),
        }
    }
}
