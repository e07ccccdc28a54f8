//! Dispatch tables in C++, and the specs that they imply.
//!
//! Only what a table needs is read: its rows, and the enums, constants, macros and structs that they
//! name. Nothing is guessed in silence: what a row leaves open is a warning, or has a comment in the spec.
//!
//! Files become tokens (`lexer`) and one unit (`unit`): directives are followed, macros replaced, includes
//! read where they stand (`directives`, `conditions`, `macros`, `inclusion`). Of these tokens, structs
//! (`records`, laid out by `lay_out`), constants and tables are found; one table is chosen, its rows are
//! read and checked (`rows`, `check`, `shift`), named (`enumerators`) and numbered (`indices`,
//! `selectors`); then a spec is made (`spec`, `methods`, `types`), whose own table has to be the same
//! (`compare`).

mod arrange;
mod attributes;
mod cases;
mod check;
mod choose;
mod classes;
mod compare;
mod conditions;
mod constants;
mod declarations;
mod directives;
mod elements;
mod enumerators;
mod evaluate;
mod expression;
mod fields;
mod function;
mod includes;
mod inclusion;
mod indices;
mod lay_out;
mod layout;
mod lexer;
mod macros;
mod methods;
mod names;
mod pair;
mod primitive;
mod records;
mod rename;
mod rows;
mod selectors;
mod shift;
mod single;
mod spec;
mod substitute;
mod table;
mod tables;
mod text;
mod token;
mod types;
mod unit;
mod unknown;
mod values;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Interface;
use crate::span::{SourceId, Sources, Span};
use crate::spec::{Reserved, Spec, Target};

pub use includes::includes;

use check::Check;
use constants::Constants;
use evaluate::Evaluator;
use lexer::Unit;
use records::Records;
use rows::Rows;
use selectors::Selectors;
use table::TableRow;
use tables::Table;

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The table, where there are several.
    pub table: Option<String>,
    /// The user client's class.
    pub class: Option<String>,
    /// The driver's class.
    pub provider: Option<String>,
    /// Macros and their values; those without one are known not to be there.
    pub macros: Vec<(String, Option<String>)>,
}

/// What a table implies.
#[derive(Debug)]
pub struct Imported {
    /// The spec.
    pub spec: Spec,
    /// What is to be filled in.
    pub comments: Vec<Comment>,
    target: Target,
    rows: Vec<TableRow>,
}

/// A comment of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it stands in front of.
    pub place: Place,
    /// What it says.
    pub text: String,
}

/// A place in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key of the whole spec.
    Key(&'static str),
    /// A type, by its name.
    Type(String),
    /// A method, by its name.
    Method(String),
}

impl Imported {
    /// Where an interface has something else than the table; nothing, if it is what the table implies.
    pub fn differences(&self, interface: &Interface) -> Vec<Diagnostic> {
        compare::compare(&self.rows, self.target, interface)
    }
}

/// Makes a spec of the table in the source `id`; `headers` are read in front of it. Without mistakes there is a
/// spec, and what is found are warnings.
pub fn import(
    sources: &Sources,
    headers: &[SourceId],
    id: SourceId,
    options: &Options,
) -> (Option<Imported>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let unit = unit::read(sources, headers, id, options, &mut found);
    let none = Records::default();
    let records = Records::read(&unit);
    let constants = Constants::read(&unit, &none);
    let evaluator = Evaluator::new(&constants, &records);
    let tables = tables::find(&unit, id, &mut found);
    let chosen = choose::choose(&unit, id, tables, options.table.as_deref(), &mut found);
    let Some(table) = chosen.first() else {
        return (None, sorted(found));
    };
    for table in &chosen {
        conditions::of_table(&unit, &constants, table, &mut found);
    }
    let (mut rows, places) = read_rows(&unit, &evaluator, &chosen, &mut found);
    enumerators::name(table, &constants, &evaluator, &mut rows);
    enumerators::call(table, &mut rows, &mut found);
    conditions::of_values(&unit, &evaluator, &records, &mut found);
    let mut selectors = Selectors {
        unit: &unit,
        constants: &constants,
        evaluator: &evaluator,
        found: &mut found,
    };
    let reserved = number(&mut selectors, table, &mut rows, &places);
    if found.iter().all(Diagnostic::is_warning) && rows.iter().all(|row| row.function.is_none()) {
        found.push(nothing_called(table, rows.is_empty()));
    }
    if found.iter().any(|of| !of.is_warning()) {
        return (None, sorted(found));
    }
    let maker = spec::Maker {
        unit: &unit,
        id,
        sources,
        table,
        options,
    };
    let imported = maker.spec(rows, reserved, &records, &evaluator, &mut found);
    (imported, sorted(found))
}

/// A selector, and where its row says so.
type RowPlace = (u32, Span);

fn row_place(row: &TableRow) -> RowPlace {
    (row.selector, row.index.unwrap_or(row.span))
}

/// The rows that can be read, and the places of all.
fn read_rows<'t, 'a>(
    unit: &'t Unit<'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    chosen: &[Table<'t, 'a>],
    found: &mut Vec<Diagnostic>,
) -> (Vec<TableRow>, Vec<RowPlace>) {
    let table = &chosen[0];
    if table.is_row {
        let rows = single::rows(unit, evaluator, chosen, found);
        let places = rows.iter().map(row_place).collect();
        return (rows, places);
    }
    let target = table.target;
    let mut rows = Rows {
        target,
        evaluator,
        found,
    };
    let written = rows.array(table.body);
    let mut check = Check {
        target,
        evaluator,
        found,
    };
    let rows = written.rows.iter().filter_map(|row| check.row(row));
    let rows = rows.collect();
    check.mistakes(&written.lost);
    let places = written.rows.iter().map(|row| (row.selector, row.place()));
    (rows, places.collect())
}

/// Gives the rows the selectors that they are used for, and answers which are left out.
fn number<'t, 'a>(
    selectors: &mut Selectors<'_, '_, 't, 'a>,
    table: &Table<'t, 'a>,
    rows: &mut Vec<TableRow>,
    places: &[RowPlace],
) -> Vec<Reserved> {
    let mistaken = selectors.found.iter().any(|of| !of.is_warning());
    selectors.unique(places);
    selectors.bound(table, rows);
    if mistaken {
        return Vec::new(); // a row that can't be read is no hole
    }
    selectors.dimension(table, rows);
    let Selectors {
        unit, evaluator, ..
    } = *selectors;
    let indices = indices::renumber(unit, evaluator, table, rows, selectors.found);
    if indices {
        selectors.unique(&rows.iter().map(row_place).collect::<Vec<_>>());
    } else {
        selectors.order(table, rows);
    }
    selectors.holes(indices || table.is_row, rows)
}

/// A table that calls nothing.
fn nothing_called(table: &Table<'_, '_>, is_empty: bool) -> Diagnostic {
    let mistake = |message: &str| Diagnostic::new(&codes::IMPORT_NO_TABLE, table.span, message);
    if is_empty {
        return mistake("this table has no rows");
    }
    mistake("no row of this table has a function").note(
        "where `ExternalMethod` calls the functions itself, the table says nothing about them",
    )
}

fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|found| (found.labels[0].span, found.code.number));
    found.dedup();
    found
}
