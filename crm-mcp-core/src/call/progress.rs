//! How far a call has come.

use std::{fmt, sync::Arc};

use async_channel::{Receiver, Sender, bounded};
use serde_json::value::RawValue;

use super::client::{Outlet, notification};

/// What a program does with progress.
pub(super) type Telling = Arc<dyn Fn(Progress<'_>) + Send + Sync>;

/// How far a call has come, for [`Call::progress`](crate::Call::progress).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress<'a> {
    done: f64,
    total: Option<f64>,
    message: Option<&'a str>,
}

impl<'a> Progress<'a> {
    /// So much is done, in a unit of the tool's choice. A value that is not a finite number is not told.
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

    /// How much is done.
    pub fn done(&self) -> f64 {
        self.done
    }

    /// How much there is in all, if that is known.
    pub fn total(&self) -> Option<f64> {
        self.total
    }

    /// The words for people.
    pub fn message(&self) -> Option<&'a str> {
        self.message
    }

    fn notification(&self, token: &RawValue) -> Vec<u8> {
        let mut params = serde_json::json!({ "progressToken": token, "progress": self.done });
        if let Some(total) = self.total.filter(|total| total.is_finite()) {
            params["total"] = total.into();
        }
        if let Some(message) = self.message {
            params["message"] = message.into();
        }
        notification("notifications/progress", &params)
    }
}

/// A way to tell the client of a call how far the call has come. It may be kept and moved, where `&Call` cannot be.
///
/// All reporters of a call, and [`Call::progress`](crate::Call::progress), tell one client: of their values only those
/// that exceed all before are told. When the call has ended, nothing is told any more.
#[derive(Debug, Clone)]
pub struct Reporter(Arc<ProgressListener>);

impl Reporter {
    /// Tells the client how far the call has come. It waits until the client's connection has taken the message.
    pub async fn progress(&self, progress: Progress<'_>) {
        self.0.tell(progress).await;
    }
}

/// The client that follows a call. Its listener is told nothing more when this is dropped.
#[derive(Debug)]
pub(super) struct Following(Arc<ProgressListener>);

impl Following {
    pub(super) fn of(listener: ProgressListener) -> Self {
        Self(Arc::new(listener))
    }

    /// The same client, as a run within the followed one tells it.
    pub(super) fn within(&self) -> Self {
        Self::of(ProgressListener::new(Ear::Outer(Arc::clone(&self.0))))
    }

    pub(super) fn reporter(&self) -> Reporter {
        Reporter(Arc::clone(&self.0))
    }

    pub(super) async fn tell(&self, progress: Progress<'_>) {
        self.0.tell(progress).await;
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
pub(super) struct ProgressListener {
    ear: Ear,
    /// Holds what was told last, unless something is on its way: two that wait to be sent could overtake each other.
    told: (Sender<Told>, Receiver<Told>),
}

/// What was told last.
#[derive(Debug, Clone, Copy)]
struct Told {
    value: f64,
    /// The last value and total of the run itself, without those of the runs within it.
    own: f64,
    total: Option<f64>,
}

impl Told {
    const NOTHING: Self = Self { value: f64::NEG_INFINITY, own: 0.0, total: None };

    /// The next value of a run within this one: a small part of the way to the next whole step of the outer run. The two
    /// count different things, so the numbers of the inner run say nothing here but that it has gone on.
    fn next_within(&self) -> f64 {
        let from = self.value.max(self.own);
        from + (self.own + 1.0 - from) / 64.0
    }
}

/// How progress reaches a client.
enum Ear {
    /// By notifications with this token.
    Notifications { token: Box<RawValue>, outlet: Outlet },
    /// By a function of the program.
    InProcess(Telling),
    /// By the run in which this one runs.
    Outer(Arc<ProgressListener>),
}

impl fmt::Debug for Ear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Notifications { .. } => "Notifications",
            Self::InProcess(_) => "InProcess",
            Self::Outer(_) => "Outer",
        })
    }
}

impl ProgressListener {
    /// A client that is told by messages with this token, if it is one.
    pub(super) fn under(token: &str, outlet: &Outlet) -> Option<Self> {
        let is_token = token.starts_with('"') || token.parse::<i64>().is_ok();
        let token = RawValue::from_string(token.to_owned()).ok().filter(|_| is_token)?;
        Some(Self::new(Ear::Notifications { token, outlet: outlet.clone() }))
    }

    /// A function of the program.
    pub(super) fn in_process(told: Telling) -> Self {
        Self::new(Ear::InProcess(told))
    }

    fn new(ear: Ear) -> Self {
        let told = bounded(1);
        drop(Turn { listener: &told.0, told: Told::NOTHING });
        Self { ear, told }
    }

    /// Tells of this progress, unless the client was told of as much or more: the protocol has only values that grow.
    async fn tell(&self, progress: Progress<'_>) {
        let Some(mut turn) = self.turn().await else { return };
        if progress.done.is_finite() && progress.done > turn.told.value {
            turn.told = Told { value: progress.done, own: progress.done, total: progress.total };
            self.pass_on(progress).await;
        }
    }

    /// Tells that a run within this one has come further.
    async fn tell_of_inner(&self, progress: Progress<'_>) {
        let Some(mut turn) = self.turn().await else { return };
        let Told { total, value, .. } = turn.told;
        let done = turn.told.next_within();
        if done > value {
            turn.told.value = done;
            self.pass_on(Progress { done, total, ..progress }).await;
        }
    }

    async fn pass_on(&self, progress: Progress<'_>) {
        match &self.ear {
            Ear::Notifications { token, outlet } => outlet.send(progress.notification(token)).await,
            Ear::InProcess(told) => told(progress),
            Ear::Outer(outer) => Box::pin(outer.tell_of_inner(progress)).await,
        }
    }

    async fn turn(&self) -> Option<Turn<'_>> {
        let told = self.told.1.recv().await.ok()?;
        Some(Turn { listener: &self.told.0, told })
    }
}

/// The turn to tell; given back when it ends, even if the tool no longer waits for that.
struct Turn<'a> {
    listener: &'a Sender<Told>,
    told: Told,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // There is room: who has the turn has taken the value out.
        let _ = self.listener.try_send(self.told);
    }
}
