//! A lead: a company, with all that belongs to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CloseContact;
use crate::{
    close::{
        records::{
            CustomFieldDefinition,
            custom_values::{self, CloseRecord, CustomValues},
        },
        shapes::LongText,
        tables::field_source::FieldSource,
    },
    crm::record::{Record, record},
};

/// A lead: a company, with all that belongs to it.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Lead {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub display_name: Option<String>,
    /// What is known of it.
    pub description: LongText<2000>,
    /// Website.
    pub url: Option<String>,
    /// Id of its status.
    pub status_id: Option<String>,
    /// Its status.
    pub status_label: Option<String>,
    /// Its contacts.
    pub contacts: Vec<Record<CloseContact>>,
    /// Its addresses.
    pub addresses: Vec<Record<Address>>,
    /// The page of the lead in Close.
    pub html_url: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
    /// Custom fields by name.
    pub custom_fields: CustomValues,
}

/// An address of a lead.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Address {
    /// Kind: `business`, `mailing`, `other`.
    pub label: Option<String>,
    /// Street and number.
    pub address_1: Option<String>,
    /// What follows it.
    pub address_2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Postal code.
    pub zipcode: Option<String>,
    /// Country, two-letter code.
    pub country: Option<String>,
}

impl CloseRecord for Lead {
    const CUSTOM_FIELDS: Option<FieldSource> = Some(FieldSource::Schemas);

    fn complete(lead: &mut Record<Self>, known: &[CustomFieldDefinition]) {
        lead.custom_fields = custom_values::taken(lead, known);
        lead.contacts.iter_mut().for_each(|contact| CloseContact::complete(contact, known));
    }
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(lead: &mut Lead) {
    lead.addresses.clear();
    lead.custom_fields.0.clear();
    (lead.description, lead.html_url, lead.date_created) = (LongText::default(), None, None);
    if lead.status_label.is_some() {
        lead.status_id = None;
    }
    for contact in &mut lead.contacts {
        let contact = &mut contact.slim;
        (contact.lead_id, contact.date_created, contact.date_updated) = (None, None, None);
        contact.urls.clear();
        contact.custom_fields.0.clear();
    }
}
