//! `crm-mcp`: the CRM tools as an MCP server, on sandboxes that need no account or on the vendors' CRMs.
//!
//! It is composed of public parts only; what it does, a service that embeds the crates can do. What belongs to one CRM is in
//! its file in `crms`; the rest serves any.

mod allowed;
mod args;
mod banner;
mod choice;
mod credentials;
mod crms;
mod endpoint;
mod http;
mod identity;
mod listing;
mod rights;
mod settings;
mod stdio;

use std::{num::NonZeroUsize, process::ExitCode, sync::Arc};

use args::Args;
use choice::Choice;
use crm_mcp_tools::sandbox::Clock;
use crms::{CRMS, kind::Kind};
use endpoint::Serving;
use settings::Settings;

/// What went wrong, in one line for the person who started the server.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// At most this many requests wait at once for a user's answer or for a change.
const MOST_WAITING: usize = 256;

fn main() -> ExitCode {
    serving::run(run)
}

async fn run(args: Args) -> Result<(), Error> {
    if args.list_tools {
        return listing::print();
    }
    let crms: Arc<[_]> = ready(&args).await?.into();
    let outcome = match crms.first() {
        Some(chosen) if args.stdio => stdio::serve(&**chosen).await,
        _ => http::serve(Arc::clone(&crms), &args).await,
    };
    for crm in crms.iter() {
        crm.close().await;
    }
    outcome
}

/// The CRMs that are served, the chosen one first. On stdio it is the only one.
async fn ready(args: &Args) -> Result<Vec<Box<dyn Serving>>, Error> {
    let (choice, narrowing) = (choice(args)?, args.narrowing());
    let is_chosen = |crm: &&&dyn Kind| crm.words().path == args.crm;
    let others = CRMS.iter().filter(|crm| !is_chosen(crm) && !args.stdio);
    let served: Vec<_> = CRMS.iter().filter(is_chosen).chain(others).collect();
    // A scope of a CRM that is not served would narrow nothing.
    let known: Vec<_> = served.iter().flat_map(|crm| crm.scopes()).collect();
    let names: Vec<_> = served.iter().map(|crm| crm.words().name).collect();
    let scopes =
        args.scopes.as_deref().map(|scopes| rights::listed(scopes, &known, &names.join(" or "))).transpose()?;
    let mut ready = Vec::new();
    for crm in served {
        let settings = settings(args, *crm, scopes.as_deref(), &narrowing)?;
        match crm.ready(&settings, &choice).await? {
            Some(serving) => ready.push(serving),
            None if is_chosen(&crm) => {
                let name = crm.words().name;
                return Err(format!("--tools names no tool of {name}, which is served; --list-tools lists all").into());
            }
            None => {}
        }
    }
    Ok(ready)
}

/// What `--tools` chooses. A name that no CRM knows is an error that tells which names may be meant.
fn choice(args: &Args) -> Result<Choice<'_>, Error> {
    if args.tools.is_empty() {
        return Ok(Choice::Default);
    }
    let names: Vec<_> = args.tools.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Err("--tools names no tool; --list-tools lists all".into());
    }
    for name in names.iter().filter(|name| **name != Choice::ALL) {
        let unknown: Option<Vec<_>> = CRMS.iter().map(|crm| crm.unknown(name)).collect();
        if let Some(everywhere) = unknown {
            return Err(format!("{}; --list-tools lists all", everywhere.join("; ")).into());
        }
    }
    Ok(if names.contains(&Choice::ALL) { Choice::All } else { Choice::Named(names) })
}

/// What the flags say of one CRM.
fn settings<'a>(
    args: &'a Args,
    crm: &dyn Kind,
    scopes: Option<&'a [&'a str]>,
    narrowing: &'a [&'static str],
) -> Result<Settings<'a>, Error> {
    let words = crm.words();
    let data = args.data.as_deref().filter(|_| words.path == args.crm);
    let url = args.url(words);
    if data.is_some() && url.is_some() {
        return Err(
            format!("--data keeps the sandbox of {}, and with {} there is none", words.name, words.url_flag).into()
        );
    }
    // A request that waits for a user or for a change holds its connection; half of them are for others.
    let most_waiting = (args.connections / 2 / CRMS.len()).clamp(1, MOST_WAITING);
    Ok(Settings {
        url,
        data,
        clock: if args.fixed_date { Clock::fixed() } else { Clock::today() },
        scopes,
        read_only: args.read_only,
        answer_bytes: args.answer_bytes,
        confirm: &args.confirm,
        is_stdio: args.stdio,
        most_waiting: NonZeroUsize::new(most_waiting).unwrap_or(NonZeroUsize::MIN),
        narrowing,
    })
}
