//! MCP over standard input and output: one message a line, answers as they come.
//!
//! Requests run side by side, each as a task on the tokio runtime. Only messages go to the output; logs belong on
//! standard error.

mod lines;

use std::{collections::HashMap, future::Future, io, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use crate::{Framing, Reply, RequestId, Revision, RpcError, Server, Session};
use lines::{Line, Lines};

/// A message may have this many bytes.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// So many requests run at once; further ones wait to be read.
const MAX_RUNNING: usize = 256;

/// Serves on this process's standard input and output until the input ends or `stop` is ready, then answers what was
/// asked before and returns.
///
/// The thread that tokio reads standard input with cannot be interrupted: after `stop`, end the process with
/// [`std::process::exit`] rather than by returning from `main`.
pub async fn serve<C>(server: Arc<Server<C>>, session: Session<C>, stop: impl Future<Output = ()>) -> io::Result<()>
where
    C: ?Sized + Send + Sync + 'static,
{
    serve_on(server, session, tokio::io::stdin(), tokio::io::stdout(), stop).await
}

/// The same on any pair of streams: a pipe, a socket, a child process.
pub async fn serve_on<C>(
    server: Arc<Server<C>>,
    session: Session<C>,
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin,
    stop: impl Future<Output = ()>,
) -> io::Result<()>
where
    C: ?Sized + Send + Sync + 'static,
{
    let mut lines = Lines::new(BufReader::new(input), MAX_LINE);
    let mut peer = Peer::new(server, session, output);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            line = lines.next(), if peer.running.len() < MAX_RUNNING => match line? {
                None => break,
                Some(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
                Some(Line::Whole(line)) => peer.begin(line),
                Some(Line::TooLong) => peer.refuse_line().await?,
            },
            Some(ended) = peer.running.join_next_with_id() => peer.finish(ended).await?,
            () = &mut stop => break,
        }
    }
    while let Some(ended) = peer.running.join_next_with_id().await {
        peer.finish(ended).await?;
    }
    peer.output.flush().await
}

/// The other side: what it asked and has no answer to yet, and where answers go.
struct Peer<C: ?Sized, W> {
    server: Arc<Server<C>>,
    session: Session<C>,
    output: W,
    /// What a message speaks that names no revision: the outcome of the last handshake.
    assumed: Revision,
    running: JoinSet<Reply>,
    asked: HashMap<Id, Asked>,
}

/// A request that is running.
struct Asked {
    id: String,
    handle: AbortHandle,
}

impl<C: ?Sized + Send + Sync + 'static, W: AsyncWrite + Unpin> Peer<C, W> {
    fn new(server: Arc<Server<C>>, session: Session<C>, output: W) -> Self {
        let assumed = Revision::LATEST_LEGACY;
        Self { server, session, output, assumed, running: JoinSet::new(), asked: HashMap::new() }
    }

    fn begin(&mut self, line: Vec<u8>) {
        let id = RequestId::of(&line).map(|id| id.as_json().to_owned());
        let (server, Session { caller, context }) = (Arc::clone(&self.server), self.session.clone());
        let framing = Framing::Bare { assumed: self.assumed };
        let handle = self.running.spawn(async move { server.handle(&line, &framing, &caller, &*context).await });
        if let Some(id) = id {
            self.asked.insert(handle.id(), Asked { id, handle });
        }
    }

    async fn finish(&mut self, ended: Result<(Id, Reply), JoinError>) -> io::Result<()> {
        let task = ended.as_ref().map_or_else(JoinError::id, |(task, _)| *task);
        self.asked.remove(&task);
        let body = match ended {
            Ok((_, Reply::Cancel(id))) => {
                self.cancel(&id);
                None
            }
            Ok((_, Reply::Initialized { revision, body })) => {
                self.assumed = revision;
                Some(body)
            }
            Ok((_, reply)) => reply.into_body(),
            Err(_cancelled) => None,
        };
        match body {
            Some(body) => self.write(body).await,
            None => Ok(()),
        }
    }

    fn cancel(&self, id: &str) {
        if let Some(asked) = self.asked.values().find(|asked| asked.id == id) {
            asked.handle.abort();
        }
    }

    async fn refuse_line(&mut self) -> io::Result<()> {
        let why = format!("a message may have at most {MAX_LINE} bytes");
        let reply = Reply::refused(None, RpcError::InvalidRequest(why.into()));
        self.write(reply.into_body().unwrap_or_default()).await
    }

    async fn write(&mut self, mut body: Vec<u8>) -> io::Result<()> {
        body.push(b'\n');
        self.output.write_all(&body).await?;
        self.output.flush().await
    }
}
