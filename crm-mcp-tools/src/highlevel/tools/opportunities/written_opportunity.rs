//! An opportunity after a write.

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::record::{Fields, Record},
    highlevel::{
        changes::applied::NotApplied,
        context::Request,
        records::{Opportunity, OpportunityAnswer},
    },
};

/// An opportunity after a write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WrittenOpportunity {
    /// The opportunity.
    pub opportunity: Record<Opportunity>,
    /// What HighLevel did not do.
    #[serde(flatten)]
    pub not_applied: NotApplied,
}

impl WrittenOpportunity {
    /// An opportunity of which HighLevel told nothing but that it was written.
    pub(super) fn of(slim: Opportunity) -> Self {
        Self { opportunity: Record { slim, ..Record::default() }, not_applied: NotApplied::default() }
    }

    /// Sends a write of an opportunity, and reads the opportunity as it is then, its custom fields named.
    pub(super) async fn by(request: Request<'_>) -> Result<Self, ToolError> {
        let crm = request.crm;
        let (answer, not_applied) = request.send_and_compare::<OpportunityAnswer>("opportunity").await?;
        let mut opportunity = answer.opportunity.showing(Fields::Slim);
        crm.name_opportunities(vec![&mut opportunity]).await;
        Ok(Self { opportunity, not_applied })
    }
}
