//! `crm-mcp`: the CRM tools as an MCP server, on a sandbox that needs no account or on HighLevel.
//!
//! It is composed of public parts only; what it does, a service that embeds the crates can do.

mod allowed;
mod args;
mod banner;
mod credentials;
mod http;
mod identity;
mod listing;
mod stdio;

use std::process::ExitCode;

use args::Args;
use credentials::Credentials;
use crm_mcp_core::{Effect, Prompt, Prompts, Resource, Resources, Server, ServerInfo, Tool, Toolset};
use crm_mcp_tools::{
    highlevel::{self, HighLevel},
    sandbox::{Clock, Sandbox, SandboxError},
};

/// What went wrong, in one line for the person who started the server.
type Error = Box<dyn std::error::Error + Send + Sync>;

const INSTRUCTIONS: &str = "Tools on one HighLevel location. Take ids from answers, and read a record before you \
    change it. Errors say what to do next; a tool that they name may be one that is not served here.";

fn main() -> ExitCode {
    serving::run(run)
}

async fn run(args: Args) -> Result<(), Error> {
    if args.list_tools {
        return listing::print();
    }
    let server = server(&args)?;
    let sandbox = sandbox(&args).await?;
    let credentials = Credentials::new(&args, sandbox.as_ref())?;
    something_to_serve(&server, &credentials, &args)?;
    let outcome = if args.stdio {
        stdio::serve(server, credentials).await
    } else {
        http::serve(server, credentials, sandbox.clone(), &args).await
    };
    if let Some(sandbox) = sandbox {
        sandbox.close().await;
    }
    outcome
}

/// The sandbox, unless the server was pointed at a CRM.
async fn sandbox(args: &Args) -> Result<Option<Sandbox>, SandboxError> {
    let clock = if args.fixed_date { Clock::fixed() } else { Clock::today() };
    match (&args.highlevel_url, &args.data) {
        (Some(_), _) => Ok(None),
        (None, Some(file)) => Sandbox::open_at(file, clock).await.map(Some),
        (None, None) => Sandbox::in_memory_at(clock).await.map(Some),
    }
}

/// Flags that each narrow what is served may together leave nothing to some of the clients, which nobody wants.
fn something_to_serve(server: &Server<HighLevel>, credentials: &Credentials, args: &Args) -> Result<(), Error> {
    let callers = credentials.callers(args.stdio)?;
    let without: Vec<_> = callers
        .iter()
        .filter(|(_, caller)| server.toolset().list(caller).next().is_none())
        .map(|(who, _)| who)
        .collect();
    let whom = match without[..] {
        [] => return Ok(()),
        [who] if callers.len() > 1 => format!(" to {who}"),
        _ => String::new(),
    };
    let narrowing =
        [("--tools", !args.tools.is_empty()), ("--read-only", args.read_only), ("--scopes", args.scopes.is_some())];
    let given: Vec<_> = narrowing.into_iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| flag).collect();
    let given = given.join(" and ");
    Err(format!("{given} leave no tool to serve{whom}; --list-tools tells which tools there are and which only read")
        .into())
}

fn server(args: &Args) -> Result<Server<HighLevel>, Error> {
    let info = ServerInfo::new(env!("CARGO_BIN_NAME"), env!("CARGO_PKG_VERSION")).title("CRM tools");
    let names: Vec<_> = args.tools.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let tools = if args.tools.is_empty() {
        highlevel::tools()
    } else if names.is_empty() {
        return Err("--tools names no tool; --list-tools lists all".into());
    } else {
        highlevel::choose(names).map_err(|error| format!("{error}; --list-tools lists all"))?
    };
    let (prompts, resources) = beside(&tools, args.read_only);
    let server = Server::new(info, Toolset::new(tools)?).with_instructions(INSTRUCTIONS);
    Ok(server.with_prompts(Prompts::new(prompts)?).with_resources(Resources::new(resources)?))
}

/// The prompts that a model can follow with these tools, and the resources that tell no more than these do.
fn beside(tools: &[Tool<HighLevel>], read_only: bool) -> (Vec<Prompt<HighLevel>>, Vec<Resource<HighLevel>>) {
    let specs = tools.iter().map(Tool::spec).filter(|spec| !read_only || spec.effect == Effect::Read);
    let names: Vec<_> = specs.map(|spec| &*spec.name).collect();
    (highlevel::prompts_for(&names), highlevel::resources_for(&names))
}
