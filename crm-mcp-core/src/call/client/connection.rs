//! What is remembered of one client from message to message.

use std::{
    collections::{HashMap, HashSet},
    future::{Future, poll_fn},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
};

use async_channel::{Receiver, Sender, bounded};
use serde_json::{json, value::RawValue};

use super::{
    capabilities::ClientCapabilities, change::Change, client_request::ClientRequest, outlet::Outlet, unless::unless,
};
use crate::{
    call::{boxed::BoxFuture, lock::lock, log_level::LogLevel, question::AskError},
    wire::{Envelope, Outcome, Revision},
};

/// What is remembered of one client as long as it is connected: a process at the other end of a pipe, or a session of
/// the legacy revisions.
///
/// It holds what the handshake said, the requests that are being answered, for they may be cancelled, and the requests
/// of the server that wait for the client's answer.
#[derive(Debug)]
pub struct Connection {
    state: Mutex<ConnectionState>,
    /// Closed when the client hangs up.
    line: (Sender<()>, Receiver<()>),
    /// Makes the timer that limits how long a question waits.
    patience: Option<fn() -> BoxFuture<'static, ()>>,
}

impl Default for Connection {
    fn default() -> Self {
        Self { state: Mutex::default(), line: bounded(1), patience: None }
    }
}

#[derive(Debug, Default)]
struct ConnectionState {
    revision: Option<Revision>,
    client: ClientCapabilities,
    /// What the client says that it is, for the log.
    label: Option<Box<str>>,
    log_level: Option<LogLevel>,
    /// Whether there is a stream on which the client is told of changes.
    has_stream: bool,
    /// The URIs of the resources whose changes the client wants to hear of.
    subscriptions: HashSet<String>,
    /// The requests that are being answered.
    running: HashMap<u64, Running>,
    /// The server's own requests, by their ids.
    asked: HashMap<u64, Sender<Outcome>>,
    /// How many requests there were, either way.
    count: u64,
}

#[derive(Debug)]
struct Running {
    /// As JSON text. Nothing keeps a client from using an id twice.
    id: String,
    /// The request is cancelled when this is dropped.
    _cancels: Sender<()>,
}

impl ConnectionState {
    fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }
}

impl Connection {
    /// A client of which nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same client, which has only so long to answer a question: until what `patience` gives is ready. It is a sleep of
    /// the transport's clock, for this crate has none. Without it a question waits as long as the client is connected.
    #[must_use]
    pub fn with_patience(self, patience: fn() -> BoxFuture<'static, ()>) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// Does some work until the client hangs up.
    pub(super) async fn until_hung_up<F: Future>(&self, work: F) -> Option<F::Output> {
        unless(&self.line.1, work).await
    }

    /// The revision that the last handshake settled on.
    pub fn revision(&self) -> Option<Revision> {
        self.state().revision
    }

    /// The envelope of a message of this client about which the transport has nothing to say: one that names no revision
    /// speaks the one that the last handshake settled on.
    pub fn envelope(&self) -> Envelope<'static> {
        self.revision().map_or_else(Envelope::default, Envelope::bare)
    }

    /// Does some work for the request with this id (as JSON text), unless the client cancels the request: then nothing
    /// comes of it. Cancellation is heeded from the moment of this call.
    pub fn run<F: Future>(self: &Arc<Self>, id: &str, work: F) -> impl Future<Output = Option<F::Output>> + use<F> {
        self.begin(id).of(work)
    }

    /// Begins to answer the request with this id.
    pub(crate) fn begin(self: &Arc<Self>, id: &str) -> RunningRequest {
        let (cancels, cancelled) = bounded(1);
        let mut state = self.state();
        let number = state.number();
        state.running.insert(number, Running { id: id.to_owned(), _cancels: cancels });
        drop(state);
        RunningRequest { connection: Arc::clone(self), number, cancelled }
    }

    pub(crate) fn cancel(&self, id: &str) {
        self.state().running.retain(|_, running| running.id != id);
    }

    pub(crate) fn settle(&self, revision: Revision, client: ClientCapabilities) {
        let mut state = self.state();
        (state.revision, state.client) = (Some(revision), client);
    }

    pub(crate) fn introduce(&self, label: Option<String>) {
        self.state().label = label.map(Into::into);
    }

    pub(crate) fn label(&self) -> Option<Box<str>> {
        self.state().label.clone()
    }

    pub(crate) fn client(&self) -> ClientCapabilities {
        self.state().client
    }

    /// Subscribes to a resource or ends that; says whether it did, for there are at most so many.
    pub(crate) fn subscribe(&self, uri: &str, wanted: bool, most: usize) -> bool {
        let subscriptions = &mut self.state().subscriptions;
        if !wanted {
            subscriptions.remove(uri);
        } else if subscriptions.len() >= most && !subscriptions.contains(uri) {
            return false;
        } else {
            subscriptions.insert(uri.to_owned());
        }
        true
    }

    /// Whether the client is to be told of this: nothing before its handshake.
    pub(crate) fn wants(&self, change: &Change) -> bool {
        let state = self.state();
        state.revision.is_some()
            && match change {
                Change::Resource(uri) => state.subscriptions.contains(uri),
                Change::Tools | Change::Prompts | Change::Resources => true,
            }
    }

    /// Nothing will come from the client any more: who waits for an answer learns that, and who listens has an end.
    pub fn hang_up(&self) {
        self.line.0.close();
        self.state().asked.clear();
    }

    /// Hangs up, and cancels all requests.
    pub fn close(&self) {
        self.hang_up();
        self.state().running.clear();
    }

    pub(crate) fn log_level(&self) -> Option<LogLevel> {
        self.state().log_level
    }

    pub(crate) fn set_log_level(&self, level: LogLevel) {
        self.state().log_level = Some(level);
    }

    /// Asks the client and waits for its answer.
    pub(crate) async fn ask(&self, outlet: &Outlet, request: &ClientRequest) -> Result<Box<RawValue>, AskError> {
        let (question, answer) = self.question();
        if self.line.0.is_closed() {
            return Err(AskError::Gone);
        }
        let message = json!({
            "jsonrpc": "2.0", "id": question.id, "method": request.method(), "params": request.params(),
        });
        let answered = async {
            outlet.send(message.to_string().into_bytes()).await;
            answer.recv().await
        };
        match self.within_patience(answered).await {
            Some(Ok(outcome)) => outcome.map_err(AskError::Refused),
            Some(Err(_)) => Err(AskError::Gone),
            None => Err(AskError::Unanswered),
        }
    }

    /// Waits for something, as long as there is patience.
    async fn within_patience<F: Future>(&self, awaited: F) -> Option<F::Output> {
        let Some(patience) = self.patience else { return Some(awaited.await) };
        let (mut awaited, mut over) = (pin!(awaited), patience());
        poll_fn(|context| match awaited.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => over.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    /// The client answered the request of the server with this id.
    pub(crate) fn answer(&self, id: u64, outcome: Outcome) {
        let asked = self.state().asked.remove(&id);
        if let Some(asked) = asked {
            // There is room for one, and this is the one.
            let _ = asked.try_send(outcome);
        }
    }

    /// Opens the one stream on which the client is told of changes. `None` if one is open.
    pub fn open_stream(self: &Arc<Self>) -> Option<ChangeStream> {
        let had_stream = std::mem::replace(&mut self.state().has_stream, true);
        (!had_stream).then(|| ChangeStream(Arc::clone(self)))
    }

    fn question(&self) -> (Question<'_>, Receiver<Outcome>) {
        let (sender, answer) = bounded(1);
        let mut state = self.state();
        let id = state.number();
        state.asked.insert(id, sender);
        (Question { connection: self, id }, answer)
    }

    fn state(&self) -> MutexGuard<'_, ConnectionState> {
        lock(&self.state)
    }
}

/// A request of the server; forgotten when nobody waits for the answer any more.
struct Question<'a> {
    connection: &'a Connection,
    id: u64,
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        self.connection.state().asked.remove(&self.id);
    }
}

/// The stream on which a client is told of changes. It ends when this is dropped.
#[derive(Debug)]
pub struct ChangeStream(Arc<Connection>);

impl Drop for ChangeStream {
    fn drop(&mut self) {
        self.0.state().has_stream = false;
    }
}
/// A request that is being answered; forgotten when it ends, however it ends.
pub(crate) struct RunningRequest {
    connection: Arc<Connection>,
    number: u64,
    cancelled: Receiver<()>,
}

impl RunningRequest {
    /// Does what answers the request; nothing comes of it if the client cancels.
    pub(crate) async fn of<F: Future>(self, work: F) -> Option<F::Output> {
        unless(&self.cancelled, work).await
    }
}

impl Drop for RunningRequest {
    fn drop(&mut self) {
        self.connection.state().running.remove(&self.number);
    }
}
