//! The workflows that `rapporteur init --ci` writes, held against the command line.

use rapporteur::starter::{Forge, workflow};
use serde_json::Value;

use crate::documents::{check_command, commands_of};

#[test]
fn every_command_of_a_workflow_is_one_of_the_program() {
    for forge in Forge::ALL {
        let commands = commands(forge);
        for command in &commands {
            check_command(command);
        }
        let place = |wanted: &str| commands.iter().rposition(|command| command == wanted);
        let order = ["rapporteur build", "rapporteur check", "rapporteur publish live"].map(place);
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{forge:?}: {commands:?}");
    }
}

#[test]
fn a_workflow_installs_this_version_and_has_no_secret_in_it() {
    for forge in Forge::ALL {
        let file = workflow(forge);
        let version = format!("RAPPORTEUR: \"rapporteur@{}\"", env!("CARGO_PKG_VERSION"));
        assert!(file.text.contains(&version), "{forge:?}");
        assert!(!file.text.contains("VERSION\""), "{forge:?}");
        assert_eq!(file.text.matches("install $RAPPORTEUR --locked").count(), 1, "{forge:?}");
        for line in file.text.lines().filter(|line| line.contains("_KEY: ")) {
            assert!(line.contains("${{ secrets."), "{line}");
        }
    }
}

#[test]
fn one_publish_runs_at_a_time() {
    let read = |forge| serde_yaml::from_str::<Value>(&workflow(forge).text).unwrap();
    for forge in [Forge::Github, Forge::Forgejo] {
        let workflow = read(forge);
        assert_eq!(workflow["concurrency"]["cancel-in-progress"], false);
        assert!(workflow["on"]["schedule"][0]["cron"].is_string());
        let publish = workflow["jobs"]["site"]["steps"].as_array().unwrap().iter();
        let publish = publish.filter(|step| step["run"] == "rapporteur publish live");
        let conditions: Vec<&Value> = publish.map(|step| &step["if"]).collect();
        assert!(conditions[0].as_str().unwrap().contains("refs/heads/main"));
    }
    let workflow = read(Forge::Gitlab);
    assert_eq!(workflow["pages"]["resource_group"], "live");
    assert_eq!(workflow["pages"]["interruptible"], false);
    assert_eq!(workflow["check"]["script"].as_array().unwrap().len(), 2);
}

/// The commands of the program in a workflow, in their order.
fn commands(forge: Forge) -> Vec<String> {
    let text = workflow(forge).text;
    let value: Value = serde_yaml::from_str(&text).unwrap();
    let mut scripts = Vec::new();
    collect(&value, &mut scripts);
    // Mappings of the reader are sorted by key, so that the order is that of the text.
    let mut commands: Vec<String> = scripts.iter().flat_map(|script| commands_of(script)).collect();
    commands.sort_by_key(|command| text.rfind(command.as_str()));
    assert!(!commands.is_empty(), "{forge:?}");
    commands
}

/// What is run: `run` of a step, and the lists of scripts.
fn collect<'a>(value: &'a Value, scripts: &mut Vec<&'a str>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        match key.as_str() {
            "run" => scripts.extend(value.as_str()),
            "script" | "before_script" => {
                scripts.extend(value.as_array().into_iter().flatten().filter_map(Value::as_str));
            }
            _ => collect(value, scripts),
        }
    }
    value.as_array().into_iter().flatten().for_each(|value| collect(value, scripts));
}
