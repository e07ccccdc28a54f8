//! The `case`s under which names are used.

use std::collections::HashSet;
use std::rc::Rc;

use super::lexer::Unit;
use super::token::{Token, position};

/// How many tokens the value of a case may have.
const LONGEST: usize = 32;

/// The use of a name.
pub(super) struct Use<'t, 'a> {
    /// Where it is among the tokens.
    pub(super) at: usize,
    /// What stands behind each `case` that leads there; the same for all uses under them.
    pub(super) cases: Rc<Vec<&'t [Token<'a>]>>,
}

/// The uses of names.
pub(super) fn uses<'t, 'a>(unit: &'t Unit<'a>, names: &HashSet<&str>) -> Vec<Use<'t, 'a>> {
    let all = &unit.tokens;
    let mut uses = Vec::new();
    let mut current: Rc<Vec<&'t [Token<'a>]>> = Rc::default();
    // Where the last case ends: another one there leads to the same statements.
    let mut end = 0;
    for (at, token) in all.iter().enumerate() {
        if token.is("case") {
            if end != at {
                current = Rc::default();
            }
            let rest = &all[at + 1..all.len().min(at + LONGEST)];
            let colon = position(rest, &[":"]).unwrap_or(0);
            Rc::make_mut(&mut current).push(&rest[..colon]);
            end = at + 2 + colon;
        } else if token.is_one_of(&["default", "break"]) {
            current = Rc::default();
        } else if token.is_word() && names.contains(&*token.text) {
            uses.push(Use {
                at,
                cases: Rc::clone(&current),
            });
        }
    }
    uses
}
