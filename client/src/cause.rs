//! What a code mostly comes from.
//!
//! xnu's `IOUserClient.cpp` and `IOUserServer.cpp` and IOKitUser's `IOKitLib.c` say which of their
//! checks answers which code; the driver's own code may answer any.

use std::fmt;

use crate::{Call, IoReturn, SCALARS_MAX, STRUCTURE_INBAND_MAX, StructureOutput};

/// What the system was asked when it answered with a code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// Something that has no causes of its own.
    Other,
    /// To look for services.
    Find,
    /// To open a user client of this type.
    Open(u32),
    /// To call a method.
    Call(Sent),
    /// To map the memory of this type.
    Map(u32),
    /// To be told of the queue in the memory of this type.
    Notify(u32),
}

/// What of a call a driver's checks compare, as small as it can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sent {
    selector: u32,
    scalars: u8,
    scalars_out: u8,
    completion: bool,
    structure: u32,
    /// [`ANY`] if the driver may return what it likes.
    structure_out: u32,
}

/// `kIOConnectMethodVarOutputSize`, or a size of 4 GiB.
const ANY: u32 = u32::MAX;

impl Sent {
    pub(crate) fn of(call: &Call<'_>, completion: bool) -> Self {
        let count = |scalars: &[u64]| u8::try_from(scalars.len()).unwrap_or(u8::MAX);
        let size = |size: usize| u32::try_from(size).unwrap_or(ANY);
        Self {
            selector: call.selector,
            scalars: count(call.scalar_input),
            scalars_out: count(call.scalar_output),
            completion,
            structure: size(call.structure_input.len()),
            structure_out: match &call.structure_output {
                StructureOutput::Buffer(buffer) => size(buffer.len()),
                StructureOutput::Variable(_) => ANY,
            },
        }
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scalars, scalars_out) = (Scalars(self.scalars), Scalars(self.scalars_out));
        let (structure, structure_out) = (Structure(self.structure), Structure(self.structure_out));
        let completion = if self.completion {
            "a completion"
        } else {
            "no completion"
        };
        write!(
            f,
            "sent {scalars}, {structure} and {completion}, asked for {scalars_out} and {structure_out}"
        )
    }
}

struct Scalars(u8);

impl fmt::Display for Scalars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("no scalars"),
            1 => f.write_str("1 scalar"),
            u8::MAX => f.write_str("255 scalars or more"),
            count => write!(f, "{count} scalars"),
        }
    }
}

struct Structure(u32);

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("no structure"),
            1 => f.write_str("a structure of 1 byte"),
            ANY => f.write_str("a structure of any size"),
            size if size as usize > STRUCTURE_INBAND_MAX => {
                write!(f, "a structure of {size} bytes (a descriptor)")
            }
            size => write!(f, "a structure of {size} bytes"),
        }
    }
}

/// What a code mostly comes from, as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause(Likely);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Likely {
    Text(&'static str),
    /// The driver makes no user client of this type.
    OpenType(u32),
    /// A check of the driver's.
    Check(Sent),
    /// The driver has no such method.
    Selector(u32),
    /// More than a message takes.
    TooMany(Sent),
    /// The driver has no such memory.
    MemoryType(u32),
    /// The driver tells nothing of such a queue.
    NotificationType(u32),
}

impl Cause {
    pub(crate) const NO_SERVICE: Self = Self(Likely::Text(
        "no such driver runs, or it hasn't called RegisterService",
    ));

    /// The likely cause of `code`, if there is one that is likelier than others.
    pub(crate) fn of(code: IoReturn, asked: Asked) -> Option<Self> {
        let likely = match asked {
            Asked::Open(open_type) => open(code, open_type),
            Asked::Call(sent) => call(code, sent),
            Asked::Map(memory_type) => map(code, memory_type),
            Asked::Notify(memory_type) => notify(code, memory_type),
            Asked::Find if code == IoReturn::UNSUPPORTED => {
                Some(Likely::Text("the transport can't look for services"))
            }
            Asked::Find | Asked::Other => None,
        };
        likely.or_else(|| always(code)).map(Self)
    }
}

/// `IOServiceOpen`: xnu `IOService::newUserClient` and `IOUserServer::serviceNewUserClient`.
fn open(code: IoReturn, open_type: u32) -> Option<Likely> {
    let text = match code {
        IoReturn::UNSUPPORTED => return Some(Likely::OpenType(open_type)),
        IoReturn::NOT_PERMITTED => {
            "the app's com.apple.developer.driverkit.userclient-access doesn't list the driver's \
             bundle identifier, or the app lacks an entitlement that the driver asks for"
        }
        IoReturn::NOT_PRIVILEGED => {
            "the app lacks an entitlement that the driver asks for, or must run as root"
        }
        IoReturn::EXCLUSIVE_ACCESS => "another app, or another connection, has it open",
        IoReturn::BAD_ARGUMENT => {
            "the driver's Info.plist lacks the user client's properties that it passes to Create \
             (UserClientProperties), or their IOClass; a kext's user client may refuse this app so"
        }
        IoReturn::ERROR => "the driver has no NewUserClient, or it answered no user client",
        _ => return None,
    };
    Some(Likely::Text(text))
}

/// `IOConnectCallMethod`: the checks of `IOUserClientMethodDispatch`, before or behind them the
/// driver's own.
fn call(code: IoReturn, sent: Sent) -> Option<Likely> {
    let text = match code {
        IoReturn::BAD_ARGUMENT => return Some(Likely::Check(sent)),
        IoReturn::UNSUPPORTED => return Some(Likely::Selector(sent.selector)),
        IoReturn::MIG_ARRAY_TOO_LARGE | IoReturn::MIG_BAD_ARGUMENTS => {
            return Some(Likely::TooMany(sent));
        }
        IoReturn::NOT_PERMITTED | IoReturn::NOT_PRIVILEGED => {
            "the driver refuses it to this app, perhaps for want of an entitlement"
        }
        IoReturn::EXCLUSIVE_ACCESS => "the device is open for another app",
        IoReturn::NO_COMPLETION => "the driver has no function for this selector",
        IoReturn::UNDERRUN => "a structure of any size was asked for, and the driver answered none",
        _ => return None,
    };
    Some(Likely::Text(text))
}

/// `IOConnectMapMemory64`: whatever the driver answers, `IOUserClient::mapClientMemory64` makes this
/// of it.
fn map(code: IoReturn, memory_type: u32) -> Option<Likely> {
    (code == IoReturn::BAD_ARGUMENT).then_some(Likely::MemoryType(memory_type))
}

/// `IOConnectSetNotificationPort`: what `IOUserClient::registerNotificationPort` answers unless a kext
/// overrides it, and what one answers that has no such queue.
fn notify(code: IoReturn, memory_type: u32) -> Option<Likely> {
    let refused = [IoReturn::UNSUPPORTED, IoReturn::BAD_ARGUMENT];
    refused
        .contains(&code)
        .then_some(Likely::NotificationType(memory_type))
}

/// Codes that mean the same wherever they come from: `IOUserServer::rpc`, MIG and Mach.
fn always(code: IoReturn) -> Option<Likely> {
    Some(Likely::Text(match code {
        IoReturn::NO_DEVICE => "the device was unplugged, or the driver has given it up",
        IoReturn::OFFLINE => "the driver's process has ended",
        IoReturn::NOT_READY => "the driver is stopping, or says itself that it isn't ready",
        IoReturn::MIG_SERVER_DIED => {
            "the driver's process died during the call; its crash report says where"
        }
        IoReturn::MACH_SEND_INVALID_DEST => "the connection is closed, or the driver is gone",
        _ => return None,
    }))
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Likely::Text(text) => f.write_str(text),
            Likely::OpenType(open_type) => write!(
                f,
                "the driver's NewUserClient refuses the type {open_type}, or what it made is no \
                 IOUserClient (IOClass and IOUserClass of UserClientProperties in its Info.plist)"
            ),
            Likely::Check(sent) => write!(
                f,
                "a count or a size isn't what the driver's row for selector {} says, or a value \
                 isn't one that it takes ({sent})",
                sent.selector
            ),
            Likely::Selector(selector) => {
                write!(
                    f,
                    "the driver has no selector {selector}, or has retired it"
                )
            }
            Likely::TooMany(sent) => write!(
                f,
                "a message has room for {SCALARS_MAX} scalars each way and {STRUCTURE_INBAND_MAX} \
                 bytes, or more came back than was asked for ({sent})"
            ),
            Likely::NotificationType(memory_type) => write!(
                f,
                "the driver has no queue in its memory of the type {memory_type}: its \
                 registerNotificationPort refuses it, as that of every dext does"
            ),
            Likely::MemoryType(memory_type) => write!(
                f,
                "the driver has no memory of the type {memory_type}, or couldn't make it: whatever \
                 its CopyClientMemoryForType answers becomes this code"
            ),
        }
    }
}
