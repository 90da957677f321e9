//! Writes sites and changes them, as writers do: with slips, and with second thoughts.

use super::{Dice, Project};

/// 1 March 2025, noon in UTC.
pub(super) const NOW: i64 = 1_740_830_400;

const NAMES: &[&str] = &[
    "Marco Rubio",
    "Rubio",
    "Anna Rubio",
    "Sergey Lavrov",
    "Lavrov",
    "Mike Waltz",
    "Waltz",
    "Ursula von der Leyen",
    "the Ministry",
    "International Energy Forum",
    "International Energy Forum (IEF)",
    "the IEF",
    "Riyadh",
    "Minister Lavrov",
    "Northland",
    "Northern officials",
    "Port City",
    "MBS",
];

const CLAUSES: &[&str] = &[
    "met the envoys at noon",
    "said no to the plan & left",
    "has agreed on the first three points",
    "flew to the talks on Feb. 18",
    "will not sign before the 3.5 percent rule is gone",
    "spoke of “peace”",
    "waits for an answer from the U.S. Congress",
    "denied the report",
    "listened",
];

const TOPICS: &[&str] = &["Energy", "Sanctions", "Grain & Oil", "Été", "Security"];
const STORIES: &[&str] = &["talks", "grain", "nowhere"];
const DATES: &[&str] = &[
    "2025-02-18",
    "2025-02-18T09:00:00+03:00",
    "2024-12-31",
    "2025-02-28T23:30:00-05:00",
    "2025-03-09",
    "2025-01-05",
];
const STEMS: &[&str] = &[
    "talks",
    "2025-02-18-talks",
    "2025-02-20-grain",
    "notes",
    "2025/03/visit",
    "2025/2025-01-05-call",
    "été",
];

/// An edit, and the words for it.
pub(super) type Edit = (&'static str, fn(&mut Project, &mut Dice));

/// All edits. Each leaves a project that can be built, though perhaps with errors.
pub(super) const EDITS: &[Edit] = &[
    ("change a body", change_body),
    ("change a body", change_body),
    ("change front matter", change_front),
    ("change front matter", change_front),
    ("add an article", add_article),
    ("delete an article", delete_article),
    ("rename an article", rename_article),
    ("break a file", break_file),
    ("repair", repair),
    ("repair", repair),
    ("touch a template", touch_template),
    ("touch the settings", touch_settings),
    ("edit an actor", edit_actor),
    ("move the clock", move_clock),
    ("change a story or a topic", change_page),
    ("change a picture", change_picture),
];

/// A site of about eight articles.
pub(super) fn project(dice: &mut Dice) -> Project {
    let mut project = Project { files: Default::default(), now: NOW };
    project.write("site.yaml", "title: Test\nbase_url: https://example.org/\n");
    for slug in ["marco-rubio", "anna-rubio", "sergey-lavrov", "mike-waltz"] {
        edit_one_actor(&mut project, dice, &format!("content/actors/{slug}.md"));
    }
    project.write(
        "content/actors/things.yaml",
        "- {name: International Energy Forum, kind: organisation, located_in: riyadh}\n\
         - {name: Northland, kind: state, demonyms: [Northern], metonyms: [Port City]}\n\
         - {name: Port City, kind: place, located_in: northland}\n\
         - {name: Riyadh, kind: place}\n\
         - {name: Ursula von der Leyen, kind: person, roles: [{title: Head, of: international-energy-forum, from: 2025-02}]}\n\
         - {name: Mohammed bin Salman, kind: person, weak_aliases: [MBS]}\n",
    );
    for page in [
        "content/stories/talks.md",
        "content/stories/grain.md",
        "content/topics/energy.md",
        "content/pages/about.md",
    ] {
        write_page(&mut project, dice, page);
    }
    project.write("content/articles/map.png", "a picture");
    project.write("static/logo.svg", "<svg/>");
    for _ in 0..8 {
        add_article(&mut project, dice);
    }
    project
}

fn sentence(dice: &mut Dice) -> String {
    let (name, clause) = (dice.pick(NAMES), dice.pick(CLAUSES));
    let mut chars = name.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    if dice.once_in(4) {
        return format!("{first}{}’s envoy and {} {clause}.", chars.as_str(), dice.pick(NAMES));
    }
    format!("{first}{} {clause}.", chars.as_str())
}

fn paragraph(dice: &mut Dice) -> String {
    let n_sentences = dice.below(3) + 1;
    (0..n_sentences).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
}

fn block(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => format!("## {}", dice.pick(CLAUSES)),
        1 => format!("### {}", dice.pick(NAMES)),
        2 => format!("- {}\n- {}\n  - {}", sentence(dice), sentence(dice), sentence(dice)),
        3 => format!(
            "| Who | What |\n| --- | ---: |\n| {} | {} |",
            dice.pick(NAMES),
            dice.pick(CLAUSES)
        ),
        4 => format!(
            "See [[{}]] and [[talks|the talks]]; [[nobody]].",
            dice.pick(&["marco-rubio", "Riyadh", "talks"])
        ),
        5 => format!(
            "See [that]({}.md), ![map](map.png) and [this](../pages/about.md).",
            dice.pick(STEMS)
        ),
        6 => {
            // Syntaxes are slow to load in a debug build, so that few sites have any.
            let language = if dice.once_in(40) { "yaml" } else { "" };
            format!("> {}\n\n```{language}\nname: {}\n```", sentence(dice), dice.pick(NAMES))
        }
        7 => format!(
            "Noted.[^1] [{}]{{.nolink}} left.\n\n[^1]: {}",
            dice.pick(NAMES),
            sentence(dice)
        ),
        8 => format!("## Key takeaways\n\n- {}\n- {}", sentence(dice), sentence(dice)),
        _ => paragraph(dice),
    }
}

fn body(dice: &mut Dice) -> String {
    let n_blocks = dice.below(6);
    let mut blocks = vec![paragraph(dice)];
    blocks.extend((0..n_blocks).map(|_| block(dice)));
    blocks.join("\n\n") + "\n"
}

fn front_line(dice: &mut Dice) -> String {
    match dice.below(14) {
        0 => format!("title: {} and {}", dice.pick(NAMES), dice.pick(NAMES)),
        1 | 2 => format!("date: {}", dice.pick(DATES)),
        3 | 4 => format!("topics: [{}, {}]", dice.pick(TOPICS), dice.pick(TOPICS)),
        5 | 6 => format!("story: {}", dice.pick(STORIES)),
        7 => "status: draft".to_owned(),
        8 => format!("embargo: 2025-03-0{}", dice.below(8) + 1),
        9 => format!("takeaways: [{:?}, {:?}]", sentence(dice), sentence(dice)),
        10 => format!("actors: {{{}: [{}]}}", dice.pick(&["include", "exclude"]), dice.pick(&["marco-rubio", "northland"])),
        11 => "sources: [{title: Statement, publisher: Reuters, url: \"https://example.org/s\", grade: B2}]".to_owned(),
        12 => format!("aliases: [/old/{}/]\nimage: map.png", dice.below(1000)),
        _ => format!("lede: {:?}", paragraph(dice)),
    }
}

fn front(dice: &mut Dice) -> String {
    let mut lines: Vec<String> = (0..dice.below(6)).map(|_| front_line(dice)).collect();
    lines.sort();
    lines.dedup_by_key(|line| line.split(':').next().unwrap().to_owned());
    if lines.is_empty() { String::new() } else { format!("---\n{}\n---\n", lines.join("\n")) }
}

/// The front matter of a text with its fences, and the rest.
fn parts(text: &str) -> (&str, &str) {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    end.map_or(("", text), |end| text.split_at(end + 9))
}

fn article(project: &Project, dice: &mut Dice) -> Option<String> {
    let paths = project.below("content/articles/");
    let paths: Vec<String> = paths.into_iter().filter(|path| path.ends_with(".md")).collect();
    (!paths.is_empty()).then(|| dice.pick(&paths))
}

fn change_body(project: &mut Project, dice: &mut Dice) {
    let Some(path) = article(project, dice) else { return };
    let text = project.text(&path);
    let (front, old) = parts(&text);
    let new = match dice.below(3) {
        0 => body(dice),
        1 => format!("{old}\n{}\n", block(dice)),
        _ => format!("{}\n\n{old}", paragraph(dice)),
    };
    project.write(&path, &format!("{front}{new}"));
}

fn change_front(project: &mut Project, dice: &mut Dice) {
    let Some(path) = article(project, dice) else { return };
    let text = project.text(&path);
    project.write(&path, &format!("{}{}", front(dice), parts(&text).1));
}

fn add_article(project: &mut Project, dice: &mut Dice) {
    // Now and then two files claim one address: an error in both builds.
    let number = if dice.once_in(8) { String::new() } else { format!("-{}", dice.below(40)) };
    let path = format!("content/articles/{}{number}.md", dice.pick(STEMS));
    let text = front(dice) + &body(dice);
    let text = if dice.once_in(6) { text.replace('\n', "\r\n") } else { text };
    project.write(&path, &text);
}

fn delete_article(project: &mut Project, dice: &mut Dice) {
    if let Some(path) = article(project, dice) {
        project.files.remove(&path);
    }
}

fn rename_article(project: &mut Project, dice: &mut Dice) {
    let Some(path) = article(project, dice) else { return };
    let bytes = project.files.remove(&path).unwrap();
    project
        .files
        .insert(format!("content/articles/{}-{}.md", dice.pick(STEMS), dice.below(40)), bytes);
}

/// Files that were broken keep their good text in a file that no build reads.
const KEPT: &str = "kept/";

fn break_file(project: &mut Project, dice: &mut Dice) {
    let mut paths: Vec<String> = project.below("content/");
    paths.retain(|path| !path.ends_with(".png"));
    if paths.is_empty() {
        return;
    }
    let path = dice.pick(&paths);
    let text = project.text(&path);
    let bytes = match dice.below(4) {
        0 => format!("---\ntitle: [open\n---\n{text}").into_bytes(),
        1 => format!("---\ntittle: Slip\n---\n{text}").into_bytes(),
        2 => format!("---\ndate: yesterday\n---\n{text}").into_bytes(),
        _ => [text.as_bytes(), b"\xFF\xFE caf\xE9\n"].concat(),
    };
    let kept = project.files.insert(path.clone(), bytes).unwrap();
    project.files.entry(format!("{KEPT}{path}")).or_insert(kept);
}

fn repair(project: &mut Project, _: &mut Dice) {
    for kept in project.below(KEPT) {
        let bytes = project.files.remove(&kept).unwrap();
        project.files.insert(kept[KEPT.len()..].to_owned(), bytes);
    }
    project.files.remove("templates/home.html");
}

fn touch_template(project: &mut Project, dice: &mut Dice) {
    let name = dice.pick(&[
        "templates/robots.txt.html",
        "templates/404.html",
        "templates/assets/style.css",
        "templates/home.html",
    ]);
    let text = match dice.below(3) {
        0 => format!("<p>{}</p>{{{{ site.title }}}}\n", dice.below(1000)),
        1 if name.ends_with("home.html") => "{% if site %}<p>{{ page.nothing.at.all }}".to_owned(),
        _ => "<p>{{ site.title }}</p>\n".to_owned(),
    };
    project.write(name, &text);
}

fn touch_settings(project: &mut Project, dice: &mut Dice) {
    let mut text = format!("title: Test {}\nbase_url: https://example.org/\n", dice.below(3));
    text += dice.pick(&["", "timezone: Europe/London\n", "timezone: Pacific/Auckland\n"]);
    text += dice.pick(&["", "summary: {sentences: 1, headings: [Listened]}\n"]);
    text += dice.pick(&[
        "",
        "actors: {link: all}\n",
        "actors: {link: none}\n",
        "actors: {packs: [organisations]}\n",
    ]);
    text += dice.pick(&["", "feeds: {limit: 2}\n", "addresses: file\n", "html: trusted\n"]);
    text += dice.pick(&["", "theme: {accent: \"#123456\"}\n", "rules: {unknown-link: error}\n"]);
    project.write("site.yaml", &text);
}

fn edit_one_actor(project: &mut Project, dice: &mut Dice, path: &str) {
    let name = path.rsplit('/').next().unwrap().trim_end_matches(".md").split('-');
    let name: Vec<String> = name.map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    let aliases = dice.pick(&[
        "",
        "aliases: [Rubio]\n",
        "weak_aliases: [the Ministry]\n",
        "aliases: [IEF]\n",
    ]);
    let roles = dice.pick(&["", "roles: [{title: Envoy, of: northland, from: 2025-02-20}]\n"]);
    let matching =
        dice.pick(&["", "match: {case: ignore}\n", "match: {exclude: [Minister Lavrov]}\n"]);
    let profile = if dice.once_in(2) { paragraph(dice) } else { String::new() };
    project.write(
        path,
        &format!(
            "---\nname: {}\nkind: person\n{aliases}{roles}{matching}---\n{profile}\n",
            name.join(" ")
        ),
    );
}

fn edit_actor(project: &mut Project, dice: &mut Dice) {
    let mut paths = project.below("content/actors/");
    paths.retain(|path| path.ends_with(".md"));
    if !paths.is_empty() {
        let path = dice.pick(&paths);
        edit_one_actor(project, dice, &path);
    }
}

fn move_clock(project: &mut Project, dice: &mut Dice) {
    project.now = NOW + 3600 * 12 * i64::try_from(dice.below(20)).unwrap() - 3600 * 24 * 3;
}

fn write_page(project: &mut Project, dice: &mut Dice, path: &str) {
    let status = dice.pick(&["", "", "status: closed\n"]);
    let text = format!(
        "---\ntitle: {}\n{status}description: {}\n---\n{}",
        dice.pick(NAMES),
        dice.below(9),
        body(dice)
    );
    project.write(path, &text);
}

fn change_page(project: &mut Project, dice: &mut Dice) {
    let path = dice.pick(&[
        "content/stories/talks.md",
        "content/stories/nowhere.md",
        "content/topics/energy.md",
        "content/pages/about.md",
    ]);
    if dice.once_in(4) {
        project.files.remove(path);
    } else {
        write_page(project, dice, path);
    }
}

fn change_picture(project: &mut Project, dice: &mut Dice) {
    let path = dice.pick(&["content/articles/map.png", "static/logo.svg", "static/new.txt"]);
    if dice.once_in(3) {
        project.files.remove(path);
    } else {
        project.write(path, &"x".repeat(dice.below(100) + 1));
    }
}
