//! What the compiler says of the client's types and methods points at the module of the user.

#[iigen_client::user_client(provider = "RingDriver")]
pub mod ring {
    #[repr(u32)]
    pub enum Direction {
        In = 0,
        Out = 1,
    }

    #[repr(C)]
    pub struct Request {
        #[max(31)]
        pub slot: u32,
        pub direction: Direction,
    }

    pub trait RingUserClient {
        #[selector(0)]
        #[out(accepted, left)]
        fn submit(&self, priority: u8, request: &Request) -> (u32, u32);

        #[selector(1)]
        fn push(&self, hint: Option<u32>);

        #[memory(0, size = 4096, backing = buffer)]
        fn map_page(&self) -> Mapping<[u8], ReadOnly>;
    }
}

use iigen_client::{Error, Transport};
use ring::{Direction, Request, RingUserClient};

fn of_methods(client: &RingUserClient<impl Transport>) -> Result<(), Error> {
    client.submit("high", &request())?;
    client.push()?;
    client.pusch(None)?;
    client.map_page(0)?;
    Ok(())
}

fn of_results(client: &RingUserClient<impl Transport>) -> Result<u32, Error> {
    let reply = client.submit(1, &request())?;
    let left: () = reply.left;
    Ok(reply.acepted)
}

fn request() -> Request {
    Request { slot: 1 }
}

fn of_types() -> Request {
    let slot: u64 = request().slot;
    Request {
        slot: 1,
        direction: Direction::OUTT,
        size: 3,
    }
}

fn main() {}
