//! Why a prompt, a resource or a completion was not given. None of them has a result that could say so, as a tool has;
//! so it becomes an error of the protocol.

use serde_json::{Value, json};

use crate::wire::{
    CallError, ErrorCode, Revision, RpcError, ToolError,
    excerpt::{NAME, beginning},
};

const INVALID_PARAMS: i32 = -32602;
const INTERNAL_ERROR: i32 = -32603;

/// Why a prompt or a completion was not given.
pub(super) fn refused(error: CallError) -> RpcError {
    match error {
        CallError::Unknown(unknown) => RpcError::Unknown(unknown),
        CallError::Denied(denied) => RpcError::Denied(denied),
        CallError::Cancelled => RpcError::Internal,
        CallError::Tool(error) => {
            let is_of_arguments = error.code() == ErrorCode::InvalidArguments;
            failed(&error, if is_of_arguments { INVALID_PARAMS } else { INTERNAL_ERROR }, json!(error))
        }
    }
}

/// Why the resource under `uri` was not given.
pub(super) fn refused_resource(error: CallError, uri: &str, revision: Revision) -> RpcError {
    let code = if revision.is_stateless() { INVALID_PARAMS } else { -32002 };
    match error {
        CallError::Unknown(unknown) => RpcError::UnknownResource { unknown, code },
        CallError::Tool(error) if error.code() == ErrorCode::NotFound => {
            let mut data = json!(error);
            data["uri"] = beginning(uri, NAME).into();
            failed(&error, code, data)
        }
        error => refused(error),
    }
}

fn failed(error: &ToolError, code: i32, data: Value) -> RpcError {
    RpcError::Failed { code, message: error.to_string(), data }
}
