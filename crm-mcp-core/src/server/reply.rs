//! What comes back of a message, with all that a transport must know.

use serde::Serialize;

use crate::wire::{RequestId, Revision, RpcError};

/// What comes back of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// Nothing: it was a notification or a response.
    Nothing,
    /// A JSON-RPC response, or an array of them.
    Message(Vec<u8>),
    /// The response to a handshake, which settled on a revision for messages that name none.
    Initialized {
        /// The revision settled on.
        revision: Revision,
        /// The JSON-RPC response.
        body: Vec<u8>,
    },
    /// The message was refused before it reached a tool. A transport that has its own word for that says it too.
    Refused {
        /// The JSON-RPC error response.
        body: Vec<u8>,
        /// Why.
        error: RpcError,
    },
}

impl Reply {
    /// The JSON to send back, if any.
    pub fn into_body(self) -> Option<Vec<u8>> {
        match self {
            Self::Nothing => None,
            Self::Message(body) | Self::Initialized { body, .. } | Self::Refused { body, .. } => Some(body),
        }
    }

    /// A refusal, made before there was a request to answer or instead of answering it.
    pub fn refused(id: Option<RequestId<'_>>, error: RpcError) -> Self {
        Self::Refused { body: error_body(id, &error), error }
    }

    pub(super) fn fault(id: RequestId<'_>, error: &RpcError) -> Self {
        Self::Message(error_body(Some(id), error))
    }
}

fn error_body(id: Option<RequestId<'_>>, error: &RpcError) -> Vec<u8> {
    #[derive(Serialize)]
    struct Response<'a> {
        jsonrpc: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<RequestId<'a>>,
        error: &'a RpcError,
    }
    // Serialising strings and numbers into memory has no way to fail.
    serde_json::to_vec(&Response { jsonrpc: "2.0", id, error }).unwrap_or_default()
}
