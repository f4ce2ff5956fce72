//! Which calendars there are: events are asked for by calendar.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Page, Paging},
        record::{Fields, Record},
        value::Id,
    },
    highlevel::{
        context::HighLevel, dialect::HighLevelDialect, lookups::calendars::calendars, records::Calendar,
        tables::scopes::CALENDARS_READ,
    },
};

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
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CalendarFilter {
    /// Calendar group's id: only its calendars.
    pub group_id: Option<Id>,
    /// Whether drafts are wanted too.
    #[schemars(extend("x-hidden" = true))]
    pub show_drafted: Option<bool>,
}

/// Which calendars, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CalendarSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: CalendarFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl List for CalendarFilter {
    const NAME: &'static str = "calendars";
    type Dialect = HighLevelDialect;
    type Slim = Calendar;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<Calendar, ()>, ToolError> {
        Ok(Page::whole(calendars(crm, self.group_id.as_ref(), self.show_drafted).await?))
    }
}

/// Lists the calendars of the location, for the ids that calendars_get-calendar-events takes.
#[tool(name = "calendars_list-calendars", title = "List calendars", read, scope = CALENDARS_READ)]
pub(super) async fn list_calendars(crm: &HighLevel, args: CalendarSearch) -> Result<CalendarPage, ToolError> {
    let (calendars, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(CalendarPage { calendars, more })
}

impl HighLevel {
    /// Lists the calendars of the location.
    pub async fn list_calendars(&self, search: CalendarSearch) -> Result<CalendarPage, ToolError> {
        list_calendars(self, search).await
    }
}
