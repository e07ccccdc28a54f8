//! Which headers a source includes.

use crate::iig::{Defines, condition};

use super::{Options, lexer, unit};

/// What an open `#if` leaves.
struct Open {
    /// Whether what is around it may be there.
    outer: bool,
    /// Whether a branch is certainly there, and the others aren't.
    taken: bool,
    /// Whether this branch may be there.
    may: bool,
}

/// The names behind `#include "…"` in a source, but for those that the compiler for the source `table` leaves out.
pub fn includes(source: &str, table: &str, options: &Options) -> Vec<String> {
    let defines = unit::defines(table, options);
    let mut names = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let whole = source.replace("\\\r\n", " ").replace("\\\n", " ");
    for line in whole.lines() {
        let Some(line) = line.trim_start().strip_prefix('#') else {
            continue;
        };
        let line = line.trim_start();
        let end = line.find(|of| !lexer::is_word(of)).unwrap_or(line.len());
        let (word, rest) = line.split_at(end);
        let may = open.last().is_none_or(|last| last.may);
        match word {
            "include" | "import" if may => {
                let name = rest.trim_start().strip_prefix('"');
                names.extend(name.and_then(|name| Some(name.split_once('"')?.0.to_owned())));
            }
            "if" | "ifdef" | "ifndef" => {
                open.push(Open {
                    outer: may,
                    taken: false,
                    may: false,
                });
                decide(&mut open, holds(word, rest, &defines));
            }
            "elif" | "elifdef" | "elifndef" => decide(&mut open, holds(word, rest, &defines)),
            "else" => decide(&mut open, Some(true)),
            "endif" => drop(open.pop()),
            _ => {}
        }
    }
    names
}

/// Begins a branch, which is there, isn't, or may be.
fn decide(open: &mut [Open], holds: Option<bool>) {
    if let Some(last) = open.last_mut() {
        last.may = last.outer && !last.taken && holds != Some(false);
        last.taken |= holds == Some(true);
    }
}

/// Whether a condition holds, as far as the compiler's macros tell.
fn holds(word: &str, rest: &str, defines: &Defines) -> Option<bool> {
    let end = rest.find("//").or_else(|| rest.find("/*"));
    let rest = rest[..end.unwrap_or(rest.len())].trim();
    let is_known = |name: &str| defines.get(name).is_some() || defines.is_undefined(name);
    if word.ends_with("def") {
        let is_there = is_known(rest).then(|| defines.get(rest).is_some())?;
        return Some(is_there != word.ends_with("ndef"));
    }
    let begins = |word: &str| word.starts_with(|of: char| of.is_alphabetic() || of == '_');
    let mut names = rest.split(|of| !lexer::is_word(of)).filter(|of| begins(of));
    let all = names.all(|name| ["defined", "true", "false"].contains(&name) || is_known(name));
    condition::holds(rest, defines).ok().filter(|_| all)
}
