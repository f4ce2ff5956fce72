//! Answers as bytes, each revision in its own shape. The one place that knows how results differ between revisions.

mod cursor;
mod escape;

use std::ops::Range;

use serde::Serialize;
use serde_json::{Map, Value, json};

pub(super) use cursor::Cursor;
use escape::push_escaped;

use super::ServerInfo;
use crate::{
    call::ClientRequest,
    tools::{Completion, OutputForm, PromptMessages, ToolOutput},
    wire::{Contents, RequestId, ResourceContents, Revision, ToolError},
};

/// How long a client may keep a list, in milliseconds, if what a server has does not change while it runs.
pub(super) const LIST_TTL_MS: &str = "300000";

/// The `_meta` key under which a failed call repeats its error for programs.
const ERROR_KEY: &str = "crm-mcp/error";

/// The answer to one request, being written.
pub(super) struct ResultWriter<'a> {
    revision: Revision,
    signature: &'a str,
    /// How long a client may keep a list, in milliseconds.
    list_ttl_ms: &'static str,
    id: RequestId<'a>,
}

/// The members of `_meta` by which a server signs its results, without the braces.
pub(super) fn signature(info: &ServerInfo) -> String {
    format!("\"io.modelcontextprotocol/serverInfo\":{}", json!(info))
}

impl<'a> ResultWriter<'a> {
    pub(super) fn new(id: RequestId<'a>, revision: Revision, signature: &'a str, list_ttl_ms: &'static str) -> Self {
        Self { revision, signature, list_ttl_ms, id }
    }

    pub(super) fn id(&self) -> RequestId<'a> {
        self.id
    }

    pub(super) fn revision(&self) -> Revision {
        self.revision
    }

    /// The result of a tool.
    pub(super) fn output(&self, output: &ToolOutput) -> Vec<u8> {
        match output.form() {
            OutputForm::Record(beside) => self.record(output.json(), beside),
            OutputForm::Wrapped => self.record(output.json(), &Contents::default()),
            OutputForm::Text => self.text(output.json()),
            OutputForm::Nothing => self.blocks(&Contents::default(), 0),
            OutputForm::Blocks(contents) => self.blocks(contents, output.json().len()),
        }
    }

    /// Content, which takes up about `room`.
    fn blocks(&self, contents: &Contents, room: usize) -> Vec<u8> {
        let mut body = self.begin(room);
        body.extend_from_slice(br#""content":"#);
        push_json(&mut body, &contents.known_in(self.revision));
        self.end(body)
    }

    /// A text, which comes as a JSON string and so needs no further escaping.
    fn text(&self, json: &[u8]) -> Vec<u8> {
        let mut body = self.begin(json.len());
        body.extend_from_slice(br#""content":[{"type":"text","text":"#);
        body.extend_from_slice(json);
        body.extend_from_slice(b"}]");
        self.end(body)
    }

    /// A record and the content beside it: as text, and as structured content where the revision has that.
    fn record(&self, json: &[u8], beside: &Contents) -> Vec<u8> {
        let mut body = self.begin(3 * json.len());
        body.extend_from_slice(br#""content":[{"type":"text","text":""#);
        push_escaped(&mut body, json);
        body.extend_from_slice(br#""}"#);
        for content in beside.iter() {
            body.push(b',');
            push_json(&mut body, &content.known_in(self.revision));
        }
        body.push(b']');
        if self.revision >= Revision::V2025_06_18 {
            body.extend_from_slice(br#","structuredContent":"#);
            body.extend_from_slice(json);
        }
        self.end(body)
    }

    /// The failure of a tool: in words for the model, in `_meta` for programs.
    pub(super) fn failure(&self, error: &ToolError) -> Vec<u8> {
        let mut body = self.begin(512);
        body.extend_from_slice(br#""content":[{"type":"text","text":"#);
        push_json(&mut body, &error.to_string());
        body.extend_from_slice(br#"}],"isError":true,"_meta":{"#);
        push_json(&mut body, ERROR_KEY);
        body.push(b':');
        push_json(&mut body, error);
        if self.revision.is_stateless() {
            body.push(b',');
            body.extend_from_slice(self.signature.as_bytes());
            body.extend_from_slice(br#"},"resultType":"complete"}}"#);
        } else {
            body.extend_from_slice(b"}}}");
        }
        body
    }

    /// A page of at most so many descriptors: those of `all` that are at these places, each with a comma behind it.
    /// The places come with their indices in the list.
    pub(super) fn list(
        &self,
        list: &str,
        all: &str,
        page_size: usize,
        mut places: impl Iterator<Item = (usize, Range<usize>)>,
    ) -> Vec<u8> {
        let mut body = self.begin(all.len() + 128);
        for part in ["\"", list, "\":["] {
            body.extend_from_slice(part.as_bytes());
        }
        // Neighbours are copied together: mostly that is the whole list at once.
        let mut run = 0..0;
        for (_, place) in places.by_ref().take(page_size) {
            if place.start != run.end {
                body.extend_from_slice(all[run].as_bytes());
                run = place.clone();
            }
            run.end = place.end;
        }
        body.extend_from_slice(all[run].as_bytes());
        body.pop_if(|last| *last == b',');
        body.push(b']');
        if let Some((first, _)) = places.next() {
            body.extend_from_slice(format!(r#","nextCursor":"{}""#, Cursor { list, first }).as_bytes());
        }
        // What is shown depends on the caller.
        self.cacheable(&mut body, self.list_ttl_ms, r#""private""#);
        self.end(body)
    }

    pub(super) fn prompt(&self, description: Option<&str>, messages: &PromptMessages) -> Vec<u8> {
        let mut body = self.begin(1024);
        if let Some(description) = description {
            body.extend_from_slice(br#""description":"#);
            push_json(&mut body, description);
            body.push(b',');
        }
        body.extend_from_slice(br#""messages":"#);
        push_json(&mut body, &messages.known_in(self.revision));
        self.end(body)
    }

    pub(super) fn resource(&self, contents: &ResourceContents) -> Vec<u8> {
        let mut body = self.begin(1024);
        body.extend_from_slice(br#""contents":"#);
        push_json(&mut body, &[contents]);
        // What is read depends on the caller, and may change at any time.
        self.cacheable(&mut body, "0", r#""private""#);
        self.end(body)
    }

    pub(super) fn completion(&self, completion: &Completion) -> Vec<u8> {
        let mut body = self.begin(512);
        body.extend_from_slice(br#""completion":"#);
        push_json(&mut body, completion);
        self.end(body)
    }

    /// What must be asked before there is a result, and the note that the client brings back with the answers.
    pub(super) fn input_required(&self, questions: &[(String, ClientRequest)], state: &str) -> Vec<u8> {
        let questions: Map<String, Value> = questions
            .iter()
            .map(|(key, request)| (key.clone(), json!({ "method": request.method(), "params": request.params() })))
            .collect();
        let mut body = self.begin(1024);
        body.extend_from_slice(br#""resultType":"input_required","inputRequests":"#);
        push_json(&mut body, &questions);
        body.extend_from_slice(br#","requestState":"#);
        push_json(&mut body, state);
        body.extend_from_slice(br#","_meta":{"#);
        body.extend_from_slice(self.signature.as_bytes());
        body.extend_from_slice(b"}}}");
        body
    }

    pub(super) fn discovery(&self, capabilities: &Value, instructions: Option<&str>) -> Vec<u8> {
        let mut body = self.begin(512);
        body.extend_from_slice(br#""supportedVersions":"#);
        push_json(&mut body, Revision::ALL);
        push_abilities(&mut body, capabilities, instructions);
        self.cacheable(&mut body, self.list_ttl_ms, r#""public""#);
        self.end(body)
    }

    pub(super) fn handshake(&self, info: &ServerInfo, capabilities: &Value, instructions: Option<&str>) -> Vec<u8> {
        let mut body = self.begin(512);
        body.extend_from_slice(br#""protocolVersion":"#);
        push_json(&mut body, self.revision.as_str());
        body.extend_from_slice(br#","serverInfo":"#);
        push_json(&mut body, &info.known_in(self.revision));
        push_abilities(&mut body, capabilities, instructions);
        self.end(body)
    }

    pub(super) fn empty(&self) -> Vec<u8> {
        let mut body = self.begin(0);
        body.extend_from_slice(b"}}");
        body
    }

    /// The end of a request by which a client listened.
    pub(super) fn dismissal(&self, meta: &Value) -> Vec<u8> {
        let mut body = self.begin(128);
        body.extend_from_slice(br#""resultType":"complete","_meta":"#);
        push_json(&mut body, meta);
        body.extend_from_slice(b"}}");
        body
    }

    fn begin(&self, room: usize) -> Vec<u8> {
        let mut body = Vec::with_capacity(room + 128 + self.signature.len());
        body.extend_from_slice(br#"{"jsonrpc":"2.0","id":"#);
        body.extend_from_slice(self.id.as_json().as_bytes());
        body.extend_from_slice(br#","result":{"#);
        body
    }

    fn end(&self, mut body: Vec<u8>) -> Vec<u8> {
        if self.revision.is_stateless() {
            body.extend_from_slice(br#","resultType":"complete","_meta":{"#);
            body.extend_from_slice(self.signature.as_bytes());
            body.push(b'}');
        }
        body.extend_from_slice(b"}}");
        body
    }

    /// Says how long and by whom an answer may be kept, where the revision wants that.
    fn cacheable(&self, body: &mut Vec<u8>, ttl_ms: &str, scope: &str) {
        if self.revision.is_stateless() {
            for part in [r#","ttlMs":"#, ttl_ms, r#","cacheScope":"#, scope] {
                body.extend_from_slice(part.as_bytes());
            }
        }
    }
}

fn push_abilities(body: &mut Vec<u8>, capabilities: &Value, instructions: Option<&str>) {
    body.extend_from_slice(br#","capabilities":"#);
    push_json(body, capabilities);
    if let Some(instructions) = instructions {
        body.extend_from_slice(br#","instructions":"#);
        push_json(body, instructions);
    }
}

fn push_json(body: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Strings, numbers and maps with string keys: serialising them into memory has no way to fail.
    let _ = serde_json::to_writer(body, value);
}
