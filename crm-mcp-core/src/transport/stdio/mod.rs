//! MCP over standard input and output: one message a line, answers as they come.
//!
//! Requests run side by side, each as a task on the tokio runtime. Only messages go to the output; logs belong on
//! standard error.

mod lines;
mod outbox;

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite, BufReader},
    task::JoinSet,
    time::timeout,
};

use crate::{
    Connection, Framing, Outgoing, Outlet, Peer, Reply, RequestId, RpcError, Server, Session,
    transport::opening::Opening,
};
use lines::{Line, Lines};
use outbox::Outbox;

/// A message may have this many bytes.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// So many requests run at once; further ones are answered with an error.
const MAX_RUNNING: usize = 256;

/// Nothing more is read while so many bytes of answers wait for a client that does not read.
const MAX_UNREAD: usize = 16 * 1024 * 1024;

/// What was asked before the end has this long to be answered.
const GRACE: Duration = Duration::from_secs(30);

/// Serves on this process's standard input and output until the input ends or `stop` is ready, then answers what was
/// asked before, for at most 30 seconds, and returns.
///
/// The thread that tokio reads standard input with cannot be interrupted: after `stop`, end the process with
/// [`std::process::exit`] rather than by returning from `main`.
pub async fn serve<C>(
    server: impl Into<Arc<Server<C>>>,
    session: Session<C>,
    stop: impl Future<Output = ()>,
) -> io::Result<()>
where
    C: ?Sized + Send + Sync + 'static,
{
    serve_on(server, session, tokio::io::stdin(), tokio::io::stdout(), stop).await
}

/// The same on any pair of streams: a pipe, a socket, a child process.
pub async fn serve_on<C>(
    server: impl Into<Arc<Server<C>>>,
    session: Session<C>,
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin,
    stop: impl Future<Output = ()>,
) -> io::Result<()>
where
    C: ?Sized + Send + Sync + 'static,
{
    let mut lines = Lines::new(BufReader::new(input), MAX_LINE);
    let mut outbox = Outbox::new(output);
    let mut client = Client::new(server.into(), session);
    let (server, peer) = (Arc::clone(&client.server), client.peer());
    let mut changes = Box::pin(async {
        server.tell_changes(&peer).await;
        std::future::pending::<()>().await;
    });
    let mut stop = std::pin::pin!(stop);
    loop {
        let has_room = outbox.waiting() < MAX_UNREAD;
        tokio::select! {
            line = lines.next(), if has_room => match line? {
                Some(line) => outbox.put(client.take(line).await),
                None => break,
            },
            said = client.said(), if has_room => outbox.put(said),
            sent = outbox.send(), if !outbox.is_settled() => sent?,
            () = &mut changes => {}
            () = &mut stop => break,
        }
    }
    // What waits for a turn to speak, and is not polled any more, would take the turns of others.
    drop(changes);
    let rest = async {
        client.connection.hang_up();
        loop {
            tokio::select! {
                said = client.said(), if client.is_busy() && outbox.waiting() < MAX_UNREAD => outbox.put(said),
                sent = outbox.send(), if !outbox.is_settled() => sent?,
                else => return Ok(()),
            }
        }
    };
    timeout(GRACE, rest).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// The other side, and what it asked and has no answer to yet.
struct Client<C: ?Sized> {
    server: Arc<Server<C>>,
    session: Session<C>,
    connection: Arc<Connection>,
    outlet: Outlet,
    outgoing: Outgoing,
    /// A request that is cancelled has no answer.
    running: JoinSet<Option<Reply>>,
    /// The answer that comes next, behind what its request said before.
    answer: Option<Vec<u8>>,
}

impl<C: ?Sized + Send + Sync + 'static> Client<C> {
    fn new(server: Arc<Server<C>>, session: Session<C>) -> Self {
        let (outlet, outgoing) = Outlet::new();
        Self { server, session, connection: Arc::default(), outlet, outgoing, running: JoinSet::new(), answer: None }
    }

    fn peer(&self) -> Peer {
        Peer { outlet: Some(self.outlet.clone()), connection: Some(Arc::clone(&self.connection)) }
    }

    /// Takes a line, and gives the answer if there is one at once.
    async fn take(&mut self, line: Line) -> Option<Vec<u8>> {
        let message = match line {
            Line::Whole(line) => line,
            Line::TooLong => {
                let why = format!("a message may have at most {MAX_LINE} bytes");
                return Reply::refused(None, RpcError::InvalidRequest(why.into())).into_body();
            }
        };
        let text = message.trim_ascii();
        let id = RequestId::of(text);
        match id {
            _ if text.is_empty() => None,
            Some(_) if self.running.len() >= MAX_RUNNING => Reply::refused(id, RpcError::Busy).into_body(),
            // What comes right behind a handshake speaks the revision that it settles on.
            Some(_) if matches!(Opening::of(text), Opening::Handshake) => self.handle(text).await,
            Some(id) => {
                let id = id.as_json().to_owned();
                self.start(Some(id), message);
                None
            }
            None if text.starts_with(b"[") && self.running.len() >= MAX_RUNNING => {
                Reply::refused(None, RpcError::Busy).into_body()
            }
            None if text.starts_with(b"[") => {
                self.start(None, message);
                None
            }
            // What is no request waits for nothing; a cancellation must not wait behind what it is to end.
            None => self.handle(text).await,
        }
    }

    /// Handles a message that takes no time.
    async fn handle(&self, text: &[u8]) -> Option<Vec<u8>> {
        let Session { caller, context } = &self.session;
        self.server.handle(text, &self.framing(), &self.peer(), caller, context).await.into_body()
    }

    /// Runs a request, which can be cancelled if it has an id.
    fn start(&mut self, id: Option<String>, message: Vec<u8>) {
        let (server, Session { caller, context }) = (Arc::clone(&self.server), self.session.clone());
        let (framing, peer) = (self.framing(), self.peer());
        let reply = async move { server.handle(&message, &framing, &peer, &caller, &*context).await };
        match id {
            Some(id) => self.running.spawn(self.connection.run(&id, reply)),
            None => self.running.spawn(async { Some(reply.await) }),
        };
    }

    fn framing(&self) -> Framing<'static> {
        self.connection.revision().map_or_else(Framing::default, |assumed| Framing::Bare { assumed })
    }

    /// Whether there is something that was asked and has no answer yet.
    fn is_busy(&self) -> bool {
        !self.running.is_empty() || self.answer.is_some()
    }

    /// What there is to say next: a message of a running request, or the answer of one that has ended, if it has one.
    /// Dropping this while it waits loses nothing.
    async fn said(&mut self) -> Option<Vec<u8>> {
        if self.answer.is_none() {
            tokio::select! {
                message = self.outgoing.next() => return message,
                Some(ended) = self.running.join_next() => {
                    self.answer = ended.ok().flatten().and_then(Reply::into_body);
                }
                else => std::future::pending().await,
            }
        }
        // What a request said before its answer goes before its answer.
        self.outgoing.waiting().or_else(|| self.answer.take())
    }
}
