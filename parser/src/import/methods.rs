//! The methods of a spec, made of the rows of a table.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{
    AtLeast, Completion, Event, Field, Method, Name, Shape, Structure, Target, Variable,
};

use super::layout::Column;
use super::names::{self, Taken};
use super::table::{Count, Size, TableRow};
use super::types::{Types, field, named, number};

/// How many bytes a structure of variable length may have until somebody says it: what any call takes
/// by value (`io_struct_inband_t`, xnu osfmk/device/device_types.h).
const ROOM: i128 = 4096;

/// Makes methods.
pub(super) struct Methods<'m, 'r, 'c, 't, 'a> {
    pub(super) target: Target,
    pub(super) types: &'m mut Types<'r, 'c, 't, 'a>,
    pub(super) found: &'m mut Vec<Diagnostic>,
}

/// A method, and what is to be filled in.
pub(super) struct Made {
    pub(super) method: Method,
    pub(super) comments: Vec<String>,
}

/// How a handler gets a structure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Fixed,
    Variable,
}

fn kind(size: &Size) -> Kind {
    match size {
        Size::Any => Kind::Variable,
        Size::Bytes(0) => Kind::None,
        Size::Bytes(_) | Size::Of(..) => Kind::Fixed,
    }
}

impl Methods<'_, '_, '_, '_, '_> {
    /// The methods of all rows with a function, in their order.
    pub(super) fn of(&mut self, rows: &[TableRow]) -> Vec<Made> {
        let mut taken = Taken::default();
        let mut groups: HashMap<&[String], Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let named = row.function.iter().filter(|of| !of.path.is_empty());
            for function in named {
                groups.entry(&function.path).or_default().push(at);
            }
        }
        let enumerators = rows.iter().filter_map(|row| row.enumerator.as_deref());
        let common = names::common(enumerators.clone());
        // The handlers of functions with several rows; none where these have different arguments.
        let mut handlers: HashMap<&[String], Option<String>> = HashMap::new();
        let mut made = Vec::new();
        for row in rows {
            let Some(function) = &row.function else {
                continue;
            };
            let path = function.path.as_slice();
            let own = path.last().and_then(|name| names::method(name));
            let selected = row.enumerator.as_deref();
            let selected = selected.and_then(|name| names::enumerator(name, common));
            let group = groups.get(path).filter(|group| group.len() > 1);
            let mut comments = Vec::new();
            let mut handler = None;
            let name = match group {
                None => own.or(selected).unwrap_or_else(|| "method".to_owned()),
                Some(group) => {
                    let base = own.unwrap_or_else(|| "method".to_owned());
                    let shared = handlers.entry(path).or_insert_with(|| {
                        let agree = self.agree(rows, group);
                        agree.then(|| taken.unique(&base, row.selector))
                    });
                    handler.clone_from(shared);
                    if handler.is_none() {
                        let function = path.join("::");
                        comments.push(format!(
                            "Its function is that of other selectors, `{function}`."
                        ));
                    }
                    selected.unwrap_or_else(|| format!("{base}_{}", row.selector))
                }
            };
            let name = Spanned::new(taken.unique(&name, row.selector), function.span);
            let handler = handler.map(|handler| Spanned::new(handler, function.span));
            made.push(self.method(row, name, handler, comments));
        }
        made
    }

    /// Whether all rows of a function have the same arguments; it is said if not.
    fn agree(&mut self, rows: &[TableRow], group: &[usize]) -> bool {
        let first = &rows[group[0]];
        let differs = group
            .iter()
            .map(|&at| &rows[at])
            .find(|other| !self.same(first, other));
        if let Some(other) = differs {
            let (one, two) = (first.selector, other.selector);
            let why = if one == two {
                format!("selectors of one function have a completion, such as {one}")
            } else {
                format!("selectors {one} and {two} have one function, and different arguments")
            };
            let mistake = Diagnostic::new(&codes::IMPORT_HANDLER, other.span, why);
            let note =
                "each gets a handler of its own in the spec, which may call a function of both";
            self.found.push(
                mistake
                    .label(first.span, "the first of them")
                    .note(note)
                    .warning(),
            );
        }
        differs.is_none()
    }

    fn same(&self, first: &TableRow, other: &TableRow) -> bool {
        let unchecked = first.is_unchecked(self.target);
        let has_completion =
            |row: &TableRow| row.completion != Count::Exactly(0) || row.allow_async;
        first.scalars_in == other.scalars_in
            && first.scalars_out == other.scalars_out
            && kind(&first.struct_in) == kind(&other.struct_in)
            && kind(&first.struct_out) == kind(&other.struct_out)
            && unchecked == other.is_unchecked(self.target)
            && (unchecked || !has_completion(first) && !has_completion(other))
    }

    fn method(
        &mut self,
        row: &TableRow,
        name: Name,
        handler: Option<Name>,
        mut comments: Vec<String>,
    ) -> Made {
        let unchecked = row.is_unchecked(self.target);
        let span = |column: Column| row.spans[column as usize];
        let shared = handler.is_some();
        let selector = match row.index {
            Some(index) => Spanned::new(i128::from(row.selector), index),
            None => number(i128::from(row.selector), row.span),
        };
        let mut method = Method {
            name,
            doc: Vec::new(),
            selector,
            unchecked: unchecked.then_some(row.span),
            scalars_in: Vec::new(),
            scalars_out: Vec::new(),
            struct_in: None,
            struct_out: None,
            entitlement: row
                .entitlement
                .clone()
                .map(|(text, span)| Spanned::new(text, span)),
            since: None,
            on_provider: None,
            completion: None,
            at_least: AtLeast::default(),
            handler,
            retired: None,
            frozen: None,
        };
        if unchecked {
            comments
                .push("The table checks nothing: say what there is instead of `check`.".to_owned());
            return Made { method, comments };
        }
        method.scalars_in = match row.scalars_in {
            Count::Exactly(count) => scalars("argument", count, span(Column::ScalarsIn)),
            Count::Any => {
                comments.push("The table takes any scalars: say which there are.".to_owned());
                let place = span(Column::ScalarsIn);
                let mut arguments = field(
                    Spanned::new("arguments".to_owned(), place),
                    named("u64", place),
                );
                arguments.passing.count = Some(Spanned::new((0, 16), place));
                vec![arguments]
            }
        };
        method.scalars_out = match row.scalars_out {
            Count::Exactly(count) => scalars("result", count, span(Column::ScalarsOut)),
            Count::Any => {
                comments
                    .push("The table takes room for any results: say which there are.".to_owned());
                method.at_least.out = Some(span(Column::ScalarsOut));
                scalars("result", 1, span(Column::ScalarsOut))
            }
        };
        let name = |name: &str, place| shared.then(|| Spanned::new(name.to_owned(), place));
        let (place_in, place_out) = (span(Column::StructIn), span(Column::StructOut));
        method.struct_in = self.structure(&row.struct_in, name("input", place_in), place_in);
        method.struct_out = self.structure(&row.struct_out, name("output", place_out), place_out);
        if row.struct_in == Size::Any || row.struct_out == Size::Any {
            comments.push(
                "The table takes any number of bytes: put the most that there can be for `max`."
                    .to_owned(),
            );
        }
        self.completion(row, &mut method, &mut comments);
        Made { method, comments }
    }

    /// What comes later, as far as the table says it.
    fn completion(&self, row: &TableRow, method: &mut Method, comments: &mut Vec<String>) {
        let (required, column) = match (row.completion, row.allow_async) {
            (Count::Exactly(0), false) => return,
            (Count::Exactly(0), true) => (false, Column::AllowAsync),
            (Count::Any, _) => (false, Column::Completion),
            (Count::Exactly(_), _) => (true, Column::Completion),
        };
        comments.push("The table doesn't say what is answered later: add an `event`.".to_owned());
        method.completion = Some(Completion {
            event: Event::Empty,
            repeats: false,
            required,
            fills: None,
            span: row.spans[column as usize],
        });
    }

    fn structure(&mut self, size: &Size, name: Option<Name>, span: Span) -> Option<Structure> {
        let shape = match size {
            Size::Bytes(0) => return None,
            Size::Bytes(bytes) => Shape::Fixed(Types::bytes(*bytes, span)),
            Size::Of(of, number) => Shape::Fixed(self.types.of(of, *number, span, self.found)),
            Size::Any => Shape::Variable(Variable {
                element: None,
                text: None,
                min: None,
                max: Some(number(ROOM, span)),
                span,
            }),
        };
        Some(Structure {
            name,
            span,
            shape,
            access: None,
        })
    }
}

/// So many numbers.
fn scalars(name: &str, count: u64, span: Span) -> Vec<Field> {
    let of = |name: String| field(Spanned::new(name, span), named("u64", span));
    match count {
        1 => vec![of(name.to_owned())],
        _ => (1..=count).map(|at| of(format!("{name}_{at}"))).collect(),
    }
}
