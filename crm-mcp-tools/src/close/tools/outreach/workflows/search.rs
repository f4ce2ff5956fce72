//! Listing workflows.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::skipped_page::has_part,
        records::Workflow,
        shapes::{Find, FoundPage},
        tables::operations::LIST_WORKFLOWS,
    },
    crm::{
        page::{List, Page},
        record::Record,
    },
};

/// Which workflows are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WorkflowFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_search: Option<String>,
    /// all (default), draft, active, paused or archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

impl List for WorkflowFilter {
    const NAME: &'static str = "workflows";
    type Dialect = CloseDialect;
    type Slim = Workflow;
    /// How many records come before the page.
    type At = u64;

    async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<Workflow, u64>, ToolError> {
        let wanted = self.status.as_deref().map(str::trim).filter(|status| !status.eq_ignore_ascii_case("all"));
        let has_status = |workflow: &Workflow| {
            let status = workflow.status.as_deref().unwrap_or_default();
            wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(status))
        };
        let holds = |workflow: &Record<Workflow>| {
            has_status(workflow) && has_part(workflow.name.as_deref(), self.name_search.as_deref())
        };
        crm.sieved_page(|crm| crm.call(&LIST_WORKFLOWS), holds, (at, limit)).await
    }
}

/// Lists workflows (sequences) with their steps.
#[tool(title = "Find workflows", read, public)]
pub async fn find_workflows(crm: &Close, args: Find<WorkflowFilter>) -> Result<FoundPage<Workflow>, ToolError> {
    crm.find(args).await
}
