//! The notes of contacts.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};

use crate::client::Client;

impl Client {
    async fn notes(&self, contact_id: &Value) -> Vec<Value> {
        let answer = self.get(&format!("/contacts/{}/notes", contact_id.as_str().unwrap())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body["traceId"].is_string());
        answer.body["notes"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn demo_contacts_have_notes_that_come_newest_first() {
    let client = Client::new().await;
    let (mut seen, mut most) = (HashSet::new(), 0);
    for contact in client.everybody().await {
        let notes = client.notes(&contact["id"]).await;
        assert!(notes.is_sorted_by(|one, other| one["dateAdded"].as_str() >= other["dateAdded"].as_str()));
        for note in &notes {
            let keys: BTreeSet<_> = note.as_object().unwrap().keys().map(String::as_str).collect();
            let expected = ["body", "color", "contactId", "dateAdded", "id", "pinned", "title", "userId"];
            assert_eq!(keys, expected.into());
            assert_eq!(note["contactId"], contact["id"]);
            assert!(note["dateAdded"].as_str() >= contact["dateAdded"].as_str());
            assert!(seen.insert(note["id"].to_string()), "two notes of one id");
        }
        most = most.max(notes.len());
    }
    assert!((100..250).contains(&seen.len()), "{}", seen.len());
    assert_eq!(most, 3);
}

#[tokio::test]
async fn a_note_is_added_on_top_with_the_properties_it_was_given() {
    let client = Client::new().await;
    let contact = client.create(json!({ "name": "Ada King" })).await;
    let path = format!("/contacts/{}/notes", contact["id"].as_str().unwrap());
    let first = client.post(&path, json!({ "body": "Called." })).await;
    assert_eq!(first.status, 201);
    let keys: BTreeSet<_> = first.body["note"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["body", "contactId", "dateAdded", "id"].into());
    let given = json!({ "body": "Called again.", "title": "Call", "color": "#FFAA00", "pinned": true, "userId": "u1" });
    let second = client.post(&path, given.clone()).await.body["note"].clone();
    for (name, value) in given.as_object().unwrap() {
        assert_eq!(&second[name], value);
    }
    assert_eq!(client.notes(&contact["id"]).await, [second, first.body["note"].clone()]);
}

#[tokio::test]
async fn a_note_needs_a_body_and_a_contact() {
    let client = Client::new().await;
    let id = client.everybody().await[0]["id"].clone();
    let path = format!("/contacts/{}/notes", id.as_str().unwrap());
    let before = client.notes(&id).await;
    let cases = [
        (json!({ "title": "Call" }), "body can't be undefined"),
        (json!({ "body": 5 }), "body must be a string"),
        (json!({ "body": "x", "pinned": "yes" }), "pinned must be a boolean value"),
        (json!({ "body": "x", "contactId": "y" }), "property contactId should not exist"),
    ];
    for (body, fault) in cases {
        assert_eq!(client.post(&path, body).await.faults(), [fault]);
    }
    assert_eq!(client.notes(&id).await, before);
    for answer in [
        client.get("/contacts/nobody/notes").await,
        client.post("/contacts/nobody/notes", json!({ "body": "x" })).await,
    ] {
        assert_eq!((answer.status.as_u16(), &answer.body["message"]), (400, &json!("Contact not found for id:nobody")));
    }
}
