//! The pages of `docs/rules/`: each code has one, each is of a code, and the program prints them.

use rapporteur::diagnostic::Code;

use crate::support::site::files_below;
use crate::support::{TestSite, check_against_file, repository};

/// What every page says, in this order.
const PARTS: &[&str] =
    &["\nSeverity: ", "\n## Example\n", "\n## How to mend it\n", "\n## How to silence it\n"];

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let folder = repository().join("docs/rules");
    let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let mut files = files_below(&folder);
    files.retain(|file| file != "README.md");
    for file in &files {
        let name = file.trim_end_matches(".md");
        assert!(names.contains(&name), "docs/rules/{file} is of no rule");
    }
    for code in Code::ALL {
        let file = format!("{}.md", code.name());
        assert!(files.contains(&file), "docs/rules/{file} is missing");
        let page = std::fs::read_to_string(folder.join(&file)).unwrap();
        assert!(page.starts_with(&format!("# {}\n\n", code.name())), "{file}: no title");
        let places: Vec<Option<usize>> = PARTS.iter().map(|part| page.find(part)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{file}: {places:?}");
        let found_by = if code.is_of_check() { "`check`" } else { "`build` and `check`" };
        let stated = format!("\nSeverity: {}. Found by {found_by}.\n", code.severity().name());
        assert!(page.contains(&stated), "{file} does not say{stated}");
    }
}

#[test]
fn the_list_of_rules_has_every_rule_with_its_severity() {
    let mut list = "# Rules\n\n\
        What `rapporteur build` and `rapporteur check` complain of. `rapporteur explain CODE` prints the page of a rule, and\n\
        `rules: {CODE: SEVERITY}` in `site.yaml` sets its severity: `error`, `warning`, `note` or `off`.\n"
        .to_owned();
    for (title, is_of_check) in [("`build` and `check`", false), ("`check` alone", true)] {
        list += &format!(
            "\n## Found by {title}\n\n| rule | severity | what is wrong |\n| --- | --- | --- |\n"
        );
        for code in Code::ALL.iter().filter(|code| code.is_of_check() == is_of_check) {
            let (name, severity) = (code.name(), code.severity().name());
            list += &format!("| [{name}]({name}.md) | {severity} | {} |\n", code.explanation());
        }
    }
    check_against_file(&repository().join("docs/rules/README.md"), list);
}

#[test]
fn the_program_explains_every_rule_by_its_page() {
    let site = TestSite::bare();
    for code in Code::ALL {
        let ran = site.run(&["explain", code.name()]);
        let file = repository().join(format!("docs/rules/{}.md", code.name()));
        assert_eq!((ran.code, ran.stdout), (0, std::fs::read_to_string(file).unwrap()));
    }
}
