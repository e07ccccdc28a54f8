//! Included files, found the way a C compiler finds them.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use iigen_parser::iig::ast::Include;

use super::includes::{Included, Includes};

/// Nothing larger is read.
const MAX_SIZE: u64 = 16 << 20;

/// Folders to look in.
#[derive(Clone, Debug, Default)]
pub struct SearchPath {
    /// `-I`
    pub folders: Vec<PathBuf>,
    /// `-isystem`, and what lies in the SDK
    pub system_folders: Vec<PathBuf>,
    /// `-F`
    pub frameworks: Vec<PathBuf>,
    /// `-iframework`, and the SDK's frameworks
    pub system_frameworks: Vec<PathBuf>,
}

impl SearchPath {
    /// Adds the folders of an SDK: `-isysroot`.
    pub fn add_sdk(&mut self, root: &Path) {
        self.system_folders.push(root.join("usr/include"));
        self.system_folders
            .push(root.join("System/DriverKit/usr/include"));
        for frameworks in [
            "System/DriverKit/System/Library/Frameworks",
            "System/Library/Frameworks",
        ] {
            self.system_frameworks.push(root.join(frameworks));
        }
    }

    /// The places where `include` may be, and whether they are the SDK's.
    fn candidates(&self, include: &Include, from: &str) -> Vec<(PathBuf, bool)> {
        let path = Path::new(&include.path.value);
        let mut candidates = Vec::new();
        if !include.angled {
            let folder = Path::new(from).parent().unwrap_or(Path::new(""));
            candidates.push((folder.join(path), false));
        }
        candidates.extend(self.folders.iter().map(|folder| (folder.join(path), false)));
        candidates.extend(
            self.frameworks
                .iter()
                .filter_map(|at| Some((header(at, path)?, false))),
        );
        candidates.extend(
            self.system_folders
                .iter()
                .map(|folder| (folder.join(path), true)),
        );
        let frameworks = self.system_frameworks.iter();
        candidates.extend(frameworks.filter_map(|at| Some((header(at, path)?, true))));
        candidates
    }
}

/// `Fw/X.iig` in `Fw.framework/Headers/X.iig`.
fn header(frameworks: &Path, path: &Path) -> Option<PathBuf> {
    let mut parts = path.components();
    let framework = parts.next()?.as_os_str().to_str()?;
    let rest = parts.as_path();
    if rest.as_os_str().is_empty() {
        return None;
    }
    Some(
        frameworks
            .join(format!("{framework}.framework"))
            .join("Headers")
            .join(rest),
    )
}

impl Includes for SearchPath {
    fn read(&mut self, include: &Include, from: &str) -> Option<Included> {
        // Headers of the SDK are C++ beyond the grammar, and Apple's types are known.
        let wanted = |system: bool| include.is_iig() || !system;
        self.candidates(include, from)
            .into_iter()
            .filter(|&(_, system)| wanted(system))
            .find_map(|(path, system)| {
                let mut text = String::new();
                let file = std::fs::File::open(&path).ok()?;
                file.take(MAX_SIZE).read_to_string(&mut text).ok()?;
                Some(Included {
                    name: path.display().to_string(),
                    text,
                    system,
                })
            })
    }
}
