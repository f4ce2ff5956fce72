//! Tags of a contact, and what they leave in the location.

use serde_json::json;

use crate::client::{Client, located};

#[tokio::test]
async fn adding_and_removing_answer_with_all_tags() {
    let client = Client::new().await;
    let contact = client.create(json!({ "firstName": "Ada", "tags": ["lead"] })).await;
    let path = format!("/contacts/{}/tags", contact["id"].as_str().unwrap());

    let answer = client.post(&path, json!({ "tags": ["vip", "lead", "vip"] })).await;
    assert_eq!((answer.status.as_u16(), &answer.body["tags"]), (201, &json!(["lead", "vip"])));
    let answer = client.delete(&path, json!({ "tags": ["lead", "never had"] })).await;
    assert_eq!((answer.status.as_u16(), &answer.body["tags"]), (200, &json!(["vip"])));
    assert_eq!(client.contact(&contact["id"]).await["tags"], json!(["vip"]));
}

#[tokio::test]
async fn a_tag_is_had_once_and_is_not_blank() {
    let client = Client::new().await;
    let tags = json!(["a", "b", "a", "", " "]);
    let created = client.create(json!({ "email": "ada@example.com", "tags": tags })).await;
    assert_eq!(created["tags"], json!(["a", "b"]));
    let upsert = client.post("/contacts/upsert", located(json!({ "email": "ada@example.com", "tags": tags }))).await;
    assert_eq!(upsert.body["contact"]["tags"], json!(["a", "b"]));
    let path = format!("/contacts/{}", created["id"].as_str().unwrap());
    assert_eq!(client.put(&path, json!({ "tags": tags })).await.body["contact"]["tags"], json!(["a", "b"]));
    assert_eq!(
        client.post(&format!("{path}/tags"), json!({ "tags": ["", "c"] })).await.body["tags"],
        json!(["a", "b", "c"])
    );
}

#[tokio::test]
async fn tags_must_be_given_and_nothing_else() {
    let client = Client::new().await;
    let path = format!("/contacts/{}/tags", client.everybody().await[0]["id"].as_str().unwrap());
    let cases = [
        (json!({}), "tags can't be undefined"),
        (json!({ "tags": "vip" }), "tags must be an array of strings"),
        (json!({ "tags": [], "replace": true }), "property replace should not exist"),
    ];
    for (body, fault) in cases {
        assert_eq!(client.post(&path, body.clone()).await.faults(), [fault]);
        assert_eq!(client.delete(&path, body).await.faults(), [fault]);
    }
}

#[tokio::test]
async fn the_tags_of_the_location_are_all_that_contacts_ever_had() {
    let client = Client::new().await;
    let list = || async { client.get("/locations/SandboxLocation00001/tags").await.body["tags"].clone() };
    let before = list().await.as_array().unwrap().clone();
    assert_eq!(before.len(), 8);
    assert!(
        before.iter().all(|tag| tag["id"].as_str().unwrap().len() == 20 && tag["locationId"] == "SandboxLocation00001")
    );

    let contact = client.create(json!({ "name": "Ada King", "tags": ["spring fair", "lead"] })).await;
    let path = format!("/contacts/{}", contact["id"].as_str().unwrap());
    client.delete(&format!("{path}/tags"), json!({ "tags": ["spring fair"] })).await;
    let after = list().await.as_array().unwrap().clone();
    assert_eq!((&after[..8], after.len(), &after[8]["name"]), (&before[..], 9, &json!("spring fair")));
    let query = client.get("/locations/SandboxLocation00001/tags?limit=1").await;
    assert_eq!(query.faults(), ["property limit should not exist"]);
}
