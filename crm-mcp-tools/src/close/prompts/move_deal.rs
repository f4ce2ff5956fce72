//! Moving an opportunity to another status.

use crm_mcp_core::{ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::close::{context::Close, tables::rights::CHANGING};

pub(super) const TOOLS: &[&str] =
    &["lead_search", "find_opportunities", "find_pipelines_and_opportunity_statuses", "update_opportunity"];

/// Which opportunity, and where to.
#[derive(Deserialize, JsonSchema)]
pub(super) struct DealMove {
    /// Name of the lead, and what tells the opportunity from others there.
    #[schemars(length(min = 1))]
    opportunity: String,
    /// Name of the status: "Proposal sent".
    #[schemars(length(min = 1))]
    status: String,
}

/// Moves an opportunity to another status of its pipeline.
#[prompt(name = "move-opportunity", title = "Move an opportunity", scope = CHANGING)]
pub(super) async fn move_deal(_: &Close, args: DealMove) -> Result<String, ToolError> {
    let DealMove { opportunity, status } = args;
    Ok(format!(
        "Move an opportunity in Close.\n\
         Opportunity: {opportunity}\n\
         To: {status}\n\n\
         1. Find the lead with lead_search, and its opportunities with find_opportunities. If there are several, ask me \
         which; if there is none, tell me and stop.\n\
         2. Find the status in the opportunity's pipeline with find_pipelines_and_opportunity_statuses. In Close the \
         status also says whether the opportunity is active, won or lost.\n\
         3. Move it with update_opportunity, giving status_id only.\n\
         4. Tell me the lead, the value, and the status before and now."
    ))
}
