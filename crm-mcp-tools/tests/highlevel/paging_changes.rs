//! Paging through a list that changes meanwhile, and through one that leads nowhere.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::support::{answer, call, location};

/// The tools whose vendor tells a total with each page, and the names of their records.
const LISTS: [(&str, &str); 2] =
    [("contacts_get-contacts", "contacts"), ("opportunities_search-opportunity", "opportunities")];

/// A vendor whose records, contacts and opportunities alike, are those numbers that match now.
#[derive(Clone)]
struct Changing {
    matching: Arc<Mutex<BTreeSet<u64>>>,
    /// Whether it heeds where a page is to begin.
    goes_on: bool,
}

impl Changing {
    fn of(count: u64, goes_on: bool) -> Self {
        Self { matching: Arc::new(Mutex::new((0..count).collect())), goes_on }
    }

    fn crm(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    /// The first so many that match, beyond this one.
    fn page(&self, after: Option<u64>, limit: usize) -> Vec<u64> {
        let matching = self.matching.lock().unwrap();
        let after = after.filter(|_| self.goes_on);
        matching.iter().copied().filter(|number| after.is_none_or(|after| *number > after)).take(limit).collect()
    }
}

#[async_trait]
impl Upstream for Changing {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let total = self.matching.lock().unwrap().len();
        let found = if let Ok(asked) = serde_json::from_slice::<Value>(request.body()) {
            let limit = asked["pageLimit"].as_u64().unwrap().try_into().unwrap();
            let numbers = self.page(asked["searchAfter"][0].as_u64(), limit);
            let row = |number: &u64| json!({"id": number, "searchAfter": [number, "c"]});
            json!({"contacts": numbers.iter().map(row).collect::<Vec<_>>(), "total": total})
        } else {
            let query = request.uri().query().unwrap();
            let asked = |name| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name)?.1.parse().ok();
            let numbers = self.page(asked("startAfter"), asked("limit").unwrap().try_into().unwrap());
            let meta = json!({"total": total, "startAfter": numbers.last(), "startAfterId": numbers.last()});
            let rows: Vec<_> = numbers.iter().map(|number| json!({"id": number})).collect();
            json!({"opportunities": rows, "meta": meta})
        };
        Ok(answer(200, found.to_string()))
    }
}

/// The numbers of the page's records.
fn numbers(page: &Value, records: &str) -> Vec<u64> {
    page[records].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn records_that_cease_to_match_once_they_are_read_hide_none_of_the_others() {
    for (tool, records) in LISTS {
        let vendor = Changing::of(20, true);
        let (crm, mut seen, mut arguments) = (vendor.crm(), Vec::new(), json!({"limit": 5}));
        loop {
            let page = call(&crm, tool, arguments.clone()).await.unwrap();
            let read = numbers(&page, records);
            vendor.matching.lock().unwrap().retain(|number| !read.contains(number));
            seen.extend(read);
            let Some(cursor) = page.get("nextCursor") else { break };
            arguments["cursor"] = cursor.clone();
        }
        assert_eq!(seen, (0..20).collect::<Vec<_>>(), "{tool}");
    }
}

#[tokio::test]
async fn a_vendor_that_repeats_one_page_is_not_followed_for_ever() {
    for (tool, records) in LISTS {
        let crm = Changing::of(20, false).crm();
        let first = call(&crm, tool, json!({"limit": 5})).await.unwrap();
        let second = call(&crm, tool, json!({"limit": 5, "cursor": first["nextCursor"]})).await.unwrap();
        assert_eq!(numbers(&second, records), numbers(&first, records), "{tool}");
        assert_eq!((&second["hasMore"], second.get("nextCursor")), (&json!(true), None), "{tool}");
    }
}

#[tokio::test]
async fn a_list_of_contacts_that_fills_its_last_page_ends_there() {
    let page = call(&Changing::of(5, true).crm(), "contacts_get-contacts", json!({"limit": 5})).await.unwrap();
    assert_eq!((numbers(&page, "contacts").len(), &page["hasMore"]), (5, &json!(false)));
}
