//! Reading a contact's tasks.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Page, Paging, Rows, needed_id},
        record::{Fields, Record},
        value::Id,
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::Task,
        tables::{operations, scopes::CONTACTS_READ},
    },
};

/// A page of a contact's tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TaskPage {
    /// The tasks, open and completed.
    pub tasks: Vec<Record<Task>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Whose tasks.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TaskFilter {
    /// Contact's id; needed without cursor.
    pub contact_id: Option<Id>,
}

/// Whose tasks, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TaskSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: TaskFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl List for TaskFilter {
    const NAME: &'static str = "tasks";
    type Dialect = HighLevelDialect;
    type Slim = Task;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<Task, ()>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            tasks: Rows<Task>,
        }
        let contact = needed_id("contactId", self.contact_id.as_ref())?;
        let Answer { tasks } = crm.call(&operations::GET_TASKS).id(contact).send().await?;
        Ok(Page::whole(tasks))
    }
}

/// Lists all tasks of a contact, open and completed.
#[tool(name = "contacts_get-all-tasks", title = "Get all tasks", read, scope = CONTACTS_READ)]
pub(super) async fn get_all_tasks(crm: &HighLevel, args: TaskSearch) -> Result<TaskPage, ToolError> {
    let (tasks, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(TaskPage { tasks, more })
}

impl HighLevel {
    /// Lists all tasks of a contact, open and completed.
    pub async fn get_all_tasks(&self, search: TaskSearch) -> Result<TaskPage, ToolError> {
        get_all_tasks(self, search).await
    }
}
