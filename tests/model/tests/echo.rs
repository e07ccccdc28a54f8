//! Every method of every random spec gives back what it gets, past the generated client and
//! through it; and what isn't valid is refused, by the driver and by the client.

use std::sync::Arc;

use iigen_client::{ErrorKind, IoReturn, Method, Returned, StructureOutput};
use model_tests::typed::{Client, Refusal};
use model_tests::{Builder, Loopback, OPENERS, SEED, entered, specs};
use random_specs::choices::Choices;
use random_specs::methods::{Call, Completion, Method as Model};
use random_specs::spec::{PROVIDER, Spec};

/// Calls of each method.
const ROUNDS: usize = 24;

#[test]
fn values_come_back_and_others_are_refused() {
    let dext = Loopback::builder().provider(PROVIDER);
    let kext = |build| Loopback::builder().kext(PROVIDER).of(build);
    for driver in [dext, kext("model_kext"), kext("model_kext_2022")] {
        echo(&driver);
    }
}

/// Every method of every spec, of a driver of one kind.
fn echo(driver: &Builder) {
    for (spec, open) in specs().iter().zip(OPENERS) {
        let driver = driver.clone();
        let driver = driver.user_client("UserClientProperties", spec.class());
        let loopback = driver.start().expect("the driver starts");
        let loopback = Arc::new(loopback);
        let opened = open(loopback.clone());
        let mut choices = Choices::endless(SEED);
        for (index, method) in spec.methods.iter().enumerate() {
            for _ in 0..ROUNDS {
                round(&*opened, index, method, spec, &mut choices);
            }
        }
        drop(opened);
        let loopback = Arc::into_inner(loopback).expect("the client is gone");
        loopback.finish().expect("nothing is left");
    }
}

/// One valid call, and all that are wrong in one place.
fn round(opened: &dyn Client, index: usize, method: &Model, spec: &Spec, choices: &mut Choices) {
    let sample = method.sample(&spec.types, choices);
    let what = |call: &Call| {
        format!(
            "seed {SEED}, {} {}: {call:?}\n{}",
            spec.class(),
            method.name,
            spec.yaml()
        )
    };
    let before = entered();
    let (returned, mut output) = raw(opened, method, spec, &sample.valid);
    let mut calls = 1;
    if method.completion == Some(Completion::Required) {
        assert_eq!(returned, Err(IoReturn::BAD_ARGUMENT), "no completion");
    } else {
        returned.unwrap_or_else(|code| panic!("{code} of {}", what(&sample.valid)));
        output.event.clone_from(&sample.back.event);
        assert_eq!(output, sample.back, "{}", what(&sample.valid));
        calls = 2;
    }
    let typed = opened.call(index, &sample.valid);
    let typed = typed.unwrap_or_else(|error| panic!("{error:?} of {}", what(&sample.valid)));
    assert_eq!(typed, sample.back, "{}", what(&sample.valid));
    assert_eq!(entered(), before + calls, "{}", what(&sample.valid));

    for (reason, call) in &sample.invalid {
        let (returned, _) = raw(opened, method, spec, call);
        let code = returned.expect_err(&format!("{reason} was accepted by {}", what(call)));
        assert_eq!(code, IoReturn::BAD_ARGUMENT, "{reason}: {}", what(call));
        // Another count of words is none that the client can send.
        if call.words.len() == sample.valid.words.len() {
            match opened.call(index, call) {
                Err(Refusal::NoValue) => {}
                Err(Refusal::Error(error)) if matches!(error.kind(), ErrorKind::Refused(_)) => {}
                other => panic!("{reason}: {other:?} of {}", what(call)),
            }
        }
        assert_eq!(entered(), before + calls, "{reason}: {}", what(call));
    }
}

/// A call past the generated client, with room for all that may come.
fn raw(
    opened: &dyn Client,
    method: &Model,
    spec: &Spec,
    call: &Call,
) -> (Result<Returned, IoReturn>, Call) {
    let mut output = Call {
        words: vec![0; method.words(&spec.types)],
        ..Call::default()
    };
    let fixed = method.fixed_size(&spec.types);
    output.bytes.resize(fixed.unwrap_or(0), 0);
    let structure = match fixed {
        Some(_) => StructureOutput::Buffer(&mut output.bytes),
        None => StructureOutput::Variable(&mut output.bytes),
    };
    let selector = Method::new("raw", method.selector);
    let (words, bytes) = (&call.words, &call.bytes);
    let connection = opened.connection();
    let called = connection.call_raw(selector, words, bytes, &mut output.words, structure);
    let result = called.map_err(|error| error.io_return().expect("a code"));
    (result, output)
}
