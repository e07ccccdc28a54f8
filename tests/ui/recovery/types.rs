//! What has mistakes has a name all the same, and so has what is made of it.

#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    use std::fmt;

    pub const SLOTS: u32 = 32;
    pub const TOO_LARGE: u8 = 256;

    #[repr(u32)]
    pub enum Direction {
        In = 0,
        Out = 0,
    }

    #[repr(C)]
    pub struct Padded {
        pub tag: u8,
        pub length: u32,
    }

    #[repr(C)]
    pub struct Outer {
        pub padded: Padded,
    }

    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    impl Padded {
        pub fn is_empty(&self) -> bool {
            self.length == 0
        }
    }

    impl fmt::Display for Padded {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.tag)
        }
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn submit(&self, outer: &Outer) -> u32;
        #[selector(1)]
        fn turn(&self, direction: Direction) -> Record;
        #[memory(0, size = 4096, backing = buffer)]
        fn map_ring(&self) -> Mapping<Padded, ReadOnly>;
        #[selector(2)]
        fn read(&self) -> Record;
    }
}

use iigen_client::{Error, Transport};
use ring::{Direction, Outer, Padded, Record, RingUserClient, SLOTS, TOO_LARGE};

const FIRST: Padded = Padded { tag: 1, length: 2 };

fn turned(record: Record) -> Result<Direction, u32> {
    match Direction(record.tag) {
        Direction::IN => Ok(Direction::OUT),
        other => Err(other.0),
    }
}

fn play(transport: impl Transport) -> Result<u32, Error> {
    let client = RingUserClient::open(transport)?;
    let outer = Outer { padded: FIRST };
    println!("{} {}", outer.padded, outer.padded.is_empty());
    let sum = client.submit(&outer)? + SLOTS + u32::from(TOO_LARGE);
    let record = client.turn(Direction::IN)?;
    let ring = client.map_ring()?;
    println!("{:?} {}", turned(record), ring.tag().get());
    Ok(client.read()?.tag + sum)
}

fn main() {}
