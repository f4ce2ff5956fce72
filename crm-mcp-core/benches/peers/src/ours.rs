//! crm-mcp-core, called in process, over a pipe and as its HTTP service, with the gate in place.

use std::{future::pending, sync::Arc};

use crm_mcp_core::{
    Arguments as Schema, Caller, Effect, ErrorCode, Scope, Server, ServerInfo, Session, Tool, ToolError, ToolSpec,
    Toolset,
    transport::{
        Envelope, Incoming, Peer,
        http::{HttpOptions, HttpService},
        stdio,
    },
};
use tokio::io::DuplexStream;

use crate::catalogue::{self, Arguments, catalogue};

const SCOPE: Scope = Scope::new("crm.readonly");

fn caller() -> Caller {
    Caller::with_scopes("bench", [SCOPE.as_str()])
}

fn server() -> Server<()> {
    macro_rules! tools {
        ($($function:ident $name:literal $description:literal $arguments:ident;)*) => {{
            $(
                async fn $function(
                    arguments: catalogue::$arguments,
                ) -> Result<<catalogue::$arguments as Arguments>::Answer, ToolError> {
                    arguments.answer().ok_or_else(|| ToolError::new(ErrorCode::NotFound, "not found"))
                }
            )*
            [$(
                Tool::new(
                    ToolSpec::new($name, Effect::Read).description($description).scope(SCOPE),
                    Schema::<catalogue::$arguments>::new(),
                    |(): &(), arguments, _| Box::pin($function(arguments)),
                ),
            )*]
        }};
    }
    Server::new(ServerInfo::new("bench", "1.0.0"), Toolset::new(catalogue!(tools)).expect("tools that clients accept"))
}

/// The server, called directly.
pub(crate) struct InProcess {
    server: Server<()>,
    caller: Caller,
}

impl InProcess {
    pub(crate) fn new() -> Self {
        Self { server: server(), caller: caller() }
    }

    pub(crate) async fn ask(&self, message: &[u8]) -> Vec<u8> {
        let reply = self
            .server
            .handle(&Incoming::read(message), &Envelope::default(), &Peer::default(), &self.caller, &())
            .await;
        reply.into_body().unwrap_or_default()
    }
}

/// The server on a pipe.
pub(crate) async fn serve_lines(pipe: DuplexStream) {
    let (input, output) = tokio::io::split(pipe);
    stdio::serve_on(server(), session(), input, output, pending()).await.expect("the pipe stays open");
}

/// The server behind HTTP.
pub(crate) fn http() -> HttpService<()> {
    HttpService::new(server(), session(), HttpOptions::default())
}

fn session() -> Session<()> {
    Session::new(caller(), Arc::new(()))
}
