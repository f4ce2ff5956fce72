//! Listing and reading tasks.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::PlainList,
        records::CloseTask,
        shapes::{ById, DateRange, Find, FoundPage},
        tables::{
            operations::{GET_TASK, LIST_TASKS},
            record_kinds::TASK,
        },
    },
    crm::{operation::Read, record::Record, value::Id},
};

/// Which tasks are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseTaskFilter {
    /// Id of the lead.
    pub lead_id: Option<Id>,
    /// Id of the user who is to do them.
    pub assigned_to: Option<Id>,
    /// Whether they are done.
    pub is_complete: Option<bool>,
    /// When they are due.
    pub due_date: Option<DateRange>,
    /// When they were created.
    pub created_at: Option<DateRange>,
    /// When they were last changed.
    pub updated_at: Option<DateRange>,
}

/// What the API calls the arguments that it has under other names.
pub(super) const PARAMETERS: &[(&str, &str)] =
    &[("due_date", "date"), ("created_at", "date_created"), ("updated_at", "date_updated")];

impl PlainList for CloseTaskFilter {
    const NAME: &'static str = "tasks";
    const OPERATION: &'static Read = &LIST_TASKS;
    type Row = CloseTask;
    const PARAMETERS: &'static [(&'static str, &'static str)] = PARAMETERS;
    // Without a type the API lists to-dos only, and not missed calls, unread emails or calls to make.
    const ALWAYS: &'static [(&'static str, &'static str)] = &[("_type", "all"), ("_order_by", "date")];
}

/// Lists tasks of every type, call tasks too, the earliest due first.
///
/// A range is from after on, up to and without before: a day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
#[tool(title = "Find tasks", read, public)]
pub async fn find_tasks(crm: &Close, args: Find<CloseTaskFilter>) -> Result<FoundPage<CloseTask>, ToolError> {
    crm.find(args).await
}

/// Reads a task.
#[tool(title = "Fetch task", read, public)]
pub async fn fetch_task(crm: &Close, args: ById) -> Result<Record<CloseTask>, ToolError> {
    TASK.check(&args.id)?;
    crm.fetch(&GET_TASK, args).await
}
