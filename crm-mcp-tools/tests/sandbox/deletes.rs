//! Deleting a contact, and everything of it.

use crm_mcp_tools::sandbox::Sandbox;
use serde_json::{Value, json};

use crate::client::{Client, UNLIMITED, located};

const DEALS: &str = "/opportunities/search?location_id=SandboxLocation00001";

/// A contact with one of everything: the path of the contact, of its conversation, of its email, and of its deal.
async fn rich(client: &Client) -> (Value, [String; 4]) {
    let ada = client.create(json!({ "name": "Ada King", "email": "ada@example.com" })).await;
    let id = ada["id"].as_str().unwrap();
    let path = format!("/contacts/{id}");
    client.post(&format!("{path}/notes"), json!({ "body": "Called." })).await;
    let task = json!({ "title": "Call", "dueDate": "2026-10-01", "completed": false });
    client.post(&format!("{path}/tasks"), task).await;
    let pipelines = client.get("/opportunities/pipelines?locationId=SandboxLocation00001").await.body;
    let deal =
        json!({ "contactId": id, "pipelineId": pipelines["pipelines"][0]["id"], "name": "Tender", "status": "open" });
    let deal = client.post("/opportunities/", located(deal)).await.body["opportunity"]["id"].clone();
    let email = json!({ "type": "Email", "contactId": id, "html": "<p>Hi</p>" });
    let sent = client.post("/conversations/messages", email).await.body;
    let [deal, conversation, email] =
        [&deal, &sent["conversationId"], &sent["emailMessageId"]].map(|id| id.as_str().unwrap().to_owned());
    let paths = [
        path,
        format!("/conversations/{conversation}"),
        format!("/conversations/messages/email/{email}"),
        format!("/opportunities/{deal}"),
    ];
    (ada, paths)
}

#[tokio::test]
async fn with_a_contact_goes_everything_of_it() {
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(UNLIMITED);
    let client = Client::of(&sandbox);
    let (deals, people) = (client.get(DEALS).await.body["meta"]["total"].clone(), client.everybody().await.len());
    let (_, paths) = rich(&client).await;
    for path in &paths {
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
    let before = sandbox.changes();
    let mut deleted = client.delete(&paths[0], Value::Null).await;
    assert!(deleted.body["traceId"].take().is_string());
    assert_eq!((deleted.status.as_u16(), deleted.body), (200, json!({ "succeded": true, "traceId": null })));
    assert_eq!(
        sandbox.changes() - before,
        7,
        "the contact, a note, a task, a deal, a conversation, its message, its email"
    );
    for path in &paths {
        assert_eq!(client.get(path).await.status, 400, "{path}");
    }
    let again = client.delete(&paths[0], Value::Null).await;
    let id = paths[0].strip_prefix("/contacts/").unwrap();
    assert_eq!(again.status, 400);
    assert_eq!(again.body["message"], format!("Contact not found for id:{id}"));
    assert_eq!(client.get(DEALS).await.body["meta"]["total"], deals);
    assert_eq!(client.everybody().await.len(), people);
}

#[tokio::test]
async fn what_was_deleted_can_come_again_under_other_ids() {
    let client = Client::new().await;
    let (first, paths) = rich(&client).await;
    client.delete(&paths[0], Value::Null).await;
    let (second, others) = rich(&client).await;
    assert_eq!(first["email"], second["email"]);
    for (path, other) in paths.iter().zip(&others) {
        assert_ne!(path, other);
        assert_eq!((client.get(path).await.status.as_u16(), client.get(other).await.status.as_u16()), (400, 200));
    }
}

#[tokio::test]
async fn every_demo_contact_can_be_deleted() {
    let client = Client::new().await;
    for contact in client.everybody().await {
        let path = format!("/contacts/{}", contact["id"].as_str().unwrap());
        assert_eq!(client.delete(&path, Value::Null).await.status, 200, "{path}");
    }
    let conversations = client.get("/conversations/search?locationId=SandboxLocation00001").await.body;
    let deals = client.get(DEALS).await.body;
    assert_eq!((&conversations["total"], &deals["meta"]["total"]), (&json!(0), &json!(0)));
    let calendars = client.get("/calendars/?locationId=SandboxLocation00001").await.body;
    let path = "/calendars/events?locationId=SandboxLocation00001&startTime=0&endTime=1900000000000&calendarId=";
    let events = client.get(&format!("{path}{}", calendars["calendars"][0]["id"].as_str().unwrap())).await.body;
    assert_eq!(events["events"], json!([]));
    let payments = "/payments/transactions?altId=SandboxLocation00001&altType=location";
    assert!(client.get(payments).await.body["totalCount"].as_u64() > Some(0), "payments stay");
}
