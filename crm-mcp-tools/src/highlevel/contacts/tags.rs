//! Adding and removing a contact's tags.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::highlevel::{HighLevel, Id, operation, scopes::CONTACTS_WRITE};

/// Which tags of which contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactTags {
    /// The contact's id.
    contact_id: Id,
    /// Tags, by name.
    #[schemars(length(min = 1), inner(regex(pattern = r"\S")))]
    tags: Vec<String>,
}

impl ContactTags {
    /// Without spaces around names, which would make a new tag of a known one.
    fn body(&self) -> Value {
        json!({"tags": self.tags.iter().map(|tag| tag.trim()).collect::<Vec<_>>()})
    }
}

/// The tags of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TagList {
    /// All tags the contact has now.
    pub tags: Vec<String>,
}

/// Adds tags to a contact and keeps those it has.
///
/// A tag that the location does not know is defined there for good, and a tag may start workflows. Answers all tags
/// the contact has now.
#[tool(name = "contacts_add-tags", title = "Add tags", create, idempotent, scope = CONTACTS_WRITE)]
pub(super) async fn add_tags(crm: &HighLevel, args: ContactTags) -> Result<TagList, ToolError> {
    crm.call(&operation::ADD_TAGS).id(&args.contact_id).body(&args.body())?.send().await
}

/// Removes tags from a contact.
///
/// The tags stay defined in the location. Answers all tags the contact has now.
#[tool(name = "contacts_remove-tags", title = "Remove tags", delete, scope = CONTACTS_WRITE)]
pub(super) async fn remove_tags(crm: &HighLevel, args: ContactTags) -> Result<TagList, ToolError> {
    crm.call(&operation::REMOVE_TAGS).id(&args.contact_id).body(&args.body())?.send().await
}
