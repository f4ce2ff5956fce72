//! A write whose connection breaks is sent once, wherever it breaks, and the model is told what that means.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::highlevel::HighLevel;
use serde_json::json;
use support::{call, location, network};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the server sends of its answer to the last request before it closes the connection.
const CUTS: [&str; 6] = [
    "",
    "HTTP/1.1 20",
    "HTTP/1.1 201 Created\r\n",
    "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n",
    "HTTP/1.1 201 Created\r\ncontent-length: 16\r\n\r\n{\"tags\":[",
    "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"tags\":[\r\n",
];

const WHOLE: &str = "HTTP/1.1 201 Created\r\ncontent-length: 16\r\n\r\n{\"tags\":[\"vip\"]}";

/// A server that answers `whole` requests of a connection, then cuts the answer to the next. It counts the requests.
struct Server {
    requests: AtomicUsize,
    whole: usize,
    cut: &'static str,
}

impl Server {
    async fn start(whole: usize, cut: &'static str) -> (Arc<Self>, HighLevel) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let crm = location(&network(&format!("http://{}", listener.local_addr().unwrap())));
        let server = Arc::new(Self { requests: AtomicUsize::new(0), whole, cut });
        let serving = Arc::clone(&server);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                serving.serve(connection).await;
            }
        });
        (server, crm)
    }

    async fn serve(&self, mut connection: TcpStream) {
        for _ in 0..self.whole {
            self.read_request(&mut connection).await;
            connection.write_all(WHOLE.as_bytes()).await.unwrap();
        }
        self.read_request(&mut connection).await;
        connection.write_all(self.cut.as_bytes()).await.unwrap();
    }

    async fn read_request(&self, connection: &mut TcpStream) {
        let mut request = Vec::new();
        while !request.ends_with(br#"{"tags":["vip"]}"#) {
            let mut buffer = [0; 1024];
            match connection.read(&mut buffer).await {
                Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                _ => return,
            }
        }
        self.requests.fetch_add(1, Ordering::SeqCst);
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn remove_tag(crm: &HighLevel) -> Result<serde_json::Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

#[tokio::test]
async fn a_write_is_sent_once_wherever_its_answer_is_cut() {
    // On a new connection, and on one that has already served two requests.
    for whole in [0, 2] {
        for cut in CUTS {
            let (server, crm) = Server::start(whole, cut).await;
            for _ in 0..whole {
                assert_eq!(remove_tag(&crm).await.unwrap(), json!({"tags": ["vip"]}));
            }
            let error = remove_tag(&crm).await.unwrap_err();
            assert_eq!(server.requests(), whole + 1, "{whole} {cut:?}");
            assert_eq!(error.code(), ErrorCode::Unavailable, "{whole} {cut:?}");
            let text = "HighLevel did not answer: the connection broke before the answer was complete. \
                        Next: it may have been carried out; look before you repeat it.";
            assert_eq!(error.to_string(), text, "{whole} {cut:?}");
        }
    }
}

#[tokio::test]
async fn a_write_is_sent_once_when_no_answer_comes_in_time() {
    // It accepts nothing before the end, so every connection that is made waits there to be counted.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let network = crm_mcp_tools::api::Network::with_timeout(std::time::Duration::from_millis(50)).unwrap();
    let crm = location(&crm_mcp_tools::highlevel::Client::over(network).with_base_url(&url).unwrap());

    let error = remove_tag(&crm).await.unwrap_err();
    let text = "HighLevel did not answer: there was no complete answer within 0.05 seconds. \
                Next: it may have been carried out; look before you repeat it.";
    assert_eq!(error.to_string(), text);
    assert_eq!(std::iter::from_fn(|| listener.accept().ok()).count(), 1);
}
