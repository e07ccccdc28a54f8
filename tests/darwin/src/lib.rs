//! What an app on a Mac has of iigen: the clients of all specs, over IOKit. Those of YAML are
//! generated, those of Rust are the macro's.

#![cfg(target_vendor = "apple")]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

/// A module with the spec of `macros/tests/spec/`, and how an app opens its client.
macro_rules! in_rust {
    ($($module:ident: $class:ident in $file:literal,)*) => {$(
        /// A client that the macro makes, and how an app opens it.
        // The text of a spec's documentation is its author's.
        #[allow(missing_docs)]
        pub mod $module {
            include!(concat!("../../../macros/tests/spec/", $file));
            pub use self::$module::*;

            pub fn open(
                io_kit: ::iigen_client::IoKit,
            ) -> Result<$class<::iigen_client::IoKit>, ::iigen_client::Error> {
                $class::open(io_kit)
            }
        }
    )*};
}

in_rust! {
    about: AboutClient in "about.rs",
    completions: LaterClient in "completions.rs",
    ring: RingUserClient in "ring.rs",
    scalars: ScalarClient in "scalars.rs",
    structures: StructureClient in "structures.rs",
}
