//! Each row of a published table, and of the odd ones, is what the generated driver has: its static
//! checks are the row's numbers, and a call gets through if and only if the row says so.

mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use iigen_client::{
    Call, CompletionSink, IoReturn, RawConnection, Service, StructureOutput, Transport,
};
use published_tests::{CASES, Loopback, row};
use rows::{Count, Row};

fn rows_of(case: &str) -> Vec<Row> {
    let mut rows = rows::all();
    rows.retain(|row| row.case == case);
    rows
}

/// No table is forgotten: the dext cases of the file are the specs that there are.
#[test]
fn every_case_has_a_spec() {
    let cases: BTreeSet<_> = rows::all().into_iter().map(|row| row.case).collect();
    assert_eq!(
        cases,
        CASES.iter().map(|case| case.name.to_owned()).collect()
    );
}

#[test]
fn rows_are_the_tables() {
    for (index, case) in CASES.iter().enumerate() {
        let case = case.name;
        for expected in rows_of(case) {
            let found = row(index, expected.selector);
            let what = format!("{case} {}: {expected:?}", expected.selector);
            assert_eq!(found, Some(expected.numbers()), "{what}");
        }
    }
}

/// A selector that a table hasn't is one that its driver hasn't.
#[test]
fn other_selectors_have_no_row() {
    for (index, case) in CASES.iter().enumerate() {
        let case = case.name;
        let known: BTreeSet<_> = rows_of(case).iter().map(|row| row.selector).collect();
        let near = known
            .iter()
            .flat_map(|it| [it.wrapping_sub(1), it.wrapping_add(1)]);
        for selector in near.filter(|it| !known.contains(it)) {
            assert_eq!(row(index, selector), None, "{case} {selector}");
        }
    }
}

/// What a call brings.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    asynchronous: bool,
    scalars_in: usize,
    structure_in: usize,
    scalars_out: usize,
    structure_out: usize,
}

struct Ignore;

impl CompletionSink for Ignore {
    fn complete(&self, _: IoReturn, _: &[u64]) {}
}

/// The driver of a case, opened.
struct Driver<'l> {
    loopback: &'l Loopback,
    connection: RawConnection,
}

impl Driver<'_> {
    fn call(&self, row: &Row, attempt: Attempt) -> Result<(), IoReturn> {
        // A one is within the range of every scalar of the specs, and zeros are of every record.
        let scalars = vec![1; attempt.scalars_in];
        let mut structure = vec![0; attempt.structure_in];
        if row.struct_in == Count::Text && attempt.structure_in > 0 {
            structure.fill(b'x');
            structure[attempt.structure_in - 1] = 0;
        }
        let mut words = vec![0; attempt.scalars_out];
        let mut bytes = vec![0; attempt.structure_out];
        let call = Call {
            selector: row.selector,
            scalar_input: &scalars,
            structure_input: &structure,
            scalar_output: &mut words,
            structure_output: StructureOutput::Buffer(&mut bytes),
        };
        let (loopback, connection) = (self.loopback, self.connection);
        let returned = if attempt.asynchronous {
            loopback.call_async(connection, call, Arc::new(Ignore))
        } else {
            loopback.call(connection, call)
        };
        returned.map(drop)
    }

    fn expect(&self, row: &Row, attempt: Attempt, accepted: bool) {
        let expected = if accepted {
            Ok(())
        } else {
            Err(IoReturn::BAD_ARGUMENT)
        };
        let found = self.call(row, attempt);
        assert_eq!(found, expected, "{} {}: {attempt:?}", row.case, row.name);
    }
}

fn each_row(test: impl Fn(&Driver<'_>, &Row, Attempt)) {
    for case in CASES {
        let rows = rows_of(case.name);
        let loopback = Loopback::builder()
            .provider(case.provider)
            .user_client("UserClientProperties", case.class)
            .start()
            .expect("the driver starts");
        let connection = loopback
            .open(&Service::Class(case.provider), 0)
            .expect("the driver opens");
        let driver = Driver {
            loopback: &loopback,
            connection,
        };
        for row in &rows {
            let valid = Attempt {
                asynchronous: row.completion == Count::Exactly(1),
                scalars_in: row.scalar_in.sample(),
                structure_in: row.struct_in.sample(),
                scalars_out: row.scalar_out.sample(),
                structure_out: row.struct_out.sample(),
            };
            driver.expect(row, valid, true);
            test(&driver, row, valid);
        }
        // SAFETY: opened above, and without mappings.
        unsafe { loopback.close(connection) }.expect("closed");
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn completions() {
    each_row(|driver, row, valid| {
        for asynchronous in [false, true] {
            let attempt = Attempt {
                asynchronous,
                ..valid
            };
            driver.expect(row, attempt, row.completion.takes(asynchronous.into()));
        }
    });
}

#[test]
fn scalars() {
    each_row(|driver, row, valid| {
        for count in 0..=16 {
            if let Some(accepted) = row.scalar_in.decides(count) {
                let attempt = Attempt {
                    scalars_in: count,
                    ..valid
                };
                driver.expect(row, attempt, accepted);
            }
            if let Some(accepted) = row.scalar_out.decides(count) {
                let attempt = Attempt {
                    scalars_out: count,
                    ..valid
                };
                driver.expect(row, attempt, accepted);
            }
        }
    });
}

#[test]
fn structures() {
    each_row(|driver, row, valid| {
        for size in row.struct_in.sizes() {
            if let Some(accepted) = row.struct_in.decides(size) {
                let attempt = Attempt {
                    structure_in: size,
                    ..valid
                };
                driver.expect(row, attempt, accepted);
            }
        }
        for size in row.struct_out.sizes() {
            if let Some(accepted) = row.struct_out.decides(size) {
                let attempt = Attempt {
                    structure_out: size,
                    ..valid
                };
                driver.expect(row, attempt, accepted);
            }
        }
    });
}
