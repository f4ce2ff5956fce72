//! Which calendars there are: events are asked for by calendar.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::{
    crm::{
        page::{List, Page, Paging, Rows},
        record::{Fields, Record, Slim, lenient},
        value::Id,
    },
    highlevel::{
        context::{HighLevel, more::More},
        tables::{operation, scopes::CALENDARS_READ},
    },
};

/// A calendar.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Calendar {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Kind of calendar: `round_robin`, `personal`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub calendar_type: Option<String>,
    /// Id of the group it belongs to.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Whether it can be booked; otherwise it is a draft.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// How long an appointment is.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub slot_duration: Option<Number>,
    /// Unit of slotDuration: `mins`, `hours`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub slot_duration_unit: Option<String>,
}

impl Slim for Calendar {}

/// A page of calendars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CalendarPage {
    /// The calendars.
    pub calendars: Vec<Record<Calendar>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Which calendars.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct CalendarFilter {
    /// Calendar group's id: only its calendars.
    group_id: Option<Id>,
    /// Whether drafts are wanted too.
    #[schemars(extend("x-hidden" = true))]
    show_drafted: Option<bool>,
}

/// Which calendars, and how many of them.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CalendarSearch {
    #[serde(flatten)]
    filter: CalendarFilter,
    #[serde(flatten)]
    paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    fields: Fields,
}

impl List for CalendarFilter {
    const NAME: &'static str = "calendars";
    type Crm = HighLevel;
    type Slim = Calendar;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<Calendar, ()>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            calendars: Rows<Calendar>,
        }
        let call = crm.call(&operation::LIST_CALENDARS).with_some("groupId", self.group_id.as_ref());
        let Answer { calendars } = call.with_some("showDrafted", self.show_drafted).send().await?;
        Ok(Page::whole(calendars))
    }
}

/// All calendars but drafts.
pub(in crate::highlevel) async fn all_calendars(crm: &HighLevel) -> Result<Vec<Record<Calendar>>, ToolError> {
    Ok(CalendarFilter { group_id: None, show_drafted: None }.page(crm, None, 0).await?.rows.into_records())
}

/// Lists the calendars of the location, for the ids that calendars_get-calendar-events takes.
#[tool(name = "calendars_list-calendars", title = "List calendars", read, scope = CALENDARS_READ)]
pub(super) async fn list_calendars(crm: &HighLevel, args: CalendarSearch) -> Result<CalendarPage, ToolError> {
    let (calendars, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(CalendarPage { calendars, more })
}
