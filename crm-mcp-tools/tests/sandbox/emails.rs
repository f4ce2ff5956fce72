//! Emails: those of the demo data and those that are sent, read one by one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::client::{Answer, Client};

async fn email(client: &Client, id: &Value) -> Value {
    let answer = client.get(&format!("/conversations/messages/email/{}", id.as_str().unwrap())).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

/// Every message of type email of the 200 conversations that were used last and first, with its email.
async fn all(client: &Client) -> Vec<(Value, Value)> {
    let mut all = BTreeMap::new();
    for sort in ["asc", "desc"] {
        let path = format!("/conversations/search?locationId=SandboxLocation00001&limit=100&sort={sort}");
        for row in client.get(&path).await.body["conversations"].as_array().unwrap() {
            let path = format!("/conversations/{}/messages?limit=100", row["id"].as_str().unwrap());
            for message in client.get(&path).await.body["messages"]["messages"].as_array().unwrap() {
                for id in message["meta"]["email"]["messageIds"].as_array().into_iter().flatten() {
                    all.insert(id.to_string(), (message.clone(), email(client, id).await));
                }
            }
        }
    }
    all.into_values().collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} of {value}"))
}

#[tokio::test]
async fn every_demo_email_can_be_read_and_fits_its_message() {
    let client = Client::new().await;
    let all = all(&client).await;
    assert!(all.len() > 100, "{}", all.len());
    for (message, email) in &all {
        for name in ["contactId", "conversationId", "locationId", "dateAdded", "direction", "source", "contentType"] {
            assert_eq!(email[name], message[name], "{name} of {email}");
        }
        assert!(!text(email, "subject").is_empty() && text(email, "body").starts_with('<'), "{email}");
        assert!(!text(email, "body").contains('{'), "{email}");
        let contact = client.contact(&email["contactId"]).await;
        let theirs = format!("{} <{}>", text(&contact, "name"), text(&contact, "email"));
        if email["direction"] == "inbound" {
            assert_eq!(email["from"], theirs);
            assert!(email["to"][0].as_str().unwrap().ends_with("@harborstreet.example.com"), "{email}");
        } else {
            assert!(text(email, "from").ends_with("@harborstreet.example.com>"), "{email}");
            assert_eq!(email["to"], json!([contact["email"]]));
        }
    }
}

#[tokio::test]
async fn demo_emails_are_of_every_sort_that_a_reader_meets() {
    let all = all(&Client::new().await).await;
    let some = |fits: &dyn Fn(&Value) -> bool| all.iter().filter(|(_, email)| fits(email)).count();
    let has = |part: &'static str| move |email: &Value| text(email, "body").contains(part);
    assert!(some(&|email| email["direction"] == "inbound") > 10);
    for part in ["<p>", "<a href=\"https://", "<ul>", "<table>", "<div>", "&nbsp;", "&lt;"] {
        assert!(some(&has(part)) > 0, "{part}");
    }
    assert!(some(&|email| text(email, "body").len() > 3_000) > 0, "a long one");
    assert!(some(&|email| text(email, "body").starts_with("<div><img src=\"cid:")) > 0, "one that is only an image");

    let answers: Vec<_> = all.iter().map(|(_, email)| email).filter(|email| has("<blockquote>")(email)).collect();
    assert!(answers.len() > 5, "{}", answers.len());
    for answer in answers {
        assert!(text(answer, "subject").starts_with("Re: ") && answer["threadId"] != answer["id"], "{answer}");
        let first = all.iter().find(|(_, email)| email["id"] == answer["threadId"]).unwrap();
        assert_eq!(format!("Re: {}", text(&first.1, "subject")), text(answer, "subject"));
    }
}

async fn ada(client: &Client) -> Value {
    client.create(json!({ "name": "Ada King", "email": "ada@example.com" })).await["id"].clone()
}

async fn send(client: &Client, contact: &Value, mut request: Value) -> Answer {
    request["contactId"] = contact.clone();
    request["type"] = "Email".into();
    let answer = client.post("/conversations/messages", request).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

#[tokio::test]
async fn a_sent_email_is_kept_with_all_that_was_given() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    let request = json!({
        "subject": "Your plan",
        "html": "<p>Here it is, Ada &amp; all</p>",
        "emailFrom": "dana@harborstreet.example.com",
        "emailCc": ["luis@harborstreet.example.com"],
        "emailBcc": ["archive@harborstreet.example.com"],
        "attachments": ["https://example.com/plan.pdf"],
    });
    let sent = send(&client, &ada, request.clone()).await.body;
    let kept = email(&client, &sent["emailMessageId"]).await;
    assert_eq!((&kept["id"], &kept["threadId"]), (&sent["emailMessageId"], &sent["emailMessageId"]));
    assert_eq!((&kept["conversationId"], &kept["contactId"]), (&sent["conversationId"], &ada));
    for (asked, name) in
        [("subject", "subject"), ("html", "body"), ("emailFrom", "from"), ("emailCc", "cc"), ("emailBcc", "bcc")]
    {
        assert_eq!(kept[name], request[asked], "{name}");
    }
    assert_eq!((&kept["to"], &kept["attachments"]), (&json!(["ada@example.com"]), &request["attachments"]));
    assert_eq!((&kept["direction"], &kept["status"]), (&json!("outbound"), &json!("pending")));
    assert_eq!((&kept["source"], &kept["contentType"]), (&json!("api"), &json!("text/html")));

    let plain = send(&client, &ada, json!({ "html": "Hi", "emailTo": "ada@home.example" })).await.body;
    let plain = email(&client, &plain["emailMessageId"]).await;
    let from = "Harbor Street Marketing <hello@harborstreet.example.com>";
    assert_eq!((&plain["subject"], &plain["from"]), (&json!(""), &json!(from)));
    assert_eq!((&plain["to"], &plain["cc"]), (&json!(["ada@home.example"]), &json!([])));
}

#[tokio::test]
async fn answers_keep_the_thread_and_forwards_what_they_pass_on() {
    let client = Client::new().await;
    let ada = ada(&client).await;
    let first = send(&client, &ada, json!({ "subject": "Your plan", "html": "<p>Here it is</p>" })).await.body;
    // By the id of the message and by that of the email.
    for name in ["messageId", "emailMessageId"] {
        let answer = send(&client, &ada, json!({ "html": "<p>And?</p>", "replyMessageId": first[name] })).await.body;
        let answer = email(&client, &answer["emailMessageId"]).await;
        assert_eq!((&answer["subject"], &answer["body"]), (&json!("Re: Your plan"), &json!("<p>And?</p>")));
        assert_eq!(
            (&answer["threadId"], &answer["replyToMessageId"]),
            (&first["emailMessageId"], &first["emailMessageId"])
        );
    }
    let forward =
        json!({ "isForwarded": true, "emailMessageId": first["emailMessageId"], "toEmail": "bob@example.com" });
    let forwarded = send(&client, &ada, json!({ "forward": forward })).await.body;
    let forwarded = email(&client, &forwarded["emailMessageId"]).await;
    assert_eq!((&forwarded["subject"], &forwarded["to"]), (&json!("Fwd: Your plan"), &json!(["bob@example.com"])));
    assert!(text(&forwarded, "body").contains("<blockquote><p>Here it is</p></blockquote>"), "{forwarded}");
    let named = send(&client, &ada, json!({ "html": "Hi", "threadId": "elsewhere" })).await.body;
    assert_eq!(email(&client, &named["emailMessageId"]).await["threadId"], "elsewhere");
}

#[tokio::test]
async fn an_email_is_asked_for_by_its_own_id() {
    let client = Client::new().await;
    let sent = send(&client, &ada(&client).await, json!({ "html": "Hi" })).await.body;
    for id in ["nothing", sent["messageId"].as_str().unwrap()] {
        let missing = client.get(&format!("/conversations/messages/email/{id}")).await;
        let message = format!("Email not found for id:{id}");
        let expected = json!({ "message": message, "error": "Bad Request", "statusCode": 400 });
        assert_eq!((missing.status.as_u16(), missing.body), (400, expected));
    }
    let path = format!("/conversations/messages/email/{}?locationId=x", sent["emailMessageId"].as_str().unwrap());
    assert_eq!(client.get(&path).await.faults(), ["property locationId should not exist"]);
}
