//! Actors that leave a site and come back: what is exported and imported again is the same.

use rapporteur::actor::{Actor, Registry};
use rapporteur::cache::Memo;
use rapporteur::exchange::{Known, known};
use rapporteur::pipeline::link_all;
use rapporteur::source::load::load;

use crate::support::dice::Dice;
use crate::support::site::{NOW, NOW_ARGUMENT, files_below};
use crate::support::{TestSite, check_same, repository};

/// Formats that are read back, with the ending by which they are known.
const FORMATS: [(&str, &str); 2] = [("ftm", "ftm.json"), ("csv", "csv")];

/// All that the registry of a site knows, an actor a paragraph, so that a difference can be read.
#[track_caller]
fn registry_of(site: &TestSite) -> String {
    let snapshot = load(&site.root(), NOW).unwrap();
    let linking = link_all(&snapshot, &mut Memo::default());
    let registry: &Registry = &linking.registry;
    let profiles = registry.actors().iter().map(|actor: &Actor| {
        actor.profile.as_ref().map_or(String::new(), |profile| profile.text.clone())
    });
    let known = known(registry, &snapshot).into_iter().zip(profiles);
    known.map(|(Known { record, .. }, profile)| format!("{record:#?}\n{profile:?}\n")).collect()
}

/// Exports a site and imports the export into an empty site of the same settings.
#[track_caller]
fn there_and_back(site: &TestSite, format: &str, more: &[&str]) -> TestSite {
    let (_, ending) = FORMATS.into_iter().find(|(known, _)| *known == format).unwrap();
    let exported = site.run(&["actors", "export", "--format", format, "--all", NOW_ARGUMENT]);
    let other = TestSite::bare().file("site.yaml", &site.read("site.yaml"));
    other.write(&format!("export.{ending}"), exported.stdout.as_bytes());
    let file = format!("export.{ending}");
    let arguments: Vec<&str> =
        ["actors", "import", &file].into_iter().chain(more.iter().copied()).collect();
    let imported = other.run(&arguments);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    other
}

#[test]
fn the_actors_of_this_repository_come_back_as_they_were() {
    let site = TestSite::bare();
    site.write("site.yaml", &std::fs::read(repository().join("site.yaml")).unwrap());
    for path in files_below(&repository().join("content")) {
        let path = format!("content/{path}");
        site.write(&path, &std::fs::read(repository().join(&path)).unwrap());
    }
    let expected = registry_of(&site);
    for (format, _) in FORMATS {
        let back = there_and_back(&site, format, &[]);
        check_same(format, &expected, &registry_of(&back));
    }
    let back = there_and_back(&site, "ftm", &["--into", "all.yaml"]);
    check_same("one list", &expected, &registry_of(&back));
}

#[test]
fn any_registry_comes_back_as_it_was() {
    for seed in 0..12 {
        let mut dice = Dice::new(seed);
        let packs = ["[]", "[states]", "[states, organisations]"][dice.below(3)];
        let site = TestSite::bare()
            .file("site.yaml", &format!("title: Test\nactors: {{packs: {packs}}}\n"))
            .file(
                "content/actors/many.yaml",
                &(0..20).map(|n| actor(&mut dice, n)).collect::<String>(),
            )
            .file(
                "content/actors/own.md",
                &format!("---\nname: Own\n---\n{}\n", profile(&mut dice)),
            )
            .file(
                "content/actors/france.md",
                "---\ndemonyms: []\ndescription: \"\"\naliases: [La France]\n---\nNotes.\n",
            );
        let expected = registry_of(&site);
        for (format, _) in FORMATS {
            let back = there_and_back(&site, format, &[]);
            check_same(&format!("seed {seed}, {format}"), &expected, &registry_of(&back));
        }
        let back = there_and_back(&site, "csv", &["--into", "list.yaml"]);
        check_same(&format!("seed {seed}, list"), &expected, &registry_of(&back));
    }
}

#[test]
fn an_import_takes_names_with_letters_and_tells_only_what_is_new() {
    let site = TestSite::bare()
        .file("site.yaml", "title: Test\nactors: {packs: []}\n")
        .file(
            "content/actors/a.yaml",
            "- {name: Anna Berg, kind: person, aliases: [A. Berg, Annie Berg]}\n\
             - {name: Bo Kim, kind: person, aliases: [B. Kim]}\n",
        )
        .file(
            "e.ftm.json",
            "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"---\",\"Ola Nord\"]}}\n\
             {\"id\":\"b\",\"schema\":\"Person\",\"caption\":\"+1 555\",\"properties\":{\"firstName\":[\"Ingo\"],\"lastName\":[\"Lind\"]}}\n\
             {\"id\":\"c\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Anna Berg\"],\"alias\":[\"A. Berg\",\"Berg Anna\"]}}\n\
             {\"id\":\"d\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Bo Kim\"]}}\n\
             [1]\n",
        );
    let told = site.run(&["actors", "import", "e.ftm.json"]).stderr;
    for part in [
        "wrote `content/actors/ola-nord.md`",
        "wrote `content/actors/ingo-lind.md`",
        "new here: aliases `Berg Anna`\n",
        "not written: `Bo Kim` (line 4) is `bo-kim` of `content/actors/a.yaml`; nothing new",
        "not an entity: it does not begin with `{`",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
}

const WORDS: &[&str] = &[
    "Ann",
    "Lee",
    "the minister",
    "Зеленський",
    "習近平",
    "O’Neill",
    "a;b",
    "c|d",
    "e\\\\f",
    "g\\\"h",
    "i, j",
    "no",
    "2004",
    "- x",
    "# y",
    "k: l",
    "Côte d’Ivoire",
    "{m}",
    "*n*",
    "~",
    "=1+1",
    "q\\tr",
    "null",
    "\\\\;",
    "|",
];

fn words(dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..=dice.below(3)).map(|_| dice.pick(WORDS)).collect();
    words.join(" ")
}

fn list(dice: &mut Dice) -> String {
    let texts: Vec<String> = (0..dice.below(4)).map(|_| format!("\"{}\"", words(dice))).collect();
    format!("[{}]", texts.join(", "))
}

fn slug(dice: &mut Dice) -> &'static str {
    dice.pick(&["france", "a-1", "a-2", "nobody", "own", "a-19"])
}

/// An actor of a list, with every key once in two times.
fn actor(dice: &mut Dice, n: usize) -> String {
    let name = words(dice);
    let kind = dice.pick(&["person", "organisation", "state", "place", "outlet", "group"]);
    let mut text = format!("- name: \"{name}\"\n  slug: a-{n}\n  kind: {kind}\n");
    for key in ["aliases", "weak_aliases", "demonyms", "metonyms"] {
        if dice.below(2) == 0 {
            text += &format!("  {key}: {}\n", list(dice));
        }
    }
    if dice.below(2) == 0 {
        text += "  roles:\n";
        for _ in 0..=dice.below(3) {
            text += &format!("  - title: \"{}\"\n", words(dice));
            for (key, value) in [
                ("of", slug(dice)),
                ("from", dice.pick(&["2001", "2001-03", "2001-03-04"])),
                ("to", dice.pick(&["2011", "2011-12", "2011-12-31"])),
            ] {
                if dice.below(2) == 0 {
                    text += &format!("    {key}: \"{value}\"\n");
                }
            }
        }
    }
    let more = [
        format!("member_of: [{}]", slug(dice)),
        format!("located_in: {}", slug(dice)),
        format!("description: \"{}\"", words(dice)),
        "description: |\n    One line.\n    Two: lines.\n".to_owned(),
        format!(
            "image: \"{}\"",
            dice.pick(&["a.png", "sub/b c.png", "../c.png", "https://img.example/d.png"])
        ),
        format!("match: {{case: ignore, diacritics: ignore, exclude: {}}}", list(dice)),
        format!(
            "links: {{wikidata: Q{}, wikipedia: \"{}\"}}",
            dice.below(9),
            dice.pick(&["Ann Lee", "https://w.example/x"])
        ),
        format!(
            "links: {{opensanctions: NK-{}, website: \"{}\"}}",
            dice.below(9),
            dice.pick(&["lee.example", "https://lee.example/"])
        ),
    ];
    let mut seen = Vec::new();
    for line in more {
        let key = line.split(':').next().unwrap().to_owned();
        if dice.below(2) == 0 && !seen.contains(&key) {
            text += &format!("  {line}\n");
            seen.push(key);
        }
    }
    text
}

fn profile(dice: &mut Dice) -> String {
    let parts = [
        "A *profile*.",
        "- a list\n- of two",
        "    code",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "---",
        "; \"quoted\"",
    ];
    let picked: Vec<&str> = (0..=dice.below(4)).map(|_| dice.pick(&parts)).collect();
    picked.join("\n\n")
}
