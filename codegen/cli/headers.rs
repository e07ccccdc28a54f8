//! The headers of a C++ source: beside what includes them, or elsewhere in its project.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::import::{Options, includes};
use iigen_parser::span::{SourceId, Sources};

use crate::load;

/// How many files and folders of a project are looked at.
const MOST: usize = 200_000;

/// The headers that were read, each once and behind those that it includes.
pub(super) struct Headers<'s> {
    sources: &'s mut Sources,
    options: &'s Options,
    /// The source that they are for.
    source: SourceId,
    pub(super) ids: Vec<SourceId>,
    seen: HashSet<PathBuf>,
    /// The folder of the project, if there is one.
    root: Option<PathBuf>,
    /// Its files by their names.
    files: OnceCell<HashMap<String, Vec<PathBuf>>>,
    /// What is included and wasn't found.
    pub(super) missing: Vec<String>,
}

impl<'s> Headers<'s> {
    /// Loads a source, and the headers that the user names.
    pub(super) fn read(
        source: &Path,
        named: &[PathBuf],
        options: &'s Options,
        sources: &'s mut Sources,
    ) -> Result<(SourceId, Self), Vec<Diagnostic>> {
        let id = load_any(source, sources)?;
        let mut headers = Self {
            sources,
            options,
            source: id,
            ids: Vec::new(),
            seen: HashSet::from([real(source)]),
            root: project(&real(source)),
            files: OnceCell::new(),
            missing: Vec::new(),
        };
        for header in named {
            if headers.seen.insert(real(header)) {
                let id = load_any(header, headers.sources)?;
                headers.included(header, id);
                headers.ids.push(id);
            }
        }
        headers.included(source, id);
        Ok((id, headers))
    }

    /// Loads what a file includes. One that can't be read is one that isn't there: if it is needed, that is said
    /// where.
    fn included(&mut self, path: &Path, id: SourceId) {
        let text = |id| self.sources.get(id).text.as_str();
        for name in includes(text(id), text(self.source), self.options) {
            let Some(header) = self.find(path, &name) else {
                if !self.missing.contains(&name) {
                    self.missing.push(name);
                }
                continue;
            };
            if self.seen.insert(real(&header))
                && let Ok(of) = load_any(&header, self.sources)
            {
                self.included(&header, of);
                self.ids.push(of);
            }
        }
    }

    /// Where a header is that `path` includes: beside it, or the nearest of this name in the project, as Xcode's
    /// header maps find it.
    fn find(&self, path: &Path, name: &str) -> Option<PathBuf> {
        let beside = path.parent().unwrap_or(Path::new("")).join(name);
        if beside.is_file() {
            return Some(beside);
        }
        let root = self.root.as_deref()?;
        let plain: PathBuf = Path::new(name)
            .components()
            .filter(|part| matches!(part, Component::Normal(_)))
            .collect();
        let files = self.files.get_or_init(|| files(root));
        let all = files.get(plain.file_name()?.to_str()?)?;
        let folder = real(path);
        let near = |file: &Path| {
            let same = file.components().zip(folder.components());
            same.take_while(|(one, other)| one == other).count()
        };
        let fits = || all.iter().filter(|file| file.ends_with(&plain));
        let nearest = fits().map(|file| near(file)).max()?;
        let mut nearest = fits().filter(|file| near(file) == nearest);
        match (nearest.next(), nearest.next()) {
            (Some(only), None) => Some(shown(only)),
            _ => None,
        }
    }
}

/// Loads a file of C++: comments in an encoding of former days have none of what is read.
fn load_any(path: &Path, sources: &mut Sources) -> Result<SourceId, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let is_small = |of: fs::Metadata| of.is_file() && of.len() <= 16 << 20;
    let bytes = fs::metadata(path)
        .is_ok_and(is_small)
        .then(|| fs::read(path));
    match bytes {
        // UTF-16 has zeros.
        Some(Ok(bytes)) if !bytes.contains(&0) && std::str::from_utf8(&bytes).is_err() => {
            Ok(sources.add(name, String::from_utf8_lossy(&bytes)))
        }
        _ => load(path, sources),
    }
}

/// The file that a path leads to.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path as short as it can be said here.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(real(&here)).ok());
    inside.unwrap_or(path).to_owned()
}

/// The folder of the project that a file belongs to: what is kept under git, or has a project of Xcode.
fn project(path: &Path) -> Option<PathBuf> {
    let folders = || path.ancestors().skip(1);
    let has_project = |folder: &&Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names = entries.map(|of| of.file_name().to_string_lossy().into_owned());
        names.any(|name| name.ends_with(".xcodeproj") || name.ends_with(".xcworkspace"))
    };
    let kept = folders().find(|folder| folder.join(".git").exists());
    kept.or_else(|| folders().find(has_project))
        .map(Path::to_owned)
}

/// The headers below a folder, by their names.
fn files(root: &Path) -> HashMap<String, Vec<PathBuf>> {
    let mut files: HashMap<String, Vec<PathBuf>> = HashMap::new();
    let mut folders = vec![root.to_owned()];
    let mut left = MOST;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Some(rest) = left.checked_sub(1) else {
                return files;
            };
            left = rest;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|of| of.is_dir());
            if is_folder && !name.starts_with('.') {
                folders.push(entry.path());
            } else if !is_folder && is_header(&name) {
                files.entry(name).or_default().push(entry.path());
            }
        }
    }
    files
}

fn is_header(name: &str) -> bool {
    let ends = [".h", ".hpp", ".hh", ".hxx", ".inc", ".def", ".iig"];
    ends.iter().any(|end| name.ends_with(end))
}
