//! Makes random specs, generates their clients and drivers, and compiles them.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use random_specs::{adapters, echo, spec};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let seed = variable("IIGEN_MODEL_SEED", 20_261_121);
    let specs = spec::batch(seed, variable("IIGEN_MODEL_COUNT", 24) as usize);
    let (mut modules, mut openers) = (String::new(), String::new());
    let mut driver = iigen_loopback::Driver::new("model_driver")
        .include("driver")
        .flag("-Werror")
        .include(&out)
        .file("driver/ModelDriver.cpp");
    for (index, spec) in specs.iter().enumerate() {
        let file = out.join(format!("model{index}.yaml"));
        fs::write(&file, spec.yaml()).expect("OUT_DIR can be written");
        let mut builder = iigen::Builder::new(&file);
        if index == 0 {
            builder = builder.iig("driver/ModelDriver.iig");
        }
        let user = out.join(format!("{}.cpp", spec.class()));
        // iigen never writes over the user's file, so that an old one has to go.
        let _ = fs::remove_file(&user);
        let generated = builder.generate();
        let beginning = fs::read_to_string(&user).expect("iigen has written it");
        let text = echo::user_file(&beginning, spec);
        fs::write(&user, text).expect("OUT_DIR can be written");
        driver = driver.files(&generated.sources);
        let client = generated.client.file_name().expect("it is a file");
        modules.push_str(&adapters::module(spec, &client.to_string_lossy()));
        let _ = writeln!(openers, "    model{index}::open,");
    }
    let models = format!(
        "/// What decides the specs.\npub const SEED: u64 = {seed};\n\n\
         /// Opens the user client of each spec.\n\
         pub const OPENERS: &[typed::Opener] = &[\n{openers}];\n\n{modules}"
    );
    fs::write(out.join("models.rs"), models).expect("OUT_DIR can be written");
    driver.compile();
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
