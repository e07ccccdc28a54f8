#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(u32)]
    pub enum EventKind {
        Key = 0,
        Dial = 1,
    }

    #[repr(C)]
    pub struct KeyEvent {
        pub code: u32,
    }

    #[tag(EventKind)]
    #[repr(C)]
    pub enum Event {
        Keys(KeyEvent),
        Dial { at: u32 },
        Other(KeyEvent, u32),
    }

    #[tag(KeyEvent)]
    #[repr(C)]
    pub enum ByRecord {
        Key(KeyEvent),
    }

    #[repr(C)]
    pub enum Untagged {
        Key(KeyEvent),
    }

    #[tag(EventKind)]
    #[repr(u32)]
    pub enum Numbered {
        Key(KeyEvent),
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn next(&self) -> Event;
    }
}

fn main() {}
