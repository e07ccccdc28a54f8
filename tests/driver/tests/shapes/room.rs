//! Room to spare: a client may offer more than there is, and never less.

use iigen_client::{IoReturn, Method, Plain as _, Returned, StructureOutput};

use crate::raw::{accepted, refused};
use crate::{Shapes, entered, with_shapes};

/// A call with room for words and bytes: what came back of both.
fn call(
    shapes: &Shapes<'_>,
    selector: u32,
    words: usize,
    bytes: usize,
) -> Result<(Returned, Vec<u64>, Vec<u8>), Option<IoReturn>> {
    let (mut words, mut bytes) = (vec![0; words], vec![0x5a; bytes]);
    let output = StructureOutput::Buffer(&mut bytes);
    let method = Method::new("raw", selector);
    let returned = shapes
        .connection()
        .call_raw(method, &[], &[], &mut words, output)
        .map_err(|error| error.io_return())?;
    Ok((returned, words, bytes))
}

#[test]
fn more_words_than_there_are() {
    with_shapes(|shapes| {
        assert_eq!(shapes.some_words(), Ok([1, 2, 3]));
        for room in 0..3 {
            refused(shapes, 30, &[], room);
        }
        for room in 3..=16 {
            assert_eq!(accepted(shapes, 30, &[], room), [1, 2, 3]);
        }
    });
}

#[test]
fn more_bytes_than_there_are() {
    with_shapes(|shapes| {
        let reply = shapes.a_place().expect("it is accepted");
        assert_eq!((reply.value, reply.mouse.x, reply.mouse.y), (5, -1, 2));
        let before = entered(shapes);
        for (words, bytes) in [(0, 4), (1, 3), (1, 0), (16, 3)] {
            let answer = call(shapes, 31, words, bytes);
            assert_eq!(answer.err(), Some(Some(IoReturn::BAD_ARGUMENT)));
        }
        assert_eq!(entered(shapes), before);
        for (room, size) in [(1, 4), (16, 5), (2, 4096)] {
            let (returned, words, bytes) = call(shapes, 31, room, size).expect("it is accepted");
            assert_eq!((returned.scalars, returned.structure), (1, 4));
            assert_eq!((words[0], &bytes[..4]), (5, reply.mouse.as_bytes()));
            assert!(bytes[4..].iter().all(|byte| *byte == 0x5a));
        }
    });
}

/// A structure that goes to a descriptor: the room behind it stays as it was.
#[test]
fn more_bytes_in_a_descriptor() {
    with_shapes(|shapes| {
        assert_eq!(shapes.much().expect("it is accepted").body, [0x33; 5000]);
        let short = call(shapes, 32, 0, 4999);
        assert_eq!(short.err(), Some(Some(IoReturn::BAD_ARGUMENT)));
        let (_, _, bytes) = call(shapes, 32, 0, 9000).expect("it is accepted");
        assert!(bytes[..5000].iter().all(|byte| *byte == 0x33));
        assert!(bytes[5000..].iter().all(|byte| *byte == 0x5a));
    });
}
