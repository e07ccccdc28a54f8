//! The names of a spec, made of those of a source.

use std::collections::HashSet;

use crate::naming;

/// How long a name is at most, with room for what makes it differ from another.
const LONGEST: usize = 42;

/// Names that have been given.
#[derive(Default)]
pub(super) struct Taken {
    names: HashSet<String>,
}

impl Taken {
    /// `name`, or `name` with the first of these behind it that makes it differ, whatever its case.
    pub(super) fn unique(&mut self, name: &str, selector: u32) -> String {
        let mut free = name.to_owned();
        let mut more = 0;
        while !self
            .names
            .insert(free.to_ascii_lowercase().replace('_', ""))
        {
            free = match more {
                0 => format!("{name}_{selector}"),
                _ => format!("{name}_{selector}_{more}"),
            };
            more += 1;
        }
        free
    }
}

/// What people put in front of the name of a function that a table calls.
const PREFIXES: &[&str] = &[
    "static", "Static", "s", "ext", "handle", "Handle", "method", "Method",
];

/// The name of a method whose function is called so: `set_rate` of `sSetRate`, `StaticHandleSetRate` and
/// `_setRate`.
pub(super) fn method(function: &str) -> Option<String> {
    let mut bare = function.trim_start_matches('_');
    for prefix in PREFIXES {
        let rest = bare.strip_prefix(prefix);
        let begins = |rest: &&str| {
            rest.starts_with(|first: char| first.is_ascii_uppercase() || first == '_')
        };
        bare = rest
            .filter(begins)
            .map_or(bare, |rest| rest.trim_start_matches('_'));
    }
    snake(bare)
}

/// The name of a method whose selector is called so: `open` of `kFooSelectorOpen`, where all others
/// begin with `kFooSelector`, too.
pub(super) fn enumerator(name: &str, common: &str) -> Option<String> {
    let rest = name.strip_prefix(common).unwrap_or(name);
    let rest = if rest.is_empty() { name } else { rest };
    let of_constant = rest.strip_prefix('k');
    let bare =
        of_constant.filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()));
    snake(bare.unwrap_or(rest))
}

/// What all names begin with, up to where a word ends.
pub(super) fn common<'n>(names: impl Iterator<Item = &'n str> + Clone) -> &'n str {
    let Some(first) = names.clone().next() else {
        return "";
    };
    let mut length = first.len();
    for name in names {
        let same = first
            .bytes()
            .zip(name.bytes())
            .take_while(|(one, two)| one == two);
        length = length.min(same.count());
    }
    while length > 0 {
        if first.is_char_boundary(length) {
            let (before, behind) = first.split_at(length);
            let begins = behind.starts_with(|of: char| of.is_ascii_uppercase());
            if before.ends_with('_')
                || begins && before.ends_with(|of: char| !of.is_ascii_uppercase())
            {
                return before;
            }
        }
        length -= 1;
    }
    ""
}

fn snake(name: &str) -> Option<String> {
    formed(&naming::rust_name(&letters(name)))
}

/// Whether a class may be called so in a spec (IIG0501).
pub(super) fn is_class(name: &str) -> bool {
    let fits = |of: char| of.is_ascii_alphanumeric() || of == '_';
    name.len() <= 50
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(fits)
        && !name.contains("__")
        && !name.ends_with('_')
}

/// The name of a type or a field: as it is, but for what no name has.
pub(super) fn plain(name: &str) -> Option<String> {
    formed(&letters(name))
}

fn letters(name: &str) -> String {
    let fits = |of: char| if of.is_ascii_alphanumeric() { of } else { '_' };
    name.chars().map(fits).collect()
}

/// A letter, then letters, digits and single underscores.
fn formed(name: &str) -> Option<String> {
    let words: Vec<_> = name.split('_').filter(|word| !word.is_empty()).collect();
    let whole = words.join("_");
    let whole = match whole.get(..LONGEST) {
        None => whole.as_str(),
        // Up to the end of a word.
        Some(cut) => cut.rsplit_once('_').map_or(cut, |of| of.0),
    };
    let begins = whole.starts_with(|first: char| first.is_ascii_alphabetic());
    begins.then(|| whole.to_owned())
}
