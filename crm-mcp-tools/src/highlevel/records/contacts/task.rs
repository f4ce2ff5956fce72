//! A task on a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// A task on a contact.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Task {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// What is to be done.
    pub body: Option<String>,
    /// Id of the user who is to do it.
    pub assigned_to: Option<String>,
    /// When it is due.
    #[record(time)]
    pub due_date: Option<String>,
    /// Whether it is done.
    pub completed: Option<bool>,
}
