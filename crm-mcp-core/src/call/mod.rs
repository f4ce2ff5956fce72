//! A call from the inside: what a tool can tell the client while it runs, and ask of it.

mod answer;
mod ask;
mod boxed;
mod client;
mod headers;
pub(crate) mod lock;
mod log_level;
mod progress;
mod rounds;
mod usage;
pub(crate) mod waiting;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde_json::{json, value::RawValue};

pub use answer::{Answer, AskError};
pub use boxed::BoxFuture;
pub(crate) use client::{Change, Run, notification};
pub use client::{ChangeStream, ClientCapabilities, ClientRequest, Connection, Outgoing, Outlet, Peer};
pub(crate) use headers::Headers;
pub use log_level::LogLevel;
pub use progress::{Progress, Reporter};
pub(crate) use rounds::{Answers, Interruption, Rounds};
pub use usage::Usage;
pub use waiting::WaitingPlace;

use crate::{
    access::{Caller, Scope},
    arguments::Repeated,
    wire::Revision,
};
use waiting::Waiting;

/// The call that a tool, a prompt or a resource is answering: a way to the client while it runs.
///
/// A function that wants it takes `call: &Call` as its last parameter. A call that the client cancels, or whose
/// stream it closes, is dropped where it waits.
#[derive(Debug)]
pub struct Call {
    era: Era,
    peer: Peer,
    /// Who calls; for a call that is made in process there may be nobody.
    caller: Option<Caller>,
    client: ClientCapabilities,
    progress: Option<progress::Following>,
    /// The mildest message that the client wants, if it wants any.
    log_level: Option<LogLevel>,
    rounds: Rounds,
    /// What the client says that it is, for the log.
    client_label: Option<Box<str>>,
    /// What the call makes use of, if anybody counts that.
    usage: OnceLock<Usage>,
    /// Counts questions that wait for an answer. `None` where a call never waits.
    waiting: Option<Arc<Waiting>>,
    /// What the transport repeats of the arguments.
    headers: Headers,
}

/// How the client of a call is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Era {
    /// Not at all.
    Detached,
    /// By a request of the server, as long as the connection lasts.
    Legacy,
    /// By an answer that asks, whereupon it sends its request again.
    Stateless,
}

impl Call {
    /// A call that nobody follows: in process, for one who wants no more than the result.
    pub fn detached() -> Self {
        Self::new(Era::Detached, Peer::default(), ClientCapabilities::default())
    }

    /// A call of a legacy client, whose questions are counted here as long as they wait.
    pub(crate) fn legacy(peer: &Peer, waiting: &Arc<Waiting>) -> Self {
        let client = peer.connection.as_ref().map(|connection| connection.client()).unwrap_or_default();
        Self { waiting: Some(Arc::clone(waiting)), ..Self::new(Era::Legacy, peer.clone(), client) }
    }

    /// A call that brings all that there is to know of its client.
    pub(crate) fn stateless(peer: &Peer, client: ClientCapabilities, rounds: Rounds) -> Self {
        Self { rounds, ..Self::new(Era::Stateless, peer.clone(), client) }
    }

    fn new(era: Era, peer: Peer, client: ClientCapabilities) -> Self {
        let (caller, progress, log_level, rounds, headers) = Default::default();
        let (client_label, usage, waiting) = Default::default();
        Self { era, peer, caller, client, progress, log_level, rounds, client_label, usage, waiting, headers }
    }

    /// The same call, made by this caller.
    pub(crate) fn by(self, caller: &Caller) -> Self {
        Self { caller: Some(caller.clone()), ..self }
    }

    /// The same call, whose client hears of progress under this token.
    pub(crate) fn followed_by(self, token: Option<&RawValue>) -> Self {
        Self { progress: token.and_then(progress::Following::under), ..self }
    }

    /// The same call, whose client hears of what is logged from this level on.
    pub(crate) fn logged_from(self, level: Option<LogLevel>) -> Self {
        Self { log_level: level, ..self }
    }

    /// The same call, in the log of a client that says of itself that it is this.
    pub(crate) fn labelled(self, client_label: Option<Box<str>>) -> Self {
        Self { client_label, ..self }
    }

    /// What the client says that it is.
    pub(crate) fn client_label(&self) -> Option<&str> {
        self.client_label.as_deref()
    }

    /// What the call makes use of, for the log: a context tells it there.
    pub fn usage(&self) -> Usage {
        self.usage.get_or_init(Usage::default).clone()
    }

    /// What the call made use of, if it was told.
    pub(crate) fn usage_so_far(&self) -> Option<&Usage> {
        self.usage.get()
    }

    /// What the log calls the end of a round that ended before the tool did.
    pub(crate) fn interrupted_as(&self) -> Option<&'static str> {
        self.rounds.interrupted_as()
    }

    /// The same call, beside which these headers came.
    pub(crate) fn beside(self, headers: Headers) -> Self {
        Self { headers, ..self }
    }

    /// Whether the headers say the same as these arguments. If they do not, the round ends before the tool runs.
    pub(crate) fn agrees_with(&self, arguments: &[Repeated]) -> bool {
        self.headers.compare(arguments).map_err(|mismatch| self.rounds.refuse(mismatch)).is_ok()
    }

    /// The revision in which the client is asked.
    fn revision(&self) -> Revision {
        match (self.era, &self.peer.connection) {
            (Era::Legacy, Some(connection)) => connection.revision().unwrap_or(Revision::LATEST_LEGACY),
            _ => Revision::V2026_07_28,
        }
    }

    /// A place for a question to wait in; none if too many wait already.
    fn place(&self) -> Option<WaitingPlace> {
        self.waiting.as_ref()?.enter(self.caller.as_ref()?)
    }

    /// Why this round of the call must end before the tool has, if it must.
    pub(crate) fn interruption(&self) -> Option<Interruption> {
        self.rounds.interruption()
    }

    /// What the client can be asked.
    pub fn client(&self) -> ClientCapabilities {
        match (self.era, &self.peer.connection, &self.peer.outlet) {
            (Era::Stateless, ..) | (Era::Legacy, Some(_), Some(_)) => self.client,
            _ => ClientCapabilities::default(),
        }
    }

    /// Whether the caller holds a scope besides those of the tool: for what is told on the way and needs more. A call
    /// that no caller made may all.
    pub fn may(&self, scope: &Scope) -> bool {
        self.caller.as_ref().is_none_or(|caller| caller.holds(scope))
    }

    /// Whether it waits for an answer. A stateless call does not: the question ends it, and it runs again with the
    /// answer.
    pub fn waits(&self) -> bool {
        self.era == Era::Legacy
    }

    /// Tells the client how far the call has come, if it wants to know. A value that does not exceed the one told
    /// before is not told.
    ///
    /// ```
    /// # use crm_mcp_core::{Call, Progress};
    /// # async fn import(rows: &[String], call: &Call) {
    /// for (done, row) in rows.iter().enumerate() {
    ///     // …
    ///     call.progress(Progress::new(done as f64).of(rows.len() as f64).saying(row)).await;
    /// }
    /// # }
    /// ```
    pub async fn progress(&self, progress: Progress<'_>) {
        let (Some(following), Some(outlet)) = (&self.progress, &self.peer.outlet) else { return };
        following.0.tell(&progress, outlet).await;
    }

    /// A way to tell of progress that may be kept in a context; none if no client wants to know.
    pub fn reporter(&self) -> Option<Reporter> {
        let (following, outlet) = (self.progress.as_ref()?, self.peer.outlet.as_ref()?);
        Some(Reporter { listener: Arc::clone(&following.0), outlet: outlet.clone() })
    }

    /// Tells the client's log, if the client asked for messages of this level: a text, or any other JSON value.
    ///
    /// Revision 2026-07-28 deprecates it: what the operator should know belongs into the log of the server.
    pub async fn log(&self, level: LogLevel, data: impl Serialize) {
        let (Some(wanted), Some(outlet)) = (self.log_level, &self.peer.outlet) else { return };
        if level >= wanted {
            // What makes no JSON must not end a call for those only who follow its log.
            let data = serde_json::to_value(data).unwrap_or_else(|error| format!("not JSON: {error}").into());
            outlet.send(notification("notifications/message", &json!({ "level": level, "data": data }))).await;
        }
    }
}
