//! The catalogue of problems: each has a name, a severity and an explanation.

use super::Severity;

macro_rules! codes {
    (
        of_build {
            $($variant:ident $name:literal $severity:ident $explanation:literal)*
        }
        of_check {
            $($found:ident $found_name:literal $found_severity:ident $found_explanation:literal)*
        }
    ) => {
        /// A kind of problem. Its name is what `site.yaml` uses under `rules:`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode)]
        #[expect(missing_docs, reason = "each variant is explained by its own text")]
        pub enum Code { $($variant,)* $($found),* }

        impl Code {
            /// All codes, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)* $(Code::$found),*];

            /// The name in messages and settings.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* $(Code::$found => $found_name),* }
            }

            /// The severity where the site does not say otherwise.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)*
                    $(Code::$found => Severity::$found_severity),*
                }
            }

            /// Whether only `check` finds it: a build does not look at what it made.
            pub fn is_of_check(self) -> bool {
                match self { $(Code::$variant => false,)* $(Code::$found => true),* }
            }

            /// Whether a site may not say otherwise: with such an error no site can be made.
            pub fn is_fixed(self) -> bool {
                self.severity() == Severity::Error && !self.is_of_check() || self.is_leak()
            }

            /// Whether something got out that is held back. What was published once stays known, so
            /// that no setting makes it less than an error; single phrases can be made public.
            pub fn is_leak(self) -> bool {
                matches!(self, Code::LeakedText | Code::LeakedTitle | Code::LeakedSlug)
            }

            /// The code of a name.
            pub fn by_name(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// What the problem is and why it matters.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Code::$variant => $explanation,)*
                    $(Code::$found => $found_explanation),*
                }
            }
        }
    };
}

codes! {
of_build {
    UnreadableFile "unreadable-file" Error
        "a file is not UTF-8 text, or is too large to be an article"
    BadYaml "bad-yaml" Error
        "front matter or a YAML file cannot be read, or a value has the wrong type"
    UnknownKey "unknown-key" Error
        "front matter or a YAML file has a key that the program does not know"
    BadDate "bad-date" Error
        "a date is not of the form `2025-02-18` or `2025-02-18T09:00:00+03:00`"
    UnknownValue "unknown-value" Error
        "a value is not one of those that the key allows"
    DuplicateAddress "duplicate-address" Error
        "two files claim one address of the site"
    BadAddress "bad-address" Error
        "an address cannot be the name of a file on every system, or leads out of the site"
    DuplicateActor "duplicate-actor" Error
        "two files describe an actor of the same slug"
    SharedName "shared-name" Warning
        "two actors have one name, so that it is linked only where the context decides"
    UnknownActor "unknown-actor" Warning
        "a slug names an actor that is not in the registry"
    UnknownStory "unknown-story" Warning
        "an article belongs to a story that has no file under `content/stories/`"
    UnknownLink "unknown-link" Warning
        "a `[[link]]` leads to no actor, article, topic or story"
    UnpublishedLink "unpublished-link" Warning
        "a published text links to an article that is not published"
    MissingFile "missing-file" Warning
        "a picture or a linked file does not exist"
    RemotePicture "remote-picture" Warning
        "a picture stands on another server, so that it is shown as a link: readers' browsers ask no third party"
    AmbiguousName "ambiguous-name" Warning
        "a short name fits two actors of the same article, so that it is not linked"
    PastedText "pasted-text" Note
        "text without Markdown was read line by line: each line a paragraph, a heading or a list item"
    UnsupportedTakeaway "unsupported-takeaway" Warning
        "a takeaway shares so few words with the text that no paragraph can be shown for it"
    EmptyArticle "empty-article" Warning
        "an article has no text"
    UndatedArticle "undated-article" Warning
        "an article has neither a `date` nor a file name that begins with one"
    UnusedSetting "unused-setting" Note
        "a setting has no effect in this version"
    WrittenSecret "written-secret" Error
        "a credential stands in `site.yaml`, from where it would reach everyone who sees the project"
    BadRecord "bad-record" Error
        "a line of a file with actors cannot be read, so that its actor is not imported"
    BrokenTemplate "broken-template" Error
        "a template cannot be read or fails while a page is made"
    UnknownTemplate "unknown-template" Warning
        "a file under `templates/` overrides nothing in the theme"
}
of_check {
    MissingLede "missing-lede" Warning
        "an article has no lede, so that lists, feeds and cards show nothing of it"
    MissingTakeaways "missing-takeaways" Warning
        "an article has no takeaways of its writer, so that sentences were picked from it"
    DuplicateTitle "duplicate-title" Warning
        "two published articles have one title, so that readers cannot tell them apart in lists"
    FutureDate "future-date" Warning
        "a date lies in the future: a slip, or an embargo that is not written as one"
    DateOrder "date-order" Warning
        "two dates contradict each other: a correction before the article, an office that ends before it begins"
    ExpiredEmbargo "expired-embargo" Warning
        "an embargo is over, but the article is still a draft"
    UndatedCorrection "undated-correction" Warning
        "a correction does not say when it was made"
    UnlinkedSource "unlinked-source" Warning
        "a source has no address that leads to it"
    StaleStory "stale-story" Warning
        "a story is open, but has had no article for a long time"
    SimilarActors "similar-actors" Warning
        "the names of two actors differ in spelling only, so that one may have two pages"
    UnusedAlias "unused-alias" Note
        "names that a file gives an actor are in no article"
    OutdatedRole "outdated-role" Warning
        "the text gives a person an office that the registry says was not held on that day"
    ForeignAddress "foreign-address" Warning
        "the site has a target, and `base_url` is not where readers meet it"
    LeakedText "leaked-text" Error
        "words of a draft, of an article under embargo or of hidden text are in an output"
    LeakedTitle "leaked-title" Error
        "the title of a draft or of an article under embargo is in an output"
    LeakedSlug "leaked-slug" Error
        "the slug of a draft or of an article under embargo is in an output"
    BrokenLink "broken-link" Error
        "a link of a page leads to an address at which nothing stands"
    BrokenAnchor "broken-anchor" Error
        "a link leads to a place that its page does not have"
    MissingAsset "missing-asset" Error
        "a page shows a file that the site does not have"
    ThirdPartyRequest "third-party-request" Warning
        "a page makes the browsers of its readers ask another server"
    NamelessLink "nameless-link" Warning
        "a link has no text, so that those who cannot see do not know where it leads"
    HeadingOrder "heading-order" Warning
        "the headings of a page leave out a level, or not exactly one of them is the title"
    PictureWithoutText "picture-without-text" Warning
        "a picture has no text for those who cannot see it"
    DuplicateId "duplicate-id" Warning
        "two elements of a page have one id, so that links can reach only the first"
    MissingLanguage "missing-language" Warning
        "a page does not say in which language it is"
    MissingTitle "missing-title" Warning
        "a page has no title"
    BadFeed "bad-feed" Error
        "a feed is not well-formed, or lacks what readers of feeds need"
    BadSitemap "bad-sitemap" Error
        "a site map or `robots.txt` cannot be read, or names an address that does not exist"
    HeavyPage "heavy-page" Warning
        "a page is so large that it loads slowly"
    HeavyPicture "heavy-picture" Warning
        "a picture is so large that its page loads slowly"
    DeadLink "dead-link" Warning
        "an article links to an address on another server at which nothing stands"
    MovedLink "moved-link" Note
        "an article links to an address on another server that has moved for good"
    UnusedFile "unused-file" Warning
        "a file is copied or kept, and no page leads to it"
}
}
