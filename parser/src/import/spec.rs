//! The spec as a whole: its names, and what the rows say.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::span::{SourceId, Sources, Span, Spanned};
use crate::spec::{Language, Reserved, Spec, Target};

use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::methods::{Made, Methods};
use super::records::Records;
use super::rename::renamed;
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, inside};
use super::types::Types;
use super::{Comment, Imported, Options, Place};

/// Makes the spec of a table.
pub(super) struct Maker<'m, 't, 'a> {
    pub(super) unit: &'t Unit<'a>,
    pub(super) id: SourceId,
    pub(super) sources: &'m Sources,
    pub(super) table: &'m Table<'t, 'a>,
    pub(super) options: &'m Options,
}

impl<'t, 'a> Maker<'_, 't, 'a> {
    /// The spec, unless something about it can't be.
    pub(super) fn spec(
        &self,
        rows: Vec<TableRow>,
        reserved: Vec<Reserved>,
        records: &Records<'t, 'a>,
        evaluator: &Evaluator<'_, 't, 'a>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Imported> {
        let target = self.table.target;
        let mut types = Types::new(records, evaluator);
        let made = Methods {
            target,
            types: &mut types,
            found: &mut *found,
        }
        .of(&rows);
        let mut comments = Vec::new();
        let class = self.class(&rows, &mut comments);
        let provider = self.provider(&class, &mut comments);
        let start = Span::new(self.id, 0..0);
        let mut spec = Spec {
            language: Language::Yaml,
            class: Spanned::new(class, self.table.span),
            provider: Spanned::new(provider, start),
            targets: vec![Spanned::new(target, self.table.span)],
            version: None,
            doc: Vec::new(),
            constants: Vec::new(),
            types: types.defs,
            methods: Vec::new(),
            reserved,
            memory: Vec::new(),
            callbacks: Vec::new(),
            entitlement: None,
            administrator: None,
            open_type: None,
            handshake: None,
            declared: Vec::new(),
        };
        let mut lines = Vec::new();
        for Made { method, comments } in made {
            spec.methods.push(method);
            lines.push(comments);
        }
        let outcome = renamed(&mut spec);
        if let Err(mistakes) = outcome {
            found.extend(mistakes);
            return None;
        }
        if target == Target::Kext {
            let text =
                "The table doesn't say which methods answer later: give these a `completion`.";
            comments.push(comment(Place::Key("methods"), text));
        }
        for (at, name) in &types.placeholders {
            let text = format!("sizeof({name}) isn't known: put its fields here.");
            comments.push(comment(
                Place::Type(spec.types[*at].name.value.clone()),
                text,
            ));
        }
        for (method, lines) in spec.methods.iter().zip(lines) {
            let place = || Place::Method(method.name.value.clone());
            comments.extend(lines.into_iter().map(|line| comment(place(), line)));
        }
        Some(Imported {
            spec,
            comments,
            target,
            rows,
        })
    }

    /// The user client's class: what the table or its functions are members of, or what has a method that
    /// dispatches.
    fn class(&self, rows: &[TableRow], comments: &mut Vec<Comment>) -> String {
        if let Some(class) = &self.options.class {
            return class.clone();
        }
        let of_table = self
            .table
            .path
            .len()
            .checked_sub(2)
            .map(|at| self.table.path[at]);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for function in rows.iter().filter_map(|row| row.function.as_ref()) {
            if let [.., class, _] = function.path.as_slice() {
                *counts.entry(class).or_default() += 1;
            }
        }
        let of_functions = counts
            .into_iter()
            .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
        let of_functions = of_functions.map(|of| of.0);
        let found = of_table.or(of_functions).or_else(|| self.dispatcher());
        let found = found.map(|name| self.real(name));
        if let Some(name) = found
            .and_then(super::names::plain)
            .filter(|name| Some(name.as_str()) == found)
        {
            return name;
        }
        let file = Path::new(&self.sources.get(self.id).name).file_stem();
        let file = file.and_then(|stem| super::names::plain(&stem.to_string_lossy()));
        comments.push(comment(
            Place::Key("class"),
            "The user client's class isn't in the source.",
        ));
        file.unwrap_or_else(|| "ImportedUserClient".to_owned())
    }

    /// A name that a macro stands for another name for.
    fn real<'n>(&'n self, name: &'n str) -> &'n str {
        match self.unit.macros.get(name) {
            Some(of) => match of.body.as_slice() {
                [word] if of.parameters.is_none() && word.is_word() => &word.text,
                _ => name,
            },
            None => name,
        }
    }

    /// The class of `Foo::externalMethod(`.
    fn dispatcher(&self) -> Option<&'t str> {
        let own = self
            .unit
            .tokens
            .windows(4)
            .filter(|of| of[0].span.source == self.id);
        let mut defined = own.filter(|of| {
            of[1].is("::")
                && of[2].is_one_of(&["externalMethod", "ExternalMethod"])
                && of[3].is("(")
        });
        let defined =
            defined.find(|of| !of[0].is_one_of(&["super", "IOUserClient", "IOUserClient2022"]))?;
        defined[0].is_word().then(|| &*defined[0].text)
    }

    /// The driver's class: what the provider is cast to, where that is one.
    fn provider(&self, class: &str, comments: &mut Vec<Comment>) -> String {
        if let Some(provider) = &self.options.provider {
            return provider.clone();
        }
        let all = &self.unit.tokens;
        let casts = all.iter().enumerate().filter(|(at, token)| {
            token.is("OSDynamicCast") && all.get(at + 1).is_some_and(|open| open.is("("))
        });
        let own = casts.filter(|(_, token)| token.span.source == self.id);
        let classes: HashSet<&str> = own
            .filter_map(|(at, _)| cast_provider(inside(all, at + 1)))
            .collect();
        let mut classes = classes.into_iter().map(|name| self.real(name));
        if let (Some(only), None) = (classes.next(), classes.next())
            && only != class
            && only != "IOService"
        {
            return only.to_owned();
        }
        comments.push(comment(
            Place::Key("provider"),
            "The driver's class, which a client opens, isn't in the source.",
        ));
        let suffixes = ["UserClient", "Client"];
        let short = suffixes
            .iter()
            .find_map(|suffix| class.strip_suffix(suffix));
        let short = short.filter(|short| !short.is_empty()).unwrap_or(class);
        if short.ends_with("Driver") && short != class {
            short.to_owned()
        } else {
            format!("{}Driver", short.trim_end_matches('_'))
        }
    }
}

/// `OSDynamicCast(Driver, provider)`
fn cast_provider<'t>(arguments: &'t [Token<'_>]) -> Option<&'t str> {
    match arguments {
        [class, comma, value]
            if comma.is(",") && value.text.to_lowercase().contains("provider") =>
        {
            class.is_word().then(|| &*class.text)
        }
        _ => None,
    }
}

fn comment(place: Place, text: impl Into<String>) -> Comment {
    let text = text.into();
    Comment { place, text }
}
