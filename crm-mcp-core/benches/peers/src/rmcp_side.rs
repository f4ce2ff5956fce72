//! The official Rust SDK, by four ways: typed messages, a pipe, HTTP, and HTTP as its documentation shows.

use std::{future::Future, sync::Arc};

use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    handler::server::{router::tool::ToolRouter, wrapper::Parameters},
    model::{ClientJsonRpcMessage, ServerJsonRpcMessage},
    service::{RunningService, serve_directly},
    tool, tool_handler, tool_router,
    transport::{
        Transport,
        streamable_http_server::{
            StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
        },
    },
};
use tokio::{
    io::DuplexStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, error::SendError, unbounded_channel},
};

use crate::catalogue::{self, Arguments, catalogue};

/// The catalogue's tools as methods of the `Crm` in scope.
macro_rules! tools {
    ($($function:ident $name:literal $description:literal $arguments:ident;)*) => {
        #[tool_router]
        impl Crm {
            $(
                #[tool(name = $name, description = $description)]
                async fn $function(
                    &self,
                    Parameters(arguments): Parameters<catalogue::$arguments>,
                ) -> Result<rmcp::Json<<catalogue::$arguments as Arguments>::Answer>, ErrorData> {
                    arguments.answer().map(rmcp::Json).ok_or_else(|| ErrorData::invalid_params("not found", None))
                }
            )*
        }
    };
}

/// The router is made once and shared by every request.
#[derive(Clone)]
pub(crate) struct Crm {
    router: Arc<ToolRouter<Self>>,
}

catalogue!(tools);

#[tool_handler(router = self.router)]
impl ServerHandler for Crm {}

impl Crm {
    fn new() -> Self {
        Self { router: Arc::new(Self::tool_router()) }
    }
}

/// As the documentation shows it: the macro makes the router anew for each request.
pub(crate) mod documented {
    use super::{Arguments, ErrorData, Parameters, ServerHandler, catalogue, tool, tool_handler, tool_router};

    #[derive(Clone)]
    pub(crate) struct Crm;

    catalogue!(tools);

    #[tool_handler]
    impl ServerHandler for Crm {}
}

pub(crate) type HttpService<S> = StreamableHttpService<S, NeverSessionManager>;

/// The HTTP service with the router held.
pub(crate) fn http() -> HttpService<Crm> {
    let crm = Crm::new();
    StreamableHttpService::new(move || Ok(crm.clone()), Arc::default(), http_config())
}

/// The HTTP service with the macros' defaults.
pub(crate) fn http_documented() -> HttpService<documented::Crm> {
    StreamableHttpService::new(|| Ok(documented::Crm), Arc::default(), http_config())
}

/// The cheapest of its configurations: no sessions, and JSON where there is one answer.
fn http_config() -> StreamableHttpServerConfig {
    StreamableHttpServerConfig::default().with_legacy_session_mode(false).with_json_response(true)
}

/// The server on a pipe.
pub(crate) async fn serve_lines(pipe: DuplexStream) {
    let server = serve_directly(Crm::new(), tokio::io::split(pipe), None);
    server.waiting().await.expect("the server does not panic");
}

/// Typed messages through channels, without any JSON text.
pub(crate) struct Messages {
    questions: UnboundedSender<ClientJsonRpcMessage>,
    answers: UnboundedReceiver<ServerJsonRpcMessage>,
    _server: RunningService<RoleServer, Crm>,
}

impl Messages {
    pub(crate) fn new() -> Self {
        let (questions, incoming) = unbounded_channel();
        let (outgoing, answers) = unbounded_channel();
        let server = serve_directly(Crm::new(), Channels { incoming, outgoing }, None);
        Self { questions, answers, _server: server }
    }

    pub(crate) async fn ask(&mut self, message: ClientJsonRpcMessage) -> ServerJsonRpcMessage {
        self.questions.send(message).expect("the server reads");
        self.answers.recv().await.expect("the server answers")
    }
}

/// The server's end of [`Messages`].
struct Channels {
    incoming: UnboundedReceiver<ClientJsonRpcMessage>,
    outgoing: UnboundedSender<ServerJsonRpcMessage>,
}

impl Transport<RoleServer> for Channels {
    type Error = SendError<ServerJsonRpcMessage>;

    fn send(
        &mut self,
        message: ServerJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        std::future::ready(self.outgoing.send(message))
    }

    fn receive(&mut self) -> impl Future<Output = Option<ClientJsonRpcMessage>> + Send {
        self.incoming.recv()
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}
