#![doc = include_str!("tutorial.md")]
// A build script on that page is shown whole.
#![allow(clippy::needless_doctest_main)]

#[cfg(all(test, feature = "macros"))]
extern crate self as iigen_client;

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
#[cfg(any(target_vendor = "apple", test))]
mod iokit;
mod mailbox;
mod mapping;
mod method;
mod newtype;
mod plain;
mod queue;
mod record;
mod region;
mod ring;
mod scalar;
mod service;
mod sought;
mod text;
mod transport;
mod union;
mod until;
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
pub use queue::{DataQueue, QueueSubscription};
pub use ring::{RingConsumer, RingProducer};
pub use scalar::Scalar;
pub use service::{PropertyValue, RawWatch, Service, ServiceId, ServiceSink};
pub use sought::Sought;
pub use text::{Text, with_nul};
pub use transport::{
    Call, CompletionSink, NotificationSink, RawConnection, RawMapping, Returned, SCALARS_MAX,
    STRUCTURE_INBAND_MAX, StructureOutput, Transport,
};
pub use volatile::Atomic;
pub use watch::{ServiceEvent, ServiceSubscription, ServiceWatch, services, wait_for};
pub use words::{Words, pack, unpack};

#[cfg(feature = "macros")]
pub use iigen_macros::user_client;

#[doc(hidden)]
pub use scalar::sealed;
