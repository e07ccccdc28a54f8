//! The `case`s under which names are used.

use std::collections::HashSet;

use super::lexer::Unit;
use super::token::{Token, position};

/// How many tokens the value of a case may have.
const LONGEST: usize = 32;

/// The use of a name.
pub(super) struct Use<'t, 'a> {
    /// Where it is among the tokens.
    pub(super) at: usize,
    /// What stands behind each `case` that leads there.
    pub(super) cases: Vec<&'t [Token<'a>]>,
}

/// The uses of names.
pub(super) fn uses<'t, 'a>(unit: &'t Unit<'a>, names: &HashSet<&str>) -> Vec<Use<'t, 'a>> {
    let all = &unit.tokens;
    let mut uses = Vec::new();
    let mut current: Vec<&'t [Token<'a>]> = Vec::new();
    // Where the last case ends: another one there leads to the same statements.
    let mut end = 0;
    for (at, token) in all.iter().enumerate() {
        if token.is("case") {
            if end != at {
                current.clear();
            }
            let rest = &all[at + 1..all.len().min(at + LONGEST)];
            let colon = position(rest, &[":"]).unwrap_or(0);
            current.push(&rest[..colon]);
            end = at + 2 + colon;
        } else if token.is_one_of(&["default", "break"]) {
            current.clear();
        } else if token.is_word() && names.contains(&*token.text) {
            uses.push(Use {
                at,
                cases: current.clone(),
            });
        }
    }
    uses
}
