//! A status that leads can have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom_values::CloseRecord;
use crate::crm::{naming::Named, record::record};

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

impl Named for LeadStatus {
    const KIND: &'static str = "lead status";
    const BY: &'static str = "give a lead status by label or id; find_lead_statuses lists them";
    const APART: &'static str = "give the status's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.label.as_deref().into_iter().collect()
    }
}
