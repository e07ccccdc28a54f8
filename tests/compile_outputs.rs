//! Every output of every case compiles, without a warning, wherever it may have to; those for kexts
//! are in `compile_kexts.rs`.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use iigen::{Builder, Generated, Target};
use support::{Case, cases, entries, file_name, have, root, run};

const WARNINGS: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// All outputs of all cases, with what the `.iig` files are compiled to.
struct Built {
    folder: tempfile::TempDir,
    cases: Vec<Generated>,
    /// Cases without a dext: what isn't the driver's is as good as that of others.
    kexts: Vec<Generated>,
}

impl Built {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let build = |case: &Case| {
            let builder = Builder::new(case.spec()).out_dir(folder.path().join(&case.name));
            let builder = builder.target(case.interface().targets[0]);
            // What a driver has besides the user client lies beside the spec.
            let classes = entries(&case.folder).into_iter();
            let classes = classes.filter(|path| path.extension().is_some_and(|of| of == "iig"));
            let builder = classes.fold(builder, Builder::iig);
            builder
                .try_generate()
                .unwrap_or_else(|text| panic!("{text}"))
        };
        let has_dext = |case: &Case| case.interface().targets.contains(&Target::Dext);
        let (dexts, kexts): (Vec<_>, Vec<_>) = cases().into_iter().partition(has_dext);
        let cases = dexts.iter().map(build).collect();
        let kexts = kexts.iter().map(build).collect();
        Self {
            folder,
            cases,
            kexts,
        }
    }

    fn sources(&self) -> impl Iterator<Item = &PathBuf> {
        self.cases.iter().flat_map(|case| &case.sources)
    }

    /// The sources of each case as one file: once they compile alone, these are quicker. What is made
    /// of an `.iig` file can't be twice in one.
    fn units(&self) -> Vec<PathBuf> {
        let unit = |case: &Generated| {
            let path = self.folder.path().join(format!("{}Unit.cpp", case.class));
            let include = |source: &PathBuf| format!("#include {source:?}\n");
            let own = format!("{}.iig.cpp", case.class);
            let sources = case.sources.iter();
            let sources = sources.filter(|source| {
                let name = file_name(source);
                !name.ends_with(".iig.cpp") || name == own
            });
            let text: String = sources.map(include).collect();
            fs::write(&path, text).expect("the folder can be written");
            path
        };
        self.cases.iter().map(unit).collect()
    }

    /// The headers that C reads as well.
    fn types(&self) -> impl Iterator<Item = PathBuf> {
        let header = |case: &Generated| case.out_dir.join(format!("{}Types.h", case.class));
        self.all().map(header)
    }

    fn all(&self) -> impl Iterator<Item = &Generated> {
        self.cases.iter().chain(&self.kexts)
    }

    /// A compiler with all headers and warnings, in a folder for its objects.
    fn compiler(&self, program: &str, flags: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(WARNINGS)
            .args(flags)
            .current_dir(self.folder.path());
        command.arg("-I").arg(root().join("loopback/include"));
        for case in &self.cases {
            command.arg("-I").arg(&case.out_dir);
        }
        command
    }
}

#[test]
fn types_in_c() {
    let built = Built::new();
    for compiler in ["gcc", "clang-19"] {
        if have(compiler) {
            let mut command = built.compiler(compiler, &["-std=c11", "-fsyntax-only", "-x", "c"]);
            run(command.args(built.types()));
        }
    }
}

#[test]
fn types_in_cpp() {
    let built = Built::new();
    for compiler in ["g++", "clang++-19"] {
        if have(compiler) {
            let mut command =
                built.compiler(compiler, &["-std=c++17", "-fsyntax-only", "-x", "c++"]);
            run(command.args(built.types()));
        }
    }
}

#[test]
fn drivers_under_gcc() {
    if have("g++") {
        let built = Built::new();
        // Whether each compiles alone is the same for all compilers: this one tells.
        let mut plain = built.compiler("g++", &["-std=c++17", "-fsyntax-only"]);
        run(plain.args(built.sources()));
        // Some warnings, such as those of uninitialized variables, need the optimizer.
        let mut optimized = built.compiler("g++", &["-std=c++20", "-O2", "-c"]);
        run(optimized.args(built.units()));
    }
}

#[test]
fn drivers_under_clang() {
    if have("clang++-19") {
        let built = Built::new();
        for standard in ["-std=c++17", "-std=c++20"] {
            let mut units = built.compiler("clang++-19", &[standard, "-fsyntax-only"]);
            run(units.args(built.units()));
        }
    }
}

#[test]
fn drivers_for_a_mac() {
    if !have("clang++-19") {
        return;
    }
    let built = Built::new();
    let freestanding = root().join("loopback/include-freestanding");
    let flags = [
        "--target=arm64-apple-driverkit22.0",
        "-std=gnu++20",
        "-ffreestanding",
        "-nostdinc++",
        "-fno-exceptions",
        "-fno-rtti",
        "-c",
        "-I",
        freestanding.to_str().expect("the path is text"),
    ];
    run(built.compiler("clang++-19", &flags).args(built.units()));
    let objects: Vec<_> = entries(built.folder.path())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "o"))
        .collect();
    assert_eq!(objects.len(), built.cases.len());
    for object in objects {
        let bytes = fs::read(&object).expect("the object can be read");
        assert!(
            bytes.starts_with(b"\xcf\xfa\xed\xfe"),
            "{object:?} is no Mach-O"
        );
    }
}

#[test]
fn clients() {
    let built = Built::new();
    // In cargo's own folder, so that iigen-client is compiled once.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    fs::create_dir_all(folder.join("src")).expect("a folder can be made");
    let manifest = format!(
        "[package]\nname = \"clients\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         iigen-client = {{ path = {:?} }}\n",
        root().join("client")
    );
    let mut library = "//! The clients of all cases.\n#![deny(warnings, missing_docs)]\n\
                       #![forbid(unsafe_code)]\n"
        .to_owned();
    for case in built.all() {
        let name = case
            .client
            .file_stem()
            .expect("it has a name")
            .to_string_lossy();
        let _ = write!(
            library,
            "/// The client of a case.\n#[path = {:?}]\npub mod {name};\n",
            case.client
        );
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("it can be written");
    fs::write(folder.join("src/lib.rs"), library).expect("it can be written");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("it can be copied");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder);
    run(cargo.env("CARGO_TARGET_DIR", folder.join("target")));
}

#[test]
fn clients_are_as_rustfmt_writes_them() {
    if have("rustfmt") {
        let built = Built::new();
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--check", "--edition", "2024"]);
        run(rustfmt.args(built.all().map(|case| &case.client)));
    }
}

/// Each rule by which rustfmt breaks lines has a length from which on it does: names of every
/// length meet them all.
#[test]
fn names_of_every_length_are_as_rustfmt_writes_them() {
    if !have("rustfmt") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("widths.yaml");
    fs::write(&spec, names_of_every_length()).expect("it can be written");
    let generated = Builder::new(spec).out_dir(folder.path()).try_generate();
    let client = generated.unwrap_or_else(|text| panic!("{text}")).client;
    run(Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .arg(client));
}

fn names_of_every_length() -> String {
    let mut types = String::new();
    let mut methods = String::new();
    let mut memory = String::new();
    let mut selector = 0;
    for length in 2..=48 {
        let name = |letter: &str| letter.repeat(length);
        let (a, b, c, d) = (name("a"), name("b"), name("c"), name("d"));
        let (ty, other) = (format!("N{}", "t".repeat(length)), "g".repeat(51 - length));
        let _ = write!(
            types,
            "  {ty}: {{ struct: {{ {a}: R, {other}: {{ type: u32, max: 1_000_000 }} }} }}\n  \
             E{ty}: {{ enum: u32, values: {{ {a}: 1, {other}: 1_000_000 }} }}\n"
        );
        for method in [
            format!("in: {{ {a}: u32 }}"),
            format!("in: {{ {a}: u32, x: u64 }}, out: {{ {b}: u8 }}"),
            format!("out: {{ {b}: u8, y: bool }}"),
            format!("out: {{ {b}: u8, {c}: u16 }}"),
            format!("out: {{ {b}: '[u8; 2]' }}"),
            format!("out: {{ {b}: '[u8; 2]', {c}: u16 }}"),
            format!("in: {{ {a}: {{ type: u32, max: 1_000_000 }}, {c}: '[u8; 3]', f: F }}"),
            format!("in: {{ {a}: F }}"),
            format!("struct_in: {{ name: {a}, type: R }}, struct_out: {{ name: {b}, type: R }}"),
            format!(
                "struct_in: {{ name: {a}, type: {ty} }}, \
                 struct_out: {{ name: {b}, array: {ty}, max: 9 }}"
            ),
            format!(
                "struct_in: {{ name: {a}, type: bool }}, \
                 struct_out: {{ name: {b}, type: bool }}, in: {{ {c}: u8 }}"
            ),
            format!(
                "struct_in: {{ name: {a}, array: R, min: 1, max: 9 }}, \
                 struct_out: {{ name: {b}, bytes: {{ max: 9 }} }}"
            ),
            format!(
                "struct_in: {{ name: {a}, bytes: {{ max: 9 }} }}, in: {{ {c}: u8 }}, \
                 struct_out: {{ name: {b}, bytes: {{ max: 9 }} }}, out: {{ {d}: u8 }}"
            ),
            format!(
                "struct_in: {{ name: {a}, header: R, \
                 tail: {{ name: {b}, bytes: {{ max: 9 }} }} }}, out: {{ {d}: u8 }}"
            ),
            format!(
                "struct_in: {{ name: {a}, header: bool, \
                 tail: {{ name: {b}, bytes: {{ max: 9 }} }} }}, in: {{ {c}: u8 }}"
            ),
            format!(
                "struct_out: {{ name: {a}, header: R, \
                 tail: {{ name: {b}, bytes: {{ max: 9 }} }} }}, in: {{ {c}: u8 }}"
            ),
            format!(
                "struct_out: {{ name: {a}, header: bool, \
                 tail: {{ name: {b}, array: F, max: 9 }} }}"
            ),
        ] {
            let _ = writeln!(
                methods,
                "  m{selector}: {{ selector: {selector}, {method} }}"
            );
            selector += 1;
        }
        let completed = [
            "completion: ".to_owned(),
            format!("in: {{ {a}: u8 }}, completion: {{ event: R, repeats: true }}"),
            format!("completion: {{ event: {ty}, repeats: true }}"),
            format!("out: {{ {b}: u8 }}, completion: {{ event: {{ {a}: u64 }}, required: false }}"),
            format!("completion: {{ event: {{ {a}: {{ type: u32, max: 1_000_000 }}, f: F }} }}"),
            format!("completion: {{ event: {{ {a}: '[u8; 2]', {b}: R, {c}: bool }} }}"),
        ];
        for (letter, method) in ["h", "i", "j", "k", "l", "w"].into_iter().zip(completed) {
            let name = letter.repeat(length);
            let _ = writeln!(methods, "  {name}: {{ selector: {selector}, {method} }}");
            selector += 1;
        }
        let m = name("m");
        let _ = write!(
            methods,
            "  {m}: {{ selector: {} }}\n  {m}o: {{ selector: {}, out: {{ x: u8, y: u8 }} }}\n  \
             {d}: {{ selector: {}, check: none }}\n",
            selector,
            selector + 1,
            10_000_000 + selector
        );
        selector += 2;
        let _ = writeln!(
            memory,
            "  {c}: {{ type: {length}, size: 4 KiB, access: read-only, backing: buffer, \
             layout: {ty} }}"
        );
        let (e, f, base) = (name("e"), name("h"), length * 0x1000);
        let _ = writeln!(
            memory,
            "  {e}: {{ type: {{ base: {base}, index: 0..3 }}, size: 4 KiB, access: read-only, \
             backing: buffer, layout: '[{ty}]' }}\n  \
             {f}: {{ type: {{ base: {base}, index: 4..9 }}, access: read-write, \
             backing: buffer, layout: {{ ring: {{ element: {ty}, capacity: 65536, \
             producer: client }} }} }}"
        );
    }
    format!(
        "iigen: 1\nclass: Widths\nprovider: Demo\ntypes:\n  R: {{ struct: {{ a: u32 }} }}\n  \
         F: {{ flags: u8, bits: {{ a: 1 }} }}\n{types}methods:\n{methods}memory:\n{memory}"
    )
}
