//! A user of the organization.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mention;
use crate::{
    close::records::{CustomFieldDefinition, custom_values::CloseRecord},
    crm::record::{Record, record},
};

/// A user of the organization.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseUser {
    /// Id.
    #[record(id)]
    pub id: String,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// IANA time zone in which the user was last seen.
    pub last_used_timezone: Option<String>,
    /// Put it into the HTML of a comment to mention the user.
    pub mention_html: Option<String>,
}

impl CloseRecord for CloseUser {
    fn complete(user: &mut Record<Self>, _: &[CustomFieldDefinition]) {
        let names = [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str);
        let name = names.collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { user.email.clone().unwrap_or_default() } else { name };
        user.mention_html = Some(mention::html(&user.id, &name));
    }
}
