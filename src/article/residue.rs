//! What web pages leave in a copied article: buttons, notices, forms, links to other articles.
//!
//! Comes in: a line. Goes out: why it is no part of the article, or nothing. Always holds: a line is
//! judged by known wordings alone; a sentence that merely speaks of cookies or newsletters is text.

const BUTTON: &str = "button of a web page";
const COMMENTS: &str = "comment form of a web page";
const COOKIES: &str = "cookie notice";
const NEWSLETTER: &str = "newsletter sign-up";
const ADVERTISEMENT: &str = "advertisement";
const ELSEWHERE: &str = "link to another article";
const NAVIGATION: &str = "navigation of a web page";
const RIGHTS: &str = "copyright notice";
const CREDIT: &str = "image credit";
const STAFF: &str = "credits of an agency";
const RELEASE: &str = "mark of a press release";

/// Where in a text a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// Before the first paragraph or behind the last one.
    Edge,
    /// Between paragraphs.
    Inside,
}

/// Whole lines, parted by `|`, as `folded` writes them.
const WHOLE: &[(&str, &str)] = &[
    (
        BUTTON,
        "share|tweet|pin it|print|print this|print this article|print article|copy link|listen|\
        listen to this article|listen to article|save|save article|follow us|like this|like loading|\
        bookmark|gift this article|play video|click to expand|show more|load more|enlarge image|\
        translate|font size",
    ),
    (
        COMMENTS,
        "leave a reply|leave a comment|post a comment|cancel reply|comments|add a comment|\
        write a comment|view comments|view all comments|show comments|comments are closed|\
        join the conversation|log in to comment|reply|name|email|website|post comment",
    ),
    (
        NEWSLETTER,
        "subscribe|subscribe now|subscribe today|sign up|sign up now|newsletter|newsletters|sign in|\
        log in|register|enter your email|enter your email address|your email address|\
        become a member|support us|donate",
    ),
    (
        ADVERTISEMENT,
        "advertisement|advertisements|ad|ads|sponsored|sponsored content|promoted|promoted content|\
        advertorial|advertising|anzeige|publicité|story continues below advertisement|\
        article continues below advertisement|advertisement continue reading below|\
        scroll to continue|advertisement scroll to continue|continue reading|continue reading below",
    ),
    (
        ELSEWHERE,
        "read more|related|related posts|related articles|related stories|related topics|\
        related content|related news|more stories|more news|most read|most popular|trending|\
        trending now|you may also like|you might also like|recommended|recommended for you|\
        recommended stories|more on this story|more on this topic|more from|latest news|top stories|\
        editors picks|see also|also read|read also|up next",
    ),
    (
        NAVIGATION,
        "skip to content|skip to main content|skip to navigation|menu|main menu|home|search|close|\
        back to top|go to top|top|next article|previous article|next post|previous post|next|\
        previous|older posts|newer posts|table of contents|share this|share this article|\
        share this post|share this story|share article",
    ),
    (
        RIGHTS,
        "all rights reserved|terms of use|terms of service|privacy policy|terms and conditions|\
        cookie policy",
    ),
    (RELEASE, "for immediate release|press release|news release|media release|ends|more to follow"),
];

/// Single words that are no heading.
const CERTAIN: &str =
    "share|tweet|advertisement|advertisements|subscribe|anzeige|publicité|sponsored";

/// Beginnings of lines of at most so many words.
const BEGINNINGS: &[(&str, usize, &str)] = &[
    (
        ELSEWHERE,
        24,
        "read more:|read more about|read also:|also read:|see also:|related:|more on this:|more:|\
        watch:|listen:|don't miss:|recommended:|read next:|related article:|related articles:|\
        further reading:|read the full story|our standards: the",
    ),
    (
        COMMENTS,
        30,
        "your email address will not be published|required fields are marked|save my name, email|\
        you must be logged in to|sign in to comment",
    ),
    (
        NEWSLETTER,
        30,
        "sign up for our|sign up to our|sign up for the|sign up to the|sign up here|subscribe to our|\
        subscribe to the|subscribe for|subscribe here|get our newsletter|get the latest news|\
        get our top stories|join our newsletter|enter your email|follow us on|follow our|like us on|\
        join us on|join our telegram|download our app",
    ),
    (
        COOKIES,
        60,
        "we use cookies|we and our partners|we value your privacy|your privacy choices|this site uses cookies|this website uses cookies|\
        our site uses cookies|our website uses cookies|by continuing to use|by using this site|\
        accept cookies|accept all cookies|reject all|manage cookies|manage preferences|\
        cookie settings|cookie preferences|cookie notice",
    ),
    (RIGHTS, 30, "©|copyright ©|copyright (c)|(c) 20"),
    (
        CREDIT,
        20,
        "photo:|photos:|photo by|photo credit|photograph:|photograph by|picture:|picture by|image:|\
        image by|image credit|image source|credit:|credits:|illustration:|illustration by|\
        file photo|foto:",
    ),
];

/// Ends of short lines without a stop.
const AGENCIES: &str = "/getty images|/getty|via getty images|getty images|/afp|/reuters|/ap|via ap|via reuters|\
        /shutterstock|/epa|/epa-efe";

const NETWORKS: &str = "facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|tumblr|flipboard|pocket|\
        bluesky|threads|messenger|mastodon|instagram|email|mail|print|copy|link|viber|line|sms|xing";

/// Words of which share bars are made, beside the names of networks.
const SHARING: &str = "share|tweet|pin|post|send|save|on|via|to|by|this|article|story|page|it|more|with|friends|in|\
        a|new|window|opens|click|the|e-mail";

/// Why a line is no part of the article; none for a line of text.
pub(crate) fn reason(line: &str, position: Position) -> Option<&'static str> {
    let lower = line.trim().to_lowercase().replace('’', "'");
    let text = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != ':');
    let words: Vec<&str> = text.split_whitespace().collect();
    // Three hashes, or `-30-`, are how a press release says that it is over.
    let is_end = text.is_empty() && lower.starts_with("###") || lower == "-30-";
    if is_end {
        return Some(RELEASE);
    }
    if words.is_empty() || words.len() > 60 {
        return None;
    }
    let whole = folded(text);
    let by_whole = WHOLE.iter().find(|(_, lines)| has(lines, &whole));
    if let Some((reason, _)) = by_whole {
        // One common word between two paragraphs may be the heading of the second.
        let is_certain = words.len() > 1 || has(CERTAIN, &whole);
        return (is_certain || position == Position::Edge).then_some(reason);
    }
    let begins = |(_, n_words, beginnings): &&(&str, usize, &str)| {
        words.len() <= *n_words
            && beginnings.split('|').any(|beginning| text.starts_with(beginning))
    };
    if let Some((reason, ..)) = BEGINNINGS.iter().find(begins) {
        return Some(reason);
    }
    let ends_open = !line.trim_end().ends_with(['.', '!', '?']);
    if words.len() <= 12 && ends_open && AGENCIES.split('|').any(|agency| text.ends_with(agency)) {
        return Some(CREDIT);
    }
    if text.ends_with("all rights reserved") && words.len() <= 20 {
        return Some(RIGHTS);
    }
    if is_staff(&lower) {
        return Some(STAFF);
    }
    if is_share_bar(&words) || is_count(&words) {
        return Some(BUTTON);
    }
    let is_trail = [" > ", " › ", " » "].iter().any(|sign| text.contains(sign));
    (is_trail && text.starts_with("home") || is_reading_time(&words)).then_some(NAVIGATION)
}

/// True for the name of a network alone: a button where several stand together, but it may be the
/// heading of a section.
pub(crate) fn is_network(line: &str) -> bool {
    has(NETWORKS, &folded(&line.to_lowercase()))
}

/// `Share Tweet Pin`, `Share on Facebook (Opens in new window)`.
fn is_share_bar(words: &[&str]) -> bool {
    let words = words.iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_known = |word: &&str| has(NETWORKS, word) || has(SHARING, word);
    let calls = ["click", "share", "tweet", "pin", "send", "save", "email", "print", "post"];
    let n_networks = words.iter().filter(|word| has(NETWORKS, word)).count();
    (2..=12).contains(&words.len())
        && words.iter().all(is_known)
        && (calls.contains(&words[0]) && (n_networks > 0 || words.len() > 2 || words[1] == "tweet")
            || n_networks == words.len())
}

/// `(Reporting by Ann Lee in Lakeside; Editing by Cy Roe)`.
fn is_staff(lower: &str) -> bool {
    let works = ["reporting by ", "additional reporting by ", "writing by ", "editing by "];
    let line = lower.trim();
    let inside = line.strip_prefix('(').unwrap_or(line);
    let is_told = works.iter().any(|work| inside.starts_with(work));
    is_told && (line.starts_with('(') && line.ends_with(')') || inside.contains("; editing by "))
}

/// `12 shares`, `1.2K views`, `Comments (3)`.
fn is_count(words: &[&str]) -> bool {
    let is_number = |word: &str| {
        let word = word.trim_matches(['(', ')']).trim_end_matches(['k', 'm', '+']);
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let counted =
        ["share", "shares", "comment", "comments", "like", "likes", "views", "reads", "tweets"];
    match words {
        [first, second] => {
            is_number(first) && counted.contains(second)
                || counted.contains(first) && is_number(second)
        }
        _ => false,
    }
}

/// `5 min read`, `Reading time: 3 minutes`.
fn is_reading_time(words: &[&str]) -> bool {
    let text = words.join(" ");
    let ends =
        ["min read", "mins read", "minute read", "minutes read", "minute listen", "min listen"];
    words.len() <= 5
        && (ends.iter().any(|end| text.ends_with(end)) || text.starts_with("reading time"))
}

/// True when a list of wordings has this one.
fn has(list: &str, wording: &str) -> bool {
    list.split('|').any(|known| known == wording)
}

/// Words alone, parted by single spaces.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").replace('\'', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_web_page_leaves_is_told_from_text() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(reason(line, Position::Inside), expected, "{line}");
        };
        check("Leave a Reply", Some(COMMENTS));
        check(
            "Your email address will not be published. Required fields are marked *",
            Some(COMMENTS),
        );
        check("Share on Facebook", Some(BUTTON));
        check("Share Tweet Pin", Some(BUTTON));
        check("Click to share on X (Opens in new window)", Some(BUTTON));
        check("Share on X (Opens in new window)", Some(BUTTON));
        check("Facebook Twitter WhatsApp", Some(BUTTON));
        check("1.2K shares", Some(BUTTON));
        check("— ADVERTISEMENT —", Some(ADVERTISEMENT));
        check("We use cookies to improve your experience.", Some(COOKIES));
        check("The regulator fined the firm because it used cookies.", None);
        check("Sign up for our newsletter", Some(NEWSLETTER));
        check("Read more: Envoys meet on the lake", Some(ELSEWHERE));
        check("Read more books, she said.", None);
        check("Photo: Ada Moss / Lake News", Some(CREDIT));
        check("Delegates arrive in Lakeside. Ada Moss/Getty Images", Some(CREDIT));
        check("Home > World > Lakeside", Some(NAVIGATION));
        check("4 min read", Some(NAVIGATION));
        check("© 2025 Lake News. All rights reserved.", Some(RIGHTS));
        check("Telegram", None);
        check("Home rule returns to the valley", None);
        check("Share prices fell on Monday", None);
        check("Print run of the gazette", None);
        check("(Reporting by Ann Lee; Editing by Cy Roe)", Some(STAFF));
        check("Editing by committee had failed, she said.", None);
        check("FOR IMMEDIATE RELEASE", Some(RELEASE));
        check("###", Some(RELEASE));
        check("We value your privacy. We store cookies with 842 partners.", Some(COOKIES));
        check("Advertisement · Scroll to continue", Some(ADVERTISEMENT));
        check("", None);
        check("Search", None);
        assert_eq!(reason("Search", Position::Edge), Some(NAVIGATION));
    }
}
