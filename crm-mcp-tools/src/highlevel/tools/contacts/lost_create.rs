//! After a create whose outcome nobody knows: whether the contact is there.

use crm_mcp_core::{ErrorCode, ToolError};
use time::UtcDateTime;

use crate::{
    crm::{
        refusal::details::{DONE, MAY_BE_DONE},
        value::{Phone, moment::Milliseconds},
    },
    highlevel::{context::HighLevel, records::Contact},
};

/// How far the vendor's clock may be behind ours, in milliseconds.
const TOLERANCE: i64 = 10_000;

impl HighLevel {
    /// Why a create, sent at that time, failed; and, where it was or may have been carried out all the same, whether the
    /// contact is there.
    pub(super) async fn settled(
        &self,
        error: ToolError,
        sent: UtcDateTime,
        email: Option<&str>,
        phone: Option<&Phone>,
    ) -> ToolError {
        let phone = phone.map(ToString::to_string);
        let reached = [("email", email), ("number", phone.as_deref())];
        let is_done = error.details().contains_key(DONE);
        let is_refused = !is_done && !error.details().contains_key(MAY_BE_DONE);
        if is_refused || reached.iter().all(|(_, value)| value.is_none()) {
            return error;
        }
        for (parameter, value) in reached {
            let Some(value) = value else { continue };
            match self.contact_with(parameter, value).await {
                Ok(None) => {}
                Ok(Some(contact)) => {
                    return error
                        .with_next_step(found(&contact, sent, is_done))
                        .with_detail("contactId", contact.slim.id);
                }
                // Now it is as unknown as before.
                Err(_) => return error,
            }
        }
        if is_done {
            return error;
        }
        // A refusal is final; without an answer the vendor may still be at it.
        let next = match error.code() {
            ErrorCode::InvalidArguments => {
                "no contact with this email or phone is there, so correct what is wrong and call again"
            }
            _ => {
                "no contact with this email or phone is there yet; look again in a minute with contacts_get-contacts (or \
                 contacts_find-duplicates, where it is served) before you repeat it"
            }
        };
        error.with_next_step(next)
    }
}

/// What to do with the contact that was found. Where duplicates are allowed, it may have been there before.
fn found(contact: &Contact, sent: UtcDateTime, is_done: bool) -> String {
    let id = &contact.id;
    let added = contact.date_added.as_deref().and_then(Milliseconds::of_record);
    let sent = sent.unix_timestamp_nanos() / 1_000_000;
    if added.is_some_and(|added| i128::from(added.since_1970() + TOLERANCE) >= sent) {
        return format!(
            "do not create it again: contact {id} is there with this email or phone; go on with it, by \
             contacts_update-contact if it lacks something"
        );
    }
    let then = if is_done { ", and do not repeat it" } else { " before you repeat it" };
    format!("contact {id} has this email or phone, and it may be the one; read it with contacts_get-contact{then}")
}
