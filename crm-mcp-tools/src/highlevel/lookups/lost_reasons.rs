//! The reasons for which opportunities are lost, by name.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        naming,
        record::record,
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        known::Known,
        records::LostReason,
        tables::{id_form::is_id, operations},
    },
};

impl Kept for LostReason {
    const MAX_AGE: Duration = Duration::from_mins(1);
}

impl Asked<HighLevelDialect> for LostReason {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.lost_reasons
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        #[record]
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Answer {
            #[record(needed)]
            lost_reasons: Vec<LostReason>,
        }
        let Answer { lost_reasons } = crm.call(&operations::GET_LOST_REASONS).with("limit", 100).send().await?;
        Ok(lost_reasons)
    }
}

impl HighLevel {
    /// The id of the reason that is given by id or by name.
    pub(in crate::highlevel) async fn lost_reason_id(&self, given: &str) -> Result<String, ToolError> {
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
