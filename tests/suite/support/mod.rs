//! What the tests have in common: projects on disk, built sites, comparison.
//!
//! Always holds: every test has a folder of its own, nothing reads the clock, and every failure names
//! the line of the test that made it.

pub(crate) mod comparison;
pub(crate) mod dice;
pub(crate) mod markup;
pub(crate) mod program;
pub(crate) mod schema;
pub(crate) mod site;

pub(crate) use comparison::{check_against_file, check_same, is_blessing};
pub(crate) use program::Ran;
pub(crate) use site::{Built, TestSite};

/// The folder `tests/`.
pub(crate) fn tests_folder() -> std::path::PathBuf {
    repository().join("tests")
}

/// The folder of the repository.
pub(crate) fn repository() -> std::path::PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}
