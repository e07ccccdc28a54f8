//! iigen in a `build.rs`.

use std::path::PathBuf;

use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::render::render;
use iigen_parser::span::Sources;

use crate::{Folders, OutputFile, generate, load, read};

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
}

/// What [`Builder::generate`] has made.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The user client's class.
    pub class: String,
    /// The folder of the generated files.
    pub out_dir: PathBuf,
    /// The generated `.iig` file.
    pub iig: PathBuf,
    /// The generated C++ source.
    pub dispatch: PathBuf,
    /// The user's C++ source.
    pub user: PathBuf,
    /// The client.
    pub client: PathBuf,
}

impl Builder {
    /// Reads the spec in a file, named from the crate's folder.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            out: None,
            user: None,
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

    /// Generates the files and tells cargo what they are made of; on a mistake, prints it and ends
    /// the build.
    pub fn generate(self) -> Generated {
        println!("cargo::rerun-if-changed={}", self.spec.display());
        match self.try_generate() {
            Ok(generated) => {
                println!("cargo::rerun-if-changed={}", generated.user.display());
                generated
            }
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
            .map_err(|found: Vec<Diagnostic>| render(&sources, &found, false))?;
        let out_dir = self.out_dir_or_default()?;
        let user = self.user.clone().unwrap_or_else(|| out_dir.clone());
        let folders = Folders {
            generated: out_dir,
            user,
        };
        let files = generate(&interface);
        folders.write(&files).map_err(|error| error.to_string())?;
        Ok(generated(interface.class, &folders, &files))
    }

    fn out_dir_or_default(&self) -> Result<PathBuf, String> {
        if let Some(out) = &self.out {
            return Ok(out.clone());
        }
        let out = std::env::var_os("OUT_DIR");
        out.map(PathBuf::from)
            .ok_or_else(|| "OUT_DIR is not set: say out_dir()".to_owned())
    }
}

fn generated(class: String, folders: &Folders, files: &[OutputFile]) -> Generated {
    let path = |ending: &str| {
        let file = files.iter().find(|file| file.name.ends_with(ending));
        file.map_or_else(PathBuf::new, |file| folders.path(file))
    };
    Generated {
        iig: path(".iig"),
        dispatch: path("Dispatch.cpp"),
        user: path(&format!("{class}.cpp")),
        client: path(".rs"),
        out_dir: folders.generated.clone(),
        class,
    }
}
