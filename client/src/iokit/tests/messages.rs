//! Messages are taken for what the kernel makes, or for nothing.

use std::slice;

use super::super::fake::{completion, no_senders, put};
use super::super::message::{Message, Said};
use crate::IoReturn;

/// What a message says, with rubbish behind it.
fn said(bytes: &[u8]) -> Said {
    let mut message = Message::new();
    // SAFETY: there is that much room, and nobody else has it.
    let room = unsafe { slice::from_raw_parts_mut(message.as_mut_ptr(), Message::capacity()) };
    room.fill(0xa5);
    room[..bytes.len()].copy_from_slice(bytes);
    message.said()
}

fn changed(at: usize, number: u32) -> Said {
    let mut message = completion(IoReturn::SUCCESS, &[1, 2]);
    put(&mut message, at, number);
    said(&message)
}

#[test]
fn completions_have_up_to_16_words() {
    let all: Vec<u64> = (1..=16).map(|it| it << 60 | it).collect();
    for count in 0..=16 {
        for status in [IoReturn::SUCCESS, IoReturn::ABORTED, IoReturn(-1)] {
            let mut message = completion(status, &all[..count]);
            let Said::Completed(of, words) = said(&message) else {
                panic!("{count} words");
            };
            assert_eq!((of, words.as_slice()), (status, &all[..count]));
            // `_sendAsyncResult64` may leave the end as it is.
            let size = message.len() as u32 - 4;
            put(&mut message, 4, size);
            assert!(matches!(said(&message), Said::Completed(..)));
        }
    }
    assert_eq!(
        said(&completion(IoReturn::SUCCESS, &[0; 17])),
        Said::Nothing
    );
}

#[test]
fn a_message_that_nobody_can_send_any_more_is_one_of_the_kernels_size() {
    assert_eq!(said(&no_senders()), Said::NoSenders);
    for size in [0, 24, 35, 37, 40, u32::MAX] {
        let mut message = no_senders();
        put(&mut message, 4, size);
        assert_eq!(said(&message), Said::Nothing);
    }
}

#[test]
fn forged_messages_say_nothing() {
    let forged = [
        (0, 0x8000_0000), // rights or memory come with it
        (0, 0x8000_1100),
        (4, 0), // sizes of the message
        (4, 24),
        (4, 99),
        (4, 100),
        (4, 115),
        (4, 121),
        (4, 512),
        (4, u32::MAX),
        (20, 0), // kinds of the message
        (20, 52),
        (20, 71),
        (20, u32::MAX),
        (24, 0), // sizes of the content
        (24, 3),
        (24, 4),
        (24, 12),
        (24, 19),
        (24, 21),
        (24, 28),
        (24, 140),
        (24, u32::MAX),
        (28, 0), // kinds of the content
        (28, 100),
        (28, 160),
    ];
    for (at, number) in forged {
        assert_eq!(changed(at, number), Said::Nothing, "{number:#x} at {at}");
    }
    // What the rest says is the driver's own affair.
    for at in [8, 12, 16, 32, 40, 48] {
        assert!(matches!(changed(at, u32::MAX), Said::Completed(..)));
    }
}

/// Nothing of what is read lies outside of the message.
#[test]
fn no_message_is_read_beyond_its_end() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut completed = 0;
    for _ in 0..30_000 {
        let count = (random() % 17) as usize;
        let mut message = completion(IoReturn::SUCCESS, &[u64::MAX; 16][..count]);
        for _ in 0..random() % 3 {
            let at = [0, 4, 20, 24, 28][(random() % 5) as usize];
            let number = match random() % 3 {
                0 => random() as u32,
                1 => (random() % 256) as u32,
                _ => (4 + 8 * (random() % 20)) as u32,
            };
            put(&mut message, at, number);
        }
        let size = u32::from_ne_bytes([message[4], message[5], message[6], message[7]]);
        if let Said::Completed(_, words) = said(&message) {
            completed += 1;
            let end = 100 + 8 * words.as_slice().len();
            assert!(end <= size as usize);
        }
    }
    assert!(completed > 3_000);
}
