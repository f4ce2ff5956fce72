//! Sending a message, and everything that forbids it.

use serde_json::{Value, json};

use crate::client::{Answer, Client};

/// Sends a message of these properties to a contact.
async fn send(client: &Client, contact: &Value, mut properties: Value) -> Answer {
    properties["contactId"] = contact["id"].clone();
    client.post("/conversations/messages", properties).await
}

async fn conversations(client: &Client, contact: &Value) -> Value {
    let id = contact["id"].as_str().unwrap();
    client.get(&format!("/conversations/search?locationId=SandboxLocation00001&contactId={id}")).await.body
}

async fn last_message(client: &Client, conversation: &Value) -> Value {
    let path = format!("/conversations/{}/messages?limit=1", conversation.as_str().unwrap());
    client.get(&path).await.body["messages"]["messages"][0].clone()
}

async fn ada(client: &Client) -> Value {
    client.create(json!({ "name": "Ada King", "email": "ada@example.com", "phone": "+12125550199" })).await
}

fn refusal(answer: &Answer) -> &str {
    assert_eq!(answer.status, 400, "{}", answer.body);
    answer.body["message"].as_str().unwrap()
}

#[tokio::test]
async fn a_first_message_opens_a_conversation_and_the_next_goes_on_with_it() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    assert_eq!(conversations(&client, &ada).await["total"], 0);

    let sms = send(&client, &ada, json!({ "type": "SMS", "message": "Hello Ada" })).await;
    assert_eq!(sms.status, 200, "{}", sms.body);
    assert_eq!((&sms.body["status"], &sms.body["msg"]), (&json!("pending"), &json!("Message queued successfully.")));
    assert_eq!(sms.body.get("emailMessageId"), None);
    let found = conversations(&client, &ada).await;
    let row = &found["conversations"][0];
    assert_eq!((&found["total"], &row["id"]), (&json!(1), &sms.body["conversationId"]));
    assert_eq!((&row["type"], &row["fullName"]), (&json!("TYPE_PHONE"), &json!("Ada King")));
    assert_eq!((&row["lastMessageBody"], &row["lastMessageType"]), (&json!("Hello Ada"), &json!("TYPE_SMS")));
    assert_eq!(
        (&row["lastMessageDirection"], &row["lastOutboundMessageAction"]),
        (&json!("outbound"), &json!("manual"))
    );
    let message = last_message(&client, &row["id"]).await;
    assert_eq!((&message["id"], &message["body"]), (&sms.body["messageId"], &json!("Hello Ada")));
    assert_eq!((&message["status"], &message["source"]), (&json!("pending"), &json!("api")));

    let email = json!({ "type": "Email", "subject": "Your plan", "html": "<p>Here it is</p>" });
    let email = send(&client, &ada, email).await;
    assert_eq!(email.body["conversationId"], row["id"]);
    assert_ne!(email.body["emailMessageId"], email.body["messageId"]);
    let message = last_message(&client, &row["id"]).await;
    assert_eq!(message["meta"]["email"]["messageIds"], json!([email.body["emailMessageId"]]));
    assert_eq!((&message["messageType"], message.get("body")), (&json!("TYPE_EMAIL"), None));
    let row = conversations(&client, &ada).await["conversations"][0].clone();
    assert_eq!((&row["lastMessageBody"], &row["type"]), (&json!("Your plan"), &json!("TYPE_PHONE")));
}

#[tokio::test]
async fn every_channel_leaves_a_message_of_its_type() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    for (channel, message_type) in [
        ("SMS", "TYPE_SMS"),
        ("RCS", "TYPE_RCS"),
        ("WhatsApp", "TYPE_WHATSAPP"),
        ("IG", "TYPE_INSTAGRAM"),
        ("FB", "TYPE_FACEBOOK"),
        ("Custom", "TYPE_CUSTOM_PROVIDER_SMS"),
        ("Live_Chat", "TYPE_LIVE_CHAT"),
        ("TIKTOK", "TYPE_TIKTOK"),
        ("Email", "TYPE_EMAIL"),
    ] {
        let request = json!({ "type": channel, "message": "Hi", "html": "Hi", "conversationProviderId": "provider" });
        let sent = send(&client, &ada, request).await;
        assert_eq!(sent.status, 200, "{channel}: {}", sent.body);
        assert_eq!(last_message(&client, &sent.body["conversationId"]).await["messageType"], message_type);
    }
    let photo = json!({ "type": "SMS", "attachments": ["https://example.com/a.png"] });
    let sent = send(&client, &ada, photo).await;
    let message = last_message(&client, &sent.body["conversationId"]).await;
    assert_eq!(message["attachments"], json!(["https://example.com/a.png"]));
    let later =
        send(&client, &ada, json!({ "type": "SMS", "message": "Soon", "scheduledTimestamp": 1_900_000_000 })).await;
    assert_eq!(last_message(&client, &later.body["conversationId"]).await["status"], "scheduled");
}

#[tokio::test]
async fn do_not_disturb_forbids_its_channels() {
    let client = Client::new().await;
    let dnd = |settings: Value| json!({ "dndSettings": settings });
    let sms = || json!({ "type": "SMS", "message": "Hi" });
    let ada = ada(&client).await;
    let path = format!("/contacts/{}", ada["id"].as_str().unwrap());

    client.put(&path, dnd(json!({ "SMS": { "status": "active" } }))).await;
    let refused = send(&client, &ada, sms()).await;
    assert_eq!(refusal(&refused), "Cannot send message as DND is active for SMS.");
    assert_eq!(send(&client, &ada, json!({ "type": "Email", "html": "Hi" })).await.status, 200, "another channel");

    client.put(&path, dnd(json!({ "Email": { "status": "permanent" } }))).await;
    let refused = send(&client, &ada, json!({ "type": "Email", "html": "Hi" })).await;
    assert_eq!(refusal(&refused), "Cannot send message as the contact has unsubscribed from Email.");
    assert_eq!(refused.body["canonicalCode"], "CONVERSATIONS_MSG_UNSUBSCRIBED");

    client.put(&path, json!({ "dnd": true, "dndSettings": { "SMS": { "status": "inactive" } } })).await;
    for channel in ["WhatsApp", "FB", "IG", "Live_Chat"] {
        let refused = send(&client, &ada, json!({ "type": channel, "message": "Hi" })).await;
        assert_eq!(refusal(&refused), format!("Cannot send message as DND is active for {channel}."));
    }
    assert_eq!(send(&client, &ada, sms()).await.status, 200, "what is inactive is an exception");
    let seeded = client.everybody().await;
    let quiet = seeded.iter().rfind(|contact| contact["dnd"] == true && contact["phone"].is_string()).unwrap();
    assert_eq!(refusal(&send(&client, quiet, sms()).await), "Cannot send message as DND is active for SMS.");
}

#[tokio::test]
async fn a_message_needs_content_and_a_way_to_its_contact() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    let nobody = client.create(json!({ "name": "Nobody" })).await;
    for request in [
        json!({ "type": "SMS" }),
        json!({ "type": "SMS", "message": " " }),
        json!({ "type": "SMS", "html": "<p>Hi</p>" }),
        json!({ "type": "SMS", "attachments": [] }),
        json!({ "type": "Email", "subject": "Nothing else" }),
        json!({ "type": "Email", "message": "An email is its html" }),
    ] {
        let refused = send(&client, &ada, request.clone()).await;
        assert_eq!(refusal(&refused), "There is no message or attachments", "{request}");
    }
    for channel in ["SMS", "RCS", "WhatsApp"] {
        let refused = send(&client, &nobody, json!({ "type": channel, "message": "Hi" })).await;
        assert_eq!(refusal(&refused), "Missing phone number");
    }
    let refused = send(&client, &nobody, json!({ "type": "Email", "html": "Hi" })).await;
    assert_eq!(refusal(&refused), "Missing email address");
    let elsewhere = json!({ "type": "SMS", "message": "Hi", "toNumber": "+12125550198" });
    assert_eq!(send(&client, &nobody, elsewhere).await.status, 200);
    let unknown = json!({ "id": "nobody" });
    let refused = send(&client, &unknown, json!({ "type": "SMS", "message": "Hi" })).await;
    assert_eq!(refusal(&refused), "Contact not found for id:nobody");
    assert_eq!(conversations(&client, &ada).await["total"], 0, "what is refused opens nothing");
}

#[tokio::test]
async fn a_request_is_read_as_strictly_as_others() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    for (properties, fault) in [
        (json!({ "type": "SMS", "locationId": "SandboxLocation00001" }), "property locationId should not exist"),
        (
            json!({ "type": "Fax" }),
            "type must be one of the following values: SMS, RCS, Email, WhatsApp, IG, FB, Custom, Live_Chat, TIKTOK",
        ),
        (json!({ "message": "Hi" }), "type can't be undefined"),
        // Milliseconds, which a scheduler would wait for until the year 59000.
        (
            json!({ "type": "SMS", "message": "Hi", "scheduledTimestamp": 1_900_000_000_000_i64 }),
            "scheduledTimestamp must not be greater than 9999999999",
        ),
        (json!({ "type": "Custom", "message": "Hi" }), "conversationProviderId can't be undefined"),
        (json!({ "type": "Email", "html": "Hi", "forward": {} }), "forward.isForwarded can't be undefined"),
    ] {
        assert_eq!(send(&client, &ada, properties).await.faults(), [fault]);
    }
    let documented = json!({ "type": "SMS", "subType": "SMS", "status": "pending", "message": "Hi" });
    assert_eq!(send(&client, &ada, documented).await.status, 200);
}

#[tokio::test]
async fn a_forwarded_email_tells_what_was_forwarded() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    let forward =
        json!({ "isForwarded": true, "messageId": "m1", "emailMessageId": "e1", "toEmail": "bob@example.com" });
    let sent = send(&client, &ada, json!({ "type": "Email", "forward": forward })).await;
    let expected = json!({ "messageId": "m1", "emailMessageId": "e1", "forwardToEmail": "bob@example.com" });
    assert_eq!(sent.body["forwardData"], expected);
}
