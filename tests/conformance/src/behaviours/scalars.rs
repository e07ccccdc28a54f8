//! Numbers, selectors and codes.

use iigen_client::{Call, IoReturn, StructureOutput};

use super::selector::{BOUNDED, FAIL, RESERVED, REVERSE, SWAP, UNKNOWN};
use crate::Stage;
use crate::stage::{Opened, ask};
use crate::trouble::{Seen, same};

/// What a call answers that has room for so many numbers.
fn answer(opened: &Opened, selector: u32, scalars: &[u64], room: usize) -> Result<usize, IoReturn> {
    let mut numbers = [0; 17];
    let returned = opened.call(Call {
        scalar_output: &mut numbers[..room],
        ..ask(selector, scalars)
    })?;
    Ok(returned.scalars)
}

pub(super) fn come_and_go(stage: &Stage) -> Seen {
    let swapped = stage.open()?.numbers(SWAP, &[1, 2])?;
    same("the numbers", swapped, [2, 1])
}

pub(super) fn have_64_bits(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for number in [u64::MAX, 1 << 63, 0x0123_4567_89ab_cdef] {
        let [_, back] = opened.numbers(SWAP, &[number, 0])?;
        same("the number", back, number)?;
    }
    Ok(())
}

pub(super) fn sixteen(stage: &Stage) -> Seen {
    let numbers = std::array::from_fn(|index| index as u64);
    let mut reversed = numbers;
    reversed.reverse();
    let came: [u64; 16] = stage.open()?.numbers(REVERSE, &numbers)?;
    same("the numbers", came, reversed)
}

pub(super) fn seventeen(stage: &Stage) -> Seen {
    // MIG_ARRAY_TOO_LARGE, of the stub: no driver is asked (IOKitUser, migcom's user.c).
    let refused = answer(&stage.open()?, REVERSE, &[0; 17], 16);
    same("the answer", refused, Err(IoReturn(-307)))
}

pub(super) fn counts(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for (scalars, room) in [(1, 2), (3, 2), (2, 1), (2, 3), (0, 0)] {
        let refused = answer(&opened, SWAP, &[1, 2, 3][..scalars], room);
        let what = format!("{scalars} numbers in, {room} out");
        same(&what, refused, Err(IoReturn::BAD_ARGUMENT))?;
    }
    Ok(())
}

pub(super) fn bounds(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for (level, expected) in [(1, Ok(1)), (10, Ok(1))] {
        same("in bounds", answer(&opened, BOUNDED, &[level], 1), expected)?;
    }
    for level in [0, 11, 1 << 32 | 5, u64::MAX] {
        let refused = answer(&opened, BOUNDED, &[level], 1);
        let what = format!("a level of {level}");
        same(&what, refused, Err(IoReturn::BAD_ARGUMENT))?;
    }
    Ok(())
}

pub(super) fn unknown(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for selector in [RESERVED, UNKNOWN, u32::MAX] {
        let refused = answer(&opened, selector, &[], 0);
        let what = format!("selector {selector}");
        same(&what, refused, Err(IoReturn::UNSUPPORTED))?;
    }
    Ok(())
}

/// A failing call's answer, and its outputs.
fn fail(opened: &Opened, code: u64) -> (Option<IoReturn>, u64, [u8; 8]) {
    let (mut number, mut bytes) = ([77], [88; 8]);
    let returned = opened.call(Call {
        scalar_output: &mut number,
        structure_output: StructureOutput::Buffer(&mut bytes),
        ..ask(FAIL, &[code])
    });
    (returned.err(), number[0], bytes)
}

pub(super) fn codes(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for code in [0xe000_02e8_u32, 0xe000_4321, 5, 0xffff_ffff] {
        let expected = Some(IoReturn(code as i32));
        same("the code", fail(&opened, code.into()).0, expected)?;
    }
    Ok(())
}

pub(super) fn untouched(stage: &Stage) -> Seen {
    let (_, number, bytes) = fail(&stage.open()?, 0xe000_02e8);
    same("the number", number, 77)?;
    same("the structure", bytes, [88; 8])
}
