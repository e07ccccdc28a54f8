//! A scenario in which every call fails once.

use super::super::fake::{Answer, Fake, FakeService, Value, codes};
use super::super::kit::Kit;
use crate::{Error, IoReturn};

/// What the app isn't told of: nothing can be done about it, or it's tried again, or it's the end of
/// something.
const SILENT: [&str; 5] = [
    "IOServiceClose",
    "IOConnectUnmapMemory64",
    "IOIteratorNext",
    "IOIteratorIsValid",
    "mach_msg",
];

/// Runs a scenario without a failure, and then again and again, each time with the failure of another
/// call and another code, until all calls have failed in all their ways.
pub(super) fn at_every_step(scenario: impl Fn(&Fake, &Kit<Fake>) -> Result<(), Error>) {
    at_every_step_but("", scenario);
}

/// The same, where nobody is told that another function failed.
pub(super) fn at_every_step_but(
    silent: &str,
    scenario: impl Fn(&Fake, &Kit<Fake>) -> Result<(), Error>,
) {
    let is_silent = |function| SILENT.contains(&function) || function == silent;
    let run = |fault: Option<(usize, IoReturn)>| {
        let fake = registry();
        if let Some((index, code)) = fault {
            fake.fail(index, code);
        }
        let kit = fake.kit();
        let result = scenario(&fake, &kit);
        drop(kit);
        fake.settle();
        fake.assert_clean();
        (result, fake.called())
    };
    let (result, steps) = run(None);
    assert_eq!(result, Ok(()));
    assert!(steps.len() >= 5, "{steps:?}");
    for (index, function) in steps.into_iter().enumerate() {
        for code in codes(function) {
            let (result, called) = run(Some((index, *code)));
            let step = format!("call {index}, {function}, which answers {code}");
            assert_eq!(called.get(index), Some(&function), "{step}");
            // What couldn't be made has no code.
            let expected = match function {
                "CFStringCreateWithBytes" | "CFNumberCreate" | "CFDictionaryCreate" => {
                    IoReturn::NO_MEMORY
                }
                "IONotificationPortCreate" | "dispatch_source_create" => IoReturn::NO_RESOURCES,
                _ => *code,
            };
            match result {
                Err(error) if is_silent(function) => {
                    // It's seen by what is missing then.
                    let misses = ["IOIteratorNext", silent];
                    assert!(misses.contains(&function), "{step}: {error}");
                    assert_eq!(error.io_return(), Some(IoReturn::NOT_FOUND), "{step}");
                }
                Err(error) => assert_eq!(error.io_return(), Some(expected), "{step}: {error}"),
                Ok(()) => assert!(is_silent(function), "{step}, and nobody was told"),
            }
        }
    }
}

/// A kext and two dexts, whose drivers answer with what is asked for.
fn registry() -> Fake {
    let fake = Fake::new([
        FakeService::kext(1, &["LampKext", "RingDriver", "IOService"]),
        FakeService::dext(2, "RingDriver")
            .with("serial", Value::Text("A1".to_owned()))
            .with("port", Value::Number(3))
            .with("ready", Value::Flag(true)),
        FakeService::dext(3, "RingDriver"),
    ]);
    fake.drive(|_, called| Answer {
        scalars: vec![7; called.room.0 as usize],
        structure: vec![1; called.room.1.min(5000)],
        ..Answer::default()
    });
    fake
}
