//! What a server may ask of a client.

use serde_json::{Value, json};

use super::ClientCapabilities;

/// Something that a server asks of a client, by which it may involve its user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ClientRequest {
    /// Show the user a form (`elicitation/create`). [`Call::ask`](crate::Call::ask) does so with a typed one.
    Form {
        /// What the user is told.
        message: String,
        /// The form: a JSON Schema of an object whose properties are not objects themselves.
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
