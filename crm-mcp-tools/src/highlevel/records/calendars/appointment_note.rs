//! A note on an appointment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Slim, lenient};

/// A note on an appointment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AppointmentNote {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// What it says.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Id of the user who wrote it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// When it was written.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
}

impl Slim for AppointmentNote {}
