//! Makes random specs, generates their clients and drivers for every target, and compiles them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use iigen::{Builder, Target};
use iigen_loopback::Driver;
use random_specs::spec::Spec;
use random_specs::{adapters, echo, spec};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let seed = variable("IIGEN_MODEL_SEED", 20_261_121);
    let specs = spec::batch(seed, variable("IIGEN_MODEL_COUNT", 24) as usize);
    let (mut modules, mut openers) = (String::new(), String::new());
    for (index, spec) in specs.iter().enumerate() {
        let file = out.join(format!("model{index}.yaml"));
        fs::write(&file, spec.yaml()).expect("OUT_DIR can be written");
        let _ = writeln!(openers, "    model{index}::open,");
    }
    for target in Target::ALL {
        let clients = driver(&specs, target, &out);
        if target == Target::Dext {
            // The others have the same.
            let pairs = specs.iter().zip(clients);
            modules.extend(pairs.map(|(spec, client)| adapters::module(spec, &client)));
        }
    }
    let models = format!(
        "/// What decides the specs.\npub const SEED: u64 = {seed};\n\n\
         /// Opens the user client of each spec.\n\
         pub const OPENERS: &[typed::Opener] = &[\n{openers}];\n\n{modules}"
    );
    fs::write(out.join("models.rs"), models).expect("OUT_DIR can be written");
}

/// Compiles the driver of a target, and names the files of the clients.
fn driver(specs: &[Spec], target: Target, out: &Path) -> Vec<String> {
    let folder = out.join(target.name());
    let (driver, provider) = match target {
        Target::Dext => (Driver::new("model_driver"), "driver/ModelDriver.cpp"),
        Target::Kext => (Driver::kext("model_kext"), "driver/kext/ModelDriver.cpp"),
        Target::Kext2022 => (
            Driver::kext("model_kext_2022"),
            "driver/kext/ModelDriver.cpp",
        ),
    };
    let mut driver = driver.flag("-Werror").include(&folder).file(provider);
    let mut clients = Vec::new();
    for (index, spec) in specs.iter().enumerate() {
        let user = folder.join(format!("{}.cpp", spec.class()));
        // iigen never writes over the user's file, so that an old one has to go.
        let _ = fs::remove_file(&user);
        let mut builder = Builder::new(out.join(format!("model{index}.yaml")))
            .target(target)
            .out_dir(&folder);
        if index == 0 && target == Target::Dext {
            builder = builder.iig("driver/ModelDriver.iig");
        }
        let generated = builder.generate();
        let beginning = fs::read_to_string(&user).expect("iigen has written it");
        let text = echo::user_file(&beginning, spec);
        fs::write(&user, text).expect("OUT_DIR can be written");
        driver = driver.files(&generated.sources);
        let client = generated.client.file_name().expect("it is a file");
        clients.push(format!("{}/{}", target.name(), client.to_string_lossy()));
    }
    driver.compile();
    clients
}

/// A number from the environment.
fn variable(name: &str, usual: u64) -> u64 {
    println!("cargo::rerun-if-env-changed={name}");
    let text = env::var(name).ok();
    text.map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {text}"))
    })
}
