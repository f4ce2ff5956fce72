//! Finding a contact and changing it.

use crm_mcp_core::{ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::highlevel::{
    context::HighLevel,
    tables::scopes::{CONTACTS_READ, CONTACTS_WRITE},
};

pub(super) const TOOLS: &[&str] = &[
    "contacts_get-contacts",
    "contacts_get-contact",
    "contacts_update-contact",
    "contacts_upsert-contact",
    "contacts_add-tags",
    "contacts_remove-tags",
];

/// Whom to find, and what to change.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ContactChange {
    /// Name, email, phone or company.
    #[schemars(length(min = 1, max = 75))]
    contact: String,
    /// What to change: "moved to Boston, tag as vip".
    #[schemars(length(min = 1))]
    change: String,
}

/// Finds a contact and updates it.
#[prompt(name = "find-and-update-contact", title = "Find and update a contact", scopes = [CONTACTS_READ, CONTACTS_WRITE])]
pub(super) async fn find_and_update_contact(_: &HighLevel, args: ContactChange) -> Result<String, ToolError> {
    let ContactChange { contact, change } = args;
    Ok(format!(
        "Update a contact in the CRM.\n\
         Contact: {contact}\n\
         Change: {change}\n\n\
         1. Find the contact with contacts_get-contacts. If there are several, ask me which; if there is none, tell me \
         and stop.\n\
         2. Read it with contacts_get-contact, to see what is there.\n\
         3. Change fields with contacts_update-contact, giving only those that change. Only contacts_upsert-contact sets \
         the company: give it that and the email or phone that the contact has. Change tags with contacts_add-tags and \
         contacts_remove-tags, which leave the others.\n\
         4. Tell me each field as it was and as it is now."
    ))
}
