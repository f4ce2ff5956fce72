//! Searching opportunities.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows, both},
        record::{Fields, Record, record},
        value::{
            Id,
            moment::{MonthFirstDay, may_be_within},
        },
    },
    highlevel::{
        context::{HighLevel, ReadRequest},
        dialect::HighLevelDialect,
        records::{Opportunity, User},
        tables::{operations, scopes::OPPORTUNITIES_READ},
    },
};

/// What to search for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunitySearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: OpportunityFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// `startAfter` of the vendor's own paging, in milliseconds since 1970.
    #[schemars(extend("x-hidden" = true))]
    pub start_after: Option<u64>,
    /// `startAfterId` of the vendor's own paging.
    #[schemars(extend("x-hidden" = true))]
    pub start_after_id: Option<Id>,
    /// Number of a page of the vendor's own, from 1.
    #[schemars(extend("x-hidden" = true), range(min = 1))]
    pub page: Option<u64>,
}

/// Which opportunities.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityFilter {
    /// Text to find in name or contact.
    #[schemars(extend("x-alias" = ["q"]))]
    pub query: Option<String>,
    /// Status of the opportunities.
    pub status: Option<OpportunityStatusFilter>,
    /// Pipeline's name or id.
    #[schemars(extend("x-alias" = ["pipeline_id", "pipeline"]))]
    pub pipeline_id: Option<String>,
    /// Stage's name or id.
    #[schemars(extend("x-alias" = ["pipeline_stage_id", "stage"]))]
    pub pipeline_stage_id: Option<String>,
    /// Contact's id.
    #[schemars(extend("x-alias" = ["contact_id"]))]
    pub contact_id: Option<Id>,
    /// User's name, email or id.
    #[schemars(extend("x-alias" = ["assigned_to"]))]
    pub assigned_to: Option<String>,
    /// First day of creation: 2026-11-29.
    pub date: Option<MonthFirstDay>,
    /// Last day of creation.
    pub end_date: Option<MonthFirstDay>,
    /// `added_desc` (newest first) or `added_asc`.
    #[schemars(extend("x-hidden" = true))]
    pub order: Option<String>,
    /// Opportunity's id.
    #[schemars(extend("x-hidden" = true))]
    pub id: Option<Id>,
    /// Campaign's id.
    #[schemars(extend("x-hidden" = true))]
    pub campaign_id: Option<Id>,
    /// Contact's country, two-letter code.
    #[schemars(extend("x-hidden" = true))]
    pub country: Option<String>,
    /// Whether to add the contact's tasks.
    #[schemars(extend("x-hidden" = true))]
    pub get_tasks: Option<bool>,
    /// Whether to add the contact's notes.
    #[schemars(extend("x-hidden" = true))]
    pub get_notes: Option<bool>,
    /// Whether to add the contact's calendar events.
    #[schemars(extend("x-hidden" = true))]
    pub get_calendar_events: Option<bool>,
}

/// Which opportunities by their status.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum OpportunityStatusFilter {
    Open,
    Won,
    Lost,
    Abandoned,
    All,
}

impl OpportunityStatusFilter {
    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Abandoned => "abandoned",
            Self::All => "all",
        }
    }
}

/// A page of opportunities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OpportunityPage {
    /// The opportunities.
    pub opportunities: Vec<Record<Opportunity>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Where a page of opportunities begins.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OpportunityPosition {
    /// After this one.
    After { start_after: u64, start_after_id: Id },
    /// On the page with this number, of pages with so many rows; without a size, of as many as are wanted. It is used
    /// if a caller asks for it, or if HighLevel names nothing else.
    Page { number: u64, size: Option<u16> },
}

#[record]
#[derive(Deserialize)]
struct SearchAnswer {
    #[record(needed)]
    opportunities: Rows<Opportunity>,
    meta: Option<Meta>,
}

#[record]
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    total: Option<u64>,
    start_after: Option<u64>,
    start_after_id: Option<Id>,
    next_page: Option<u64>,
}

impl List for OpportunityFilter {
    const NAME: &'static str = "opportunities";
    type Dialect = HighLevelDialect;
    type Slim = Opportunity;
    type At = OpportunityPosition;

    async fn page(
        &self,
        crm: &HighLevel,
        at: Option<&OpportunityPosition>,
        limit: u16,
    ) -> Result<Page<Opportunity, OpportunityPosition>, ToolError> {
        let size = match at {
            Some(OpportunityPosition::Page { size: Some(size), .. }) => *size,
            _ => limit,
        };
        let call = self.call(crm).with("limit", size);
        let call = match at {
            None => call,
            Some(OpportunityPosition::After { start_after, start_after_id }) => {
                call.with("startAfter", start_after).with("startAfterId", start_after_id)
            }
            Some(OpportunityPosition::Page { number, .. }) => call.with("page", number),
        };
        let SearchAnswer { opportunities: mut rows, meta } = call.send().await?;
        let meta = meta.unwrap_or_default();
        // The last page names a place too. That the total is reached says nothing: it is another when opportunities
        // change. So another page follows every full one, an empty one at worst.
        let total = meta.total;
        let next = meta.next(size).filter(|_| rows.len() >= usize::from(size)).map_or(Next::Nothing, Next::At);
        crm.name_opportunities(rows.iter_mut().collect()).await;
        let is_of_time = |row: &Record<Opportunity>| {
            row.created_at.as_deref().is_none_or(|created| may_be_within(created, self.date, self.end_date))
        };
        Ok(Page::new(rows, next, total).holding(crm, "date and endDate", is_of_time))
    }
}

impl OpportunityFilter {
    /// Puts ids in the place of names.
    async fn resolve_names(&mut self, crm: &HighLevel) -> Result<(), ToolError> {
        let given = (self.pipeline_id.take(), self.pipeline_stage_id.take());
        (self.pipeline_id, self.pipeline_stage_id) = crm.placement(given).await?;
        if let Some(user) = &mut self.assigned_to {
            *user = crm.id_of::<User>("assignedTo", user).await?;
        }
        Ok(())
    }

    /// The call with what is wanted, in the vendor's names, some of which are in another style.
    fn call<'a>(&self, crm: &'a HighLevel) -> ReadRequest<'a> {
        crm.call(&operations::SEARCH_OPPORTUNITIES)
            .with_some("q", self.query.as_ref())
            .with_some("status", self.status.map(OpportunityStatusFilter::name))
            .with_some("pipeline_id", self.pipeline_id.as_ref())
            .with_some("pipeline_stage_id", self.pipeline_stage_id.as_ref())
            .with_some("contact_id", self.contact_id.as_ref())
            .with_some("assigned_to", self.assigned_to.as_ref())
            .with_some("date", self.date.map(MonthFirstDay::month_first))
            .with_some("endDate", self.end_date.map(MonthFirstDay::month_first))
            .with_some("order", self.order.as_ref())
            .with_some("id", self.id.as_ref())
            .with_some("campaignId", self.campaign_id.as_ref())
            .with_some("country", self.country.as_ref())
            .with_some("getTasks", self.get_tasks)
            .with_some("getNotes", self.get_notes)
            .with_some("getCalendarEvents", self.get_calendar_events)
    }
}

impl Meta {
    /// The place that the vendor names.
    fn next(self, size: u16) -> Option<OpportunityPosition> {
        let after = self.start_after.zip(self.start_after_id);
        let after =
            after.map(|(start_after, start_after_id)| OpportunityPosition::After { start_after, start_after_id });
        after.or(self.next_page.map(|number| OpportunityPosition::Page { number, size: Some(size) }))
    }
}

/// Searches opportunities, newest first.
///
/// Rows are short; opportunities_get-opportunity reads all of one. opportunities_get-pipelines lists stages.
#[tool(name = "opportunities_search-opportunity", title = "Search opportunity", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn search_opportunity(crm: &HighLevel, args: OpportunitySearch) -> Result<OpportunityPage, ToolError> {
    let OpportunitySearch { mut filter, paging, fields, start_after, start_after_id, page } = args;
    if filter.date.zip(filter.end_date).is_some_and(|(first, last)| last < first) {
        return Err(
            ToolError::new(ErrorCode::InvalidArguments, "`endDate` is before `date`").with_next_step("exchange them")
        );
    }
    let after = both(["startAfter", "startAfterId"], (start_after, start_after_id))?;
    let after = after.map(|(start_after, start_after_id)| OpportunityPosition::After { start_after, start_after_id });
    let start = match (after, page.map(|number| OpportunityPosition::Page { number, size: None })) {
        (Some(_), Some(_)) => {
            let cause = "`page` and `startAfter` are given at once";
            return Err(
                ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("give one of them, or `cursor`")
            );
        }
        (after, page) => after.or(page),
    };
    filter.resolve_names(crm).await?;
    let (opportunities, more) = crm.list(filter, paging, fields, start).await?;
    Ok(OpportunityPage { opportunities, more })
}

impl HighLevel {
    /// Searches opportunities, newest first.
    pub async fn search_opportunity(&self, search: OpportunitySearch) -> Result<OpportunityPage, ToolError> {
        search_opportunity(self, search).await
    }
}
