//! Publishing from a process of its own, which can be killed at any moment.
//!
//! The child is this test program, told to run one test, which publishes what its environment says.

use std::process::{Child, Command, ExitCode, Stdio};

use rapporteur::publish::publish;

use super::host::{Description, WISHES};
use super::{edition, target_of};

/// The variable with the target, as JSON.
const TARGET: &str = "RAPPORTEUR_TEST_TARGET";
/// The variable with the number of the edition.
const EDITION: &str = "RAPPORTEUR_TEST_EDITION";

/// Starts a process that publishes an edition.
pub(crate) fn start(description: &Description, edition: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "publish::child::publishes_as_its_environment_says"]);
    command.args(["--ignored", "--nocapture", "--test-threads=1"]);
    command.env(TARGET, serde_json::to_string(description).unwrap());
    command.env(EDITION, edition.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Publishes to the end; returns what was said, and whether it went well.
pub(crate) fn finish(child: Child) -> (String, bool) {
    let output = child.wait_with_output().unwrap();
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.success())
}

#[test]
#[ignore = "the other half of the tests that kill a process"]
fn publishes_as_its_environment_says() -> ExitCode {
    let (Ok(description), Ok(number)) = (std::env::var(TARGET), std::env::var(EDITION)) else {
        return ExitCode::SUCCESS;
    };
    let target = target_of(&serde_json::from_str(&description).unwrap()).unwrap();
    let tree = edition::tree(&edition::files(number.parse().unwrap()));
    match publish(&*target, &tree, &edition::mover, WISHES, &()) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}\n{error:?}");
            ExitCode::FAILURE
        }
    }
}
