//! What is made for kexts compiles, without a warning, wherever it may have to: of the cases for
//! kexts, and of all others that a kext can have and random specs, as if they were for one.

mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use iigen::span::Sources;
use iigen::{Folders, Target, generate_for};
use random_specs::spec;
use support::{cases, entries, have, read, root, run};

const WARNINGS: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// The files of a kext.
struct Kext {
    class: String,
    folder: PathBuf,
}

impl Kext {
    /// The files of a spec for the target, unless a kext can't have what the spec has.
    fn new(name: &str, text: &str, target: Target, folder: &Path) -> Option<Self> {
        let mut sources = Sources::default();
        let interface = match read(&mut sources, "spec.yaml", &for_target(text, target)) {
            Ok(interface) => interface,
            Err(found) => {
                // From 0680: not in a kext.
                let for_a_dext = |number: u16| (680..700).contains(&number);
                let other = found.iter().find(|of| !for_a_dext(of.code.number));
                assert!(other.is_none(), "{name}: {other:?}\n{text}");
                return None;
            }
        };
        let folder = folder.join(name);
        let folders = Folders {
            generated: folder.clone(),
            user: folder.clone(),
        };
        let files = generate_for(&interface, target);
        folders.write(&files).expect("the files can be written");
        let kext = Self {
            class: interface.class.clone(),
            folder,
        };
        if interface.methods.iter().any(|method| method.on_provider) {
            kext.write_provider(&interface.provider);
        }
        Some(kext)
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}{ending}", self.class))
    }

    /// The header of the provider, of what the generated header asks it to declare.
    fn write_provider(&self, provider: &str) {
        let header = fs::read_to_string(self.file("Dispatch.h")).expect("it is there");
        let asked = header
            .split_once("// What the class")
            .expect("it is asked")
            .1;
        let asked = asked.split("\n///").next().unwrap_or_default();
        let mut lines = asked
            .lines()
            .filter_map(|line| line.strip_prefix("//     "));
        let (named, members): (Vec<_>, Vec<_>) =
            lines.by_ref().partition(|line| line.starts_with("class "));
        let text = format!(
            "#include <IOKit/IOService.h>\n#include \"{}Types.h\"\n{}\nclass {provider} : public \
             IOService\n{{\n    OSDeclareDefaultStructors({provider})\npublic:\n{}\n}};\n",
            self.class,
            named.join("\n"),
            members.join("\n")
        );
        let guarded = format!("#pragma once\n{text}");
        fs::write(self.folder.join(format!("{provider}.h")), guarded).expect("it can be written");
    }
}

/// A spec, for one target alone.
fn for_target(text: &str, target: Target) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("target:"));
    let mut lines: Vec<_> = lines.collect();
    let at = lines.iter().position(|line| line.starts_with("provider:"));
    let line = format!("target: {}", target.name());
    lines.insert(at.expect("it has a provider") + 1, &line);
    lines.join("\n") + "\n"
}

/// All kexts of a target.
struct Built {
    folder: tempfile::TempDir,
    kexts: Vec<Kext>,
}

impl Built {
    /// Of the cases.
    fn new(target: Target) -> Self {
        let specs = cases().into_iter().map(|case| (case.text(), case.name));
        Self::of(specs, target)
    }

    /// Of random specs.
    fn random(target: Target) -> Self {
        let specs = spec::batch(20_261_121, 60).into_iter();
        Self::of(specs.map(|spec| (spec.yaml(), spec.class())), target)
    }

    fn of(specs: impl Iterator<Item = (String, String)>, target: Target) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut count = 0;
        let kexts = specs.inspect(|_| count += 1);
        let kexts: Vec<_> = kexts
            .filter_map(|(text, name)| Kext::new(&name, &text, target, folder.path()))
            .collect();
        assert!(kexts.len() > count * 3 / 4, "most can be kexts");
        Self { folder, kexts }
    }

    fn sources(&self) -> impl Iterator<Item = PathBuf> {
        let kexts = self.kexts.iter();
        kexts.flat_map(|kext| ["Dispatch.cpp", ".cpp"].map(|ending| kext.file(ending)))
    }

    /// The sources of each kext as one file.
    fn units(&self) -> Vec<PathBuf> {
        let unit = |kext: &Kext| {
            let path = self.folder.path().join(format!("{}Unit.cpp", kext.class));
            let text = format!(
                "#include \"{0}Dispatch.cpp\"\n#include \"{0}.cpp\"\n",
                kext.class
            );
            fs::write(&path, text).expect("the folder can be written");
            path
        };
        self.kexts.iter().map(unit).collect()
    }

    /// A compiler with all headers and warnings, in a folder for its objects.
    fn compiler(&self, program: &str, flags: &[&str]) -> Command {
        let mut command = self.compiler_of(program, flags);
        command
            .arg("-I")
            .arg(root().join("loopback/include-kernel"));
        command
    }

    /// The same without the kernel's headers.
    fn compiler_of(&self, program: &str, flags: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(WARNINGS).args(flags);
        command.current_dir(self.folder.path());
        for kext in &self.kexts {
            command.arg("-I").arg(&kext.folder);
        }
        command
    }
}

const TARGETS: [Target; 2] = [Target::Kext, Target::Kext2022];

#[test]
fn under_gcc() {
    if !have("g++") {
        return;
    }
    for target in TARGETS {
        let built = Built::new(target);
        // Whether each compiles alone is the same for all compilers: this one tells.
        let mut plain = built.compiler("g++", &["-std=c++17", "-fsyntax-only"]);
        run(plain.args(built.sources()));
        // Some warnings, such as those of uninitialized variables, need the optimizer.
        let mut optimized = built.compiler("g++", &["-std=c++20", "-O2", "-c"]);
        run(optimized.args(built.units()));
    }
}

#[test]
fn under_clang() {
    if !have("clang++-19") {
        return;
    }
    for target in TARGETS {
        let built = Built::new(target);
        let mut older = built.compiler("clang++-19", &["-std=c++17", "-fsyntax-only"]);
        run(older.args(built.units()));
        for built in [built, Built::random(target)] {
            let mut units = built.compiler("clang++-19", &["-std=c++20", "-fsyntax-only"]);
            run(units.args(built.units()));
        }
    }
}

/// As a kext for a Mac. No function takes much of the kernel's stack, which has 16 KiB.
#[test]
fn for_a_mac() {
    if !have("clang++-19") {
        return;
    }
    let freestanding = root().join("loopback/include-freestanding");
    let flags = [
        "--target=arm64-apple-macos",
        "-std=gnu++20",
        "-O1",
        "-fapple-kext",
        "-mkernel",
        "-ffreestanding",
        "-nostdinc++",
        "-Wframe-larger-than=2048",
        "-c",
        "-I",
        freestanding.to_str().expect("the path is text"),
    ];
    let specs = [Built::new, Built::random];
    for built in specs.iter().flat_map(|specs| TARGETS.map(specs)) {
        run(built.compiler("clang++-19", &flags).args(built.units()));
        let is_object = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "o");
        let files = entries(built.folder.path()).into_iter();
        let objects: Vec<_> = files.filter(is_object).collect();
        assert_eq!(objects.len(), built.kexts.len());
        for object in objects {
            let bytes = fs::read(&object).expect("the object can be read");
            let magic = b"\xcf\xfa\xed\xfe";
            assert!(bytes.starts_with(magic), "{object:?} is no Mach-O");
        }
    }
}

/// Against Apple's own headers, where somebody has them: `IIGEN_KERNEL_HEADERS` names the folder
/// `Headers` of an SDK's `Kernel.framework`, or of the repository acidanthera/MacKernelSDK.
#[test]
fn against_the_kernels_own_headers() {
    let Some(headers) = env::var_os("IIGEN_KERNEL_HEADERS") else {
        return;
    };
    let flags = [
        "--target=x86_64-apple-macos13",
        "-std=gnu++17",
        "-fsyntax-only",
        "-Wno-pedantic", // of macros of Apple's
        "-fapple-kext",
        "-mkernel",
        "-nostdinc",
        "-nostdinc++",
        "-DKERNEL",
        "-DAPPLE",
        "-DNeXT",
        "-isystem",
        headers.to_str().expect("the path is text"),
    ];
    // The others need headers that no SDK has.
    for built in [Built::new, Built::random].map(|specs| specs(Target::Kext)) {
        let mut plain = built.compiler_of("clang++-19", &flags);
        run(plain.args(built.units()));
    }
}
