//! A note at a lead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// A note at a lead.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseNote {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Id of the user whose note it is.
    pub user_id: Option<String>,
    /// Name of that user.
    pub user_name: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The text without its markup.
    pub note: LongText<4000>,
    /// Whether it is pinned to the top of the lead.
    pub pinned: Option<bool>,
    /// When it happened.
    #[record(time)]
    pub activity_at: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for CloseNote {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(note: &mut CloseNote) {
    note.note.cut_to(300);
    note.date_updated = None;
    if note.user_name.is_some() {
        note.user_id = None;
    }
}
