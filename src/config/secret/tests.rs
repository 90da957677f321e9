//! What of the settings can be read afterwards.

use super::*;

/// `*` stands for what is masked, and the number of findings is that of the lines.
#[track_caller]
fn check(text: &str, expect: &str, lines: &[u32]) {
    let Masked { text: masked, found, broken } = mask(text);
    assert_eq!(masked, expect.replace('*', &MASK.to_string()));
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines);
    assert!(broken.is_none(), "{broken:?}");
}

/// The same for what stands under `publish:`; the finding is on the line below it, if there is one.
#[track_caller]
fn check_target(target: &str, expect: &str) {
    let line = 2..2 + u32::from(expect.contains('*'));
    check(
        &format!("publish:\n{target}"),
        &format!("publish:\n{expect}"),
        &line.collect::<Vec<_>>(),
    );
}

#[test]
fn settings_without_secrets_stay_as_they_are() {
    for target in [
        "  a: {kind: s3, bucket: \"b\" , prefix: 'it''s', port: 22, keep_previous: no}\n",
        "  a:\n    kind: git\n    remote: https://me@host/x.git\n    branch: >-\n      pages\n",
        "  a: &a {kind: sftp, host: me@server, path: /www}\n  b: *a\n",
        "  a: {url: &u \"https://x.org/\", path: x!, cname: *u}\n...\n",
        "  a:\r\n    path: x\r\n    branch: |+2\n      x\n",
    ] {
        let text = format!("publish:\n{target}");
        let Masked { text: masked, found, .. } = mask(&text);
        assert_eq!((&*masked, found.len()), (&*text, 0));
    }
    check("title: a@b:c@d # x\n", "title: a@b:c@d # x\n", &[]);
    check("title: &x !y A # x\n", "title: &x !y A # x\n", &[]);
}

#[test]
fn values_of_keys_that_no_target_has_are_masked() {
    check("publish: {a: {colour: red}}", "publish: {a: {colour: ***}}", &[]);
    check("publish:\n a: {colour: red # pw\n}", "publish:\n a: {colour: *** # **\n}", &[]);
    check(
        "publish: {\na: {x: y},\n}\ntitle: T # T",
        "publish: {\na: {x: *},\n}\ntitle: T # T",
        &[],
    );
    check("publish: pw", "publish: **", &[]);
    check("title: A\ntitel: B C\n", "title: A\ntitel: ***\n", &[]);
    check("publish: {a: {kind: s3, pw}}", "publish: {a: {kind: s3, **}}", &[]);
    check("publish: {a: {port: [pw]}}", "publish: {a: {port: [**]}}", &[]);
    check("publish: {a: {port: pw}} # pw", "publish: {a: {port: **}} # **", &[]);
}

#[test]
fn values_of_secret_keys_are_found() {
    check_target("  a: {token: abc, bucket: b}", "  a: {token: ***, bucket: b}");
    check_target("  a: {\"password\" : 'x, y'}", "  a: {\"password\" : ******}");
    check_target("  secretAccessKey: abc # old", "  secretAccessKey: *** # ***");
    check_target("  a: {token: {value: abc}}", "  a: {token: {value: ***}}");
    check("{title: T, publish: {a:\n{pass: x}}}", "{title: T, publish: {a:\n{pass: *}}}", &[2]);
    check(" publish:\n  a:\n   key: x\n", " publish:\n  a:\n   key: *\n", &[3]);
    check("token: x\ntargets: {a: {b: x}}", "token: *\ntargets: {a: {b: *}}", &[1]);
}

#[test]
fn secrets_of_several_lines_are_masked_as_a_whole() {
    check(
        "publish:\n  a:\n    token: >-\n      abc\n\n      def\n    kind: s3\n",
        "publish:\n  a:\n    token: **\n      ***\n\n      ***\n    kind: s3\n",
        &[3],
    );
    check("publish:\n a:\n  token: \"a\n   b\"\n", "publish:\n a:\n  token: **\n   **\n", &[3]);
}

#[test]
fn an_address_with_a_password_is_masked() {
    check_target(
        "  a: {url: u, remote: 'https://me:p/w@h'}",
        "  a: {url: u, remote: ******************}",
    );
    check_target("  a: {host: \"root:pw@h\"}", "  a: {host: ***********}");
}

#[test]
fn what_is_named_is_judged_where_it_is_named() {
    let Masked { text, found, .. } = mask("title: &t pw\npublish: {a: {password: *t}}");
    assert_eq!(text, "title: •••••\npublish: {a: {password: *t}}");
    assert_eq!(found.len(), 1);
}

#[test]
fn names_before_nothing_are_no_names() {
    check_target("  a: {password: &pw , branch: x}", "  a: {password: *** , branch: x}");
    check_target("  a: {token: !pw }", "  a: {token: *** }");
}

#[test]
fn a_secret_is_masked_whatever_else_is_mistyped() {
    let whole = "title: T\nbase_url: https://example.org/\npublish:\n  live:\n    kind: s3\n    bucket: b\n    \
                 password: hunter2\n  b: {kind: git, branch: p, token: hunter2, remote: x}\ntheme: {accent: red}\n";
    let mut state = 1_u64;
    let mut below = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let signs: Vec<char> = " \n\t:,{}[]-?#&*!%@`~•\u{feff}\u{85}\r.x".chars().collect();
    for _ in 0..4000 {
        let mut text: Vec<char> = whole.chars().collect();
        for _ in 0..=below(3) {
            let at = below(text.len());
            match below(3) {
                0 => _ = text.remove(at),
                1 => text.insert(at, signs[below(signs.len())]),
                _ => text[at] = signs[below(signs.len())],
            }
        }
        let text: String = text.into_iter().collect();
        let masked = mask(&text).text;
        assert!(!masked.contains("hunter2"), "{text}\n\n{masked}");
        assert_eq!(masked.lines().count(), text.lines().count(), "{text}");
    }
}
