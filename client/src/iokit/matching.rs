//! What is looked for, as the kernel wants it: a dictionary.

use super::functions::{Functions, Object};
use super::owned::OwnedObject;
use crate::{IoReturn, PropertyValue, Service, ServiceId};

/// `kIOProviderClassKey` (`IOKit/IOKitKeys.h`), the key of `IOServiceMatching`.
const PROVIDER_CLASS: &str = "IOProviderClass";
/// `kIONameMatchKey` (`IOKit/IOKitKeys.h`), the key of `IOServiceNameMatching`.
const NAME_MATCH: &str = "IONameMatch";
/// `kIOPropertyMatchKey` (`IOKit/IOKitKeys.h`).
const PROPERTY_MATCH: &str = "IOPropertyMatch";
/// `kIORegistryEntryIDKey` (`IOKit/IOKitKeysPrivate.h`), the key of `IORegistryEntryIDMatching`.
const REGISTRY_ENTRY_ID: &str = "IORegistryEntryID";
/// `kIOUserClassKey` (xnu `IOKit/IOServicePM.h` and a dext's `Info.plist`).
const USER_CLASS: &str = "IOUserClass";

/// The dictionaries that the service's are made of: it matches if one of them does.
///
/// They are what `IOServiceMatching` and the like make (IOKitUser `IOKitLib.c`, `MakeOneStringProp`),
/// but of UTF-8 instead of MacRoman.
///
/// # Classes
///
/// A class needs two. The kernel compares `IOProviderClass` with its own classes, derived ones
/// included (xnu `IOService.cpp`, `IOService::matchInternal`: `metaCast`): that finds a kext's
/// service. The one of a dext is an instance of some class of the kernel's, mostly `IOUserService`,
/// and has the dext's own class as its property `IOUserClass` (DriverKit itself finds it so: xnu
/// `IOUserServer.cpp`, `IOService::CreateUserClassMatchingDictionary`). The classes that a dext's
/// class is derived from can't be matched with.
pub(super) fn dictionaries<F: Functions>(
    functions: &F,
    service: &Service<'_>,
) -> Result<Vec<OwnedObject<F>>, IoReturn> {
    let text = |text| owned(functions, functions.string(text));
    let one = match *service {
        Service::Class(class) => {
            let of_dext = property(functions, USER_CLASS, text(class)?)?;
            return Ok(vec![
                of_dext,
                pair(functions, PROVIDER_CLASS, text(class)?)?,
            ]);
        }
        Service::Name(name) => pair(functions, NAME_MATCH, text(name)?)?,
        Service::Id(ServiceId(id)) => {
            let id = owned(functions, functions.number(id))?;
            pair(functions, REGISTRY_ENTRY_ID, id)?
        }
        Service::Property(key, value) => {
            let value = match value {
                PropertyValue::Text(value) => functions.string(value),
                PropertyValue::Number(number) => functions.number(number),
                PropertyValue::Flag(flag) => functions.boolean(flag),
            };
            property(functions, key, owned(functions, value)?)?
        }
    };
    Ok(vec![one])
}

/// A dictionary that matches with a property.
fn property<F: Functions>(
    functions: &F,
    key: &str,
    value: OwnedObject<F>,
) -> Result<OwnedObject<F>, IoReturn> {
    let properties = pair(functions, key, value)?;
    pair(functions, PROPERTY_MATCH, properties)
}

fn pair<F: Functions>(
    functions: &F,
    key: &str,
    value: OwnedObject<F>,
) -> Result<OwnedObject<F>, IoReturn> {
    let key = owned(functions, functions.string(key))?;
    // SAFETY: both are objects; the dictionary has counts of its own.
    owned(functions, unsafe {
        functions.dictionary(key.get(), value.get())
    })
}

/// An object that was made just now, if there was memory for it.
fn owned<F: Functions>(functions: &F, created: Option<Object>) -> Result<OwnedObject<F>, IoReturn> {
    let object = created.ok_or(IoReturn::NO_MEMORY)?;
    // SAFETY: who creates an object has a count of it.
    Ok(unsafe { OwnedObject::new(functions, object) })
}
