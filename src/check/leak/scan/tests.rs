//! Words in every kind of output that are to be found, and others that are not.

use super::super::secret::Origin;
use super::super::word::{RUN, run_of, words};
use super::*;
use crate::path::SourcePath;

fn secrets() -> Secrets {
    let mut secrets = Secrets::default();
    let hidden = secrets.hide(&SourcePath::new("content/articles/draft.md"), "draft");
    let text = words("The grey héron crossed seven quiet rivers");
    for run in text.windows(RUN) {
        secrets.add_run(run_of(run), hidden, Origin::Prose);
    }
    secrets.add_title("Nightfall plan", hidden);
    secrets.add_slug("nightfall-plan", hidden);
    secrets.add_slug("a-very-long-plan-for-the-night", hidden);
    secrets.seal();
    secrets
}

fn finds(path: &str, text: &str) -> bool {
    !scan(path, Some(text.as_bytes()), Provenance::Copied, &secrets()).is_empty()
}

#[test]
fn words_are_found_however_they_are_written() {
    for (path, text) in [
        ("index.html", "<p>The grey héron crossed seven</p>"),
        ("index.html", "<p>the <a href='/x/'>grey</a> h&eacute;ron<br>crossed <em>se</em>ven</p>"),
        ("index.html", "<li>GREY HERON CROSSED SEVEN QUIET<li>x"),
        ("index.html", "<img alt=\"grey h&#233;ron crossed seven quiet\">"),
        ("index.html", "<img alt=\"a > b: grey heron crossed seven quiet\">"),
        ("index.html", "<a href=\"?q=grey%20h%C3%A9ron%20crossed%20seven%20quiet\">x</a>"),
        ("index.html", "<!-- grey heron crossed seven quiet -->"),
        ("index.html", "<script>const note = 'grey heron crossed seven quiet'</script>"),
        ("index.html", "<script>{\"a\": \"grey h\\u00e9ron crossed\\nseven quiet\"}</script>"),
        ("index.html", "<p>grey heron <!-- a comment --> crossed seven quiet"),
        ("index.html", "a < b and grey heron crossed seven quiet"),
        ("data.json", "{\"note\":\"grey heron\\ncrossed seven quiet\"}"),
        ("data.json", "[\"grey\",\"heron\",\"crossed\",\"seven\",\"quiet\"]"),
        // The place of a word of an earlier string lies in the middle of a letter of the last one.
        ("data.json", "[\"--nightfall\",\"\u{20ac}.plan\"]"),
        ("feed.json", "{\"html\":\"<p>grey <em>heron</em> crossed seven quiet</p>\"}"),
        (
            "feed.atom",
            "<content>&lt;p&gt;grey &lt;b class=&quot;x&quot;&gt;heron&lt;/b&gt; crossed seven quiet</content>",
        ),
        ("feed.atom", "<title><![CDATA[grey heron <b>crossed</b> seven quiet]]></title>"),
        ("notes.txt", "grey heron\r\ncrossed seven quiet"),
        ("img/grey-heron-crossed-seven-quiet.png", ""),
        ("img/nightfall%20plan.png", ""),
        ("index.html", "<p>The Nightfall plan</p>"),
        ("index.html", "<a href='../articles/nightfall-plan/'>it</a>"),
        ("index.html", "<p>a-very-long-plan-for-the-night</p>"),
        ("static/2025-02-18-a-very-long-plan-for-the-night.png", ""),
    ] {
        assert!(finds(path, text), "{path}: {text}");
    }
}

#[test]
fn other_words_are_not_found() {
    for (path, text) in [
        ("index.html", "<p>grey heron crossed seven</p>"),
        ("index.html", "<p>grey heron crossed <b>many</b> quiet rivers</p>"),
        ("index.html", "<p>grey heron <img alt='crossed seven quiet'></p>"),
        ("index.html", "<h3>On the grey heron</h3><p>Crossed seven quiet rivers"),
        ("index.html", "<p>A very long plan for the night</p>"),
        ("index.html", "<p>a-very-long-plan-for-the-nights</p>"),
        ("index.html", "<"),
        ("index.html", "<a href=\""),
        ("index.html", "<script>"),
        ("index.html", "&é; &"),
        ("data.json", "\"\\"),
        ("data.json", "{\"title\":\"On the grey heron\",\"lede\":\"Crossed seven quiet rivers\"}"),
        ("data.json", "[\"On the grey heron\",\"Crossed seven quiet rivers\"]"),
    ] {
        assert!(!finds(path, text), "{path}: {text}");
    }
}
