//! Finding opportunities by their status, owner, lead and dates.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::PlainList,
        records::CloseOpportunity,
        shapes::given_fields::fields_of,
        shapes::{DateRange, Find, FoundPage},
        tables::operations::LIST_OPPORTUNITIES,
    },
    crm::{operation::Read, value::Id},
};

/// Which opportunities.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WantedOpportunities {
    /// What their status means.
    pub status_type: Option<OpportunityState>,
    /// Labels or ids of statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status_ids: Vec<String>,
    /// Ids of the users in charge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<Id>,
    /// Id of the lead.
    pub lead_id: Option<Id>,
    /// Id of a smart view of leads.
    pub lead_view_id: Option<Id>,
    /// When they were won or are expected to be.
    pub close_at: Option<DateRange>,
    /// When they were created.
    pub created_at: Option<DateRange>,
    /// When they were last changed.
    pub updated_at: Option<DateRange>,
    /// Whether they have stalled.
    pub needs_attention: Option<bool>,
    /// The order; last changed first by default.
    pub sort_by: Option<OpportunityOrder>,
}

/// What the status of an opportunity means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum OpportunityState {
    Active,
    Won,
    Lost,
}

/// The order of opportunities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum OpportunityOrder {
    ClosingSoonest,
    LargestValue,
    LargestConfidence,
}

impl OpportunityOrder {
    /// What the API calls it; a minus puts the largest first.
    const fn parameter(self) -> &'static str {
        match self {
            Self::ClosingSoonest => "date_won",
            Self::LargestValue => "-value",
            Self::LargestConfidence => "-confidence",
        }
    }
}

impl PlainList for WantedOpportunities {
    const NAME: &'static str = "opportunities";
    const OPERATION: &'static Read = &LIST_OPPORTUNITIES;
    const PARAMETERS: &'static [(&'static str, &'static str)] = &[
        ("status_ids", "status_id__in"),
        ("user_ids", "user_id__in"),
        ("lead_view_id", "lead_saved_search_id"),
        ("close_at", "date_won"),
        ("created_at", "date_created"),
        ("updated_at", "date_updated"),
        ("needs_attention", "is_stalled"),
        ("sort_by", "_order_by"),
    ];
    type Row = CloseOpportunity;

    fn filter(&self) -> Result<Map<String, Value>, ToolError> {
        let mut filter = fields_of(self)?;
        if let Some(order) = self.sort_by {
            filter.insert("sort_by".to_owned(), order.parameter().into());
        }
        Ok(filter)
    }
}

/// Finds opportunities. Values are in cents: 10000 is 100.00.
#[tool(title = "Find opportunities", read, public)]
pub async fn find_opportunities(
    crm: &Close,
    mut args: Find<WantedOpportunities>,
) -> Result<FoundPage<CloseOpportunity>, ToolError> {
    args.filter.status_ids = crm.opportunity_status_ids(&args.filter.status_ids).await?;
    crm.find(args).await
}
