//! Every checked method of spec.yaml, written down again from what the spec says.

use crate::domain::Domain;
use crate::shape::{Part, Shape};
use crate::value::Value;

fn unsigned(bytes: usize) -> Domain {
    Domain::unsigned(bytes)
}

fn words(count: usize) -> Vec<Domain> {
    vec![unsigned(8); count]
}

fn kind() -> Domain {
    Domain::names(1, false, &[0, 1, 7, 255])
}

fn level() -> Domain {
    Domain::names(2, true, &[-300, 0, 300])
}

fn wide() -> Domain {
    Domain::names(8, false, &[0, 1 << 32, (1 << 64) - 1])
}

fn bits() -> Domain {
    Domain::flags(2, &[0, 15])
}

fn wide_bits() -> Domain {
    Domain::flags(8, &[0, 31, 63])
}

fn number(bytes: usize, min: i128, max: i128) -> Value {
    Value::of(&Domain::range(bytes, false, (min, max)))
}

fn truth() -> Value {
    Value::of(&Domain::truth())
}

fn point() -> Value {
    let x = Domain::range(2, true, (-100, 100));
    Value::record(&[Value::of(&x), Value::of(&Domain::signed(2))])
}

fn small() -> Value {
    Value::record(&[
        number(4, 1, 1000),
        Value::of(&kind()),
        truth(),
        Value::of(&bits()),
        point(),
        Value::array(&point(), 2),
        Value::of(&level()),
        Value::array(&truth(), 2),
    ])
}

fn packed() -> Value {
    Value::record(&[
        Value::any(1),
        Value::of(&wide()),
        point(),
        truth(),
        Value::array(&Value::of(&kind()), 3),
        Value::array(&point(), 2),
        number(4, 0, 9),
    ])
}

fn page() -> Value {
    Value::record(&[number(4, 0, 1000), Value::of(&kind()), Value::any(4091)])
}

fn page_and_one() -> Value {
    Value::record(&[page(), truth()])
}

fn large() -> Value {
    let end = number(4, 0, 1000);
    Value::record(&[end.clone(), Value::any(4 * 2498), end])
}

fn pairs() -> Value {
    Value::array(&number(4, 0, 1000), 2048)
}

fn list(element: Value, min: usize, max: usize) -> Part {
    let head = Value::default();
    Part::Variable {
        head,
        element,
        min,
        max,
    }
}

fn bytes(min: usize, max: usize) -> Part {
    list(Value::any(1), min, max)
}

fn behind(head: Value, element: Value, min: usize, max: usize) -> Part {
    Part::Variable {
        head,
        element,
        min,
        max,
    }
}

/// Scalars both ways, and as many back as there go in.
fn scalars(selector: u32, name: &'static str, scalars_in: Vec<Domain>) -> Shape {
    Shape {
        name,
        selector,
        scalars_out: scalars_in.len(),
        scalars_in,
        structure_in: Part::None,
        structure_out: Part::None,
    }
}

/// Structures in and out.
fn structures(selector: u32, name: &'static str, structure_in: Part, structure_out: Part) -> Shape {
    Shape {
        structure_in,
        structure_out,
        ..scalars(selector, name, Vec::new())
    }
}

/// A structure that comes back as it is.
fn echo(selector: u32, name: &'static str, part: Part) -> Shape {
    structures(selector, name, part.clone(), part)
}

fn fixed(selector: u32, name: &'static str, value: Value) -> Shape {
    echo(selector, name, Part::Fixed(value))
}

/// The table.
pub(crate) fn shapes() -> Vec<Shape> {
    let mut all = of_scalars();
    all.extend(of_structures());
    all.extend(of_lists());
    all.extend(of_both());
    all
}

fn of_scalars() -> Vec<Shape> {
    let mut words_15 = vec![unsigned(1)];
    words_15.extend(words(14));
    let mut arrays = vec![unsigned(1); 3];
    arrays.extend(vec![Domain::signed(2); 4]);
    arrays.extend(vec![unsigned(4); 2]);
    arrays.extend(vec![Domain::truth(); 2]);
    arrays.extend(words(2));
    let ranges = vec![
        Domain::range(1, false, (0, 100)),
        Domain::range(2, true, (-5, 5)),
        Domain::range(8, false, (1, 1 << 63)),
        Domain::range(8, true, (i64::MIN.into(), -1)),
        Domain::range(4, false, (10, u32::MAX.into())),
    ];
    let names = vec![kind(), level(), wide(), bits(), wide_bits()];
    vec![
        scalars(10, "nothing", Vec::new()),
        scalars(11, "one_word", words(1)),
        scalars(12, "words_15", words_15),
        scalars(13, "words_16", words(16)),
        Shape {
            scalars_out: 0,
            ..scalars(14, "keep_words", words(16))
        },
        Shape {
            scalars_in: Vec::new(),
            ..scalars(15, "give_words", words(16))
        },
        scalars(16, "unsigned_numbers", [1, 2, 4, 8].map(unsigned).into()),
        scalars(
            17,
            "signed_numbers",
            [1, 2, 4, 8].map(Domain::signed).into(),
        ),
        scalars(18, "floats", [4, 8].map(unsigned).into()),
        scalars(19, "truths", vec![Domain::truth(); 2]),
        scalars(20, "ranges", ranges),
        scalars(21, "names", names),
        scalars(22, "arrays", arrays),
        scalars(0x8000_0000, "far", words(1)),
    ]
}

fn of_structures() -> Vec<Shape> {
    let level = Value::of(&level());
    let kind = Value::of(&kind());
    vec![
        fixed(30, "echo_small", small()),
        fixed(31, "echo_packed", packed()),
        fixed(32, "echo_page", page()),
        fixed(33, "echo_page_and_one", page_and_one()),
        fixed(34, "echo_large", large()),
        fixed(35, "number", number(4, 0, u32::MAX.into())),
        fixed(36, "truth", truth()),
        fixed(37, "echo_level", level),
        fixed(38, "matrix", Value::any(12)),
        fixed(39, "eight_truths", Value::array(&truth(), 8)),
        fixed(40, "many_truths", Value::array(&truth(), 5000)),
        fixed(41, "five_kinds", Value::array(&kind, 5)),
        structures(42, "keep_large", Part::Fixed(large()), Part::None),
        structures(43, "give_large", Part::None, Part::Fixed(large())),
    ]
}

fn of_lists() -> Vec<Shape> {
    vec![
        echo(50, "bytes", bytes(0, 10_000)),
        echo(51, "around_inband", bytes(4095, 4098)),
        echo(52, "inband", bytes(0, 4096)),
        structures(53, "not_inband", bytes(4097, 5000), Part::None),
        echo(54, "points", list(point(), 1, 2000)),
        echo(55, "packed_list", list(packed(), 0, 300)),
        echo(56, "truth_list", list(truth(), 0, 6000)),
        echo(
            57,
            "small_and_bytes",
            behind(small(), Value::any(1), 0, 5000),
        ),
        echo(58, "point_and_smalls", behind(point(), small(), 1, 200)),
        structures(
            59,
            "page_and_bytes",
            behind(page(), Value::any(1), 1, 16),
            Part::None,
        ),
    ]
}

fn of_both() -> Vec<Shape> {
    vec![
        Shape {
            structure_in: Part::Fixed(small()),
            structure_out: Part::Fixed(large()),
            ..scalars(60, "both", vec![Domain::range(1, false, (0, 9)), kind()])
        },
        Shape {
            scalars_out: 2,
            structure_in: list(point(), 0, 2000),
            structure_out: bytes(0, 8000),
            ..scalars(61, "both_variable", vec![Domain::signed(4)])
        },
        Shape {
            scalars_out: 2,
            ..structures(70, "look", Part::Fixed(pairs()), Part::None)
        },
        Shape {
            scalars_out: 1,
            ..structures(72, "fill", Part::None, Part::Fixed(pairs()))
        },
    ]
}
