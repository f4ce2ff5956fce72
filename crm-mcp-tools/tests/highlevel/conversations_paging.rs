//! Paging conversations by a cursor that is a date only: each comes once, however many have the same date.

use std::{cmp::Reverse, collections::HashMap};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{answer, call, location};

/// HighLevel's search: these conversations, by the date of the last message; those without messages come last.
#[derive(Clone)]
struct Search(Vec<(usize, Option<i64>)>);

#[async_trait]
impl Upstream for Search {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let query = request.uri().query().unwrap().to_owned();
        let query: HashMap<_, _> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let number = |name: &str| query.get(name).map(|value| value.parse::<i64>().unwrap());
        let limit = usize::try_from(number("limit").unwrap()).unwrap();
        assert!((1..=100).contains(&limit), "{limit}");
        assert_eq!(query["sortBy"], "last_message_date");
        let rows = self.sorted(&query["sort"]).into_iter();
        let rows = rows.filter(|(_, date)| {
            number("startAfterDate").is_none_or(|after| match date {
                Some(date) if query["sort"] == "asc" => *date > after,
                Some(date) => *date < after,
                None => true,
            })
        });
        let shown = rows.take(limit).map(|(id, date)| json!({"id": id.to_string(), "lastMessageDate": date}));
        let page = json!({"conversations": shown.collect::<Vec<_>>(), "total": self.0.len()});
        Ok(answer(200, page.to_string()))
    }
}

impl Search {
    fn sorted(&self, sort: &str) -> Vec<(usize, Option<i64>)> {
        let mut rows = self.0.clone();
        match sort {
            "asc" => rows.sort_by_key(|(_, date)| date.unwrap_or(i64::MAX)),
            _ => rows.sort_by_key(|(_, date)| Reverse(date.unwrap_or_default())),
        }
        rows
    }
}

/// A page of ids, and the cursor to the next.
async fn page(crm: &HighLevel, arguments: Value) -> (Vec<usize>, Option<String>) {
    let page = call(crm, "conversations_search-conversation", arguments).await.unwrap();
    let ids = page["conversations"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().parse().unwrap());
    assert_eq!(page["hasMore"] == true, page.get("nextCursor").is_some(), "{page}");
    (ids.collect(), page["nextCursor"].as_str().map(str::to_owned))
}

/// Some day, in milliseconds since 1970.
const DAY: i64 = 1_788_220_800_000;

/// A date out of so few that most are those of several conversations.
fn date() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![9 => (0..4_i64).prop_map(|ms| Some(DAY + ms)), 1 => Just(None)]
}

proptest! {
    #[test]
    fn every_conversation_comes_once_and_in_order(
        // Where none has a date HighLevel cannot go on at all.
        first in 0..4_i64, others in proptest::collection::vec(date(), 0..90), sort in prop_oneof![Just("asc"), Just("desc")],
        limits in proptest::collection::vec(1_u8..=100, 1..8), bytes in prop_oneof![Just(32_768_usize), 0..500_usize],
    ) {
        let dates = [Some(DAY + first)].into_iter().chain(others);
        let search = Search(dates.enumerate().collect());
        let crm = location(&Client::over(search.clone())).with_answer_size(bytes);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (mut seen, mut arguments) = (Vec::new(), json!({"sort": sort}));
        // A page has one at least.
        for limit in limits.iter().cycle().take(search.0.len()) {
            arguments["limit"] = json!(limit);
            let (ids, next) = runtime.block_on(page(&crm, arguments.clone()));
            prop_assert!(ids.len() <= usize::from(*limit));
            prop_assert!(!ids.is_empty() || next.is_none(), "an empty page in between");
            seen.extend(ids);
            match next {
                Some(cursor) => arguments["cursor"] = json!(cursor),
                None => break,
            }
        }
        prop_assert_eq!(seen, search.sorted(sort).into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn more_of_one_date_than_a_page_holds_are_an_error_and_not_passed_over() {
    let crm = location(&Client::over(Search((0..150).map(|id| (id, Some(DAY))).collect())));
    let (mut seen, mut arguments) = (Vec::new(), json!({"limit": 60}));
    for _ in 0..2 {
        let (ids, next) = page(&crm, arguments.clone()).await;
        seen.extend(ids);
        arguments["cursor"] = json!(next.unwrap());
    }
    let error = call(&crm, "conversations_search-conversation", arguments).await.unwrap_err();
    assert_eq!(seen, (0..100).collect::<Vec<_>>());
    assert_eq!(error.code(), ErrorCode::Refused);
    assert!(error.message().contains("the same date") && error.next_step().unwrap().contains("narrow"), "{error}");
}
