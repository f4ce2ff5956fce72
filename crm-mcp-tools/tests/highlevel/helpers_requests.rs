//! The exact requests that the helpers make, and what they make of the vendor's answers.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const DUPLICATES: &str = "contacts_find-duplicates";
const CREATE: &str = "opportunities_create-opportunity";

fn contact(id: Value) -> http::Response<bytes::Bytes> {
    let contact = if id.is_null() { id } else { json!({"id": id, "ssn": "1", "firstNameLowerCase": "ada"}) };
    answer(200, json!({"contact": contact, "traceId": "t"}).to_string())
}

#[tokio::test]
async fn duplicates_are_looked_for_by_each_field_and_told_with_it() {
    let by_email = format!("GET /contacts/search/duplicate?locationId={LOCATION}&email=ada%2Bx%40example.com");
    let by_phone = format!("GET /contacts/search/duplicate?locationId={LOCATION}&number=%2B15551234567");
    let one = |id: &str, fields: Value| json!({"matchingFields": fields, "contact": {"id": id}});
    let cases = [
        (json!(null), json!(null), json!([])),
        (json!("c1"), json!(null), json!([one("c1", json!(["email"]))])),
        (json!(null), json!("c1"), json!([one("c1", json!(["phone"]))])),
        (json!("c1"), json!("c1"), json!([one("c1", json!(["email", "phone"]))])),
        (json!("c1"), json!("c2"), json!([one("c1", json!(["email"])), one("c2", json!(["phone"]))])),
    ];
    for (email, phone, duplicates) in cases {
        let vendor = Vendor::answering([contact(email), contact(phone)]);
        let arguments = json!({"email": "ada+x@example.com", "phone": "+15551234567"});
        let found = call(&vendor.location(), DUPLICATES, arguments).await.unwrap();
        assert_eq!(found, json!({"duplicates": duplicates}));
        assert_eq!(vendor.saw(), [(by_email.clone(), Value::Null), (by_phone.clone(), Value::Null)]);
    }
    let vendor = Vendor::answering([contact(json!("c1"))]);
    call(&vendor.location(), DUPLICATES, json!({"phone": "+15551234567"})).await.unwrap();
    assert_eq!(vendor.saw(), [(by_phone, Value::Null)]);
}

#[tokio::test]
async fn notes_are_listed_slim_and_added_with_what_is_given() {
    let note = json!({"id": "n1", "body": "Called", "userId": "u1", "dateAdded": "2026-07-08T12:02:11.285Z",
        "contactId": "c1", "title": null, "color": "#FFAA00", "pinned": false});
    let slim = json!({"id": "n1", "body": "Called", "userId": "u1", "dateAdded": "2026-07-08T12:02:11.285Z",
        "pinned": false});
    let vendor = Vendor::answering([
        answer(200, json!({"notes": [note]}).to_string()),
        answer(201, json!({"note": note}).to_string()),
    ]);
    let crm = vendor.location();
    let listed = call(&crm, "contacts_get-notes", json!({"contactId": "c1"})).await.unwrap();
    assert_eq!(listed, json!({"notes": [slim], "hasMore": false, "total": 1}));
    let arguments = json!({"contactId": "c1", "body": "Called", "userId": "u1"});
    assert_eq!(call(&crm, "contacts_create-note", arguments).await.unwrap(), json!({"note": slim}));
    let requests = [
        ("GET /contacts/c1/notes".to_owned(), Value::Null),
        ("POST /contacts/c1/notes".to_owned(), json!({"body": "Called", "userId": "u1"})),
    ];
    assert_eq!(vendor.saw(), requests);
}

#[tokio::test]
async fn an_opportunity_is_created_open_unless_something_else_is_said() {
    let created = || answer(201, r#"{"opportunity":{"id":"o1","status":"open"}}"#);
    let vendor = Vendor::answering([created(), created()]);
    let crm = vendor.location();
    let arguments = json!({"contactId": "c1", "pipelineId": "Pipeline000000000001", "name": "New site"});
    let answered = call(&crm, CREATE, arguments.clone()).await.unwrap();
    assert_eq!(answered, json!({"opportunity": {"id": "o1", "status": "open"}}));
    let mut more = arguments.clone();
    more.as_object_mut().unwrap().extend([
        ("status".to_owned(), json!("won")),
        ("pipelineStageId".to_owned(), json!("Stage000000000000001")),
        ("monetaryValue".to_owned(), json!(10)),
        ("assignedTo".to_owned(), json!("u1")),
    ]);
    call(&crm, CREATE, more).await.unwrap();
    let body = json!({"locationId": LOCATION, "contactId": "c1", "pipelineId": "Pipeline000000000001", "name": "New site", "status": "open"});
    let full = json!({"locationId": LOCATION, "contactId": "c1", "pipelineId": "Pipeline000000000001", "name": "New site",
        "status": "won", "pipelineStageId": "Stage000000000000001", "monetaryValue": 10.0, "assignedTo": "u1"});
    assert_eq!(vendor.saw(), [("POST /opportunities/".to_owned(), body), ("POST /opportunities/".to_owned(), full)]);
}

#[tokio::test]
async fn a_second_opportunity_in_the_pipeline_is_answered_with_the_first() {
    let refused = json!({"statusCode": 400, "message": "Can not create duplicate opportunity for the contact.",
        "code": "OPPORTUNITY_NO_DUPLICATE", "meta": {"existingId": "o7"}});
    let vendor = Vendor::answering([answer(400, refused.to_string())]);
    let arguments = json!({"contactId": "c1", "pipelineId": "Pipeline000000000001", "name": "New site"});
    let error = call(&vendor.location(), CREATE, arguments).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["existingId"]), (ErrorCode::Conflict, &json!("o7")));
    assert!(error.to_string().contains("opportunities_update-opportunity"), "{error}");
}

#[tokio::test]
async fn calls_that_make_no_sense_are_refused_before_the_network() {
    let senseless = [
        (DUPLICATES, json!({}), "give email, phone or both"),
        (DUPLICATES, json!({"phone": "555 1234"}), "phone"),
        ("contacts_create-note", json!({"contactId": "c1", "body": ""}), "body"),
        (CREATE, json!({"contactId": "c1", "name": "x"}), "pipelineId"),
        (
            CREATE,
            json!({"contactId": "c1", "pipelineId": "Pipeline000000000001", "name": "x", "status": "all"}),
            "status",
        ),
    ];
    for (tool, arguments, told) in senseless {
        let vendor = Vendor::default();
        let error = call(&vendor.location(), tool, arguments.clone()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{tool} {arguments}");
        assert!(error.to_string().contains(told), "{tool} {arguments}: {error}");
        assert!(vendor.requests().is_empty(), "{tool} {arguments}");
    }
}
