//! The loopback has every behaviour.
#![cfg(not(target_vendor = "apple"))]

use std::sync::Arc;

use conformance::{Stage, finish, run, start};

#[test]
fn the_loopback_conforms() {
    let loopback = Arc::new(start().expect("the driver starts"));
    let report = run(&Stage::new(Arc::clone(&loopback) as _));
    assert!(report.passed(), "{report}");
    assert_eq!(report.skipped(), [""; 0], "{report}");
    finish(loopback).expect("nothing is left");
}
