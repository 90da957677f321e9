//! The catalogue of problems: each has a name, a severity and an explanation.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $explanation:literal)*) => {
        /// A kind of problem. Its name is what `site.yaml` uses under `rules:`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode)]
        #[expect(missing_docs, reason = "each variant is explained by its own text")]
        pub enum Code { $($variant),* }

        impl Code {
            /// All codes, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The name in messages and settings.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// The severity where the site does not say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }

            /// What the problem is and why it matters.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation),* }
            }
        }
    };
}

codes! {
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
