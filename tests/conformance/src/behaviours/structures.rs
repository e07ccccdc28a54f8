//! Structures, of all sizes.

use iigen_client::{Call, IoReturn, StructureOutput};

use super::selector::{ECHO, FILL, LOOK, MIRROR, SUM};
use crate::Stage;
use crate::stage::{Opened, ask};
use crate::trouble::{Seen, Trouble, same, so};

/// Below, at and above the longest that goes in-band, and long.
const SIZES: [usize; 4] = [1, 4096, 4097, 1 << 20];

/// What the driver fills `size` bytes with.
fn pattern(seed: u8, size: usize) -> Vec<u8> {
    (0..size)
        .map(|index| seed.wrapping_add(index as u8))
        .collect()
}

/// What a call looks like to the driver.
struct Look {
    structure: u64,
    as_descriptor: bool,
    room: u64,
    into_descriptor: bool,
}

fn look(opened: &Opened, structure: &[u8], room: usize) -> Result<Look, Trouble> {
    let (mut seen, mut output) = ([0; 7], vec![0; room]);
    let returned = opened.call(Call {
        structure_input: structure,
        scalar_output: &mut seen,
        structure_output: StructureOutput::Buffer(&mut output),
        ..ask(LOOK, &[])
    })?;
    same("how many numbers came back", returned.scalars, 7)?;
    Ok(Look {
        structure: seen[1],
        as_descriptor: seen[2] == 1,
        room: seen[4],
        into_descriptor: seen[5] == 1,
    })
}

/// Asks for `length` bytes in room for `room`; answers how many are said to have come.
fn fill(opened: &Opened, length: usize, output: &mut [u8]) -> Result<usize, Trouble> {
    let returned = opened.call(Call {
        structure_output: StructureOutput::Buffer(output),
        ..ask(FILL, &[3, length as u64])
    })?;
    Ok(returned.structure)
}

pub(super) fn go_in(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in [0].into_iter().chain(SIZES) {
        let bytes = pattern(7, size);
        let mut sum = [0];
        opened.call(Call {
            structure_input: &bytes,
            scalar_output: &mut sum,
            ..ask(SUM, &[])
        })?;
        let expected = bytes.iter().map(|byte| u64::from(*byte)).sum();
        same(&format!("the sum of {size} bytes"), sum[0], expected)?;
    }
    Ok(())
}

pub(super) fn way_in(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in SIZES {
        let look = look(&opened, &pattern(0, size), 0)?;
        same("how long it is for the driver", look.structure, size as u64)?;
        let what = format!("{size} bytes go as a descriptor");
        same(&what, look.as_descriptor, size > 4096)?;
    }
    Ok(())
}

pub(super) fn come_out(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in SIZES {
        let mut output = vec![0xee; size];
        same("how many came", fill(&opened, size, &mut output)?, size)?;
        so(
            &format!("{size} bytes are the driver's"),
            output == pattern(3, size),
        )?;
    }
    Ok(())
}

pub(super) fn way_out(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in SIZES {
        let look = look(&opened, &[], size)?;
        same("the room for the driver", look.room, size as u64)?;
        let what = format!("room of {size} bytes is a descriptor");
        same(&what, look.into_descriptor, size > 4096)?;
    }
    Ok(())
}

pub(super) fn short(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for length in [0, 1, 60] {
        let mut output = [0; 100];
        same("how many came", fill(&opened, length, &mut output)?, length)?;
        same("the bytes", &output[..length], &pattern(3, length)[..])?;
    }
    Ok(())
}

pub(super) fn short_descriptor(stage: &Stage) -> Seen {
    let mut output = vec![0; 5000];
    // The kernel doesn't know better (xnu IOUserServer.cpp, IOUserUserClient::externalMethod).
    let came = fill(&stage.open()?, 4500, &mut output)?;
    same("how many are said to have come", came, 5000)?;
    so(
        "the first are the driver's",
        output[..4500] == pattern(3, 4500),
    )
}

pub(super) fn variable(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in SIZES {
        let mut output = b"before".to_vec();
        let returned = opened.call(Call {
            structure_output: StructureOutput::Variable(&mut output),
            ..ask(FILL, &[9, size as u64])
        })?;
        same("how many came", returned.structure, size)?;
        same("what was there", &output[..6], b"before")?;
        so(
            &format!("{size} bytes are the driver's"),
            output[6..] == pattern(9, size),
        )?;
    }
    Ok(())
}

pub(super) fn both_ways(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for size in SIZES {
        let bytes = pattern(5, size);
        let mut output = vec![0; size];
        let returned = opened.call(Call {
            structure_input: &bytes,
            structure_output: StructureOutput::Buffer(&mut output),
            ..ask(ECHO, &[])
        })?;
        same("how many came", returned.structure, size)?;
        so(&format!("{size} bytes come back"), output == bytes)?;
    }
    Ok(())
}

pub(super) fn wrong_sizes(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    for (size, room) in [(7, 8), (9, 8), (0, 8), (8, 7), (8, 9), (8, 0), (4097, 8)] {
        let refused = opened.call(Call {
            structure_input: &vec![0; size],
            structure_output: StructureOutput::Buffer(&mut vec![0; room]),
            ..ask(MIRROR, &[])
        });
        let what = format!("{size} bytes in, room for {room}");
        same(&what, refused, Err(IoReturn::BAD_ARGUMENT))?;
    }
    let mut mirrored = [0; 8];
    opened.call(Call {
        structure_input: &[1, 0, 0, 0, 2, 0, 0, 0],
        structure_output: StructureOutput::Buffer(&mut mirrored),
        ..ask(MIRROR, &[])
    })?;
    same("the right size", mirrored, [2, 0, 0, 0, 1, 0, 0, 0])
}
