//! Creating, changing and deleting tasks.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CloseTask,
        shapes::given_fields::fields_of,
        shapes::{DayOrTime, Deleted, OnlyId, Patch, WrittenRecord},
        tables::{
            operations::{CREATE_TASK, DELETE_TASK, GET_TASK, UPDATE_TASK},
            record_kinds::TASK,
            task_types,
        },
    },
    crm::{record::Record, value::Id},
};

/// How urgent a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum TaskPriority {
    High,
    Medium,
}

/// A task to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCloseTask {
    /// Id of the lead.
    pub lead_id: Id,
    /// What is to be done.
    pub text: String,
    /// Id of the user who is to do it; without it, the user of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Id>,
    /// Id of a contact of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// A day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
    #[serde(rename(serialize = "date"), skip_serializing_if = "Option::is_none")]
    pub due_date: Option<DayOrTime>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<TaskPriority>,
    /// Not possible: the API cannot notify the assignee.
    #[serde(skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    pub send_notification: Option<bool>,
}

/// Creates a task at a lead.
#[tool(title = "Create task", create, public)]
pub async fn create_task(crm: &Close, args: NewCloseTask, call: &Call) -> Result<WrittenRecord<CloseTask>, ToolError> {
    if args.send_notification == Some(true) {
        let cause = "`send_notification` is not possible here: Close's API has nothing like it";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("leave it out; the task is in the inbox of the user to whom it is assigned"));
    }
    let mut body = fields_of(&args)?;
    body.insert("_type".into(), task_types::TO_DO.into());
    crm.create(&TASK, &CREATE_TASK, &body, call).await
}

/// The changes to a task.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseTaskUpdate {
    /// Id of the task.
    #[serde(skip_serializing)]
    pub id: Id,
    /// What is to be done; only of a task of the type lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Id of the user who is to do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Id>,
    /// Id of a contact of the lead; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub contact_id: Patch<Id>,
    /// A day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00; clear empties it.
    #[serde(default, skip_serializing)]
    pub due_date: Patch<DayOrTime>,
    /// Whether it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_complete: Option<bool>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<TaskPriority>,
}

/// Overwrites the given fields of a task and leaves the others; is_complete true checks it off.
#[tool(title = "Update task", update, public)]
pub async fn update_task(
    crm: &Close,
    args: CloseTaskUpdate,
    call: &Call,
) -> Result<WrittenRecord<CloseTask>, ToolError> {
    TASK.check(&args.id)?;
    if !args.due_date.is_kept() {
        crm.check_calls_nobody(&args.id).await?;
    }
    let mut body = fields_of(&args)?;
    // The API takes no null for the date of a task: that it has none is a field of its own.
    match &args.due_date {
        Patch::Keep => {}
        Patch::Clear => drop(body.insert("is_dateless".into(), true.into())),
        Patch::Set(date) => drop(body.insert("date".into(), date.to_string().into())),
    }
    crm.update(&TASK, &UPDATE_TASK, &args.id, &body, call).await
}

impl Close {
    /// Refuses a task by which a voice agent calls: another date would move the call. The tool for such tasks says so.
    async fn check_calls_nobody(&self, id: &Id) -> Result<(), ToolError> {
        let task: Record<CloseTask> = self.call(&GET_TASK).id(id).send().await?;
        if task.agent_config_id.is_none() {
            return Ok(());
        }
        let cause = format!("a voice agent calls because of the task `{id}`, and another due_date moves its call");
        Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("if the user wants the call to be moved, use update_call_task"))
    }
}

/// Deletes a task for good; only if the user asked for it.
#[tool(title = "Delete task", delete, public)]
pub async fn delete_task(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&TASK, &DELETE_TASK, &args.id, call).await
}
