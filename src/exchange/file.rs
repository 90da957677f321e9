//! Actor files as text.
//!
//! Comes in: the keys of an actor. Goes out: Markdown with front matter, or entries of YAML lists. Always
//! holds: the registry reads back the same keys; a list stays below what a YAML file may have.

use super::record::{FOLDER, Field, PROFILE};
use crate::path::{Slug, SourcePath};
use crate::yaml::{self, Value};

/// What is written of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name in addresses.
    pub slug: Slug,
    /// The keys that its file has, the name among them.
    pub fields: Vec<Field>,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where, in the project folder.
    pub path: SourcePath,
    /// Its text.
    pub text: String,
    /// The actors in it.
    pub slugs: Vec<Slug>,
}

/// A file for each actor.
pub fn single(entries: &[Entry]) -> Vec<NewFile> {
    entries.iter().map(markdown).collect()
}

/// Lists, the first of them at `path`, and a file for each actor with a profile, which a list cannot hold.
pub fn listed(entries: &[Entry], path: &SourcePath) -> Vec<NewFile> {
    let (own, in_lists): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| profile(entry).is_some());
    let mut lists: Vec<NewFile> = Vec::new();
    for entry in in_lists {
        let text = item(entry);
        if lists.last().is_none_or(|list| list.text.len() + text.len() > MAX_LIST_BYTES) {
            let path = numbered(path, lists.len() + 1);
            lists.push(NewFile { path, text: String::new(), slugs: Vec::new() });
        }
        if let Some(list) = lists.last_mut() {
            list.text.push_str(&text);
            list.slugs.push(entry.slug.clone());
        }
    }
    lists.extend(own.into_iter().map(markdown));
    lists
}

/// Lists are cut before they grow too long for the reader of YAML, and for an editor.
const MAX_LIST_BYTES: usize = yaml::MAX_BYTES / 2;

fn profile(entry: &Entry) -> Option<&str> {
    let (_, text) = entry.fields.iter().find(|(key, _)| *key == PROFILE)?;
    text.as_str().filter(|text| !text.is_empty())
}

fn markdown(entry: &Entry) -> NewFile {
    let path = SourcePath::new(&format!("{FOLDER}/{}.md", entry.slug));
    let front = written(&mapping(&entry.fields, None));
    let body = profile(entry).map_or(String::new(), |text| format!("{text}\n"));
    NewFile { path, text: format!("---\n{front}---\n{body}"), slugs: vec![entry.slug.clone()] }
}

fn item(entry: &Entry) -> String {
    let name = entry.fields.iter().find(|(key, _)| *key == "name");
    let from_name = name.and_then(|(_, name)| Slug::of(name.as_str()?));
    let slug = (from_name.as_ref() != Some(&entry.slug)).then_some(&entry.slug);
    written(&Value::Sequence(vec![mapping(&entry.fields, slug)]))
}

fn written(value: &Value) -> String {
    yaml::write(value).expect("invariant: a value with texts as keys can be written")
}

/// The keys as YAML, those with a dot in groups; a slug goes behind the name.
fn mapping(fields: &[Field], slug: Option<&Slug>) -> Value {
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    let mut groups: Vec<(&str, Vec<(Value, Value)>)> = Vec::new();
    for (key, value) in fields.iter().filter(|(key, _)| *key != PROFILE) {
        match key.split_once('.') {
            Some((group, key)) => {
                let pair = (Value::from(key), value.clone());
                match groups.last_mut().filter(|(last, _)| *last == group) {
                    Some((_, pairs)) => pairs.push(pair),
                    None => groups.push((group, vec![pair])),
                }
            }
            None => pairs.push((Value::from(*key), value.clone())),
        }
        if let (&"name", Some(slug)) = (key, slug) {
            pairs.push(("slug".into(), slug.as_str().into()));
        }
    }
    let groups = groups.into_iter();
    pairs.extend(
        groups.map(|(key, pairs)| (key.into(), Value::Mapping(pairs.into_iter().collect()))),
    );
    Value::Mapping(pairs.into_iter().collect())
}

/// `people.yaml`, `people-2.yaml`, …
fn numbered(path: &SourcePath, n: usize) -> SourcePath {
    if n == 1 {
        return path.clone();
    }
    let text = path.as_str();
    let (stem, ending) = text.rsplit_once('.').unwrap_or((text, "yaml"));
    SourcePath::new(&format!("{stem}-{n}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, slug: &str) -> Entry {
        let fields = vec![
            ("name", name.into()),
            ("kind", "person".into()),
            ("links.wikidata", "Q1".into()),
            ("links.website", "https://lee.example/".into()),
            ("match.case", "ignore".into()),
        ];
        Entry { slug: Slug::of(slug).unwrap(), fields }
    }

    #[test]
    fn keys_of_a_group_stand_together() {
        let [file] = single(&[entry("Ann Lee", "ann-lee")]).try_into().unwrap();
        assert_eq!(file.path.as_str(), "content/actors/ann-lee.md");
        assert_eq!(
            file.text,
            "---\nname: Ann Lee\nkind: person\nlinks:\n  wikidata: Q1\n  website: https://lee.example/\n\
             match:\n  case: ignore\n---\n"
        );
    }

    #[test]
    fn a_list_gives_the_slug_only_where_the_name_does_not_tell_it() {
        let path = SourcePath::new("content/actors/people.yaml");
        let entries = [entry("Ann Lee", "ann-lee"), entry("Ann Lee", "other-lee")];
        let [list] = listed(&entries, &path).try_into().unwrap();
        assert!(list.text.starts_with("- name: Ann Lee\n  kind: person\n"));
        assert_eq!(list.text.matches("slug:").count(), 1);
        assert!(list.text.contains("- name: Ann Lee\n  slug: other-lee\n"));
    }

    #[test]
    fn an_actor_with_a_profile_has_a_file_of_its_own_beside_a_list() {
        let path = SourcePath::new("content/actors/people.yaml");
        let mut with_profile = entry("Bo Kim", "bo-kim");
        with_profile.fields.push((PROFILE, "Bo Kim *writes*.".into()));
        let files = listed(&[with_profile, entry("Ann Lee", "ann-lee")], &path);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["content/actors/people.yaml", "content/actors/bo-kim.md"]);
        assert!(files[1].text.ends_with("---\nBo Kim *writes*.\n"));
    }

    #[test]
    fn a_list_that_would_be_too_long_to_be_read_goes_on_in_another() {
        let path = SourcePath::new("content/actors/people.yaml");
        let mut long = entry("Ann Lee", "ann-lee");
        long.fields.push(("description", "x".repeat(MAX_LIST_BYTES / 2).into()));
        let files = listed(&[long.clone(), long], &path);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["content/actors/people.yaml", "content/actors/people-2.yaml"]);
    }
}
