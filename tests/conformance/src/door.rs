//! The transport that is looked at.

use std::sync::Arc;

use iigen_client::Transport;

/// Any transport: what a behaviour gets doesn't depend on which one it is.
pub type Door = Arc<dyn Transport + Send + Sync>;
