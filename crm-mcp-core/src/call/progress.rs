//! How far a call has come.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::value::RawValue;

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

/// Where a client wants to hear of progress, and how much it has heard.
#[derive(Debug)]
pub(super) struct Listener {
    token: Box<RawValue>,
    /// The bits of the last value told.
    told: AtomicU64,
}

impl Listener {
    /// Of this token, if it is one.
    pub(super) fn of(token: &RawValue) -> Option<Self> {
        let json = token.get();
        let is_token = json.starts_with('"') || json.parse::<i64>().is_ok();
        is_token.then(|| Self { token: token.to_owned(), told: AtomicU64::new(f64::NEG_INFINITY.to_bits()) })
    }

    /// The notification of this progress; none if the client was told of as much or more, for the protocol has only
    /// values that grow.
    pub(super) fn notification(&self, progress: &Progress<'_>) -> Option<Vec<u8>> {
        let grows = |told: u64| {
            (progress.done.is_finite() && progress.done > f64::from_bits(told)).then(|| progress.done.to_bits())
        };
        self.told.fetch_update(Ordering::Relaxed, Ordering::Relaxed, grows).ok()?;
        let mut params = serde_json::json!({ "progressToken": self.token, "progress": progress.done });
        if let Some(total) = progress.total.filter(|total| total.is_finite()) {
            params["total"] = total.into();
        }
        if let Some(message) = progress.message {
            params["message"] = message.into();
        }
        Some(super::notification("notifications/progress", &params))
    }
}
