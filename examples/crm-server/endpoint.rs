//! A CRM that is ready to be served: its tools, who may use them, and its sandbox.

use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use crm_mcp_core::{
    Effect, Prompts, Resources, Server, ServerInfo, Tier, Tool, Toolset,
    transport::{
        http::{HttpOptions, HttpService},
        stdio,
    },
};
use crm_mcp_tools::{crm::Crm, sandbox::SandboxError};
use serving::{ServedSandbox, stop_signal};

use crate::{
    Error,
    credentials::{Credentials, Fallback, Whose},
    crms::served_crm::{ServedCrm, Words},
    settings::Settings,
};

/// A CRM that is ready to be served, without the types that are its own.
#[async_trait]
pub(crate) trait Serving: Send + Sync {
    /// What it is called, and what it wants.
    fn words(&self) -> &'static Words;

    /// Whose credential clients act with that send none; none if they must send one.
    fn fallback(&self) -> Option<Whose>;

    /// Who gets what, a line each.
    fn served(&self) -> Vec<String>;

    /// Puts an endpoint at these paths. What is returned ends the requests that would not end by themselves.
    fn mount(&self, router: Router, paths: &[String], options: HttpOptions) -> (Router, HangUp);

    /// Serves one client on standard input and output.
    async fn stdio(&self) -> Result<(), Error>;

    /// Whether calls can be answered, as far as that is up to this process. The vendor is not asked: no credential is at
    /// hand, and its failures would end a server that can say what they are.
    async fn is_ready(&self) -> bool;

    /// Closes the sandbox, if there is one.
    async fn close(&self);
}

/// What ends the requests that would not end by themselves.
pub(crate) type HangUp = Box<dyn FnOnce() + Send>;

/// A CRM that is ready to be served.
pub(crate) struct Endpoint<S: ServedCrm> {
    server: Arc<Server<Crm<S::Dialect>>>,
    credentials: Arc<Credentials<S>>,
    sandbox: Option<S::Sandbox>,
}

impl<S: ServedCrm> Endpoint<S> {
    /// The CRM with these tools, as the settings say.
    pub(crate) async fn new(settings: &Settings<'_>, tools: Vec<Tool<Crm<S::Dialect>>>) -> Result<Self, Error> {
        let server = server::<S>(settings, tools)?;
        let sandbox = sandbox::<S>(settings).await?;
        let credentials = Credentials::new(settings, sandbox.as_ref())?;
        something_to_serve(&server, &credentials, settings)?;
        Ok(Self { server: Arc::new(server), credentials: Arc::new(credentials), sandbox })
    }
}

/// The sandbox, unless the server was pointed at a CRM.
async fn sandbox<S: ServedCrm>(settings: &Settings<'_>) -> Result<Option<S::Sandbox>, SandboxError> {
    match settings.url {
        Some(_) => Ok(None),
        None => S::Sandbox::begin(settings.data, settings.clock).await.map(Some),
    }
}

/// The server of these tools, with the prompts that a model can follow by them, and the resources that tell no more than
/// they do.
fn server<S: ServedCrm>(
    settings: &Settings<'_>,
    tools: Vec<Tool<Crm<S::Dialect>>>,
) -> Result<Server<Crm<S::Dialect>>, Error> {
    let info = ServerInfo::new(env!("CARGO_BIN_NAME"), env!("CARGO_PKG_VERSION")).title("CRM tools");
    let specs = tools.iter().map(Tool::spec).filter(|spec| !settings.read_only || spec.effect == Effect::Read);
    let names: Vec<_> = specs.map(|spec| spec.name.clone()).collect();
    let names: Vec<_> = names.iter().map(|name| &**name).collect();
    let (prompts, resources) = ((S::OFFER.prompts_for)(&names), (S::OFFER.resources_for)(&names));
    let server = Server::new(info, Toolset::new(tools)?).with_instructions(S::OFFER.instructions);
    let server = server.with_prompts(Prompts::new(prompts)?).with_resources(Resources::new(resources)?);
    Ok(if settings.is_stdio { server } else { server.with_most_waiting(settings.most_waiting) })
}

/// Flags that each narrow what is served may together leave nothing to some of the clients, which nobody wants.
fn something_to_serve<S: ServedCrm>(
    server: &Server<Crm<S::Dialect>>,
    credentials: &Credentials<S>,
    settings: &Settings<'_>,
) -> Result<(), Error> {
    let callers = credentials.callers(settings.is_stdio)?;
    let has_none = |(_, caller): &&(String, _)| server.toolset().list(caller).next().is_none();
    let without: Vec<_> = callers.iter().filter(has_none).map(|(who, _)| who).collect();
    let whom = match without[..] {
        [] => return Ok(()),
        [who] if callers.len() > 1 => format!(" to {who}"),
        _ => String::new(),
    };
    let declared = credentials.fallback().map(Fallback::tier).filter(|tier| *tier < Tier::WriteDestructive);
    let declared = declared.zip(S::WORDS.narrowing).map(|(tier, variable)| format!(" ({variable}: {tier})"));
    Err(format!(
        "{} leave no tool to serve{whom}{}; --list-tools tells which tools there are and which only read",
        settings.narrowing.join(" and "),
        declared.unwrap_or_default()
    )
    .into())
}

#[async_trait]
impl<S: ServedCrm> Serving for Endpoint<S> {
    fn words(&self) -> &'static Words {
        &S::WORDS
    }

    fn fallback(&self) -> Option<Whose> {
        self.credentials.fallback().map(|fallback| fallback.whose)
    }

    fn served(&self) -> Vec<String> {
        let Words { name, secret, headers, reader, .. } = S::WORDS;
        let vendor = format!("{name}, to clients that send {}", Words::in_marks(headers));
        let others = match self.credentials.fallback() {
            None => vec![],
            Some(own) if own.whose == Whose::Owner => {
                let limit = S::WORDS.narrowing.map(|_| format!(" ({})", own.tier())).unwrap_or_default();
                vec![format!("{name}, {}{limit}, to clients that send no {secret}", own.tenant())]
            }
            Some(_) => vec![
                format!("a sandbox CRM with demo data, to clients that send no {secret}"),
                format!("the same read-only, to clients that send {}", Words::in_marks(reader)),
            ],
        };
        others.into_iter().chain([vendor]).collect()
    }

    fn mount(&self, router: Router, paths: &[String], options: HttpOptions) -> (Router, HangUp) {
        let service = HttpService::new(Arc::clone(&self.server), Arc::clone(&self.credentials), options);
        let router = paths.iter().fold(router, |router, path| {
            router.route_service(path, service.clone()).route_service(&format!("{path}/"), service.clone())
        });
        (router, Box::new(move || service.hang_up()))
    }

    async fn stdio(&self) -> Result<(), Error> {
        let session = self.credentials.only_session()?;
        Ok(stdio::serve_until(Arc::clone(&self.server), session, stop_signal()?).await?)
    }

    async fn is_ready(&self) -> bool {
        match &self.sandbox {
            Some(sandbox) => sandbox.is_ready().await,
            None => true,
        }
    }

    async fn close(&self) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.close().await;
        }
    }
}
