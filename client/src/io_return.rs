//! `IOReturn`: what a call to a driver answers.

use std::fmt;

/// A code of IOKit or of Mach, as the calls return it; 0 is success.
///
/// ```
/// use iigen_client::IoReturn;
///
/// assert_eq!(IoReturn::BAD_ARGUMENT.name(), Some("kIOReturnBadArgument"));
/// assert_eq!(IoReturn::BAD_ARGUMENT.to_string(), "kIOReturnBadArgument (0xe00002c2)");
/// assert_eq!(IoReturn(0x1234).to_string(), "0x00001234");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IoReturn(pub i32);

/// The one table: a constant, Apple's name, the number and what it means.
macro_rules! codes {
    ($($constant:ident $name:literal $code:literal $meaning:literal;)*) => {
        impl IoReturn {
            $(
                #[doc = concat!("`", $name, "`: ", $meaning, ".")]
                pub const $constant: Self = Self($code as u32 as i32);
            )*

            /// Apple's name for the code, such as `kIOReturnBadArgument`; `None` for one that is
            /// neither IOKit's nor Mach's, which is often a driver's own.
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$constant => Some($name),)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    SUCCESS "kIOReturnSuccess" 0 "done";

    ERROR "kIOReturnError" 0xe00002bc "an error without a name";
    NO_MEMORY "kIOReturnNoMemory" 0xe00002bd "memory can't be allocated";
    NO_RESOURCES "kIOReturnNoResources" 0xe00002be "a resource is short";
    IPC_ERROR "kIOReturnIPCError" 0xe00002bf "an error in the messages between the processes";
    NO_DEVICE "kIOReturnNoDevice" 0xe00002c0 "there is no such device";
    NOT_PRIVILEGED "kIOReturnNotPrivileged" 0xe00002c1 "a privilege or an entitlement is missing";
    BAD_ARGUMENT "kIOReturnBadArgument" 0xe00002c2 "an argument is wrong, often a count or a size";
    LOCKED_READ "kIOReturnLockedRead" 0xe00002c3 "the device is locked for reading";
    LOCKED_WRITE "kIOReturnLockedWrite" 0xe00002c4 "the device is locked for writing";
    EXCLUSIVE_ACCESS "kIOReturnExclusiveAccess" 0xe00002c5 "another has the device for itself";
    BAD_MESSAGE_ID "kIOReturnBadMessageID" 0xe00002c6 "a message and its answer differ in their id";
    UNSUPPORTED "kIOReturnUnsupported" 0xe00002c7 "the function isn't supported";
    VM_ERROR "kIOReturnVMError" 0xe00002c8 "virtual memory failed";
    INTERNAL_ERROR "kIOReturnInternalError" 0xe00002c9 "an internal error";
    IO_ERROR "kIOReturnIOError" 0xe00002ca "input or output failed";
    CANNOT_LOCK "kIOReturnCannotLock" 0xe00002cc "a lock can't be taken";
    NOT_OPEN "kIOReturnNotOpen" 0xe00002cd "the device isn't open";
    NOT_READABLE "kIOReturnNotReadable" 0xe00002ce "reading isn't supported";
    NOT_WRITABLE "kIOReturnNotWritable" 0xe00002cf "writing isn't supported";
    NOT_ALIGNED "kIOReturnNotAligned" 0xe00002d0 "something isn't aligned";
    BAD_MEDIA "kIOReturnBadMedia" 0xe00002d1 "the medium is bad";
    STILL_OPEN "kIOReturnStillOpen" 0xe00002d2 "the device is still open";
    RLD_ERROR "kIOReturnRLDError" 0xe00002d3 "the dynamic linker failed";
    DMA_ERROR "kIOReturnDMAError" 0xe00002d4 "DMA failed";
    BUSY "kIOReturnBusy" 0xe00002d5 "the device is busy";
    TIMEOUT "kIOReturnTimeout" 0xe00002d6 "the time is over";
    OFFLINE "kIOReturnOffline" 0xe00002d7 "the device, or the driver's process, is offline";
    NOT_READY "kIOReturnNotReady" 0xe00002d8 "not ready";
    NOT_ATTACHED "kIOReturnNotAttached" 0xe00002d9 "the device isn't attached";
    NO_CHANNELS "kIOReturnNoChannels" 0xe00002da "no DMA channel is left";
    NO_SPACE "kIOReturnNoSpace" 0xe00002db "there is no space for the data";
    PORT_EXISTS "kIOReturnPortExists" 0xe00002dd "the port exists already";
    CANNOT_WIRE "kIOReturnCannotWire" 0xe00002de "memory can't be wired";
    NO_INTERRUPT "kIOReturnNoInterrupt" 0xe00002df "no interrupt is attached";
    NO_FRAMES "kIOReturnNoFrames" 0xe00002e0 "no DMA frame is queued";
    MESSAGE_TOO_LARGE "kIOReturnMessageTooLarge" 0xe00002e1 "a message is too large";
    NOT_PERMITTED "kIOReturnNotPermitted" 0xe00002e2 "not permitted, often an entitlement is missing";
    NO_POWER "kIOReturnNoPower" 0xe00002e3 "the device has no power";
    NO_MEDIA "kIOReturnNoMedia" 0xe00002e4 "there is no medium";
    UNFORMATTED_MEDIA "kIOReturnUnformattedMedia" 0xe00002e5 "the medium isn't formatted";
    UNSUPPORTED_MODE "kIOReturnUnsupportedMode" 0xe00002e6 "there is no such mode";
    UNDERRUN "kIOReturnUnderrun" 0xe00002e7 "less data than asked for";
    OVERRUN "kIOReturnOverrun" 0xe00002e8 "more data than there is room for";
    DEVICE_ERROR "kIOReturnDeviceError" 0xe00002e9 "the device doesn't work properly";
    NO_COMPLETION "kIOReturnNoCompletion" 0xe00002ea "a completion is needed, or no function is there";
    ABORTED "kIOReturnAborted" 0xe00002eb "the operation was aborted";
    NO_BANDWIDTH "kIOReturnNoBandwidth" 0xe00002ec "the bus lacks the bandwidth";
    NOT_RESPONDING "kIOReturnNotResponding" 0xe00002ed "the device doesn't respond";
    ISO_TOO_OLD "kIOReturnIsoTooOld" 0xe00002ee "an isochronous request for too far in the past";
    ISO_TOO_NEW "kIOReturnIsoTooNew" 0xe00002ef "an isochronous request for too far in the future";
    NOT_FOUND "kIOReturnNotFound" 0xe00002f0 "the data wasn't found";
    INVALID "kIOReturnInvalid" 0xe0000001 "should never be seen";

    USB_PIPE_STALLED "kUSBHostReturnPipeStalled" 0xe0005000 "a USB endpoint has stalled, and is halted until the driver clears that";

    KERN_INVALID_ADDRESS "KERN_INVALID_ADDRESS" 1 "the address isn't mapped";
    KERN_PROTECTION_FAILURE "KERN_PROTECTION_FAILURE" 2 "the memory doesn't allow the access";
    KERN_NO_SPACE "KERN_NO_SPACE" 3 "no address range is free";
    KERN_INVALID_ARGUMENT "KERN_INVALID_ARGUMENT" 4 "an argument is wrong";
    KERN_FAILURE "KERN_FAILURE" 5 "failed for no named reason";
    KERN_RESOURCE_SHORTAGE "KERN_RESOURCE_SHORTAGE" 6 "a resource of the kernel is short";
    KERN_NOT_RECEIVER "KERN_NOT_RECEIVER" 7 "the task has no right to receive";
    KERN_NO_ACCESS "KERN_NO_ACCESS" 8 "the access isn't allowed";
    KERN_MEMORY_FAILURE "KERN_MEMORY_FAILURE" 9 "the memory was destroyed";
    KERN_MEMORY_ERROR "KERN_MEMORY_ERROR" 10 "the memory's data couldn't be got";
    KERN_NOT_IN_SET "KERN_NOT_IN_SET" 12 "the right is in no port set";
    KERN_NAME_EXISTS "KERN_NAME_EXISTS" 13 "the name is in use";
    KERN_ABORTED "KERN_ABORTED" 14 "the operation was aborted";
    KERN_INVALID_NAME "KERN_INVALID_NAME" 15 "the name is no right";
    KERN_INVALID_TASK "KERN_INVALID_TASK" 16 "the task isn't there";
    KERN_INVALID_RIGHT "KERN_INVALID_RIGHT" 17 "the name is a right of another kind";
    KERN_INVALID_VALUE "KERN_INVALID_VALUE" 18 "a value is out of range";
    KERN_UREFS_OVERFLOW "KERN_UREFS_OVERFLOW" 19 "a right is held too often";
    KERN_INVALID_CAPABILITY "KERN_INVALID_CAPABILITY" 20 "the right is dead or of the wrong kind";
    KERN_RIGHT_EXISTS "KERN_RIGHT_EXISTS" 21 "the task has the right already";
    KERN_INVALID_OBJECT "KERN_INVALID_OBJECT" 29 "the memory object isn't there";
    KERN_TERMINATED "KERN_TERMINATED" 37 "the object was terminated";
    KERN_NOT_SUPPORTED "KERN_NOT_SUPPORTED" 46 "an object of the call couldn't be handed over";
    KERN_OPERATION_TIMED_OUT "KERN_OPERATION_TIMED_OUT" 49 "the time is over";
    KERN_CODESIGN_ERROR "KERN_CODESIGN_ERROR" 50 "a code signature is wrong";
    KERN_POLICY_STATIC "KERN_POLICY_STATIC" 51 "the policy can't be changed";
    KERN_INSUFFICIENT_BUFFER_SIZE "KERN_INSUFFICIENT_BUFFER_SIZE" 52 "the buffer is too small";
    KERN_DENIED "KERN_DENIED" 53 "access was denied";
    KERN_NOT_FOUND "KERN_NOT_FOUND" 56 "not found";
    MACH_SEND_IN_PROGRESS "MACH_SEND_IN_PROGRESS" 0x10000001 "the message is being sent";
    MACH_SEND_INVALID_DATA "MACH_SEND_INVALID_DATA" 0x10000002 "the message's data is wrong";
    MACH_SEND_INVALID_DEST "MACH_SEND_INVALID_DEST" 0x10000003 "the connection's port is dead or isn't one";
    MACH_SEND_TIMED_OUT "MACH_SEND_TIMED_OUT" 0x10000004 "the message wasn't sent in time";
    MACH_SEND_INTERRUPTED "MACH_SEND_INTERRUPTED" 0x10000007 "a signal came while the message was sent";
    MACH_SEND_MSG_TOO_SMALL "MACH_SEND_MSG_TOO_SMALL" 0x10000008 "the message is smaller than its header";
    MACH_SEND_INVALID_REPLY "MACH_SEND_INVALID_REPLY" 0x10000009 "the port for the reply is none";
    MACH_SEND_INVALID_RIGHT "MACH_SEND_INVALID_RIGHT" 0x1000000a "a right in the message is none";
    MACH_SEND_INVALID_MEMORY "MACH_SEND_INVALID_MEMORY" 0x1000000c "memory in the message isn't mapped";
    MACH_SEND_NO_BUFFER "MACH_SEND_NO_BUFFER" 0x1000000d "the kernel has no buffer for the message";
    MACH_SEND_TOO_LARGE "MACH_SEND_TOO_LARGE" 0x1000000e "the message is too large";
    MACH_SEND_INVALID_TYPE "MACH_SEND_INVALID_TYPE" 0x1000000f "a part of the message has a wrong type";
    MACH_SEND_INVALID_HEADER "MACH_SEND_INVALID_HEADER" 0x10000010 "the message's header is wrong";
    MACH_RCV_INVALID_NAME "MACH_RCV_INVALID_NAME" 0x10004002 "the port to receive from is none";
    MACH_RCV_TIMED_OUT "MACH_RCV_TIMED_OUT" 0x10004003 "no message came in time";
    MACH_RCV_TOO_LARGE "MACH_RCV_TOO_LARGE" 0x10004004 "the message is larger than the buffer";
    MACH_RCV_INTERRUPTED "MACH_RCV_INTERRUPTED" 0x10004005 "a signal came while a message was awaited";
    MACH_RCV_PORT_CHANGED "MACH_RCV_PORT_CHANGED" 0x10004006 "the port was moved while a message was awaited";
    MACH_RCV_INVALID_DATA "MACH_RCV_INVALID_DATA" 0x10004008 "the buffer isn't mapped";
    MACH_RCV_PORT_DIED "MACH_RCV_PORT_DIED" 0x10004009 "the port was destroyed while a message was awaited";
    MACH_RCV_IN_SET "MACH_RCV_IN_SET" 0x1000400a "the port is in a set";
    MACH_RCV_HEADER_ERROR "MACH_RCV_HEADER_ERROR" 0x1000400b "the message's header couldn't be received";
    MACH_RCV_BODY_ERROR "MACH_RCV_BODY_ERROR" 0x1000400c "the message's body couldn't be received";
    MACH_RCV_INVALID_TYPE "MACH_RCV_INVALID_TYPE" 0x1000400d "a part of the message has a wrong type";
    MIG_TYPE_ERROR "MIG_TYPE_ERROR" 0xfffffed4 "an argument of the message has the wrong type";
    MIG_REPLY_MISMATCH "MIG_REPLY_MISMATCH" 0xfffffed3 "the reply has the wrong id";
    MIG_REMOTE_ERROR "MIG_REMOTE_ERROR" 0xfffffed2 "the server detected an error";
    MIG_BAD_ID "MIG_BAD_ID" 0xfffffed1 "the request has an id that the server doesn't know";
    MIG_BAD_ARGUMENTS "MIG_BAD_ARGUMENTS" 0xfffffed0 "a count or a size is out of range";
    MIG_NO_REPLY "MIG_NO_REPLY" 0xfffffecf "the server sends no reply";
    MIG_EXCEPTION "MIG_EXCEPTION" 0xfffffece "the server raised an exception";
    MIG_ARRAY_TOO_LARGE "MIG_ARRAY_TOO_LARGE" 0xfffffecd "more than the message has room for";
    MIG_SERVER_DIED "MIG_SERVER_DIED" 0xfffffecc "the driver's process died before it replied";
    MIG_TRAILER_ERROR "MIG_TRAILER_ERROR" 0xfffffecb "the message's trailer is malformed";
}

impl fmt::Display for IoReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({:#010x})", self.0),
            None => write!(f, "{:#010x}", self.0),
        }
    }
}

impl fmt::Debug for IoReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IoReturn({self})")
    }
}
