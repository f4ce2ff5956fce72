//! A contact: a person at a lead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        records::{
            CustomFieldDefinition,
            custom_values::{self, CloseRecord, CustomValues},
        },
        tables::field_source::FieldSource,
    },
    crm::record::{Record, record},
};

/// A contact: a person at a lead.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseContact {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of the lead, which is the company.
    pub lead_id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Email addresses.
    pub emails: Vec<Record<ContactEmail>>,
    /// Phone numbers.
    pub phones: Vec<Record<ContactPhone>>,
    /// Web addresses.
    pub urls: Vec<Record<ContactUrl>>,
    /// IANA time zone.
    pub timezone: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
    /// Custom fields by name.
    pub custom_fields: CustomValues,
}

/// An email address of a contact.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactEmail {
    /// Kind: `office`, `home`, `direct`, `mobile`, `fax`, `other`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// A phone number of a contact.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactPhone {
    /// Kind: `office`, `home`, `direct`, `mobile`, `fax`, `other`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The number in E.164 form.
    pub phone: Option<String>,
}

/// A web address of a contact.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactUrl {
    /// Kind: `url`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The address.
    pub url: Option<String>,
}

impl CloseRecord for CloseContact {
    const CUSTOM_FIELDS: Option<FieldSource> = Some(FieldSource::Schemas);

    fn complete(contact: &mut Record<Self>, known: &[CustomFieldDefinition]) {
        contact.custom_fields = custom_values::taken(contact, known);
    }
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(contact: &mut CloseContact) {
    contact.urls.clear();
    contact.custom_fields.0.clear();
    (contact.timezone, contact.date_updated) = (None, None);
}
