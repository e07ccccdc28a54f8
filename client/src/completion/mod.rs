//! What a driver answers later than a call returns.

mod answers;
mod event;
mod events;
mod once;

use std::sync::Arc;

pub use event::Event;
pub use events::{Events, Subscription};
pub use once::Completion;

use crate::CompletionSink;

/// What waits for the later answers of a call: a [`Completion`] or [`Events`].
pub trait Awaited {
    /// Where the transport brings them.
    fn sink(&self) -> Arc<dyn CompletionSink>;
}
