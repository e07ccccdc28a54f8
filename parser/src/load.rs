//! Sources in files.

use std::io::Read as _;
use std::path::Path;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{SourceId, Sources, Span};

/// No spec is larger; a file that is has been named by mistake.
const MAX_SIZE: u64 = 16 << 20;

/// Reads a file whole; what is wrong with it is a diagnostic.
pub fn load(path: &Path, sources: &mut Sources) -> Result<SourceId, Vec<Diagnostic>> {
    load_as(path, path.display().to_string(), sources)
}

/// [`load`]s a file that the user calls `name`.
pub fn load_as(
    path: &Path,
    name: String,
    sources: &mut Sources,
) -> Result<SourceId, Vec<Diagnostic>> {
    let mut bytes = Vec::new();
    let outcome =
        std::fs::File::open(path).and_then(|file| file.take(MAX_SIZE + 1).read_to_end(&mut bytes));
    let refuse = |sources: &mut Sources, code, message: String| {
        let id = sources.add(name.clone(), "");
        Err(vec![Diagnostic::new(code, Span::new(id, 0..0), message)])
    };
    if let Err(error) = outcome {
        return refuse(
            sources,
            &codes::UNREADABLE,
            format!("can't read {name}: {error}"),
        );
    }
    if bytes.len() as u64 > MAX_SIZE {
        return refuse(
            sources,
            &codes::TOO_LARGE,
            format!("{name} is larger than 16 MiB"),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            refuse(
                sources,
                &codes::NOT_UTF8,
                format!("{name} is not UTF-8: see its byte {at}"),
            )
        }
    }
}
