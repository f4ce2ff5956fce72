//! MCP over standard input and output: one message a line, answers as they come.
//!
//! Requests run side by side, each as a task on the tokio runtime. A client that sends more than may run is read more
//! slowly; no request is refused for it. Only messages go to the output; logs belong on standard error.

mod client;
mod lines;
mod outbox;

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite, BufReader},
    time::timeout,
};

use crate::{access::Session, server::Server};
use client::Client;
use lines::{Lines, MAX_LINE};
use outbox::Outbox;

/// Nothing more is read while so many bytes of answers wait for a client that does not read.
const MAX_UNREAD: usize = 16 * 1024 * 1024;

/// What was asked before the end has this long to be answered.
const GRACE: Duration = Duration::from_secs(30);

/// Serves on this process's standard input and output until the input ends, then answers what was asked before, for at
/// most 30 seconds, and returns.
///
/// # Errors
///
/// The input cannot be read, the output cannot be written, or some of what was asked has no answer at the end.
pub async fn serve<C>(server: impl Into<Arc<Server<C>>>, session: Session<C>) -> io::Result<()>
where
    C: ?Sized + Send + Sync + 'static,
{
    serve_until(server, session, std::future::pending()).await
}

/// The same until the input ends or `stop` is ready. If `stop` becomes ready after the end of the input, it returns at
/// once.
///
/// Tokio reads and writes in threads that cannot be interrupted, and waits for them when its runtime is dropped: after
/// `stop`, and after an error, end the process with [`std::process::exit`], or the runtime with
/// [`shutdown_background`](tokio::runtime::Runtime::shutdown_background).
///
/// # Errors
///
/// The input cannot be read, the output cannot be written, or some of what was asked has no answer at the end.
pub async fn serve_until<C>(
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
    let (server, peer) = (client.server(), client.peer());
    let mut changes = Box::pin(async {
        server.tell_changes(&peer).await;
        std::future::pending::<()>().await;
    });
    let mut stop = std::pin::pin!(stop);
    let is_stopped = loop {
        let has_room = outbox.waiting() < MAX_UNREAD;
        tokio::select! {
            line = lines.next(), if has_room && client.takes_more() => match line? {
                Some(line) => outbox.put(client.take(line).await),
                None => break false,
            },
            said = client.said(), if has_room => outbox.put(said),
            sent = outbox.send(), if !outbox.is_settled() => sent?,
            () = &mut changes => {}
            () = &mut stop => break true,
        }
    };
    // What waits for a turn to speak, and is not polled any more, would take the turns of others.
    drop(changes);
    let rest = async {
        client.hang_up();
        loop {
            tokio::select! {
                said = client.said(), if client.is_busy() && outbox.waiting() < MAX_UNREAD => outbox.put(said),
                sent = outbox.send(), if !outbox.is_settled() => sent?,
                else => return Ok(()),
            }
        }
    };
    let kind = tokio::select! {
        biased;
        answered = timeout(GRACE, rest) => match answered {
            Ok(result) => return result,
            Err(_) => io::ErrorKind::TimedOut,
        },
        () = stop, if !is_stopped => io::ErrorKind::Interrupted,
    };
    Err(unanswered(kind, outbox.is_settled()))
}

/// What was asked has not been answered in full, because time was up or the process was told to stop.
fn unanswered(kind: io::ErrorKind, is_all_read: bool) -> io::Error {
    let when = match kind {
        io::ErrorKind::TimedOut => format!("{} seconds after the end of the input", GRACE.as_secs()),
        _ => "when it was told to stop".to_owned(),
    };
    let what = if is_all_read { "some calls had not ended" } else { "the client had not read all its answers" };
    io::Error::new(kind, format!("{what} {when}; the answers that remain are lost"))
}
