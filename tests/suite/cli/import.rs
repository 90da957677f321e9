//! What `rapporteur import` prints.

use std::process::Stdio;

use super::{Transcript, check_json};
use crate::support::{TestSite, check_same};

#[test]
fn imported_text_becomes_an_article_and_never_replaces_one() {
    let text = "Envoys meet on a ship\nBy Ann Lee\nPublished: 2025-02-18\n\nEnvoys met on a ship.\n\n• One\n• Two\n\nLeave a Reply\n";
    let site = TestSite::new()
        .file("talks.txt", text)
        .file("posts/a.txt", "The river\n\nIt rose by a metre.\n")
        .file("posts/b.pdf", "%PDF")
        .file("posts/c.html", "<p>Home")
        .file("posts/d.md", "# Of the lake\n\nIt is deep.\n");
    let mut transcript = Transcript::new("import", &site);
    transcript.run("import --dry-run talks.txt");
    assert!(!site.path("content").exists());
    transcript.run("import talks.txt");
    let ours = site.read("content/articles/2025-02-18-envoys-meet-on-a-ship.md");
    transcript.run("import talks.txt");
    check_same(
        "our article",
        &ours,
        &site.read("content/articles/2025-02-18-envoys-meet-on-a-ship.md"),
    );
    transcript.run("import --title Envoys --date 2025-02-19 --into 2025 talks.txt");
    assert!(site.path("content/articles/2025/2025-02-19-envoys.md").exists());
    transcript.remark("a folder with a page that has no article");
    transcript.run("import posts");
    check_json(&transcript.run("import --format json --dry-run talks.txt --title Envoys"));
    transcript.run("import nowhere.txt posts/b.pdf");
    check_json(&transcript.run("import nowhere.txt --format json"));
    transcript.run("import --into ../elsewhere talks.txt");
    transcript.run("import --title Two talks.txt posts");
    transcript.run("import --date 2025-02-30 talks.txt");
    let mut command = site.command(&["import", "--dry-run", "--title", "From stdin", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("---\ntitle: From stdin"));
    transcript.check();
}
