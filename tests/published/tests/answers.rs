//! The generated client of each published dext reaches its driver, whose handlers succeed and
//! leave their outputs zero.

use std::fmt::Debug;

use iigen_client::{ErrorKind, Plain};
use published_tests::{
    Case, Loopback, litepcie, null_driver, odd_shapes, ploytec, stream_deck, tiny_gpu, vfn, vfn_2,
    virtual_hid,
};

/// The loopback with the driver of a case.
fn start(name: &str) -> Loopback {
    Case::named(name).start()
}

/// The client refused to make a call.
fn is_refused<T: Debug>(result: Result<T, iigen_client::Error>) -> bool {
    matches!(result.expect_err("refused").kind(), ErrorKind::Refused(_))
}

#[test]
fn null_driver_answers() {
    use null_driver::{DataStruct, NullUserClient};
    let loopback = start("null_driver");
    let client = NullUserClient::open(&loopback).expect("it opens");
    let sample = DataStruct { foo: 1, bar: 2 };
    let answer = client.checked_struct(&sample).expect("it answers");
    assert_eq!(answer, DataStruct::zeroed());
    assert_eq!(
        client.checked_scalar(&[1; 16]).expect("it answers"),
        [0; 16]
    );
    let reply = client.register_async_callback(&sample).expect("it answers");
    assert_eq!(reply.answer, DataStruct::zeroed());
    client
        .async_request_without_completion(&sample)
        .expect("it answers");
    drop(reply);
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn vfn_answers_in_two_versions() {
    let loopback = start("vfn");
    let client = vfn::VfnUserClient::open(&loopback).expect("it opens");
    client.init().expect("it answers");
    for length in [1, 4096, 4097] {
        let bytes = vec![7; length];
        assert_eq!(client.alloc_buffer(&bytes).expect("it answers"), 0);
    }
    let queue = client.map_submission_queue(15).expect("it maps");
    assert_eq!(queue.size(), 64 << 10);
    assert!(is_refused(client.map_submission_queue(16)));
    drop(queue);
    drop(client);
    loopback.finish().expect("nothing is left");

    let loopback = start("vfn_2");
    let client = vfn_2::Vfn2UserClient::open(&loopback).expect("it opens");
    client.alloc_buffer(&[7; 5000]).expect("it answers");
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn virtual_hid_answers() {
    use virtual_hid::{KeyboardIdentity, VirtualHidUserClient};
    let loopback = start("virtual_hid");
    let client = VirtualHidUserClient::open(&loopback).expect("it opens");
    assert_eq!(client.driver_version().expect("it answers"), 0);
    assert!(!client.virtual_hid_keyboard_ready().expect("it answers"));
    let identity = KeyboardIdentity {
        vendor: 1,
        product: 2,
        country: 3,
    };
    for identity in [Some(&identity), None] {
        client
            .virtual_hid_keyboard_initialize(identity)
            .expect("it answers");
    }
    for length in [8, 4096, 4097] {
        client
            .virtual_hid_keyboard_post_report(&vec![0; length])
            .expect("it answers");
    }
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn tiny_gpu_answers() {
    let loopback = start("tiny_gpu");
    let client = tiny_gpu::TinyGpuUserClient::open(&loopback).expect("it opens");
    assert_eq!(client.read_cfg(0, 4).expect("it answers"), 0);
    assert!(is_refused(client.read_cfg(0, 3)));
    let (buffer, mut segments) = (vec![0; 8192], vec![1; 8192]);
    client
        .prepare_dma(&buffer, &mut segments)
        .expect("it answers");
    assert!(is_refused(
        client.prepare_dma(&buffer[..4096], &mut segments)
    ));
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn litepcie_answers() {
    use litepcie::{ChannelConfig, FlashTransfer, LitePcieUserClient};
    let loopback = start("litepcie");
    let client = LitePcieUserClient::open(&loopback).expect("it opens");
    let config = ChannelConfig {
        channel: 3,
        enable: true.into(),
    };
    client
        .config_dma_reader_channel(&config)
        .expect("it answers");
    let done = client.flash(&FlashTransfer::zeroed()).expect("it answers");
    assert_eq!(done, FlashTransfer::zeroed());
    let counters = client.map_counters(2).expect("it maps");
    assert_eq!(counters.size(), 4 << 10);
    drop(counters);
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn ploytec_answers() {
    use ploytec::{FrameCounts, PloytecUserClient};
    let loopback = start("ploytec");
    let client = PloytecUserClient::open(&loopback).expect("it opens");
    assert_eq!(client.get_device_name().expect("it answers"), "");
    let mut frames = FrameCounts::zeroed();
    (frames.input, frames.output) = (80, 80);
    client.set_frame_count(&frames).expect("it answers");
    frames.input_rest = 1;
    assert!(is_refused(client.set_frame_count(&frames)));
    let messages = client.register_for_midi_notification().expect("it answers");
    drop(messages);
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn stream_deck_answers() {
    use stream_deck::{Area, StreamDeckUserClient};
    let loopback = start("stream_deck");
    let client = StreamDeckUserClient::open(&loopback).expect("it opens");
    let version = client.get_driver_version().expect("it answers");
    assert_eq!((version.major, version.minor, version.patch), (0, 0, 0));
    assert_eq!(size_of::<stream_deck::KeyAction>(), 35);
    let actions = client.subscribe_to_key_actions().expect("it answers");
    for length in [0, 4096, 15_000] {
        client
            .set_key_image(7, &vec![1; length])
            .expect("it answers");
        client
            .set_window_image_at_xy(&Area::zeroed(), &vec![1; length])
            .expect("it answers");
    }
    assert!(is_refused(client.set_brightness(101)));
    drop(actions);
    drop(client);
    loopback.finish().expect("nothing is left");
}

#[test]
fn odd_shapes_answer() {
    use odd_shapes::{OddUserClient, Page, SmallReport, Versioned};
    let loopback = start("odd_shapes");
    let client = OddUserClient::open(&loopback).expect("it opens");
    assert_eq!(
        client.both_large(&Page::zeroed()).expect("it answers"),
        Page::zeroed()
    );
    assert_eq!(client.last("a name").expect("it answers"), "");
    client
        .post_small(&SmallReport::zeroed())
        .expect("it answers");
    let asked = Versioned {
        first: 1,
        second: 0,
    };
    let _ = (asked, client.truth(true).expect("it answers"));
    drop(client);
    loopback.finish().expect("nothing is left");
}
