//! `POST /data/search/`: trees of queries, pages, smart views.

use std::collections::HashSet;

use crm_mcp_tools::sandbox::{Clock, close::CloseSandbox};
use serde_json::{Value, json};

use crate::client::{Client, UNLIMITED, id};

/// What a search that succeeds answers.
async fn search(client: &Client, body: Value) -> Value {
    let answer = client.post("data/search/", body.clone()).await;
    assert_eq!(answer.status, 200, "{body}: {}", answer.body);
    answer.body
}

fn every(kind: &str, query: Value) -> Value {
    json!({ "type": "and", "queries": vec![json!({ "type": "object_type", "object_type": kind }), query] })
}

fn field(kind: &str, name: &str, condition: Value) -> Value {
    let field = json!({ "type": "regular_field", "object_type": kind, "field_name": name });
    let mut node = json!({ "type": "field_condition", "field": field });
    node["condition"] = condition;
    node
}

fn related(this: &str, other: &str, query: Value) -> Value {
    let mut node = json!({ "type": "has_related", "this_object_type": this, "related_object_type": other });
    node["related_query"] = query;
    node
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_lead_is_found_by_the_mail_address_of_a_contact() {
    let client = Client::new().await;
    let contact = client.list("contact/").await.pop().unwrap();
    let address = contact["emails"][0]["email"].as_str().unwrap().to_uppercase();
    let condition = json!({ "type": "text", "mode": "exact_value", "value": address });
    let email = related("contact", "contact_email", field("contact_email", "email", condition));
    let found = search(&client, json!({ "query": every("contact", email.clone()) })).await;
    assert_eq!(found["data"], json!([{ "__object_type": "contact", "id": contact["id"] }]), "ids only");
    let query = every("lead", related("lead", "contact", email));
    let body = json!({ "query": query, "_fields": { "lead": ["id", "display_name", "contacts"] } });
    let found = search(&client, body).await;
    assert_eq!(found["data"][0]["id"], contact["lead_id"]);
    let contacts = found["data"][0]["contacts"].as_array().unwrap();
    assert!(contacts.iter().any(|other| other["id"] == contact["id"]));
    let names: Vec<_> = found["data"][0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["__object_type", "contacts", "display_name", "id"]);
}

#[tokio::test]
async fn a_search_gives_what_a_filtered_list_gives() {
    let client = Client::new().await;
    let status = client.list("status/opportunity/").await[1].clone();
    let of_status =
        json!({ "type": "reference", "reference_type": "status.opportunity", "object_ids": [status["id"]] });
    let opportunities = search(
        &client,
        json!({ "query": every("opportunity", field("opportunity", "status_id",
        of_status.clone())) }),
    )
    .await;
    let listed = client.list(&format!("opportunity/?status_id={}", id(&status))).await;
    let listed_ids: HashSet<_> = listed.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert!(listed.len() > 1);
    assert_eq!(ids(&opportunities).into_iter().collect::<HashSet<_>>(), listed_ids);
    let leads = every("lead", related("lead", "opportunity", field("opportunity", "status_id", of_status)));
    let leads = search(&client, json!({ "query": leads })).await;
    let of_listed: HashSet<_> = listed.iter().map(|record| record["lead_id"].as_str().unwrap()).collect();
    assert_eq!(ids(&leads).into_iter().collect::<HashSet<_>>(), of_listed);
}

#[tokio::test]
async fn custom_fields_are_searched_by_what_they_hold() {
    let client = Client::new().await;
    let lead = client.read(&format!("lead/{}/", id(&client.list("lead/").await[0]))).await;
    let own = lead.as_object().unwrap().iter().filter(|(name, _)| name.starts_with("custom."));
    let mut tried = 0;
    for (name, value) in own {
        let condition = match value {
            Value::Number(number) => json!({ "type": "number_range", "gte": number, "lte": number }),
            Value::Array(items) => json!({ "type": "term", "values": [items[0]] }),
            Value::String(text) if text.starts_with("user_") => {
                json!({ "type": "reference", "reference_type": "user_or_group", "object_ids": [text] })
            }
            _ => json!({ "type": "exists" }),
        };
        let custom = json!({ "type": "custom_field", "custom_field_id": name.trim_start_matches("custom.") });
        let query = json!({ "type": "field_condition", "field": custom, "condition": condition });
        let found = search(&client, json!({ "query": every("lead", query.clone()), "_limit": 200 })).await;
        assert!(ids(&found).contains(&lead["id"].as_str().unwrap()), "{name} {value}");
        let mut other = query;
        other["negate"] = true.into();
        let found = search(&client, json!({ "query": every("lead", other), "_limit": 200 })).await;
        assert!(!ids(&found).contains(&lead["id"].as_str().unwrap()), "not {name} {value}");
        tried += 1;
    }
    assert!(tried >= 5, "{tried} fields");
}

#[tokio::test]
async fn pages_follow_one_another_and_leave_nothing_out() {
    let client = Client::new().await;
    let by_name = json!({ "direction": "asc", "field": { "type": "regular_field", "object_type": "lead",
        "field_name": "display_name" } });
    let mut body = json!({ "query": { "type": "object_type", "object_type": "lead" }, "_limit": 10,
        "sort": [by_name], "_fields": { "lead": ["display_name"] }, "include_counts": true });
    let mut names = Vec::new();
    loop {
        let page = search(&client, body.clone()).await;
        assert_eq!(page["count"], json!({ "limited": 25, "total": 25 }));
        names.extend(page["data"].as_array().unwrap().iter().map(|row| row["display_name"].clone()));
        body["cursor"] = page["cursor"].clone();
        if page["cursor"].is_null() {
            break;
        }
    }
    assert_eq!(names.len(), 25);
    assert!(names.is_sorted_by_key(|name| name.as_str().unwrap().to_lowercase()), "{names:?}");
}

#[tokio::test]
async fn the_smart_views_of_the_demo_data_find_something_and_not_everything() {
    let sandbox = CloseSandbox::in_memory_at(Clock::today()).await.unwrap().with_limits(UNLIMITED);
    let client = Client::of(&sandbox);
    let views = client.list("saved_search/?type__in=lead,contact").await;
    assert_eq!(views.len(), 4);
    for view in views {
        let kind = view["type"].as_str().unwrap();
        let query = json!({ "type": "saved_search", "saved_search_id": view["id"] });
        let body = json!({ "query": query, "include_counts": true, "results_limit": 0 });
        let found = search(&client, body).await["count"]["total"].as_u64().unwrap();
        let all = client.list(&format!("{kind}/")).await.len() as u64;
        assert!((1..all / 2).contains(&found), "{} finds {found} of {all}", view["name"]);
    }
}

#[tokio::test]
async fn what_is_not_understood_is_refused_with_the_place_of_it() {
    let client = Client::new().await;
    let color = json!({ "query": every("lead", field("lead", "color", json!({ "type": "exists" }))) });
    let refused = client.post("data/search/", color).await;
    assert_eq!(refused.faults(), &json!({ "query.queries.1.field": "unknown field: color" }));
    let cursor = json!({ "query": { "type": "object_type", "object_type": "lead" }, "cursor": "MTIz" });
    assert_eq!(client.post("data/search/", cursor).await.faults(), &json!({ "cursor": "Invalid cursor." }));
    assert_eq!(client.get("data/search/").await.status, 405);
}

#[tokio::test]
async fn what_was_just_written_is_found() {
    let client = Client::new().await;
    let lead_id = client.lead("Quokka Observatory").await;
    let note = json!({ "lead_id": lead_id, "note": "Watches marsupials by night" });
    client.create("activity/note/", note).await;
    for words in ["quokka", "marsupials night"] {
        let query = every("lead", json!({ "type": "text", "mode": "full_words", "value": words }));
        assert_eq!(ids(&search(&client, json!({ "query": query })).await), [lead_id.as_str()], "{words}");
    }
}
