//! What the program does with a kext that has a queue.

use std::time::Duration;

use iigen_client::{Cache, Connection, Error, IoKit, Memory, Service};

/// The queue of a kext in its memory of the type 1.
const EVENTS: Memory = Memory {
    name: "events",
    number: 1,
    size: 0,
    cache: Cache::Default,
};

/// Takes what there is in a second.
pub(super) fn listen(io_kit: IoKit) -> Result<(), Error> {
    let connection = Connection::open(io_kit, &Service::Class("EventKext"), 0)?;
    let mut events = connection.data_queue::<u64>(EVENTS)?;
    while let Some(Ok(event)) = events.next(Duration::from_secs(1)) {
        println!("the kext told {event}");
    }
    Ok(())
}
