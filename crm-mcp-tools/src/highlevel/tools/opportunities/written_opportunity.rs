//! An opportunity after a write.

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        record::{Fields, Record},
        write::Done,
    },
    highlevel::{
        changes::{applied::NotApplied, location_change::FoundBefore},
        dialect::HighLevelDialect,
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

    /// The opportunity as it is after a write, its custom fields named.
    pub(super) async fn after(done: &Written<'_>) -> Result<Self, ToolError> {
        let not_applied = NotApplied::of(done, "opportunity").await?;
        let mut opportunity = done.answer.opportunity.clone().showing(Fields::Slim);
        done.crm().name_opportunities(vec![&mut opportunity]).await;
        Ok(Self { opportunity, not_applied })
    }
}

/// A write that is answered with the opportunity.
pub(super) type Written<'a> = Done<'a, HighLevelDialect, OpportunityAnswer, FoundBefore>;
