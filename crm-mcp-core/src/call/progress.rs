//! How far a call has come.

use std::sync::Arc;

use async_channel::{Receiver, Sender, bounded};
use serde_json::value::RawValue;

use super::client::{Outlet, notification};

/// How far a call has come, for [`Call::progress`](crate::Call::progress).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress<'a> {
    done: f64,
    total: Option<f64>,
    message: Option<&'a str>,
}

impl<'a> Progress<'a> {
    /// So much is done, in a unit of the tool's choice. What is no finite number is not told.
    pub fn new(done: f64) -> Self {
        Self { done, total: None, message: None }
    }

    /// The same, out of so much.
    #[must_use]
    pub fn of(self, total: f64) -> Self {
        Self { total: Some(total), ..self }
    }

    /// The same, in words for people.
    #[must_use]
    pub fn saying(self, message: &'a str) -> Self {
        Self { message: Some(message), ..self }
    }
}

/// A way to tell the client of a call how far the call has come. It may be kept and moved, where `&Call` cannot be.
///
/// All reporters of a call, and [`Call::progress`](crate::Call::progress), tell one client: of their values only those
/// that exceed all before are told. When the call has ended, nothing is told any more.
#[derive(Debug, Clone)]
pub struct Reporter {
    pub(super) listener: Arc<Listener>,
    pub(super) outlet: Outlet,
}

impl Reporter {
    /// Tells the client how far the call has come. It waits until the client's connection has taken the message.
    pub async fn progress(&self, progress: Progress<'_>) {
        self.listener.tell(&progress, &self.outlet).await;
    }
}

/// The client that follows a call. Its listener is told nothing more when this is dropped.
#[derive(Debug)]
pub(super) struct Following(pub(super) Arc<Listener>);

impl Following {
    /// Under this token, if it is one.
    pub(super) fn under(token: &RawValue) -> Option<Self> {
        Listener::of(token).map(|listener| Self(Arc::new(listener)))
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.told.0.close();
        // A closed channel still gives out what is in it.
        _ = self.0.told.1.try_recv();
    }
}

/// Where a client wants to hear of progress, and how much it has heard.
#[derive(Debug)]
pub(super) struct Listener {
    token: Box<RawValue>,
    /// Holds the last value told, unless one is on its way: two that wait to be sent could overtake each other.
    told: (Sender<f64>, Receiver<f64>),
}

impl Listener {
    /// Of this token, if it is one.
    fn of(token: &RawValue) -> Option<Self> {
        let json = token.get();
        let is_token = json.starts_with('"') || json.parse::<i64>().is_ok();
        is_token.then(|| {
            let told = bounded(1);
            drop(Turn { told: &told.0, value: f64::NEG_INFINITY });
            Self { token: token.to_owned(), told }
        })
    }

    /// Tells of this progress, unless the client was told of as much or more: the protocol has only values that grow.
    pub(super) async fn tell(&self, progress: &Progress<'_>, outlet: &Outlet) {
        let Ok(value) = self.told.1.recv().await else { return };
        let mut turn = Turn { told: &self.told.0, value };
        if progress.done.is_finite() && progress.done > turn.value {
            turn.value = progress.done;
            outlet.send(self.notification(progress)).await;
        }
    }

    fn notification(&self, progress: &Progress<'_>) -> Vec<u8> {
        let mut params = serde_json::json!({ "progressToken": self.token, "progress": progress.done });
        if let Some(total) = progress.total.filter(|total| total.is_finite()) {
            params["total"] = total.into();
        }
        if let Some(message) = progress.message {
            params["message"] = message.into();
        }
        notification("notifications/progress", &params)
    }
}

/// The turn to tell; given back when it ends, even if the tool no longer waits for that.
struct Turn<'a> {
    told: &'a Sender<f64>,
    /// The last value told.
    value: f64,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // There is room: who has the turn has taken the value out.
        let _ = self.told.try_send(self.value);
    }
}
