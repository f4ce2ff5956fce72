//! The client: its messages are handled as they come, its requests each in its turn.

use std::sync::Arc;

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use super::lines::{Line, MAX_LINE};
use crate::{
    access::Session,
    call::{Connection, Outgoing, Outlet, Peer},
    server::{Reply, Server},
    wire::{Incoming, RpcError},
};

/// So many requests run at once; further ones wait for their turn.
const MAX_RUNNING: usize = 256;

/// Nothing more is read while so many requests run or wait for their turn. Those that wait are read ahead, since a
/// cancellation or an answer to a question may stand behind them.
const MAX_TAKEN: usize = 1024;

/// Nothing more is read while requests of so many bytes wait for their turn.
const MAX_WAITING_BYTES: usize = 16 * 1024 * 1024;

/// The answer to a request. The request has its turn until this is dropped, so that answers which nobody takes are no
/// more than the requests that may run.
struct Answered {
    reply: Reply,
    _turn: Option<OwnedSemaphorePermit>,
}

/// The other side, and what it asked and has no answer to yet.
pub(super) struct Client<C: ?Sized> {
    server: Arc<Server<C>>,
    session: Session<C>,
    connection: Arc<Connection>,
    outlet: Outlet,
    outgoing: Outgoing,
    /// The requests that run or wait for their turn. One that is cancelled has no answer.
    taken: JoinSet<Option<Answered>>,
    /// The turns of the requests that run.
    turns: Arc<Semaphore>,
    /// How many bytes of waiting requests there is still room for.
    room: Arc<Semaphore>,
    /// The answer that comes next, behind what its request said before.
    answer: Option<Vec<u8>>,
}

impl<C: ?Sized + Send + Sync + 'static> Client<C> {
    pub(super) fn new(server: Arc<Server<C>>, session: Session<C>) -> Self {
        let (outlet, outgoing) = Outlet::new();
        Self {
            server,
            session,
            connection: Arc::default(),
            outlet,
            outgoing,
            taken: JoinSet::new(),
            turns: Arc::new(Semaphore::new(MAX_RUNNING)),
            room: Arc::new(Semaphore::new(MAX_WAITING_BYTES)),
            answer: None,
        }
    }

    pub(super) fn server(&self) -> Arc<Server<C>> {
        Arc::clone(&self.server)
    }

    /// Nothing more will come from the client.
    pub(super) fn hang_up(&self) {
        self.connection.hang_up();
    }

    /// Whether there is room for another request.
    pub(super) fn takes_more(&self) -> bool {
        self.taken.len() < MAX_TAKEN && self.room.available_permits() > 0
    }

    pub(super) fn peer(&self) -> Peer {
        Peer { outlet: Some(self.outlet.clone()), connection: Some(Arc::clone(&self.connection)) }
    }

    /// Takes a line, and gives the answer if there is one at once.
    pub(super) async fn take(&mut self, line: Line) -> Option<Vec<u8>> {
        let message = match line {
            Line::Whole(line) => line,
            Line::TooLong => {
                let why = format!("a message may have at most {MAX_LINE} bytes");
                return Reply::refused(None, RpcError::InvalidRequest(why.into())).into_body();
            }
        };
        if message.trim_ascii().is_empty() {
            return None;
        }
        let incoming = Incoming::read(message);
        // What comes right behind a handshake speaks the revision that it settles on. Notifications and responses are
        // handled at once, so a cancellation never waits behind the request that it cancels.
        if incoming.is_handshake() || incoming.id().is_none() && !incoming.is_batch() {
            return self.handle(&incoming).await;
        }
        self.start(incoming);
        None
    }

    /// Handles a message that takes no time.
    async fn handle(&self, incoming: &Incoming<Vec<u8>>) -> Option<Vec<u8>> {
        let Session { caller, context } = &self.session;
        self.server.handle(incoming, &self.connection.envelope(), &self.peer(), caller, context).await.into_body()
    }

    /// Runs a request or a batch when it has its turn. A request can be cancelled from now on.
    fn start(&mut self, incoming: Incoming<Vec<u8>>) {
        let (server, Session { caller, context }) = (Arc::clone(&self.server), self.session.clone());
        let (envelope, peer) = (self.connection.envelope(), self.peer());
        let (turns, room) = (Arc::clone(&self.turns), self.room_for(incoming.bytes()));
        let run = incoming.id().map(|id| self.connection.begin(id.as_json()));
        // Boxed, because a future that waits for this one would have its size several times.
        let work = Box::pin(async move {
            let turn = turns.acquire_owned().await.ok();
            drop(room);
            let reply = server.handle(&incoming, &envelope, &peer, &caller, &*context).await;
            Answered { reply, _turn: turn }
        });
        match run {
            Some(run) => self.taken.spawn(run.of(work)),
            None => self.taken.spawn(async { Some(work.await) }),
        };
    }

    /// The room that a message takes up while it waits. The last one may be larger than the room that is left.
    fn room_for(&self, message: &[u8]) -> Option<OwnedSemaphorePermit> {
        let bytes = message.len().min(self.room.available_permits());
        Arc::clone(&self.room).try_acquire_many_owned(bytes.try_into().ok()?).ok()
    }

    /// Whether there is something that was asked and has no answer yet.
    pub(super) fn is_busy(&self) -> bool {
        !self.taken.is_empty() || self.answer.is_some()
    }

    /// What there is to say next: a message of a running request, or the answer of one that has ended, if it has one.
    /// Dropping this while it waits loses nothing.
    pub(super) async fn said(&mut self) -> Option<Vec<u8>> {
        if self.answer.is_none() {
            tokio::select! {
                message = self.outgoing.next() => return message,
                Some(ended) = self.taken.join_next() => {
                    self.answer = ended.ok().flatten().and_then(|answered| answered.reply.into_body());
                }
                else => std::future::pending().await,
            }
        }
        // What a request said before its answer goes before its answer.
        self.outgoing.waiting().or_else(|| self.answer.take())
    }
}
