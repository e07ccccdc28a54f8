//! Text: it comes back as it went, and nothing with a NUL inside goes either way.

use driver_tests::structs::{Key, LabelEndedReply, LabelReply};
use iigen_client::{ErrorKind, IoReturn, StructureOutput, Text, with_nul};

use crate::raw::{call, entered, refused};
use crate::{open, start};

const TEXT: u32 = 20;
const ENDED: u32 = 21;
const LONG_TEXT: u32 = 22;
const LONG_ENDED: u32 = 23;
const LABEL_ENDED: u32 = 25;

/// Texts of some lengths in bytes, around what goes in-band.
fn texts() -> impl Iterator<Item = String> {
    [0, 1, 2, 99, 100, 4094, 4095, 4096, 4097, 5000]
        .into_iter()
        .map(|length| {
            "ä€𝄞x"
                .chars()
                .cycle()
                .scan(0, move |bytes, letter| {
                    *bytes += letter.len_utf8();
                    (*bytes <= length).then_some(letter)
                })
                .collect::<String>()
        })
        .chain([
            "x".repeat(4095),
            "x".repeat(4096),
            "x".repeat(4097),
            "x".repeat(5000),
        ])
}

#[test]
fn text_comes_back() {
    for loopback in start() {
        let client = open(&loopback);
        for text in texts() {
            assert_eq!(client.long_text(&text).as_ref(), Ok(&text));
            if !text.is_empty() {
                assert_eq!(client.long_ended(&text).as_ref(), Ok(&text));
            }
            if text.len() <= 100 {
                assert_eq!(client.echo_text(&text).as_ref(), Ok(&text));
                assert_eq!(client.echo_ended(&text).as_ref(), Ok(&text));
            }
        }
    }
}

#[test]
fn text_behind_a_header_and_beside_scalars() {
    for loopback in start() {
        let client = open(&loopback);
        let key = Key {
            index: 7,
            generation: 3,
        };
        let label = client.label(3, &key, "añb").expect("a label");
        let expected = LabelReply {
            length: 4,
            found: key,
            back: "añbañbañb".to_owned(),
        };
        assert_eq!(label, expected);
        assert_eq!(client.label(0, &key, "").expect("a label").back, "");
        for text in ["", "a", &"ü".repeat(32)] {
            let label = client.label_ended(&key, text);
            assert_eq!(
                label,
                Ok(LabelEndedReply {
                    found: key,
                    back: text.to_owned()
                })
            );
        }
    }
}

#[test]
fn what_is_no_text_is_refused_by_the_driver() {
    for loopback in start() {
        let client = open(&loopback);
        // A NUL inside, also as the last byte where none goes over the wire.
        for bytes in [&b"\0"[..], b"a\0b", b"ab\0", b"\0ab"] {
            refused(&client, TEXT, bytes, 100);
        }
        // No NUL at the end, or one more inside.
        for bytes in [&b""[..], b"a", b"a\0\0", b"\0\0", b"\0a", &[b'x'; 101]] {
            refused(&client, ENDED, bytes, 101);
        }
        assert!(call(&client, ENDED, b"\0", &mut [0; 101]).is_ok());
        // Too long, too short, and too little room.
        refused(&client, TEXT, &[b'x'; 101], 100);
        refused(
            &client,
            ENDED,
            &[[b'x'; 101].as_slice(), b"\0"].concat(),
            101,
        );
        refused(&client, ENDED, b"\0", 0);
        refused(&client, LONG_TEXT, &[b'x'; 5001], 5000);
        refused(&client, LONG_ENDED, b"\0", 5001);
        refused(&client, LONG_ENDED, b"x\0", 1);
        for length in [4095, 4096, 4097] {
            let mut bytes = vec![b'x'; length];
            refused(&client, LONG_ENDED, &bytes, 5001);
            bytes[length - 1] = 0;
            let returned = call(&client, LONG_ENDED, &bytes, &mut vec![0; length]);
            assert_eq!(returned.map(|returned| returned.structure), Ok(length));
            bytes[length / 2] = 0;
            refused(&client, LONG_ENDED, &bytes, 5001);
        }
        // Behind a header, which is checked as ever.
        let key = [7, 0, 0, 0, 0, 0, 0, 0];
        assert!(
            call(
                &client,
                LABEL_ENDED,
                &[&key[..], b"a\0"].concat(),
                &mut [0; 73]
            )
            .is_ok()
        );
        for bytes in [
            &key[..],
            &[&key[..], b"a"].concat(),
            &[&key[..], b"\0a\0"].concat(),
        ] {
            refused(&client, LABEL_ENDED, bytes, 73);
        }
        refused(
            &client,
            LABEL_ENDED,
            &[&[8, 0, 0, 0, 0, 0, 0, 0][..], b"a\0"].concat(),
            73,
        );
        refused(&client, LABEL_ENDED, &[&key[..], b"a\0"].concat(), 8);
    }
}

#[test]
fn the_client_refuses_what_is_no_text() {
    for loopback in start() {
        let client = open(&loopback);
        let message = |text: &str| {
            client
                .echo_ended(text)
                .expect_err("it's refused")
                .to_string()
        };
        assert_eq!(
            message("a\0b"),
            "echo_ended: text must not have a NUL inside"
        );
        assert_eq!(
            message("a\0"),
            "echo_ended: text must not have a NUL inside"
        );
        assert_eq!(
            message(&"x".repeat(101)),
            "echo_ended: text_length must be at most 100, not 101"
        );
        let short = client.long_ended("").expect_err("it's refused");
        assert_eq!(
            short.to_string(),
            "long_ended: text_length must be at least 1, not 0"
        );
        assert_eq!(entered(&client), 0);
    }
}

#[test]
fn a_handler_that_breaks_its_contract() {
    for loopback in start() {
        let client = open(&loopback);
        let encoding = ErrorKind::TextEncoding { valid: 2 };
        let contract = ErrorKind::Call(IoReturn::INTERNAL_ERROR);
        for (which, expected) in [(0, encoding), (1, contract), (2, contract)] {
            let error = client.bad_text(which).expect_err("it's no text");
            assert_eq!(error.kind(), expected, "{which}");
            let error = client.bad_ended(which).expect_err("it's no text");
            assert_eq!(error.kind(), expected, "{which}");
        }
        // What stands behind the text doesn't matter.
        assert_eq!(client.bad_text(3).as_deref(), Ok("xx"));
        assert_eq!(client.bad_ended(3).as_deref(), Ok("xx"));
    }
}

#[test]
fn a_driver_of_another_make() {
    for loopback in start() {
        let client = open(&loopback);
        let read = |bytes: &[u8], text: Text| {
            let method = iigen_client::Method::new("raw_text", 28);
            let connection = client.connection();
            connection
                .call_text(method, &[], bytes, &mut [], text)
                .map_err(|error| error.kind())
        };
        assert_eq!(read(b"abc\0", Text::with_nul(16)).as_deref(), Ok("abc"));
        assert_eq!(read(&with_nul("€"), Text::with_nul(16)).as_deref(), Ok("€"));
        assert_eq!(read(b"", Text::plain(16)).as_deref(), Ok(""));
        let unended = |returned| Err(ErrorKind::TextUnended { returned });
        assert_eq!(read(b"abc", Text::with_nul(16)), unended(3));
        assert_eq!(read(b"", Text::with_nul(16)), unended(0));
        assert_eq!(
            read(b"a\0c\0", Text::with_nul(16)),
            Err(ErrorKind::TextNul { at: 1 })
        );
        assert_eq!(
            read(b"abc\0", Text::plain(16)),
            Err(ErrorKind::TextNul { at: 3 })
        );
        assert_eq!(
            read(b"\xe2\x82", Text::plain(16)),
            Err(ErrorKind::TextEncoding { valid: 0 })
        );
    }
}

#[test]
fn an_answer_of_any_length() {
    for loopback in start() {
        let client = open(&loopback);
        let mut bytes = Vec::new();
        let output = StructureOutput::Variable(&mut bytes);
        let method = iigen_client::Method::new("echo_ended", ENDED);
        let returned = client
            .connection()
            .call_raw(method, &[], b"ab\0", &mut [], output);
        assert_eq!(returned.map(|returned| returned.structure), Ok(3));
        assert_eq!(bytes, b"ab\0");
    }
}
