//! A request on its way to its answer.

use serde_json::value::RawValue;

use super::results::Answer;
use crate::{
    access::Caller,
    call::{Peer, Run},
    wire::{Envelope, Message, Params, RequestId, RpcError},
};

/// Where a message comes from.
#[derive(Clone, Copy)]
pub(super) struct From<'a> {
    pub(super) envelope: &'a Envelope<'a>,
    pub(super) peer: &'a Peer,
    pub(super) caller: &'a Caller,
}

impl From<'_> {
    /// Begins to answer the request that a message holds, if it holds one of a client that is remembered.
    pub(super) fn begin(&self, message: &str) -> Option<Run> {
        let id = RequestId::of(message.as_bytes())?;
        self.peer.connection.as_ref().map(|connection| connection.begin(id.as_json()))
    }

    pub(super) fn notify(&self, message: &Message<'_>) {
        if let ("notifications/cancelled", Some(connection)) = (&*message.method, &self.peer.connection) {
            message.params.cancelled().into_iter().for_each(|id| connection.cancel(id.as_json()));
        }
    }
}

/// A request whose revision is settled.
pub(super) struct Request<'a> {
    pub(super) answer: Answer<'a>,
    pub(super) method: &'a str,
    pub(super) params: &'a Params<'a>,
    pub(super) envelope: &'a Envelope<'a>,
    pub(super) peer: &'a Peer,
    pub(super) caller: &'a Caller,
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

/// A parameter that says something; clients send `null` for one that does not.
pub(super) fn given(parameter: Option<&RawValue>) -> Option<&RawValue> {
    parameter.filter(|raw| raw.get() != "null")
}
