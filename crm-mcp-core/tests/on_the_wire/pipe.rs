//! A client on the other end of a pipe: it writes lines and reads lines.

use std::{future::pending, io};

use crm_mcp_core::transport::stdio;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines},
    task::JoinHandle,
};

use crate::{anybody, common::server, soon};

pub(crate) struct Pipe {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
    serving: JoinHandle<io::Result<()>>,
}

impl Pipe {
    pub(crate) fn open() -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let serving = tokio::spawn(stdio::serve_on(server(), anybody(), server_input, server_output, pending()));
        Self { input, output: BufReader::new(output).lines(), serving }
    }

    pub(crate) async fn send(&mut self, line: &str) {
        self.input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    pub(crate) async fn receive(&mut self) -> Value {
        let line = soon(self.output.next_line()).await.unwrap().expect("an answer");
        serde_json::from_str(&line).unwrap()
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
