//! The contact that has an email or a phone already: before a create, and after one whose outcome nobody knows.

use crm_mcp_core::ToolError;
use serde::Deserialize;

use super::{Contact, Phone};
use crate::highlevel::{HighLevel, Record, error::MAY_BE_DONE, operation, record::Fields};

impl HighLevel {
    /// The contact with this value of `email` or `number`, as the vendor's parameters are called.
    pub(in crate::highlevel) async fn contact_with(
        &self,
        parameter: &str,
        value: &str,
    ) -> Result<Option<Record<Contact>>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            contact: Option<Record<Contact>>,
        }
        let Answer { contact } = self.call(&operation::FIND_DUPLICATES).with(parameter, value).send().await?;
        Ok(contact.map(|contact| contact.showing(Fields::Slim)))
    }

    /// Why a create failed; and, where it may have been carried out all the same, whether the contact is there.
    pub(super) async fn settled(&self, error: ToolError, email: Option<&str>, phone: Option<&Phone>) -> ToolError {
        let phone = phone.map(ToString::to_string);
        let reached = [("email", email), ("number", phone.as_deref())];
        if !error.details().contains_key(MAY_BE_DONE) || reached.iter().all(|(_, value)| value.is_none()) {
            return error;
        }
        for (parameter, value) in reached {
            let Some(value) = value else { continue };
            match self.contact_with(parameter, value).await {
                Ok(None) => {}
                Ok(Some(contact)) => {
                    let next = format!(
                        "do not create it again: contact {} is there with this email or phone; go on with it, by \
                         contacts_update-contact if it lacks something",
                        contact.id
                    );
                    return error.next(next).detail("contactId", contact.slim.id);
                }
                // Now it is as unknown as before.
                Err(_) => return error,
            }
        }
        error.next("no contact with this email or phone is there, so correct what is wrong and call again")
    }
}
