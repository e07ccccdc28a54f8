//! `spec = "ring.yaml"`: the module is the client of a spec in a file.

#![deny(warnings)]

#[path = "../../client/tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use iigen_client::Error;
use support::Fake;

/// The client of a file, with items of the app's own behind it.
#[iigen_client::user_client(spec = "tests/spec/ring.yaml")]
mod ring {
    use std::fmt;

    /// Kept, as it is no item of a spec.
    pub(super) const OURS: u32 = SLOTS + 1;

    impl fmt::Display for Receipt {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "ticket {}", self.ticket)
        }
    }
}

use ring::RingUserClient;

#[test]
fn the_client_of_a_file_makes_calls() -> Result<(), Error> {
    let fake = Fake::new().gives(&[44_100], &[]);
    let client = RingUserClient::open(&fake)?;
    assert_eq!(client.set_rate(48_000)?, 44_100);
    assert_eq!(ring::OURS, 33);
    Ok(())
}

/// A crate that prints a constant of its spec.
struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    fn new() -> Self {
        let scratch = Self {
            folder: tempfile::tempdir().expect("a folder can be made"),
        };
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let client = workspace.join("client");
        scratch.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"scratch\"\nedition = \"2024\"\n[workspace]\n\
                 [dependencies]\niigen-client = {{ path = {client:?} }}\n"
            ),
        );
        let lock = fs::read_to_string(workspace.join("Cargo.lock"));
        scratch.write("Cargo.lock", &lock.expect("the workspace has one"));
        scratch.write(
            "src/main.rs",
            "#[iigen_client::user_client(spec = \"specs/ring.yaml\")]\nmod ring {}\n\
             fn main() { println!(\"{}\", ring::SLOTS); }\n",
        );
        scratch
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn spec(&self, slots: &str) {
        let spec = format!(
            "iigen: 1\nclass: RingUserClient\nprovider: RingDriver\n\
             constants: {{ slots: {{ type: u32, value: {slots} }} }}\n\
             methods: {{ ping: {{ selector: 0 }} }}\n"
        );
        self.write("specs/ring.yaml", &spec);
    }

    /// Builds and runs it: what it prints, or what the compiler says.
    fn run(&self) -> Result<String, String> {
        // What it depends on is built once for all runs of this test.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spec_file");
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline"])
            .env("CARGO_TARGET_DIR", target)
            .current_dir(self.folder.path())
            .output()
            .expect("cargo runs");
        let text = |bytes| String::from_utf8(bytes).expect("it prints text");
        if output.status.success() {
            Ok(text(output.stdout))
        } else {
            Err(text(output.stderr))
        }
    }
}

#[test]
fn cargo_builds_again_when_the_file_changes() {
    let scratch = Scratch::new();
    let missing = scratch.run().expect_err("there is no spec yet");
    assert!(missing.contains("IIG0001"), "{missing}");
    scratch.spec("16");
    assert_eq!(scratch.run().as_deref(), Ok("16\n"));
    assert_eq!(scratch.run().as_deref(), Ok("16\n"));
    scratch.spec("32");
    assert_eq!(scratch.run().as_deref(), Ok("32\n"));
    scratch.spec("many");
    let mistake = scratch.run().expect_err("it is no number");
    assert!(mistake.contains("specs/ring.yaml:4:"), "{mistake}");
    scratch.spec("64");
    assert_eq!(scratch.run().as_deref(), Ok("64\n"));
}
