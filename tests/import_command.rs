//! `iigen import` as a command: the headers that it finds, its options, and the file that it writes.

mod import_support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use import_support::text;

fn iigen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("import").args(arguments).current_dir(folder);
    command.output().expect("iigen runs")
}

#[test]
fn the_command_finds_headers_and_writes_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write =
        |name: &str, text: &str| fs::write(place.join(name), text).expect("it can be written");
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).expect("it is text");
    fs::create_dir(place.join("shared")).expect("a folder can be made");
    write(
        "Ring.h",
        "#pragma once\n#include \"Selectors.h\"\n#include \"Ring.h\"\n#include \"Missing.h\"\n",
    );
    write(
        "Selectors.h",
        "#ifndef SELECTORS\n#define SELECTORS\nenum { kReset, kRate };\n#endif\n",
    );
    write(
        "shared/Types.h",
        "struct Rate { uint32_t hz; uint32_t unit; };\n",
    );
    write(
        "Ring.cpp",
        "#include \"Ring.h\"\nconst IOExternalMethodDispatch RingUserClient::sMethods[] = {\n\
         [kReset] = { (IOExternalMethodAction) &RingUserClient::sReset, 0, 0, 0, 0 },\n\
         #if WITH_RATE\n\
         [kRate] = { (IOExternalMethodAction) &RingUserClient::sRate, 0, sizeof(Rate), 0, 0 },\n\
         #endif\n};\n",
    );
    let undecided = iigen(place, &["Ring.cpp"]);
    assert_eq!(undecided.status.code(), Some(1));
    assert!(said(&undecided).contains("IIG0843") && undecided.stdout.is_empty());

    let without = iigen(place, &["Ring.cpp", "-U", "WITH_RATE"]);
    assert!(
        without.status.success() && without.stderr.is_empty(),
        "{}",
        said(&without)
    );

    let unknown = iigen(place, &["Ring.cpp", "-DWITH_RATE"]);
    assert!(unknown.status.success());
    assert!(said(&unknown).contains("warning[IIG0862]") && said(&unknown).ends_with("1 warning\n"));

    // Two rows of one index are a mistake; a row without a place behind them is none.
    write(
        "Twice.cpp",
        "const IOExternalMethodDispatch Twice::sMethods[] = {\n\
         [0] = { &Twice::sOne, 0, 0, 0, 0 },\n\
         [0] = { &Twice::sTwo, 0, 0, 0, 0 },\n\
         { &Twice::sThree, 0, 0, 0, 0 },\n};\n",
    );
    let twice = said(&iigen(place, &["Twice.cpp"]));
    assert!(
        twice.ends_with("1 mistake and 1 warning; nothing was written\n"),
        "{twice}"
    );

    let arguments = [
        "Ring.cpp",
        "-D",
        "WITH_RATE=1",
        "--header",
        "shared/Types.h",
        "--provider",
        "RingEngine",
        "--class",
        "Ring",
        "--table",
        "RingUserClient::sMethods",
        "--out",
        "ring.yaml",
    ];
    let written = iigen(place, &arguments);
    assert!(
        written.status.success() && written.stderr.is_empty(),
        "{}",
        said(&written)
    );
    assert_eq!(written.stdout, b"ring.yaml\n");
    let yaml = text(&place.join("ring.yaml"));
    assert!(
        yaml.contains("class: Ring\nprovider: RingEngine\ntarget: kext\n"),
        "{yaml}"
    );
    assert!(yaml.contains("hz: u32"), "{yaml}");

    let again = iigen(place, &arguments);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("IIG0864"));
    assert_eq!(text(&place.join("ring.yaml")), yaml);

    let other = iigen(
        place,
        &["Ring.cpp", "-U", "WITH_RATE", "--table", "sMethod"],
    );
    assert!(said(&other).contains("IIG0842") && said(&other).contains("`sMethods` is there"));
    let missing = iigen(place, &["Other.cpp"]);
    assert!(said(&missing).contains("IIG0001"));
}

/// A header lies anywhere in its project, the nearest of its name; old comments need not be UTF-8.
#[test]
fn headers_of_a_project_are_found() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write = |name: &str, text: &[u8]| {
        let path = place.join(name);
        let parent = path.parent().expect("it has a folder");
        fs::create_dir_all(parent).expect("folders can be made");
        fs::write(path, text).expect("it can be written");
    };
    write(
        "shared/wire/Selectors.h",
        b"// \xa9 somebody\nenum { kStop, kTurn };\n",
    );
    write(
        "driver/Mill.cpp",
        b"// caf\xe9\n#include \"wire/Selectors.h\"\n\
          const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
          [kTurn] = { &MillUserClient::sTurn, 1, 0, 0, 0 },\n\
          [kStop] = { &MillUserClient::sStop, 0, 0, 0, 0 },\n};\n",
    );
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).expect("it is text");
    // Without a project, nothing but what lies beside it is its own.
    let alone = said(&iigen(place, &["driver/Mill.cpp"]));
    assert!(
        alone.contains("the selectors of 2 rows aren't known")
            && alone.contains("not found: `wire/Selectors.h`"),
        "{alone}"
    );
    fs::create_dir(place.join("Mill.xcodeproj")).expect("a folder can be made");
    let found = iigen(place, &["driver/Mill.cpp"]);
    assert!(
        found.status.success() && found.stderr.is_empty(),
        "{}",
        said(&found)
    );
    write("old/wire/Selectors.h", b"enum { kTurn, kStop };\n");
    let unclear = said(&iigen(place, &["driver/Mill.cpp"]));
    assert!(
        unclear.contains("not found: `wire/Selectors.h`"),
        "{unclear}"
    );
    write("driver/own/wire/Selectors.h", b"enum { kStop, kTurn };\n");
    let nearest = iigen(place, &["driver/Mill.cpp"]);
    assert!(nearest.status.success(), "{}", said(&nearest));
    // Macros of the command line are values, and parts of names, too.
    write(
        "driver/Given.cpp",
        b"#define JOIN(a, b) a ## b\n#define JOINED(a, b) JOIN(a, b)\n\
          struct Part { uint8_t bytes[LENGTH]; };\n\
          const IOExternalMethodDispatch JOINED(PREFIX, UserClient)::sMethods[] = {\n\
          [FIRST] = { &JOINED(PREFIX, UserClient)::sStop, SCALARS, sizeof(Part), 0, 0 },\n};\n",
    );
    let given = [
        "-DPREFIX=Ours",
        "-D",
        "LENGTH=0x20",
        "-DFIRST=0",
        "-DSCALARS=2",
    ];
    let given = iigen(place, &[&["driver/Given.cpp"], &given[..]].concat());
    let yaml = String::from_utf8(given.stdout.clone()).expect("it is text");
    assert!(
        yaml.contains("class: OursUserClient\n") && yaml.contains("'[u8; 32]'"),
        "{}",
        said(&given)
    );
    // What no compiler for a Mac includes isn't read.
    write("other/Windows.h", b"enum { kStop = 7, kTurn };\n");
    write(
        "driver/Both.cpp",
        b"#if defined(_WIN32) || __linux__ // elsewhere\n#include \"Windows.h\"\n\
          #else\n#include \"own/wire/Selectors.h\"\n#endif\n\
          const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
          [kStop] = { &MillUserClient::sStop, 0, 0, 0, 0 },\n};\n",
    );
    let both = iigen(place, &["driver/Both.cpp"]);
    assert!(
        both.status.success() && both.stderr.is_empty(),
        "{}",
        said(&both)
    );
    write("driver/Utf16.cpp", b"\xff\xfe/\0/\0");
    let utf16 = said(&iigen(place, &["driver/Utf16.cpp"]));
    assert!(utf16.contains("IIG0002"), "{utf16}");
}

/// Files that are included within brackets belong there.
#[test]
fn lists_may_lie_in_other_files() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write =
        |name: &str, text: &str| fs::write(place.join(name), text).expect("it can be written");
    write("selectors.inc", "kGrind,\nkWeigh,\n");
    write(
        "methods.def",
        "METHOD(Grind, 1, 0)\n#include \"more.def\"\n#undef METHOD\n",
    );
    write("more.def", "METHOD(Weigh, 0, sizeof(Grain))\n");
    write("grain.inc", "uint32_t size;\nuint32_t color;\n");
    let table = "enum {\n#include \"selectors.inc\"\nkCount };\n\
         struct Grain {\n#include \"grain.inc\"\n};\n\
         #define METHOD(name, in, out) [k##name] = { &MillUserClient::s##name, in, 0, 0, out },\n\
         const IOExternalMethodDispatch MillUserClient::sMethods[kCount] = {\n\
         #include \"methods.def\"\n};\n";
    write("Mill.cpp", table);
    let read = iigen(place, &["Mill.cpp"]);
    let yaml = String::from_utf8(read.stdout).expect("it is text");
    assert!(
        read.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
    assert!(
        yaml.contains("  grind:\n    selector: 0\n    in:\n      argument: u64\n"),
        "{yaml}"
    );
    assert!(
        yaml.contains("  weigh:\n    selector: 1\n    struct_out: Grain\n"),
        "{yaml}"
    );
    assert!(yaml.contains("      color: u32\n"), "{yaml}");

    // One that isn't there, and one that includes itself.
    for (name, text) in [
        ("selectors.inc", None),
        ("methods.def", Some("#include \"methods.def\"\n")),
    ] {
        match text {
            None => fs::remove_file(place.join(name)).expect("it is there"),
            Some(text) => write(name, text),
        }
        let read = iigen(place, &["Mill.cpp"]);
        let said = String::from_utf8(read.stderr).expect("it is text");
        assert_eq!(read.status.code(), Some(1), "{name}");
        assert!(
            said.contains("IIG0855") && said.contains(&format!("`{name}` isn't there")),
            "{said}"
        );
        write("selectors.inc", "kGrind,\nkWeigh,\n");
    }
}

/// Names that no macro and no class has are refused, and no change of the source is offered for them.
#[test]
fn options_are_checked() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let table = "const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
         { &MillUserClient::sGrind, 0, 0, 0, 0 },\n};\n";
    fs::write(place.join("Mill.cpp"), table).expect("it can be written");
    for wrong in ["-D=1", "-D1A", "-DA B", "-DF(x)=x", "-UA=1", "-U-"] {
        let output = iigen(place, &["Mill.cpp", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
    for right in ["-DA=", "-DA=b=c", "-D_a1", "-U$"] {
        let output = iigen(place, &["Mill.cpp", right]);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{right}"
        );
    }
    for table in [
        "lUserClient::sMethods",
        "",
        "::",
        "Methods",
        "Other::sMethods",
    ] {
        let output = iigen(place, &["Mill.cpp", "--table", table]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("IIG0842"), "{table}: {said}");
    }
    for class in ["int", "not a class", "1x", "MillDriver"] {
        let output = iigen(
            place,
            &["Mill.cpp", "--class", class, "--provider", "MillDriver"],
        );
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{class}");
        assert!(
            said.contains("IIG050") && said.contains("`--class NAME`"),
            "{said}"
        );
        assert!(!said.contains("1 + "), "{said}");
        assert!(said.ends_with("1 mistake; nothing was written\n"), "{said}");
    }
}
