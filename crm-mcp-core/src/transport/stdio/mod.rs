//! MCP over standard input and output: one message a line, answers as they come.
//!
//! Requests run side by side, each as a task on the tokio runtime. Only messages go to the output; logs belong on
//! standard error.

mod lines;
mod outbox;

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite, BufReader},
    task::{AbortHandle, JoinError, JoinSet},
    time::timeout,
};

use crate::{Framing, Reply, RequestId, Revision, RpcError, Server, Session};
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
    let mut peer = Peer::new(server.into(), session);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            line = lines.next(), if outbox.waiting() < MAX_UNREAD => match line? {
                Some(line) => outbox.put(peer.take(line).await),
                None => break,
            },
            Some(ended) = peer.running.join_next() => outbox.put(peer.finish(ended)),
            sent = outbox.send(), if !outbox.is_settled() => sent?,
            () = &mut stop => break,
        }
    }
    let rest = async {
        while let Some(ended) = peer.running.join_next().await {
            outbox.put(peer.finish(ended));
        }
        while !outbox.is_settled() {
            outbox.send().await?;
        }
        Ok(())
    };
    timeout(GRACE, rest).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// The other side, and what it asked and has no answer to yet.
struct Peer<C: ?Sized> {
    server: Arc<Server<C>>,
    session: Session<C>,
    /// What a message speaks that names no revision: the outcome of the last handshake.
    assumed: Revision,
    running: JoinSet<Reply>,
    asked: Vec<Asked>,
}

/// A request that may be running.
struct Asked {
    id: String,
    handle: AbortHandle,
}

impl<C: ?Sized + Send + Sync + 'static> Peer<C> {
    fn new(server: Arc<Server<C>>, session: Session<C>) -> Self {
        Self { server, session, assumed: Revision::LATEST_LEGACY, running: JoinSet::new(), asked: Vec::new() }
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
            Some(id) => {
                let id = id.as_json().to_owned();
                let handle = self.start(message);
                self.asked.push(Asked { id, handle });
                None
            }
            None if text.starts_with(b"[") => {
                self.start(message);
                None
            }
            // What is no request waits for nothing; a cancellation must not wait behind what it is to end.
            None => {
                let reply =
                    self.server.handle(text, &self.framing(), &self.session.caller, &self.session.context).await;
                self.settle(reply)
            }
        }
    }

    fn start(&mut self, message: Vec<u8>) -> AbortHandle {
        let (server, Session { caller, context }) = (Arc::clone(&self.server), self.session.clone());
        let framing = self.framing();
        self.running.spawn(async move { server.handle(&message, &framing, &caller, &*context).await })
    }

    fn framing(&self) -> Framing<'static> {
        Framing::Bare { assumed: self.assumed }
    }

    /// Takes the reply of a request that has ended, and gives its answer; a cancelled one has none.
    fn finish(&mut self, ended: Result<Reply, JoinError>) -> Option<Vec<u8>> {
        self.asked.retain(|asked| !asked.handle.is_finished());
        self.settle(ended.unwrap_or(Reply::Nothing))
    }

    fn settle(&mut self, reply: Reply) -> Option<Vec<u8>> {
        match &reply {
            Reply::Initialized { revision, .. } => self.assumed = *revision,
            Reply::Cancel(id) => {
                if let Some(asked) = self.asked.iter().find(|asked| asked.id == *id) {
                    asked.handle.abort();
                }
            }
            _ => {}
        }
        reply.into_body()
    }
}
