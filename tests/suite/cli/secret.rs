//! A secret in `site.yaml`, in every way in which one may be written there: no command says it, in no format.

use crate::support::TestSite;
use crate::support::site::NOW_ARGUMENT;

/// What is below `publish:` and lines that stand before it or belong to it; the secret is in words that all begin
/// with `wombat`.
const WAYS: &[&str] = &[
    // As a value in a block.
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: wombat2\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password : wombat2\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    \"password\" : 'wombat2'\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: wombat2 # was wombat1\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b # the password is wombat2\n    regoin: x\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password:\n      wombat2\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: >-\n      wombat2\n\n      wombat3\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: |\n      wombat2\n      key: wombat3\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: \"wombat2\n      wombat3\"\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: wombat2\n      wombat3\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    ? password\n    : wombat2\n",
    "publish:\n  live:\n    kind: s3\n    bucket: b\n    password: [wombat2, {x: wombat3}]\n",
    // In braces.
    "publish: {live: {kind: s3, bucket: b, password : wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, \"password\":\"wombat2,}\"}}\n",
    "publish: {live: {kind: s3, bucket: b, \"pass\\x77ord\": wombat2}}\n",
    "publish: {live: {kind: s3,\nbucket: b,\npassword: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b,\ntitle: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, wombat2=}}\n",
    "publish: {live: {kind: s3, bucket: b, password:wombat2}}\n",
    "\"publish\": {live: {kind: s3, bucket: b, password: wombat2}}\n",
    "\"p\\x75blish\": {live: {kind: s3, bucket: b, password: wombat2}}\n",
    // By keys of other names, or where no value is.
    "publish: {live: {kind: s3, bucket: b, pass: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, bearer: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, key: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, x-amz-what-is-this: wombat2}}\n",
    "publish: {live: {kind: s3, bucket: b, credentials: wombat2/key}}\n",
    "publish: {live: {kind: s3, bucket: b, port: wombat2}}\n",
    "publish: {live: {kind: webdav, address: \"https://x.org/\", grace: wombat2}}\n",
    "publish: {live: {kind: webdav, address: \"https://x.org/\", keep_previous: wombat2}}\n",
    "publish: {kind: s3, bucket: b, password: wombat2}\n",
    "publish: wombat2\n",
    "publish: [wombat2, {password: wombat3}]\n",
    "publish: {live: wombat2}\n",
    "publish: {live: [wombat2]}\n",
    "publsh: {live: {kind: s3, bucket: b, password: wombat2}}\n",
    "password: wombat2\n",
    // By a name.
    "publish:\n  live: {kind: s3, bucket: &b wombat2, password: *b}\n",
    "publish:\n  live: {kind: s3, bucket: b, password: &wombat2 }\n",
    "publish:\n  live: {kind: s3, bucket: b, password: !wombat2 x}\n",
    "publish:\n  live: {kind: s3, bucket: b, password: *wombat2}\n",
    "description: &d wombat2\npublish:\n  live: {kind: s3, bucket: b, password: *d}\n",
    "keys: &k {password: wombat2}\npublish:\n  live: {<<: *k, kind: s3, bucket: b}\n",
    // In an address.
    "publish: {live: {kind: git, branch: b, remote: \"https://me:wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://me:hun/wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://me:hun@wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://me:a wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://me:wombat2/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://localhost:1/x.git?private_token=wombat2\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"ssh://me:wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"me:wombat2@localhost:x.git\"}}\n",
    "publish: {live: {kind: git, branch: b, remote: \"https://ghp_wombat2@localhost:1/x.git\"}}\n",
    "publish: {live: {kind: sftp, host: \"root:wombat2@127.0.0.1\", path: /x}}\n",
    "publish: {live: {kind: sftp, host: \"root:wombat2\", path: /x}}\n",
    "publish: {live: {kind: rsync, host: \"ssh://root:wombat2@127.0.0.1\", path: /x}}\n",
    "publish: {live: {kind: webdav, address: \"http://me:wombat2@127.0.0.1:1/dav/\"}}\n",
    "publish: {live: {kind: s3, bucket: b, endpoint: \"http://127.0.0.1:1/?sig=wombat2\"}}\n",
    "publish: {live: {kind: folder, path: ../www, url: \"http://me:wombat2@127.0.0.1:1/\"}}\n",
    // In a text that is no YAML.
    "publish:\n  live: {kind: s3, bucket: b, password: wombat2\n",
    "publish:\n  live:\n    kind: s3\n    password:wombat2\n    bucket: b\n",
    "publish:\n  live:\n    kind: s3\n    password: \"wombat2\n    bucket: b\n",
    "publish:\n  live:\n    kind: s3\n    password: a: wombat2\n",
    "publish:\n  live:\n\tkind: s3\n\tpassword: wombat2\n",
    "publish:\n  live: {kind: s3, bucket: b, password: @wombat2}\n",
    "publish:\n  live: {kind: s3, bucket: b, password: %wombat2}\n",
    "theme: {accent: red, publish: {live: {password: wombat2\n",
    "theme: [\npublish:\n  live: {kind: s3, password: wombat2}\n",
];

/// Every command that reads the settings, in every format.
const COMMANDS: &[&str] = &[
    "build",
    "build --format json",
    "check --format sarif",
    "check --format short",
    "check --format github",
    "check --format json",
    "publish live",
    "publish live --dry-run --format json",
    "publish live --rollback",
];

#[test]
fn a_secret_in_the_settings_is_printed_nowhere_however_it_is_written() {
    let head = "title: Test\nbase_url: https://example.org/\n";
    let whole = |way: &str| {
        let braces = format!("{{title: T, base_url: \"https://x.org/\",\n{}}}\n", way.trim_end());
        let is_line = way.trim_end().lines().count() == 1;
        let indented: String =
            format!("{head}{way}").lines().map(|line| format!(" {line}\n")).collect();
        [Some(format!("{head}{way}")), is_line.then_some(braces), Some(indented)]
    };
    let site = TestSite::new().file("content/articles/talks.md", "# Talks\n\nThey met.\n");
    for text in WAYS.iter().flat_map(|way| whole(way)).flatten() {
        site.write("site.yaml", text.as_bytes());
        // One text is tried with three commands, so that all are tried with many.
        let first = text.len() % 3;
        for command in COMMANDS.iter().skip(first).step_by(3) {
            let arguments = command.split(' ').chain([NOW_ARGUMENT]);
            let ran = site.run(&arguments.collect::<Vec<_>>());
            let told = format!("{}{}", ran.stdout, ran.stderr);
            assert!(!told.contains("wombat"), "{command}\n{text}\n{told}");
            assert_eq!(ran.code, 1, "{command}\n{text}\n{told}");
        }
    }
}
