//! A client that the macro made calls a driver that a script plays.

#![deny(warnings)]

#[path = "../../client/tests/support/mod.rs"]
mod support;

include!("spec/ring.rs");

use iigen_client::{Error, IoReturn};
use ring::{LOWEST, Record, RingUserClient, SLOTS, TransferRequest};
use support::{Event, Fake, Output};

const REQUEST: TransferRequest = TransferRequest {
    slot: 3,
    urgent: iigen_client::Bool8::TRUE,
    rest: [0; 3],
    length: 4096,
};

#[test]
fn constants_and_version() {
    assert_eq!((SLOTS, LOWEST), (32, -128));
    assert_eq!(RingUserClient::<&Fake>::PROVIDER, "RingDriver");
    assert_eq!(RingUserClient::<&Fake>::VERSION, 3);
}

#[test]
fn calls_reach_the_driver() -> Result<(), Error> {
    let mut receipt = [0; 24];
    receipt[16] = 7;
    let fake = Fake::new()
        .gives(&[44_100], &[])
        .gives(&[], &receipt)
        .gives(&[10, 2], &[9; 13])
        .gives(&[], &[5; 26]);
    let client = RingUserClient::open(&fake)?;
    assert_eq!(client.set_rate(48_000)?, 44_100);
    assert_eq!(client.submit(1, &REQUEST)?.ticket, 7);
    let reply = client.load(b"bytes")?;
    assert_eq!((reply.sum, reply.state, reply.record.tag), (10, 2, 9));
    let mut records = [Record {
        tag: 0,
        data: [0; 6],
    }; 4];
    assert_eq!(client.read_log(&mut records)?, 2);
    assert_eq!(records[1].tag, 5);
    drop(client);

    let events = fake.events();
    assert_eq!(events[0], Event::Open("RingDriver".to_owned(), 0));
    let Event::Call {
        selector,
        scalars,
        structure,
        output,
    } = &events[2]
    else {
        panic!("{:?}", events[2])
    };
    assert_eq!(
        (*selector, scalars.as_slice(), structure.len()),
        (2, &[1][..], 16)
    );
    assert_eq!(*output, Output::Room(24));
    assert_eq!(events.last(), Some(&Event::Close));
    Ok(())
}

#[test]
fn what_is_out_of_range_is_not_sent() -> Result<(), Error> {
    let fake = Fake::new().fails(IoReturn::BUSY);
    let client = RingUserClient::open(&fake)?;
    let error = client.set_rate(0).unwrap_err();
    assert_eq!(error.to_string(), "set_rate: hz must be at least 1, not 0");
    let far = TransferRequest {
        slot: 32,
        ..REQUEST
    };
    let error = client.submit(1, &far).unwrap_err();
    assert!(
        error.to_string().contains("slot must be at most 31"),
        "{error}"
    );
    assert_eq!(fake.events().len(), 1, "nothing but the open");
    assert!(client.reset().is_err());
    Ok(())
}

/// Attributes that say nothing to the spec stand at what is generated, and other items stay.
mod attributes {
    #[iigen_client::user_client(provider = "RingDriver")]
    mod kept {
        use std::fmt;

        #[repr(C)]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct Key {
            pub slot: u32,
        }

        #[repr(u32)]
        #[derive(Debug, Hash, PartialOrd)]
        pub enum Kind {
            In = 0,
            Out = 1,
        }

        #[must_use]
        pub trait RingUserClient {
            #[selector(0)]
            #[must_use]
            fn first(&self, kind: Kind) -> u32;
        }

        impl Key {
            pub(super) const FIRST: Self = Self { slot: 1 };
        }

        impl fmt::Display for Key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "slot {}", self.slot)
            }
        }
    }

    use kept::{Key, Kind, RingUserClient};

    #[test]
    fn are_kept() {
        let keys = std::collections::BTreeSet::from([Key { slot: 2 }, Key::FIRST]);
        assert_eq!(keys.first().map(Key::to_string).as_deref(), Some("slot 1"));
        assert!(Kind::IN < Kind::OUT);
        let fake = super::Fake::new().gives(&[7], &[]);
        let client = RingUserClient::open(&fake).expect("it opens");
        assert_eq!(client.first(Kind::OUT).expect("it answers"), 7);
    }
}
