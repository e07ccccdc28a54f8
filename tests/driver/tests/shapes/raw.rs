//! Calls that the generated client wouldn't make.

use iigen_client::{IoReturn, Method, StructureOutput};

use crate::{Shapes, entered};

/// What a client's memory is full of before a call.
const UNTOUCHED: u64 = 0x5a5a_5a5a_5a5a_5a5a;

/// A call with these words and this room, and the words that it answers.
pub(crate) fn call(
    shapes: &Shapes<'_>,
    selector: u32,
    words: &[u64],
    room: usize,
) -> Result<Vec<u64>, IoReturn> {
    let mut answer = vec![UNTOUCHED; room];
    let output = StructureOutput::Buffer(&mut []);
    let method = Method::new("raw", selector);
    let connection = shapes.connection();
    match connection.call_raw(method, words, &[], &mut answer, output) {
        Ok(returned) => {
            answer.truncate(returned.scalars);
            Ok(answer)
        }
        Err(error) => {
            assert!(answer.iter().all(|word| *word == UNTOUCHED), "{answer:x?}");
            Err(error.io_return().expect("a code"))
        }
    }
}

/// Accepted, and the handler ran.
pub(crate) fn accepted(shapes: &Shapes<'_>, selector: u32, words: &[u64], room: usize) -> Vec<u64> {
    let before = entered(shapes);
    let answer = call(shapes, selector, words, room);
    let answer = answer.unwrap_or_else(|code| panic!("{selector} with {words:x?}: {code}"));
    assert_eq!(entered(shapes), before + 1, "{selector} with {words:x?}");
    answer
}

/// Refused as a bad argument, before the handler.
pub(crate) fn refused(shapes: &Shapes<'_>, selector: u32, words: &[u64], room: usize) {
    let before = entered(shapes);
    let what = format!("{selector} with {words:x?} and room for {room}");
    let answer = call(shapes, selector, words, room);
    assert_eq!(answer, Err(IoReturn::BAD_ARGUMENT), "{what}");
    assert_eq!(entered(shapes), before, "{what}: the handler was entered");
}

/// Of all numbers of scalars, these are accepted; `words` has as many as can be, and more than
/// that are zero.
pub(crate) fn counts(
    shapes: &Shapes<'_>,
    selector: u32,
    words: &[u64],
    room: usize,
    good: &[usize],
) {
    for count in 0..=16 {
        let mut words = words.to_vec();
        words.resize(count, 0);
        if good.contains(&count) {
            accepted(shapes, selector, &words, room);
        } else {
            refused(shapes, selector, &words, room);
        }
    }
}
