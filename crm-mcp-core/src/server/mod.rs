//! One message in, one reply out: which method, in which revision, for whom. Knows no transport, spawns nothing.

mod batch;
mod classify;
mod dispatch;
mod info;
mod methods;
mod refused;
mod reply;
mod request;
mod results;
mod run;
mod subscribers;
mod swap;

use std::{fmt, sync::Arc};

pub use info::ServerInfo;
pub use reply::Reply;

use crate::{
    call::waiting::Waiting,
    tools::{Prompts, Resources, Toolset},
};
use results::signature;
use run::Seal;
use subscribers::Subscribers;
use swap::Replaceable;

/// An MCP server over a set of tools, independent of any transport.
///
/// ```
/// use crm_mcp_core::{Caller, Server, ServerInfo, SetError, Toolset, transport::{Envelope, Incoming, Peer, Reply}};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), SetError> {
/// let server = Server::new(ServerInfo::new("demo", "1.0.0"), Toolset::<()>::new([])?);
/// let message = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
/// let me = Caller::trusted("me");
/// let reply = server.handle(&Incoming::read(message), &Envelope::default(), &Peer::default(), &me, &()).await;
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
    listeners: Subscribers,
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
        let signature = signature(&info);
        Self {
            toolset: Replaceable::new(toolset),
            prompts: Replaceable::new(Prompts::default()),
            resources: Replaceable::new(Resources::default()),
            changes: false,
            listeners: Subscribers::default(),
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
    /// [identity](crate::Caller::identity), for what is kept belongs to that. By default there is a new one for each server.
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
}

impl<C: ?Sized> fmt::Debug for Server<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut server = formatter.debug_struct("Server");
        server.field("info", &self.info).field("toolset", &self.toolset.get()).finish_non_exhaustive()
    }
}
