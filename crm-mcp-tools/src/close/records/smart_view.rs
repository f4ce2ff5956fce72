//! A smart view, which the API calls a saved search: a search that is kept under a name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom_values::CloseRecord;
use crate::crm::record::record;

/// A smart view: a search that is kept under a name.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmartView {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it finds: `lead`, `contact`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The search as a text, where it has that form.
    pub query: Option<String>,
    /// Whether others see it too.
    pub is_shared: Option<bool>,
    /// Id of the user whom it belongs to.
    pub user_id: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for SmartView {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(view: &mut SmartView) {
    (view.kind, view.query, view.user_id) = (None, None, None);
    (view.date_created, view.date_updated) = (None, None);
}
