//! Golden sites: a tiny project for each idea under `tests/sites/`, and what it becomes.
//!
//! Of every site are compared: the list of its files (`expected/files.txt`), what the program says of
//! it (`expected/stderr.txt`), and the outputs that stand in `expected/`: of a page what is inside
//! `<main>`, of anything else all of it. One site, `WHOLE_PAGES`, pins whole pages. An expected file
//! that is no longer made is a failure. The same sites hold the program against the library: the
//! output folder of a real build has the bytes of the plan.

use std::path::Path;

use crate::support::site::{NOW_ARGUMENT, files_below};
use crate::support::{Built, TestSite, check_against_file, check_same, is_blessing, tests_folder};

/// The site that pins whole pages, and the files of the theme.
const WHOLE_PAGES: &str = "every-kind-of-page";

/// Makes one test for each site, and one that no site lacks a test.
macro_rules! golden_sites {
    ($($test:ident $site:literal)*) => {
        $(#[test]
        fn $test() {
            check($site);
        })*

        #[test]
        fn every_golden_site_is_tested() {
            let mut tested = vec![$($site),*];
            tested.sort_unstable();
            let entries = std::fs::read_dir(tests_folder().join("sites")).unwrap();
            let mut sites: Vec<_> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            sites.sort();
            assert_eq!(sites, tested, "left: folders in tests/sites, right: sites that a test names");
        }
    };
}

golden_sites! {
    an_alias_leads_to_the_dossier_of_its_actor "actor-alias"
    addresses_can_be_written_as_files_for_reading_from_disk "addresses-as-files"
    an_old_address_leads_to_the_new_one "aliases-redirect"
    code_is_highlighted_with_classes_at_build_time "code-highlighting"
    windows_line_ends_and_a_byte_order_mark_leave_no_trace "crlf-and-bom"
    nothing_of_a_draft_or_an_embargoed_article_comes_out "draft-and-embargo-stay-out"
    every_kind_of_page_has_its_frame "every-kind-of-page"
    footnotes_and_callouts_are_marked_up "footnotes-and-callouts"
    front_matter_wins_over_the_text "front-matter-wins"
    every_mention_is_linked_where_the_site_says_all "link-all"
    no_mention_is_linked_where_the_site_says_none "link-none"
    a_file_completes_the_actor_of_a_pack "pack-actor-completed-by-file"
    pasted_text_becomes_an_article "pasted-text"
    raw_html_is_sanitised_by_default "raw-html-sanitised"
    raw_html_is_kept_where_the_site_trusts_it "raw-html-trusted"
    an_actor_has_the_role_of_the_day "role-on-the-day"
    a_story_tells_its_articles_in_order "story-in-order"
    a_site_may_stand_in_a_sub_folder "sub-folder-base-url"
    a_table_has_its_caption_and_alignment "table-with-caption"
    takeaways_are_extracted_where_the_writer_gave_none "takeaways-extracted"
    takeaways_may_stand_under_a_bold_line "takeaways-under-bold-line"
    a_template_of_the_site_overrides_the_one_of_the_theme "template-override"
    an_article_without_a_date_is_listed_as_undated "undated-article"
    a_wikilink_leads_to_actors_and_articles "wikilinks"
}

#[track_caller]
fn check(name: &str) {
    let folder = tests_folder().join("sites").join(name);
    let site = TestSite::copy_of(&folder);
    let built = site.build();
    let ran = site.run(&["build", NOW_ARGUMENT]);
    check_folder_against_plan(&site, &built);

    let expected = folder.join("expected");
    check_against_file(&expected.join("stderr.txt"), &ran.stderr);
    check_against_file(&expected.join("files.txt"), file_list(name, &built));
    for path in files_below(&expected) {
        if path == "stderr.txt" || path == "files.txt" {
            continue;
        }
        let file = expected.join(&path);
        match built.outputs.get(&path) {
            Some(bytes) => check_against_file(&file, shown(name, &path, bytes)),
            None if is_blessing() => std::fs::remove_file(file).unwrap(),
            None => panic!("`{name}/expected/{path}` is no longer made"),
        }
    }
}

/// The part of an output that is compared, without what changes with every version of the theme.
fn shown(site: &str, path: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    let text = hash_hidden(&text);
    if !path.ends_with(".html") || site == WHOLE_PAGES {
        return text;
    }
    let start = text.find("<main").expect("a page has a main part");
    let end = text.find("</main>").expect("a page has a main part") + "</main>".len();
    format!("{}\n", &text[start..end])
}

fn file_list(site: &str, built: &Built) -> String {
    let is_shown = |path: &&String| site == WHOLE_PAGES || !built.theme_files.contains(*path);
    built.outputs.keys().filter(is_shown).map(|path| format!("{}\n", hash_hidden(path))).collect()
}

/// The style sheet has a fingerprint in its name.
fn hash_hidden(text: &str) -> String {
    let mut parts = text.split("assets/style-");
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        hidden.push_str("assets/style-[HASH]");
        hidden.push_str(&part[part.find('.').unwrap_or_default()..]);
    }
    hidden
}

/// The output folder has the bytes of the plan and nothing else but its marker; none when the site was
/// refused.
#[track_caller]
fn check_folder_against_plan(site: &TestSite, built: &Built) {
    let public = site.path("public");
    let mut found = files_below(&public);
    found.retain(|path| path != rapporteur::output::MARKER);
    if built.build.has_errors() {
        assert!(found.is_empty(), "a site with errors was written: {found:?}");
        return;
    }
    let planned: Vec<&String> = built.outputs.keys().collect();
    check_same("the list of files", &format!("{planned:#?}"), &format!("{found:#?}"));
    for (path, bytes) in &built.outputs {
        assert!(is_same(&public.join(path), bytes), "`{path}` is not what the plan says");
    }
}

fn is_same(file: &Path, bytes: &[u8]) -> bool {
    std::fs::read(file).unwrap() == bytes
}
