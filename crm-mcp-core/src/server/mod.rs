//! One message in, one reply out: which method, in which revision, for whom. Knows no transport, spawns nothing.

mod classify;
mod escape;
mod page;
mod panic;
mod reply;
mod write;

use std::{fmt, pin::pin};

use serde::Serialize;
use serde_json::value::RawValue;

pub use reply::Reply;

use crate::{
    CallError, Caller, Framing, Revision, RpcError, Toolset,
    descriptor::Form,
    protocol::{Incoming, Kind, Message, Params, RequestId, text},
};
use page::Cursor;
use panic::catch_panic;
use write::Answer;

/// An MCP server over a set of tools, independent of any transport.
///
/// ```
/// use crm_mcp_core::{Caller, Framing, Reply, Server, ServerInfo, Toolset, ToolsetError};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ToolsetError> {
/// let server = Server::new(ServerInfo::new("demo", "1.0.0"), Toolset::<()>::new([])?);
/// let message = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
/// let reply = server.handle(message, &Framing::default(), &Caller::trusted("me"), &()).await;
/// assert_eq!(reply, Reply::Message(br#"{"jsonrpc":"2.0","id":1,"result":{}}"#.to_vec()));
/// # Ok(())
/// # }
/// ```
pub struct Server<C: ?Sized> {
    toolset: Toolset<C>,
    info: ServerInfo,
    instructions: Option<String>,
    page_size: usize,
    /// What ends each result of a stateless revision.
    signature: String,
}

/// Who the server is, for clients and people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerInfo {
    /// The name for programs.
    pub name: String,
    /// The version of the server.
    pub version: String,
    /// The name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl ServerInfo {
    /// A server of this name and version.
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: name.into(), version: version.into(), title: None }
    }

    /// The same, with a name for people.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }
}

impl<C: ?Sized> Server<C> {
    /// A server of these tools.
    pub fn new(info: ServerInfo, toolset: Toolset<C>) -> Self {
        let signature = write::signature(&info);
        Self { toolset, info, instructions: None, page_size: usize::MAX, signature }
    }

    /// The same server, with a text that tells models how to use it.
    #[must_use]
    pub fn with_instructions(self, instructions: impl Into<String>) -> Self {
        Self { instructions: Some(instructions.into()), ..self }
    }

    /// The same server, listing at most this many tools a page. By default there is one page.
    #[must_use]
    pub fn with_page_size(self, tools: std::num::NonZeroUsize) -> Self {
        Self { page_size: tools.get(), ..self }
    }

    /// The tools, for calls in process.
    pub fn toolset(&self) -> &Toolset<C> {
        &self.toolset
    }

    /// Who the server is.
    pub fn info(&self) -> &ServerInfo {
        &self.info
    }

    /// Handles one message: a JSON-RPC request, notification or response, or a batch where the revision has them.
    ///
    /// `caller` decides what is shown and may be called, `context` is what the tools work on. Nothing is remembered
    /// from one message to the next.
    pub async fn handle(&self, message: &[u8], framing: &Framing<'_>, caller: &Caller, context: &C) -> Reply {
        match Incoming::read(message) {
            Err(error) => Reply::refused(None, error),
            Ok(Incoming::One(text)) => self.handle_one(text, framing, caller, context).await,
            Ok(Incoming::Batch(messages)) => match classify::batch(&messages, framing) {
                Err(error) => Reply::refused(None, error),
                Ok(()) => self.handle_batch(&messages, framing, caller, context).await,
            },
        }
    }

    async fn handle_batch(&self, messages: &[&RawValue], framing: &Framing<'_>, caller: &Caller, context: &C) -> Reply {
        let mut answers = Vec::new();
        for message in messages {
            if let Some(answer) = self.handle_one(message.get(), framing, caller, context).await.into_body() {
                answers.push(if answers.is_empty() { b'[' } else { b',' });
                answers.extend_from_slice(&answer);
            }
        }
        if answers.is_empty() {
            return Reply::Nothing;
        }
        answers.push(b']');
        Reply::Message(answers)
    }

    async fn handle_one(&self, text: &str, framing: &Framing<'_>, caller: &Caller, context: &C) -> Reply {
        let message = match Message::read(text) {
            Ok(message) => message,
            Err(unreadable) => return Reply::refused(unreadable.id, unreadable.error),
        };
        let id = match message.kind {
            Kind::Request(id) => id,
            Kind::Notification => return Reply::to_notification(&message),
            Kind::Response => return Reply::Nothing,
        };
        match classify::revision(&message, framing) {
            Ok(revision) => self.answer(id, revision, &message, caller, context).await,
            Err(error) => Reply::refused(Some(id), error),
        }
    }

    /// Answers a request whose revision is settled.
    async fn answer(
        &self,
        id: RequestId<'_>,
        revision: Revision,
        message: &Message<'_>,
        caller: &Caller,
        context: &C,
    ) -> Reply {
        let answer = Answer::new(id, revision, &self.signature);
        let params = &message.params;
        let result = match (&*message.method, revision.is_stateless()) {
            ("tools/call", _) => self.call_tool(&answer, params, caller, context).await,
            ("tools/list", _) => self.list_tools(&answer, params, caller),
            ("server/discover", true) => Ok(answer.discovery(self.instructions.as_deref())),
            ("ping", false) => Ok(answer.empty()),
            ("initialize", false) => {
                let body = answer.handshake(&self.info, self.instructions.as_deref());
                return Reply::Initialized { revision, body };
            }
            (method, stateless) => {
                let error = RpcError::MethodNotFound(method.to_owned());
                // In a legacy session "not found" would mean the session, so there the fault stays inside the answer.
                return if stateless { Reply::refused(Some(id), error) } else { Reply::fault(id, &error) };
            }
        };
        match result {
            Ok(body) => Reply::Message(body),
            Err(error @ (RpcError::UnknownTool(_) | RpcError::UnknownCursor | RpcError::Internal)) => {
                Reply::fault(id, &error)
            }
            Err(error) => Reply::refused(Some(id), error),
        }
    }

    async fn call_tool(
        &self,
        answer: &Answer<'_>,
        params: &Params<'_>,
        caller: &Caller,
        context: &C,
    ) -> Result<Vec<u8>, RpcError> {
        let name = params.name.and_then(text).ok_or(RpcError::InvalidParams("`name` is the tool's name".into()))?;
        let arguments = given(params.arguments).map_or("{}", RawValue::get);
        let call = pin!(self.toolset.call(&name, arguments, context, caller));
        match catch_panic(call).await.ok_or(RpcError::Internal)? {
            Ok(output) => Ok(answer.output(&output)),
            Err(CallError::Tool(error)) => Ok(answer.failure(&error)),
            Err(CallError::Unknown(name)) => Err(RpcError::UnknownTool(name)),
            Err(CallError::Denied(denied)) => Err(RpcError::Denied(denied)),
        }
    }

    fn list_tools(&self, answer: &Answer<'_>, params: &Params<'_>, caller: &Caller) -> Result<Vec<u8>, RpcError> {
        let first = given(params.cursor).map(Cursor::read).transpose()?.map_or(0, |cursor| cursor.first);
        let form = Form::of(answer.revision());
        let descriptors = self.toolset.visible(caller, first).map(|(place, tool)| (place, tool.descriptor(form)));
        Ok(answer.list(self.toolset.size(form), self.page_size, descriptors))
    }
}

impl<C: ?Sized> fmt::Debug for Server<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut server = formatter.debug_struct("Server");
        server.field("info", &self.info).field("toolset", &self.toolset).finish_non_exhaustive()
    }
}

/// A parameter that says something; clients send `null` for one that does not.
fn given(parameter: Option<&RawValue>) -> Option<&RawValue> {
    parameter.filter(|raw| raw.get() != "null")
}
