//! A group of users.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mention;
use crate::{
    close::records::{CustomFieldDefinition, custom_values::CloseRecord},
    crm::record::{Record, record},
};

/// A group of users.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct UserGroup {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Put it into the HTML of a comment to mention the group.
    pub mention_html: Option<String>,
}

impl CloseRecord for UserGroup {
    fn complete(group: &mut Record<Self>, _: &[CustomFieldDefinition]) {
        let name = group.name.clone().unwrap_or_default();
        group.mention_html = Some(mention::html(&group.id, &name));
    }
}
