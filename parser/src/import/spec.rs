//! The spec as a whole: its names, and what the rows say.

use std::path::Path;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{SourceId, Sources, Span, Spanned};
use crate::spec::{Language, Reserved, Spec, Target};

use super::classes::Classes;
use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::methods::{Made, Methods};
use super::names;
use super::records::Records;
use super::rename::renamed;
use super::table::TableRow;
use super::tables::Table;
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
        let classes = Classes {
            unit: self.unit,
            id: self.id,
            table: self.table,
        };
        let own = self.options.class.clone();
        let class = own.unwrap_or_else(|| self.class(&classes, &rows, &mut comments));
        let own = self.options.provider.clone();
        let provider = own.unwrap_or_else(|| provider(&classes, &class, &rows, &mut comments));
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
            found.extend(mistakes.into_iter().map(|of| self.of_source(of)));
            return None;
        }
        if target == Target::Kext {
            let text =
                "The table doesn't say which methods answer later: give these a `completion`.";
            comments.push(comment(Place::Key("methods"), text));
        }
        for (at, text) in types.comments {
            comments.push(comment(
                Place::Type(spec.types[at].name.value.clone()),
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

    /// A mistake of the spec, which no change of the source mends.
    fn of_source(&self, mut mistake: Diagnostic) -> Diagnostic {
        mistake.edit = None;
        let name = [&codes::BAD_NAME, &codes::RESERVED_NAME, &codes::NAME_CLASH];
        let start = Span::new(self.id, 0..0);
        let place = mistake.labels[0].span;
        if name.contains(&mistake.code) && [self.table.span, start].contains(&place) {
            mistake = mistake.note("`--class NAME` and `--provider NAME` say other names");
        }
        mistake
    }

    /// The user client's class, or a name made of that of the file.
    fn class(
        &self,
        classes: &Classes<'_, 't, 'a>,
        rows: &[TableRow],
        comments: &mut Vec<Comment>,
    ) -> String {
        if let Some(name) = classes.class(rows).filter(|name| names::is_class(name)) {
            return name.to_owned();
        }
        let file = Path::new(&self.sources.get(self.id).name).file_stem();
        let file = file.and_then(|stem| names::plain(&stem.to_string_lossy()));
        comments.push(comment(
            Place::Key("class"),
            "The user client's class isn't in the source.",
        ));
        file.unwrap_or_else(|| "ImportedUserClient".to_owned())
    }
}

/// The driver's class, or a name made of that of the user client's.
fn provider(
    classes: &Classes<'_, '_, '_>,
    class: &str,
    rows: &[TableRow],
    comments: &mut Vec<Comment>,
) -> String {
    if let Some(provider) = classes.provider(class, rows) {
        return provider.to_owned();
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
        let short = names::plain(short).unwrap_or_else(|| "Imported".to_owned());
        format!("{short}Driver")
    }
}

fn comment(place: Place, text: impl Into<String>) -> Comment {
    let text = text.into();
    Comment { place, text }
}
