//! A location and its settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Record, record};

/// A location: one business, with its own contacts, pipelines and calendars.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Location {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Website.
    pub website: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Country, two-letter code.
    pub country: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// IANA time zone, in which people there read times.
    pub timezone: Option<String>,
    /// What it allows.
    pub settings: Option<Record<LocationSettings>>,
}

/// What a location allows: it foretells what a create or an upsert does.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LocationSettings {
    /// Whether two contacts may have the same email or phone.
    pub allow_duplicate_contact: Option<bool>,
    /// Whether a contact may have two opportunities in one pipeline.
    pub allow_duplicate_opportunity: Option<bool>,
}

/// The location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LocationAnswer {
    /// The location.
    pub location: Record<Location>,
}
