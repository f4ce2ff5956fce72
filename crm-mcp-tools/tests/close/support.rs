//! What the tests of Close's tools share: the sandbox behind them, or a vendor that answers as told, and calls as JSON.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::LazyLock;

use crm_mcp_core::{CallError, Caller, ToolError, Toolset};
use crm_mcp_tools::{
    api::{InProcess, Network, Upstream},
    close::{self, Client, Close},
    sandbox::close::{API_KEY, CloseSandbox},
};
use serde_json::Value;

use crate::vendor::Vendor;

/// A sandbox with the demo data, and Close as the key of its first user reaches it.
pub(crate) async fn crm() -> (CloseSandbox, Close) {
    let sandbox = CloseSandbox::in_memory().await.unwrap();
    let crm = over(InProcess::new(sandbox.router()));
    (sandbox, crm)
}

/// Close behind a vendor that answers as told.
pub(crate) fn told(vendor: &Vendor) -> Close {
    over(vendor.clone())
}

/// Close over this upstream.
pub(crate) fn over(upstream: impl Upstream + 'static) -> Close {
    Close::of_key(&Client::over(upstream), API_KEY.into()).unwrap()
}

/// Close at this base URL, over the network.
pub(crate) fn networked(network: &Network, url: &str) -> Close {
    Close::of_key(&Client::over(network.clone()).with_base_url(url).unwrap(), API_KEY.into()).unwrap()
}

/// Calls a tool as a trusted caller, through the gate.
pub(crate) async fn called(crm: &Close, tool: &str, arguments: Value) -> Result<Value, ToolError> {
    static TOOLSET: LazyLock<Toolset<Close>> = LazyLock::new(|| Toolset::new(close::tools()).unwrap());
    match TOOLSET.call(tool, &arguments.to_string(), crm, &Caller::trusted("test")).await {
        Ok(output) => Ok(output.decode().unwrap()),
        Err(CallError::Tool(error)) => Err(error),
        Err(error) => panic!("{tool}: {error}"),
    }
}

/// What a tool answers to a call that succeeds.
pub(crate) async fn call(crm: &Close, tool: &str, arguments: Value) -> Value {
    called(crm, tool, arguments).await.unwrap_or_else(|error| panic!("{tool}: {error}"))
}

/// The error of a call that fails.
pub(crate) async fn refused(crm: &Close, tool: &str, arguments: Value) -> ToolError {
    called(crm, tool, arguments).await.unwrap_err()
}
