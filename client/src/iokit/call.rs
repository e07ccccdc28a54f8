//! Calls of methods.

use std::ffi::c_void;
use std::{ptr, slice};

use super::check;
use super::functions::{Arguments, Code, Functions, Port};
use crate::{Call, IoReturn, Returned, SCALARS_MAX, StructureOutput};

/// `kIOConnectMethodVarOutputSize` (`IOKit/IOKitLib.h`), as `IOConnectCallMethod` compares it.
const VARIABLE_SIZE: usize = -3_isize as usize;

/// `IOConnectCallMethod`.
pub(super) fn call<F: Functions>(
    functions: &F,
    connection: Port,
    call: Call<'_>,
) -> Result<Returned, IoReturn> {
    match call.structure_output {
        StructureOutput::Variable(bytes) => {
            let call = Call {
                structure_output: StructureOutput::none(),
                ..call
            };
            variable(functions, connection, call, bytes)
        }
        // SAFETY: the arguments are what `buffered` says.
        StructureOutput::Buffer(_) => buffered(call, |arguments| unsafe {
            functions.call_method(connection, arguments)
        }),
    }
}

/// A call whose structure comes back into a buffer; `send` gets arguments whose outputs have the room
/// that they tell.
///
/// Nothing that comes back is believed to be more than that. A call that fails has perhaps written to
/// the outputs (a reply that has too much for them, `MIG_ARRAY_TOO_LARGE`, is copied as far as it
/// goes), and says nothing of how much.
pub(super) fn buffered(
    call: Call<'_>,
    send: impl FnOnce(Arguments<'_>) -> Code,
) -> Result<Returned, IoReturn> {
    let mut count = scalar_room(&call)?;
    let StructureOutput::Buffer(buffer) = call.structure_output else {
        // As the kernel answers a size like that of the variable output.
        return Err(IoReturn::IPC_ERROR);
    };
    let mut size = buffer.len();
    let (count_room, size_room) = (count, size);
    check(send(Arguments {
        selector: call.selector,
        scalar_input: call.scalar_input,
        structure_input: call.structure_input,
        scalar_output: call.scalar_output.as_mut_ptr(),
        scalar_output_count: &mut count,
        structure_output: buffer.as_mut_ptr().cast(),
        structure_output_size: &mut size,
    }))?;
    if count > count_room || size > size_room {
        return Err(IoReturn::MIG_ARRAY_TOO_LARGE);
    }
    Ok(Returned {
        scalars: count as usize,
        structure: size,
    })
}

/// A call whose structure comes back in memory of the system's, as long as the driver likes.
fn variable<F: Functions>(
    functions: &F,
    connection: Port,
    call: Call<'_>,
    bytes: &mut Vec<u8>,
) -> Result<Returned, IoReturn> {
    let (mut count, mut size) = (scalar_room(&call)?, VARIABLE_SIZE);
    let room = count;
    let mut address: *mut c_void = ptr::null_mut();
    let arguments = Arguments {
        selector: call.selector,
        scalar_input: call.scalar_input,
        structure_input: call.structure_input,
        scalar_output: call.scalar_output.as_mut_ptr(),
        scalar_output_count: &mut count,
        structure_output: (&raw mut address).cast(),
        structure_output_size: &mut size,
    };
    // SAFETY: the scalars have their room, and an address has room for an address.
    let code = unsafe { functions.call_method(connection, arguments) };
    let allocated = Allocated {
        functions,
        address,
        // The size is written together with the address.
        size: if address.is_null() { 0 } else { size },
    };
    check(code)?;
    if count > room {
        return Err(IoReturn::MIG_ARRAY_TOO_LARGE);
    }
    let returned = allocated.bytes();
    bytes
        .try_reserve(returned.len())
        .map_err(|_| IoReturn::NO_MEMORY)?;
    bytes.extend_from_slice(returned);
    Ok(Returned {
        scalars: count as usize,
        structure: returned.len(),
    })
}

/// The room for scalars that a call tells: 16 at most, as the kernel takes it.
///
/// More scalars for the driver don't leave the app: so does the function that MIG makes of
/// `io_connect_method`.
fn scalar_room(call: &Call<'_>) -> Result<u32, IoReturn> {
    if call.scalar_input.len() > SCALARS_MAX {
        return Err(IoReturn::MIG_ARRAY_TOO_LARGE);
    }
    Ok(call.scalar_output.len().min(SCALARS_MAX) as u32)
}

/// Memory that the system has allocated for an answer; given back when it is dropped.
struct Allocated<'a, F: Functions> {
    functions: &'a F,
    address: *mut c_void,
    size: usize,
}

impl<F: Functions> Allocated<'_, F> {
    fn bytes(&self) -> &[u8] {
        if self.size == 0 {
            return &[];
        }
        // SAFETY: the system has allocated and filled so many bytes, and nobody else has them.
        unsafe { slice::from_raw_parts(self.address.cast(), self.size) }
    }
}

impl<F: Functions> Drop for Allocated<'_, F> {
    fn drop(&mut self) {
        if self.size != 0 {
            // SAFETY: the memory is ours, and what was borrowed of it is gone.
            unsafe { self.functions.vm_deallocate(self.address, self.size) };
        }
    }
}
