//! The server over HTTP: an endpoint for each CRM, `/mcp` for the chosen one, and two addresses for what watches over the
//! process.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use axum::{Json, Router, http::StatusCode, routing::get};
use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};
use serving::{Limits, Listening};

use crate::{
    Error,
    args::Args,
    banner,
    credentials::Whose,
    crms::served_crm::Words,
    endpoint::{HangUp, Serving},
};

/// With `--sessions`: so many clients of a CRM at once, each kept for so long after its last request.
const SESSIONS: NonZeroUsize = NonZeroUsize::new(1024).unwrap();
const IDLE: Duration = Duration::from_mins(30);

/// A message may have so many bytes. The longest that a tool has use for is an email with its HTML, some 100 KB; what
/// the tools take more of, such as tags and custom fields, has bounds far below.
const MAX_BODY: usize = 1024 * 1024;

/// All bodies together may take so much memory.
const BODY_MEMORY: usize = 64 * 1024 * 1024;

/// Serves these CRMs, of which the first is the chosen one.
pub(crate) async fn serve(crms: Arc<[Box<dyn Serving>]>, args: &Args) -> Result<(), Error> {
    let mut with_owner = crms.iter().filter(|crm| crm.fallback() == Some(Whose::Owner));
    if let Some(crm) = with_owner.next().filter(|_| !args.listen.ip().is_loopback()) {
        let variable = crm.words().variables[0];
        return Err(format!(
            "with a credential in the environment, whoever reaches the server could use it; listen on 127.0.0.1, or unset \
             {variable} and let each client send its own"
        )
        .into());
    }
    let limits = Limits { connections: args.connections, ..Limits::default() };
    let listening = Listening::on(args.listen).await?.within(limits);
    banner::print(listening.address(), &crms, args)?;
    let (router, hang_ups) = endpoints(&crms, args);
    let no_oauth = no_oauth(&crms);
    let router = router
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(move || ready(crms)))
        .fallback(async move || (StatusCode::NOT_FOUND, Json(no_oauth.clone())));
    let hang_up = || hang_ups.into_iter().for_each(|hang_up| hang_up());
    Ok(listening.when_stopped(hang_up).serve(router).await?)
}

/// The paths of an endpoint: the first is the shorter one.
pub(crate) fn paths(place: usize, words: &Words) -> Vec<String> {
    let own = format!("/{}/mcp", words.path);
    if place == 0 { vec!["/mcp".to_owned(), own] } else { vec![own] }
}

fn endpoints(crms: &[Box<dyn Serving>], args: &Args) -> (Router, Vec<HangUp>) {
    let options = options(args).body_memory(BODY_MEMORY / crms.len());
    crms.iter().enumerate().fold((Router::new(), Vec::new()), |(router, mut hang_ups), (place, crm)| {
        let (router, hang_up) = crm.mount(router, &paths(place, crm.words()), options.clone());
        hang_ups.push(hang_up);
        (router, hang_ups)
    })
}

/// Whether calls can be answered. A server that was told to stop takes no new connection.
async fn ready(crms: Arc<[Box<dyn Serving>]>) -> (StatusCode, &'static str) {
    for crm in crms.iter() {
        if !crm.is_ready().await {
            return (StatusCode::SERVICE_UNAVAILABLE, "the sandbox's database does not answer\n");
        }
    }
    (StatusCode::OK, "ready\n")
}

/// The answer to what is not here. Clients that are answered 401 look for OAuth at `/register`, at well-known addresses and
/// at others, and show their users what they find there. In the form of an OAuth error it reaches them.
fn no_oauth(crms: &[Box<dyn Serving>]) -> Value {
    let what_to_send: Vec<_> =
        crms.iter().enumerate().map(|(place, crm)| what_to_send(&paths(place, crm.words())[0], &**crm)).collect();
    let description = format!("this server has no OAuth: {}", what_to_send.join("; "));
    json!({ "error": "invalid_request", "error_description": description })
}

/// What to send to the path of a CRM.
fn what_to_send(path: &str, crm: &dyn Serving) -> String {
    let Words { name, secret, headers, .. } = crm.words();
    let headers: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let headers = headers.join(" and ").replace(&format!("<{secret}>"), &format!("<{name} {secret}>"));
    match crm.fallback() {
        None => format!("send the headers {headers} to {path}"),
        Some(Whose::Owner) => {
            format!("send no credential to {path}, which acts with the operator's, or the headers {headers}")
        }
        Some(Whose::Demo) => {
            format!("send no credential to {path} for the sandbox, or for {name} the headers {headers}")
        }
    }
}

fn options(args: &Args) -> HttpOptions {
    let options = HttpOptions::default().max_body(MAX_BODY).allowed_with("--allow-origin", "--allow-host");
    let options = args.allow_origin.iter().fold(options, HttpOptions::allow_origin);
    let options = args.allow_host.iter().fold(options, HttpOptions::allow_host);
    let options = options.tolerate_legacy_version_header(args.tolerate_legacy_version_header);
    if args.sessions { options.sessions(SESSIONS, IDLE) } else { options }
}
