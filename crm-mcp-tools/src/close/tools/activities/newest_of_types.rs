//! The newest records of several lists, as one list: a page of each is read, and the newest of all are taken.

use crm_mcp_core::ToolError;
use futures_util::future::try_join_all;
use serde::Deserialize;

use crate::{
    close::{dialect::CloseDialect, records::Activity},
    crm::{
        operation::Read,
        page::{Next, Page, Rows},
        record::Record,
        request::Request,
        value::moment::Milliseconds,
    },
};

/// What a list gave, the newest last, with what comes before each.
struct Given {
    records: Vec<(u64, Record<Activity>)>,
    /// Where the list goes on after what it gave.
    end: Option<u64>,
}

/// At most so many of the newest records of all lists, from these places on: one place for each list, and none where a list
/// is at its end.
pub(super) async fn page(
    lists: Vec<Request<'_, CloseDialect, Read>>,
    at: Option<&Vec<Option<u64>>>,
    limit: u16,
) -> Result<Page<Activity, Vec<Option<u64>>>, ToolError> {
    let place = |list: usize| at.map_or(Some(0), |places| places.get(list).copied().flatten());
    let asked = lists.into_iter().enumerate().map(|(list, request)| async move {
        match place(list) {
            Some(skip) => given(request, skip, limit).await,
            None => Ok(Given { records: Vec::new(), end: None }),
        }
    });
    let mut lists = try_join_all(asked).await?;
    let mut newest = Vec::new();
    while newest.len() < usize::from(limit) {
        let with_newest = lists
            .iter_mut()
            .filter(|list| !list.records.is_empty())
            .max_by_key(|list| list.records.last().map(|(_, record)| happened(record)));
        let Some((_, record)) = with_newest.and_then(|list| list.records.pop()) else { break };
        newest.push(record);
    }
    let places: Vec<_> =
        lists.iter().map(|list| list.records.last().map_or(list.end, |(place, _)| Some(*place))).collect();
    let are_more = places.iter().any(Option::is_some);
    Ok(Page::new(newest.into(), Next::when(are_more, Some(places)), None))
}

async fn given(list: Request<'_, CloseDialect, Read>, skip: u64, limit: u16) -> Result<Given, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        data: Rows<Activity>,
        #[serde(default)]
        has_more: bool,
    }
    let Answer { data, has_more } = list.with("_skip", skip).with("_limit", limit).send().await?;
    let count = data.len() as u64;
    let numbered =
        data.into_numbered().into_iter().map(|(number, record)| (skip.saturating_add(number as u64), record));
    let mut records: Vec<_> = numbered.collect();
    records.reverse();
    Ok(Given { records, end: skip.checked_add(count).filter(|_| has_more && count > 0) })
}

/// When it happened, or else when it was made.
fn happened(activity: &Activity) -> Option<i64> {
    let moment = activity.activity_at.as_deref().or(activity.date_created.as_deref());
    moment.and_then(Milliseconds::of_record).map(Milliseconds::since_1970)
}
