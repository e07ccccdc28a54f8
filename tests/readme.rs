//! What the README shows of a first spec is true.

use std::fs;
use std::process::Command;

use iigen::span::Sources;

const PAGE: &str = include_str!("../README.md");

/// The blocks of a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let parts = PAGE.split("```").skip(1).step_by(2);
    let blocks = parts.filter_map(|part| part.split_once('\n'));
    let of = blocks.filter(|(of, _)| *of == language);
    of.map(|(_, text)| text).collect()
}

/// The first block of a language in which a text stands.
fn block(language: &str, with: &str) -> &'static str {
    let blocks = blocks(language);
    let found = blocks.into_iter().find(|block| block.contains(with));
    found.unwrap_or_else(|| panic!("no block of {language} has {with}"))
}

/// All files of a spec, or what is wrong with it.
fn generated(name: &str, text: &str) -> Result<Vec<(String, String)>, String> {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let interface = iigen::read(&sources, id)
        .map_err(|found| iigen::render::render(&sources, &found, false))?;
    let files = iigen::generate(&interface).into_iter();
    Ok(files.map(|file| (file.name, file.text)).collect())
}

#[test]
fn both_languages_make_the_same_files() {
    let rust = generated("main.rs", block("rust", "mod lamp {")).expect("the module is a spec");
    let yaml = generated("lamp.yaml", block("yaml", "iigen: 1")).expect("the YAML is a spec");
    assert_eq!(rust, yaml);
}

#[test]
fn the_command_prints_what_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("src/main.rs");
    fs::create_dir(folder.path().join("src")).expect("a folder in it");
    fs::write(spec, block("rust", "mod lamp {")).expect("a file in it");
    let mut printed = String::new();
    let shown = block("console", "$ iigen convert");
    for command in shown
        .lines()
        .filter_map(|line| line.strip_prefix("$ iigen "))
    {
        let run = Command::new(env!("CARGO_BIN_EXE_iigen"))
            .args(command.split(' '))
            .current_dir(&folder)
            .output()
            .expect("it runs");
        assert!(run.status.success(), "{command}: {run:?}");
        let output = String::from_utf8_lossy(&run.stdout);
        printed += &format!("$ iigen {command}\n{output}");
    }
    assert_eq!(printed, shown);
}

#[test]
fn the_driver_overrides_what_is_generated() {
    let files = generated("lamp.yaml", block("yaml", "iigen: 1")).expect("the YAML is a spec");
    let mut files = files.iter();
    let user = files.find(|(name, _)| name == "LampUserClient.cpp");
    let (_, user) = user.expect("the user's file");
    let handler = block("cpp", "LampUserClient::SetLevel");
    let signature = handler.lines().next().expect("a signature");
    let named = user.replace("/* ", "").replace(" */", "");
    assert!(named.contains(signature), "{signature} isn't in\n{user}");
}

#[test]
fn the_mistake_is_told_as_it_is_shown() {
    let yaml = block("yaml", "iigen: 1").replacen("selector: 0", "selektor: 0", 1);
    let told = generated("lamp.yaml", &yaml).expect_err("a mistake");
    let shown = block("text", "error[");
    assert!(
        told.contains(shown.trim_end()),
        "not told as shown:\n{told}"
    );
}

/// The module with `target = kext`, the provider and the handler that are shown: a kext that compiles.
#[test]
fn the_kext_compiles_as_it_is_shown() {
    let said = "#[iigen_client::user_client(provider = \"LampDriver\", target = kext)]";
    assert!(PAGE.contains(said));
    let dext = block("rust", "mod lamp {");
    let kext = dext.replacen(
        "provider = \"LampDriver\"",
        "provider = \"LampDriver\", target = kext",
        1,
    );
    assert!(kext.contains(said));
    let files = generated("main.rs", &kext).expect("the module is a spec");
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in &files {
        let handler = block("cpp", "LampUserClient::SetLevel");
        let text = text.replace("_IVars\n{\n", "_IVars\n{\n    uint8_t percent;\n");
        let text = text.replace(
            " /* percent */, uint8_t * /* before */)\n{\n    return kIOReturnUnsupported;\n}\n",
            "@",
        );
        let text = text.replace("kern_return_t LampUserClient::SetLevel(uint8_t@", handler);
        fs::write(folder.path().join(name), text).expect("a file in it");
    }
    let user = fs::read_to_string(folder.path().join("LampUserClient.cpp")).expect("it is there");
    assert!(
        user.contains("ivars->percent = percent;") && user.contains("    uint8_t percent;\n"),
        "{user}"
    );
    let provider = block("cpp", "class LampDriver : public IOService");
    fs::write(folder.path().join("LampDriver.cpp"), provider).expect("a file in it");
    for name in [
        "LampDriver.cpp",
        "LampUserClient.cpp",
        "LampUserClientDispatch.cpp",
    ] {
        let mut compiler = Command::new("g++");
        compiler.args(["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]);
        compiler.arg("-I").arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/loopback/include-kernel"
        ));
        let run = compiler
            .arg(name)
            .current_dir(&folder)
            .output()
            .expect("g++ runs");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}
