//! A note on an appointment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// A note on an appointment.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AppointmentNote {
    /// Id.
    #[record(id)]
    pub id: String,
    /// What it says.
    pub body: Option<String>,
    /// Id of the user who wrote it.
    pub user_id: Option<String>,
    /// When it was written.
    #[record(time)]
    pub date_added: Option<String>,
}
