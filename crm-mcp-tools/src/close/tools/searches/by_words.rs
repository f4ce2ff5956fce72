//! Searching leads and contacts by words, and going on with it.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    close::{
        context::Close, lookups::searching::searched_records::SearchedRecords, records::SearchHit, shapes::FoundPage,
    },
    crm::{page::Paging, record::Fields, value::Id},
};

/// What is looked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WordSearch {
    /// Whole words, an email address or a phone number. No questions, no operators.
    #[schemars(length(min = 1))]
    pub query: String,
    /// How many of them at once.
    #[serde(flatten)]
    pub paging: Paging<100>,
}

/// Finds leads and contacts by words in their texts.
///
/// Go on with paginate_search. lead_search filters leads by status or smart view.
#[tool(title = "Search", read, public)]
pub async fn search(crm: &Close, args: WordSearch) -> Result<FoundPage<SearchHit>, ToolError> {
    let wanted = SearchedRecords { query: Some(args.query), smart_view_id: None };
    Ok(FoundPage::of(crm.list(wanted, args.paging, Fields::Slim, None).await?))
}

/// Where a search goes on.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FurtherSearch {
    /// How many at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// Id of a smart view of leads or contacts, to list what it has; no cursor is needed to begin.
    pub smart_view_id: Option<Id>,
    // Close's own server keeps searches under such ids. Its API opens none of them.
    /// Id of a search.
    #[schemars(extend("x-hidden" = true))]
    pub search_id: Option<Id>,
}

/// Gives the next page of search, or the records of a smart view.
///
/// The cursor holds the whole search; no search_id is needed.
#[tool(title = "Paginate search", read, public)]
pub async fn paginate_search(crm: &Close, args: FurtherSearch) -> Result<FoundPage<SearchHit>, ToolError> {
    let FurtherSearch { paging, smart_view_id, search_id } = args;
    if search_id.is_some() && smart_view_id.is_some() {
        let cause = "`search_id` and `smart_view_id` are given at once";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("give one of them"));
    }
    if paging.cursor.is_none() && smart_view_id.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says which search goes on")
            .with_next_step("give `nextCursor` of search as `cursor`, or a `smart_view_id`"));
    }
    let wanted = SearchedRecords { query: None, smart_view_id };
    Ok(FoundPage::of(crm.list(wanted, paging, Fields::Slim, None).await?))
}
