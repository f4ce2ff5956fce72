//! The server over HTTP: the endpoint at `/mcp` and `/mcp/`, and two addresses for what watches over the process.

use std::{num::NonZeroUsize, time::Duration};

use axum::{Router, http::StatusCode, routing::get};
use crm_mcp_core::{
    Server,
    transport::http::{HttpOptions, HttpService},
};
use crm_mcp_tools::{highlevel::HighLevel, sandbox::Sandbox};
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
    let service = HttpService::new(server, credentials, options(args));
    let router = Router::new()
        .route_service("/mcp", service.clone())
        .route_service("/mcp/", service.clone())
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(|| ready(sandbox)));
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

fn options(args: &Args) -> HttpOptions {
    let options = HttpOptions::default().allowed_with("--allow-origin", "--allow-host");
    let options = args.allow_origin.iter().fold(options, HttpOptions::allow_origin);
    let options = args.allow_host.iter().fold(options, HttpOptions::allow_host);
    let options = options.tolerate_legacy_version_header(args.tolerate_legacy_version_header);
    if args.sessions { options.sessions(SESSIONS, IDLE) } else { options }
}
