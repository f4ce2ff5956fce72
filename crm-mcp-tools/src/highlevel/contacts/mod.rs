//! The tools on contacts, their tags and their tasks.

mod read;
mod record;
mod tags;
mod tasks;
mod write;

pub use read::ContactPage;
pub use record::{Contact, ContactAnswer};
pub use tags::TagList;
pub use tasks::{Task, TaskList};
pub use write::Upserted;

use crm_mcp_core::{Arguments, Effect, Tool, ToolSpec};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    HighLevel, Id,
    scopes::{CONTACTS_READ, CONTACTS_WRITE},
};

/// Which contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ContactRef {
    /// The contact's id.
    contact_id: Id,
}

pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    macro_rules! tool {
        ($name:literal, $title:literal, $effect:ident, $idempotent:literal, $scope:expr, $description:literal, $f:path, $args:ty) => {
            Tool::new(
                ToolSpec {
                    name: $name,
                    title: Some($title),
                    description: $description,
                    effect: Effect::$effect,
                    idempotent: $idempotent,
                    scopes: &[$scope],
                },
                Arguments::<$args>::new(),
                |crm, args| Box::pin($f(crm, args)),
            )
        };
    }
    vec![
        tool!(
            "contacts_get-all-tasks",
            "Get all tasks",
            Read,
            false,
            CONTACTS_READ,
            "Lists",
            tasks::get_all_tasks,
            ContactRef
        ),
        tool!("contacts_add-tags", "Add tags", Create, true, CONTACTS_WRITE, "Adds", tags::add_tags, tags::ContactTags),
        tool!(
            "contacts_remove-tags",
            "Remove tags",
            Delete,
            false,
            CONTACTS_WRITE,
            "Removes",
            tags::remove_tags,
            tags::ContactTags
        ),
        tool!(
            "contacts_get-contact",
            "Get contact",
            Read,
            false,
            CONTACTS_READ,
            "Finds",
            read::get_contact,
            ContactRef
        ),
        tool!(
            "contacts_update-contact",
            "Update contact",
            Update,
            false,
            CONTACTS_WRITE,
            "Updates",
            write::update_contact,
            write::ContactUpdate
        ),
        tool!(
            "contacts_upsert-contact",
            "Upsert contact",
            Update,
            false,
            CONTACTS_WRITE,
            "Upserts",
            write::upsert_contact,
            write::UpsertContact
        ),
        tool!(
            "contacts_create-contact",
            "Create contact",
            Create,
            false,
            CONTACTS_WRITE,
            "Creates",
            write::create_contact,
            write::NewContact
        ),
        tool!(
            "contacts_get-contacts",
            "Get contacts",
            Read,
            false,
            CONTACTS_READ,
            "Searches",
            read::get_contacts,
            read::ContactSearch
        ),
    ]
}
