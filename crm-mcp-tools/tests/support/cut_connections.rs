//! A server that breaks connections: where, and how much of the request it has read by then.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A request that is cut off.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutRequest {
    /// The beginning of the request.
    pub(crate) line: &'static str,
    /// The answer to it.
    pub(crate) answer: &'static str,
    /// The answer to whatever else is asked.
    pub(crate) aside: &'static str,
}

/// How much of a request the server reads before it closes the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reads {
    Nothing,
    Head,
    HalfOfTheBody,
    Everything,
}

/// Where an exchange is cut: what is read of the request, and what is sent of the answer.
pub(crate) type Cut = (Reads, &'static str);

pub(crate) const CUTS: [Cut; 10] = [
    (Reads::Nothing, ""),
    (Reads::Head, ""),
    (Reads::HalfOfTheBody, ""),
    (Reads::Everything, ""),
    (Reads::Everything, "HTTP/1.1 20"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\n"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-type: appl"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"tags\":["),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"tags\":[\r\n"),
];

/// A server that answers a request so many times, then cuts it whenever it comes.
pub(crate) struct CutServer {
    request: CutRequest,
    whole: usize,
    cut: Cut,
    /// How often the request has begun to come.
    begun: AtomicUsize,
}

impl CutServer {
    /// The server, and its address.
    pub(crate) async fn start(request: CutRequest, whole: usize, cut: Cut) -> (Arc<Self>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Arc::new(Self { request, whole, cut, begun: AtomicUsize::new(0) });
        let serving = Arc::clone(&server);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let serving = Arc::clone(&serving);
                tokio::spawn(async move { serving.serve(connection).await });
            }
        });
        (server, url)
    }

    async fn serve(&self, mut connection: TcpStream) -> std::io::Result<()> {
        loop {
            if !begins_with(&connection, self.request.line).await? {
                read(&mut connection, Reads::Everything).await?;
                connection.write_all(whole(self.request.aside).as_bytes()).await?;
            } else if self.begun.fetch_add(1, Ordering::SeqCst) < self.whole {
                read(&mut connection, Reads::Everything).await?;
                connection.write_all(whole(self.request.answer).as_bytes()).await?;
            } else {
                read(&mut connection, self.cut.0).await?;
                return connection.write_all(self.cut.1.as_bytes()).await;
            }
        }
    }

    /// How often the request has begun to come.
    pub(crate) fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }
}

/// Answers each request and closes the connection, then makes way for the next. Counts the requests.
pub(crate) async fn closing(listener: TcpListener, request: CutRequest, begun: &AtomicUsize) -> std::io::Result<()> {
    loop {
        let (mut connection, _) = listener.accept().await?;
        let ours = begins_with(&connection, request.line).await?;
        begun.fetch_add(usize::from(ours), Ordering::SeqCst);
        read(&mut connection, Reads::Everything).await?;
        connection.write_all(whole(if ours { request.answer } else { request.aside }).as_bytes()).await?;
    }
}

/// Looks at the next request without reading it.
async fn begins_with(connection: &TcpStream, line: &str) -> std::io::Result<bool> {
    let mut seen = vec![0; line.len()];
    while connection.peek(&mut seen).await? < line.len() {
        connection.readable().await?;
        if connection.peek(&mut seen).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(seen == line.as_bytes())
}

async fn read(connection: &mut TcpStream, reads: Reads) -> std::io::Result<()> {
    if matches!(reads, Reads::Nothing) {
        return Ok(());
    }
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
    let length = match reads {
        Reads::Nothing | Reads::Head => 0,
        Reads::HalfOfTheBody => length / 2,
        Reads::Everything => length,
    };
    connection.read_exact(&mut vec![0; length]).await?;
    Ok(())
}

fn whole(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}
