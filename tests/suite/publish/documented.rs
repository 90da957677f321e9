//! The page of each host in the documents: its settings are published, edited, renamed and gone back to, by the
//! real program and to a real server of the protocol.
//!
//! What can differ is where the server is: each test says which words of the page it puts its own in place of.

use std::path::Path;

use super::git::git;
use super::server::is_installed;
use super::walk::walk;
use crate::support::TestSite;
use crate::support::site::NOW_ARGUMENT;

/// What a reader gets at a path of a site that was published from a project.
type Reader<'a> = &'a dyn Fn(&Path, &str) -> Option<Vec<u8>>;

/// A page of the documents that says how to publish to a host, and what stands there in place of the host.
struct Attempt<'a> {
    /// The page, and which of its settings.
    page: (&'a str, usize),
    /// What is put in place of which words of the settings.
    replaced: &'a [(&'a str, &'a str)],
    /// Variables that hold credentials.
    variables: &'a [(&'a str, &'a str)],
    /// What a reader gets.
    get: Reader<'a>,
}

impl Attempt<'_> {
    /// Publishes a site, an edit and a renamed page with the settings, and goes back; returns what stands in
    /// `_redirects` before that.
    #[track_caller]
    fn succeeds(&self) -> Option<String> {
        let site = TestSite::new()
            .file("site.yaml", &self.settings())
            .file("content/articles/2025-02-18-talks.md", &article("Talks", "met the envoys"))
            .file("content/articles/2025-02-19-rain.md", &article("Rain", "stayed at home"));
        git(&site.root(), &["init", "-q"]);
        git(&site.root(), &["remote", "add", "origin", "../pages.git"]);
        git(&site.root(), &["init", "-q", "--bare", "../pages.git"]);
        let read = |path: &str| {
            (self.get)(&site.root(), path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let talks = "articles/talks/index.html";
        self.run(&site, &["publish", "live"]);
        self.is_whole(&site);
        assert!(read(talks).unwrap().contains("met the envoys"), "{:?}", self.page);

        site.edit("content/articles/2025-02-18-talks.md", "met the envoys", "met nobody");
        site.rename("content/articles/2025-02-19-rain.md", "content/articles/2025-02-19-snow.md");
        self.run(&site, &["publish", "live"]);
        self.is_whole(&site);
        assert!(read(talks).unwrap().contains("met nobody"), "{:?}", self.page);
        assert!(
            read("articles/rain/index.html").unwrap().contains("/articles/snow/"),
            "{:?}",
            self.page
        );
        let redirects = read("_redirects");

        self.run(&site, &["publish", "live", "--rollback"]);
        self.is_whole(&site);
        assert!(read(talks).unwrap().contains("met the envoys"), "{:?}", self.page);
        redirects
    }

    /// The settings of the page with the test's own places in them.
    #[track_caller]
    fn settings(&self) -> String {
        let (name, which) = self.page;
        let path = crate::support::repository().join(format!("docs/hosts/{name}.md"));
        let text = std::fs::read_to_string(path).unwrap();
        let mut blocks = text.split("```yaml\n").skip(1);
        let mut settings = blocks.nth(which).unwrap().split("```").next().unwrap().to_owned();
        for (words, own) in self.replaced {
            assert!(settings.contains(words), "`{name}` has no `{words}`: {settings}");
            settings = settings.replace(words, own);
        }
        // The site is not read at its public address, which is not of this machine.
        let mut parts = settings.split("url: ");
        let mut own = parts.next().unwrap().to_owned();
        for part in parts {
            let end = part.find([',', '}', '\n']).unwrap();
            own += if own.ends_with("base_") {
                "url: https://example.org/"
            } else {
                "url: \"http://127.0.0.1:9/\""
            };
            own += &part[end..];
        }
        let address =
            if own.contains("base_url") { "" } else { "base_url: https://example.org/\n" };
        format!("title: Test\n{address}{own}")
    }

    #[track_caller]
    fn run(&self, site: &TestSite, arguments: &[&str]) {
        let mut command = site.command(&[arguments, &[NOW_ARGUMENT]].concat());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.variables.iter().copied());
        let ran = site.finish(command);
        assert_eq!(ran.code, 0, "{:?} {arguments:?}: {}", self.page, ran.stderr);
    }

    #[track_caller]
    fn is_whole(&self, site: &TestSite) {
        if let Err(fault) = walk(|path| (self.get)(&site.root(), path)) {
            panic!("{:?}: {fault}", self.page);
        }
    }
}

fn article(title: &str, deed: &str) -> String {
    format!("# {title}\n\nThe council {deed}.\n\n## Key takeaways\n\n- The council {deed}.\n")
}

/// What stands in a branch of the repository beside the project.
fn in_branch(branch: &'static str) -> impl Fn(&Path, &str) -> Option<Vec<u8>> {
    move |project, path| {
        let mut command = std::process::Command::new("git");
        command.current_dir(project).args(["-C", "../pages.git", "cat-file", "blob"]);
        let output = command.arg(format!("{branch}:{path}")).output().unwrap();
        output.status.success().then_some(output.stdout)
    }
}

/// What stands in a folder beside the project or in it.
fn in_folder(folder: &'static str) -> impl Fn(&Path, &str) -> Option<Vec<u8>> {
    move |project, path| std::fs::read(project.join(folder).join(path)).ok()
}

#[test]
fn the_pages_of_hosts_that_serve_a_branch_say_what_works() {
    if !is_installed("git", "git") {
        return;
    }
    for (page, branch, moved) in [
        ("github-pages", "gh-pages", None),
        ("codeberg-pages", "pages", None),
        ("netlify", "netlify", Some("/articles/rain/")),
        ("cloudflare-pages", "cloudflare", Some("/articles/rain/")),
    ] {
        let get = in_branch(branch);
        let attempt = Attempt { page: (page, 0), replaced: &[], variables: &[], get: &get };
        let redirects = attempt.succeeds();
        assert_eq!(redirects.is_some(), moved.is_some(), "{page}");
        assert!(redirects.unwrap_or_default().contains(moved.unwrap_or_default()), "{page}");
    }
}

#[test]
fn the_pages_of_hosts_that_take_a_folder_say_what_works() {
    for (page, which, folder) in [
        ("gitlab-pages", 0, ".rapporteur/live"),
        ("netlify", 1, "../brief-live"),
        ("cloudflare-pages", 1, "../brief-live"),
    ] {
        let get = in_folder(folder);
        Attempt { page: (page, which), replaced: &[], variables: &[], get: &get }.succeeds();
    }
    let get = in_folder("../brief");
    let replaced = [("/srv/www/brief", "../brief")];
    Attempt { page: ("folder", 0), replaced: &replaced, variables: &[], get: &get }.succeeds();
}

#[cfg(feature = "s3")]
#[test]
fn the_pages_of_stores_say_what_works() {
    let Some(bench) = super::s3::Bench::new() else { return };
    let endpoint = format!("http://127.0.0.1:{}", super::host::Host::port(&bench).unwrap());
    let amazon = format!("endpoint: \"{endpoint}\", region: eu-west-1");
    for (page, name, server) in [
        ("amazon-s3", "AWS", ("region: eu-west-1", &*amazon)),
        ("cloudflare-r2", "R2", ("https://ACCOUNT.r2.cloudflarestorage.com", &*endpoint)),
        ("backblaze-b2", "B2", ("https://s3.eu-central-003.backblazeb2.com", &*endpoint)),
        ("minio", "MINIO", ("https://minio.example.org", &*endpoint)),
    ] {
        bench.make_bucket(page);
        let get = |_: &Path, path: &str| {
            let mut answer = ureq::get(format!("{endpoint}/{page}/{path}")).call().ok()?;
            answer.body_mut().read_to_vec().ok()
        };
        let named = if page == "amazon-s3" { "bucket: brief.example.org" } else { "bucket: brief" };
        let bucket = format!("bucket: {page}");
        let variables = [format!("{name}_ACCESS_KEY_ID"), format!("{name}_SECRET_ACCESS_KEY")];
        let attempt = Attempt {
            page: (page, 0),
            replaced: &[server, (named, &bucket)],
            variables: &[(&variables[0], "TESTKEYTESTKEY"), (&variables[1], "no-secret-at-all")],
            get: &get,
        };
        attempt.succeeds();
    }
}

#[cfg(feature = "webdav")]
#[test]
fn the_page_of_web_space_says_what_works() {
    let Some(nginx) = super::webdav::Nginx::new() else { return };
    let address = format!("http://127.0.0.1:{}/brief/", super::host::Host::port(&nginx).unwrap());
    let replaced = [("https://dav.example.org/brief/", &*address)];
    let variables = [
        ("RAPPORTEUR_WEBDAV_USER", "ann"),
        ("RAPPORTEUR_WEBDAV_PASSWORD", super::webdav::PASSWORD),
    ];
    let get = |_: &Path, path: &str| super::host::Host::get(&nginx, path);
    Attempt { page: ("webdav", 0), replaced: &replaced, variables: &variables, get: &get }
        .succeeds();
}

#[cfg(unix)]
#[test]
fn the_page_of_a_server_of_ones_own_says_what_works() {
    let Some(server) = super::ssh::WebServer::new(rapporteur::config::SshWay::Rsync) else {
        return;
    };
    let (path, config) = (server.root().join("brief"), server.ssh_config());
    let host = format!("127.0.0.1, port: {}", super::host::Host::port(&server).unwrap());
    let own_path = format!("\"{}\"", path.display());
    let replaced = [("web@brief.example.org", &*host), ("/var/www/brief", &*own_path)];
    let variables = [("RAPPORTEUR_SSH_CONFIG", config.to_str().unwrap())];
    let get = |_: &Path, file: &str| std::fs::read(path.join(file)).ok();
    for kind in ["rsync", "sftp"] {
        let kind = format!("kind: {kind}");
        let replaced = [&replaced[..], &[("kind: rsync", &*kind)]].concat();
        let attempt = Attempt {
            page: ("own-server", 0),
            replaced: &replaced,
            variables: &variables,
            get: &get,
        };
        attempt.succeeds();
        super::host::Host::clear(&server);
    }
}
