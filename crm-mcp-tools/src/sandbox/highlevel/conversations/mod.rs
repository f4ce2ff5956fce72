//! The vendor's operations on conversations and their messages.

pub(crate) mod channel;
mod compose;
pub(crate) mod document;
pub(crate) mod email;
pub(crate) mod messages;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod send;
