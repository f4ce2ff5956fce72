//! Reading one opportunity.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;

use super::OpportunityAnswer;
use crate::highlevel::{HighLevel, Id, operation, record::Fields, scopes::OPPORTUNITIES_READ};

/// Which opportunity, and how much of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpportunityView {
    /// The opportunity's id.
    #[schemars(extend("x-alias" = ["id"]))]
    opportunity_id: Id,
    /// `all` adds every other field.
    #[serde(default)]
    fields: Fields,
}

/// Finds one opportunity by id, with its contact and custom fields.
///
/// Use `opportunities_search-opportunity` when the id is not known.
#[tool(name = "opportunities_get-opportunity", title = "Get opportunity", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_opportunity(crm: &HighLevel, args: OpportunityView) -> Result<OpportunityAnswer, ToolError> {
    let OpportunityAnswer { opportunity } =
        crm.call(&operation::GET_OPPORTUNITY).id(&args.opportunity_id).send().await?;
    Ok(OpportunityAnswer { opportunity: opportunity.showing(args.fields) }.named(crm).await)
}
