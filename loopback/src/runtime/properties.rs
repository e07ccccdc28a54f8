//! Values by name: a driver's properties, an app's entitlements.

use super::{ffi, machine::bytes};

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Property {
    /// An `OSString`.
    Text(String),
    /// An `OSNumber` of 64 bits.
    Number(u64),
    /// An `OSBoolean`.
    Flag(bool),
    /// An `OSArray` of `OSString`s.
    List(Vec<String>),
}

impl From<&str> for Property {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Property {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<u64> for Property {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Property {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<Vec<String>> for Property {
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}

impl<const N: usize> From<[&str; N]> for Property {
    fn from(value: [&str; N]) -> Self {
        Self::List(value.map(str::to_owned).to_vec())
    }
}

/// What an app is entitled to, by its signature.
///
/// ```
/// # use iigen_loopback::Entitlements;
/// Entitlements::new()
///     .with("com.example.ring", true)
///     .with("com.apple.developer.driverkit.userclient-access", ["com.example.RingDriver"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entitlements {
    values: Vec<(String, Property)>,
    root: bool,
}

impl Entitlements {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Property>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// The app runs as root, which no signature says: to a dext the kernel tells it as
    /// `com.apple.developer.driverkit.administrator`, and a kext asks.
    #[must_use]
    pub fn as_root(mut self) -> Self {
        self.root = true;
        self
    }

    pub(super) fn root(&self) -> bool {
        self.root
    }

    pub(super) fn values(&self) -> &[(String, Property)] {
        &self.values
    }
}

/// Puts values into the runtime's.
///
/// # Safety
///
/// `into` is alive.
pub(super) unsafe fn put(into: *mut ffi::Properties, values: &[(String, Property)]) {
    for (key, value) in values {
        let (key, key_length) = bytes(key);
        // SAFETY: the properties are alive; the bytes are read before the functions return.
        unsafe {
            match value {
                Property::Text(text) => {
                    let (text, length) = bytes(text);
                    ffi::lb_properties_text(into, key, key_length, text, length);
                }
                Property::Number(number) => {
                    ffi::lb_properties_number(into, key, key_length, *number, u64::BITS);
                }
                Property::Flag(flag) => ffi::lb_properties_flag(into, key, key_length, *flag),
                Property::List(items) => {
                    ffi::lb_properties_list(into, key, key_length);
                    for item in items {
                        let (item, length) = bytes(item);
                        ffi::lb_properties_item(into, key, key_length, item, length);
                    }
                }
            }
        }
    }
}
