//! A call from the inside: what a tool can tell the client while it runs, and ask of it.

mod boxed;
mod client;
mod handlers;
mod in_process;
pub(crate) mod lock;
mod log_level;
mod mirrored_headers;
mod progress;
mod question;
mod run;
mod usage;
pub(crate) mod waiting;

use std::{
    future::Future,
    sync::{Arc, Mutex, OnceLock},
};

use async_channel::{Receiver, Sender, bounded};
use serde::Serialize;
use serde_json::json;

pub use boxed::BoxFuture;
use client::unless;
pub(crate) use client::{Change, RunningRequest, notification};
pub use client::{ChangeStream, ClientCapabilities, ClientRequest, Connection, Outgoing, Outlet, Peer};
pub use log_level::LogLevel;
pub(crate) use mirrored_headers::MirroredHeaders;
pub use progress::{Progress, Reporter};
pub use question::{Answer, AskError};
pub(crate) use question::{Answers, Interruption, Rounds};
pub use usage::Usage;
pub use waiting::WaitingPlace;

use crate::{
    access::{Caller, Scope},
    arguments::Repeated,
    wire::Revision,
};
use in_process::InProcess;
use lock::lock;
use progress::{Following, ProgressListener};
use run::Run;
use waiting::Waiting;

/// The call that a tool, a prompt or a resource is answering: who calls, and a way to the client while it runs.
///
/// A function that wants it takes `call: &Call` as its last parameter. A call that the client cancels, or whose
/// stream it closes, is dropped where it waits.
///
/// A server makes one for each request. A program that calls tools itself makes one [by](Self::by) a caller, and says
/// what becomes of progress, of questions to the user and of messages for the log:
///
/// ```
/// use crm_mcp_core::{Answer, Call, Caller};
/// use serde_json::json;
///
/// let call = Call::by(&Caller::trusted("me"))
///     .on_progress(|progress| println!("{}", progress.done()))
///     .on_form(|message, _schema| async move {
///         println!("{message}");
///         Answer::Accepted(json!({ "proceed": true }))
///     });
/// ```
///
/// A tool that calls another one hands its own call on, with
/// [`Toolset::call_with`](crate::Toolset::call_with). So the inner tool meets the same gate, and asks the same user. Each
/// run gets a call of its own: one call of a program may be used for many runs.
#[derive(Debug)]
pub struct Call {
    caller: Caller,
    client: CallClient,
    progress: Option<Following>,
    /// The mildest message that the client wants, if it wants any.
    log_level: Option<LogLevel>,
    /// What the client says that it is, for the log.
    client_label: Option<Box<str>>,
    /// What the call makes use of, if anybody counts that.
    usage: OnceLock<Usage>,
    /// What the transport repeats of the arguments. The tool that the client has named compares them, and a tool that
    /// it calls does not: the headers say nothing about the arguments of that one.
    headers: Option<Mutex<MirroredHeaders>>,
    /// Closed when the program has cancelled the call. `None` for a call that it cannot cancel.
    cancelled: Option<(Sender<()>, Receiver<()>)>,
    /// Which run of a tool it is, if it is one.
    run: Option<Run>,
}

/// How the client of a call is reached.
#[derive(Debug, Clone)]
enum CallClient {
    /// By functions of the program.
    InProcess(InProcess),
    /// By messages, as long as the connection lasts.
    Legacy { peer: Peer, capabilities: ClientCapabilities, waiting: Arc<Waiting> },
    /// By messages before the answer; questions are an answer that asks, whereupon the client sends its request again.
    Stateless { peer: Peer, capabilities: ClientCapabilities, rounds: Arc<Rounds> },
}

/// Cancels a call.
#[derive(Debug, Clone)]
pub struct Canceller(Sender<()>);

impl Canceller {
    /// Ends the call where it waits: what runs is dropped, and its result is
    /// [`CallError::Cancelled`](crate::CallError::Cancelled). Dropping a canceller does nothing.
    pub fn cancel(&self) {
        self.0.close();
    }
}

impl Call {
    /// A call in this process. Nobody hears of its progress and nobody answers its questions, unless you say who.
    pub fn by(caller: &Caller) -> Self {
        Self { run: None, ..Self::new(caller, CallClient::InProcess(InProcess::default())) }
    }

    /// A call of a legacy client, whose questions are counted here as long as they wait.
    pub(crate) fn legacy(caller: &Caller, peer: &Peer, waiting: &Arc<Waiting>) -> Self {
        let capabilities = match (&peer.connection, &peer.outlet) {
            (Some(connection), Some(_)) => connection.client(),
            _ => ClientCapabilities::default(),
        };
        Self::new(caller, CallClient::Legacy { peer: peer.clone(), capabilities, waiting: Arc::clone(waiting) })
    }

    /// A call that brings all that there is to know of its client.
    #[inline]
    pub(crate) fn stateless(caller: &Caller, peer: &Peer, capabilities: ClientCapabilities, rounds: Rounds) -> Self {
        Self::new(caller, CallClient::Stateless { peer: peer.clone(), capabilities, rounds: Arc::new(rounds) })
    }

    #[inline]
    fn new(caller: &Caller, client: CallClient) -> Self {
        let (progress, log_level, client_label, usage, headers, cancelled) = Default::default();
        let run = Some(Run::default());
        Self { caller: caller.clone(), client, progress, log_level, client_label, usage, headers, cancelled, run }
    }

    /// The same call, and what cancels it. Dropping the future of a call cancels that one too.
    pub fn cancellable(mut self) -> (Self, Canceller) {
        let (cancel, _) = self.cancelled.get_or_insert_with(|| bounded(1));
        let canceller = Canceller(cancel.clone());
        (self, canceller)
    }

    /// The client hears of progress under this token.
    pub(crate) fn follow_under(&mut self, token: Option<&str>) {
        let listener = token.zip(self.outlet()).and_then(|(token, outlet)| ProgressListener::under(token, outlet));
        self.progress = listener.map(Following::of);
    }

    /// The client hears of what is logged from this level on.
    pub(crate) fn log_from(&mut self, level: Option<LogLevel>) {
        self.log_level = level;
    }

    /// The client says that it is this, for the log.
    pub(crate) fn label(&mut self, client_label: Option<Box<str>>) {
        self.client_label = client_label;
    }

    /// These headers came beside the call.
    pub(crate) fn compare_with(&mut self, headers: MirroredHeaders) {
        self.headers = Some(Mutex::new(headers));
    }

    /// Who calls.
    pub fn caller(&self) -> &Caller {
        &self.caller
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

    /// Whether the headers say the same as these arguments. If they do not, the round ends before the tool runs.
    pub(crate) fn agrees_with(&self, arguments: &[Repeated]) -> bool {
        let (CallClient::Stateless { rounds, .. }, Some(headers)) = (&self.client, &self.headers) else { return true };
        let headers = std::mem::take(&mut *lock(headers));
        headers.compare(arguments).map_err(|mismatch| rounds.refuse(mismatch)).is_ok()
    }

    /// The revision in which the client is asked.
    fn revision(&self) -> Revision {
        match &self.client {
            CallClient::Legacy { peer: Peer { connection: Some(connection), .. }, .. } => {
                connection.revision().unwrap_or(Revision::LATEST_LEGACY)
            }
            _ => Revision::V2026_07_28,
        }
    }

    /// Why this round of the call must end before the tool has, if it must.
    pub(crate) fn interruption(&self) -> Option<Interruption> {
        match &self.client {
            CallClient::Stateless { rounds, .. } => rounds.interruption(),
            _ => None,
        }
    }

    /// What the log calls the end of a round that ended before the tool did.
    pub(crate) fn interrupted_as(&self) -> Option<&'static str> {
        match &self.client {
            CallClient::Stateless { rounds, .. } => rounds.interrupted_as(),
            _ => None,
        }
    }

    /// Does some work, unless the program cancels the call before that is done.
    pub(crate) async fn unless_cancelled<F: Future>(&self, work: F) -> Option<F::Output> {
        match &self.cancelled {
            Some((_, cancelled)) => unless(cancelled, work).await,
            None => Some(work.await),
        }
    }

    /// What the client can be asked.
    pub fn client(&self) -> ClientCapabilities {
        match &self.client {
            CallClient::InProcess(program) => program.capabilities,
            CallClient::Legacy { capabilities, .. } | CallClient::Stateless { capabilities, .. } => *capabilities,
        }
    }

    /// Whether the caller holds a scope besides those of the tool: for what is told on the way and needs more.
    pub fn may(&self, scope: &Scope) -> bool {
        self.caller.holds(scope)
    }

    /// Whether a question waits for its answer. In a stateless call it does not: the question ends the call, which runs
    /// again with the answer.
    pub fn waits(&self) -> bool {
        !matches!(self.client, CallClient::Stateless { .. })
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
        if let Some(following) = &self.progress {
            following.tell(progress).await;
        }
    }

    /// A way to tell of progress that may be kept in a context; none if no client wants to know.
    pub fn reporter(&self) -> Option<Reporter> {
        self.progress.as_ref().map(Following::reporter)
    }

    /// Tells the client's log, if the client asked for messages of this level: a text, or any other JSON value.
    ///
    /// Revision 2026-07-28 deprecates it: what the operator should know belongs into the log of the server.
    pub async fn log(&self, level: LogLevel, data: impl Serialize) {
        if self.log_level.is_none_or(|wanted| level < wanted) {
            return;
        }
        // What makes no JSON must not end a call for those only who follow its log.
        let data = serde_json::to_value(data).unwrap_or_else(|error| format!("not JSON: {error}").into());
        match (&self.client, self.outlet()) {
            (CallClient::InProcess(program), _) => program.log(level, &data),
            (_, Some(outlet)) => {
                outlet.send(notification("notifications/message", &json!({ "level": level, "data": data }))).await;
            }
            (_, None) => {}
        }
    }

    /// The way to a client that is reached by messages.
    fn outlet(&self) -> Option<&Outlet> {
        match &self.client {
            CallClient::Legacy { peer, .. } | CallClient::Stateless { peer, .. } => peer.outlet.as_ref(),
            CallClient::InProcess(_) => None,
        }
    }
}
