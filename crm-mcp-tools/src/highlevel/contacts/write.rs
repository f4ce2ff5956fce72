//! Creating and changing contacts.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    WrittenContact,
    dnd::{DndSettings, InboundDndSettings},
    record::WriteAnswer,
};
use crate::highlevel::{
    HighLevel, Id,
    custom_fields::{CustomFields, Model},
    moment::Day,
    operation,
    scopes::CONTACTS_WRITE,
};

/// What every write of a contact takes; the names are the vendor's.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ContactFields {
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<String>,
    /// Full name, instead of firstName and lastName.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Email address.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Phone number in E.164 form: +15551234567.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^\+[1-9][0-9]{6,14}$"))]
    phone: Option<String>,
    /// Street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address1: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    /// State or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    /// Country, two-letter code: US.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Website.
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<String>,
    /// IANA time zone: America/Chicago.
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<Day>,
    /// Where the contact came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// Id of the user in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<String>,
    /// Do not disturb, on all channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    dnd: Option<bool>,
    /// Do not disturb by channel (Call, Email, SMS, WhatsApp, GMB, FB): active, inactive or permanent.
    #[serde(skip_serializing_if = "Option::is_none")]
    dnd_settings: Option<DndSettings>,
    /// Do not disturb, for messages that come in: {"all": "active"} or inactive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    inbound_dnd_settings: Option<InboundDndSettings>,
    /// Tags. These replace all that the contact has; an empty list leaves them.
    // Models fill in lists that they do not mean; one without tags must not take away those there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// Custom fields by key, name or id: {"birthday": "1990-05-01"}; null empties one.
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    custom_fields: CustomFields,
}

/// A contact to create.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewContact {
    #[serde(flatten)]
    fields: ContactFields,
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    company_name: Option<String>,
    /// Gender.
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
}

/// Creates a contact.
///
/// Give at least a name, an email, a phone or a company. Most locations refuse a second contact with the same email or
/// phone; use `contacts_upsert-contact` to create or update, whichever fits.
#[tool(name = "contacts_create-contact", title = "Create contact", create, scope = CONTACTS_WRITE)]
pub(super) async fn create_contact(crm: &HighLevel, args: NewContact) -> Result<WrittenContact, ToolError> {
    let ContactFields { first_name, last_name, name, email, phone, .. } = &args.fields;
    if [first_name, last_name, name, email, phone, &args.company_name].iter().all(|field| field.is_none()) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says who the contact is")
            .next("give one of firstName, lastName, name, email, phone, companyName"));
    }
    let body = crm.body_with(Model::Contact, &args, &args.fields.custom_fields).await?;
    let new_tags = crm.new_tags(&args.fields.tags).await;
    let answer: WriteAnswer = crm.call(&operation::CREATE_CONTACT).body(&body)?.send().await?;
    answer.read(crm, new_tags).await
}

/// A contact to create, or to update where there is one.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpsertContact {
    #[serde(flatten)]
    contact: NewContact,
    /// Create a second contact where the location allows duplicates.
    #[serde(skip_serializing_if = "Option::is_none")]
    create_new_if_duplicate_allowed: Option<bool>,
}

/// Creates a contact, or updates the one with the same email or phone.
///
/// What is given overwrites what was there; `tags` replaces all tags of the contact. Use `contacts_update-contact` when
/// the id is known, `contacts_add-tags` and `contacts_remove-tags` for single tags.
#[tool(name = "contacts_upsert-contact", title = "Upsert contact", update, scope = CONTACTS_WRITE)]
pub(super) async fn upsert_contact(crm: &HighLevel, args: UpsertContact) -> Result<WrittenContact, ToolError> {
    let fields = &args.contact.fields;
    if fields.email.is_none() && fields.phone.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "an upsert finds the contact by email or phone")
            .next("give one of them, or use contacts_create-contact"));
    }
    let body = crm.body_with(Model::Contact, &args, &fields.custom_fields).await?;
    let new_tags = crm.new_tags(&fields.tags).await;
    let answer: WriteAnswer = crm.call(&operation::UPSERT_CONTACT).body(&body)?.send().await?;
    answer.read(crm, new_tags).await
}

/// The changes to a contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactUpdate {
    /// The contact's id.
    contact_id: Id,
    #[serde(flatten)]
    fields: ContactFields,
    /// Fields to empty.
    #[serde(default)]
    clear: Vec<Clearable>,
}

// The fields that HighLevel lets be empty.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
enum Clearable {
    FirstName,
    LastName,
    Name,
    Email,
    Phone,
    Address1,
    City,
    State,
    Website,
    Timezone,
    Source,
    DateOfBirth,
    AssignedTo,
    Tags,
}

impl Clearable {
    /// What HighLevel takes for an empty field.
    fn emptied(self) -> Value {
        if matches!(self, Self::Tags) { Value::Array(Vec::new()) } else { Value::Null }
    }
}

/// Updates the given fields of a contact and leaves the others.
///
/// `null` and `""` leave a field; `clear` empties it. Only `contacts_upsert-contact` sets the company. `tags` replaces
/// all tags of the contact; use `contacts_add-tags` and `contacts_remove-tags` for single ones. Use
/// `contacts_upsert-contact` when only the email or phone is known.
#[tool(name = "contacts_update-contact", title = "Update contact", update, scope = CONTACTS_WRITE)]
pub(super) async fn update_contact(crm: &HighLevel, args: ContactUpdate) -> Result<WrittenContact, ToolError> {
    let ContactUpdate { contact_id, fields, clear } = args;
    let mut body = crm.body_with(Model::Contact, &fields, &fields.custom_fields).await?;
    for field in clear {
        let name = serde_json::to_value(field).map_err(ToolError::internal)?;
        let name = name.as_str().unwrap_or_default();
        if body.get(name).is_some_and(|value| *value != field.emptied()) {
            return Err(ToolError::new(ErrorCode::InvalidArguments, format!("{name} is given and cleared at once"))
                .next("give it or clear it"));
        }
        body.insert(name.to_owned(), field.emptied());
    }
    if body.is_empty() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing is to be changed")
            .next("give a field to change; null and \"\" leave a field, `clear` empties it"));
    }
    let new_tags = crm.new_tags(&fields.tags).await;
    let answer: WriteAnswer = crm.call(&operation::UPDATE_CONTACT).id(&contact_id).body(&body)?.send().await?;
    answer.read(crm, new_tags).await
}
