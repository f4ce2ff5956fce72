//! Reading one opportunity.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    crm::{
        record::{Fields, Record},
        value::Id,
    },
    highlevel::{
        context::HighLevel,
        records::{Opportunity, OpportunityAnswer},
        tables::{operations, scopes::OPPORTUNITIES_READ},
    },
};

/// Which opportunity, and how much of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityView {
    /// Opportunity's id.
    #[schemars(extend("x-alias" = ["id"]))]
    pub opportunity_id: Id,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl From<&Id> for OpportunityView {
    fn from(opportunity: &Id) -> Self {
        Self { opportunity_id: opportunity.clone(), fields: Fields::Slim }
    }
}

/// Finds one opportunity by id, with its contact and custom fields.
///
/// opportunities_search-opportunity searches.
#[tool(name = "opportunities_get-opportunity", title = "Get opportunity", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_opportunity(crm: &HighLevel, args: OpportunityView) -> Result<OpportunityAnswer, ToolError> {
    let OpportunityAnswer { opportunity } =
        crm.call(&operations::GET_OPPORTUNITY).id(&args.opportunity_id).send().await?;
    let mut opportunity = opportunity.showing(args.fields);
    crm.name_opportunities(vec![&mut opportunity]).await;
    Ok(OpportunityAnswer { opportunity })
}

impl HighLevel {
    /// Reads one opportunity, with its contact and custom fields.
    pub async fn get_opportunity(
        &self,
        opportunity: impl Into<OpportunityView>,
    ) -> Result<Record<Opportunity>, ToolError> {
        Ok(get_opportunity(self, opportunity.into()).await?.opportunity)
    }
}
