//! Services that are there.

use super::check;
use super::functions::Functions;
use super::matching;
use super::owned::{OwnedObject, OwnedPort};
use crate::{IoReturn, RawConnection, Service, ServiceId};

/// How often an iterator is read that the registry has changed under.
const ATTEMPTS: usize = 16;

/// All services that match, each once.
pub(super) fn services<F: Functions>(
    functions: &F,
    service: &Service<'_>,
) -> Result<Vec<ServiceId>, IoReturn> {
    let mut all = Vec::new();
    for dictionary in matching::dictionaries(functions, service)? {
        let Some(iterator) = existing(functions, dictionary)? else {
            continue;
        };
        let found = steady(&iterator, || {
            std::iter::from_fn(|| next(&iterator))
                .map(|service| id(&service))
                .collect::<Result<Vec<_>, _>>()
        })?;
        for id in found {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    Ok(all)
}

/// Opens a user client on the first service that matches.
pub(super) fn open<F: Functions>(
    functions: &F,
    service: &Service<'_>,
    open_type: u32,
) -> Result<RawConnection, IoReturn> {
    for dictionary in matching::dictionaries(functions, service)? {
        let Some(iterator) = existing(functions, dictionary)? else {
            continue;
        };
        let Some(service) = steady(&iterator, || Ok(next(&iterator)))? else {
            continue;
        };
        let mut connection = 0;
        check(functions.service_open(service.get(), open_type, &mut connection))?;
        if connection == 0 {
            return Err(IoReturn::ERROR);
        }
        return Ok(RawConnection(connection));
    }
    Err(IoReturn::NOT_FOUND)
}

/// The number of a service in the registry.
pub(super) fn id<F: Functions>(service: &OwnedPort<F>) -> Result<ServiceId, IoReturn> {
    let mut id = 0;
    check(service.functions.registry_entry_id(service.get(), &mut id))?;
    Ok(ServiceId(id))
}

/// The next object of an iterator, unless it has come to its end or has become invalid.
pub(super) fn next<F: Functions>(iterator: &OwnedPort<F>) -> Option<OwnedPort<F>> {
    let functions = &iterator.functions;
    match functions.iterator_next(iterator.get()) {
        0 => None,
        // SAFETY: an iterator gives a reference with each object.
        object => Some(unsafe { OwnedPort::new(functions, object) }),
    }
}

/// An iterator of the services that match now, if there are any.
fn existing<F: Functions>(
    functions: &F,
    dictionary: OwnedObject<F>,
) -> Result<Option<OwnedPort<F>>, IoReturn> {
    let mut iterator = 0;
    // SAFETY: it's a dictionary, and it's given away.
    check(unsafe { functions.get_matching_services(dictionary.give(), &mut iterator) })?;
    // SAFETY: a reference to the iterator is ours.
    Ok((iterator != 0).then(|| unsafe { OwnedPort::new(functions, iterator) }))
}

/// What is read of an iterator while the registry stays as it is. An iterator that has become
/// invalid is read again from its beginning, but not for ever: `kIOReturnBusy`.
fn steady<F: Functions, T>(
    iterator: &OwnedPort<F>,
    read: impl Fn() -> Result<T, IoReturn>,
) -> Result<T, IoReturn> {
    let functions = &iterator.functions;
    for _ in 0..ATTEMPTS {
        let found = read()?;
        if functions.iterator_is_valid(iterator.get()) {
            return Ok(found);
        }
        functions.iterator_reset(iterator.get());
    }
    Err(IoReturn::BUSY)
}
