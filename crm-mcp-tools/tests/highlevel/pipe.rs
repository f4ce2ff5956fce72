//! A client of a handshake revision at the other end of a pipe, in front of all tools.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::{Caller, Session, transport::stdio};
use crm_mcp_tools::highlevel::{Confirm, HighLevel};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines};

use crate::confirm::server;

/// A client at the other end of a pipe.
pub(crate) struct Client {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
}

impl Client {
    /// One that has shaken hands and can do this.
    pub(crate) async fn connected(crm: HighLevel, capabilities: Value) -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let context = Arc::new(crm.with_confirmation(Confirm::DESTRUCTIVE));
        let session = Session::new(Caller::trusted("me"), context);
        tokio::spawn(stdio::serve_on(Arc::new(server()), session, server_input, server_output, std::future::pending()));
        let mut client = Self { input, output: BufReader::new(output).lines() };
        let hello = json!({
            "protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": { "name": "c", "version": "1" }
        });
        client.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello })).await;
        assert_eq!(client.receive().await["result"]["protocolVersion"], "2025-11-25");
        client.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        client
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        self.input.write_all(format!("{message}\n").as_bytes()).await.unwrap();
    }

    pub(crate) async fn receive(&mut self) -> Value {
        let line = tokio::time::timeout(Duration::from_mins(2), self.output.next_line()).await;
        serde_json::from_str(&line.expect("not to hang").unwrap().expect("a message")).unwrap()
    }

    pub(crate) async fn call(&mut self, tool: &str, arguments: &Value) {
        let params = json!({ "name": tool, "arguments": arguments });
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params })).await;
    }

    /// Calls a tool in a request with this id, and hears of its progress under the same number.
    pub(crate) async fn follow(&mut self, id: u32, tool: &str, arguments: &Value) {
        let params = json!({ "name": tool, "arguments": arguments, "_meta": { "progressToken": id } });
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })).await;
    }

    /// The question that comes next: its id and its text.
    pub(crate) async fn question(&mut self) -> (Value, String) {
        let request = self.receive().await;
        assert_eq!(request["method"], "elicitation/create", "{request}");
        (request["id"].clone(), request["params"]["message"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn answer(&mut self, id: &Value, answer: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": answer })).await;
    }
}
