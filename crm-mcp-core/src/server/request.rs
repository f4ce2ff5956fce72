//! A request on its way to its answer.

use super::results::ResultWriter;
use crate::{
    access::Caller,
    call::{Peer, RunningRequest},
    wire::{Envelope, Message, MessageKind, Params, RpcError, outcome},
};

/// Where a message comes from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) envelope: &'a Envelope<'a>,
    pub(super) peer: &'a Peer,
    pub(super) caller: &'a Caller,
}

impl Source<'_> {
    /// Begins to answer the request that a message is, if it is one of a client that is remembered.
    pub(super) fn begin(&self, message: &Message<'_>) -> Option<RunningRequest> {
        let id = message.id()?;
        self.peer.connection.as_ref().map(|connection| connection.begin(id.as_json()))
    }

    /// Takes a message that wants no answer: a cancellation ends a request, and a response is given to who waits for it.
    pub(super) fn take(&self, message: &Message<'_>) {
        let Some(connection) = &self.peer.connection else { return };
        match message.kind() {
            MessageKind::Notification if message.method() == "notifications/cancelled" => {
                message.params().cancelled().into_iter().for_each(|id| connection.cancel(id.as_json()));
            }
            MessageKind::Response { id: Some(id), result, error } => {
                if let Ok(id) = id.parse() {
                    connection.answer(id, outcome(result, error));
                }
            }
            _ => {}
        }
    }
}

/// A request whose revision is settled.
pub(super) struct Request<'a> {
    pub(super) answer: ResultWriter<'a>,
    pub(super) method: &'a str,
    pub(super) params: Params<'a>,
    pub(super) source: Source<'a>,
}

/// Whether a fault stays inside the answer. In a legacy session "not found" would mean the session, so there an unknown
/// method does too.
pub(super) fn is_in_band(error: &RpcError, request: &Request<'_>) -> bool {
    match error {
        RpcError::Unknown(_)
        | RpcError::UnknownResource { .. }
        | RpcError::UnknownCursor
        | RpcError::Failed { .. }
        | RpcError::Internal => true,
        RpcError::MethodNotFound(_) => !request.answer.revision().is_stateless(),
        _ => false,
    }
}
