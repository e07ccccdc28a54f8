//! The client of the kext with queues.

use iigen_loopback as _;

/// As it's generated.
pub mod events {
    include!(concat!(env!("OUT_DIR"), "/event_kext/event_user_client.rs"));
}
