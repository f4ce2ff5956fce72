//! Statuses and pipelines by name: which ones names mean.

use std::time::Duration;

use crm_mcp_core::ToolError;
use futures_util::future::try_join_all;

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        known::Organization,
        records::{CloseOpportunity, ClosePipeline, LeadStatus, PipelineStatus},
        tables::{
            operations::{GET_OPPORTUNITY, LIST_LEAD_STATUSES, LIST_PIPELINES},
            record_kinds::{Kind, LEAD_STATUS, OPPORTUNITY_STATUS, PIPELINE},
        },
    },
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        naming::{Named, Unclear, chosen, find},
        value::Id,
    },
};

impl Kept for LeadStatus {
    const MAX_AGE: Duration = Duration::from_mins(1);
}

impl Asked<CloseDialect> for LeadStatus {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.lead_statuses
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        crm.every(&LIST_LEAD_STATUSES).await
    }
}

impl Kept for ClosePipeline {
    const MAX_AGE: Duration = Duration::from_mins(1);
}

impl Asked<CloseDialect> for ClosePipeline {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.pipelines
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        crm.every(&LIST_PIPELINES).await
    }
}

/// A status of opportunities where those of all pipelines are looked through.
struct StatusOf<'a> {
    pipeline: &'a ClosePipeline,
    status: &'a PipelineStatus,
}

impl<'a> StatusOf<'a> {
    fn all(pipelines: &'a [ClosePipeline]) -> Vec<Self> {
        let of = |pipeline: &'a ClosePipeline| pipeline.statuses.iter().map(move |status| Self { pipeline, status });
        pipelines.iter().flat_map(of).collect()
    }
}

impl Named for StatusOf<'_> {
    const KIND: &'static str = "opportunity status";
    const BY: &'static str =
        "give an opportunity status by label or id; find_pipelines_and_opportunity_statuses lists them";
    const APART: &'static str = "give the status's id";

    fn id(&self) -> &str {
        &self.status.id
    }

    fn names(&self) -> Vec<&str> {
        self.status.label.as_deref().into_iter().collect()
    }

    fn told_apart(&self) -> String {
        format!("{} of {} ({})", self.shown(), self.pipeline.shown(), self.id())
    }
}

impl Close {
    /// Forgets the names that a change of a record of this kind makes untrue.
    pub(in crate::close) fn forget_names_of(&self, kind: &Kind) {
        let known = self.remembered();
        match kind.noun {
            noun if noun == LEAD_STATUS.noun => known.lead_statuses.forget(),
            noun if noun == PIPELINE.noun || noun == OPPORTUNITY_STATUS.noun => known.pipelines.forget(),
            _ => {}
        }
    }

    /// The id of a lead status that is given by id or by label.
    pub(in crate::close) async fn lead_status_id(&self, given: &str) -> Result<String, ToolError> {
        if given.starts_with(LEAD_STATUS.prefix) {
            return Ok(given.to_owned());
        }
        let choose = |all: &[LeadStatus]| Ok(chosen(&all.iter().collect::<Vec<_>>(), given)?.id.clone());
        self.looked_up("status_id", choose).await
    }

    /// The id of a pipeline that is given by id or by name.
    pub(in crate::close) async fn pipeline_id(&self, given: &str) -> Result<String, ToolError> {
        if given.starts_with(PIPELINE.prefix) {
            return Ok(given.to_owned());
        }
        let choose = |all: &[ClosePipeline]| Ok(chosen(&all.iter().collect::<Vec<_>>(), given)?.id.clone());
        self.looked_up("pipeline_id", choose).await
    }

    /// The id of an opportunity status that is given by id or by label. A label is one of this pipeline, where one is
    /// named; a label that several pipelines have is refused.
    pub(in crate::close) async fn opportunity_status_id(
        &self,
        given: &str,
        pipeline_id: Option<&str>,
    ) -> Result<String, ToolError> {
        if given.starts_with(OPPORTUNITY_STATUS.prefix) {
            return Ok(given.to_owned());
        }
        let choose = |pipelines: &[ClosePipeline]| {
            let all = StatusOf::all(pipelines);
            let of_its = |it: &&StatusOf<'_>| pipeline_id.is_none_or(|pipeline| it.pipeline.id == pipeline);
            chosen(&all.iter().filter(of_its).collect::<Vec<_>>(), given).map(|it| it.id().to_owned())
        };
        self.looked_up("status_id", choose).await
    }

    /// The same of a status to which an opportunity goes: labels are those of its own pipeline. Only an id leads to another.
    pub(in crate::close) async fn next_status_id(&self, opportunity: &Id, given: &str) -> Result<String, ToolError> {
        if given.starts_with(OPPORTUNITY_STATUS.prefix) {
            return Ok(given.to_owned());
        }
        let now: CloseOpportunity = self.call(&GET_OPPORTUNITY).id(opportunity).send().await?;
        self.opportunity_status_id(given, now.pipeline_id.as_deref()).await
    }

    /// The ids of the opportunity statuses that are meant, each given by id, or with all others of its label.
    pub(in crate::close) async fn opportunity_status_ids(&self, given: &[String]) -> Result<Vec<String>, ToolError> {
        let ids = given.iter().map(async |given| {
            if given.starts_with(OPPORTUNITY_STATUS.prefix) {
                return Ok(vec![given.clone()]);
            }
            self.looked_up("status_ids", |pipelines: &[ClosePipeline]| called(pipelines, given)).await
        });
        Ok(try_join_all(ids).await?.concat())
    }
}

/// The ids of all statuses of this label.
fn called(pipelines: &[ClosePipeline], label: &str) -> Result<Vec<String>, ToolError> {
    let all = StatusOf::all(pipelines);
    let all: Vec<_> = all.iter().collect();
    match find(&all, label) {
        Ok(it) => Ok(vec![it.id().to_owned()]),
        Err(Unclear::Ambiguous(called)) => Ok(called.into_iter().map(|it| it.id().to_owned()).collect()),
        Err(unclear) => Err(unclear.explain(label, &all)),
    }
}
