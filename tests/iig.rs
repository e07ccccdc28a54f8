//! `iigen iig`: what is made of each case, that it compiles and runs, and what is said of mistakes.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use iigen::iig::{NoIncludes, Options, Output, SearchPath, compile};
use iigen::render::render;
use iigen::span::Sources;
use support::have;

/// The cases: a folder and its `.iig` files, the included before those that include them.
const CASES: &[(&str, &[&str])] = &[
    ("driver", &["RingDriver"]),
    ("user_client", &["RingUserClient"]),
    ("messages", &["Carrier"]),
    ("callbacks", &["Pipe"]),
    ("hardware", &["Stream"]),
    ("local_only", &["Base", "Helper"]),
    ("conditions", &["Conditions"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/iig")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compiles `<case>/<name>.iig`; names of files are relative, so that snapshots are the same
/// everywhere.
fn output(case: &str, name: &str) -> Output {
    let folder = folder().join(case);
    let mut sources = Sources::default();
    let id = sources.add(
        format!("{name}.iig"),
        read(&folder.join(format!("{name}.iig"))),
    );
    let mut search = SearchPath {
        folders: vec![folder],
        ..SearchPath::default()
    };
    compile(&mut sources, id, &Options::default(), &mut search)
        .unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)))
}

fn snapshot(folder: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => format!("iig/{folder}"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn outputs() {
    for (case, names) in CASES {
        for name in *names {
            let made = output(case, name);
            assert_eq!(made, output(case, name), "two runs differ");
            snapshot(case, &format!("{name}.h"), &made.header);
            snapshot(case, &format!("{name}.iig.cpp"), &made.implementation);
        }
    }
}

/// Writes the outputs of all cases to a folder, beside copies of what the cases include.
fn write_cases(to: &Path) -> Vec<PathBuf> {
    let mut implementations = Vec::new();
    for (case, names) in CASES {
        for entry in std::fs::read_dir(folder().join(case)).expect("the case is there") {
            let path = entry.expect("the case can be read").path();
            if path
                .extension()
                .is_some_and(|ending| ending == "h" || ending == "cpp")
            {
                let name = path.file_name().expect("a file has a name");
                std::fs::copy(&path, to.join(name)).expect("the folder can be written");
            }
        }
        for name in *names {
            let made = output(case, name);
            let implementation = to.join(format!("{name}.iig.cpp"));
            let write = |path: &Path, text: &str| {
                std::fs::write(path, text).expect("the folder can be written");
            };
            write(&to.join(format!("{name}.h")), &made.header);
            write(&implementation, &made.implementation);
            implementations.push(implementation);
        }
    }
    implementations
}

fn loopback() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("loopback")
}

/// The files of a folder with an ending, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|of| of == ending))
        .collect();
    files.sort();
    files
}

/// The C++ files of a folder as one file in another: they read the headers of C++ once.
fn unit(folder: &Path, to: &Path) -> PathBuf {
    let include = |source: PathBuf| format!("#include {source:?}\n");
    let text: String = files(folder, "cpp").into_iter().map(include).collect();
    let unit = to.join("unit.cpp");
    std::fs::write(&unit, text).expect("the folder can be written");
    unit
}

fn run(command: &mut Command) {
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}\n{text}");
}

fn compiler(name: &str, options: &[&str], file: &Path) -> Command {
    let mut command = Command::new(name);
    command
        .args(options)
        .args(["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]);
    command.arg("-I").arg(loopback().join("include")).arg(file);
    command
}

#[test]
fn outputs_compile_on_a_host() {
    let to = tempfile::tempdir().expect("there is a folder for temporary files");
    for file in write_cases(to.path()) {
        for name in ["g++", "clang++-19"].into_iter().filter(|name| have(name)) {
            for standard in ["-std=c++17", "-std=c++20"] {
                run(&mut compiler(name, &[standard, "-Wpedantic"], &file));
            }
        }
    }
}

#[test]
fn outputs_compile_for_driverkit() {
    if !have("clang++-19") {
        return;
    }
    let to = tempfile::tempdir().expect("there is a folder for temporary files");
    let options = [
        "--target=arm64-apple-driverkit22.0",
        "-std=gnu++20",
        "-ffreestanding",
        "-nostdinc++",
        "-fno-exceptions",
        "-fno-rtti",
    ];
    for file in write_cases(to.path()) {
        let mut command = compiler("clang++-19", &options, &file);
        run(command
            .arg("-I")
            .arg(loopback().join("include-freestanding")));
    }
}

#[test]
fn messages_arrive_under_sanitizers() {
    if !have("clang++-19") {
        return;
    }
    let to = tempfile::tempdir().expect("there is a folder for temporary files");
    write_cases(to.path());
    let sanitized = || {
        let mut command = Command::new("clang++-19");
        command.args([
            "-std=c++17",
            "-fsanitize=address,undefined",
            "-fno-sanitize-recover=all",
            "-pthread",
        ]);
        command
    };
    // What is for kexts has headers of its own.
    let kernel = to.path().join("kernel");
    std::fs::create_dir(&kernel).expect("the folder can be written");
    let mut command = sanitized();
    command
        .args(["-c", "-I"])
        .arg(loopback().join("include-kernel"))
        .arg(unit(&loopback().join("src/kernel"), &kernel))
        .current_dir(&kernel);
    run(&mut command);
    let program = to.path().join("run");
    let mut command = sanitized();
    command
        .arg("-I")
        .arg(loopback().join("include"))
        .arg("-I")
        .arg(loopback().join("src"))
        .args(
            [
                "Carrier.iig.cpp",
                "run.cpp",
                "Stream.iig.cpp",
                "run_hardware.cpp",
            ]
            .map(|name| to.path().join(name)),
        )
        .arg(unit(&loopback().join("src"), to.path()))
        .args(files(&kernel, "o"))
        .arg("-o")
        .arg(&program);
    run(&mut command);
    run(&mut Command::new(program));
}

#[test]
fn mistakes() {
    let folder = folder().join("mistakes");
    for path in files(&folder, "iig") {
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        let mut sources = Sources::default();
        let id = sources.add(format!("{name}.iig"), read(&path));
        let made = compile(&mut sources, id, &Options::default(), &mut NoIncludes);
        let found = made.expect_err("every file there has mistakes");
        snapshot("mistakes", &name, &render(&sources, &found, false));
    }
}

#[test]
fn deep_nesting_is_one_mistake() {
    for bracket in ["(", "{", "[", "<"] {
        let text = format!(
            "class A : public OSObject {{ {} }};",
            bracket.repeat(200_000)
        );
        let mut sources = Sources::default();
        let id = sources.add("A.iig", text);
        let made = compile(&mut sources, id, &Options::default(), &mut NoIncludes);
        assert_eq!(made.expect_err("it nests too deep").len(), 1, "{bracket}");
    }
}

/// A word that comes again and again is read once; reading it from each place again would take
/// minutes.
#[test]
fn long_nonsense_is_read_once() {
    let words = [
        "a ",
        "a<",
        "const ",
        "virtual ",
        "unsigned ",
        "a::",
        "x & ",
        "class ",
        "LOCAL ",
        "clas x ",
        "int f() ",
        "struct ",
        "typedef ",
        "enum ",
        "# ",
        "\\\n",
        "(a) ",
        "; ",
        "\"\" ",
    ];
    for word in words {
        let nonsense = word.repeat(20_000);
        for text in [
            format!("class A : public OSObject {{ {nonsense} }};"),
            nonsense,
        ] {
            let mut sources = Sources::default();
            let id = sources.add("A.iig", text);
            drop(compile(
                &mut sources,
                id,
                &Options::default(),
                &mut NoIncludes,
            ));
        }
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

/// All `.iig` files of the cases.
fn all_sources() -> Vec<String> {
    let mut paths = Vec::new();
    for case in std::fs::read_dir(folder()).expect("the cases are there") {
        let case = case.expect("they can be read").path();
        for entry in std::fs::read_dir(case).expect("the case is there") {
            paths.push(entry.expect("it can be read").path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "iig"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn no_text_makes_it_panic() {
    let all = all_sources();
    let pieces = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        ";",
        ",",
        ":",
        "::",
        "*",
        "&",
        "&&",
        "=",
        "= 0",
        "~",
        "#if ",
        "#endif\n",
        "#else\n",
        "/*",
        "*/",
        "//",
        "\"",
        "'",
        "\\\n",
        "\0",
        "é",
        "class ",
        "virtual ",
        "const ",
        "override",
        "LOCALONLY",
        "TYPE(",
        "TYPE()",
        "EXTENDS(X)",
        "OSData",
        "IOService * ",
        "void",
        "@iig end",
    ];
    let mut numbers = Numbers(0x1234_5678_9abc_def1);
    for round in 0..1500 {
        let mut text: Vec<char> = all[numbers.below(all.len())].chars().collect();
        for _ in 0..=numbers.below(6) {
            let at = numbers.below(text.len());
            let end = (at + numbers.below(12)).min(text.len());
            match numbers.below(4) {
                0 => drop(text.drain(at..end)),
                1 => drop(text.splice(at..at, pieces[numbers.below(pieces.len())].chars())),
                2 => drop(text.splice(at..end, pieces[numbers.below(pieces.len())].chars())),
                _ => {
                    let copy = text[at..end].to_vec();
                    let to = numbers.below(text.len());
                    drop(text.splice(to..to, copy));
                }
            }
        }
        let text: String = text.into_iter().collect();
        let mut sources = Sources::default();
        let id = sources.add(format!("{round}.iig"), text);
        if let Err(found) = compile(&mut sources, id, &Options::default(), &mut NoIncludes) {
            assert!(!found.is_empty());
            render(&sources, &found, false);
        }
    }
}
