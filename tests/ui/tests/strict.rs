//! Lints that an app may have, and attributes that the module keeps.

#![deny(warnings, missing_docs, unreachable_pub, missing_debug_implementations)]
#![forbid(unsafe_op_in_unsafe_fn)]

/// Everything that a spec can have.
#[cfg(all())]
#[iigen_client::user_client(class = "StrictUserClient", provider = "StrictDriver", version = 1)]
#[rustfmt::skip]
pub mod strict {
    #![allow(clippy::all)]

    pub const SLOTS: u16 = (u8::MAX + 1) >> 3;

    #[repr(C, packed)]
    pub struct Record {
        pub tag: u8,
        pub on: bool,
        pub data: [u16; SLOTS],
    }

    pub trait Strict {
        #[selector(0)]
        fn reset(&self);
        #[selector(1)]
        fn read(&self, flags: [bool; 2], on: bool) -> (u32, [f32; 2], Record);
        #[selector(2)]
        fn shift(&self, record: &[Record; 2], #[min(1)] #[max(9)] tail: &[u16], #[max(9)] out: &mut [Record]);
        #[selector(3)]
        #[unchecked]
        #[doc = concat!("Whatever ", "the compiler can read.")]
        fn poke(&self);
    }

    #[doc = concat!("The app's ", "own.")]
    pub fn helper() {}
}
