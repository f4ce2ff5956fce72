//! Listing and reading call tasks.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::PlainList,
        records::CloseTask,
        shapes::{ById, Find, FoundPage},
        tables::{
            operations::{GET_TASK, LIST_TASKS},
            record_kinds::CALL_TASK,
            task_types,
        },
        tools::tasks::read::{CloseTaskFilter, PARAMETERS},
    },
    crm::{operation::Read, record::Record, value::Id},
};

// Which arguments Close's own tool takes is not documented: these are those of find_tasks, as of the operation behind both.
/// Which call tasks are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(transparent)]
pub struct CallTaskFilter(pub CloseTaskFilter);

impl PlainList for CallTaskFilter {
    const NAME: &'static str = "callTasks";
    const OPERATION: &'static Read = &LIST_TASKS;
    type Row = CloseTask;
    const PARAMETERS: &'static [(&'static str, &'static str)] = PARAMETERS;
    const ALWAYS: &'static [(&'static str, &'static str)] = &[("_type", task_types::CALL), ("_order_by", "date")];
}

/// Lists calls that users or voice agents are to make, the earliest due first.
///
/// A range is from after on, up to and without before: a day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
#[tool(title = "Find call tasks", read, public)]
pub async fn find_call_tasks(crm: &Close, args: Find<CallTaskFilter>) -> Result<FoundPage<CloseTask>, ToolError> {
    crm.find(args).await
}

/// Reads a call task.
#[tool(title = "Fetch call task", read, public)]
pub async fn fetch_call_task(crm: &Close, args: ById) -> Result<Record<CloseTask>, ToolError> {
    Ok(crm.call_task(&args.id).await?.showing(args.fields))
}

impl Close {
    /// The call task with this id. A task of another type is refused.
    pub(super) async fn call_task(&self, id: &Id) -> Result<Record<CloseTask>, ToolError> {
        CALL_TASK.check(id)?;
        let task: Record<CloseTask> = self.read_whole(&GET_TASK, id).await?;
        if task.kind.as_deref() == Some(task_types::CALL) {
            return Ok(task);
        }
        let cause =
            format!("`{id}` is a task of the type {}, and no call task", task.kind.as_deref().unwrap_or("lead"));
        Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("use the tools on tasks for it"))
    }
}
