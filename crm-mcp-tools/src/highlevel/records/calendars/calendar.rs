//! A calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::crm::record::record;

/// A calendar.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Calendar {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Kind of calendar: `round_robin`, `personal`.
    pub calendar_type: Option<String>,
    /// Id of the group it belongs to.
    pub group_id: Option<String>,
    /// Whether it can be booked; otherwise it is a draft.
    pub is_active: Option<bool>,
    /// How long an appointment is.
    pub slot_duration: Option<Number>,
    /// Unit of slotDuration: `mins`, `hours`.
    pub slot_duration_unit: Option<String>,
}
