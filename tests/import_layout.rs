//! Structs have the sizes that compilers give them.

mod import_support;
mod support;

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use iigen_parser::row::Row;
use import_support::{text, whole};
use support::{have, root, run};

/// What the sources have from the system.
const SYSTEM: &str = "#include <stddef.h>\n#include <stdint.h>\ntypedef uint8_t uuid_t[16];\n";

#[test]
fn sizes_are_those_of_compilers() {
    let mut checked = 0;
    for name in ["nested_types.cpp", "bit_fields.cpp"] {
        let source = text(&root().join("tests/import").join(name));
        let (_, whole) = whole(name, &source);
        let (structs, table) = source
            .split_once("const IOExternalMethodDispatch")
            .expect("the table is behind the structs");
        let mut asserts = format!("{SYSTEM}{structs}");
        let rows = table
            .lines()
            .filter(|line| line.contains("(IOExternalMethodAction)"));
        for (method, row) in whole.interface.methods.iter().zip(rows) {
            let values: Vec<&str> = row.split(", 0, ").collect();
            let [_, size_in, size_out] = values.as_slice() else {
                panic!("`{row}` has no scalars");
            };
            let numbers = Row::of(method, &whole.interface).0;
            let sizes = [(size_in, &numbers[2]), (size_out, &numbers[4])];
            for (expression, number) in sizes {
                let expression = expression.trim_end_matches(" },");
                let number = number.number().expect("each size is checked");
                let _ = writeln!(asserts, "static_assert({expression} == {number}, \"\");");
                checked += 1;
            }
        }
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join(name);
        fs::write(&file, asserts).expect("it can be written");
        for compiler in ["g++", "clang++-19"] {
            if have(compiler) {
                run(Command::new(compiler)
                    .args(["-std=c++20", "-fsyntax-only"])
                    .arg(&file));
            }
        }
    }
    assert!(checked > 15, "{checked}");
}
