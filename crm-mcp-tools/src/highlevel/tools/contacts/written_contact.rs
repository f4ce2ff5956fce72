//! A contact after a write.

use crm_mcp_core::{Call, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::record::{Fields, Record, record},
    highlevel::{
        changes::{
            applied::NotApplied,
            location_change::{FoundBefore, LocationChange},
        },
        context::WriteRequest,
        records::{Contact, NewTags},
    },
};

/// A contact after a write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WrittenContact {
    /// Whether an upsert created the contact; otherwise it updated it. Absent where HighLevel does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<bool>,
    /// The contact.
    pub contact: Record<Contact>,
    /// The phone number that was sent: the one given, with the code of the location's country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_read: Option<String>,
    /// The email that the contact had before and lost; told only where the user was asked to confirm the write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_email: Option<String>,
    /// What HighLevel did not do.
    #[serde(flatten)]
    pub not_applied: NotApplied,
    /// Its tags that are new.
    #[serde(flatten)]
    pub tags: NewTags,
}

/// The vendor's answers to writes.
#[record]
#[derive(Debug, Deserialize)]
struct WriteAnswer {
    #[record(needed)]
    contact: Record<Contact>,
    new: Option<bool>,
}

impl WrittenContact {
    /// Carries out a change of a contact, and reads the contact as it is then, its custom fields named.
    pub(super) async fn by(
        request: WriteRequest<'_>,
        call: &Call,
        change: LocationChange<'_>,
    ) -> Result<Self, ToolError> {
        let done = request.carry_out(call, &change).await?;
        let not_applied = NotApplied::of(&done, "contact").await?;
        let (crm, WriteAnswer { contact, new }, FoundBefore { new_tags, email_before }) =
            (done.crm(), done.answer, done.found);
        let contact = crm.with_names(contact.showing(Fields::Slim)).await;
        let replaced_email = email_before.filter(|email| contact.email.is_some() && !has_email(&contact, email));
        Ok(Self { new, contact, phone_read: None, replaced_email, not_applied, tags: new_tags })
    }
}

fn has_email(contact: &Contact, email: &str) -> bool {
    contact.email.iter().chain(&contact.additional_emails).any(|own| own.eq_ignore_ascii_case(email.trim()))
}
