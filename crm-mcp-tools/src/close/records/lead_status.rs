//! A status that leads can have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom_values::CloseRecord;
use crate::crm::record::record;

/// A status that leads can have.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeadStatus {
    /// Id.
    #[record(id)]
    pub id: String,
    /// What it is called.
    pub label: Option<String>,
}

impl CloseRecord for LeadStatus {}
