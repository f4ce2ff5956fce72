//! Creating, changing and deleting call tasks.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CloseTask,
        shapes::given_fields::fields_of,
        shapes::{DayOrTime, Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_CALL_TASK, DELETE_CALL_TASK, UPDATE_CALL_TASK},
            record_kinds::CALL_TASK,
            task_types,
        },
        tools::tasks::write::TaskPriority,
    },
    crm::value::Id,
};

/// A call task to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCallTask {
    /// Id of the lead.
    pub lead_id: Id,
    /// Id of the contact to call.
    pub contact_id: Id,
    /// Id of the user who is to call; not beside agent_config_id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Id>,
    /// Id of the voice agent that is to call by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_config_id: Option<Id>,
    /// A day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
    #[serde(rename(serialize = "date"), skip_serializing_if = "Option::is_none")]
    pub due_date: Option<DayOrTime>,
    /// What the call is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Creates a call to make; with agent_config_id a robot phones the contact, so only if the user asked for that.
#[tool(title = "Create call task", send, public)]
pub async fn create_call_task(
    crm: &Close,
    args: NewCallTask,
    call: &Call,
) -> Result<WrittenRecord<CloseTask>, ToolError> {
    if args.assigned_to.is_some() && args.agent_config_id.is_some() {
        let cause = "`assigned_to` and `agent_config_id` are given at once";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("give assigned_to if a user is to call, or agent_config_id if a voice agent is"));
    }
    let mut body = fields_of(&args)?;
    body.insert("_type".into(), task_types::CALL.into());
    crm.create(&CALL_TASK, &CREATE_CALL_TASK, &body, call).await
}

// Which arguments Close's own tool takes is not documented: these are fields of the operation behind it. To hand the task
// to a voice agent is not among them, so that no update makes a robot phone somebody anew.
/// The changes to a call task.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CallTaskUpdate {
    /// Id of the call task.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Id of the user who is to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Id>,
    /// A day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
    #[serde(rename(serialize = "date"), skip_serializing_if = "Option::is_none")]
    pub due_date: Option<DayOrTime>,
    /// Whether it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_complete: Option<bool>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<TaskPriority>,
}

/// Overwrites the given fields of a call task; a new due_date moves the call of a voice agent.
#[tool(title = "Update call task", update, open_world, public)]
pub async fn update_call_task(
    crm: &Close,
    args: CallTaskUpdate,
    call: &Call,
) -> Result<WrittenRecord<CloseTask>, ToolError> {
    crm.call_task(&args.id).await?;
    crm.update(&CALL_TASK, &UPDATE_CALL_TASK, &args.id, &fields_of(&args)?, call).await
}

// Which arguments Close's own tool takes is not documented.
/// Deletes a call task for good; only if the user asked for it.
#[tool(title = "Delete call task", delete, public)]
pub async fn delete_call_task(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.call_task(&args.id).await?;
    crm.delete(&CALL_TASK, &DELETE_CALL_TASK, &args.id, call).await
}
