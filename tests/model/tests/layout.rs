//! The clients of random specs are as rustfmt would write them.

use std::fs;
use std::process::Command;

use random_specs::spec::Spec;

#[test]
fn clients_are_as_rustfmt_writes_them() {
    let mut command = Command::new("rustfmt");
    command.args(["--check", "--edition", "2024"]);
    let specs: Vec<Spec> = model_tests::specs();
    for spec in &specs {
        let client = format!(
            "{}/dext/model{}_user_client.rs",
            env!("OUT_DIR"),
            spec.index
        );
        assert!(
            fs::exists(&client).expect("OUT_DIR can be read"),
            "{client}"
        );
        command.arg(client);
    }
    let output = match command.output() {
        Err(error) if std::env::var_os("IIGEN_NO_SKIP").is_none() => {
            println!("SKIPPED: {error}");
            return;
        }
        output => output.expect("rustfmt can be run"),
    };
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
