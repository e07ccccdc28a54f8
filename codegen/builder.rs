//! iigen in a `build.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use iigen_parser::interface::Interface;
use iigen_parser::naming;
use iigen_parser::render::render;
use iigen_parser::span::Sources;

use crate::{Folders, Target, generate_for, iig, load, read};

/// Generates the files of a spec when cargo builds a crate.
///
/// ```no_run
/// let generated = iigen::Builder::new("ring.yaml").user_dir("driver").generate();
/// # let _ = generated;
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    spec: PathBuf,
    out: Option<PathBuf>,
    user: Option<PathBuf>,
    target: Option<Target>,
    iig: Vec<PathBuf>,
}

/// What [`Builder::generate`] has made.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The user client's class.
    pub class: String,
    /// The folder of the generated files, and so of the headers.
    pub out_dir: PathBuf,
    /// The C++ sources of the user client, the user's own among them, and those that the `.iig` files
    /// were compiled to.
    pub sources: Vec<PathBuf>,
    /// The client, to be included in Rust.
    pub client: PathBuf,
}

impl Builder {
    /// Reads the spec in a file, named from the crate's folder.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            out: None,
            user: None,
            target: None,
            iig: Vec::new(),
        }
    }

    /// Where generated files go; cargo's `OUT_DIR` unless it is said.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Where the user's own C++ file is; the folder of the generated files unless it is said.
    pub fn user_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.user = Some(folder.into());
        self
    }

    /// Which of the spec's targets the files are for; needed where it has several.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Another `.iig` file of the driver, such as its provider's, to be compiled with the generated
    /// one; a kext has none.
    pub fn iig(mut self, file: impl Into<PathBuf>) -> Self {
        self.iig.push(file.into());
        self
    }

    /// Generates the files and tells cargo what they are made of; on a mistake, prints it and ends
    /// the build.
    pub fn generate(self) -> Generated {
        for input in std::iter::once(&self.spec).chain(&self.iig) {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        match self.try_generate() {
            Ok(generated) => generated,
            Err(message) => {
                eprintln!("{message}");
                std::process::exit(1);
            }
        }
    }

    /// Generates the files; the error is a text to print.
    pub fn try_generate(&self) -> Result<Generated, String> {
        let mut sources = Sources::default();
        let interface = load(&self.spec, &mut sources)
            .and_then(|id| read(&sources, id))
            .map_err(|found| render(&sources, &found, false))?;
        let target = self.target_of(&interface)?;
        if let (true, Some(iig)) = (target.is_kext(), self.iig.first()) {
            return Err(format!(
                "{}: a {} has no .iig: its classes are declared in headers, so leave iig() away",
                iig.display(),
                target.name()
            ));
        }
        let out_dir = self.out_dir_or_default()?;
        let user = self.user.clone().unwrap_or_else(|| out_dir.clone());
        let folders = Folders {
            generated: out_dir,
            user,
        };
        let files = generate_for(&interface, target);
        folders.write(&files).map_err(|error| error.to_string())?;
        let mut generated = generated(&interface, &folders);
        let own = folders.generated.join(format!("{}.iig", interface.class));
        let own = (target == Target::Dext).then_some(&own);
        for iig in own.into_iter().chain(&self.iig) {
            generated
                .sources
                .push(self.compile_iig(iig, &folders.generated)?);
        }
        Ok(generated)
    }

    /// What is asked for, if the spec has it, or the only target that there is.
    fn target_of(&self, interface: &Interface) -> Result<Target, String> {
        let spec = self.spec.display();
        match (self.target, interface.targets.as_slice()) {
            (Some(target), targets) if targets.contains(&target) => Ok(target),
            (Some(target), _) => Err(format!(
                "{spec} has no target {}: add it to `target`",
                target.name()
            )),
            (None, [only]) => Ok(*only),
            (None, _) => Err(format!("{spec} has several targets: say target()")),
        }
    }

    fn out_dir_or_default(&self) -> Result<PathBuf, String> {
        if let Some(out) = &self.out {
            return Ok(out.clone());
        }
        let out = std::env::var_os("OUT_DIR");
        out.map(PathBuf::from)
            .ok_or_else(|| "OUT_DIR is not set: say out_dir()".to_owned())
    }

    /// Compiles an `.iig` file into the folder, and answers the C++ source. It may include what is
    /// generated and what lies beside the other `.iig` files.
    fn compile_iig(&self, def: &Path, out_dir: &Path) -> Result<PathBuf, String> {
        let stem = def
            .file_stem()
            .ok_or_else(|| format!("{} names no file", def.display()))?;
        let output = |ending: &str| out_dir.join(stem).with_extension(ending);
        let beside = self.iig.iter().filter_map(|of| of.parent());
        let folders: BTreeSet<_> = std::iter::once(out_dir).chain(beside).collect();
        let clang = folders
            .iter()
            .filter(|folder| !folder.as_os_str().is_empty());
        let command = iig::command::Command {
            def: def.to_owned(),
            header: output("h"),
            implementation: output("iig.cpp"),
            framework_name: None,
            clang: clang
                .map(|folder| format!("-I{}", folder.display()))
                .collect(),
        };
        let mut sources = Sources::default();
        let outcome = command.run(&mut sources, &mut iig::command::write_file);
        outcome.map_err(|failure| failure.text(&sources, false))?;
        Ok(command.implementation)
    }
}

fn generated(interface: &Interface, folders: &Folders) -> Generated {
    let class = &interface.class;
    let out_dir = folders.generated.clone();
    Generated {
        class: class.clone(),
        sources: vec![
            out_dir.join(format!("{class}Dispatch.cpp")),
            folders.user.join(format!("{class}.cpp")),
        ],
        client: out_dir.join(format!("{}.rs", naming::rust_name(class))),
        out_dir,
    }
}
