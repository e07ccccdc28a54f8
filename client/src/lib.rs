//! What an app links to call its macOS driver.
//!
//! An app and its driver talk through one untyped door: a selector, numbers and a structure in,
//! numbers and a structure out, and shared memory by a number. iigen generates a client from the
//! spec of that door; the client stands on this crate, and the app sees types and methods:
//!
//! ```
//! # mod client {
//! #     use iigen_client::*;
//! #     #[derive(Clone, Copy)]
//! #     #[repr(C)]
//! #     pub struct RingPage { pub head: u32, pub tail: u32, pub slots: [u64; 4] }
//! #     iigen_client::plain! {
//! #         RingPage: 40 {
//! #             head as HEAD: u32 = 0,
//! #             tail as TAIL: u32 = 4,
//! #             slots as SLOTS: [u64; 4] = 8,
//! #         }
//! #     }
//! #     pub struct RingUserClient<T: Transport> { connection: Connection<T> }
//! #     impl<T: Transport> RingUserClient<T> {
//! #         pub fn open(transport: T) -> Result<Self, Error> {
//! #             let connection = Connection::open(transport, &Service::Class("RingDriver"), 0)?;
//! #             Ok(Self { connection })
//! #         }
//! #         pub fn set_rate(&self, hz: u32) -> Result<u32, Error> {
//! #             const METHOD: Method = Method::new("set_rate", 1);
//! #             METHOD.min("hz", hz, 1)?;
//! #             let mut scalars = [0; 1];
//! #             self.connection.call(METHOD, &[hz.to_word()], &[], &mut scalars, &mut [])?;
//! #             METHOD.scalar("actual", scalars[0])
//! #         }
//! #         pub fn ring(&self) -> Result<Mapping<RingPage, ReadWrite, T>, Error> {
//! #             self.connection.map(Memory { name: "ring", number: 0, size: 40, cache: Cache::Default })
//! #         }
//! #     }
//! # }
//! use client::{RingPage, RingUserClient};
//! use iigen_client::{Error, Transport};
//! # use iigen_client::{Cache, Call, IoReturn, RawConnection, RawMapping, Returned, Service};
//!
//! fn play(transport: impl Transport) -> Result<(), Error> {
//!     let client = RingUserClient::open(transport)?;
//!     let hz = client.set_rate(48_000)?;
//!     println!("plays at {hz} Hz");
//!
//!     let error = client.set_rate(0).unwrap_err();
//!     assert_eq!(error.to_string(), "set_rate: hz must be at least 1, not 0");
//!
//!     let ring = client.ring()?;
//!     let head = ring.get_acquire(RingPage::HEAD);
//!     if let Some(slot) = RingPage::SLOTS.at(head as usize % 4) {
//!         println!("the driver wrote {}", ring.get(slot));
//!     }
//!     ring.set_release(RingPage::TAIL, head);
//!     Ok(())
//! }
//! #
//! # /// Answers with ones.
//! # struct Ones(std::cell::UnsafeCell<[u64; 5]>);
//! # unsafe impl Transport for Ones {
//! #     fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
//! #         Ok(RawConnection(1))
//! #     }
//! #     fn call(&self, _: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
//! #         call.scalar_output.fill(1);
//! #         Ok(Returned { scalars: call.scalar_output.len(), structure: 0 })
//! #     }
//! #     fn map(&self, _: RawConnection, _: u32, _: Cache) -> Result<RawMapping, IoReturn> {
//! #         Ok(RawMapping { address: self.0.get().cast(), size: 40 })
//! #     }
//! #     unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> {
//! #         Ok(())
//! #     }
//! #     unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> {
//! #         Ok(())
//! #     }
//! # }
//! # play(&Ones(Default::default())).unwrap();
//! ```
//!
//! * [`Connection`] is an open user client. Its calls compare what comes back with what the spec
//!   says, and don't allocate but for variable data.
//! * [`Mapping`] is a driver's memory: [`ReadOnly`] or [`ReadWrite`], accessed by
//!   [`Field`]s of a layout or as bytes, and unmapped once.
//! * [`RingProducer`] and [`RingConsumer`] are the client's ends of rings in such memory.
//! * [`Plain`] are the types that travel as bytes, [`Scalar`] those that travel as numbers;
//!   [`plain!`], [`plain_union!`], [`plain_enum!`] and [`plain_flags!`] prove a generated type to be one.
//! * [`Error`] names the method and what failed: a [`Check`] that the client made itself, an
//!   [`IoReturn`], or what the driver returned.
//! * [`services`] finds services, [`ServiceWatch`] tells when they come and go, and [`wait_for`] waits
//!   for one.
//! * [`Transport`] is the way to the driver: IOKit on a Mac, the loopback anywhere.
//!
//! The app needs no `unsafe`, and may forbid it.

mod access;
mod bool8;
mod cache;
mod cause;
mod check;
mod completion;
mod connection;
mod element;
mod error;
mod error_kind;
mod field;
mod handshake;
mod io_return;
#[cfg(target_vendor = "apple")]
mod iokit;
mod mailbox;
mod mapping;
mod method;
mod newtype;
mod plain;
mod record;
mod region;
mod ring;
mod scalar;
mod service;
mod sought;
mod text;
mod transport;
mod union;
mod volatile;
mod watch;
mod words;
mod worker;

pub use access::{Access, ReadOnly, ReadWrite};
pub use bool8::Bool8;
pub use cache::Cache;
pub use cause::Cause;
pub use check::{Check, Checked, Rule, Value};
pub use completion::{Awaited, Completion, Event, Events, Subscription};
pub use connection::Connection;
pub use element::Element;
pub use error::Error;
pub use error_kind::ErrorKind;
pub use field::Field;
pub use handshake::{Difference, Handshake, MemoryShape, MethodShape, Part};
pub use io_return::IoReturn;
#[cfg(target_vendor = "apple")]
pub use iokit::IoKit;
pub use mapping::{Mapping, Memory};
pub use method::Method;
pub use plain::{Plain, with_tail};
pub use ring::{RingConsumer, RingProducer};
pub use scalar::Scalar;
pub use service::{PropertyValue, RawWatch, Service, ServiceId, ServiceSink};
pub use sought::Sought;
pub use text::{Text, with_nul};
pub use transport::{
    Call, CompletionSink, RawConnection, RawMapping, Returned, SCALARS_MAX, STRUCTURE_INBAND_MAX,
    StructureOutput, Transport,
};
pub use volatile::Atomic;
pub use watch::{ServiceEvent, ServiceSubscription, ServiceWatch, services, wait_for};
pub use words::{Words, pack, unpack};

#[cfg(feature = "macros")]
pub use iigen_macros::user_client;

#[doc(hidden)]
pub use scalar::sealed;
