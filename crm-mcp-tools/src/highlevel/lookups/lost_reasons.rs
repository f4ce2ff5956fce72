//! The reasons for which opportunities are lost: how they are asked for.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        record::record,
    },
    highlevel::{context::HighLevel, dialect::HighLevelDialect, known::Known, records::LostReason, tables::operations},
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
