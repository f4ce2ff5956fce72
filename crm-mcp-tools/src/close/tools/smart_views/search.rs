//! Listing smart views of leads.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::skipped_page::has_part,
        records::SmartView,
        shapes::{Find, FoundPage},
        tables::operations::LIST_SMART_VIEWS,
    },
    crm::{
        page::{List, Page},
        record::Record,
    },
};

/// Which smart views are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmartViewFilter {
    /// all if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<WhichSmartViews>,
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_search: Option<String>,
}

/// Which smart views are wanted, by whether they are pinned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum WhichSmartViews {
    /// Those in the user's sidebar.
    Pinned,
    /// Those that the user may see.
    #[default]
    All,
}

impl List for SmartViewFilter {
    const NAME: &'static str = "smartViews";
    type Dialect = CloseDialect;
    type Slim = SmartView;
    /// How many records come before the page.
    type At = u64;

    async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<SmartView, u64>, ToolError> {
        let pinned = match self.filter.unwrap_or_default() {
            WhichSmartViews::Pinned => Some(crm.pinned_views().await?),
            WhichSmartViews::All => None,
        };
        let holds = |view: &Record<SmartView>| {
            pinned.as_ref().is_none_or(|pinned| pinned.contains(&view.id))
                && has_part(view.name.as_deref(), self.name_search.as_deref())
        };
        crm.sieved_page(|crm| crm.call(&LIST_SMART_VIEWS).with("type", "lead"), holds, (at, limit)).await
    }
}

/// Lists smart views of leads (saved searches).
#[tool(title = "Find lead smart views", read, public)]
pub async fn find_lead_smart_views(
    crm: &Close,
    args: Find<SmartViewFilter>,
) -> Result<FoundPage<SmartView>, ToolError> {
    crm.find(args).await
}
