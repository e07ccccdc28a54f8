//! Messages that nobody expects, and ports that can't be read.

use super::super::fake::{completion, no_senders, put};
use super::completions::called;
use super::{Answered, close, open, ring};
use crate::IoReturn;

const OK: IoReturn = IoReturn::SUCCESS;

#[test]
fn stray_messages_are_thrown_away() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = called(&fake, &kit, connection);
    let mut forged = completion(OK, &[1, 2]);
    put(&mut forged, 24, 4 + 8 * 16);
    let mut with_rights = completion(OK, &[1]);
    put(&mut with_rights, 0, 0x8000_0000);
    let mut no_notice = no_senders();
    put(&mut no_notice, 4, 24);
    for stray in [
        forged,
        with_rights,
        no_notice,
        completion(OK, &[0; 17]),
        completion(OK, &[0; 60]), // longer than there is room for
        vec![0; 24],
        vec![0xff; 400],
    ] {
        fake.send(wake, stray);
    }
    fake.complete(wake, OK, &[3]);
    fake.settle();
    assert_eq!(told.take(), [Answered::With(OK, vec![3])]);
    fake.let_go(wake);
    fake.settle();
    assert_eq!(told.take(), [Answered::Gone]);
    close(&kit, connection);
    fake.assert_clean();
}

/// A port that can't be read any more is the end, not a loop.
#[test]
fn a_port_that_cannot_be_read_is_gone() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = called(&fake, &kit, connection);
    fake.complete(wake, OK, &[1]);
    fake.complete(wake, OK, &[2]);
    fake.fail_next(IoReturn::MACH_RCV_BODY_ERROR);
    fake.settle();
    assert_eq!(told.take(), [Answered::Gone]);
    close(&kit, connection);
    fake.assert_clean();
}
