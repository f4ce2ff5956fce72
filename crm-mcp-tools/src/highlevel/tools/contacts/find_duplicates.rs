//! Which contacts a new one would repeat.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{record::Record, value::GivenPhone},
    highlevel::{context::HighLevel, records::Contact, tables::scopes::CONTACTS_READ},
};

/// A contact that is there already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Duplicate {
    /// What it has in common with the one asked for: `email`, `phone`.
    pub matching_fields: Vec<String>,
    /// The contact.
    pub contact: Record<Contact>,
}

/// The contacts that are there already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DuplicateList {
    /// At most two: email and phone may be those of different contacts.
    pub duplicates: Vec<Duplicate>,
    /// The phone number that was looked for: the one given, with the code of the location's country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_read: Option<String>,
}

/// How the contact would be reached.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DuplicateSearch {
    /// Email address.
    pub email: Option<String>,
    /// Phone number with country code: +15551234567.
    pub phone: Option<GivenPhone>,
}

/// Finds the contacts that have an email or a phone already, to be called before contacts_create-contact.
#[tool(name = "contacts_find-duplicates", title = "Find duplicates", read, scope = CONTACTS_READ)]
pub(super) async fn find_duplicates(crm: &HighLevel, args: DuplicateSearch) -> Result<DuplicateList, ToolError> {
    let (phone, read) = crm.phone(args.phone).await?;
    // Asked for both at once, the vendor looks at one of them and does not say at which.
    let asked = [("email", "email", args.email), ("phone", "number", phone.map(|phone| phone.to_string()))];
    if asked.iter().all(|(_, _, value)| value.is_none()) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says whom to look for")
            .with_next_step("give email, phone or both"));
    }
    let mut duplicates: Vec<Duplicate> = Vec::new();
    for (field, parameter, value) in asked {
        let Some(value) = value else { continue };
        let Some(contact) = crm.contact_with(parameter, &value).await? else { continue };
        match duplicates.iter_mut().find(|known| known.contact.id == contact.id) {
            Some(known) => known.matching_fields.push(field.to_owned()),
            None => duplicates.push(Duplicate { matching_fields: vec![field.to_owned()], contact }),
        }
    }
    crm.name_contacts(duplicates.iter_mut().map(|known| &mut known.contact).collect()).await;
    Ok(DuplicateList { duplicates, phone_read: read.map(|phone| phone.to_string()) })
}

impl HighLevel {
    /// Finds the contacts that have an email or a phone already.
    pub async fn find_duplicates(&self, reach: DuplicateSearch) -> Result<DuplicateList, ToolError> {
        find_duplicates(self, reach).await
    }
}
