//! What the user says of a part of the spec, the compiler says where it's used: once each, and
//! nothing of the client itself.

#![deny(deprecated)]

#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[deprecated = "a constant"]
    pub const SLOTS: u32 = 32;

    #[deprecated = "a struct"]
    #[repr(C)]
    pub struct Old {
        pub slot: u32,
    }

    #[repr(C)]
    pub struct Key {
        #[deprecated = "a field"]
        pub slot: u32,
    }

    #[repr(u32)]
    pub enum Kind {
        Key,
        #[deprecated = "a value"]
        Old,
    }

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        #[deprecated = "a flag"]
        Last = 1 << 0,
    }

    #[tag(Kind)]
    #[repr(C)]
    pub enum Event {
        Key(Key),
        #[deprecated = "a variant"]
        Old(Old),
    }

    pub trait RingUserClient {
        #[selector(0)]
        #[deprecated = "a method"]
        fn first(&self, kind: Kind, flags: Flags, old: &Old) -> Event;

        #[selector(1)]
        #[deprecated = "a method, and the one without its completion"]
        fn later(&self) -> Option<Completion<Event>>;

        #[memory(0, size = 4096, backing = buffer)]
        #[deprecated = "a mapping"]
        fn map_old(&self) -> Mapping<Old, ReadOnly>;
    }
}

fn types(old: ring::Old, key: ring::Key) {
    let _ = (ring::SLOTS, old, key.slot, ring::Kind::OLD, ring::Flags::LAST);
}

fn variants(event: &ring::Event) -> bool {
    matches!(event.get(), Ok(ring::EventVariant::Old(_)))
}

fn methods<T: iigen_client::Transport>(ring: &ring::RingUserClient<T>) {
    let _ = ring.later();
    let _ = ring.later_without_completion();
    let _ = ring.map_old();
}

mod client {
    #[iigen_client::user_client(provider = "RingDriver")]
    pub mod ring {
        #[deprecated = "the client"]
        pub trait RingUserClient {
            #[selector(0)]
            fn reset(&self);
        }
    }
}

fn open<T: iigen_client::Transport>(ring: client::ring::RingUserClient<T>) {
    drop(ring);
}

fn main() {}
