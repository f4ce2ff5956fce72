//! The pipelines of the location and their stages.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        page::Rows,
        record::Record,
    },
    highlevel::{context::HighLevel, dialect::HighLevelDialect, known::Known, records::Pipeline, tables::operations},
};

/// All pipelines, their stages in order.
pub(in crate::highlevel) async fn pipelines(crm: &HighLevel) -> Result<Rows<Pipeline>, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        pipelines: Rows<Pipeline>,
    }
    let Answer { mut pipelines } = crm.call(&operations::GET_PIPELINES).send().await?;
    for pipeline in pipelines.iter_mut() {
        pipeline.stages.sort_by_key(|stage| stage.position);
    }
    Ok(pipelines)
}

impl Kept for Record<Pipeline> {
    const MAX_AGE: Duration = Duration::from_mins(1);
}

impl Asked<HighLevelDialect> for Record<Pipeline> {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.pipelines
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        Ok(pipelines(crm).await?.into_records())
    }
}
