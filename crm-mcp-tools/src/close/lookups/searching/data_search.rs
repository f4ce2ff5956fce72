//! Close's search of leads and contacts, and how far it was read.
//!
//! Close keeps a search for half a minute only. A model may take longer between two pages, so a place in a search says
//! how many records were before it as well: a search that Close has forgotten is carried out again up to there.

use crm_mcp_core::{ErrorCode, ToolError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::search_query::{Query, Searched};
use crate::{
    close::{context::Close, tables::operations::SEARCH},
    crm::{
        page::{Next, Rows},
        record::Slim,
    },
};

/// Where a page of a search begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPlace {
    /// Close's own cursor.
    cursor: String,
    /// How many records come before.
    before: u64,
}

/// A search of records of one type.
#[derive(Debug)]
pub(in crate::close) struct DataSearch {
    /// What is wanted.
    pub(in crate::close) query: Query,
    /// The type of the records.
    pub(in crate::close) object_type: Searched,
    /// The fields that are shown of each.
    pub(in crate::close) fields: &'static [&'static str],
}

/// A page of a search.
#[derive(Debug)]
pub(in crate::close) struct SearchPage<T> {
    pub(in crate::close) rows: Rows<T>,
    pub(in crate::close) next: Option<SearchPlace>,
    pub(in crate::close) total: Option<u64>,
    /// What the caller is to know of how the page came about.
    pub(in crate::close) note: Option<String>,
}

impl<T> SearchPage<T> {
    /// What follows the page.
    pub(in crate::close) fn next(&mut self) -> Next<SearchPlace> {
        Next::when(self.next.is_some(), self.next.take())
    }
}

/// What Close answers.
#[derive(Deserialize)]
#[serde(bound(deserialize = "Rows<T>: Deserialize<'de>"))]
struct SearchedData<T> {
    data: Rows<T>,
    cursor: Option<String>,
    count: Option<Count>,
}

#[derive(Deserialize)]
struct Count {
    total: Option<u64>,
}

/// Close gives so many records at once.
const AT_ONCE: u64 = 100;

/// So many records at most are read again to come back to a place in a search.
const READ_AGAIN: u64 = 2_000;

const AGAIN: &str = "Close had forgotten this search, so it was carried out again; records that changed since the last \
                     page may be missing or come twice";

impl Close {
    /// A page of a search, the records that were changed last first.
    pub(in crate::close) async fn search_page<T>(
        &self,
        search: &DataSearch,
        at: Option<&SearchPlace>,
        limit: u16,
    ) -> Result<SearchPage<T>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned + Send,
    {
        let limit = u64::from(limit);
        let (cursor, before) = at.map_or((None, 0), |place| (Some(place.cursor.as_str()), place.before));
        match self.answered(search, search.fields, cursor, limit).await {
            Err(error) if at.is_some() && error.code() == ErrorCode::InvalidArguments => {
                self.searched_again(search, before, limit).await
            }
            answer => Ok(page_of(answer?, before, None)),
        }
    }

    /// The page after so many records, from the beginning of the search on.
    async fn searched_again<T>(&self, search: &DataSearch, before: u64, limit: u64) -> Result<SearchPage<T>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned + Send,
    {
        if before > READ_AGAIN {
            let cause =
                "Close has forgotten this search, and too many records come before this page to read them again";
            return Err(ToolError::new(ErrorCode::Conflict, cause).with_next_step("search again for fewer records"));
        }
        let (mut cursor, mut passed) = (None::<String>, 0);
        while passed < before {
            let limit = AT_ONCE.min(before - passed);
            let answer: SearchedData<OnlyItsId> = self.answered(search, &["id"], cursor.as_deref(), limit).await?;
            passed += answer.data.len() as u64;
            cursor = answer.cursor.filter(|_| !answer.data.is_empty());
            if cursor.is_none() {
                let note = Some(AGAIN.to_owned());
                return Ok(SearchPage { rows: Rows::default(), next: None, total: None, note });
            }
        }
        let answer = self.answered(search, search.fields, cursor.as_deref(), limit).await?;
        Ok(page_of(answer, before, Some(AGAIN.to_owned())))
    }

    async fn answered<T>(
        &self,
        search: &DataSearch,
        fields: &[&str],
        cursor: Option<&str>,
        limit: u64,
    ) -> Result<SearchedData<T>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned + Send,
    {
        let object_type = serde_json::to_value(search.object_type).map_err(ToolError::internal)?;
        let fields = Map::from_iter([(object_type.as_str().unwrap_or_default().to_owned(), json!(fields))]);
        let changed = json!({"type": "regular_field", "object_type": object_type, "field_name": "date_updated"});
        let mut body = json!({
            "query": search.query, "_fields": fields, "_limit": limit, "include_counts": true,
            "sort": [{"direction": "desc", "field": changed}],
        });
        if let Some(cursor) = cursor {
            body["cursor"] = Value::from(cursor);
        }
        self.call(&SEARCH).body(&body)?.send().await
    }
}

fn page_of<T>(answer: SearchedData<T>, before: u64, note: Option<String>) -> SearchPage<T> {
    let SearchedData { data: rows, cursor, count } = answer;
    let before = before + rows.len() as u64;
    // Close may give a cursor with the last records as well, which leads to an empty page.
    let total = count.and_then(|count| count.total);
    let cursor = cursor.filter(|_| !rows.is_empty() && total.is_none_or(|total| before < total));
    let next = cursor.map(|cursor| SearchPlace { cursor, before });
    SearchPage { rows, next, total, note }
}

/// A record of which nothing is of interest.
#[crate::crm::record::record]
#[derive(Debug, Serialize, Deserialize)]
struct OnlyItsId {
    #[record(id)]
    id: String,
}
