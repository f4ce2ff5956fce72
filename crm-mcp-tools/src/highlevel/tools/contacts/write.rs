//! Creating and changing contacts.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    WrittenContact,
    contact_fields::{Body, ContactFields},
};
use crate::{
    crm::value::Id,
    highlevel::{
        changes::{
            location_change::{Edit, LocationChange},
            lost_create::Created,
            whom::Whom,
        },
        context::HighLevel,
        tables::{operations, scopes::CONTACTS_WRITE},
        tools::given_texts::leave_out_empty,
    },
};

/// A contact to create.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewContact {
    /// The fields that are written.
    #[serde(flatten)]
    pub fields: ContactFields,
    /// Company name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Gender.
    #[schemars(extend("x-hidden" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
}

impl NewContact {
    /// Leaves out what is empty, and the spaces around tags.
    fn tidy(&mut self) {
        self.fields.tidy();
        leave_out_empty([&mut self.company_name, &mut self.gender]);
    }
}

/// Creates a contact with at least a name, email, phone or company.
///
/// Most locations refuse a second one with the same email or phone; contacts_upsert-contact changes the one that is there.
#[tool(name = "contacts_create-contact", title = "Create contact", create, open_world, scope = CONTACTS_WRITE)]
pub(super) async fn create_contact(
    crm: &HighLevel,
    mut args: NewContact,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
    args.tidy();
    let ContactFields { first_name, last_name, name, email, phone, .. } = &args.fields;
    let texts = [first_name, last_name, name, email, &args.company_name];
    if phone.is_none() && texts.iter().all(|field| field.is_none()) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says who the contact is")
            .with_next_step("give one of firstName, lastName, name, email, phone, companyName"));
    }
    let Body { fields, phone_read, .. } = args.fields.body(crm, &args).await?;
    let change =
        LocationChange::new("Create", Whom::NewContact, Edit::Creates(Created::Contact)).with_tags(&args.fields.tags);
    let request = crm.call(&operations::CREATE_CONTACT).body(&fields)?;
    Ok(WrittenContact { phone_read, ..WrittenContact::by(request, call, change).await? })
}

impl HighLevel {
    /// Creates a contact with at least a name, email, phone or company.
    pub async fn create_contact(&self, contact: NewContact, call: &Call) -> Result<WrittenContact, ToolError> {
        create_contact(self, contact, call).await
    }
}

/// A contact to create, or to update where there is one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpsertContact {
    /// The contact.
    #[serde(flatten)]
    pub contact: NewContact,
    /// true: create a second contact, where the location allows duplicates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_new_if_duplicate_allowed: Option<bool>,
}

/// Creates a contact, or updates the one with the same email or phone.
///
/// What is given overwrites what was there, the email too. Use contacts_update-contact when the id is known.
#[tool(name = "contacts_upsert-contact", title = "Upsert contact", update, open_world, scope = CONTACTS_WRITE)]
pub(super) async fn upsert_contact(
    crm: &HighLevel,
    mut args: UpsertContact,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
    args.contact.tidy();
    let fields = &args.contact.fields;
    if fields.email.is_none() && fields.phone.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "an upsert finds the contact by email or phone")
            .with_next_step("give one of them, or use contacts_create-contact"));
    }
    let Body { fields: body, phone, phone_read } = fields.body(crm, &args).await?;
    let whom = Whom::ContactWith { email: fields.email.as_deref(), phone: phone.as_ref() };
    let may_create = args.create_new_if_duplicate_allowed == Some(true);
    let doing = if may_create { "Create a contact, or update" } else { "Update" };
    let change = LocationChange::new(doing, whom, Edit::Overwrites).with_tags(&fields.tags);
    let request = crm.call(&operations::UPSERT_CONTACT).body(&body)?;
    Ok(WrittenContact { phone_read, ..WrittenContact::by(request, call, change).await? })
}

impl HighLevel {
    /// Creates a contact, or updates the one with the same email or phone.
    pub async fn upsert_contact(&self, contact: UpsertContact, call: &Call) -> Result<WrittenContact, ToolError> {
        upsert_contact(self, contact, call).await
    }
}

/// The changes to a contact. A text that is empty leaves a field as it is; `clear` empties it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactUpdate {
    /// Contact's id.
    pub contact_id: Id,
    /// The fields that are written.
    #[serde(flatten)]
    pub fields: ContactFields,
    /// Names of fields to empty.
    #[serde(default)]
    pub clear: Vec<Clearable>,
    // Taken in order to be refused with the way that there is.
    /// Company name.
    #[schemars(extend("x-hidden" = true))]
    company_name: Option<String>,
    /// Gender.
    #[schemars(extend("x-hidden" = true))]
    gender: Option<String>,
}

impl ContactUpdate {
    /// Changes to this contact, none so far.
    pub fn new(contact: &Id) -> Self {
        let (contact_id, fields) = (contact.clone(), ContactFields::default());
        Self { contact_id, fields, clear: Vec::new(), company_name: None, gender: None }
    }
}

// The fields that HighLevel lets be empty. A model knows their names from above, and the error lists all.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(with = "String")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum Clearable {
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
#[tool(name = "contacts_update-contact", title = "Update contact", update, open_world, scope = CONTACTS_WRITE)]
pub(super) async fn update_contact(
    crm: &HighLevel,
    args: ContactUpdate,
    call: &Call,
) -> Result<WrittenContact, ToolError> {
    let ContactUpdate { contact_id, mut fields, clear, company_name, gender } = args;
    fields.tidy();
    if company_name.is_some() {
        let cause = "HighLevel does not take companyName with a contact's id; nothing was changed";
        let next = "set it by contacts_upsert-contact, which finds the contact by its email or phone";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step(next));
    }
    if gender.is_some() {
        let cause = "HighLevel takes gender only with a new contact; nothing was changed";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("leave it out"));
    }
    let Body { fields: mut body, phone_read, .. } = fields.body(crm, &fields).await?;
    for field in clear {
        let name = serde_json::to_value(field).map_err(ToolError::internal)?;
        let name = name.as_str().unwrap_or_default();
        if body.get(name).is_some_and(|value| *value != field.emptied()) {
            return Err(ToolError::new(ErrorCode::InvalidArguments, format!("{name} is given and cleared at once"))
                .with_next_step("give it or clear it"));
        }
        body.insert(name.to_owned(), field.emptied());
    }
    if body.is_empty() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing is to be changed")
            .with_next_step("give a field to change; null and \"\" leave a field, `clear` empties it"));
    }
    let change = LocationChange::updating_contact("Update", &contact_id).with_tags(&fields.tags);
    let request = crm.call(&operations::UPDATE_CONTACT).id(&contact_id).body(&body)?;
    Ok(WrittenContact { phone_read, ..WrittenContact::by(request, call, change).await? })
}

impl HighLevel {
    /// Updates the given fields of a contact and leaves the others.
    pub async fn update_contact(&self, update: ContactUpdate, call: &Call) -> Result<WrittenContact, ToolError> {
        update_contact(self, update, call).await
    }
}
