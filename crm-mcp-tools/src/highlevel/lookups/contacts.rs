//! Contacts by what is known of them, and the names of what they have by id.

use crm_mcp_core::ToolError;
use futures_util::future;
use serde::Deserialize;

use crate::{
    crm::record::{Fields, Record},
    highlevel::{context::HighLevel, records::Contact, tables::operations},
};

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
        let Answer { contact } = self.call(&operations::FIND_DUPLICATES).with(parameter, value).send().await?;
        Ok(contact.map(|contact| contact.showing(Fields::Slim)))
    }

    /// The contact with the names of what it has by id.
    pub(in crate::highlevel) async fn with_names(&self, mut contact: Record<Contact>) -> Record<Contact> {
        self.name_contacts(vec![&mut contact]).await;
        contact
    }

    /// Names what contacts have by id: the users in charge, their custom fields. Where names cannot be read soon, there
    /// are the ids.
    pub(in crate::highlevel) async fn name_contacts(&self, mut all: Vec<&mut Record<Contact>>) {
        let in_charge: Vec<_> = all.iter().map(|contact| contact.assigned_to.clone()).collect();
        let users = self.users_behind(in_charge.iter().map(Option::as_deref));
        let fields = self.name_custom_fields(all.iter_mut().map(|contact| &mut contact.custom_fields));
        let (users, ()) = future::join(users, fields).await;
        for contact in all {
            contact.assigned_to_name = users.name(contact.assigned_to.as_deref());
        }
    }
}
