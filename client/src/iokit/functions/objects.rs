//! CoreFoundation: `CFBase.h`, `CFString.h`, `CFNumber.h`, `CFDictionary.h`.

use super::Object;

/// Immutable objects. What is returned is owned by the caller, with one count.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(in crate::iokit) unsafe trait Objects {
    /// `CFStringCreateWithBytes`, of UTF-8 (`CFString.h`).
    fn string(&self, text: &str) -> Option<Object>;
    /// `CFNumberCreate` with `kCFNumberSInt64Type`, of the same 64 bits (`CFNumber.h`).
    fn number(&self, number: u64) -> Option<Object>;
    /// `CFRetain` of `kCFBooleanTrue` or `kCFBooleanFalse` (`CFNumber.h`).
    fn boolean(&self, flag: bool) -> Option<Object>;
    /// `CFDictionaryCreate` of one pair, which it retains (`CFDictionary.h`).
    ///
    /// # Safety
    ///
    /// They are objects.
    unsafe fn dictionary(&self, key: Object, value: Object) -> Option<Object>;
    /// `CFRetain` (`CFBase.h`).
    ///
    /// # Safety
    ///
    /// It's an object.
    unsafe fn retain(&self, object: Object);
    /// `CFRelease` (`CFBase.h`).
    ///
    /// # Safety
    ///
    /// A count of the object is the caller's, and is given away.
    unsafe fn release(&self, object: Object);
}
