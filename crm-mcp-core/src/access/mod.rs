//! Who may have what: callers and their rights, and the one gate in front of everything.

mod caller;
mod effect;
pub(crate) mod gate;
mod scope;
mod session;

pub use caller::Caller;
pub use effect::{Effect, Hints, Tier, UnknownTier};
pub use scope::Scope;
pub use session::Session;
