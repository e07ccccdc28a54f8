//! All sources of a table, one behind the other.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::iig::Defines;
use crate::span::{SourceId, Sources, Span};
use crate::spec::Target;

use super::inclusion::Files;
use super::lexer::{self, Unit};
use super::macros::{Change, Expansion, Macro};
use super::token::Token;
use super::{Options, layout, pair};

/// Reads all sources.
pub(super) fn read<'a>(
    sources: &'a Sources,
    headers: &[SourceId],
    id: SourceId,
    options: &Options,
    found: &mut Vec<Diagnostic>,
) -> Unit<'a> {
    let mut defines = defines(&sources.get(id).text, options);
    let files = Files { sources, headers };
    let mut defined = HashSet::new();
    let mut units = Vec::new();
    let mut changes = given(id, options);
    let mut before = 0;
    for id in headers.iter().copied().chain([id]) {
        let mut one = Unit::default();
        let text = &sources.get(id).text;
        lexer::read(
            id,
            text,
            &files,
            &mut defines,
            &mut defined,
            &mut one,
            found,
        );
        changes.append(&mut one.changes);
        units.push((one, changes.len() - before));
        before = changes.len();
    }
    let dropped = units
        .iter()
        .flat_map(|(one, _): &(Unit<'_>, usize)| one.dropped.keys());
    let watched = dropped.cloned().collect();
    let (mut expansion, macros) = Expansion::new(&changes, watched);
    let mut whole = Unit {
        macros,
        ..Unit::default()
    };
    let mut changes = changes.into_iter();
    for (mut one, count) in units {
        let own = changes.by_ref().take(count).collect();
        let tokens = expansion.source(one.tokens, own, &mut one.packs, found);
        // A bracket that is open at the end of a file isn't closed by the next.
        let tokens = pair::pair(tokens, &mut one.packs, found);
        let start = whole.tokens.len();
        whole
            .packs
            .extend(one.packs.into_iter().map(|(at, pack)| (start + at, pack)));
        whole.packs.push((start + tokens.len(), None));
        whole.tokens.extend(tokens);
        let first = whole.undecided.len();
        whole.undecided.extend(one.undecided);
        whole.missing.extend(one.missing);
        whole.replaced.append(&mut expansion.replaced);
        for (name, at) in one.dropped {
            whole.dropped.entry(name).or_insert(first + at);
        }
    }
    whole
}

/// The macros that the user says, as if they stood in front of all sources.
fn given<'a>(id: SourceId, options: &Options) -> Vec<Change<'a>> {
    let none = Sources::default();
    let given = options.macros.iter();
    let given = given.filter_map(|(name, value)| Some((name, value.as_ref()?)));
    given
        .map(|(name, value)| {
            let mut of = Unit::default();
            let (mut defines, mut defined) = (Defines::of_mac(), HashSet::new());
            let files = Files {
                sources: &none,
                headers: &[],
            };
            lexer::read(
                id,
                value,
                &files,
                &mut defines,
                &mut defined,
                &mut of,
                &mut Vec::new(),
            );
            let own = |token: Token<'_>| Token {
                kind: token.kind,
                text: Cow::Owned(token.text.into_owned()),
                span: Span::new(id, 0..0),
                width: 0,
                is_made: true,
            };
            let now = Macro {
                parameters: None,
                others: None,
                body: of.tokens.into_iter().map(own).collect(),
            };
            Change {
                at: 0,
                name: name.clone(),
                now: Some(Rc::new(now)),
            }
        })
        .collect()
}

/// The macros of the compiler for a table's source: of a kext or a dext, and those that the user says.
pub(super) fn defines(table: &str, options: &Options) -> Defines {
    let mut defines = Defines::of_mac();
    let has = |target| table.contains(layout::struct_name(target));
    match (has(Target::Dext), has(Target::Kext)) {
        (true, false) => {
            defines.define("TARGET_OS_DRIVERKIT", "1");
            defines.define("TARGET_OS_OSX", "0");
            defines.undefine("KERNEL");
        }
        (false, true) => {
            defines.define("KERNEL", "1");
            defines.define("TARGET_OS_DRIVERKIT", "0");
        }
        _ => {}
    }
    for (name, value) in &options.macros {
        match value {
            Some(value) => defines.define(name, value),
            None => defines.undefine(name),
        }
    }
    defines
}
