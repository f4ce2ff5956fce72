//! One message in, one reply out: which method, in which revision, for whom. Knows no transport, spawns nothing.

mod batch;
mod capabilities;
mod classify;
mod completion;
mod drive;
mod escape;
mod info;
mod listen;
mod mirrored;
mod page;
mod prompts;
mod refused;
mod reply;
mod request;
mod resources;
mod rounds;
mod write;

use std::{fmt, sync::Arc};

use serde_json::value::RawValue;

pub use info::ServerInfo;
pub use reply::Reply;

use crate::{
    CallError, Caller, ClientCapabilities, Framing, Peer, Prompts, Resources, RpcError, Toolset, access,
    changes::{Listeners, Replaceable},
    protocol::{Incoming, Kind, Message, text},
    seal::Seal,
    waiting::Waiting,
};
use request::{From, Request, given, is_in_band};
use write::{Answer, LIST_TTL_MS};

/// An MCP server over a set of tools, independent of any transport.
///
/// ```
/// use crm_mcp_core::{Caller, Framing, Peer, Reply, Server, ServerInfo, Toolset, ToolsetError};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ToolsetError> {
/// let server = Server::new(ServerInfo::new("demo", "1.0.0"), Toolset::<()>::new([])?);
/// let message = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
/// let me = Caller::trusted("me");
/// let reply = server.handle(message, &Framing::default(), &Peer::default(), &me, &()).await;
/// assert_eq!(reply, Reply::Message(br#"{"jsonrpc":"2.0","id":1,"result":{}}"#.to_vec()));
/// # Ok(())
/// # }
/// ```
pub struct Server<C: ?Sized> {
    toolset: Replaceable<Toolset<C>>,
    prompts: Replaceable<Prompts<C>>,
    resources: Replaceable<Resources<C>>,
    /// Whether these three may change while the server runs.
    changes: bool,
    listeners: Listeners,
    /// The requests that wait for a change or for an answer.
    waiting: Arc<Waiting>,
    info: ServerInfo,
    instructions: Option<String>,
    page_size: usize,
    logs: bool,
    seal: Seal,
    /// What ends each result of a stateless revision.
    signature: String,
}

impl<C: ?Sized> Server<C> {
    /// A server of these tools.
    pub fn new(info: ServerInfo, toolset: Toolset<C>) -> Self {
        let signature = write::signature(&info);
        Self {
            toolset: Replaceable::new(toolset),
            prompts: Replaceable::new(Prompts::default()),
            resources: Replaceable::new(Resources::default()),
            changes: false,
            listeners: Listeners::default(),
            waiting: Waiting::new(Waiting::MOST),
            info,
            instructions: None,
            page_size: usize::MAX,
            logs: false,
            seal: Seal::default(),
            signature,
        }
    }

    /// The same server, with prompts.
    #[must_use]
    pub fn with_prompts(self, prompts: Prompts<C>) -> Self {
        Self { prompts: Replaceable::new(prompts), ..self }
    }

    /// The same server, with resources.
    #[must_use]
    pub fn with_resources(self, resources: Resources<C>) -> Self {
        Self { resources: Replaceable::new(resources), ..self }
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

    /// The same server, which tells clients that want to know when its tools, prompts or resources change: when you
    /// [set](Self::set_toolset) them anew, or say of a resource that [it has changed](Self::resource_changed).
    #[must_use]
    pub fn with_changes(self) -> Self {
        Self { changes: true, ..self }
    }

    /// The same server, whose tools may write into the logs of clients that want it
    /// ([`Call::log`](crate::Call::log)).
    #[must_use]
    pub fn with_logging(self) -> Self {
        Self { logs: true, ..self }
    }

    /// The same server, sealing with this secret what stateless clients keep for it between the rounds of a call that
    /// asks something. Servers that share clients must share it, and must give a caller the same
    /// [identity](Caller::identity), for what is kept belongs to that. By default there is a new one for each server.
    #[must_use]
    pub fn with_state_key(self, key: [u8; 32]) -> Self {
        Self { seal: Seal::with_key(key), ..self }
    }

    /// The same server, in which so many requests may wait at once for what may never come: a change, or the answer of a
    /// legacy client to a question. One caller may have a quarter of them. By default there are 256.
    ///
    /// Over HTTP each of them holds a connection, so choose about half as many as connections are accepted. Over a pipe
    /// the one client may run 256 requests at once, so choose less than 1024: otherwise its requests that wait could take
    /// all the turns of those that do not.
    #[must_use]
    pub fn with_most_waiting(self, most: std::num::NonZeroUsize) -> Self {
        Self { waiting: Waiting::new(most.get()), ..self }
    }

    /// The tools, for calls in process.
    pub fn toolset(&self) -> Arc<Toolset<C>> {
        self.toolset.get()
    }

    /// The prompts, for use in process.
    pub fn prompts(&self) -> Arc<Prompts<C>> {
        self.prompts.get()
    }

    /// The resources, for use in process.
    pub fn resources(&self) -> Arc<Resources<C>> {
        self.resources.get()
    }

    /// Who the server is.
    pub fn info(&self) -> &ServerInfo {
        &self.info
    }

    /// Handles one message: a JSON-RPC request, notification or response, or a batch where the revision has them.
    ///
    /// `caller` decides what is shown and may be called, `context` is what the tools work on. What must be remembered
    /// from one message to the next is in `peer`.
    pub async fn handle(
        &self,
        message: &[u8],
        framing: &Framing<'_>,
        peer: &Peer,
        caller: &Caller,
        context: &C,
    ) -> Reply {
        let from = From { framing, peer, caller };
        match Incoming::read(message) {
            Err(error) => Reply::refused(None, error),
            Ok(Incoming::One(text)) => self.handle_one(text, from, context).await,
            Ok(Incoming::Batch(messages)) => match classify::batch(&messages, framing) {
                Err(error) => Reply::refused(None, error),
                Ok(()) => self.handle_batch(&messages, from, context).await,
            },
        }
    }

    async fn handle_one(&self, text: &str, from: From<'_>, context: &C) -> Reply {
        let message = match Message::read(text) {
            Ok(message) => message,
            Err(unreadable) => return Reply::refused(unreadable.id, unreadable.error),
        };
        let id = match message.kind {
            Kind::Request(id) => id,
            Kind::Notification => {
                from.notify(&message);
                return Reply::Nothing;
            }
            Kind::Response { id, outcome } => {
                if let (Some(connection), Some(id)) = (&from.peer.connection, id) {
                    connection.answer(id, outcome);
                }
                return Reply::Nothing;
            }
        };
        let revision = match classify::revision(&message, from.framing) {
            Ok(revision) => revision,
            Err(error) => return Reply::refused(Some(id), error),
        };
        let From { framing, peer, caller } = from;
        let answer = Answer::new(id, revision, &self.signature, if self.changes { "0" } else { LIST_TTL_MS });
        let request = Request { answer, method: &message.method, params: &message.params, framing, peer, caller };
        match self.answer(&request, context).await {
            Ok(reply) => reply,
            Err(error) if is_in_band(&error, &request) => Reply::fault(id, &error),
            Err(error) => Reply::refused(Some(id), error),
        }
    }

    /// Answers a request whose revision is settled.
    async fn answer(&self, request: &Request<'_>, context: &C) -> Result<Reply, RpcError> {
        let Request { answer, method, .. } = request;
        let body = match (*method, answer.revision().is_stateless()) {
            ("tools/call", _) => self.call_tool(request, context).await?,
            ("tools/list", _) => self.list("tools", self.toolset.get().listing(), request)?,
            ("prompts/get", _) if self.has_prompts() => self.get_prompt(request, context).await?,
            ("prompts/list", _) if self.has_prompts() => self.list("prompts", self.prompts.get().listing(), request)?,
            ("resources/read", _) if self.has_resources() => self.read_resource(request, context).await?,
            ("resources/list", _) if self.has_resources() => {
                self.list("resources", self.resources.get().single(), request)?
            }
            ("resources/templates/list", _) if self.has_resources() => {
                self.list("resourceTemplates", self.resources.get().templates(), request)?
            }
            ("completion/complete", _) if self.completes() => self.complete(request, context).await?,
            ("subscriptions/listen", true) if self.changes => self.listen(request).await?,
            ("resources/subscribe", false) if self.changes && self.has_resources() => self.subscribe(request, true)?,
            ("resources/unsubscribe", false) if self.changes && self.has_resources() => {
                self.subscribe(request, false)?
            }
            ("server/discover", true) => answer.discovery(&self.capabilities(request), self.instructions.as_deref()),
            ("initialize", false) => return Ok(self.shake_hands(request)),
            ("ping", false) => answer.empty(),
            ("logging/setLevel", false) if self.logs => set_log_level(request)?,
            (method, _) => return Err(RpcError::MethodNotFound(method.to_owned())),
        };
        Ok(Reply::Message(body))
    }

    fn shake_hands(&self, request: &Request<'_>) -> Reply {
        let Request { answer, params, peer, .. } = request;
        let revision = answer.revision();
        if let Some(connection) = &peer.connection {
            connection.settle(revision, ClientCapabilities::read(params.capabilities).known_in(revision));
            connection.introduce(params.client_info().and_then(access::client_label));
        }
        let body = answer.handshake(&self.info, &self.capabilities(request), self.instructions.as_deref());
        Reply::Initialized { revision, body }
    }

    async fn call_tool(&self, request: &Request<'_>, context: &C) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, caller, .. } = request;
        let name = params.name.and_then(text).ok_or(RpcError::InvalidParams("`name` is the tool's name".into()))?;
        let arguments = given(params.arguments).map_or("{}", RawValue::get);
        let toolset = self.toolset.get();
        let call = self.call(request)?.beside(mirrored::headers(&toolset, &name, request));
        let work = toolset.call_with(&name, arguments, context, caller, &call);
        self.run(request, &call, work, |result| match result {
            Ok(output) => Ok(answer.output(&output)),
            Err(CallError::Tool(error)) => Ok(answer.failure(&error)),
            Err(CallError::Unknown(unknown)) => Err(RpcError::Unknown(unknown)),
            Err(CallError::Denied(denied)) => Err(RpcError::Denied(denied)),
        })
        .await
    }
}

impl<C: ?Sized> fmt::Debug for Server<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut server = formatter.debug_struct("Server");
        server.field("info", &self.info).field("toolset", &self.toolset.get()).finish_non_exhaustive()
    }
}

fn set_log_level(request: &Request<'_>) -> Result<Vec<u8>, RpcError> {
    let level = request.params.level.and_then(|level| serde_json::from_str(level.get()).ok());
    let level = level.ok_or(RpcError::InvalidParams("`level` is one of the levels of RFC 5424: `info`".into()))?;
    if let Some(connection) = &request.peer.connection {
        connection.set_log_level(level);
    }
    Ok(request.answer.empty())
}
