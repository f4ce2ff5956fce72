//! The reasons for which opportunities are lost, by name.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::highlevel::{
    HighLevel, lenient,
    naming::{self, Named, is_id},
    operation,
    recent::{Kept, Recent},
    tenant::Tenant,
};

/// A reason that the location has defined.
#[derive(Debug, Deserialize)]
pub(in crate::highlevel) struct LostReason {
    #[serde(deserialize_with = "lenient::id")]
    pub(in crate::highlevel) id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(in crate::highlevel) name: Option<String>,
}

impl Named for LostReason {
    const KIND: &'static str = "lost reason";
    const BY: &'static str = "name a lost reason by name or id";
    const APART: &'static str = "give the reason's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}

impl Kept for LostReason {
    const MAX_AGE: Duration = Duration::from_mins(1);

    fn kept(tenant: &Tenant) -> &Recent<Self> {
        &tenant.lost_reasons
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Answer {
            #[serde(deserialize_with = "lenient::records")]
            lost_reasons: Vec<LostReason>,
        }
        let Answer { lost_reasons } = crm.call(&operation::GET_LOST_REASONS).with("limit", 100).send().await?;
        Ok(lost_reasons)
    }
}

impl HighLevel {
    /// The id of the reason that is given by id or by name.
    pub(super) async fn lost_reason_id(&self, given: &str) -> Result<String, ToolError> {
        let given = given.trim();
        if is_id(given) {
            return Ok(given.to_owned());
        }
        let choose = |reasons: &[LostReason]| {
            naming::chosen(&reasons.iter().collect::<Vec<_>>(), given).map(|reason| reason.id.clone())
        };
        self.looked_up("lostReasonId", choose).await
    }
}
