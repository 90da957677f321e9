//! No path leads out of the site.

use super::client::Client;
use super::desk::{Desk, TALKS, link, small_site};

const SECRET: &str = "the secret of the house";

/// Ways to ask for `secret.txt`, which is beside the project, in it, or beside `static/`.
fn targets(project: &str, above: &str) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    let ups = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "..%00",
        "..;",
        "...",
        "....",
        "..%20",
        "%20..",
        "..%09",
        "..%5c",
        "．．",
        "%u002e%u002e",
        "%ef%bc%8e%ef%bc%8e",
        "..%0d%0a",
        "..?",
        "..#",
        "../.",
        "./..",
        "%2e/%2e%2e",
    ];
    let slashes = ["/", "%2f", "%2F", "%5c", "\\", "%252f", "//", "/./", "%c0%af"];
    for up in ups {
        for slash in slashes {
            targets.push(format!("/{up}{slash}secret.txt"));
        }
        targets.push(format!("/{up}/{up}/secret.txt"));
        targets.push(format!("/articles/{up}/{up}/{up}/secret.txt"));
        targets.push(format!("/__rapporteur/{up}/{up}/secret.txt"));
    }
    for slash in slashes {
        targets.push(format!("/..{slash}..{slash}..{slash}secret.txt"));
        targets.push(format!("/note.txt{slash}..{slash}..{slash}secret.txt"));
        targets.push(format!("{slash}{above}{slash}secret.txt"));
    }
    for form in [
        format!("{above}/secret.txt"),
        format!("/{above}/secret.txt"),
        format!("file://{above}/secret.txt"),
        format!("http://localhost{above}/secret.txt"),
        format!("http://localhost//{project}/secret.txt"),
        format!("{project}/secret.txt"),
        format!("/%00{above}/secret.txt"),
    ] {
        targets.push(form);
    }
    let plain = [
        "/secret.txt",
        "http://localhost/../secret.txt",
        "/note.txt%00/../../secret.txt",
        "/secret.txt%00.html",
        "secret.txt",
        "../secret.txt",
        "../../secret.txt",
        "/static/secret.txt",
        "/static/../secret.txt",
        "/project/secret.txt",
        "/content/../secret.txt",
        "/site.yaml",
        "/../site.yaml",
        "/content/articles/2025-02-20-plan.md",
        "/static/note.txt",
        "/templates/",
        "/.git/config",
        "/.rapporteur/",
        "~/secret.txt",
        "/~/secret.txt",
        "C:\\secret.txt",
        "/C:/secret.txt",
        "\\\\localhost\\secret.txt",
        "/outside/secret.txt",
        "/late/secret.txt",
        "/late.txt",
        "/__rapporteur/..%2fsecret.txt",
        "/__rapporteur/client.js/../secret.txt",
        "/__rapporteur//secret.txt",
        "/__rapporteur/%2e%2e/own.rs",
        "/__rapporteur/../own.rs",
    ];
    targets.extend(plain.map(str::to_owned));
    targets
}

#[test]
fn no_spelling_of_a_path_leads_out_of_the_site() {
    let site = small_site();
    let above = site.root().parent().unwrap().to_path_buf();
    std::fs::write(above.join("secret.txt"), SECRET).unwrap();
    let site = site.file("secret.txt", SECRET).file("content/secret.txt", "in the content");
    site.edit("site.yaml", "title: Test", &format!("title: Test # {SECRET}"));
    site.edit("content/articles/2025-02-20-plan.md", "The hidden sentence", SECRET);
    let desk = Desk::new(site);
    // Links that are laid while the preview is on.
    link(&above, &desk.site.path("static/late"));
    link(&above.join("secret.txt"), &desk.site.path("static/late.txt"));
    let (project, above) = (desk.site.root(), above);
    let targets = targets(project.to_str().unwrap(), above.to_str().unwrap());
    assert!(targets.len() >= 60);
    for target in targets {
        let mut client = desk.client();
        client
            .send(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        check_no_secret(&mut client, &target);
    }
}

/// The answer, if there is any, tells nothing and is no failure of the server's.
#[track_caller]
fn check_no_secret(client: &mut Client, target: &str) {
    // What is not ASCII is not even HTTP, and the library hangs up on it.
    let Some(reply) = client.try_reply() else {
        assert!(!target.is_ascii(), "no answer to {target}");
        return;
    };
    assert!(!reply.text().contains(SECRET), "{target}");
    assert!(reply.status < 500, "{target}: {:?}", reply.said());
    assert!(reply.status != 200 || target.contains(['?', '#']), "{target}: {:?}", reply.said());
}

#[test]
fn a_link_out_of_the_project_is_refused_and_the_good_site_stays() {
    let desk = Desk::new(small_site());
    let above = desk.site.root().parent().unwrap().join("secret.txt");
    std::fs::write(&above, SECRET).unwrap();
    let failed = desk.spoil(|site| link(&above, &site.path("static/late.txt")));
    assert!(failed.failure.unwrap().contains("is a link to a file outside the project"));
    assert_ne!(desk.get("/late.txt").status, 200);
    assert_eq!(desk.get("/articles/talks/").status, 200);
    desk.site.remove("static/late.txt");
    desk.site.edit(TALKS, "water", "wells");
    desk.until_has("/articles/talks/", "wells");
    assert_eq!(desk.problems()["failure"], serde_json::Value::Null);
}

#[test]
fn a_file_that_became_a_link_is_not_followed_out_of_the_project() {
    let desk = Desk::new(small_site().file("static/deep/a.txt", "fine"));
    let above = desk.site.root().parent().unwrap().to_path_buf();
    std::fs::write(above.join("secret.txt"), SECRET).unwrap();
    std::fs::write(above.join("a.txt"), SECRET).unwrap();
    // The site still has both addresses: what stands there now must not be sent.
    desk.site.remove("static/note.txt");
    link(&above.join("secret.txt"), &desk.site.path("static/note.txt"));
    std::fs::rename(desk.site.path("static/deep"), above.join("deep")).unwrap();
    link(&above, &desk.site.path("static/deep"));
    for _ in 0..50 {
        for path in ["/note.txt", "/deep/a.txt"] {
            let reply = desk.get(path);
            assert!(reply.status == 404 && !reply.text().contains(SECRET), "{:?}", reply.said());
        }
    }
}

#[test]
fn a_link_laid_before_the_start_is_refused_with_a_word() {
    let site = small_site();
    let above = site.root().parent().unwrap().join("secret.txt");
    std::fs::write(&above, SECRET).unwrap();
    link(&above, &site.path("static/early.txt"));
    let desk = Desk::new(site);
    let reply = desk.get("/early.txt");
    assert!(reply.status == 503 && !reply.text().contains(SECRET));
    let failure = desk.problems()["failure"].to_string();
    assert!(failure.contains("static/early.txt` is a link to a file outside"), "{failure}");
    desk.site.remove("static/early.txt");
    desk.until("/articles/talks/", |reply| reply.status == 200);
}
