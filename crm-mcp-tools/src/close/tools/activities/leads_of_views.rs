//! The leads whose activities are wanted: those that are named, and those that smart views have.

use crm_mcp_core::ToolError;

use crate::{
    close::{
        context::Close,
        lookups::searching::{
            data_search::DataSearch,
            search_query::{Query, Searched},
        },
        records::Lead,
    },
    crm::value::Id,
};

/// So many leads of smart views are asked about at once: all their ids stand in one address.
const MOST: u16 = 50;

/// The leads whose activities are wanted.
pub(super) struct LeadsWanted {
    /// Their ids; none where all leads are meant.
    pub(super) ids: Option<Vec<Id>>,
    /// Why these are not all.
    pub(super) note: Option<String>,
}

impl Close {
    /// The leads with these ids, of those that these smart views have if there are any.
    pub(super) async fn leads_wanted(&self, ids: &[Id], views: &[Id]) -> Result<LeadsWanted, ToolError> {
        let named = Some(ids.to_vec()).filter(|ids| !ids.is_empty());
        if views.is_empty() {
            return Ok(LeadsWanted { ids: named, note: None });
        }
        let in_one = Query::Or { queries: views.iter().map(Query::in_view).collect() };
        let query = Query::of(Searched::Lead, [in_one]);
        let search = DataSearch { query, object_type: Searched::Lead, fields: &["id"] };
        let page = self.search_page::<Lead>(&search, None, MOST).await?;
        let note = page.next.is_some().then(|| {
            let all = page.total.map(|total| format!(" of {total}")).unwrap_or_default();
            format!("of the leads of lead_smart_view_ids only the {MOST}{all} that were changed last are looked at")
        });
        let in_views = page.rows.into_records().into_iter().filter_map(|lead| lead.slim.id.parse::<Id>().ok());
        let is_named = |id: &Id| named.as_ref().is_none_or(|named| named.contains(id));
        Ok(LeadsWanted { ids: Some(in_views.filter(is_named).collect()), note })
    }
}
