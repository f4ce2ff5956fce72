//! What passes between a client and a server besides one request and its answer: progress, cancellation, questions,
//! sessions, changes, logs. One file a subject; every message that the server sends is checked by the official schemas.
#![cfg(all(feature = "http", feature = "stdio"))]
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "messages are written where they are passed")]

mod desk;
mod pipe;
mod web;
#[path = "../wire/mod.rs"]
mod wire;

mod asking;
mod asking_legacy;
mod cancelling;
mod listening;
mod listening_legacy;
mod logging;
mod progress;
mod rounds;
mod sessions;
mod waiting;

use std::{sync::Arc, time::Duration};

use crm_mcp_core::{Caller, Session};
use desk::Desk;
use serde_json::{Value, json};

/// What a server that works does at once. One that hangs fails the test.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("not to hang")
}

/// A caller with every right, at this desk.
fn anybody(desk: &Arc<Desk>) -> Session<Desk> {
    Session::new(Caller::trusted("test"), Arc::clone(desk))
}

/// A request of a legacy revision.
fn legacy(id: impl Into<Value>, method: &str, params: impl Into<Value>) -> Value {
    json!({ "jsonrpc": "2.0", "id": id.into(), "method": method, "params": params.into() })
}

/// A request of the stateless revision, from a client that can do everything.
fn modern(id: impl Into<Value>, method: &str, mut params: Value) -> Value {
    params["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2026-07-28".into();
    if params["_meta"].get(CAPABILITIES).is_none() {
        params["_meta"][CAPABILITIES] = everything();
    }
    legacy(id, method, params)
}

/// The key in `_meta` of what a client of the stateless revision can do.
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// What a client can do that can do everything.
fn everything() -> Value {
    json!({ "elicitation": {}, "sampling": {}, "roots": {} })
}

fn notification(method: &str, params: impl Into<Value>) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params.into() })
}

/// The parameters of a call of a tool.
fn tool(name: &str, arguments: impl Into<Value>) -> Value {
    json!({ "name": name, "arguments": arguments.into() })
}

/// The same parameters, from a client that wants to hear of progress under this token.
fn followed(mut params: Value, token: impl Into<Value>) -> Value {
    params["_meta"]["progressToken"] = token.into();
    params
}
