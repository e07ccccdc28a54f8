//! Which classes a source is about: the user client's, and the driver's.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::span::SourceId;

use super::lexer::Unit;
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, inside};

/// What classes are told by.
pub(super) struct Classes<'m, 't, 'a> {
    pub(super) unit: &'t Unit<'a>,
    pub(super) id: SourceId,
    pub(super) table: &'m Table<'t, 'a>,
}

impl<'t, 'a> Classes<'_, 't, 'a> {
    /// The user client's class: that whose method uses the table, what the table or its functions are members
    /// of, or the only one that dispatches.
    pub(super) fn class<'n>(&self, rows: &'n [TableRow]) -> Option<&'n str>
    where
        't: 'n,
    {
        let dispatchers = self.dispatchers();
        let mut using = dispatchers.iter().filter(|of| of.1);
        let using = using.next().filter(|_| using.next().is_none());
        let of_table = self
            .table
            .path
            .len()
            .checked_sub(2)
            .map(|at| self.table.path[at]);
        let found = using
            .map(|of| of.0)
            .or(of_table)
            .or_else(|| self.around())
            .or(of_functions(rows))
            .or(dispatchers.first().map(|of| of.0));
        found.map(|name| self.real(name))
    }

    /// The innermost class between whose braces the table lies.
    fn around(&self) -> Option<&'t str> {
        let all = &self.unit.tokens;
        let table = self.table.span;
        let heads = all.iter().enumerate().rev().filter(|(_, token)| {
            token.is_one_of(&["class", "struct"])
                && token.span.source == table.source
                && token.span.start < table.start
        });
        heads.map(|(at, _)| at + 1).find_map(|from| {
            let head = &all[from..all.len().min(from + 32)];
            let stops = [":", "{", ";", "(", ")", ",", "=", ">", "*"];
            let stop = head.iter().position(|of| of.is_one_of(&stops))?;
            let brace = stop
                + head[stop..]
                    .iter()
                    .position(|of| of.is_one_of(&["{", ";"]))?;
            let close = all.get(from + brace + head[brace].width)?;
            let name = head[..stop].iter().rev().find(|of| !of.is("final"))?;
            let is_class = head[stop].is_one_of(&[":", "{"]) && head[brace].is("{");
            let holds = (head[brace].span.start..close.span.start).contains(&table.start);
            (is_class && holds && name.is_word()).then_some(&*name.text)
        })
    }

    /// A name that a macro stands for another name for.
    fn real<'n>(&self, name: &'n str) -> &'n str
    where
        't: 'n,
    {
        let of: Option<&'t super::macros::Macro<'a>> = self.unit.macros.get(name);
        match of.map(|of| (of.body.as_slice(), &of.parameters)) {
            Some(([word], None)) if word.is_word() => &word.text,
            _ => name,
        }
    }

    /// The classes of `Foo::externalMethod(` and `IMPL(Foo, ExternalMethod)`, and whether their bodies name the
    /// table.
    fn dispatchers(&self) -> Vec<(&'t str, bool)> {
        let all = &self.unit.tokens;
        let mut found: Vec<(&'t str, bool)> = Vec::new();
        for (at, token) in all.iter().enumerate() {
            if token.span.source != self.id
                || !token.is_one_of(&["externalMethod", "ExternalMethod", "ExternalMethod_Impl"])
            {
                continue;
            }
            let (Some(mark), Some(class)) = (
                at.checked_sub(1).map(|before| &all[before]),
                at.checked_sub(2).map(|before| &all[before]),
            ) else {
                continue;
            };
            let is_macro = mark.is(",") && at >= 4 && all[at - 4].is_one_of(&["IMPL", "KERN_IMPL"]);
            let next = all.get(at + 1);
            let is_method = mark.is("::") && next.is_some_and(|next| next.is("("));
            let bases = ["super", "IOUserClient", "IOUserClient2022"];
            if !(is_macro || is_method) || !class.is_word() || class.is_one_of(&bases) {
                continue;
            }
            let behind = if is_macro {
                at + 2
            } else {
                at + 2 + all[at + 1].width
            };
            let brace = all.get(behind..).unwrap_or_default().iter().take(4);
            let Some(brace) = brace.take_while(|of| !of.is(";")).position(|of| of.is("{")) else {
                continue;
            };
            let body = inside(all, behind + brace);
            let uses = self.table.path.last().is_some_and(|name| {
                let is_it = |of: &Token<'_>| of.is_word() && of.text == **name;
                body.iter().any(is_it)
            });
            if found.iter().all(|of| of.0 != class.text) {
                found.push((&class.text, uses));
            }
        }
        found
    }

    /// The driver's class: what the provider is cast to, where that is one, or what has the functions, where
    /// that isn't the user client.
    pub(super) fn provider<'n>(&self, class: &str, rows: &'n [TableRow]) -> Option<&'n str>
    where
        't: 'n,
    {
        let all = &self.unit.tokens;
        let casts = all.iter().enumerate().filter(|(at, token)| {
            token.is_one_of(CASTS) && all.get(at + 1).is_some_and(|open| open.is("("))
        });
        let casts: Vec<(usize, &'t str)> = casts
            .filter(|(_, token)| token.span.source == self.id)
            .filter_map(|(at, _)| Some((at, self.real(cast_provider(inside(all, at + 1))?))))
            .filter(|(_, name)| *name != class && *name != "IOService")
            .collect();
        // In a source of several classes, those count that the user client makes.
        let bodies = self.bodies(class);
        let is_own = |at: usize| bodies.iter().any(|body| body.contains(&at));
        let own: HashSet<&'t str> = casts
            .iter()
            .filter(|of| is_own(of.0))
            .map(|of| of.1)
            .collect();
        let any: HashSet<&'t str> = casts.iter().map(|of| of.1).collect();
        let mut classes = if own.is_empty() { any } else { own }.into_iter();
        match (classes.next(), classes.next()) {
            (Some(only), None) => Some(only),
            (None, _) if self.table.path.len() == 1 => {
                of_functions(rows).filter(|name| self.real(name) != class)
            }
            _ => None,
        }
    }
}

/// How many tokens may stand between the name of a method and its body.
const HEAD: usize = 128;

impl Classes<'_, '_, '_> {
    /// Where the bodies of a class's methods are: `Foo::start(…) { … }` and `IMPL(Foo, Start) { … }`.
    fn bodies(&self, class: &str) -> Vec<Range<usize>> {
        let all = &self.unit.tokens;
        let is_method = |at: usize| {
            let scope = all.get(at + 1).is_some_and(|next| next.is("::"));
            let list = all.get(at + 3).is_some_and(|next| next.is("("));
            let is_macro = at >= 2 && all[at - 2].is_one_of(&["IMPL", "KERN_IMPL"]);
            scope && list || is_macro && all[at - 1].is("(")
        };
        let named = all.iter().enumerate().filter(|(at, token)| {
            token.is_word() && self.real(&token.text) == class && is_method(*at)
        });
        let body = |at: usize| {
            let head = all[at..].iter().take(HEAD);
            let brace = head
                .take_while(|of| !of.is(";"))
                .position(|of| of.is("{"))?;
            Some(at + brace..at + brace + all[at + brace].width)
        };
        named.filter_map(|(at, _)| body(at)).collect()
    }
}

/// The class that most functions are members of.
fn of_functions(rows: &[TableRow]) -> Option<&str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for function in rows.iter().filter_map(|row| row.function.as_ref()) {
        if let [.., class, _] = function.path.as_slice() {
            *counts.entry(class).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
    most.map(|of| of.0)
}

/// What casts the provider: `OSDynamicCast(Driver, provider)`.
const CASTS: &[&str] = &["OSDynamicCast", "OSRequiredCast"];

fn cast_provider<'t>(arguments: &'t [Token<'_>]) -> Option<&'t str> {
    match arguments {
        [class, comma, value @ ..]
            if comma.is(",")
                && value
                    .iter()
                    .any(|of| of.text.to_lowercase().contains("provider")) =>
        {
            class.is_word().then(|| &*class.text)
        }
        _ => None,
    }
}
