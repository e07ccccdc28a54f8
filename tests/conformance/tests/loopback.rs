//! The loopback has every behaviour.

use std::sync::Arc;

use conformance::{Stage, run, start};

#[test]
fn the_loopback_conforms() {
    let loopback = Arc::new(start().expect("the driver starts"));
    let report = run(&Stage::new(Arc::clone(&loopback) as _));
    assert!(report.passed(), "{report}");
    assert_eq!(report.skipped(), [""; 0], "{report}");
    let loopback = Arc::into_inner(loopback).expect("nothing holds it");
    loopback.finish().expect("nothing is left");
}
