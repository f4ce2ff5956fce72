//! Pages of a search: every contact once, whatever the order, however many are equal in it.

use std::{cmp::Ordering, sync::LazyLock};

use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::client::{Client, located};

/// Sort keys, with the property each one compares. Many contacts are equal in most, and many lack some.
const KEYS: [(&str, &str); 8] = [
    ("dateAdded", "dateAdded"),
    ("dateUpdated", "dateUpdated"),
    ("firstNameLowerCase", "firstNameLowerCase"),
    ("lastNameLowerCase", "lastNameLowerCase"),
    ("businessName", "companyName"),
    ("email", "emailLowerCase"),
    ("dnd", "dnd"),
    ("source", "source"),
];

/// How two contacts compare in a property, those without it last.
fn compare(one: &Value, other: &Value, property: &str, descending: bool) -> Ordering {
    let text = |contact: &Value| match &contact[property] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    };
    match (text(one), text(other)) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn by_id(one: &Value, other: &Value) -> Ordering {
    one["id"].as_str().cmp(&other["id"].as_str())
}

async fn by_cursor(client: &Client, sort: &[Value], limit: usize) -> Vec<Value> {
    let (mut seen, mut body) = (Vec::new(), json!({ "pageLimit": limit, "sort": sort }));
    loop {
        let page = client.search(body.clone()).await;
        assert_eq!(page["total"], 240, "the total is of all pages");
        let rows = page["contacts"].as_array().unwrap();
        let Some(last) = rows.last() else { return seen };
        body["searchAfter"] = last["searchAfter"].clone();
        seen.extend(rows.iter().cloned());
        assert!(seen.len() <= 240, "the cursor leads in a circle");
    }
}

/// One sandbox for all cases: they only read.
static SANDBOX: LazyLock<(Runtime, Client, Vec<Value>)> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let client = runtime.block_on(Client::new());
    let everybody = runtime.block_on(client.everybody());
    (runtime, client, everybody)
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cursor_leads_through_all_contacts_in_order(
        keys in prop::collection::vec((0..KEYS.len(), any::<bool>()), 0..=2),
        limit in 7..300_usize,
    ) {
        let ordering = |(key, descending): &(usize, bool)| {
            json!({ "field": KEYS[*key].0, "direction": if *descending { "desc" } else { "asc" } })
        };
        let sort: Vec<Value> = keys.iter().map(ordering).collect();
        let compared = if keys.is_empty() { vec![(0, true)] } else { keys };

        let (runtime, client, everybody) = &*SANDBOX;
        let seen = runtime.block_on(by_cursor(client, &sort, limit));
        let mut expected = everybody.clone();
        expected.sort_by(|one, other| {
            let by_keys = compared.iter().map(|(key, descending)| compare(one, other, KEYS[*key].1, *descending));
            by_keys.fold(Ordering::Equal, Ordering::then).then_with(|| by_id(one, other))
        });
        let ids = |contacts: &[Value]| crate::client::ids(contacts).join(" ");
        prop_assert_eq!(ids(&seen), ids(&expected));
    }
}

#[tokio::test]
async fn page_numbers_lead_through_the_first_ten_thousand() {
    let client = Client::new().await;
    let everybody = client.everybody().await;
    let mut seen = Vec::new();
    for page in 1..=4 {
        let body = client.search(json!({ "pageLimit": 70, "page": page })).await;
        seen.extend(body["contacts"].as_array().unwrap().iter().map(|row| row["id"].clone()));
    }
    assert_eq!(seen, everybody.iter().map(|row| row["id"].clone()).collect::<Vec<_>>());

    assert_eq!(client.search(json!({ "pageLimit": 500, "page": 20 })).await["contacts"], json!([]));
    for (limit, page) in [(500, 21), (1, 10_001), (500, i64::MAX)] {
        let answer = client.post("/contacts/search", located(json!({ "pageLimit": limit, "page": page }))).await;
        assert_eq!(answer.status, 400, "{limit} {page}");
        assert!(answer.body["message"].as_str().unwrap().contains("searchAfter"));
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let client = Client::new().await;
    let email = json!([{ "field": "email", "direction": "asc" }]);
    let cases = [
        (json!([]), json!([])),
        (json!(["D1xhQNF3hjFouTZhTbOR"]), json!([])),
        (json!([1_787_714_319_000_i64, 5]), json!([])),
        (json!(["2026-01-01", "D1xhQNF3hjFouTZhTbOR"]), json!([])),
        (json!([i64::MAX, "D1xhQNF3hjFouTZhTbOR"]), json!([])),
        (json!([1_787_714_319_000_i64, "D1xhQNF3hjFouTZhTbOR"]), email.clone()),
        (json!(["a@example.com", {}, "D1xhQNF3hjFouTZhTbOR"]), email),
    ];
    for (cursor, sort) in cases {
        let body = json!({ "pageLimit": 5, "searchAfter": cursor, "sort": sort });
        let answer = client.post("/contacts/search", located(body)).await;
        assert_eq!(answer.faults(), ["searchAfter must be the searchAfter of a row of the same search"], "{cursor}");
    }
}
