//! A client on the other end of a pipe: it writes lines and reads lines.

use std::{future::pending, io, sync::Arc};

use crm_mcp_core::{Revision, Server, transport::stdio};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines},
    task::JoinHandle,
};

use crate::{
    anybody,
    desk::{Desk, server},
    everything, legacy, notification, soon,
    web::initialize,
    wire::Wire,
};

pub(crate) struct Pipe {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
    serving: JoinHandle<io::Result<()>>,
    wire: Wire,
    pub(crate) desk: Arc<Desk>,
    pub(crate) server: Arc<Server<Desk>>,
}

impl Pipe {
    pub(crate) fn open() -> Self {
        Self::to(server())
    }

    pub(crate) fn to(server: Server<Desk>) -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let (server, desk) = (Arc::new(server), Arc::new(Desk::default()));
        let serving = stdio::serve_on(Arc::clone(&server), anybody(&desk), server_input, server_output, pending());
        let (serving, wire) = (tokio::spawn(serving), Wire::new(Revision::LATEST_LEGACY));
        Self { input, output: BufReader::new(output).lines(), serving, wire, desk, server }
    }

    /// After a handshake, as a client that can do everything.
    pub(crate) async fn legacy(server: Server<Desk>, version: &str) -> Self {
        Self::legacy_with(server, version, everything()).await
    }

    pub(crate) async fn legacy_with(server: Server<Desk>, version: &str, capabilities: Value) -> Self {
        let mut pipe = Self::to(server);
        let answer = pipe.ask(initialize(version, capabilities)).await;
        assert_eq!(answer["result"]["protocolVersion"], version);
        pipe.send(notification("notifications/initialized", json!({}))).await;
        pipe
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.wire.asks(message.to_string().as_bytes());
        self.input.write_all(format!("{message}\n").as_bytes()).await.unwrap();
    }

    /// The next message, which is checked.
    pub(crate) async fn receive(&mut self) -> Value {
        let line = soon(self.output.next_line()).await.unwrap().expect("a message");
        let message = serde_json::from_str(&line).unwrap();
        self.wire.hears(&message);
        message
    }

    pub(crate) async fn ask(&mut self, message: Value) -> Value {
        self.send(message).await;
        self.receive().await
    }

    /// Nothing was sent that was not read: what is asked now is answered next.
    pub(crate) async fn is_quiet(&mut self) {
        let answer = self.ask(legacy("quiet", "ping", json!({}))).await;
        assert_eq!(answer["id"], "quiet", "{answer}");
    }

    /// Closes the input and gives what is still said until the server is done.
    pub(crate) async fn end(mut self) -> Vec<Value> {
        drop(self.input);
        let mut rest = Vec::new();
        while let Some(line) = soon(self.output.next_line()).await.unwrap() {
            let message = serde_json::from_str(&line).unwrap();
            self.wire.hears(&message);
            rest.push(message);
        }
        soon(self.serving).await.unwrap().unwrap();
        rest
    }
}
