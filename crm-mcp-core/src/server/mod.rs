//! One message in, one reply out: which method, in which revision, for whom. Knows no transport, spawns nothing.

mod classify;
mod completion;
mod escape;
mod page;
mod panic;
mod prompts;
mod refused;
mod reply;
mod resources;
mod write;

use std::{fmt, pin::pin};

use serde::Serialize;
use serde_json::value::RawValue;

pub use reply::Reply;

use crate::{
    Call, CallError, Caller, Framing, Prompts, Resources, Revision, RpcError, Toolset,
    descriptor::Form,
    gate::Guarded,
    listing::Listing,
    protocol::{Incoming, Kind, Message, Params, RequestId, text},
};
use page::Cursor;
use panic::catch_panic;
use write::{Abilities, Answer};

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
    prompts: Prompts<C>,
    resources: Resources<C>,
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
        let (prompts, resources) = (Prompts::default(), Resources::default());
        Self { toolset, prompts, resources, info, instructions: None, page_size: usize::MAX, signature }
    }

    /// The same server, with prompts.
    #[must_use]
    pub fn with_prompts(self, prompts: Prompts<C>) -> Self {
        Self { prompts, ..self }
    }

    /// The same server, with resources.
    #[must_use]
    pub fn with_resources(self, resources: Resources<C>) -> Self {
        Self { resources, ..self }
    }

    /// The same server, with a text that tells models how to use it.
    #[must_use]
    pub fn with_instructions(self, instructions: impl Into<String>) -> Self {
        Self { instructions: Some(instructions.into()), ..self }
    }

    /// The same server, listing at most this many entries a page. By default there is one page.
    #[must_use]
    pub fn with_page_size(self, entries: std::num::NonZeroUsize) -> Self {
        Self { page_size: entries.get(), ..self }
    }

    /// The tools, for calls in process.
    pub fn toolset(&self) -> &Toolset<C> {
        &self.toolset
    }

    /// The prompts, for use in process.
    pub fn prompts(&self) -> &Prompts<C> {
        &self.prompts
    }

    /// The resources, for use in process.
    pub fn resources(&self) -> &Resources<C> {
        &self.resources
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
        let (params, has, call) = (&message.params, self.abilities(), &Call::detached());
        let result = match (&*message.method, revision.is_stateless()) {
            ("tools/call", _) => self.call_tool(&answer, params, caller, context).await,
            ("tools/list", _) => self.list("tools", self.toolset.listing(), &answer, params, caller),
            ("prompts/list", _) if has.prompts => self.list("prompts", self.prompts.listing(), &answer, params, caller),
            ("prompts/get", _) if has.prompts => self.get_prompt(&answer, params, caller, context, call).await,
            ("resources/list", _) if has.resources => {
                self.list("resources", self.resources.single(), &answer, params, caller)
            }
            ("resources/templates/list", _) if has.resources => {
                self.list("resourceTemplates", self.resources.templates(), &answer, params, caller)
            }
            ("resources/read", _) if has.resources => self.read_resource(&answer, params, caller, context, call).await,
            ("completion/complete", _) if has.completions => self.complete(&answer, params, caller, context).await,
            ("server/discover", true) => Ok(answer.discovery(has, self.instructions.as_deref())),
            ("ping", false) => Ok(answer.empty()),
            ("initialize", false) => {
                let body = answer.handshake(&self.info, has, self.instructions.as_deref());
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
            Err(error) if error.is_of_the_answer() => Reply::fault(id, &error),
            Err(error) => Reply::refused(Some(id), error),
        }
    }

    /// What there is beside tools.
    fn abilities(&self) -> Abilities {
        Abilities {
            prompts: !self.prompts.listing().is_empty(),
            resources: !self.resources.is_empty(),
            completions: self.prompts.complete_something() || self.resources.complete_something(),
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
            Err(CallError::Unknown(unknown)) => Err(RpcError::Unknown(unknown)),
            Err(CallError::Denied(denied)) => Err(RpcError::Denied(denied)),
        }
    }

    /// A page of what `caller` is shown of a listing, which clients know as `list`.
    fn list<T: Guarded>(
        &self,
        list: &str,
        listing: &Listing<T>,
        answer: &Answer<'_>,
        params: &Params<'_>,
        caller: &Caller,
    ) -> Result<Vec<u8>, RpcError> {
        let cursor = given(params.cursor).map(|cursor| Cursor::read(cursor, list)).transpose()?;
        let form = Form::of(answer.revision());
        let visible = listing.visible_from(cursor.map_or(0, |cursor| cursor.first), caller);
        let descriptors = visible.map(|(place, entry)| (place, entry.descriptor(form)));
        Ok(answer.list(list, listing.size(form), self.page_size, descriptors))
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
