//! What clients can do for a server, and how it is asked of them.

use serde::Deserialize;
use serde_json::{Map, Value, json, value::RawValue};

use crate::Revision;

/// What a client says it can do for a server. Each is asked for by a [`ClientRequest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClientCapabilities {
    /// To show its user a form (`elicitation`).
    pub forms: bool,
    /// To have its model write something (`sampling`; deprecated in revision 2026-07-28).
    pub sampling: bool,
    /// To name the directories it works in (`roots`; deprecated in revision 2026-07-28).
    pub roots: bool,
}

impl ClientCapabilities {
    /// Reads the `capabilities` of a client; what cannot be read counts as not there.
    pub(crate) fn read(raw: Option<&RawValue>) -> Self {
        type Object = Map<String, Value>;
        #[derive(Default, Deserialize)]
        struct Capabilities {
            elicitation: Option<Object>,
            sampling: Option<Object>,
            roots: Option<Object>,
        }
        // Most clients that call tools have none.
        let Some(raw) = raw.filter(|raw| raw.get() != "{}") else { return Self::default() };
        let Capabilities { elicitation, sampling, roots } = serde_json::from_str(raw.get()).unwrap_or_default();
        Self {
            // An empty object is the form as well, from before there was a second way.
            forms: elicitation.is_some_and(|ways| ways.is_empty() || ways.contains_key("form")),
            sampling: sampling.is_some(),
            roots: roots.is_some(),
        }
    }

    /// Those of them that a revision has.
    pub(crate) fn known_in(self, revision: Revision) -> Self {
        Self { forms: self.forms && revision >= Revision::V2025_06_18, ..self }
    }
}

/// Something that a server asks of a client, by which it may involve its user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ClientRequest {
    /// Show the user a form (`elicitation/create`). [`Call::ask`](crate::Call::ask) does so with a typed one.
    Form {
        /// What the user is told.
        message: String,
        /// The form: a JSON Schema of an object whose properties are no objects themselves.
        schema: Value,
    },
    /// Have the model write something (`sampling/createMessage`): its parameters.
    Sample(Value),
    /// Name the directories that the client works in (`roots/list`).
    Roots,
}

impl ClientRequest {
    /// Whether a client that can do this can be asked so.
    pub(crate) fn is_within(&self, client: ClientCapabilities) -> bool {
        match self {
            Self::Form { .. } => client.forms,
            Self::Sample(_) => client.sampling,
            Self::Roots => client.roots,
        }
    }

    /// The name of the capability that it needs.
    pub(crate) fn capability(&self) -> &'static str {
        match self {
            Self::Form { .. } => "elicitation",
            Self::Sample(_) => "sampling",
            Self::Roots => "roots",
        }
    }

    pub(crate) fn method(&self) -> &'static str {
        match self {
            Self::Form { .. } => "elicitation/create",
            Self::Sample(_) => "sampling/createMessage",
            Self::Roots => "roots/list",
        }
    }

    pub(crate) fn params(&self) -> Value {
        match self {
            Self::Form { message, schema } => json!({ "message": message, "requestedSchema": schema }),
            Self::Sample(params) => params.clone(),
            Self::Roots => json!({}),
        }
    }
}
