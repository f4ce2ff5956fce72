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

impl CloseUser {
    /// First and last name, or else the email address.
    pub(in crate::close) fn whole_name(&self) -> Option<String> {
        let names = [&self.first_name, &self.last_name].into_iter().flatten().map(|name| name.trim());
        let name = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        if name.is_empty() { self.email.clone() } else { Some(name) }
    }
}

impl CloseRecord for CloseUser {
    fn complete(user: &mut Record<Self>, _: &[CustomFieldDefinition]) {
        let name = user.whole_name().unwrap_or_default();
        user.mention_html = Some(mention::html(&user.id, &name));
    }
}
