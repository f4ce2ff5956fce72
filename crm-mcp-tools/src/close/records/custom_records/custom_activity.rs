//! A custom activity: an activity of a type that the organization has defined.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        records::{
            CustomFieldDefinition,
            custom_values::{self, CloseRecord, CustomValues},
        },
        tables::field_source::FieldSource,
    },
    crm::record::{Record, record},
};

/// A custom activity: an activity of a type that the organization has defined.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomActivity {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of its type.
    pub custom_activity_type_id: Option<String>,
    /// Its type.
    pub custom_activity_type: Option<String>,
    /// Id of the lead, which is the company.
    pub lead_id: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Id of the user whose activity it is.
    pub user_id: Option<String>,
    /// The user whose activity it is.
    pub user_name: Option<String>,
    /// `published`, or `draft`, which may lack required fields.
    pub status: Option<String>,
    /// Whether it is pinned on top of the lead.
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
    /// Its fields by name.
    pub custom_fields: CustomValues,
}

impl CloseRecord for CustomActivity {
    const CUSTOM_FIELDS: Option<FieldSource> = Some(FieldSource::ActivityTypes);
    const ROWS_SHOW_THEM: bool = true;

    fn complete(activity: &mut Record<Self>, known: &[CustomFieldDefinition]) {
        activity.custom_fields = custom_values::taken(activity, known);
    }

    fn name_type(activity: &mut Record<Self>, name: &dyn Fn(&str) -> Option<String>) {
        activity.custom_activity_type = activity.custom_activity_type_id.as_deref().and_then(name);
    }
}

/// Leaves what an agent chooses by in a row of a list. The fields stay: they are what the activity says.
fn as_row(activity: &mut CustomActivity) {
    (activity.date_created, activity.date_updated) = (None, None);
    if activity.user_name.is_some() {
        activity.user_id = None;
    }
    if activity.custom_activity_type.is_some() {
        activity.custom_activity_type_id = None;
    }
}
