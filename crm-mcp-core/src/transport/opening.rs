//! What a transport must know of a message before it is handled.

use crate::wire::{Incoming, Message};

/// How a message begins: what a transport must know to find what is remembered of the client.
pub(super) enum Opening {
    /// It says all that there is to know; or nothing that could be read.
    Stateless,
    /// It begins a connection.
    Handshake,
    /// It belongs to a connection, or to none.
    Legacy,
}

impl Opening {
    pub(super) fn of(bytes: &[u8]) -> Self {
        match Incoming::read(bytes) {
            Ok(Incoming::One(text)) => match Message::read(text) {
                Ok(message) if message.is_handshake() => Self::Handshake,
                Ok(message) if message.params.claim().is_some() => Self::Stateless,
                Ok(_) => Self::Legacy,
                Err(_) => Self::Stateless,
            },
            Ok(Incoming::Batch(_)) => Self::Legacy,
            Err(_) => Self::Stateless,
        }
    }
}
