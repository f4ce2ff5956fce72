//! The parameters of a message.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    id::RequestId,
    json::{LenientObject, present},
};

/// The parameters of every method served, in one reading; each method takes what it knows.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Params<'a> {
    /// `tools/call`, `prompts/get`: which.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) name: Option<&'a RawValue>,
    /// `resources/read`: which.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) uri: Option<&'a RawValue>,
    /// `completion/complete`: of which prompt or template.
    #[serde(borrow, default, rename = "ref", deserialize_with = "present")]
    pub(crate) reference: Option<&'a RawValue>,
    /// `completion/complete`: of which argument.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) argument: Option<&'a RawValue>,
    /// `completion/complete`: what else is chosen.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) context: Option<&'a RawValue>,
    /// `tools/call`, `prompts/get`: its arguments.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) arguments: Option<&'a RawValue>,
    /// Lists: where to go on.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) cursor: Option<&'a RawValue>,
    /// `initialize`: the revision asked for.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) protocol_version: Option<&'a RawValue>,
    /// `initialize`: what the client can do.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) capabilities: Option<&'a RawValue>,
    /// `initialize`: who the client is.
    #[serde(borrow, default, deserialize_with = "present")]
    client_info: Option<&'a RawValue>,
    /// `logging/setLevel`: from which level on.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) level: Option<&'a RawValue>,
    /// `subscriptions/listen`: what to tell of.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) notifications: Option<&'a RawValue>,
    /// Requests of several rounds: what the client was asked.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) input_responses: Option<&'a RawValue>,
    /// Requests of several rounds: the note that came with the questions.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) request_state: Option<&'a RawValue>,
    /// `notifications/cancelled`: which request.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) request_id: Option<&'a RawValue>,
    /// What accompanies any request.
    #[serde(borrow, default, rename = "_meta")]
    meta: LenientObject<Meta<'a>>,
}

/// The members of `_meta` that concern the server.
#[derive(Debug, Default, Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/protocolVersion")]
    protocol_version: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/clientCapabilities")]
    client_capabilities: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/clientInfo")]
    client_info: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/logLevel")]
    log_level: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "progressToken")]
    progress_token: Option<&'a RawValue>,
}

impl<'a> Params<'a> {
    /// The revision that the message says it speaks, as it stands there.
    pub(crate) fn claim(&self) -> Option<&'a RawValue> {
        self.meta.0.protocol_version
    }

    /// What the client says it can do.
    pub(crate) fn client_capabilities(&self) -> Option<&'a RawValue> {
        self.meta.0.client_capabilities
    }

    /// Who the client says that it is.
    pub(crate) fn client_info(&self) -> Option<&'a RawValue> {
        self.meta.0.client_info.or(self.client_info)
    }

    /// From which level on the client wants to see what the request logs.
    pub(crate) fn log_level(&self) -> Option<&'a RawValue> {
        self.meta.0.log_level
    }

    /// Under which token the client wants to hear of progress.
    pub(crate) fn progress_token(&self) -> Option<&'a RawValue> {
        self.meta.0.progress_token
    }

    /// The request that a cancellation names.
    pub(crate) fn cancelled(&self) -> Option<RequestId<'a>> {
        self.request_id.and_then(RequestId::new)
    }
}
