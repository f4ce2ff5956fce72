//! Creating, changing and deleting contacts.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::added::Added;
use crate::{
    close::{
        changes::{of_read_lists::OfReadLists, record_change::RecordChange},
        context::Close,
        lookups::list_in_record::{EMAILS, PHONES, URLS},
        records::CloseContact,
        shapes::given_fields::fields_of,
        shapes::{
            Deleted, EmailEntry, GivenCustomFields, OnlyId, Patch, PhoneEntry, PlainEntry, UrlEntry, WrittenRecord,
        },
        tables::{
            operations::{CREATE_CONTACT, DELETE_CONTACT, GET_CONTACT, UPDATE_CONTACT},
            record_kinds::{CONTACT, LEAD},
        },
    },
    crm::{
        record::{Fields, Record},
        value::Id,
    },
};

/// A contact to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCloseContact {
    /// Id of the lead, which is the company.
    pub lead_id: Id,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Email addresses; type: office (default), home, direct, mobile, other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<EmailEntry>,
    /// Phone numbers as +15551234567; type: office (default), home, direct, mobile, fax, other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<PhoneEntry>,
    /// Web addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<UrlEntry>,
    /// Values by the field's id or name.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

impl NewCloseContact {
    /// A contact at this lead of whom nothing is known yet.
    pub fn new(lead: &Id) -> Self {
        let (lead_id, custom_fields) = (lead.clone(), GivenCustomFields::default());
        let (emails, phones, urls) = (Vec::new(), Vec::new(), Vec::new());
        Self { lead_id, name: None, title: None, emails, phones, urls, custom_fields }
    }
}

/// Creates a contact at a lead.
///
/// Find the lead with lead_search, or make it with create_lead.
#[tool(title = "Create contact", create, public)]
pub async fn create_contact(
    crm: &Close,
    args: NewCloseContact,
    call: &Call,
) -> Result<WrittenRecord<CloseContact>, ToolError> {
    LEAD.check(&args.lead_id)?;
    let mut body = fields_of(&args)?;
    crm.add_custom_fields(&mut body, CONTACT.noun, &args.custom_fields).await?;
    crm.create(&CONTACT, &CREATE_CONTACT, &body, call).await
}

/// The changes to a contact.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseContactUpdate {
    /// Id of the contact.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Job title; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub title: Patch<String>,
    /// Replaces all email addresses; [] removes them. type: office (default), home, direct, mobile, other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<Vec<EmailEntry>>,
    /// Replaces all phone numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phones: Option<Vec<PhoneEntry>>,
    /// Replaces all web addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urls: Option<Vec<UrlEntry>>,
    /// Adds these and keeps the others.
    #[serde(default, skip_serializing)]
    #[schemars(with = "Vec<PlainEntry>")]
    pub add_emails: Vec<EmailEntry>,
    /// Adds these and keeps the others.
    #[serde(default, skip_serializing)]
    #[schemars(with = "Vec<PlainEntry>")]
    pub add_phones: Vec<PhoneEntry>,
    /// Adds these and keeps the others.
    #[serde(default, skip_serializing)]
    #[schemars(with = "Vec<PlainEntry>")]
    pub add_urls: Vec<UrlEntry>,
    /// Values by the field's id or name; null or clear empties one.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

impl CloseContactUpdate {
    /// Changes to this contact, none so far.
    pub fn new(contact: &Id) -> Self {
        Self {
            id: contact.clone(),
            name: None,
            title: Patch::Keep,
            emails: None,
            phones: None,
            urls: None,
            add_emails: Vec::new(),
            add_phones: Vec::new(),
            add_urls: Vec::new(),
            custom_fields: GivenCustomFields::default(),
        }
    }
}

/// Overwrites the given fields of a contact and leaves the others.
///
/// emails, phones and urls replace the whole list; use add_emails, add_phones, add_urls to add to it.
#[tool(title = "Update contact", update, public)]
pub async fn update_contact(
    crm: &Close,
    args: CloseContactUpdate,
    call: &Call,
) -> Result<WrittenRecord<CloseContact>, ToolError> {
    CONTACT.check(&args.id)?;
    let mut body = fields_of(&args)?;
    crm.add_custom_fields(&mut body, CONTACT.noun, &args.custom_fields).await?;
    let added = Added::default()
        .and(&EMAILS, &args.add_emails, args.emails.is_some())?
        .and(&PHONES, &args.add_phones, args.phones.is_some())?
        .and(&URLS, &args.add_urls, args.urls.is_some())?;
    if added.is_empty() {
        return crm.update(&CONTACT, &UPDATE_CONTACT, &args.id, &body, call).await;
    }
    let read = added.put_into(&mut body, &crm.fields_of_record(&CONTACT, &args.id).await?)?;
    if body.is_empty() {
        // The contact has all of it already.
        let contact: Record<CloseContact> = crm.read_whole(&GET_CONTACT, &args.id).await?;
        return Ok(WrittenRecord::new(contact.showing(Fields::Slim), Vec::new()));
    }
    let of = (&CONTACT, &args.id);
    let change = OfReadLists { change: RecordChange::Updates(&CONTACT, &args.id), of, read };
    crm.written(crm.call(&UPDATE_CONTACT).id(&args.id).body(&body)?, change, call).await
}

/// Deletes a contact; only if the user asked for it. It cannot be undone.
#[tool(title = "Delete contact", delete, public)]
pub async fn delete_contact(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&CONTACT, &DELETE_CONTACT, &args.id, call).await
}
