//! The organization: users, pipelines, statuses.

use serde_json::json;

use crate::client::{Client, id};

#[tokio::test]
async fn the_organization_shows_who_belongs_to_it_and_how_it_is_set_up() {
    let client = Client::new().await;
    let me = client.read("me/").await;
    let organization = client.read(&format!("organization/{}/", id(&me["organizations"][0]))).await;
    assert!(id(&organization).starts_with("orga_"));
    let users = client.list("user/").await;
    assert_eq!(organization["memberships"].as_array().unwrap().len(), users.len());
    assert_eq!(organization["pipelines"], json!(client.list("pipeline/").await));
    assert_eq!(client.read(&format!("user/{}/", id(&me))).await["email"], me["email"]);
    assert_eq!(client.get("organization/").await.status, 405);
}

#[tokio::test]
async fn a_pipeline_has_its_statuses_and_stays_while_it_is_in_use() {
    let client = Client::new().await;
    let statuses = json!([{ "label": "Open", "type": "active" }, { "label": "Yes", "type": "won" }]);
    let answer = client.post("pipeline/", json!({ "name": "Renewals", "statuses": statuses })).await;
    assert_eq!(answer.status, 201);
    let pipeline = answer.body;
    assert!(id(&pipeline).starts_with("pipe_") && id(&pipeline).len() == 27);
    assert_eq!(pipeline["statuses"][1]["label"], "Yes");
    let path = format!("pipeline/{}/", id(&pipeline));
    let opportunity = client.create("opportunity/", json!({ "pipeline_id": pipeline["id"] })).await;
    assert_eq!((&opportunity["pipeline_name"], &opportunity["status_label"]), (&json!("Renewals"), &json!("Open")));
    assert!(client.delete(&path).await.error().contains("has opportunities"));
    let status = format!("status/opportunity/{}/", opportunity["status_id"].as_str().unwrap());
    assert!(client.delete(&status).await.error().contains("in use"));
    let renamed = client.change(&status, json!({ "label": "Begun" })).await;
    assert_eq!((&renamed["label"], &renamed["type"]), (&json!("Begun"), &json!("active")));
    client.delete(&format!("opportunity/{}/", id(&opportunity))).await;
    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.get(&status).await.status, 404, "its statuses go with it");
}

#[tokio::test]
async fn the_last_status_stays() {
    let client = Client::new().await;
    let created = client.create("status/lead/", json!({ "label": "Dormant" })).await;
    assert_eq!(client.read(&format!("status/lead/{}/", id(&created))).await["label"], "Dormant");
    assert_eq!(client.delete(&format!("status/lead/{}/", id(&created))).await.body, json!({}));
    for lead in client.list("lead/").await {
        client.delete(&format!("lead/{}/", id(&lead))).await;
    }
    let statuses = client.list("status/lead/").await;
    for status in &statuses[1..] {
        assert_eq!(client.delete(&format!("status/lead/{}/", id(status))).await.status, 200);
    }
    assert!(client.delete(&format!("status/lead/{}/", id(&statuses[0]))).await.error().contains("last status"));
}
