//! CoreFoundation's functions.

use objc2_core_foundation::{
    CFBoolean, CFDictionary, CFNumber, CFNumberType, CFRetained, CFString,
    CFStringBuiltInEncodings, CFType, Type, kCFTypeDictionaryKeyCallBacks,
    kCFTypeDictionaryValueCallBacks,
};

use super::System;
use crate::iokit::functions::{Object, Objects};

/// A count of an object, given to the caller.
fn given<T: Type>(object: CFRetained<T>) -> Object {
    Object(CFRetained::into_raw(object).cast())
}

/// A count of a dictionary, taken from the caller.
///
/// # Safety
///
/// It's a dictionary, and the count is the caller's.
pub(super) unsafe fn taken(dictionary: Object) -> CFRetained<CFDictionary> {
    // SAFETY: the caller's promise is the same one.
    unsafe { CFRetained::from_raw(dictionary.0.cast()) }
}

// SAFETY: every function is the one that it says.
unsafe impl Objects for System {
    fn string(&self, text: &str) -> Option<Object> {
        // SAFETY: the bytes are there for the time of the call.
        let string = unsafe {
            CFString::with_bytes(
                None,
                text.as_ptr(),
                text.len() as isize,
                CFStringBuiltInEncodings::EncodingUTF8.0,
                false,
            )
        };
        string.map(given)
    }

    fn number(&self, number: u64) -> Option<Object> {
        // SAFETY: the number is 64 bits.
        let number =
            unsafe { CFNumber::new(None, CFNumberType::SInt64Type, (&raw const number).cast()) };
        number.map(given)
    }

    fn boolean(&self, flag: bool) -> Option<Object> {
        Some(given(CFBoolean::new(flag).retain()))
    }

    unsafe fn dictionary(&self, key: Object, value: Object) -> Option<Object> {
        let mut key = key.0.as_ptr().cast_const();
        let mut value = value.0.as_ptr().cast_const();
        // SAFETY: one key and one value, which are objects, with the callbacks of objects.
        let dictionary = unsafe {
            CFDictionary::new(
                None,
                &raw mut key,
                &raw mut value,
                1,
                &raw const kCFTypeDictionaryKeyCallBacks,
                &raw const kCFTypeDictionaryValueCallBacks,
            )
        };
        dictionary.map(given)
    }

    unsafe fn retain(&self, object: Object) {
        // SAFETY: the caller's promise.
        let retained = unsafe { CFRetained::<CFType>::retain(object.0.cast()) };
        given(retained);
    }

    unsafe fn release(&self, object: Object) {
        // SAFETY: the caller's promise.
        drop(unsafe { CFRetained::<CFType>::from_raw(object.0.cast()) });
    }
}
