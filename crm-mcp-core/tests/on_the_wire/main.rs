//! What clients meet on the wire: HTTP on a loopback socket, lines through a pipe. One file a subject.
#![cfg(all(feature = "http", feature = "stdio"))]
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod endpoint;
mod pipe;

mod accept;
mod batches;
mod bodies;
mod cors;
mod eras;
mod errors;
mod headers;
mod nulls;
mod refusals;
mod revisions;

use std::{sync::Arc, time::Duration};

use common::{Notes, notes};
use crm_mcp_core::{Caller, Session};
use serde_json::{Value, json};

/// A caller with every right.
fn anybody() -> Session<Notes> {
    Session::new(Caller::trusted("test"), Arc::new(notes()))
}

/// What a server that works does at once. One that hangs fails the test.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("not to hang")
}

/// A request of a legacy revision.
fn legacy(id: impl Into<Value>, method: &str, params: impl Into<Value>) -> String {
    json!({ "jsonrpc": "2.0", "id": id.into(), "method": method, "params": params.into() }).to_string()
}

fn notification(method: &str, params: impl Into<Value>) -> String {
    json!({ "jsonrpc": "2.0", "method": method, "params": params.into() }).to_string()
}

/// The parameters of a call that succeeds.
fn get_note() -> Value {
    json!({ "name": "notes_get", "arguments": { "id": "n1" } })
}
