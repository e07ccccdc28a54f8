//! The same of the published kexts: their generated clients, which are as a dext's, reach them.

use std::fmt::Debug;

use iigen_client::{ErrorKind, IoReturn, Plain, StructureOutput};
use iigen_loopback::Entitlements;
use published_tests::{
    Case, Loopback, entitlements_2022, iscsi, odd_kext, odd_kext_2022, santa, softu2f,
    virtual_hid_kext,
};

/// The loopback with the driver of a case.
fn start(name: &str) -> Loopback {
    Case::named(name).start()
}

/// The client refused to make a call.
fn is_refused<T: Debug>(result: Result<T, iigen_client::Error>) -> bool {
    matches!(result.expect_err("refused").kind(), ErrorKind::Refused(_))
}

/// What the driver answered, or the kernel for it.
fn code<T: Debug>(result: Result<T, iigen_client::Error>) -> Option<IoReturn> {
    result.expect_err("refused").io_return()
}

#[test]
fn santa_answers() {
    use santa::{BucketCounts, SantaUserClient, VnodeId};
    let loopback = start("santa");
    let client = SantaUserClient::open(&loopback).expect("it opens");
    client.open_client().expect("it answers");
    let vnode = VnodeId { device: 1, file: 2 };
    for decide in [
        SantaUserClient::allow_binary,
        SantaUserClient::allow_compiler,
        SantaUserClient::deny_binary,
        SantaUserClient::acknowledge_binary,
        SantaUserClient::remove_cache_entry,
    ] {
        decide(&client, &vnode).expect("it answers");
    }
    client.clear_cache(true).expect("it answers");
    assert_eq!(client.check_cache(&vnode).expect("it answers"), 0);
    let count = client.cache_count().expect("it answers");
    assert_eq!((count.root, count.other), (0, 0));
    let mut from = BucketCounts::zeroed();
    from.start = 7;
    let counts = client.cache_bucket_count(&from).expect("it answers");
    assert_eq!(counts, BucketCounts::zeroed());
    let mut prefix = [0; 1024];
    prefix[..5].copy_from_slice(b"/tmp/");
    assert_eq!(
        client
            .filemod_prefix_filter_add(&prefix)
            .expect("it answers"),
        0
    );
    client.filemod_prefix_filter_reset().expect("it answers");
    // Both queues are there, and empty; of each the client has one end.
    for map in [SantaUserClient::map_decisions, SantaUserClient::map_log] {
        let mut queue = map(&client).expect("it maps");
        assert_eq!(queue.try_next().expect("it is whole"), None);
        assert!(map(&client).is_err());
    }
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn iscsi_answers() {
    use iscsi::{BasicHeaderSegment, ConnectionParameter, IscsiUserClient, SessionParameter};
    let loopback = start("iscsi");
    let client = IscsiUserClient::open(&loopback).expect("it opens");
    client.open_initiator().expect("it answers");
    for length in [1, 4096, 4097, 65_536] {
        let bytes = vec![b'x'; length];
        let session = client.create_session(0, &bytes).expect("it answers");
        assert_eq!(
            (session.session, session.connection, session.error),
            (0, 0, 0)
        );
        let connection = client.create_connection(1, 0, &bytes).expect("it answers");
        assert_eq!(connection.connection, 0);
        client.send_data(1, 2, &bytes).expect("it answers");
        // The driver succeeds without a byte, in the message, by descriptor or not.
        let mut room = vec![0x5a; length];
        assert_eq!(client.recv_data(1, 2, &mut room).expect("it answers"), 0);
        assert!(room.iter().all(|byte| *byte == 0x5a));
    }
    let digest = SessionParameter::DATA_DIGEST;
    client
        .set_session_parameter(1, digest, 1)
        .expect("it answers");
    assert!(is_refused(client.set_session_parameter(
        1,
        SessionParameter(9),
        1
    )));
    let segment = ConnectionParameter::MAX_SEND_DATA_SEGMENT;
    assert_eq!(
        client
            .get_connection_parameter(1, 2, segment)
            .expect("it answers"),
        0
    );
    let header = BasicHeaderSegment { bytes: [7; 48] };
    client.send_bhs(&header).expect("it answers");
    assert_eq!(client.recv_bhs(1, 2).expect("it answers").bytes, [0; 48]);
    let session = client.get_session_id_for_target_iqn("iqn.2003-01.org.example:disk");
    assert_eq!(session.expect("it answers"), 0);
    assert!(is_refused(
        client.get_session_id_for_target_iqn(&"x".repeat(224))
    ));
    let reply = client.get_session_ids(&mut [0; 256]).expect("it answers");
    assert_eq!((reply.count, reply.sessions_count), (0, 0));
    assert_eq!(
        client.get_target_iqn_for_session_id(1).expect("it answers"),
        ""
    );
    drop(client);
    loopback.finish().expect("nothing is left");
}

/// Four selectors have one handler, which is told which one it is.
#[test]
fn virtual_hid_kext_answers() {
    use virtual_hid_kext::{KeyboardInput, KeysInput, PointingInput, VirtualHidRootUserClient};
    let loopback = start("virtual_hid_kext");
    let client = VirtualHidRootUserClient::open(&loopback).expect("it opens");
    assert_eq!(
        (size_of::<KeyboardInput>(), size_of::<KeysInput>()),
        (35, 33)
    );
    client
        .post_keyboard_input(&KeyboardInput::zeroed())
        .expect("it answers");
    for post in [
        VirtualHidRootUserClient::post_consumer_input,
        VirtualHidRootUserClient::post_top_case_input,
        VirtualHidRootUserClient::post_keyboard_page_input,
    ] {
        post(&client, &KeysInput::zeroed()).expect("it answers");
    }
    assert!(!client.is_keyboard_ready().expect("it answers"));
    client
        .post_pointing_input(&PointingInput::zeroed())
        .expect("it answers");
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn softu2f_answers() {
    use softu2f::{Frame, SoftU2fUserClient};
    let loopback = start("softu2f");
    let client = SoftU2fUserClient::open(&loopback).expect("it opens");
    assert_eq!(size_of::<Frame>(), 64);
    let frames = client.notify_frame().expect("it answers");
    client
        .send_frame(&Frame { bytes: [1; 64] })
        .expect("it answers");
    drop(frames);
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn entitlements_2022_answers() {
    use entitlements_2022::TestEntitlementsUserClient;
    let entitled =
        Entitlements::new().with("com.apple.iokit.test-check-entitlement-per-selector", true);
    let loopback = start("entitlements_2022");
    let client = TestEntitlementsUserClient::open(loopback.client_with(&entitled));
    let client = client.expect("it opens");
    client.basic_method().expect("it answers");
    client.per_selector_check().expect("it is entitled");
    let other = TestEntitlementsUserClient::open(&loopback).expect("anybody may");
    other.basic_method().expect("anybody may");
    assert_eq!(
        code(other.per_selector_check()),
        Some(IoReturn::NOT_PRIVILEGED)
    );
    drop((client, other));
    loopback.finish().expect("nothing is left");
}

/// A text goes through whole on both sides of what a message carries.
#[test]
fn odd_kext_answers() {
    use odd_kext::{Corners, OddKextUserClient, Page, Quad, Versioned};
    let loopback = start("odd_kext");
    let client = OddKextUserClient::open(&loopback).expect("it opens");
    client.begin().expect("it answers");
    for length in [0, 1, 4094, 4095, 4096, 4097, 1_000_000] {
        assert_eq!(client.path(&"p".repeat(length)).expect("it answers"), 0);
    }
    assert!(is_refused(client.path(&"p".repeat(1_000_001))));
    assert_eq!(
        client.both_large(&Page::zeroed()).expect("it answers"),
        Page::zeroed()
    );
    let asked = Versioned {
        first: 1,
        second: 0,
    };
    assert_eq!(
        client.versions(&asked, 8, 16).expect("it answers"),
        Versioned::zeroed()
    );
    for count in [0, 1, 1024, 1025, 16_384] {
        let points = vec![Quad { a: 1, b: 2 }; count];
        let reply = client.gather(1, &points, &mut vec![Quad { a: 0, b: 0 }; count]);
        let reply = reply.expect("it answers");
        assert_eq!((reply.count, reply.gathered_count), (0, 0));
    }
    assert_eq!(client.group(None, &mut []).expect("it answers"), 0);
    let corners = Corners {
        x: 1,
        y: 2,
        to_x: 3,
        to_y: 4,
    };
    assert_eq!(
        client
            .group(Some(&corners), &mut [0; 9])
            .expect("it answers"),
        0
    );
    let returned = client.raw(&[1; 16], &[2; 5000], &mut [0; 3], StructureOutput::none());
    returned.expect("nothing is checked");
    assert_eq!(client.last("a name").expect("it answers"), "");
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn odd_kext_2022_answers() {
    use odd_kext_2022::{Half, OddKext2022UserClient};
    let loopback = start("odd_kext_2022");
    let client = OddKext2022UserClient::open(&loopback).expect("it opens");
    let wait = client.wait(3).expect("it answers");
    client
        .maybe_without_completion(&[1; 5000])
        .expect("it answers");
    let half = Half { a: 1, b: 2 };
    assert_eq!(
        code(client.guarded(&[1], &half, 8)),
        Some(IoReturn::NOT_PRIVILEGED)
    );
    let entitled = Entitlements::new()
        .with("com.example.odd.guarded", true)
        .with("com.example.odd.wait", true);
    let other = OddKext2022UserClient::open(loopback.client_with(&entitled));
    let other = other.expect("it opens");
    other
        .guarded(&[1, 2, 3], &half, 16)
        .expect("it is entitled");
    let waiting = other.guarded_wait().expect("it is entitled");
    assert_eq!((waiting.id, waiting.limit), (0, 0));
    drop((wait, waiting));
    drop((client, other));
    loopback.finish().expect("nothing is left");
}
