//! The checker itself: it lets pass what keeps the contract, and nothing else.

use bytes::Bytes;
use crm_mcp_tools::api::Upstream;
use http::{Request, Response, request::Builder};
use serde_json::{Value, json};

use super::HIGHLEVEL;
use crate::{
    checked::Checked,
    support::{Vendor, answer},
};

const CONTACT: &str = "https://x.example/contacts/c1";
const NO_URL: &str = r#"answer 200/contact/attributionSource: "url" is a required property"#;
const CONTACTS: &str = "https://x.example/contacts/?locationId=l1";
const EVENTS: &str = "https://x.example/calendars/events?locationId=l1&startTime=1700000000000&endTime=1700000000001";

/// A request that lacks nothing but a method, a URI and a body.
fn request(version: &str) -> Builder {
    let request = Request::builder().header("authorization", "Bearer pit-1").header("accept", "application/json");
    request.header("content-type", "application/json").header("version", version)
}

fn get(uri: &str) -> Request<Bytes> {
    request("2021-07-28").uri(uri).body(Bytes::new()).unwrap()
}

fn put(body: &Value) -> Request<Bytes> {
    request("2021-07-28").method("PUT").uri(CONTACT).body(body.to_string().into()).unwrap()
}

/// What the checker says of this request and of this answer to it.
async fn violations(request: Request<Bytes>, answer: Response<Bytes>) -> String {
    let checked = Checked::new(&HIGHLEVEL, Vendor::answering([answer]));
    checked.send(request).await.unwrap();
    checked.violations().join("\n")
}

#[tokio::test]
async fn a_request_as_documented_passes() {
    let right = [
        get(CONTACT),
        get("https://x.example/contacts/a%20b"),
        get(&format!("{CONTACTS}&limit=100&startAfter=1700000000000&startAfterId=c1&query=5")),
        put(&json!({"firstName": null, "tags": ["new"], "dndSettings": {"SMS": {"status": "active"}}, "dnd": true})),
        put(&json!({"customFields": [{"id": "f1", "field_value": "x"}, {"id": "f2", "field_value": 2.5}]})),
        request("2021-04-15").uri(format!("{EVENTS}&userId=u1")).body(Bytes::new()).unwrap(),
    ];
    for request in right {
        let shown = format!("{request:?}");
        assert_eq!(violations(request, answer(404, "")).await, "", "{shown}");
    }
}

#[tokio::test]
async fn a_request_that_breaks_the_contract_is_told_of() {
    let without = |header: &str| {
        let mut request = put(&json!({}));
        request.headers_mut().remove(header).unwrap();
        request
    };
    let wrong = [
        (without("version"), r#"header: "Version" is a required property"#),
        (without("authorization"), "header: authorization is not `Bearer …`"),
        (without("accept"), "header: accept is not `application/json`"),
        (without("content-type"), "header: content-type is not `application/json`"),
        (
            put(&json!({"companyName": "x"})),
            "body: Additional properties are not allowed ('companyName' was unexpected)",
        ),
        (
            put(&json!({"dndSettings": {"SMS": {"status": "active", "since": 1}}})),
            "body/dndSettings/SMS: Additional properties are not allowed ('since' was unexpected)",
        ),
        (
            put(&json!({"dndSettings": {"SMS": {"status": "on"}}})),
            r#"body/dndSettings/SMS/status: "on" is not one of "active", "inactive" or "permanent""#,
        ),
        (put(&json!({"dndSettings": {"SMS": {}}})), r#"body/dndSettings/SMS: "status" is a required property"#),
        (put(&json!({"tags": "new"})), r#"body/tags: "new" is not of type "array""#),
        (put(&json!({"country": null})), r#"body/country: null is not of type "string""#),
        (put(&json!([])), r#"body: value is not of type "object""#),
        (
            request("2021-07-28").method("PUT").uri(CONTACT).body("{".into()).unwrap(),
            "body: it is no JSON, EOF while parsing an object at line 1 column 1\nbody: there is none",
        ),
        (request("2021-07-28").method("PUT").uri(CONTACT).body(Bytes::new()).unwrap(), "body: there is none"),
    ];
    for (request, line) in wrong {
        let expected = line.replace('\n', "\nPUT /contacts/{contactId}: ");
        let said = violations(request, answer(404, "")).await;
        assert_eq!(said, format!("PUT /contacts/{{contactId}}: {expected}"));
    }
}

#[tokio::test]
async fn a_query_that_breaks_the_contract_is_told_of() {
    let wrong = [
        (get(&format!("{CONTACTS}&page=2")), "query: Additional properties are not allowed ('page' was unexpected)"),
        (get(&format!("{CONTACTS}&limit=many")), r#"query/limit: "many" is not of type "number""#),
        (get(&format!("{CONTACTS}&limit=101")), "query/limit: 101 is greater than the maximum of 100"),
        (get(&format!("{CONTACTS}&query=a&query=b")), "query/query: it is given twice"),
        (get("https://x.example/contacts/"), r#"query: "locationId" is a required property"#),
        (request("2021-07-28").uri(CONTACTS).body("{}".into()).unwrap(), "body: there should be none"),
        (
            request("2021-04-15").uri(CONTACTS).body(Bytes::new()).unwrap(),
            r#"header/Version: "2021-04-15" is not one of "2021-07-28""#,
        ),
    ];
    for (request, line) in wrong {
        assert_eq!(violations(request, answer(404, "")).await, format!("GET /contacts/: {line}"));
    }
    let of_nobody = request("2021-04-15").uri(EVENTS).body(Bytes::new()).unwrap();
    let said = violations(of_nobody, answer(404, "")).await;
    assert!(said.starts_with("GET /calendars/events: query: ") && said.contains("anyOf"), "{said}");
    let of_nothing = violations(get("https://x.example/Contacts/c1"), answer(404, "")).await;
    assert_eq!(of_nothing, "GET /Contacts/c1: there is no such operation");
}

#[tokio::test]
async fn an_answer_is_held_against_the_contract() {
    let right = [
        (200, r#"{"contact": {"id": "c1", "tags": ["vip"], "city": null, "a new property": 1}}"#),
        (400, r#"{"statusCode": 400, "message": "Contact not found"}"#),
        (403, "<html>"),
        (404, ""),
        (429, "Too Many Requests"),
        (502, ""),
    ];
    for (status, body) in right {
        assert_eq!(violations(get(CONTACT), answer(status, body)).await, "", "{status} {body}");
    }
    let wrong = [
        (200, r#"{"contact": {"id": 1}}"#, r#"answer 200/contact/id: 1 is not of type "string""#),
        (200, r#"{"contact": {"attributionSource": {"url": null}}}"#, NO_URL),
        (200, "[]", r#"answer 200: value is not of type "object""#),
        (200, "<html>", "answer 200: the body is no JSON, expected value at line 1 column 1"),
        (201, "{}", "answer 201: the status is not documented"),
        (422, r#"{"message": "no list"}"#, r#"answer 422/message: "no list" is not of type "array""#),
    ];
    for (status, body, line) in wrong {
        let said = violations(get(CONTACT), answer(status, body)).await;
        assert_eq!(said, format!("GET /contacts/{{contactId}}: {line}"));
    }
}

#[tokio::test]
async fn what_was_sent_is_known_by_name() {
    let checked = Checked::new(&HIGHLEVEL, Vendor::answering([answer(404, ""), answer(404, "")]));
    checked.send(put(&json!({"dndSettings": {"SMS": {"status": "active"}}}))).await.unwrap();
    checked.send(put(&json!({"customFields": [{"id": "f1"}, {"field_value": ""}], "tags": []}))).await.unwrap();
    let sent = checked.sent().remove("PUT /contacts/{contactId}").unwrap();
    let expected = [
        "body.customFields",
        "body.customFields.field_value",
        "body.customFields.id",
        "body.dndSettings",
        "body.dndSettings.SMS",
        "body.dndSettings.SMS.status",
        "body.tags",
        "header.Version",
        "path.contactId",
    ];
    assert_eq!(sent.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
