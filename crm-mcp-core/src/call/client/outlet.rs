//! The way back to a client while one of its requests is being answered.

use async_channel::{Receiver, Sender, bounded};
use serde_json::json;

/// Sends messages to a client before the answer to its request: progress, questions, changes.
///
/// A message waits until the transport has taken the one before, so a tool cannot run ahead of a slow client.
#[derive(Debug, Clone)]
pub struct Outlet(Sender<Vec<u8>>);

/// The messages that come out of an [`Outlet`], for its transport.
#[derive(Debug, Clone)]
pub struct Outgoing(Receiver<Vec<u8>>);

impl Outlet {
    /// An outlet, and where its messages come out.
    pub fn new() -> (Self, Outgoing) {
        let (sender, receiver) = bounded(1);
        (Self(sender), Outgoing(receiver))
    }

    /// Sends a message. Nothing happens if nobody takes messages any more.
    pub(crate) async fn send(&self, message: Vec<u8>) {
        let _ = self.0.send(message).await;
    }
}

impl Outgoing {
    /// The next message; none when every outlet is gone.
    pub async fn next(&self) -> Option<Vec<u8>> {
        self.0.recv().await.ok()
    }

    /// The message that waits, if one does.
    pub fn waiting(&self) -> Option<Vec<u8>> {
        self.0.try_recv().ok()
    }
}

/// A JSON-RPC notification.
pub(crate) fn notification(method: &str, params: &serde_json::Value) -> Vec<u8> {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().into_bytes()
}
