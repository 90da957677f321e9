//! The integration tests, as one binary: a module for each concern. `tests/README.md` says which test
//! belongs where and how to add one.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects to disk and read what comes out"
)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod architecture;
mod cli;
mod diagnostics;
mod documents;
mod exchange;
mod faults;
mod golden;
mod hostile;
mod import;
mod importing;
mod leaks;
mod markup;
mod names;
mod outside;
mod property;
mod publish;
mod reading;
mod rules;
mod schema;
mod serve;
mod summaries;
mod templates;
mod watch;
mod writer;
