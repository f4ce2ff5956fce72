//! Protocol faults: what the client program is told, as a JSON-RPC error.

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, json};

use super::refusal::{Denied, Unknown};
use crate::wire::{
    Revision,
    excerpt::{NAME, beginning, excerpt},
};

/// A fault of the protocol: the message itself was wrong, no tool failed.
///
/// It stays typed until the transport has seen it, since a transport may have its own way to say the same
/// (HTTP: a status, a challenge).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RpcError {
    /// The message is not JSON.
    #[error("the message is not JSON: {0}")]
    Parse(String),
    /// The message is JSON, but no JSON-RPC request.
    #[error("{0}")]
    InvalidRequest(Cow<'static, str>),
    /// The method does not exist in this revision.
    #[error("unknown method `{}`", beginning(.0, NAME))]
    MethodNotFound(String),
    /// The parameters, or the fields that accompany every request, are not as the revision wants them.
    #[error("{0}")]
    InvalidParams(Cow<'static, str>),
    /// The request asks for a tool or a prompt that does not exist, or not for this caller.
    #[error("{what}; {kind}s/list names those there are", what = .0, kind = .0.kind())]
    Unknown(Unknown),
    /// The request asks for a resource that does not exist, or not for this caller.
    #[error("{unknown}; resources/list and resources/templates/list name those there are")]
    UnknownResource {
        /// What was asked for.
        unknown: Unknown,
        /// The code, which revisions differ in.
        code: i32,
    },
    /// A prompt, a resource or a completion was there, and failed.
    #[error("{message}")]
    Failed {
        /// The code: whose fault it is.
        code: i32,
        /// What happened and what to do next, in words.
        message: String,
        /// The same for programs.
        data: serde_json::Value,
    },
    /// The cursor is none that this server gave out.
    #[error("unknown cursor; begin again without one")]
    UnknownCursor,
    /// What the transport repeats of the message is missing, unreadable or not equal to the message.
    #[error("{0}")]
    HeaderMismatch(Cow<'static, str>),
    /// The message names a revision that is not served.
    #[error("unsupported protocol version{}", requested.as_deref().map(|version| format!(" `{}`", excerpt(version))).unwrap_or_default())]
    UnsupportedVersion {
        /// The revision that was asked for, if one was.
        requested: Option<String>,
    },
    /// The request cannot be answered without asking the client for something that it cannot do.
    #[error("this needs a client with the capabilities: {}", .0.iter().copied().collect::<Vec<_>>().join(", "))]
    MissingCapability(BTreeSet<&'static str>),
    /// The caller lacks rights which it could obtain.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// As many requests wait for changes as are allowed at once, or the server has dismissed all that do.
    #[error("the server takes no further request that waits for changes now; end one, or try again in a minute")]
    Busy,
    /// A fault of this program.
    #[error("internal error")]
    Internal,
}

impl RpcError {
    /// The JSON-RPC error code (specification 2026-07-28, `basic/index`; [`Denied`](Self::Denied) and
    /// [`Busy`](Self::Busy) have codes of this library's own, outside the reserved range).
    pub const fn code(&self) -> i32 {
        match self {
            Self::Parse(_) => -32700,
            Self::InvalidRequest(_) => -32600,
            Self::MethodNotFound(_) => -32601,
            Self::InvalidParams(_) | Self::Unknown(_) | Self::UnknownCursor => -32602,
            Self::UnknownResource { code, .. } | Self::Failed { code, .. } => *code,
            Self::Internal => -32603,
            Self::HeaderMismatch(_) => -32020,
            Self::MissingCapability(_) => -32021,
            Self::UnsupportedVersion { .. } => -32022,
            Self::Denied(_) => 403,
            Self::Busy => 503,
        }
    }

    fn data(&self) -> Option<serde_json::Value> {
        match self {
            Self::UnsupportedVersion { requested } => {
                let mut data = json!({ "supported": Revision::ALL });
                if let Some(requested) = requested {
                    data["requested"] = json!(excerpt(requested));
                }
                Some(data)
            }
            Self::Denied(denied) => Some(json!({ denied.kind(): denied.name(), "requiredScopes": denied.scopes() })),
            Self::UnknownResource { unknown, .. } => Some(json!({ "uri": unknown.name() })),
            Self::Failed { data, .. } => Some(data.clone()),
            Self::MissingCapability(missing) => {
                let missing: Map<_, _> = missing.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
                Some(json!({ "requiredCapabilities": missing }))
            }
            _ => None,
        }
    }
}

/// The `error` member of a JSON-RPC response.
impl Serialize for RpcError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("code", &self.code())?;
        object.serialize_entry("message", &self.to_string())?;
        if let Some(data) = self.data() {
            object.serialize_entry("data", &data)?;
        }
        object.end()
    }
}
