//! Memory of drivers.

use super::check;
use super::functions::{Functions, Port};
use crate::{Cache, IoReturn, RawMapping};

/// `kIOMapAnywhere` (`IOKit/IOTypes.h`).
const MAP_ANYWHERE: u32 = 1;

/// `IOConnectMapMemory64`.
pub(super) fn map<F: Functions>(
    functions: &F,
    connection: Port,
    memory_type: u32,
    cache: Cache,
) -> Result<RawMapping, IoReturn> {
    let (mut address, mut size) = (0, 0);
    let options = MAP_ANYWHERE | cache.bits();
    check(functions.map_memory(connection, memory_type, &mut address, &mut size, options))?;
    match (usize::try_from(address), usize::try_from(size)) {
        (Ok(start), Ok(size)) if start != 0 && start.checked_add(size).is_some() => {
            Ok(RawMapping {
                address: std::ptr::with_exposed_provenance_mut(start),
                size,
            })
        }
        _ => {
            // SAFETY: it was mapped just now, and nobody has heard of it.
            let _ = unsafe { functions.unmap_memory(connection, memory_type, address) };
            Err(IoReturn::VM_ERROR)
        }
    }
}

/// `IOConnectUnmapMemory64`.
///
/// # Safety
///
/// `mapping` came from [`map`] of this connection and type, and nothing uses its memory any more.
pub(super) unsafe fn unmap<F: Functions>(
    functions: &F,
    connection: Port,
    memory_type: u32,
    mapping: RawMapping,
) -> Result<(), IoReturn> {
    let address = mapping.address.addr() as u64;
    // SAFETY: the caller's promise is the same one.
    check(unsafe { functions.unmap_memory(connection, memory_type, address) })
}
