//! What HighLevel's answer to a write does not have, told by every tool that writes fields.

use serde_json::{Value, json};

use crate::support::{Vendor, answer, call};

const DEFINITIONS: &str = r#"{"customFields":[
    {"id":"f1","name":"Birthday","fieldKey":"contact.birthday","dataType":"DATE","model":"contact"},
    {"id":"f2","name":"Size","fieldKey":"contact.size","dataType":"NUMERICAL","model":"contact"},
    {"id":"f3","name":"Plan","fieldKey":"contact.plan","dataType":"TEXT","model":"contact"}]}"#;

/// What a tool says when HighLevel answers so.
async fn told(tool: &str, arguments: &Value, answered: &Value) -> Value {
    let vendor = Vendor::answering([answer(200, answered.to_string())]);
    call(&vendor.location(), tool, arguments.clone()).await.unwrap()["notApplied"].take()
}

#[tokio::test]
async fn every_write_names_the_fields_that_the_answer_does_not_have() {
    let contact = json!({"contact": {"id": "c1", "email": "old@x.example", "phone": null, "gender": "female",
        "firstName": "Grace", "city": "oslo", "tags": ["vip"], "dateAdded": "2026-09-01T00:00:00Z"}});
    let contact_fields = json!({"email": "ada@x.example", "phone": "+15551234567", "firstName": "Ada", "city": "Oslo",
        "tags": ["VIP"], "website": "x.example"});
    let with = |fields: &Value, more: Value| {
        let mut fields = fields.as_object().unwrap().clone();
        fields.extend(more.as_object().unwrap().clone());
        Value::Object(fields)
    };
    let opportunity =
        json!({"opportunity": {"id": "o1", "name": "a deal", "status": "open", "monetaryValue": "10.00"}});
    let cases = [
        (
            "contacts_update-contact",
            with(&contact_fields, json!({"contactId": "c1"})),
            &contact,
            json!(["email", "firstName", "phone"]),
        ),
        (
            "contacts_upsert-contact",
            with(&contact_fields, json!({"gender": "male"})),
            &contact,
            json!(["email", "firstName", "gender", "phone"]),
        ),
        (
            "contacts_create-contact",
            with(&contact_fields, json!({"companyName": "X"})),
            &contact,
            json!(["email", "firstName", "phone"]),
        ),
        (
            "contacts_update-contact",
            json!({"contactId": "c1", "clear": ["email", "phone", "tags"]}),
            &contact,
            json!(["email", "tags"]),
        ),
        (
            "opportunities_update-opportunity",
            json!({"opportunityId": "o1", "name": "A deal", "status": "won", "monetaryValue": 10}),
            &opportunity,
            json!(["status"]),
        ),
        (
            "opportunities_create-opportunity",
            json!({"contactId": "c1", "pipelineId": "UOVYDPXBNqFt8bQpOuVD", "name": "Another", "monetaryValue": 20}),
            &opportunity,
            json!(["monetaryValue", "name"]),
        ),
        (
            "contacts_create-note",
            json!({"contactId": "c1", "body": "Called", "pinned": true}),
            &json!({"note": {"id": "n1", "body": "<p>Called</p>", "pinned": false}}),
            json!(["pinned"]),
        ),
        (
            "contacts_add-tags",
            json!({"contactId": "c1", "tags": ["VIP", "new"]}),
            &json!({"tags": ["vip"]}),
            json!(["new"]),
        ),
        (
            "contacts_remove-tags",
            json!({"contactId": "c1", "tags": ["VIP", "new"]}),
            &json!({"tags": ["vip"]}),
            json!(["VIP"]),
        ),
    ];
    for (tool, arguments, answered, not_applied) in cases {
        let mut told = told(tool, &arguments, answered).await;
        told.as_array_mut().unwrap().sort_by_key(Value::to_string);
        assert_eq!(told, not_applied, "{tool} {arguments}");
    }
}

#[tokio::test]
async fn an_answer_that_tells_nothing_is_no_sign_of_a_fault() {
    let fields = json!({"contactId": "c1", "phone": "+15551234567", "firstName": "Ada", "tags": ["vip"]});
    for (tool, arguments, answered) in [
        ("contacts_update-contact", &fields, json!({"contact": {"id": "c1"}})),
        ("contacts_update-contact", &json!({"contactId": "c1", "clear": ["email"]}), json!({"contact": {"id": "c1"}})),
        ("contacts_remove-tags", &json!({"contactId": "c1", "tags": ["a-b"]}), json!({"tags": ["ab"]})),
        ("contacts_add-tags", &json!({"contactId": "c1", "tags": ["vip"]}), json!({})),
        ("contacts_remove-tags", &json!({"contactId": "c1", "tags": ["vip"]}), json!({"tags": "odd"})),
    ] {
        assert_eq!(told(tool, arguments, &answered).await, Value::Null, "{tool} {answered}");
    }
}

#[tokio::test]
async fn custom_fields_are_named_by_their_keys() {
    let given = json!({"contactId": "c1", "customFields": {"birthday": "2026-09-01", "size": 3, "plan": "Gold"}});
    let kept = json!([{"id": "f1", "value": 1_788_220_800_000_i64}, {"id": "f2", "value": "4"}]);
    for (fields, not_applied) in [
        (json!({"id": "c1", "customFields": kept}), json!(["customFields.plan", "customFields.size"])),
        (json!({"id": "c1"}), Value::Null),
    ] {
        let answered = json!({"contact": fields}).to_string();
        let vendor = Vendor::answering([answer(200, DEFINITIONS), answer(200, answered)]);
        let written = call(&vendor.location(), "contacts_update-contact", given.clone()).await.unwrap();
        assert_eq!(written.get("notApplied").unwrap_or(&Value::Null), &not_applied);
    }
}
