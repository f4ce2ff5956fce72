//! A link by which people book a meeting: of one user, or shared by the organization.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::{close::records::custom_values::CloseRecord, crm::record::record};

/// A link by which people book a meeting: of one user, or shared by the organization.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SchedulingLink {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The address, if it is of one user.
    pub url: Option<String>,
    /// What stands for it in templates, if it is shared: each user's own address comes in its place.
    pub template_tag: Option<String>,
    /// Whether it is shared by the organization.
    pub is_shared: Option<bool>,
    /// Length of the meetings in minutes.
    pub duration_in_minutes: Option<Number>,
    /// Id of the user whom it belongs to.
    pub user_id: Option<String>,
}

impl CloseRecord for SchedulingLink {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(link: &mut SchedulingLink) {
    link.description = None;
}
