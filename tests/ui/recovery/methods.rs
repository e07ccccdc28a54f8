//! A mistake in one method is no mistake of the others, and none where it is called.

#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
        pub length: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
        #[selector(1)]
        #[out(actual)]
        fn set_rate(&self, #[min(1)] #[mix(9)] hz: u32) -> u32;
        #[selector(2)]
        fn load(&self, count: u32, bytes: &[u8]) -> Record;
        fn read(&self, #[max(4)] records: &mut [Record]);
        #[selector(4)]
        fn submit(&self, record: &Record) -> Record;
        #[selector(0x1_0000_0000)]
        fn far(&self) -> (u32, u8);
    }
}

use iigen_client::{Error, Transport};
use ring::{Record, RingUserClient};

fn play(transport: impl Transport) -> Result<u32, Error> {
    let client = RingUserClient::open(transport)?;
    client.reset()?;
    let rate: u32 = client.set_rate(48_000)?;
    let loaded = client.load(3, b"bytes")?;
    let mut records = [Record { tag: 1, length: 2 }; 4];
    let read = client.read(&mut records)?;
    let record = client.submit(&records[0])?;
    let far = client.far()?;
    println!("{rate} {} {read} {} {far:?}", loaded.tag, far.result_1);
    Ok(record.tag)
}

fn main() {}
