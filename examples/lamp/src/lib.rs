//! A lamp: a first spec, written in Rust. The macro makes the app's side of it, `build.rs` the
//! driver's.

use iigen_client::user_client;
use iigen_loopback::Loopback;

/// Switches a lamp, and tells what becomes of it.
#[user_client(provider = "LampDriver", version = 1)]
mod lamp {
    /// The color of the light.
    #[repr(C)]
    pub struct Color {
        pub red: u8,
        pub green: u8,
        pub blue: u8,
    }

    /// What has become of the light.
    #[repr(C)]
    pub struct Change {
        /// Counts the changes.
        pub count: u32,
        /// How bright it is now.
        #[max(100)]
        pub percent: u32,
    }

    /// What the driver has counted.
    #[repr(C)]
    pub struct Totals {
        /// How often the light was changed.
        pub changes: u32,
        /// How many colors were played.
        pub colors: u32,
    }

    pub trait LampUserClient {
        /// Dims the lamp, and answers the level that it had.
        #[selector(0)]
        #[out(before)]
        fn set_level(&self, #[max(100)] percent: u8) -> u8;

        /// Colors the light.
        #[selector(1)]
        fn set_color(&self, color: &Color);

        /// Plays colors one after the other.
        #[selector(2)]
        fn play(&self, #[max(10_000)] colors: &[Color]);

        /// Answers when the light goes off: how often it was changed until then.
        #[selector(3)]
        #[event(changes)]
        fn when_off(&self) -> Completion<u32>;

        /// Tells each change of the light from now on.
        #[selector(4)]
        fn watch(&self) -> Events<Change>;

        /// The driver counts, the app reads.
        #[memory(0, size = 4096, backing = buffer)]
        fn map_totals(&self) -> Mapping<Totals, ReadOnly>;
    }
}

pub use self::lamp::*;

/// Starts the driver on this machine: what a Mac's kernel does with a dext.
///
/// # Errors
///
/// If the driver doesn't start.
pub fn start() -> Result<Loopback, Box<dyn std::error::Error>> {
    Ok(Loopback::builder().provider("LampDriver").start()?)
}
