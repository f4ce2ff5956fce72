//! Searching leads.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::{
            searching::data_search::{DataSearch, SearchPlace},
            searching::search_query::{Query, Searched, TextMatch},
        },
        records::Lead,
        shapes::{Find, FoundPage},
    },
    crm::{
        page::{List, Page},
        record::{Fields, Record},
        value::Id,
    },
};

/// Which leads are wanted: those for which all of this holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeadSearch {
    /// Whole words in a text of the lead or of a contact of it, an email address or a phone number.
    pub full_text: Option<String>,
    /// Beginnings of words of the lead's name.
    pub name: Option<String>,
    /// Label or id of a lead status.
    pub lead_status_id: Option<String>,
    /// Id of a smart view of leads, of find_lead_smart_views.
    pub smart_view_id: Option<Id>,
}

/// What is shown of a lead that was found.
pub(in crate::close) const LEAD_FIELDS: &[&str] = &[
    "id",
    "display_name",
    "description",
    "url",
    "status_id",
    "status_label",
    "contacts",
    "addresses",
    "html_url",
    "date_created",
    "date_updated",
    "custom",
];

impl LeadSearch {
    fn query(&self) -> Query {
        let text = self.full_text.as_deref().map(Query::lead_with);
        let name = |name: &String| Query::field_with("lead", "display_name", TextMatch::BeginningOfWords, name);
        let status = self.lead_status_id.as_deref().map(Query::lead_status);
        let view = self.smart_view_id.as_ref().map(Query::in_view);
        Query::of(Searched::Lead, [text, self.name.as_ref().map(name), status, view].into_iter().flatten())
    }
}

impl List for LeadSearch {
    const NAME: &'static str = "leads";
    type Dialect = CloseDialect;
    type Slim = Lead;
    type At = SearchPlace;

    async fn page(
        &self,
        crm: &Close,
        at: Option<&SearchPlace>,
        limit: u16,
    ) -> Result<Page<Lead, SearchPlace>, ToolError> {
        let search = DataSearch { query: self.query(), object_type: Searched::Lead, fields: LEAD_FIELDS };
        let mut found = crm.search_page(&search, at, limit).await?;
        let next = found.next();
        Ok(Page { note: found.note, ..Page::new(found.rows, next, found.total) })
    }

    async fn complete(&self, crm: &Close, leads: Vec<&mut Record<Lead>>, fields: Fields) -> Option<String> {
        crm.complete_rows(leads, fields).await;
        None
    }
}

/// Searches leads, the one changed last first; without arguments it lists all.
///
/// search finds contacts as well.
#[tool(title = "Search leads", read, public)]
pub async fn lead_search(crm: &Close, mut args: Find<LeadSearch>) -> Result<FoundPage<Lead>, ToolError> {
    if let Some(status) = &mut args.filter.lead_status_id {
        *status = crm.lead_status_id(status).await?;
    }
    crm.find(args).await
}
