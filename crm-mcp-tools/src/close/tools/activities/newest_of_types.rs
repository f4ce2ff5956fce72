//! The newest records of several lists, as one list: a page of each is read, and the newest of all are taken.

use crm_mcp_core::ToolError;
use futures_util::future::try_join_all;
use serde::Deserialize;

use crate::{
    close::{dialect::CloseDialect, records::Activity},
    crm::{operation::Read, page::Rows, record::Record, request::Request, value::moment::Milliseconds},
};

/// The newest records of all lists.
pub(super) struct Newest {
    pub(super) rows: Rows<Activity>,
    /// Where each list goes on; none where it is at its end.
    pub(super) places: Vec<Option<u64>>,
    /// What could not be read.
    pub(super) missing: Option<String>,
}

/// What a list gave, the newest last, with what comes before each.
struct Given {
    /// How many records could not be read.
    unreadable: usize,
    records: Vec<(u64, Record<Activity>)>,
    /// Where the list goes on after what it gave.
    end: Option<u64>,
}

/// At most so many of the newest records of all lists, from these places on: one place for each list, and none where a list
/// is at its end.
pub(super) async fn page(
    lists: Vec<Request<'_, CloseDialect, Read>>,
    at: Option<&[Option<u64>]>,
    limit: u16,
) -> Result<Newest, ToolError> {
    let place = |list: usize| at.map_or(Some(0), |places| places.get(list).copied().flatten());
    let asked = lists.into_iter().enumerate().map(|(list, request)| async move {
        match place(list) {
            Some(skip) => given(request, skip, limit).await,
            None => Ok(Given { unreadable: 0, records: Vec::new(), end: None }),
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
    let unreadable: usize = lists.iter().map(|list| list.unreadable).sum();
    let missing = (unreadable > 0).then(|| format!("activities that could not be read: {unreadable}"));
    Ok(Newest { rows: newest.into(), places, missing })
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
    let unreadable = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(records.len());
    Ok(Given { unreadable, records, end: skip.checked_add(count).filter(|_| has_more && count > 0) })
}

/// When it happened, or else when it was made.
fn happened(activity: &Activity) -> Option<i64> {
    let moment = activity.activity_at.as_deref().or(activity.date_created.as_deref());
    moment.and_then(Milliseconds::of_record).map(Milliseconds::since_1970)
}
