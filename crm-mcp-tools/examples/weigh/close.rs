//! What Close's tools cost.

use crm_mcp_core::Toolset;
use crm_mcp_tools::{
    api::InProcess,
    close::{self, Client, Close},
    sandbox::close::{API_KEY, CloseSandbox},
};
use serde_json::json;

use crate::{
    Result,
    answers::{Asked, Recorder, Row, row},
    descriptors::Descriptors,
};

/// The tokens that the tools of the default choice together may cost.
const LIMIT: usize = 5_200;

const ROWS: &[Row] = &[row("the lead statuses", "find_lead_statuses", "/api/v1/status/lead/", |_| json!({}))];

pub(crate) fn descriptors() -> Result<Descriptors> {
    Descriptors::of(&close::default_tools(), LIMIT)
}

pub(crate) async fn answers() -> Result<String> {
    let recorder = Recorder::new(InProcess::new(CloseSandbox::in_memory().await?.router()));
    let crm = Close::of_key(&Client::over(recorder.clone()), API_KEY.into())?;
    let tools = Toolset::new(close::tools())?;
    // A page that is cut short to fit could not be compared.
    Asked { vendor: "Close", tools, crm: crm.with_answer_size(usize::MAX), recorder, rows: ROWS, peer: None }
        .table()
        .await
}
