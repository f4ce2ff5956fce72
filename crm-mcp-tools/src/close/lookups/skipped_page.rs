//! Pages of lists that Close pages by `_skip` and `_limit`, and what is kept of them where Close cannot narrow a list.

use crm_mcp_core::ToolError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    close::{context::Close, dialect::CloseDialect},
    crm::{
        operation::Read,
        page::{Next, Page, Rows},
        record::{Record, Slim},
        request::Request,
    },
};

/// The most records that Close gives at once.
const MOST: u16 = 100;
/// How many of Close's pages are read for one of ours.
const PAGES: usize = 10;

/// What a list answers.
#[derive(Deserialize)]
#[serde(bound(deserialize = "Rows<T>: Deserialize<'de>"))]
struct Answer<T> {
    data: Rows<T>,
    #[serde(default)]
    has_more: bool,
    total_results: Option<u64>,
}

/// The page after so many records. The next one begins after it.
pub(in crate::close) async fn skipped_page<T>(
    request: Request<'_, CloseDialect, Read>,
    skip: u64,
    limit: u16,
) -> Result<Page<T, u64>, ToolError>
where
    T: Slim + Serialize + DeserializeOwned,
{
    let Answer { data, has_more, total_results } = request.with("_skip", skip).with("_limit", limit).send().await?;
    let next = skip.checked_add(data.len() as u64).filter(|_| !data.is_empty());
    Ok(Page::new(data, Next::when(has_more, next), total_results))
}

/// A list that Close gives whole.
pub(in crate::close) async fn whole_page<T>(request: Request<'_, CloseDialect, Read>) -> Result<Page<T, u64>, ToolError>
where
    T: Slim + Serialize + DeserializeOwned,
{
    let Answer { data, has_more, total_results } = request.send().await?;
    Ok(Page::new(data, Next::when(has_more, None), total_results))
}

impl Close {
    /// The records for which this holds, of as many pages as it takes to have so many of them, ten at most: what Close
    /// cannot narrow, it gives whole.
    pub(in crate::close) async fn sieved_page<'a, T>(
        &'a self,
        request: impl Fn(&'a Self) -> Request<'a, CloseDialect, Read> + Send,
        holds: impl Fn(&Record<T>) -> bool + Send,
        (at, limit): (Option<&u64>, u16),
    ) -> Result<Page<T, u64>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned + Send,
    {
        let mut kept = Rows::default();
        let mut skip = at.copied().unwrap_or_default();
        for _ in 0..PAGES {
            let Page { mut rows, next, .. } = skipped_page(request(self), skip, MOST).await?;
            rows.retain(&holds);
            kept.append(rows);
            match next {
                Next::At(place) if kept.len() < usize::from(limit) => skip = place,
                next => return Ok(Page::new(kept, next, None)),
            }
        }
        Ok(Page::new(kept, Next::At(skip), None))
    }
}

/// Whether a name has this part, whatever its case; a part that is not given is in every name.
pub(in crate::close) fn has_part(name: Option<&str>, part: Option<&str>) -> bool {
    part.is_none_or(|part| name.is_some_and(|name| name.to_lowercase().contains(&part.trim().to_lowercase())))
}
