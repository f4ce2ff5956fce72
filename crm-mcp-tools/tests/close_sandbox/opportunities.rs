//! Opportunities: money, statuses, pipelines, totals.

use serde_json::{Value, json};

use crate::client::{Client, id};

/// The id of the first status of this type.
async fn status(client: &Client, kind: &str) -> Value {
    let statuses = client.list("status/opportunity/").await;
    statuses.iter().find(|status| status["type"] == kind).unwrap()["id"].clone()
}

#[tokio::test]
async fn money_is_in_cents_and_the_rest_is_computed() {
    let client = Client::new().await;
    let lead_id = client.lead("Money").await;
    let body = json!({ "lead_id": lead_id, "value": 10_050, "value_period": "monthly", "confidence": 40 });
    let opportunity = client.create("opportunity/", body).await;
    let shown = json!({
        "value": 10_050,
        "value_currency": "USD",
        "value_formatted": "$100.50 monthly",
        "expected_value": 4020,
        "annualized_value": 120_600,
        "annualized_expected_value": 48_240,
        "lead_name": "Money",
        "user_name": "Dana Whitfield",
        "status_type": "active",
    });
    for (name, value) in shown.as_object().unwrap() {
        assert_eq!(&opportunity[name], value, "{name}");
    }
    let refused = client.post("opportunity/", json!({ "lead_id": lead_id, "confidence": 101, "value": 1.5 })).await;
    let faults = json!({ "confidence": "Value must be at most 100.", "value": "Value must be an integer." });
    assert_eq!(refused.faults(), &faults);
}

#[tokio::test]
async fn a_status_that_is_won_fills_the_date_and_another_one_leaves_it() {
    let client = Client::new().await;
    let (won, lost) = (status(&client, "won").await, status(&client, "lost").await);
    let opportunity = client.create("opportunity/", json!({})).await;
    assert_eq!(opportunity["lead_name"], "Untitled", "one without a lead makes one");
    assert_eq!(opportunity["date_won"], json!(null));
    let path = format!("opportunity/{}/", id(&opportunity));
    let changed = client.change(&path, json!({ "status_id": won })).await;
    assert_eq!(changed["date_won"].as_str().unwrap().len(), "2026-09-01".len());
    assert_eq!(changed["status_type"], "won");
    let changed_back = client.change(&path, json!({ "status_id": lost })).await;
    assert_eq!(changed_back["date_won"], changed["date_won"]);
    assert!(changed_back["date_lost"].is_string());
    let cleared = client.change(&path, json!({ "date_won": null, "value": null })).await;
    assert_eq!((&cleared["date_won"], &cleared["value_formatted"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_list_is_filtered_by_what_is_computed_and_adds_up() {
    let client = Client::new().await;
    let lead_id = client.lead("Totals").await;
    let won = status(&client, "won").await;
    for (value, period) in [(100, "one_time"), (200, "one_time"), (10, "annual")] {
        let body = json!({ "lead_id": lead_id, "value": value, "value_period": period, "confidence": 50,
            "status_id": won, "date_won": "2026-08-15" });
        client.create("opportunity/", body).await;
    }
    client.create("opportunity/", json!({ "lead_id": lead_id })).await;
    let list = client.read(&format!("opportunity/?lead_id={lead_id}&status_type=won&_order_by=-value&_limit=1")).await;
    assert_eq!(list["data"][0]["value"], 200);
    assert_eq!((&list["total_results"], &list["has_more"]), (&json!(3), &json!(true)));
    assert_eq!(list["count_by_value_period"], json!({ "one_time": 2, "monthly": 0, "annual": 1 }));
    assert_eq!((&list["total_value_one_time"], &list["expected_value_one_time"]), (&json!(300), &json!(150)));
    assert_eq!(list["total_value_annualized"], 310);
    let in_august = format!("opportunity/?lead_id={lead_id}&date_won__gte=2026-08-01&date_won__lt=2026-08-16");
    assert_eq!(client.list(&in_august).await.len(), 3);
    assert_eq!(client.get("opportunity/?_order_by=colour").await.faults()["_order_by"], "Cannot sort by colour.");
}

#[tokio::test]
async fn a_list_is_narrowed_to_the_leads_of_a_smart_view() {
    let client = Client::new().await;
    let lead_id = client.lead("Zanzibar Spices").await;
    let opportunity = client.create("opportunity/", json!({ "lead_id": lead_id })).await;
    let named = json!({ "type": "field_condition",
        "field": { "type": "regular_field", "object_type": "lead", "field_name": "name" },
        "condition": { "type": "text", "mode": "full_words", "value": "zanzibar" } });
    let query = json!({ "type": "and", "queries": [{ "type": "object_type", "object_type": "lead" }, named] });
    let view = client.create("saved_search/", json!({ "name": "Spices", "s_query": { "query": query } })).await;
    let found = client.list(&format!("opportunity/?lead_saved_search_id={}", id(&view))).await;
    assert_eq!(found.iter().map(id).collect::<Vec<_>>(), [id(&opportunity)]);
    assert_eq!(client.get("opportunity/?lead_saved_search_id=save_nothing").await.status, 400);
}

#[tokio::test]
async fn the_note_with_markup_decides_what_the_plain_one_is() {
    let client = Client::new().await;
    let plain = client.create("opportunity/", json!({ "note": "One" })).await;
    assert_eq!((&plain["note"], &plain["note_html"]), (&json!("One"), &json!(null)));
    let path = format!("opportunity/{}/", id(&plain));
    let html = "<body><p>Two</p></body>";
    let rich = client.change(&path, json!({ "note": "Other", "note_html": html })).await;
    assert_eq!((&rich["note"], &rich["note_html"]), (&json!("Two"), &json!(html)));
    let again = client.change(&path, json!({ "note": "Three" })).await;
    assert_eq!(again["note_html"], "<body><p>Three</p></body>");
    let none = client.change(&path, json!({ "note_html": null })).await;
    assert_eq!((&none["note"], &none["note_html"]), (&json!(""), &json!(null)));
}
