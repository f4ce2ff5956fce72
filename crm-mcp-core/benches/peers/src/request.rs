//! What every side is asked, in revision 2026-07-28: the same bytes for all, with the headers HTTP wants.

use std::fmt;

use bytes::Bytes;
use http::{Request, header};
use http_body_util::Full;
use serde::Serialize;

use crate::catalogue::CALLED;

/// The id of every request.
pub(crate) const ID: u32 = 7;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Method {
    #[serde(rename = "tools/call")]
    Call,
    #[serde(rename = "tools/list")]
    List,
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Method {
    pub(crate) const ALL: [Self; 2] = [Self::Call, Self::List];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Call => "tools/call",
            Self::List => "tools/list",
        }
    }

    /// The message as it comes over the wire.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Call => concat!(
                r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"#,
                r#""name":"contacts_get-contact","arguments":{"contactId":"ocQHyuzHvysMo5N5VsXc"},"_meta":{"#,
                r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","#,
                r#""io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1.0.0"},"#,
                r#""io.modelcontextprotocol/clientCapabilities":{}}}}"#,
            ),
            Self::List => concat!(
                r#"{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"#,
                r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","#,
                r#""io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1.0.0"},"#,
                r#""io.modelcontextprotocol/clientCapabilities":{}}}}"#,
            ),
        }
    }

    /// The message as an HTTP request.
    pub(crate) fn http(self) -> Request<Full<Bytes>> {
        let request = Request::post("/mcp")
            .header(header::HOST, "127.0.0.1:8000")
            .header(header::USER_AGENT, "bench/1.0.0")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json, text/event-stream")
            .header("mcp-protocol-version", "2026-07-28")
            .header("mcp-method", self.name());
        let request = match self {
            Self::Call => request.header("mcp-name", CALLED),
            Self::List => request,
        };
        request.body(Full::new(Bytes::from_static(self.message().as_bytes()))).expect("a valid request")
    }
}
