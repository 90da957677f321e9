//! The `rapporteur` program.

use std::process::ExitCode;

use clap::Parser;
use rapporteur::cli::{Arguments, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Arguments::parse())
}
