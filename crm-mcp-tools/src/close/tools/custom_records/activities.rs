//! Finding and reading custom activities and their types.

use crm_mcp_core::{ToolError, tool};
use futures_util::future::try_join_all;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList, PlainList},
        records::{CustomActivity, CustomActivityType},
        shapes::given_fields::fields_of,
        shapes::{ById, DateRange, Find, FoundPage},
        tables::{
            operations::{GET_CUSTOM_ACTIVITY, LIST_CUSTOM_ACTIVITIES, LIST_CUSTOM_ACTIVITY_TYPES},
            record_kinds::CUSTOM_ACTIVITY,
        },
    },
    crm::{operation::Read, page::needed_id, record::Record, value::Id},
};

impl HasList for CustomActivityType {
    const NAME: &'static str = "customActivityTypes";
    const OPERATION: &'static Read = &LIST_CUSTOM_ACTIVITY_TYPES;
    const IS_PAGED: bool = false;
}

/// Lists the types of custom activities that are in use, with their fields.
#[tool(title = "Find custom activities", read, public)]
pub async fn find_custom_activities(
    crm: &Close,
    args: Find<Every<CustomActivityType>>,
) -> Result<FoundPage<CustomActivityType>, ToolError> {
    let mut found = crm.find(args).await?;
    found.data.retain(|it| it.is_archived != Some(true));
    Ok(found)
}

/// Which custom activities.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WantedCustomActivities {
    /// Id of the lead; needed.
    pub lead_id: Option<Id>,
    /// Names or ids of their types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custom_activity_type_ids: Vec<String>,
    /// When they happened.
    pub activity_at: Option<DateRange>,
    /// Id of the user whose activities they are.
    pub user_id: Option<Id>,
}

impl PlainList for WantedCustomActivities {
    const NAME: &'static str = "customActivities";
    const OPERATION: &'static Read = &LIST_CUSTOM_ACTIVITIES;
    const PARAMETERS: &'static [(&'static str, &'static str)] =
        &[("custom_activity_type_ids", "custom_activity_type_id__in")];
    type Row = CustomActivity;

    fn filter(&self) -> Result<Map<String, Value>, ToolError> {
        needed_id("lead_id", self.lead_id.as_ref())?;
        fields_of(self)
    }
}

/// Finds the custom activities of a lead, newest first.
#[tool(title = "Find custom activity instances", read, public)]
pub async fn find_custom_activity_instances(
    crm: &Close,
    mut args: Find<WantedCustomActivities>,
) -> Result<FoundPage<CustomActivity>, ToolError> {
    let types = &mut args.filter.custom_activity_type_ids;
    *types = try_join_all(types.iter().map(|given| crm.activity_type_id(given))).await?;
    crm.find(args).await
}

/// Reads a custom activity with its fields.
#[tool(title = "Fetch custom activity instance", read, public)]
pub async fn fetch_custom_activity_instance(crm: &Close, args: ById) -> Result<Record<CustomActivity>, ToolError> {
    CUSTOM_ACTIVITY.check(&args.id)?;
    crm.fetch(&GET_CUSTOM_ACTIVITY, args).await
}
