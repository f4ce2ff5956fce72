//! The server over HTTP: the endpoint at `/mcp` and `/mcp/`, and two addresses for what watches over the process.

use std::{num::NonZeroUsize, time::Duration};

use axum::{Json, Router, http::StatusCode, routing::get};
use crm_mcp_core::{
    Server,
    transport::http::{HttpOptions, HttpService},
};
use crm_mcp_tools::{highlevel::HighLevel, sandbox::Sandbox};
use serde_json::{Value, json};
use serving::{Limits, Listening};

use crate::{
    Error,
    args::Args,
    banner,
    credentials::{Credentials, Fallback},
};

/// With `--sessions`: so many clients at once, each kept for so long after its last request.
const SESSIONS: NonZeroUsize = NonZeroUsize::new(1024).unwrap();
const IDLE: Duration = Duration::from_mins(30);

/// At most this many requests wait at once for a user's answer or for a change.
const MOST_WAITING: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// A message may have so many bytes. The longest that a tool has use for is an email with its HTML, some 100 KB; what
/// the tools take more of, such as tags and custom fields, has bounds far below.
const MAX_BODY: usize = 1024 * 1024;

pub(crate) async fn serve(
    server: Server<HighLevel>,
    credentials: Credentials,
    sandbox: Option<Sandbox>,
    args: &Args,
) -> Result<(), Error> {
    if matches!(credentials.fallback(), Some(Fallback::Owner(_))) && !args.listen.ip().is_loopback() {
        return Err("with a credential in the environment, whoever reaches the server could use it; listen on \
            127.0.0.1, or unset HIGHLEVEL_TOKEN and let each client send its own"
            .into());
    }
    let limits = Limits { connections: args.connections, ..Limits::default() };
    let listening = Listening::on(args.listen).await?.within(limits);
    banner::print(listening.address(), &credentials, args)?;
    let no_oauth = no_oauth(credentials.fallback());
    // A request that waits for a user or for a change holds its connection; half of them are for others.
    let most_waiting = NonZeroUsize::new(args.connections / 2).unwrap_or(NonZeroUsize::MIN).min(MOST_WAITING);
    let service = HttpService::new(server.with_most_waiting(most_waiting), credentials, options(args));
    let router = Router::new()
        .route_service("/mcp", service.clone())
        .route_service("/mcp/", service.clone())
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(|| ready(sandbox)))
        .fallback(async move || (StatusCode::NOT_FOUND, Json(no_oauth.clone())));
    Ok(listening.when_stopped(move || service.hang_up()).serve(router).await?)
}

/// Whether calls can be answered, as far as that is up to this process. HighLevel is not asked: no token is at hand, and
/// its failures would end a server that can say what they are. A server that was told to stop takes no new connection.
async fn ready(sandbox: Option<Sandbox>) -> (StatusCode, &'static str) {
    match sandbox {
        Some(sandbox) if !sandbox.is_ready().await => {
            (StatusCode::SERVICE_UNAVAILABLE, "the sandbox's database does not answer\n")
        }
        _ => (StatusCode::OK, "ready\n"),
    }
}

/// The answer to what is not here. Clients that are answered 401 look for OAuth at `/register`, at well-known addresses and
/// at others, and show their users what they find there. In the form of an OAuth error it reaches them.
fn no_oauth(fallback: Option<&Fallback>) -> Value {
    let credential = "Authorization: Bearer <HighLevel token> and locationId: <id>";
    let description = match fallback {
        None => format!("this server has no OAuth: send the headers {credential} to /mcp"),
        Some(Fallback::Owner(_)) => format!(
            "this server has no OAuth: send no credential to /mcp, which acts with the operator's, or the headers {credential}"
        ),
        Some(Fallback::Demo) => format!(
            "this server has no OAuth: send no credential to /mcp for the sandbox, or for HighLevel the headers {credential}"
        ),
    };
    json!({ "error": "invalid_request", "error_description": description })
}

fn options(args: &Args) -> HttpOptions {
    let options = HttpOptions::default().max_body(MAX_BODY).allowed_with("--allow-origin", "--allow-host");
    let options = args.allow_origin.iter().fold(options, HttpOptions::allow_origin);
    let options = args.allow_host.iter().fold(options, HttpOptions::allow_host);
    let options = options.tolerate_legacy_version_header(args.tolerate_legacy_version_header);
    if args.sessions { options.sessions(SESSIONS, IDLE) } else { options }
}
