//! What answers the methods of the protocol, a file for each kind of them.

mod complete;
mod handshake;
mod list;
mod prompts;
mod resources;
mod subscriptions;
mod tools;

pub(super) use handshake::set_log_level;
