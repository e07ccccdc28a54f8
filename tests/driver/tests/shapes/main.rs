//! Scalars and selectors: values arrive, defaults are filled in, and a call that has a wrong number
//! of scalars or a wrong value in one is refused before its handler.

mod raw;
mod records;
mod room;
mod selectors;
mod varying;

use driver_tests::Loopback;
use driver_tests::shapes::ShapesUserClient;
use driver_tests::targets;

type Shapes<'l> = ShapesUserClient<&'l Loopback>;

/// Runs a test with a driver of its own of every kind, which has to be clean in the end.
fn with_shapes(test: impl Fn(&Shapes<'_>)) {
    const CLIENTS: [(&str, &str); 1] = [("ShapesProperties", "ShapesUserClient")];
    for (_, loopback) in targets::each("ShapesDriver", &CLIENTS) {
        let shapes = Shapes::open(&loopback).expect("the user client opens");
        test(&shapes);
        drop(shapes);
        loopback.finish().expect("nothing is left");
    }
}

/// How many handlers were entered.
fn entered(shapes: &Shapes<'_>) -> u64 {
    shapes.entered().expect("the driver says so").count
}
