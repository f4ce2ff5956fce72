//! Filters of searches: those of contacts, and those that HighLevel is seen to ignore.

use std::collections::BTreeSet;

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    deals::all,
    demo::Demo,
    support::{LOCATION, Vendor, answer, call},
};

const CONTACTS: &str = "contacts_get-contacts";
const OPPORTUNITIES: &str = "opportunities_search-opportunity";
const CONVERSATIONS: &str = "conversations_search-conversation";

#[tokio::test]
async fn contacts_are_filtered_by_tag_user_and_time_in_the_vendors_form() {
    let arguments = json!({
        "query": "ada", "tags": ["vip", "lead"], "assignedTo": "User0000000000000001", "limit": 2,
        "addedAfter": "2026-09-01T00:00:00Z", "addedBefore": "2026-09-30T12:00:00-04:00",
        "filters": [{"group": "OR", "filters": [{"field": "city", "operator": "exists"}]}]
    });
    let contact = |id: &str| json!({"id": id, "searchAfter": [1, id]});
    let page = |ids: &[&str]| {
        let contacts: Vec<_> = ids.iter().map(|id| contact(id)).collect();
        answer(200, json!({"contacts": contacts, "total": 3}).to_string())
    };
    let vendor = Vendor::answering([page(&["c1", "c2", "c3"]), page(&["c3"])]);
    let crm = vendor.location();
    let first = call(&crm, CONTACTS, arguments.clone()).await.unwrap();
    let rest = call(&crm, CONTACTS, json!({"limit": 2, "cursor": first["nextCursor"]})).await.unwrap();
    assert_eq!((&rest["contacts"], &rest["hasMore"]), (&json!([{"id": "c3"}]), &json!(false)));
    let filters = json!([
        {"field": "tags", "operator": "eq", "value": "vip"},
        {"field": "tags", "operator": "eq", "value": "lead"},
        {"field": "assignedTo", "operator": "eq", "value": "User0000000000000001"},
        {"field": "dateAdded", "operator": "range",
            "value": {"gte": "2026-09-01T00:00:00Z", "lte": "2026-09-30T16:00:00Z"}},
        {"group": "OR", "filters": [{"field": "city", "operator": "exists"}]}
    ]);
    let mut body = json!({"locationId": LOCATION, "pageLimit": 3, "query": "ada", "filters": filters,
        "sort": [{"field": "dateAdded", "direction": "desc"}]});
    assert_eq!(vendor.saw()[0], ("POST /contacts/search".to_owned(), body.clone()));
    body["searchAfter"] = json!([1, "c2"]);
    assert_eq!(vendor.saw()[1].1, body, "a cursor keeps the filters");

    let mut listing = arguments;
    listing["startAfter"] = 1.into();
    listing["startAfterId"] = "c1".into();
    let error = call(&crm, CONTACTS, listing).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test]
async fn filters_find_the_contacts_that_have_what_is_asked_for() {
    let demo = Demo::new().await;
    let crm = demo.crm();
    let every = all(&crm, CONTACTS, "contacts", json!({"fields": "all"})).await;
    let sample = every.iter().find(|it| it["assignedTo"].is_string() && it["tags"][0].is_string()).unwrap();
    let (tag, added) = (&sample["tags"][0], sample["dateAdded"].as_str().unwrap());
    let has = |it: &Value, tag: &Value| it["tags"].as_array().is_some_and(|tags| tags.contains(tag));
    let of = |holds: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        every.iter().filter(|it| holds(it)).map(|it| it["id"].to_string()).collect()
    };
    for (filter, expected) in [
        (json!({"tag": [tag]}), of(&|it| has(it, tag))),
        (json!({"assignedTo": sample["assignedToName"]}), of(&|it| it["assignedTo"] == sample["assignedTo"])),
        (json!({"addedAfter": added}), of(&|it| it["dateAdded"].as_str().unwrap() >= added)),
        (
            json!({"addedBefore": added, "tags": [tag]}),
            of(&|it| it["dateAdded"].as_str().unwrap() <= added && has(it, tag)),
        ),
    ] {
        let found = all(&crm, CONTACTS, "contacts", filter.clone()).await;
        let found = found.iter().map(|it| it["id"].to_string()).collect();
        assert_eq!(expected, found, "{filter}");
        assert!(found.len() < every.len() && !found.is_empty(), "{filter}");
    }
    let day = call(&crm, CONTACTS, json!({"addedAfter": "2026-08-01", "limit": 1})).await.unwrap();
    assert_eq!(day["timeZone"], "America/New_York", "a day is the location's");
}

#[tokio::test]
async fn opportunities_outside_the_days_asked_for_are_left_out_and_the_list_goes_on() {
    let row = |id: &str, created: &str| json!({"id": id, "createdAt": created});
    let rows = [
        row("o1", "2026-09-10T10:00:00Z"),
        row("o2", "2024-01-05T10:00:00Z"),
        // It is on the first of September in Hawaii and on the last in Auckland.
        row("o3", "2026-08-31T11:00:00Z"),
        row("o4", "2026-10-01T11:00:00Z"),
        row("o5", "2026-10-02T12:00:01Z"),
        json!({"id": "o6"}),
    ];
    let meta = json!({"total": 60, "startAfter": 5, "startAfterId": "o6"});
    let page = |rows: &Value| answer(200, json!({"opportunities": rows, "meta": meta}).to_string());
    let vendor = Vendor::answering([page(&json!(rows)), page(&json!([row("o7", "2023-01-01T00:00:00Z")]))]);
    let crm = vendor.location();
    let asked = json!({"date": "2026-09-01", "endDate": "2026-09-30", "limit": 6});
    let first = call(&crm, OPPORTUNITIES, asked).await.unwrap();
    let ids: Vec<_> = first["opportunities"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["o1", "o3", "o4", "o6"], "what may be within, somewhere on earth, is kept");
    assert_eq!(first["note"], "HighLevel ignored date and endDate; records outside are left out here: 2");
    assert_eq!((&first["hasMore"], first.get("total")), (&json!(true), None), "its total counts the others too");
    let rest = call(&crm, OPPORTUNITIES, json!({"limit": 6, "cursor": first["nextCursor"]})).await.unwrap();
    assert_eq!((&rest["opportunities"], &rest["hasMore"]), (&json!([]), &json!(false)));
    assert!(rest["note"].is_string(), "{rest}");
}

#[tokio::test]
async fn conversations_outside_the_time_asked_for_are_left_out_and_the_list_goes_on() {
    let row = |id: &str, added: Value, last: i64| json!({"id": id, "dateAdded": added, "lastMessageDate": last});
    let rows = json!([
        row("v1", json!(1_788_220_800_000_i64), 1_788_300_000_003),
        row("v2", json!("2024-01-05T10:00:00Z"), 1_788_300_000_002),
        row("v3", json!("1788220799999"), 1_788_300_000_001)
    ]);
    let vendor = Vendor::answering([
        answer(200, json!({"conversations": rows, "total": 9}).to_string()),
        answer(200, json!({"conversations": [], "total": 9}).to_string()),
    ]);
    let crm = vendor.location();
    let asked = json!({"startDate": "2026-09-01T00:00:00Z", "limit": 2});
    let first = call(&crm, CONVERSATIONS, asked).await.unwrap();
    assert_eq!(first["conversations"].as_array().unwrap().len(), 1);
    assert_eq!(first["conversations"][0]["id"], "v1");
    assert_eq!(first["note"], "HighLevel ignored startDate and endDate; records outside are left out here: 1");
    call(&crm, CONVERSATIONS, json!({"limit": 2, "cursor": first["nextCursor"]})).await.unwrap();
    let next = &vendor.saw()[1].0;
    assert!(next.contains("startAfterDate=1788300000003"), "it goes on after those that were left out: {next}");

    let kept = json!([row("v1", json!(1_788_220_800_000_i64), 1)]);
    let vendor = Vendor::answering([answer(200, json!({"conversations": kept}).to_string())]);
    let asked = json!({"startDate": "2026-09-01T00:00:00Z", "endDate": "2026-09-01T00:00:00Z"});
    let found = call(&vendor.location(), CONVERSATIONS, asked).await.unwrap();
    assert_eq!((found["conversations"].as_array().unwrap().len(), found.get("note")), (1, None));
}

#[tokio::test]
async fn probabilities_are_told_where_highlevel_tells_them() {
    let opportunity = json!({"id": "o1", "forecastProbability": "40", "effectiveProbability": 55.5});
    let vendor = Vendor::answering([answer(200, json!({"opportunity": opportunity}).to_string())]);
    let found =
        call(&vendor.location(), "opportunities_get-opportunity", json!({"opportunityId": "o1"})).await.unwrap();
    assert_eq!(found["opportunity"], json!({"id": "o1", "forecastProbability": 40, "effectiveProbability": 55.5}));
}
