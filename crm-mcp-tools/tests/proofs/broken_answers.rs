//! Answers that are not what was promised: HTML, nothing, cut off, huge, of another shape, not even text.

use crm_mcp_core::{ErrorCode::Unavailable, ToolError};
use crm_mcp_tools::api::Network;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const MAY_BE_DONE: &str = "it may have been carried out; look before you repeat it";

/// A CRM that may be broken, with one tool that reads and one that writes; each makes one request.
pub(crate) trait Breakable: Sized {
    /// What it is called in messages.
    const CRM: &'static str;

    fn at(network: &Network, url: &str) -> Self;
    async fn read(&self) -> Result<Value, ToolError>;
    async fn write(&self) -> Result<Value, ToolError>;
}

/// A CRM that answers each connection with these bytes, and closes it.
async fn answering<B: Breakable>(network: &Network, bytes: Vec<u8>) -> B {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            // The requests of these tests are small and come in one piece, or their end is of no matter.
            _ = connection.read(&mut [0; 4096]).await;
            _ = connection.write_all(&bytes).await;
            _ = connection.shutdown().await;
            while connection.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {}
        }
    });
    B::at(network, &url)
}

/// An answer whose head promises a body of this length.
fn promising(status: u16, length: usize, body: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body.as_ref()].concat()
}

fn whole(status: u16, body: impl AsRef<[u8]>) -> Vec<u8> {
    promising(status, body.as_ref().len(), body)
}

/// Bodies that no answer should have.
fn bodies() -> [Vec<u8>; 8] {
    [
        b"".to_vec(),
        b"<!DOCTYPE html><html><body>It works!</body></html>".to_vec(),
        br#"{"contact": {"id": "c"#.to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        br#"{"contact": "c1", "tags": "vip"}"#.to_vec(),
        vec![0xff, 0xfe, 0x00],
        b"{\"contact\": {\"id\": \"\xff\"}, \"tags\": [\"\xff\"]}".to_vec(),
    ]
}

#[track_caller]
fn assert_told(error: &ToolError, cause: &str, next: &str, may_be_done: bool, of: &str) {
    let details = if may_be_done { json!({"mayBeDone": true}) } else { json!({}) };
    let told = (error.code(), error.message(), error.next_step(), json!(error.details()));
    assert_eq!(told, (Unavailable, cause, Some(next), details), "{of}");
}

pub(crate) async fn assert_a_read_that_cannot_be_read_is_an_error<B: Breakable>() {
    let network = Network::new().unwrap();
    for body in bodies() {
        let shown = String::from_utf8_lossy(&body).into_owned();
        let crm = answering::<B>(&network, whole(200, body)).await;
        let cause = format!("{}'s answer could not be read", B::CRM);
        let no_use = "tell the operator of this server; calling again will not help";
        assert_told(&crm.read().await.unwrap_err(), &cause, no_use, false, &shown);
    }
}

pub(crate) async fn assert_a_refusal_is_explained_whatever_its_body<B: Breakable>() {
    let network = Network::new().unwrap();
    for body in bodies() {
        let shown = String::from_utf8_lossy(&body).into_owned();
        for status in [400, 401, 402, 403, 404, 405, 409, 415, 418, 422, 429, 500, 503] {
            let crm = answering::<B>(&network, whole(status, &body)).await;
            let error = crm.write().await.unwrap_err();
            let text = error.to_string();
            assert!(
                error.next_step().is_some() && !text.contains("<html") && text.len() < 300,
                "{status} {shown}: {text}"
            );
            assert_eq!(error.details().contains_key("mayBeDone"), status >= 500, "{status} {shown}");
        }
    }
}

pub(crate) async fn assert_an_answer_that_is_cut_off_is_an_error<B: Breakable>() {
    let network = Network::new().unwrap();
    let cause = format!("{} did not answer: the connection broke before the answer was complete", B::CRM);
    for status in [200, 400] {
        let crm = answering::<B>(&network, promising(status, 500, r#"{"message":"Contact not"#)).await;
        let status = status.to_string();
        assert_told(&crm.read().await.unwrap_err(), &cause, "call again in a moment", false, &status);
        assert_told(&crm.write().await.unwrap_err(), &cause, MAY_BE_DONE, true, &status);
    }
}

pub(crate) async fn assert_an_answer_that_is_huge_is_an_error<B: Breakable>() {
    let network = Network::new().unwrap();
    let cause = format!("{} did not answer: the answer is larger than 8388608 bytes", B::CRM);
    let huge = format!(r#"{{"tags":["{}"],"id":"c1"}}"#, "x".repeat(Network::MAX_ANSWER));
    for status in [200, 400] {
        let crm = answering::<B>(&network, whole(status, &huge)).await;
        let status = status.to_string();
        assert_told(&crm.read().await.unwrap_err(), &cause, "ask for fewer records at a time", false, &status);
        assert_told(&crm.write().await.unwrap_err(), &cause, MAY_BE_DONE, true, &status);
    }
}

pub(crate) async fn assert_what_is_no_http_is_an_error<B: Breakable>() {
    let network = Network::new().unwrap();
    for bytes in ["", "SSH-2.0-OpenSSH_9.9\r\n", "HTTP/1.1 abc\r\n\r\n"] {
        let crm = answering::<B>(&network, bytes.into()).await;
        let cause = format!("{} did not answer: the connection broke before the answer was complete", B::CRM);
        assert_told(&crm.write().await.unwrap_err(), &cause, MAY_BE_DONE, true, bytes);
    }
}
