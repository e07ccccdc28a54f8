//! Files, made in memory first and written whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that iigen makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name; behind the name of its target and a slash, where there are several targets.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Who it belongs to.
    pub owner: Owner,
}

/// Who changes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// iigen: the file is made again whenever the spec changes.
    Generated,
    /// The user: the file is written once, where there is none, and never touched again.
    User,
}

/// Which folders files go to.
#[derive(Clone, Debug)]
pub struct Folders {
    /// For generated files.
    pub generated: PathBuf,
    /// For the user's own files.
    pub user: PathBuf,
}

impl Folders {
    /// Where `file` goes.
    pub fn path(&self, file: &OutputFile) -> PathBuf {
        match file.owner {
            Owner::Generated => self.generated.join(&file.name),
            Owner::User => self.user.join(&file.name),
        }
    }

    /// The files that are missing or differ from what they should be; nothing is written.
    pub fn stale(&self, files: &[OutputFile]) -> io::Result<Vec<PathBuf>> {
        let mut stale = Vec::new();
        for file in files {
            let path = self.path(file);
            let differs = match file.owner {
                Owner::Generated => !is_same(&path, &file.text)?,
                Owner::User => !path.try_exists()?,
            };
            if differs {
                stale.push(path);
            }
        }
        Ok(stale)
    }

    /// Writes the files that differ, and answers which these are.
    pub fn write(&self, files: &[OutputFile]) -> Result<Vec<PathBuf>, WriteError> {
        let mut written = Vec::new();
        for file in files {
            let path = self.path(file);
            let outcome = match file.owner {
                Owner::Generated => write_if_changed(&path, &file.text),
                Owner::User => write_if_missing(&path, &file.text),
            };
            match outcome {
                Ok(true) => written.push(path),
                Ok(false) => {}
                Err(error) => return Err(WriteError { path, error }),
            }
        }
        Ok(written)
    }
}

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "can't write {}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for WriteError {}

/// Writes `text` unless the file has it already, so that builds see no change where there is none.
/// The file appears whole or not at all. Answers whether it was written.
pub fn write_if_changed(path: &Path, text: &str) -> io::Result<bool> {
    if is_same(path, text)? {
        return Ok(false);
    }
    let temporary = temporary_beside(path, text)?;
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(true)
}

/// Writes `text`, whole, unless there is something with this name. Answers whether it was written.
pub(crate) fn write_if_missing(path: &Path, text: &str) -> io::Result<bool> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    match temporary_beside(path, text)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

fn temporary_beside(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".iigen-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    Ok(temporary)
}

fn is_same(path: &Path, text: &str) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() != text.len() as u64 => Ok(false),
        Ok(_) => Ok(fs::read(path)? == text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
