//! Calls that the generated client wouldn't make.

use driver_tests::Loopback;
use driver_tests::structs::StructsUserClient;
use iigen_client::{IoReturn, Method, Returned, StructureOutput};

type Client<'l> = StructsUserClient<&'l Loopback>;

/// A call with these bytes and this room, and its answer.
pub(crate) fn call(
    client: &Client<'_>,
    selector: u32,
    structure: &[u8],
    room: &mut [u8],
) -> Result<Returned, Option<IoReturn>> {
    call_with(client, selector, &[], structure, 0, room)
}

/// The same with scalars, and room for so many.
pub(crate) fn call_with(
    client: &Client<'_>,
    selector: u32,
    scalars: &[u64],
    structure: &[u8],
    scalars_out: usize,
    room: &mut [u8],
) -> Result<Returned, Option<IoReturn>> {
    let (method, output) = (Method::new("raw", selector), StructureOutput::Buffer(room));
    client
        .connection()
        .call_raw(
            method,
            scalars,
            structure,
            &mut vec![0; scalars_out],
            output,
        )
        .map_err(|error| error.io_return())
}

/// How many handlers were entered.
pub(crate) fn entered(client: &Client<'_>) -> u64 {
    client.entered().expect("the driver says so")
}

/// Refused as a bad argument, before the handler was entered, and nothing was written.
pub(crate) fn refused(client: &Client<'_>, selector: u32, structure: &[u8], room: usize) {
    refused_with(client, selector, &[], structure, 0, room);
}

/// The same with scalars.
pub(crate) fn refused_with(
    client: &Client<'_>,
    selector: u32,
    scalars: &[u64],
    structure: &[u8],
    scalars_out: usize,
    room: usize,
) {
    let before = entered(client);
    let mut bytes = vec![0x5a; room];
    let answer = call_with(
        client,
        selector,
        scalars,
        structure,
        scalars_out,
        &mut bytes,
    );
    let length = structure.len();
    let what = format!("selector {selector} with {length} bytes and room for {room}");
    assert_eq!(answer, Err(Some(IoReturn::BAD_ARGUMENT)), "{what}");
    assert_eq!(entered(client), before, "{what}: the handler was entered");
    assert!(bytes.iter().all(|byte| *byte == 0x5a), "{what}: an answer");
}
