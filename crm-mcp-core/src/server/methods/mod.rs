//! What answers the methods of the protocol, a file for each kind of them.

mod completion;
mod handshake;
mod lists;
mod prompts;
mod resources;
mod subscriptions;
mod tools;

pub(super) use handshake::set_log_level;
