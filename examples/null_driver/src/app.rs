//! An app that calls Apple's null driver, in the loopback.

use std::time::Duration;

use iigen_client::StructureOutput;
use iigen_loopback::Loopback;

use crate::null_driver::{NullDriverUserClient, Sample};

pub(crate) fn run() -> Result<(), Box<dyn std::error::Error>> {
    let loopback = Loopback::builder().provider("NullDriver").start()?;
    let client = NullDriverUserClient::open(&loopback)?;

    let mut sums = [0; 3];
    client.any_scalar(&[1, 2, 3], &[], &mut sums, StructureOutput::none())?;
    println!("any_scalar([1, 2, 3]) = {sums:?}");

    // The sample sends one structure inline and one by descriptor.
    for length in [16, 4104] {
        let bytes = vec![41; length];
        let mut answer = vec![0; length];
        let output = StructureOutput::Buffer(&mut answer);
        let returned = client.any_struct(&[], &bytes, &mut [], output)?;
        assert!(answer.iter().all(|byte| *byte == 42));
        println!(
            "any_struct of {length} bytes = {} bytes of {}",
            returned.structure, answer[0]
        );
    }

    let values = std::array::from_fn(|index| index as u64);
    println!(
        "checked_scalar(0..16) = {:?}",
        client.checked_scalar(&values)?
    );

    let answer = client.checked_struct(&Sample {
        first: 300,
        second: 70_000,
    })?;
    println!(
        "checked_struct(300, 70000) = {}, {}",
        answer.first, answer.second
    );

    // Replies come later than the calls: to who has registered, or to the call's own completion.
    let second = Duration::from_secs(1);
    let sample = Sample {
        first: 3,
        second: 4,
    };
    let mut registered = client.register_async_callback(&sample)?;
    let answer = registered.answer;
    println!(
        "register_async_callback(3, 4) = {}, {}",
        answer.first, answer.second
    );
    client.async_request_without_completion(&Sample {
        first: 5,
        second: 6,
    })?;
    println!("a reply: {:?}", registered.completion.next(second));
    let mut reply = client.async_request(&Sample {
        first: 7,
        second: 8,
    })?;
    println!("its own: {:?}", reply.wait(second)?);

    // A driver that stops tells who still waits.
    drop(client);
    match registered.completion.next(second) {
        Some(Err(error)) => println!("the end: {error}"),
        other => println!("not the end: {other:?}"),
    }
    loopback.finish()?;
    Ok(())
}
