#[user_client(provider = "RingDriver")]
mod ring {
    #[repr(u8)]
    pub enum EventKind {
        Key = 1,
        Dial = 2,
    }

    #[repr(C, packed)]
    pub struct KeyEvent {
        pub key: u8,
    }

    #[repr(C)]
    pub enum Untagged {
        Key(KeyEvent),
        Dial(u8),
    }

    #[tag]
    #[repr(C)]
    pub enum Bare {
        Key(KeyEvent),
    }

    #[tags(EventKind)]
    #[repr(C)]
    pub enum Typo {
        Key(KeyEvent),
    }

    #[tag(EventKind)]
    #[repr(u8)]
    pub enum Event {
        None,
        Key(KeyEvent) = 1,
        Dial { dial: u8 },
        Two(u8, u8),
    }

    #[tag(EventKinds)]
    #[repr(C, packed)]
    pub enum Unknown {
        Key(KeyEvents),
    }

    #[tag(EventKind)]
    #[repr(C, packed)]
    pub enum Other {
        Kye(KeyEvent),
        Key(KeyEvent),
    }

    #[repr(C)]
    pub union Overlay {
        pub one: u32,
        pub other: f32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn post(&self, event: &Event, overlay: &Overlay);
    }
}
