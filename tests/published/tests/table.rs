//! Each row of a published table, and of the odd ones, is what the generated driver has: its static
//! checks are the row's numbers, and a call gets through if and only if the row says so.

mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use iigen_client::{
    Call, CompletionSink, IoReturn, RawConnection, Service, StructureOutput, Transport,
};
use iigen_loopback::{Client, Entitlements};
use published_tests::{CASES, Case, Target};
use rows::{Count, Row};

fn rows_of(case: &str) -> Vec<Row> {
    let mut rows = rows::all();
    rows.retain(|row| row.case == case);
    rows
}

/// No table is forgotten: the cases of the file are the specs that there are.
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
    for case in CASES {
        for expected in rows_of(case.name) {
            let found = case.row(expected.selector);
            let what = format!("{} {}: {expected:?}", case.name, expected.selector);
            assert_eq!(expected.target, case.target, "{what}");
            assert_eq!(found, Some(expected.numbers()), "{what}");
        }
    }
}

/// The selectors beside those of a table, which aren't in it.
fn others(case: &Case) -> Vec<u32> {
    let known: BTreeSet<_> = rows_of(case.name).iter().map(|row| row.selector).collect();
    let near = known
        .iter()
        .flat_map(|it| [it.wrapping_sub(1), it.wrapping_add(1)]);
    near.filter(|it| !known.contains(it)).collect()
}

/// A selector that a table hasn't is one that its driver hasn't.
#[test]
fn other_selectors_have_no_row() {
    for case in CASES {
        for selector in others(case) {
            assert_eq!(case.row(selector), None, "{} {selector}", case.name);
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

/// The driver of a case, opened by an app that has every entitlement of its rows.
struct Driver<'l> {
    app: Client<'l>,
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
        let returned = if attempt.asynchronous {
            self.app.call_async(self.connection, call, Arc::new(Ignore))
        } else {
            self.app.call(self.connection, call)
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

/// The valid call of a row.
fn valid(row: &Row) -> Attempt {
    Attempt {
        asynchronous: row.completion == Count::Exactly(1),
        scalars_in: row.scalar_in.sample(),
        structure_in: row.struct_in.sample(),
        scalars_out: row.scalar_out.sample(),
        structure_out: row.struct_out.sample(),
    }
}

/// Runs a test with the driver of each case, opened by an app with the entitlements of its rows.
fn each_case(test: impl Fn(&Driver<'_>, &Case, &[Row])) {
    for case in CASES {
        let rows = rows_of(case.name);
        let entitled = rows.iter().filter_map(|row| row.entitlement.as_ref());
        let entitlements = entitled.fold(Entitlements::new(), |all, one| all.with(one, true));
        with_app(case, &entitlements, |driver| test(driver, case, &rows));
    }
}

/// Runs a test with the driver of a case, opened by an app with these entitlements.
fn with_app(case: &Case, entitlements: &Entitlements, test: impl Fn(&Driver<'_>)) {
    println!("{}", case.name);
    let loopback = case.start();
    let app = loopback.client_with(entitlements);
    let connection = app
        .open(&Service::Class(case.provider), 0)
        .expect("the driver opens");
    let driver = Driver { app, connection };
    test(&driver);
    // SAFETY: opened above, and without mappings.
    unsafe { driver.app.close(connection) }.expect("closed");
    drop(driver);
    loopback.finish().expect("nothing is left");
}

fn each_row(test: impl Fn(&Driver<'_>, &Row, Attempt)) {
    each_case(|driver, _, rows| {
        for row in rows {
            let valid = valid(row);
            driver.expect(row, valid, true);
            test(driver, row, valid);
        }
    });
}

/// Nothing gets through to where a table has a hole, or ends.
#[test]
fn other_selectors() {
    each_case(|driver, case, rows| {
        for selector in others(case) {
            for row in rows {
                let other = Row {
                    selector,
                    ..row.clone()
                };
                let found = driver.call(&other, valid(row));
                let unsupported = Err(IoReturn::UNSUPPORTED);
                assert_eq!(found, unsupported, "{} {selector}", case.name);
            }
        }
    });
}

/// An `IOUserClient2022` refuses those who lack what a row asks for, and nobody else.
#[test]
fn entitlements() {
    for case in CASES.iter().filter(|case| case.target == Target::Kext2022) {
        for asked in rows_of(case.name) {
            let (Some(entitlement), valid) = (&asked.entitlement, valid(&asked)) else {
                continue;
            };
            for (value, entitled) in [(true, true), (false, false)] {
                let has = Entitlements::new().with(entitlement, value);
                with_app(case, &has, |driver| {
                    let expected = if entitled {
                        Ok(())
                    } else {
                        Err(IoReturn::NOT_PRIVILEGED)
                    };
                    assert_eq!(driver.call(&asked, valid), expected, "{}", asked.name);
                });
            }
        }
        with_app(case, &Entitlements::new(), |driver| {
            for row in rows_of(case.name) {
                let expected = match row.entitlement {
                    Some(_) => Err(IoReturn::NOT_PRIVILEGED),
                    None => Ok(()),
                };
                assert_eq!(driver.call(&row, valid(&row)), expected, "{}", row.name);
            }
        });
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
