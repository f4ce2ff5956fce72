//! Creating and changing contacts.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::UtcDateTime;

use super::{
    WrittenContact,
    dnd::{DndSettings, InboundDndSettings},
    phone::Phone,
    record::WriteAnswer,
    tags,
};
use crate::highlevel::{
    HighLevel, Id,
    confirm::{Change, Edit, Subject},
    custom_fields::{GivenFields, Model},
    moment::MonthFirstDay,
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
    /// Instead of firstName and lastName.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    name: Option<String>,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// E.164: +15551234567.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<Phone>,
    /// Street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address1: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    /// State.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    /// Two letters: US.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Website.
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<String>,
    /// IANA name: America/Chicago.
    #[schemars(extend("x-hidden" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    /// Date of birth: 1990-05-25.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<MonthFirstDay>,
    /// Origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// Id of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<String>,
    /// Do not disturb; by channel: dndSettings {"SMS": "active"}.
    #[serde(skip_serializing_if = "Option::is_none")]
    dnd: Option<bool>,
    /// Do not disturb by channel (Call, Email, SMS, WhatsApp, GMB, FB): active, inactive or permanent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    dnd_settings: Option<DndSettings>,
    /// Do not disturb, for messages that come in: {"all": "active"} or inactive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    inbound_dnd_settings: Option<InboundDndSettings>,
    /// Replace all tags; single ones by contacts_add-tags.
    // Models fill in lists that they do not mean; one without tags must not take away those there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "tags::meant")]
    tags: Vec<String>,
    /// By key, name or id; null empties one.
    #[serde(default, skip_serializing_if = "GivenFields::is_empty")]
    custom_fields: GivenFields,
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
    #[schemars(extend("x-hidden" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
}

/// Creates a contact with at least a name, email, phone or company.
///
/// Most locations refuse a second one with the same email or phone; use contacts_upsert-contact there.
#[tool(name = "contacts_create-contact", title = "Create contact", create, scope = CONTACTS_WRITE)]
pub(super) async fn create_contact(
    crm: &HighLevel,
    args: NewContact,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
    let ContactFields { first_name, last_name, name, email, phone, .. } = &args.fields;
    let texts = [first_name, last_name, name, email, &args.company_name];
    if phone.is_none() && texts.iter().all(|field| field.is_none()) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says who the contact is")
            .next("give one of firstName, lastName, name, email, phone, companyName"));
    }
    let body = crm.body_with(Model::Contact, &args, &args.fields.custom_fields).await?;
    let change = Change { doing: "Create", subject: Subject::NewContact, edit: Edit::Adds };
    let request = crm.call(&operation::CREATE_CONTACT).body(&body)?.confirmed(call, change).await?;
    let new_tags = crm.new_tags(&args.fields.tags).await;
    let sent = UtcDateTime::now();
    match request.send::<WriteAnswer>().await {
        Ok(answer) => Ok(answer.read(crm, new_tags).await),
        Err(error) => Err(crm.settled(error, sent, email.as_deref(), phone.as_ref()).await),
    }
}

/// A contact to create, or to update where there is one.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpsertContact {
    #[serde(flatten)]
    contact: NewContact,
    /// Where duplicates are allowed, create one.
    #[serde(skip_serializing_if = "Option::is_none")]
    create_new_if_duplicate_allowed: Option<bool>,
}

/// Creates a contact, or updates the one with the same email or phone.
///
/// What is given overwrites what was there. Use contacts_update-contact when the id is known.
#[tool(name = "contacts_upsert-contact", title = "Upsert contact", update, scope = CONTACTS_WRITE)]
pub(super) async fn upsert_contact(
    crm: &HighLevel,
    args: UpsertContact,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
    let fields = &args.contact.fields;
    if fields.email.is_none() && fields.phone.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "an upsert finds the contact by email or phone")
            .next("give one of them, or use contacts_create-contact"));
    }
    let body = crm.body_with(Model::Contact, &args, &fields.custom_fields).await?;
    let subject = Subject::ContactWith { email: fields.email.as_deref(), phone: fields.phone.as_ref() };
    let may_create = args.create_new_if_duplicate_allowed == Some(true);
    let doing = if may_create { "Create a contact, or update" } else { "Update" };
    let change = Change { doing, subject, edit: Edit::Overwrites };
    let request = crm.call(&operation::UPSERT_CONTACT).body(&body)?.confirmed(call, change).await?;
    let new_tags = crm.new_tags(&fields.tags).await;
    let answer: WriteAnswer = request.send().await?;
    Ok(answer.read(crm, new_tags).await)
}

/// The changes to a contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactUpdate {
    /// Contact's id.
    contact_id: Id,
    #[serde(flatten)]
    fields: ContactFields,
    /// Names of fields to empty.
    #[serde(default)]
    clear: Vec<Clearable>,
}

// The fields that HighLevel lets be empty. A model knows their names from above, and the error lists all.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(with = "String")]
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
/// null and "" leave a field; clear empties it. Only contacts_upsert-contact sets the company and finds by email or
/// phone.
#[tool(name = "contacts_update-contact", title = "Update contact", update, scope = CONTACTS_WRITE)]
pub(super) async fn update_contact(
    crm: &HighLevel,
    args: ContactUpdate,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
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
    let change = Change { doing: "Update", subject: Subject::Contact(&contact_id), edit: Edit::Overwrites };
    let request = crm.call(&operation::UPDATE_CONTACT).id(&contact_id).body(&body)?.confirmed(call, change).await?;
    let new_tags = crm.new_tags(&fields.tags).await;
    let answer: WriteAnswer = request.send().await?;
    Ok(answer.read(crm, new_tags).await)
}
