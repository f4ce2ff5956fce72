//! flymcprust, called in process, over a pipe and as its HTTP service, with tools as its documentation shows them.

use flymcprust::{
    Json, Server, ToolError, TransportContext, tool,
    transport::{http::StreamableHttpService, stdio::serve_io},
};
use tokio::io::DuplexStream;
use tokio_util::sync::CancellationToken;

use crate::catalogue::{Arguments, Change, Conversation, Reference, Search, catalogue};

/// What a tool with these arguments gives back.
type Answer<A> = Result<Json<<A as Arguments>::Answer>, ToolError>;

fn answer<A: Arguments>(arguments: A) -> Answer<A> {
    arguments.answer().map(Json).ok_or_else(ToolError::not_found)
}

/// One tool. Its `#[tool]` takes each member of the arguments as a parameter, with the same documentation.
macro_rules! tool {
    ($function:ident $name:literal $description:literal Reference) => {
        #[tool(name = $name, description = $description, read_only)]
        async fn $function(
            /// The contact's id.
            #[serde(rename = "contactId")]
            contact_id: String,
        ) -> Answer<Reference> {
            answer(Reference { contact_id })
        }
    };
    ($function:ident $name:literal $description:literal Conversation) => {
        #[tool(name = $name, description = $description, read_only)]
        async fn $function(
            /// The conversation's id.
            #[serde(rename = "conversationId")]
            conversation_id: String,
        ) -> Answer<Conversation> {
            answer(Conversation { conversation_id })
        }
    };
    ($function:ident $name:literal $description:literal Search) => {
        #[tool(name = $name, description = $description, read_only)]
        async fn $function(
            /// Words to find in names, addresses and notes.
            query: String,
            /// How many rows at most, 20 if left out.
            limit: Option<u8>,
            /// Where the page before ended.
            cursor: Option<String>,
        ) -> Answer<Search> {
            answer(Search { query, limit, cursor })
        }
    };
    ($function:ident $name:literal $description:literal Change) => {
        #[tool(name = $name, description = $description, read_only)]
        async fn $function(
            /// The id of the record to change.
            id: String,
            /// A short text: a name, a subject, a title.
            title: Option<String>,
            /// A long text: a message, a note, a description.
            body: Option<String>,
            /// Labels; they replace those the record has.
            tags: Option<Vec<String>>,
        ) -> Answer<Change> {
            answer(Change { id, title, body, tags })
        }
    };
}

macro_rules! tools {
    ($($function:ident $name:literal $description:literal $arguments:ident;)*) => {
        $(tool! { $function $name $description $arguments })*

        fn server() -> Server {
            Server::builder("bench", "1.0.0")$(.tool::<$function>())*.build().expect("tools that clients accept")
        }
    };
}

catalogue!(tools);

/// The server, called directly.
pub(crate) struct InProcess {
    server: Server,
}

impl InProcess {
    pub(crate) fn new() -> Self {
        Self { server: server() }
    }

    pub(crate) async fn ask(&self, message: &[u8]) -> Vec<u8> {
        let (context, cancellation) = (TransportContext::new(), CancellationToken::new());
        let response = self.server.handle_bytes(message, context, cancellation).await;
        response.map(|response| response.to_vec()).unwrap_or_default()
    }
}

/// The server on a pipe.
pub(crate) async fn serve_lines(pipe: DuplexStream) {
    let (input, output) = tokio::io::split(pipe);
    serve_io(server(), input, output).await.expect("the pipe stays open");
}

/// The server behind HTTP.
pub(crate) fn http() -> StreamableHttpService {
    StreamableHttpService::new(server())
}
