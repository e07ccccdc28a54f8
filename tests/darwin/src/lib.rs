//! What an app on a Mac has of iigen: clients over IOKit.

#![cfg(target_vendor = "apple")]

/// The clients that `iigen generate` writes for the cases.
pub mod cases {
    include!(concat!(env!("OUT_DIR"), "/clients.rs"));
}

/// The clients that the macro makes of the examples' specs.
pub mod examples {
    macro_rules! of_files {
        ($($module:ident: $class:ident of $file:tt,)*) => {$(
            /// The client of an example.
            #[iigen_client::user_client(spec = $file)]
            pub mod $module {
                /// Opens it as an app does.
                pub fn open(
                    io_kit: ::iigen_client::IoKit,
                ) -> Result<$class<::iigen_client::IoKit>, ::iigen_client::Error> {
                    $class::open(io_kit)
                }
            }
        )*};
    }

    of_files! {
        null_driver: NullDriverUserClient of "../../examples/null_driver/null_driver.yaml",
        pci_bar: PciBarUserClient of "../../examples/pci-bar/pci_bar.yaml",
        ring: RingUserClient of "../../examples/ring/ring.yaml",
        shared_buffer: SharedBufferUserClient of "../../examples/shared-buffer/shared_buffer.yaml",
        usb_transfer: UsbTransferUserClient of "../../examples/usb-transfer/usb_transfer.yaml",
    }
}

/// The clients that the macro makes of specs in Rust, `macros/tests/spec/`.
pub mod in_rust {
    macro_rules! of_modules {
        ($($module:ident: $class:ident in $file:literal,)*) => {$(
            /// A client, and how an app opens it.
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

    of_modules! {
        about: AboutClient in "about.rs",
        callbacks: CallbackClient in "callbacks.rs",
        completions: LaterClient in "completions.rs",
        memory: MemoryClient in "memory.rs",
        queues: QueueClient in "queues.rs",
        ring: RingUserClient in "ring.rs",
        scalars: ScalarClient in "scalars.rs",
        structures: StructureClient in "structures.rs",
        types: TypesClient in "types.rs",
    }
}
