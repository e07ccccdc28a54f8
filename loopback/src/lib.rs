//! DriverKit and the kernel's IOKit on any host.
//!
//! The own C++ of a driver, dext or kext, is compiled against this crate's headers ([`Driver`],
//! feature `build`) and runs in the process that tests it; its client reaches it through
//! [`Loopback`] (feature `runtime`), which is a [`Transport`](iigen_client::Transport) and plays the
//! kernel between the two. It counts every object and tells which ones are left.
//!
//! The same crate uses both: the runtime as a dependency, the compiling as a build-dependency.
//!
//! ```toml
//! [dependencies]
//! iigen-loopback = "0.1"
//!
//! [build-dependencies]
//! iigen-loopback = { version = "0.1", default-features = false, features = ["build"] }
//! ```
//!
//! It is a development tool. What Apple's published sources say is imitated; where they say nothing
//! it takes the plainest answer and says so in the runtime's sources, or it stops with a message.

#![cfg_attr(
    not(all(feature = "build", feature = "runtime")),
    allow(rustdoc::broken_intra_doc_links)
)]

#[cfg(feature = "build")]
mod driver;
#[cfg(feature = "build")]
mod kext;
#[cfg(feature = "runtime")]
mod runtime;

#[cfg(feature = "build")]
pub use driver::Driver;
#[cfg(feature = "runtime")]
pub use runtime::{
    Bar, Builder, Client, ControlRequest, Entitlements, Hardware, Leaks, Loopback, Objects, Pci,
    PciDevice, Property, RegisterFile, Registers, StartError, USB_PIPE_STALLED, Usb, UsbInterface,
    UsbPipe, UsbSpeed, Victim,
};

/// Where the headers are: what a driver is compiled against.
pub const INCLUDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include");

/// Where the kernel's headers are: what a kext is compiled against.
pub const INCLUDE_KERNEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include-kernel");

/// What `<string.h>` and the like are for Apple's targets of clang, which have none.
pub const INCLUDE_FREESTANDING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include-freestanding");
