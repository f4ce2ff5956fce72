//! The fields of a contact that is written.

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    dnd::{DndSettings, InboundDndSettings},
    tags::without_blanks,
};
use crate::{
    crm::value::{GivenPhone, Phone, moment::MonthFirstDay},
    highlevel::{
        context::HighLevel, lookups::custom_fields::GivenFields, records::Model, tools::given_texts::leave_out_empty,
    },
};

/// What every write of a contact takes; the names are the vendor's. A text that is empty, and a tag that is blank, count
/// as not given.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactFields {
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Instead of firstName and lastName.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub name: Option<String>,
    /// Email address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number with country code: +15551234567.
    // What is sent stands in the body: the location may have to tell the country.
    #[serde(skip_serializing)]
    pub phone: Option<GivenPhone>,
    /// Street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country code of two letters: US.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// IANA name: America/Chicago.
    #[schemars(extend("x-hidden" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Date of birth: 1990-05-25.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<MonthFirstDay>,
    /// Where the contact came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Id of the user in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// Do not disturb, on every channel; for one: dndSettings {"SMS": "active"}.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dnd: Option<bool>,
    /// Do not disturb by channel (Call, Email, SMS, WhatsApp, GMB, FB): active, inactive or permanent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub dnd_settings: Option<DndSettings>,
    /// Do not disturb, for messages that come in: {"all": "active"} or inactive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub inbound_dnd_settings: Option<InboundDndSettings>,
    /// Replaces all tags; contacts_add-tags adds single ones.
    // Models fill in lists that they do not mean; one without tags must not take away those there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Values by the field's key, name or id; null empties one.
    #[serde(default, skip_serializing_if = "GivenFields::is_empty")]
    pub custom_fields: GivenFields,
}

/// What is sent of a contact.
pub(super) struct Body {
    pub(super) fields: Map<String, Value>,
    pub(super) phone: Option<Phone>,
    /// The same if the code of its country was added.
    pub(super) phone_read: Option<String>,
}

impl ContactFields {
    /// Leaves out what is empty, and the spaces around tags.
    pub(super) fn tidy(&mut self) {
        // Every field is named, so that none that is added can be forgotten here.
        let Self {
            first_name,
            last_name,
            name,
            email,
            phone: _,
            address1,
            city,
            state,
            postal_code,
            country,
            website,
            timezone,
            date_of_birth: _,
            source,
            assigned_to,
            dnd: _,
            dnd_settings: _,
            inbound_dnd_settings: _,
            tags,
            custom_fields: _,
        } = self;
        leave_out_empty([first_name, last_name, name, email, address1, city, state, postal_code]);
        leave_out_empty([country, website, timezone, source, assigned_to]);
        *tags = without_blanks(tags);
    }

    /// The body of a write with these fields among all.
    pub(super) async fn body(&self, crm: &HighLevel, all: &impl Serialize) -> Result<Body, ToolError> {
        let mut fields = crm.body_with(Model::Contact, all, &self.custom_fields).await?;
        let (phone, read) = crm.phone(self.phone.clone()).await?;
        fields.extend(phone.as_ref().map(|phone| ("phone".to_owned(), phone.to_string().into())));
        Ok(Body { fields, phone, phone_read: read.map(|phone| phone.to_string()) })
    }
}
