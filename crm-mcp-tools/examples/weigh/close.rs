//! What Close's tools cost.

use crm_mcp_core::Toolset;
use crm_mcp_tools::{
    api::InProcess,
    close::{self, Client, Close},
    sandbox::close::{API_KEY, CloseSandbox},
};
use serde_json::{Value, json};

use crate::{
    Result,
    answers::{Answers, Asked, Recorder, Row, row},
    descriptors::Descriptors,
};

/// The tokens that the tools of the default choice together may cost.
const LIMIT: usize = 6_000;

const ROWS: &[Row] = &[
    // All that there are: a cursor of Close's search holds the time, so its tokens change.
    row("25 leads", "lead_search", "/api/v1/data/search/", |_| json!({"limit": 25})),
    row("one lead", "fetch_lead", "/api/v1/lead/", |seen| json!({"id": first(seen, "lead_search")})),
    row(
        "a lead's activities",
        "activity_search",
        "/api/v1/activity/",
        |seen| json!({"lead_ids": [first(seen, "lead_search")]}),
    ),
    row("20 opportunities", "find_opportunities", "/api/v1/opportunity/", |_| json!({"limit": 20})),
    row(
        "one opportunity",
        "fetch_opportunity",
        "/api/v1/opportunity/",
        |seen| json!({"id": first(seen, "find_opportunities")}),
    ),
    row("20 tasks", "find_tasks", "/api/v1/task/", |_| json!({"limit": 20})),
    row("20 notes", "find_notes", "/api/v1/activity/note/", |_| json!({"limit": 20})),
    row("the pipelines", "find_pipelines_and_opportunity_statuses", "/api/v1/pipeline/", |_| json!({})),
    row("the users", "org_users", "/api/v1/user/", |_| json!({})),
    row("the custom fields of leads", "find_lead_custom_fields", "/api/v1/custom_field_schema/lead/", |_| json!({})),
];

/// The id of the first record that this tool found.
fn first<'a>(seen: &'a Answers, tool: &str) -> &'a Value {
    &seen[tool]["data"][0]["id"]
}

pub(crate) fn descriptors() -> Result<Descriptors> {
    Descriptors::of(&close::default_tools(), LIMIT)?.beside(&close::tools())
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
