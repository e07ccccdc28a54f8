//! The same app with the same spec in Rust, instead of pci_bar.yaml.

#[path = "../app.rs"]
mod app;

/// A PCI card that plays patterns and records what comes back. An app maps its memory, and asks the driver for the rest.
#[iigen_client::user_client(provider = "PciBarDriver", version = 1)]
mod pci_bar {
    /// How long a bank is.
    pub const BANK_SIZE: u32 = 4 << 10;

    /// What the card says of itself in its configuration space.
    #[repr(C)]
    pub struct Identity {
        pub vendor: u16,
        pub device: u16,
        pub revision: u8,
        pub reserved: [u8; 3],
        /// How large each BAR is; 0 where there is none.
        pub bars: [u64; 6],
    }

    /// A register that an app may write, as its offset. All others are the driver's.
    #[repr(u32)]
    pub enum Setting {
        Divider = 0x20,
        Threshold = 0x24,
    }

    /// How a pattern is played.
    #[flags]
    #[repr(u32)]
    pub enum Control {
        Record = 1 << 1,
        Invert = 1 << 2,
    }

    /// Why the card interrupts.
    #[flags]
    #[repr(u32)]
    pub enum Causes {
        Done = 1 << 0,
        Overrun = 1 << 1,
    }

    /// An interrupt of the card.
    #[repr(C)]
    pub struct Interrupt {
        /// How many there have been since the app has opened the card.
        pub count: u64,
        pub causes: Causes,
        pub reserved: u32,
    }

    /// What the card has recorded.
    #[repr(C)]
    pub struct Samples {
        /// How many samples there are; the card writes it last.
        pub count: u32,
        /// How many it had to drop.
        pub overruns: u32,
        pub values: [u16; 8188],
    }

    pub trait PciBarUserClient {
        /// Tells what card it is.
        #[selector(0)]
        #[out(identity)]
        fn identify(&self) -> Identity;

        /// Reads configuration space.
        #[selector(1)]
        #[out(value)]
        fn read_config(&self, #[max(0xff)] offset: u16, #[one_of(1, 2, 4)] size: u8) -> u32;

        /// Reads a register.
        #[selector(2)]
        #[out(value)]
        fn read_register(&self, #[max(0xfff)] offset: u32, #[one_of(1, 2, 4)] size: u8) -> u32;

        /// Writes a register that is the app's to write.
        #[selector(3)]
        fn set(&self, setting: Setting, value: u32);

        /// Plays the beginning of a bank; `watch` tells when that is done.
        #[selector(4)]
        fn play(
            &self,
            #[min(4)]
            #[max(5)]
            bank: u8,
            #[min(1)]
            #[max(BANK_SIZE)]
            length: u32,
            control: Control,
        );

        /// Tells of each interrupt from now on. Who watched before is told no more.
        #[selector(5)]
        fn watch(&self) -> Events<Interrupt>;

        /// What the card has recorded; the app only reads it.
        #[memory(0, size = 16 << 10, cache = inhibit, backing = pci_bar, bar = 2)]
        fn map_samples(&self) -> Mapping<Samples, ReadOnly>;

        /// What `play` plays; the app writes it. The index is the BAR, and a card has one of them or both.
        #[memory(base = 0x100, index = 4..=5, size = BANK_SIZE, cache = inhibit, backing = pci_bar)]
        fn map_bank(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        /// The card has interrupted.
        #[callback("IOInterruptDispatchSource::InterruptOccurred")]
        fn interrupted(&self);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
