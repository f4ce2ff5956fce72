//! Templates, smart views, workflows, outcomes, links; and whatever else is made, changed and deleted alike.

use serde_json::{Value, json};

use crate::client::{Client, id};

#[tokio::test]
async fn everything_simple_is_made_changed_listed_and_deleted() {
    let client = Client::new().await;
    let simple: [(&str, &str, Value, Value, u16, u16); 8] = [
        (
            "email_template",
            "tmpl",
            json!({ "name": "Hi", "subject": "S", "body": "B" }),
            json!({ "is_archived": true }),
            200,
            200,
        ),
        ("sms_template", "smstmpl", json!({ "name": "Hi", "text": "T" }), json!({ "status": "archived" }), 201, 204),
        (
            "saved_search",
            "save",
            json!({ "name": "Mine", "s_query": { "query": { "type": "match_all" } } }),
            json!({ "description": "All" }),
            200,
            200,
        ),
        ("sequence", "seq", json!({ "name": "Follow up", "steps": [] }), json!({ "status": "active" }), 200, 200),
        (
            "outcome",
            "outcome",
            json!({ "name": "Interested", "applies_to": ["calls"] }),
            json!({ "description": "Yes" }),
            201,
            200,
        ),
        (
            "scheduling_link",
            "schlnk",
            json!({ "name": "Intro", "url": "https://book.example" }),
            json!({ "url": "https://b.example" }),
            201,
            204,
        ),
        ("shared_scheduling_link", "schlnk", json!({ "name": "Demo" }), json!({ "description": "Ours" }), 201, 204),
        ("group", "group", json!({ "name": "Sales" }), json!({ "name": "Growth" }), 201, 204),
    ];
    for (path, prefix, body, change, created, deleted) in simple {
        let answer = client.post(&format!("{path}/"), body).await;
        assert_eq!(answer.status, created, "{path}: {}", answer.body);
        let record = answer.body;
        assert!(id(&record).starts_with(&format!("{prefix}_")), "{record}");
        let one = format!("{path}/{}/", id(&record));
        let changed = client.change(&one, change.clone()).await;
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(&changed[name], value, "{path}");
        }
        let listed = client.list(&format!("{path}/")).await;
        assert!(listed.iter().any(|other| other["id"] == record["id"]), "{path}");
        assert!(client.put(&one, json!({ "id": "other" })).await.faults()["id"].is_string(), "{path}");
        assert_eq!(client.delete(&one).await.status, deleted, "{path}");
        assert_eq!(client.get(&one).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_template_stays_while_a_workflow_uses_it() {
    let client = Client::new().await;
    let template = client.create("email_template/", json!({ "name": "Used", "subject": "S", "body": "B" })).await;
    let step = json!({ "step_type": "email", "delay": "P1D", "email_template_id": template["id"] });
    let sequence = client.create("sequence/", json!({ "name": "Uses it", "steps": [step] })).await;
    assert_eq!(sequence["status"], "draft");
    let path = format!("email_template/{}/", id(&template));
    assert!(client.delete(&path).await.error().contains("Uses it"));
    client.delete(&format!("sequence/{}/", id(&sequence))).await;
    assert_eq!(client.delete(&path).await.status, 200);
}
