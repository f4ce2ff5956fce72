//! Calls, messages, meetings, comments, and the list of all activities.

use serde_json::{Value, json};

use crate::client::{Client, id};

/// The types of the activities of a list.
fn types(activities: &[Value]) -> Vec<&str> {
    activities.iter().map(|activity| activity["_type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn all_activities_are_narrowed_only_for_one_lead() {
    let client = Client::new().await;
    let lead_id = client.lead("Timeline").await;
    let at = |day: u8| format!("2026-08-{day:02}T10:00:00+00:00");
    client.create("activity/note/", json!({ "lead_id": lead_id, "note": "First", "activity_at": at(1) })).await;
    client.create("activity/call/", json!({ "lead_id": lead_id, "note": "Second", "activity_at": at(2) })).await;
    client.create("activity/note/", json!({ "lead_id": lead_id, "note": "Third", "activity_at": at(3) })).await;
    let path = format!("activity/?lead_id={lead_id}");
    assert_eq!(types(&client.list(&path).await), ["Note", "Call", "Note"], "newest first");
    assert_eq!(types(&client.list(&format!("{path}&_type=Call")).await), ["Call"]);
    assert_eq!(client.list(&format!("{path}&_type__in=Call,Note")).await.len(), 3);
    assert_eq!(client.list(&format!("{path}&activity_at__gt=2026-08-01&activity_at__lt=2026-08-03")).await.len(), 1);
    for parameter in ["_type=Call", "_type__in=Call,Note", "user_id=user_x", "contact_id__in=cont_x"] {
        let refused = client.get(&format!("activity/?{parameter}")).await;
        assert_eq!(refused.status, 400, "{parameter}");
        assert!(refused.error().contains("single lead_id"), "{}", refused.body);
    }
    let refused = client.get("activity/note/?activity_at__gt=2026-08-01&_order_by=date_created").await;
    assert_eq!(refused.error(), "Cannot filter by activity_at when sorting by date_created.");
    assert_eq!(client.post("activity/", json!({})).await.status, 405);
    let several = format!("activity/note/?lead_id={lead_id},lead_none");
    assert_eq!(
        client.list(&several).await.len(),
        client.list(&format!("activity/note/?lead_id={lead_id}")).await.len()
    );
}

#[tokio::test]
async fn a_transcript_comes_only_on_request() {
    let client = Client::new().await;
    let contact = client.create("contact/", json!({ "name": "Caller" })).await;
    let call = client.create("activity/call/", json!({ "contact_id": contact["id"], "duration": 61 })).await;
    assert_eq!(call["lead_id"], contact["lead_id"], "the lead is the contact's");
    assert!(call.get("recording_transcript").is_none(), "{call}");
    let path = format!("activity/call/{}/?_fields=id,recording_transcript", id(&call));
    assert_eq!(client.read(&path).await, json!({ "id": call["id"], "recording_transcript": null }));
    assert_eq!(client.post("activity/call/", json!({})).await.faults()["lead_id"], "This field is required.");
}

#[tokio::test]
async fn the_status_of_an_email_says_what_becomes_of_it() {
    let client = Client::new().await;
    let lead_id = client.lead("Mails").await;
    let body = |status: &str| json!({ "lead_id": lead_id, "status": status, "subject": "Hello", "body_text": "Hi" });
    let draft = client.create("activity/email/", body("draft")).await;
    assert_eq!((&draft["direction"], &draft["date_sent"]), (&json!("outgoing"), &json!(null)));
    assert_eq!(draft["body_html"], "<body><p>Hi</p></body>");
    let refused = client.post("activity/email/", body("outbox")).await;
    assert_eq!(refused.faults(), &json!({ "sender": "This field is required." }));
    let path = format!("activity/email/{}/", id(&draft));
    let sent = client.change(&path, json!({ "status": "outbox", "sender": "dana@lantern.example" })).await;
    assert_eq!(sent["status"], "sent");
    assert!(sent["date_sent"].is_string());

    let mut reply = body("inbox");
    reply["sender"] = "buyer@mails.example".into();
    reply["in_reply_to_id"] = draft["id"].clone();
    let reply = client.create("activity/email/", reply).await;
    assert_eq!((&reply["thread_id"], &reply["direction"]), (&draft["thread_id"], &json!("incoming")));
    let thread = format!("activity/emailthread/{}/", draft["thread_id"].as_str().unwrap());
    assert_eq!(client.read(&thread).await["n_emails"], 2);
    client.delete(&path).await;
    client.delete(&format!("activity/email/{}/", id(&reply))).await;
    assert_eq!(client.get(&thread).await.status, 404, "a thread goes with its last email");
    assert_eq!(client.create("activity/email/", body("sent")).await["sender"], "dana@lantern.example");
    let missing = client.post("activity/email/", json!({ "lead_id": lead_id })).await;
    assert_eq!(missing.faults(), &json!({ "status": "This field is required." }));
}

#[tokio::test]
async fn a_text_message_is_sent_from_a_number() {
    let client = Client::new().await;
    let lead_id = client.lead("Texts").await;
    let body = json!({ "lead_id": lead_id, "status": "outbox", "text": "On my way" });
    assert!(client.post("activity/sms/", body.clone()).await.faults()["local_phone"].is_string());
    let mut body = body;
    body["local_phone"] = "+15550100009".into();
    let sms = client.create("activity/sms/", body).await;
    assert_eq!((&sms["status"], &sms["direction"], &sms["_type"]), (&json!("sent"), &json!("outbound"), &json!("SMS")));
}

#[tokio::test]
async fn a_meeting_is_not_made_here() {
    let client = Client::new().await;
    assert_eq!(client.post("activity/meeting/", json!({})).await.status, 405);
    assert_eq!(client.post("activity/emailthread/", json!({})).await.status, 405);
    assert_eq!(client.get("activity/meeting/").await.status, 200);
}

#[tokio::test]
async fn what_close_records_by_itself_is_recorded() {
    let client = Client::new().await;
    let lead_id = client.lead("Recorded").await;
    let status = client.create("status/lead/", json!({ "label": "Won over" })).await;
    client.change(&format!("lead/{lead_id}/"), json!({ "status_id": status["id"] })).await;
    let task = client.create("task/", json!({ "lead_id": lead_id, "text": "Do it" })).await;
    client.change(&format!("task/{}/", id(&task)), json!({ "is_complete": true })).await;
    client.change(&format!("task/{}/", id(&task)), json!({ "text": "Done" })).await;
    let activities = client.list(&format!("activity/?lead_id={lead_id}&_order_by=date_created")).await;
    assert_eq!(types(&activities), ["LeadStatusChange", "TaskCompleted"]);
    assert_eq!(activities[0]["new_status_label"], "Won over");
    assert_eq!(activities[0]["old_status_label"], "Potential");
}

#[tokio::test]
async fn comments_on_one_object_are_a_thread() {
    let client = Client::new().await;
    let lead_id = client.lead("Comments").await;
    let note = client.create("activity/note/", json!({ "lead_id": lead_id, "note": "Talk here" })).await;
    let comment = |body: &str| json!({ "object_id": note["id"], "body": format!("<body>{body}</body>") });
    let first = client.post("comment/", comment("One")).await;
    assert_eq!(first.status, 201);
    let second = client.create("comment/", comment("Two")).await;
    assert_eq!(second["thread_id"], first.body["thread_id"]);
    assert_eq!((&second["lead_id"], &second["created_by_name"]), (&json!(lead_id), &json!("Dana Whitfield")));
    let thread = format!("comment_thread/{}/", second["thread_id"].as_str().unwrap());
    assert_eq!(client.read(&thread).await["comments"].as_array().unwrap().len(), 2);
    assert_eq!(client.read(&thread).await["object_type"], "activity.note");
    assert_eq!(client.list(&format!("comment/?object_id={}", id(&note))).await.len(), 2);
    let path = format!("comment/{}/", id(&second));
    assert_eq!(client.change(&path, json!({ "body": "<body>Three</body>" })).await["body"], "<body>Three</body>");
    assert_eq!(client.delete(&path).await.status, 204);
    client.delete(&format!("comment/{}/", id(&first.body))).await;
    assert_eq!(client.get(&thread).await.status, 404);
    for nothing in ["acti_nothing", lead_id.as_str()] {
        let refused = client.post("comment/", json!({ "object_id": nothing, "body": "<body>x</body>" })).await;
        assert_eq!(refused.faults(), &json!({ "object_id": "Object does not exist." }));
    }
    assert!(
        client.post("comment/", json!({ "object_id": note["id"], "body": "x" })).await.faults()["body"].is_string()
    );
    let third = client.create("comment/", comment("Four")).await;
    client.delete(&format!("activity/note/{}/", id(&note))).await;
    assert_eq!(client.get(&format!("comment/{}/", id(&third))).await.status, 404, "comments go with their object");
}
