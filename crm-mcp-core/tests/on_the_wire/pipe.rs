//! A client on the other end of a pipe: it writes lines and reads lines.

use std::{future::pending, io};

use crm_mcp_core::{Revision, transport::stdio};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines},
    task::JoinHandle,
};

use crate::{
    anybody,
    common::{server, wire::Wire},
    soon,
};

pub(crate) struct Pipe {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
    serving: JoinHandle<io::Result<()>>,
    wire: Wire,
}

impl Pipe {
    pub(crate) fn open() -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let serving = tokio::spawn(stdio::serve_on(server(), anybody(), server_input, server_output, pending()));
        let wire = Wire::new(Revision::LATEST_LEGACY);
        Self { input, output: BufReader::new(output).lines(), serving, wire }
    }

    pub(crate) async fn send(&mut self, line: &str) {
        line.lines().for_each(|line| self.wire.asks(line.as_bytes()));
        self.input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// The next message, which is checked.
    pub(crate) async fn receive(&mut self) -> Value {
        let line = soon(self.output.next_line()).await.unwrap().expect("an answer");
        let message = serde_json::from_str(&line).unwrap();
        self.wire.hears(&message);
        message
    }

    pub(crate) async fn ask(&mut self, line: &str) -> Value {
        self.send(line).await;
        self.receive().await
    }

    /// Closes the input and waits until the server is done; no answer may be left unread.
    pub(crate) async fn end(mut self) {
        drop(self.input);
        assert_eq!(soon(self.output.next_line()).await.unwrap(), None);
        soon(self.serving).await.unwrap().unwrap();
    }
}
