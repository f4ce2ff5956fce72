//! Pipelines, and the statuses of leads and opportunities.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused},
};

#[tokio::test]
async fn a_pipeline_is_made_renamed_and_deleted() {
    let (_sandbox, crm) = crm().await;
    let made = call(&crm, "create_pipeline", json!({"name": "Partners"})).await;
    let renamed = call(&crm, "update_pipeline", json!({"id": made["id"], "name": "Resellers"})).await;
    assert_eq!(renamed["name"], "Resellers");
    let status = json!({"label": "First call", "pipeline_id": "Resellers", "type": "active"});
    let status = call(&crm, "create_opportunity_status_tool", status).await;
    let fetched = call(&crm, "fetch_pipeline_and_opportunity_statuses", json!({"id": made["id"]})).await;
    assert_eq!(fetched["statuses"][0]["label"], "First call");
    let listed = call(&crm, "find_pipelines_and_opportunity_statuses", json!({})).await;
    assert!(listed["data"].as_array().unwrap().contains(&fetched), "{listed}");
    call(&crm, "delete_opportunity_status_tool", json!({"id": status["id"]})).await;
    call(&crm, "delete_pipeline", json!({"id": made["id"]})).await;
    let error = refused(&crm, "fetch_pipeline_and_opportunity_statuses", json!({"id": made["id"]})).await;
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert!(error.next_step().unwrap().contains("find_pipelines_and_opportunity_statuses"), "{error}");
}

#[tokio::test]
async fn a_status_that_was_renamed_is_known_by_its_new_label_at_once() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let pipeline = call(&crm, "create_pipeline", json!({"name": "Partners"})).await;
    let status = json!({"label": "First call", "pipeline_id": pipeline["id"], "type": "active"});
    let status = call(&crm, "create_opportunity_status_tool", status).await;
    let new = |status: &str| json!({"lead_id": lead["id"], "status_id": status});
    call(&crm, "create_opportunity", new("First call")).await;

    let rename = json!({"id": status["id"], "label": "Second call"});
    let asked = question(&crm, "update_opportunity_status_tool", rename.clone()).await;
    assert_eq!(asked, "Update opportunity status \"First call\"?\n- label: First call → Second call");
    call(&crm, "update_opportunity_status_tool", rename).await;
    let fetched = call(&crm, "fetch_opportunity_status", json!({"id": status["id"]})).await;
    assert_eq!((&fetched["label"], &fetched["type"]), (&json!("Second call"), &json!("active")));
    assert_eq!(refused(&crm, "create_opportunity", new("First call")).await.code(), ErrorCode::InvalidArguments);
    assert_eq!(call(&crm, "create_opportunity", new("second call")).await["status_id"], status["id"]);
    let error = refused(&crm, "delete_opportunity_status_tool", json!({"id": status["id"]})).await;
    assert!(error.message().contains("in use"), "{error}");
}

#[tokio::test]
async fn lead_statuses_are_made_renamed_and_deleted() {
    let (_sandbox, crm) = crm().await;
    let made = call(&crm, "create_lead_status", json!({"label": "Dormant"})).await;
    let renamed = call(&crm, "update_lead_status", json!({"id": made["id"], "label": "Asleep"})).await;
    assert_eq!(renamed, json!({"id": made["id"], "label": "Asleep"}));
    assert_eq!(call(&crm, "fetch_lead_status", json!({"id": made["id"]})).await, renamed);
    let labels = async || {
        let listed = call(&crm, "find_lead_statuses", json!({})).await;
        listed["data"].as_array().unwrap().iter().map(|it| it["label"].clone()).collect::<Vec<Value>>()
    };
    assert!(labels().await.contains(&json!("Asleep")));
    let lead = call(&crm, "create_lead", json!({"name": "Acme", "status_id": "asleep"})).await;
    assert_eq!(lead["status_label"], "Asleep");
    let other = call(&crm, "find_lead_statuses", json!({"limit": 1})).await["data"][0]["label"].take();
    let change = json!({"id": lead["id"], "status_id": other});
    let asked = question(&crm, "update_lead", change.clone()).await;
    assert!(asked.contains("\n- status: Asleep → "), "{asked}");
    assert_eq!(call(&crm, "update_lead", change).await["status_label"], other);
    call(&crm, "delete_lead_status", json!({"id": made["id"]})).await;
    assert!(!labels().await.contains(&json!("Asleep")));
    let error = refused(&crm, "delete_lead_status", json!({"id": "lead_1"})).await;
    assert!(error.message().contains("begins with stat_"), "{error}");
}
