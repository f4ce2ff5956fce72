//! A location and its settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Fields, Record, Slim, lenient};

/// A location: one business, with its own contacts, pipelines and calendars.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Location {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Email address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Website.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Street address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// City.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or region.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Country, two-letter code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Postal code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// IANA time zone, in which people there read times.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// What it allows.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub settings: Option<Record<LocationSettings>>,
}

/// What a location allows: it foretells what a create or an upsert does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LocationSettings {
    /// Whether two contacts may have the same email or phone.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub allow_duplicate_contact: Option<bool>,
    /// Whether a contact may have two opportunities in one pipeline.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub allow_duplicate_opportunity: Option<bool>,
}

impl Slim for LocationSettings {}

impl Slim for Location {
    fn show(&mut self, fields: Fields) {
        self.settings.show(fields);
    }
}

/// The location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LocationAnswer {
    /// The location.
    pub location: Record<Location>,
}
