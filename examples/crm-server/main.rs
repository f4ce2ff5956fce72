//! `crm-mcp`: the CRM tools as an MCP server, on a sandbox that needs no account or on HighLevel.
//!
//! It is composed of public parts only; what it does, a service that embeds the crates can do.

mod args;
mod banner;
mod credentials;
mod http;
mod stdio;

use std::process::ExitCode;

use args::Args;
use credentials::Credentials;
use crm_mcp_core::{Effect, Prompt, Prompts, Resource, Resources, Server, ServerInfo, Tool, Toolset};
use crm_mcp_tools::highlevel::{self, HighLevel};

/// What went wrong, in one line for the person who started the server.
type Error = Box<dyn std::error::Error + Send + Sync>;

const INSTRUCTIONS: &str = "Tools on one HighLevel location. Take ids from answers, and read a record before you \
    change it. Errors say what to do next; a tool that they name may be one that is not served here.";

#[tokio::main]
async fn main() -> ExitCode {
    serving::run(run).await
}

async fn run(args: Args) -> Result<(), Error> {
    let server = server(&args)?;
    let credentials = Credentials::new(&args).await?;
    if args.stdio { stdio::serve(server, credentials).await } else { http::serve(server, credentials, &args).await }
}

fn server(args: &Args) -> Result<Server<HighLevel>, Error> {
    let info = ServerInfo::new(env!("CARGO_BIN_NAME"), env!("CARGO_PKG_VERSION")).titled("CRM tools");
    let names: Vec<_> = args.tools.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let tools = if names.is_empty() { highlevel::tools() } else { highlevel::choose(names)? };
    let (prompts, resources) = beside(&tools, args.read_only);
    let server = Server::new(info, Toolset::new(tools)?).with_instructions(INSTRUCTIONS);
    Ok(server.with_prompts(Prompts::new(prompts)?).with_resources(Resources::new(resources)?))
}

/// The prompts that a model can follow with these tools, and the resources that tell no more than these do.
fn beside(tools: &[Tool<HighLevel>], read_only: bool) -> (Vec<Prompt<HighLevel>>, Vec<Resource<HighLevel>>) {
    let specs = tools.iter().map(Tool::spec).filter(|spec| !read_only || spec.effect == Effect::Read);
    let names: Vec<_> = specs.map(|spec| spec.name).collect();
    (highlevel::prompts_for(&names), highlevel::resources_for(&names))
}
