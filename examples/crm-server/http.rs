//! The server over HTTP: the endpoint at `/mcp` and `/mcp/`.

use axum::Router;
use crm_mcp_core::{
    Server,
    transport::http::{HttpOptions, HttpService},
};
use crm_mcp_tools::highlevel::HighLevel;
use serving::{listen, serve_until_stopped};

use crate::{Error, args::Args, banner, doorkeeper::Doorkeeper};

pub(crate) async fn serve(server: Server<HighLevel>, doorkeeper: Doorkeeper, args: &Args) -> Result<(), Error> {
    if doorkeeper.holds_credential() && !args.listen.ip().is_loopback() {
        return Err("with a credential in the environment, whoever reaches the server could use it; listen on \
            127.0.0.1, or unset HIGHLEVEL_TOKEN and let each client send its own"
            .into());
    }
    let listener = listen(args.listen).await?;
    banner::print(listener.local_addr()?, &doorkeeper)?;
    let service = HttpService::new(server, doorkeeper, options(args));
    let router = Router::new().route_service("/mcp", service.clone()).route_service("/mcp/", service);
    Ok(serve_until_stopped(listener, router).await?)
}

fn options(args: &Args) -> HttpOptions {
    let options = args.allow_origin.iter().fold(HttpOptions::default(), HttpOptions::allow_origin);
    args.allow_host.iter().fold(options, HttpOptions::allow_host)
}
