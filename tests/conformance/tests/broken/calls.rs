//! Calls on a way that is broken.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use iigen_client::{Call, IoReturn, Returned, StructureOutput};

use crate::fault::Fault;

/// What goes in, changed as the fault says.
pub(crate) struct Input {
    scalars: Vec<u64>,
    structure: Vec<u8>,
}

impl Input {
    pub(crate) fn of(fault: Fault, call: &Call<'_>) -> Self {
        let (mut scalars, mut structure) =
            (call.scalar_input.to_vec(), call.structure_input.to_vec());
        match fault {
            Fault::LeavesNumbersOut => scalars.truncate(16),
            Fault::CutsStructures => structure.truncate(4096),
            Fault::SplitsEarly if structure.len() == 4096 => structure.push(0),
            _ => {}
        }
        Self { scalars, structure }
    }
}

/// Makes a call with what goes in, and changes what comes out as the fault says.
pub(crate) fn call(
    fault: Fault,
    input: &Input,
    call: Call<'_>,
    inner: impl FnOnce(Call<'_>) -> Result<Returned, IoReturn>,
) -> Result<Returned, IoReturn> {
    let numbers = call.scalar_output;
    let mut wide = [0; 4097];
    let mut output = call.structure_output;
    if let (Fault::OverwritesVariable, StructureOutput::Variable(bytes)) = (fault, &mut output) {
        bytes.fill(0);
    }
    let room = match &output {
        StructureOutput::Buffer(bytes) => bytes.len(),
        StructureOutput::Variable(_) => usize::MAX,
    };
    let widened = fault == Fault::WidensRoom && room == 4096;
    let result = inner(Call {
        selector: call.selector,
        scalar_input: &input.scalars,
        structure_input: &input.structure,
        scalar_output: &mut *numbers,
        structure_output: match &mut output {
            _ if widened => StructureOutput::Buffer(&mut wide),
            StructureOutput::Buffer(bytes) => StructureOutput::Buffer(bytes),
            StructureOutput::Variable(bytes) => StructureOutput::Variable(bytes),
        },
    });
    let Ok(mut returned) = result else {
        if let (Fault::ClearsOutputs, StructureOutput::Buffer(bytes)) = (fault, output) {
            numbers.fill(0);
            bytes.fill(0);
        }
        return forgiven(fault, result);
    };
    if let StructureOutput::Buffer(bytes) = output {
        if widened {
            bytes.copy_from_slice(&wide[..4096]);
            returned.structure = 4096;
        }
        match (fault, bytes) {
            (Fault::OverstatesAnswers, bytes) if room <= 4096 => returned.structure = bytes.len(),
            (Fault::UnderstatesDescriptors, _) if room > 4096 => returned.structure = 0,
            (Fault::LosesTheLastByte, [.., last]) if room > 4096 => *last = 0xfe,
            _ => {}
        }
    }
    match (fault, numbers) {
        (Fault::LosesTheLastNumber, [.., last]) if returned.scalars == 16 => *last = 0xfe,
        (Fault::SwapsNumbers, [one, other]) => std::mem::swap(one, other),
        (Fault::CutsNumbers, numbers) => {
            numbers.iter_mut().for_each(|number| *number &= 0xffff_ffff);
        }
        _ => {}
    }
    Ok(returned)
}

/// What a call answers that has failed.
pub(crate) fn forgiven(
    fault: Fault,
    result: Result<Returned, IoReturn>,
) -> Result<Returned, IoReturn> {
    let fine = Ok(Returned {
        scalars: 0,
        structure: 0,
    });
    match (fault, result) {
        (Fault::ForgivesArguments, Err(IoReturn::BAD_ARGUMENT))
        | (Fault::AnswersUnknownSelectors, Err(IoReturn::UNSUPPORTED))
        | (Fault::AnswersWhenClosed, Err(IoReturn::MACH_SEND_INVALID_DEST)) => fine,
        (Fault::LosesCodes, Err(_)) => Err(IoReturn::ERROR),
        (_, result) => result,
    }
}

/// Clears what calls answer that run at the same time.
pub(crate) fn mixed(
    running: &AtomicU32,
    call: Call<'_>,
    inner: impl FnOnce(Call<'_>) -> Result<Returned, IoReturn>,
) -> Result<Returned, IoReturn> {
    running.fetch_add(1, Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(1));
    let alone = running.load(Ordering::SeqCst) == 1;
    let numbers = call.scalar_output;
    let result = inner(Call {
        scalar_output: &mut *numbers,
        ..call
    });
    if !alone {
        numbers.fill(0xfe);
    }
    running.fetch_sub(1, Ordering::SeqCst);
    result
}
