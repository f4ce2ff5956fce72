//! Reading a contact's tasks.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ContactRef;
use crate::highlevel::{HighLevel, lenient, operation, scopes::CONTACTS_READ};

/// A task on a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Task {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Title.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is to be done.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Id of the user who is to do it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// When it is due.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// Whether it is done.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub completed: Option<bool>,
}

/// The tasks of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskList {
    /// The tasks, open and completed.
    pub tasks: Vec<Task>,
}

/// Lists all tasks of a contact, open and completed.
#[tool(name = "contacts_get-all-tasks", title = "Get all tasks", read, scope = CONTACTS_READ)]
pub(super) async fn get_all_tasks(crm: &HighLevel, args: ContactRef) -> Result<TaskList, ToolError> {
    crm.call(&operation::GET_TASKS).id(&args.contact_id).send().await
}
