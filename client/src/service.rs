//! The services that an app looks for, and what is said of them when they come and go.

use std::fmt;

/// Which service is meant. Several may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Service<'a> {
    /// By the class of the driver. That of a dext is a property of its service, `IOUserClass`
    /// (`kIOPropertyMatchKey`), because all dexts have the kernel's class `IOUserService`: the very
    /// class, and none that it's derived from. That of a kext is the kernel's, or one that it's derived
    /// from (`IOServiceMatching`).
    Class(&'a str),
    /// By the name in the registry (`IOServiceNameMatching`). The kernel gives a dext's service its
    /// `IOUserClass` for a name; the driver may set another.
    Name(&'a str),
    /// By a property and its value (`kIOPropertyMatchKey`), such as a serial number.
    Property(&'a str, PropertyValue<'a>),
    /// The very one (`IORegistryEntryIDMatching`).
    Id(ServiceId),
}

/// The value that a property of a service must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PropertyValue<'a> {
    /// A string (`CFString`).
    Text(&'a str),
    /// A number (`CFNumber`).
    Number(u64),
    /// True or false (`CFBoolean`).
    Flag(bool),
}

/// A service's number in the registry (`IORegistryEntryGetRegistryEntryID`): no other service has it
/// until the system is started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId(pub u64);

/// What watches services, as the transport numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RawWatch(pub u64);

/// Takes what comes and goes, for [`Transport::watch`](crate::Transport::watch).
///
/// It's told one thing after the other, on a thread of the transport's, and perhaps before `watch`
/// has returned. A service arrives once, and is removed only after it has arrived. A sink may call
/// the transport, and may end its own watch.
pub trait ServiceSink: Send + Sync {
    /// A service is there and can be opened; those that are there already come first.
    fn arrived(&self, service: ServiceId);

    /// A service that had arrived is gone: it was unplugged or terminated, or its driver has died.
    fn removed(&self, service: ServiceId);
}

impl fmt::Display for Service<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Class(class) => write!(f, "class {class}"),
            Self::Name(name) => write!(f, "name {name}"),
            Self::Property(key, value) => write!(f, "property {key} = {value}"),
            Self::Id(id) => write!(f, "id {id}"),
        }
    }
}

impl fmt::Display for PropertyValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

/// As `ioreg` prints it.
impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

impl<'a> From<&'a str> for PropertyValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for PropertyValue<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for PropertyValue<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
