//! What every side is asked, in revision 2026-07-28: the same bytes for all, with the headers HTTP wants.

use std::fmt;

use bytes::Bytes;
use http::header;
use http_body_util::Full;
use serde::Serialize;

use crate::catalogue::{GET_CONTACT, GET_MESSAGES};

/// The id of every request.
pub(crate) const ID: u32 = 7;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Request {
    /// One contact.
    #[serde(rename = "tools/call")]
    Call,
    /// A page of messages.
    #[serde(rename = "tools/call, 64 KiB")]
    LargeCall,
    #[serde(rename = "tools/list")]
    List,
}

impl fmt::Display for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Call => "tools/call",
            Self::LargeCall => "tools/call, 64 KiB",
            Self::List => "tools/list",
        })
    }
}

/// A message of `method` with the members of `params` before its `_meta`.
macro_rules! message {
    ($method:literal, $params:literal) => {
        concat!(
            r#"{"jsonrpc":"2.0","id":7,"method":""#,
            $method,
            r#"","params":{"#,
            $params,
            r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#,
            r#""io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1.0.0"},"#,
            r#""io.modelcontextprotocol/clientCapabilities":{}}}}"#,
        )
    };
}

impl Request {
    pub(crate) const ALL: [Self; 3] = [Self::Call, Self::LargeCall, Self::List];

    const fn method(self) -> &'static str {
        match self {
            Self::Call | Self::LargeCall => "tools/call",
            Self::List => "tools/list",
        }
    }

    const fn tool(self) -> Option<&'static str> {
        match self {
            Self::Call => Some(GET_CONTACT),
            Self::LargeCall => Some(GET_MESSAGES),
            Self::List => None,
        }
    }

    /// The message as it comes over the wire.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Call => message!(
                "tools/call",
                r#""name":"contacts_get-contact","arguments":{"contactId":"ocQHyuzHvysMo5N5VsXc"},"#
            ),
            Self::LargeCall => message!(
                "tools/call",
                r#""name":"conversations_get-messages","arguments":{"conversationId":"tDtDnQdgm2LXpyiqYvZ6"},"#
            ),
            Self::List => message!("tools/list", ""),
        }
    }

    /// The message as an HTTP request.
    pub(crate) fn http(self) -> http::Request<Full<Bytes>> {
        let request = http::Request::post("/mcp")
            .header(header::HOST, "127.0.0.1:8000")
            .header(header::USER_AGENT, "bench/1.0.0")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json, text/event-stream")
            .header("mcp-protocol-version", "2026-07-28")
            .header("mcp-method", self.method());
        let request = match self.tool() {
            Some(tool) => request.header("mcp-name", tool),
            None => request,
        };
        request.body(Full::new(Bytes::from_static(self.message().as_bytes()))).expect("a valid request")
    }
}
