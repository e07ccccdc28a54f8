//! Messages that tell of completions.

use crate::{IoReturn, SCALARS_MAX};

/// Room for the longest message that is expected, and the trailer behind it: 232 bytes and at most 68
/// (`MAX_TRAILER_SIZE`, `mach/message.h`).
const CAPACITY: usize = 512;

/// `MACH_MSGH_BITS_COMPLEX` (`mach/message.h`): the message brings rights or memory.
const COMPLEX: u32 = 0x8000_0000;
/// `kOSNotificationMessageID` (xnu `IOKit/OSMessageNotification.h`).
const NOTIFICATION: u32 = 53;
/// `kIOAsyncCompletionNotificationType` (ditto).
const ASYNC_COMPLETION: u32 = 150;
/// `MACH_NOTIFY_NO_SENDERS` (`mach/notify.h`).
const NO_SENDERS: u32 = 0o106;
/// The size of a `mach_no_senders_notification_t` without its trailer (`mach/notify.h`): header, NDR
/// record and a count.
const NO_SENDERS_SIZE: usize = 36;

/// Where a `mach_msg_header_t` (`mach/message.h`) has its fields.
mod header {
    pub(super) const BITS: usize = 0;
    pub(super) const SIZE: usize = 4;
    pub(super) const ID: usize = 20;
}

/// Where a completion has its fields, behind the header: an `OSNotificationHeader64`, of a size, a type
/// and eight references, and an `IOAsyncCompletionContent` (xnu `IOKit/OSMessageNotification.h`).
mod completion {
    pub(super) const CONTENT_SIZE: usize = 24;
    pub(super) const TYPE: usize = 28;
    pub(super) const RESULT: usize = 96;
    pub(super) const WORDS: usize = 100;
}

/// A message that was received.
#[repr(C, align(8))]
pub(super) struct Message([u8; CAPACITY]);

/// What a message says.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// The driver has completed the call.
    Completed(IoReturn, Words),
    /// Nobody can send anything any more.
    NoSenders,
    /// Nothing that is expected.
    Nothing,
}

/// The words of a completion.
#[derive(Debug, PartialEq)]
pub(super) struct Words {
    words: [u64; SCALARS_MAX],
    count: usize,
}

impl Words {
    pub(super) fn as_slice(&self) -> &[u64] {
        &self.words[..self.count]
    }
}

impl Message {
    pub(super) const fn new() -> Self {
        Self([0; CAPACITY])
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }

    /// The room for a message and its trailer.
    pub(super) const fn capacity() -> usize {
        CAPACITY
    }

    /// What it says, if it is exactly what the kernel makes.
    ///
    /// A completion's length is checked twice: the number of words is that of the content, and the
    /// message has just so many. `IOUserClient::_sendAsyncResult64` rounds the end up to 8 bytes.
    pub(super) fn said(&self) -> Said {
        let size = self.number(header::SIZE) as usize;
        if self.number(header::BITS) & COMPLEX != 0 {
            return Said::Nothing;
        }
        match self.number(header::ID) {
            NO_SENDERS if size == NO_SENDERS_SIZE => Said::NoSenders,
            NOTIFICATION if size >= completion::WORDS => self.completed(size),
            _ => Said::Nothing,
        }
    }

    fn completed(&self, size: usize) -> Said {
        let content = self.number(completion::CONTENT_SIZE) as usize;
        let Some(length) = content.checked_sub(size_of::<i32>()) else {
            return Said::Nothing;
        };
        let count = length / size_of::<u64>();
        let end = completion::WORDS + count.min(SCALARS_MAX) * size_of::<u64>();
        let exact = self.number(completion::TYPE) == ASYNC_COMPLETION
            && length.is_multiple_of(size_of::<u64>())
            && count <= SCALARS_MAX
            && (size == end || size == end.next_multiple_of(size_of::<u64>()));
        if !exact {
            return Said::Nothing;
        }
        let mut words = [0; SCALARS_MAX];
        for (index, word) in words[..count].iter_mut().enumerate() {
            let offset = completion::WORDS + index * size_of::<u64>();
            *word = u64::from_ne_bytes(self.bytes(offset));
        }
        let result = IoReturn(i32::from_ne_bytes(self.bytes(completion::RESULT)));
        Said::Completed(result, Words { words, count })
    }

    fn number(&self, offset: usize) -> u32 {
        u32::from_ne_bytes(self.bytes(offset))
    }

    fn bytes<const N: usize>(&self, offset: usize) -> [u8; N] {
        let mut bytes = [0; N];
        bytes.copy_from_slice(&self.0[offset..offset + N]);
        bytes
    }
}
