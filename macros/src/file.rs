//! `spec = "ring.yaml"`: the spec is a file, and the module becomes its client.

use std::path::{Path, PathBuf};

use iigen_parser::codes;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::load::load_as;
use iigen_parser::rust::Places;
use iigen_parser::span::Sources;
use iigen_parser::spec::{Name, Spec};
use iigen_parser::yaml;
use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::{client, report};

/// The client of the spec that a file has, or the file's mistakes.
pub(crate) fn content(file: &Name, places: &Places) -> TokenStream {
    if file.value.is_empty() {
        // What stands there is no name, which is reported.
        return TokenStream::new();
    }
    let path = path(&file.value);
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let spec = read(&path, &file.value, &mut sources, &mut found);
    let errors =
        |mistakes: &[Diagnostic]| report::errors_of_file(mistakes, &sources, file.span, places);
    let content = match spec {
        Some(spec) => client::of(&spec, found, &[], errors, |_| Span::call_site()),
        None => errors(&found.into_sorted()),
    };
    // The compiler remembers the files that it includes, and cargo asks it.
    let included = path.to_str().filter(|_| path.is_file());
    let included = included.map(|path| quote! { const _: &[u8] = ::core::include_bytes!(#path); });
    quote! { #included #content }
}

/// A path that is relative to the folder of the crate.
fn path(written: &str) -> PathBuf {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = Path::new(&folder).join(written);
    std::path::absolute(&path).unwrap_or(path)
}

fn read(path: &Path, name: &str, sources: &mut Sources, found: &mut Diagnostics) -> Option<Spec> {
    match load_as(path, name.to_owned(), sources) {
        Ok(id) => yaml::parse(&sources.get(id).text, id, found),
        Err(mistakes) => {
            for mistake in mistakes {
                found.push(where_to_look(mistake, path));
            }
            None
        }
    }
}

/// Says what the path of a file that isn't there is relative to, and which files are.
fn where_to_look(mistake: Diagnostic, path: &Path) -> Diagnostic {
    if mistake.code != &codes::UNREADABLE {
        return mistake;
    }
    let mistake = mistake.note("the path is relative to the folder of Cargo.toml");
    let entries = path.parent().and_then(|folder| folder.read_dir().ok());
    let names = entries.into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let mut specs: Vec<_> = names.filter(|name| is_yaml(name)).collect();
    if specs.is_empty() {
        return mistake;
    }
    specs.sort();
    mistake.note(format!("the .yaml files there are {}", specs.join(", ")))
}

fn is_yaml(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|of| of == "yaml" || of == "yml")
}
