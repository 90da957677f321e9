//! A writer writes one site again and again. What it writes is held against cold builds by the property
//! tests.

use std::fs;

use rapporteur::output::OldOutput;
use rapporteur::output::writer::{Counts, Job, Writer, Written};
use rapporteur::site::Preview;
use rapporteur::source::load::load;
use tempfile::TempDir;

/// 1 March 2025, noon in UTC.
const NOW: i64 = 1_740_830_400;

/// A project with one article, and small pages.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "site.yaml", "title: Test\nbase_url: https://example.org/\nactors: {packs: []}\n");
    put(&folder, "content/articles/talks.md", &article("first"));
    folder
}

fn article(word: &str) -> String {
    format!("---\ntitle: Talks\ndate: 2025-02-18\n---\nThe {word} report.\n")
}

fn put(project: &TempDir, path: &str, text: &str) {
    let path = project.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn writer(project: &TempDir) -> Writer<'_> {
    let job = Job { project: project.path(), output: None, preview: Preview::Published };
    Writer::new(job, OldOutput::Spared)
}

fn try_to_write(writer: &mut Writer<'_>, project: &TempDir) -> anyhow::Result<Written> {
    writer.write(&load(project.path(), NOW).unwrap(), &())
}

fn write(writer: &mut Writer<'_>, project: &TempDir) -> Counts {
    match try_to_write(writer, project).unwrap() {
        Written::Done { counts, .. } => counts,
        Written::Refused { diagnostics } => panic!("{diagnostics:?}"),
    }
}

fn page(project: &TempDir, output: &str) -> String {
    fs::read_to_string(project.path().join(output).join("articles/talks/index.html")).unwrap()
}

/// The names in the project folder that are the writer's, but for the output folders.
fn beside(project: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(project.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.contains(".rapporteur-")).collect();
    names.sort();
    names
}

#[test]
fn each_edit_is_written_and_told() {
    let project = project();
    let mut writer = writer(&project);
    let first = write(&mut writer, &project);
    assert_eq!(first.written, first.files);
    for word in ["second", "third", "fourth"] {
        put(&project, "content/articles/talks.md", &article(word));
        let counts = write(&mut writer, &project);
        assert!(counts.written > 0 && counts.unchanged > 0, "{counts:?}");
        assert!(page(&project, "public").contains(&format!("The {word} report")));
        let counts = write(&mut writer, &project);
        assert_eq!((counts.written, counts.unchanged), (0, counts.files));
    }
    assert_eq!(beside(&project), [".public.rapporteur-lock", ".public.rapporteur-new"]);
    drop(writer);
    assert!(beside(&project).is_empty(), "{:?}", beside(&project));
}

#[test]
fn another_process_learns_who_has_the_folder() {
    let project = project();
    let mut first = writer(&project);
    write(&mut first, &project);
    let message = try_to_write(&mut writer(&project), &project).err().unwrap().to_string();
    assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
    drop(first);
    write(&mut writer(&project), &project);
}

#[test]
fn an_error_in_the_content_leaves_the_folder_and_the_writer_fit() {
    let project = project();
    let mut writer = writer(&project);
    write(&mut writer, &project);
    put(&project, "content/articles/talks.md", "---\ntittle: Slip\n---\nNo.\n");
    let written = try_to_write(&mut writer, &project).unwrap();
    assert!(matches!(written, Written::Refused { .. }));
    assert!(page(&project, "public").contains("The first report"));
    put(&project, "content/articles/talks.md", &article("second"));
    write(&mut writer, &project);
    assert!(page(&project, "public").contains("The second report"));
}

#[test]
fn the_writer_goes_where_the_settings_say() {
    let project = project();
    let settings = fs::read_to_string(project.path().join("site.yaml")).unwrap();
    let mut writer = writer(&project);
    write(&mut writer, &project);
    put(&project, "site.yaml", &format!("{settings}output: www\n"));
    put(&project, "content/articles/talks.md", &article("second"));
    let counts = write(&mut writer, &project);
    assert_eq!(counts.written, counts.files);
    assert!(page(&project, "www").contains("The second report"));
    assert!(page(&project, "public").contains("The first report"));
    assert_eq!(beside(&project), [".www.rapporteur-lock"]);
    // A folder that is refused does no harm; the next settings are tried anew.
    put(&project, "site.yaml", &format!("{settings}output: content\n"));
    assert!(try_to_write(&mut writer, &project).is_err());
    put(&project, "site.yaml", &settings);
    write(&mut writer, &project);
    assert!(page(&project, "public").contains("The second report"));
}

#[test]
fn what_was_read_is_kept_at_first_and_at_the_end() {
    let project = project();
    let stored = || fs::read(project.path().join(".rapporteur/articles-0")).unwrap();
    let mut writer = writer(&project);
    write(&mut writer, &project);
    let first = stored();
    put(&project, "content/articles/talks.md", &article("second"));
    write(&mut writer, &project);
    assert_eq!(stored(), first);
    drop(writer);
    assert_ne!(stored(), first);
}

#[test]
fn an_edit_of_an_actor_keeps_what_was_read_and_finds_names_anew() {
    let project = project();
    let stored = |name: &str| fs::read(project.path().join(".rapporteur").join(name)).unwrap();
    write(&mut writer(&project), &project);
    let (articles, links) = (stored("articles-0"), stored("links-0"));
    put(&project, "content/actors/new.yaml", "name: Oriel Water\nkind: organisation\n");
    put(&project, "content/articles/talks.md", &article("Oriel Water"));
    write(&mut writer(&project), &project);
    assert!(page(&project, "public").contains("actors/oriel-water/"));
    let edited = stored("articles-0");
    put(&project, "content/actors/new.yaml", "name: Oriel Wells\nkind: organisation\n");
    write(&mut writer(&project), &project);
    assert!(!page(&project, "public").contains("actors/oriel-water/"));
    assert_ne!(articles, edited);
    assert_eq!(stored("articles-0"), edited);
    assert_ne!(stored("links-0"), links);
}
