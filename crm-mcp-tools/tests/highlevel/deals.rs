//! The tools on opportunities, payments and the location, and the helpers, on the sandbox, as an agent would use them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{Client, HighLevel},
    sandbox::{LOCATION_ID, Limits, Quirk, Sandbox, TOKEN},
};
use serde_json::{Value, json};

use crate::support::call;

const SEARCH: &str = "opportunities_search-opportunity";
const TRANSACTIONS: &str = "payments_list-transactions";

async fn with_quirks(quirks: impl IntoIterator<Item = Quirk>) -> HighLevel {
    // Paging through everything is more than a location may ask for in ten seconds.
    let limits = Limits { requests: 100_000, ..Limits::default() };
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(limits);
    let sandbox = quirks.into_iter().fold(sandbox, Sandbox::with_quirk);
    HighLevel::new(&Client::over(InProcess::new(sandbox.router())), TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap()
}

async fn sandbox() -> HighLevel {
    with_quirks([]).await
}

/// All records of a list, by following its cursors.
pub(crate) async fn all(crm: &HighLevel, tool: &str, name: &str, mut arguments: Value) -> Vec<Value> {
    let mut records = Vec::new();
    loop {
        let mut page = call(crm, tool, arguments.clone()).await.unwrap();
        let Value::Array(rows) = page[name].take() else { panic!("{tool}: {page}") };
        assert!(rows.len() <= arguments["limit"].as_u64().unwrap_or(20).try_into().unwrap());
        records.extend(rows);
        assert_eq!(page["hasMore"], page.get("nextCursor").is_some());
        let Some(cursor) = page.get("nextCursor") else {
            assert_eq!(page["total"], records.len(), "{tool} {arguments}");
            return records;
        };
        arguments["cursor"] = cursor.clone();
    }
}

fn ids<'a>(records: &'a [Value], name: &str) -> HashSet<&'a str> {
    records.iter().map(|record| record[name].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_opportunity_is_reached_exactly_once_whatever_the_page_and_the_answer_hold() {
    let crm = sandbox().await;
    let first = all(&crm, SEARCH, "opportunities", json!({"limit": 100})).await;
    let mut created = BTreeMap::<_, usize>::new();
    for row in &first {
        *created.entry(row["createdAt"].to_string()).or_default() += 1;
    }
    assert!(created.values().any(|equal| *equal > 3), "several came in at one moment");
    for (limit, order, bytes) in [
        (1, "added_desc", HighLevel::ANSWER_SIZE),
        (3, "added_asc", HighLevel::ANSWER_SIZE),
        (7, "added_desc", 4_000),
        (20, "added_asc", 1_500),
        (100, "added_desc", 9_000),
    ] {
        let crm = crm.clone().with_answer_size(bytes);
        let rows = all(&crm, SEARCH, "opportunities", json!({"limit": limit, "order": order})).await;
        assert_eq!(rows.len(), first.len(), "{limit} {order} {bytes}");
        assert_eq!(ids(&rows, "id"), ids(&first, "id"), "{limit} {order} {bytes}");
    }
    let last = json!({"limit": first.len() / 2 + 1, "page": 2});
    let last = call(&crm.with_answer_size(usize::MAX), SEARCH, last).await.unwrap();
    assert_eq!((&last["hasMore"], last.get("nextCursor")), (&json!(false), None), "the vendor's cursor is there too");
}

#[tokio::test]
async fn filters_narrow_a_search() {
    let crm = sandbox().await;
    let every = all(&crm, SEARCH, "opportunities", json!({"limit": 100, "fields": "all"})).await;
    let is_whole = |row: &&Value| row["status"] == "won" && row["assignedTo"].is_string();
    let sample = every.iter().find(is_whole).unwrap();
    let day = &sample["createdAt"].as_str().unwrap()[..10];
    for (filter, field) in [
        (json!({"status": "won"}), "status"),
        (json!({"pipelineId": sample["pipelineId"]}), "pipelineId"),
        (json!({"pipeline_stage_id": sample["pipelineStageId"]}), "pipelineStageId"),
        (json!({"contactId": sample["contactId"]}), "contactId"),
        (json!({"assignedTo": sample["assignedTo"]}), "assignedTo"),
        (json!({"id": sample["id"]}), "id"),
    ] {
        let found = all(&crm, SEARCH, "opportunities", filter.clone()).await;
        let expected: Vec<_> = every.iter().filter(|row| row[field] == sample[field]).cloned().collect();
        assert_eq!(ids(&found, "id"), ids(&expected, "id"), "{filter}");
        assert!(found.len() < every.len(), "{filter}");
    }
    let found = all(&crm, SEARCH, "opportunities", json!({"date": day, "endDate": day, "fields": "all"})).await;
    assert!(ids(&found, "id").contains(sample["id"].as_str().unwrap()));
    assert!(found.iter().all(|row| row["createdAt"].as_str().unwrap().starts_with(day)), "{found:?}");
    let name = sample["contact"]["name"].as_str().unwrap();
    let found = all(&crm, SEARCH, "opportunities", json!({"query": name})).await;
    assert!(found.iter().any(|row| row["id"] == sample["id"]));
}

#[tokio::test]
async fn an_update_moves_an_opportunity_and_writes_its_custom_fields_by_name() {
    let crm = sandbox().await;
    let pipelines = call(&crm, "opportunities_get-pipelines", json!({})).await.unwrap();
    let opportunity =
        call(&crm, SEARCH, json!({"status": "open", "limit": 1, "fields": "all"})).await.unwrap()["opportunities"][0]
            .take();
    let pipeline = pipelines["pipelines"].as_array().unwrap().iter();
    let pipeline = pipeline.clone().find(|pipeline| pipeline["id"] == opportunity["pipelineId"]).unwrap();
    let stages = pipeline["stages"].as_array().unwrap();
    let stage = stages.iter().find(|stage| stage["id"] != opportunity["pipelineStageId"]).unwrap();
    let changes = json!({
        "opportunityId": opportunity["id"], "pipelineStageId": stage["id"], "monetaryValue": 4321.5, "status": "won",
        "customFields": {"Expected Start": "2026-12-01", "services_quoted": ["seo", "Website"], "lost_to": null}
    });
    call(&crm, "opportunities_update-opportunity", changes).await.unwrap();
    let read = call(&crm, "opportunities_get-opportunity", json!({"opportunityId": opportunity["id"]})).await.unwrap();
    let read = &read["opportunity"];
    assert_eq!((&read["pipelineStageId"], &read["status"]), (&stage["id"], &json!("won")));
    assert_eq!(read["monetaryValue"], 4321.5);
    assert_eq!(read["customFields"]["services_quoted"], json!(["SEO", "Website"]));
    assert!(read["customFields"]["expected_start"].as_str().unwrap().starts_with("2026-12-01"), "{read}");

    let elsewhere = json!({"opportunityId": opportunity["id"], "pipelineStageId": "no-such-stage"});
    let error = call(&crm, "opportunities_update-opportunity", elsewhere).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
}

#[tokio::test]
async fn custom_fields_are_those_of_the_model_that_is_asked_for() {
    let crm = sandbox().await;
    let of = async |model: &str| {
        let fields =
            all(&crm, "locations_get-custom-fields", "customFields", json!({"model": model, "limit": 4})).await;
        fields.iter().map(|field| field["fieldKey"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    let (contact, opportunity, every) = (of("contact").await, of("opportunity").await, of("all").await);
    assert!(contact.iter().all(|key| key.starts_with("contact.")), "{contact:?}");
    assert!(opportunity.iter().all(|key| key.starts_with("opportunity.")), "{opportunity:?}");
    assert_eq!(every, &contact | &opportunity);
    assert!(!contact.is_empty() && !opportunity.is_empty());
}

#[tokio::test]
async fn the_location_says_whether_it_allows_duplicates() {
    let location = call(&sandbox().await, "locations_get-location", json!({})).await.unwrap();
    let location = &location["location"];
    assert_eq!((&location["id"], &location["timezone"]), (&json!(LOCATION_ID), &json!("America/New_York")));
    assert_eq!(location["settings"], json!({"allowDuplicateContact": false, "allowDuplicateOpportunity": false}));
}

#[tokio::test]
async fn every_transaction_is_reached_exactly_once() {
    let crm = sandbox().await;
    let first = all(&crm, TRANSACTIONS, "transactions", json!({"limit": 100})).await;
    assert!(first.len() > 100);
    for (limit, bytes) in [(1, HighLevel::ANSWER_SIZE), (9, 2_000), (50, HighLevel::ANSWER_SIZE)] {
        let crm = crm.clone().with_answer_size(bytes);
        let rows = all(&crm, TRANSACTIONS, "transactions", json!({"limit": limit})).await;
        assert_eq!(rows, first, "{limit} {bytes}");
    }
    let narrow = json!({"startAt": "2026-03-01", "endAt": "2026-03-31", "contactId": null, "limit": 50});
    let march = all(&crm, TRANSACTIONS, "transactions", narrow).await;
    assert!(!march.is_empty() && march.len() < first.len());
    assert!(march.iter().all(|row| row["createdAt"].as_str().unwrap().starts_with("2026-03")), "{march:?}");
}

#[tokio::test]
async fn an_order_keeps_its_currency_beside_every_amount_also_where_amounts_are_texts() {
    let (plain, odd) = (sandbox().await, with_quirks([Quirk::StringAmounts, Quirk::AltTypeRequired]).await);
    let transactions = all(&plain, TRANSACTIONS, "transactions", json!({"limit": 100})).await;
    assert_eq!(all(&odd, TRANSACTIONS, "transactions", json!({"limit": 100})).await, transactions);

    let ordered = transactions.iter().filter(|row| row["entityType"] == "order" && row["currency"] != "USD");
    let ids: BTreeSet<_> = ordered.map(|row| row["entityId"].as_str().unwrap()).collect();
    assert!(ids.len() > 5, "{ids:?}");
    for id in ids {
        let order = call(&plain, "payments_get-order-by-id", json!({"orderId": id})).await.unwrap();
        assert_eq!(call(&odd, "payments_get-order-by-id", json!({"orderId": id})).await.unwrap(), order);
        let order = &order["order"];
        assert!(order["amount"].is_number() && order["currency"] != "USD", "{order}");
        assert_eq!(order["amountSummary"]["currency"], order["currency"]);
        for item in order["items"].as_array().unwrap() {
            assert!(item["price"]["amount"].is_number(), "{item}");
            assert_eq!(item["price"]["currency"], order["currency"]);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_with_the_tool_that_finds_it() {
    let crm = sandbox().await;
    for (tool, arguments, finder) in [
        ("opportunities_get-opportunity", json!({"id": "nosuch"}), SEARCH),
        ("opportunities_update-opportunity", json!({"id": "nosuch", "name": "x"}), SEARCH),
        ("payments_get-order-by-id", json!({"orderId": "653f5e0cde5a1314e62a837c"}), TRANSACTIONS),
        ("contacts_get-notes", json!({"contactId": "nosuch"}), "contacts_get-contacts"),
    ] {
        let error = call(&crm, tool, arguments).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotFound, "{tool}: {error}");
        assert!(error.next_step().unwrap().contains(finder), "{tool}: {error}");
    }
}

#[tokio::test]
async fn an_agent_looks_for_duplicates_then_creates_a_contact_a_note_and_an_opportunity() {
    let crm = sandbox().await;
    let reach = json!({"email": "ada@lovelace.example", "phone": "+442071838750"});
    assert_eq!(call(&crm, "contacts_find-duplicates", reach.clone()).await.unwrap(), json!({"duplicates": []}));
    let contact = call(&crm, "contacts_create-contact", reach.clone()).await.unwrap()["contact"].take();
    let found = call(&crm, "contacts_find-duplicates", reach).await.unwrap();
    assert_eq!(found["duplicates"][0]["matchingFields"], json!(["email", "phone"]));
    assert_eq!((&found["duplicates"][0]["contact"]["id"], found["duplicates"].get(1)), (&contact["id"], None));

    let note = json!({"contactId": contact["id"], "body": "Wants an engine", "title": "First call"});
    let note = call(&crm, "contacts_create-note", note).await.unwrap()["note"].take();
    let notes = call(&crm, "contacts_get-notes", json!({"contactId": contact["id"]})).await.unwrap();
    assert_eq!(notes, json!({"notes": [note], "hasMore": false, "total": 1}));

    let pipelines = call(&crm, "opportunities_get-pipelines", json!({"limit": 1})).await.unwrap();
    let pipeline = &pipelines["pipelines"][0];
    let deal = json!({"contactId": contact["id"], "pipelineId": pipeline["id"], "name": "Engine", "monetaryValue": 10});
    let created = call(&crm, "opportunities_create-opportunity", deal.clone()).await.unwrap()["opportunity"].take();
    assert_eq!((&created["status"], &created["pipelineStageId"]), (&json!("open"), &pipeline["stages"][0]["id"]));
    let error = call(&crm, "opportunities_create-opportunity", deal).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["existingId"]), (ErrorCode::Conflict, &created["id"]));
}
