//! The sandbox, asked as any client would ask it: its answers, refusals too, are those of the vendor.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use crm_mcp_tools::{
    api::{InProcess, Upstream},
    sandbox::{LOCATION_ID, Limits, Sandbox, TOKEN},
};
use http::Request;
use serde_json::Value;

use crate::checked::{Checked, Operation, operations};

/// What is asked: the status of the answer, the operation, its query, its body. `{contactId}` stands for an id.
const ASKED: &[(u16, &str, &str, &str)] = &[
    (200, "GET /locations/{locationId}", "", ""),
    (200, "GET /locations/{locationId}/customFields", "model=all", ""),
    (200, "GET /locations/{locationId}/tags", "", ""),
    (200, "GET /users/", "locationId={locationId}", ""),
    (200, "GET /users/{userId}", "", ""),
    (200, "GET /contacts/", "locationId={locationId}&limit=100", ""),
    (200, "POST /contacts/search", "", r#"{"locationId": "{locationId}", "pageLimit": 500}"#),
    (422, "POST /contacts/search", "", r#"{"locationId": "{locationId}"}"#),
    (200, "GET /contacts/search/duplicate", "locationId={locationId}&email=nobody@x.example", ""),
    (200, "GET /contacts/{contactId}", "", ""),
    (200, "GET /contacts/{contactId}/tasks", "", ""),
    (
        201,
        "POST /contacts/{contactId}/tasks",
        "",
        r#"{"title": "Call back", "dueDate": "2026-10-25T11:00:00Z", "completed": false}"#,
    ),
    (422, "POST /contacts/{contactId}/tasks", "", r#"{"title": "Call back"}"#),
    (200, "GET /contacts/{contactId}/appointments", "", ""),
    (200, "GET /contacts/{contactId}/notes", "", ""),
    (201, "POST /contacts/{contactId}/notes", "", r#"{"body": "Called back."}"#),
    (201, "POST /contacts/{contactId}/tags", "", r#"{"tags": ["new"]}"#),
    (200, "DELETE /contacts/{contactId}/tags", "", r#"{"tags": ["new"]}"#),
    (200, "PUT /contacts/{contactId}", "", r#"{"firstName": "Ada", "city": null}"#),
    (422, "PUT /contacts/{contactId}", "", r#"{"undeclared": 1}"#),
    (201, "POST /contacts/", "", r#"{"locationId": "{locationId}", "email": "ada@x.example"}"#),
    (400, "POST /contacts/", "", r#"{"locationId": "{locationId}", "email": "ada@x.example"}"#),
    (400, "POST /contacts/", "", r#"{"locationId": "{locationId}"}"#),
    (200, "POST /contacts/upsert", "", r#"{"locationId": "{locationId}", "email": "ada@x.example"}"#),
    (200, "GET /conversations/search", "locationId={locationId}&limit=100", ""),
    (200, "GET /conversations/{conversationId}", "", ""),
    (200, "GET /conversations/{conversationId}/messages", "limit=100", ""),
    (200, "POST /conversations/messages", "", r#"{"type": "SMS", "contactId": "{contactId}", "message": "Hello"}"#),
    (422, "POST /conversations/messages", "", r#"{"type": "SMS", "contactId": "{contactId}", "text": "Hello"}"#),
    (
        200,
        "POST /conversations/messages",
        "",
        r#"{"type": "Email", "contactId": "{contactId}", "subject": "Hello", "html": "<p>Hello</p>"}"#,
    ),
    (200, "GET /conversations/messages/email/{id}", "", ""),
    (200, "GET /calendars/", "locationId={locationId}", ""),
    (200, "GET /calendars/events", "locationId={locationId}&calendarId={calendarId}&{ever}", ""),
    (200, "GET /calendars/blocked-slots", "locationId={locationId}&calendarId={calendarId}&{ever}", ""),
    (200, "GET /calendars/appointments/{appointmentId}/notes", "limit=20&offset=0", ""),
    (200, "GET /opportunities/pipelines", "locationId={locationId}", ""),
    (200, "GET /opportunities/search", "location_id={locationId}&limit=100&getTasks=true&getNotes=true", ""),
    (200, "GET /opportunities/{id}", "", ""),
    (200, "PUT /opportunities/{id}", "", r#"{"status": "won", "monetaryValue": 12.5}"#),
    (200, "GET /opportunities/lost-reason", "locationId={locationId}", ""),
    (200, "PUT /opportunities/{id}/status", "", r#"{"status": "lost", "lostReasonId": "{lostReasonId}"}"#),
    (422, "PUT /opportunities/{id}/status", "", r#"{"status": "all"}"#),
    (
        201,
        "POST /opportunities/",
        "",
        r#"{
            "locationId": "{locationId}", "contactId": "{contactId}", "pipelineId": "{pipelineId}", "name": "A deal",
            "status": "open"
        }"#,
    ),
    (
        200,
        "POST /opportunities/upsert",
        "",
        r#"{"locationId": "{locationId}", "contactId": "{contactId}", "pipelineId": "{pipelineId}", "name": "The deal"}"#,
    ),
    (200, "GET /payments/transactions", "altId={locationId}&altType=location&limit=100", ""),
    (200, "GET /payments/orders/{orderId}", "altId={locationId}", ""),
    (200, "DELETE /contacts/{contactId}", "", ""),
    (400, "DELETE /contacts/{contactId}", "", ""),
];

/// The ids: where they come from.
const IDS: &[(&str, &str, &str)] = &[
    ("{contactId}", "GET /contacts/", "/contacts/0/id"),
    ("{conversationId}", "GET /conversations/search", "/conversations/0/id"),
    ("{calendarId}", "GET /calendars/", "/calendars/0/id"),
    ("{appointmentId}", "GET /calendars/events", "/events/0/id"),
    ("{pipelineId}", "GET /opportunities/pipelines", "/pipelines/0/id"),
    ("{lostReasonId}", "GET /opportunities/lost-reason", "/lostReasons/0/id"),
    ("{userId}", "GET /users/", "/users/0/id"),
    ("{id}", "GET /opportunities/search", "/opportunities/0/id"),
    // Until opportunities are searched, it is the id of an email.
    ("{id}", "POST /conversations/messages", "/emailMessageId"),
    ("{orderId}", "GET /payments/transactions", "/data/0/entityId"),
];

/// The template with the ids of the answers so far in place of their names.
fn filled(template: &str, answers: &BTreeMap<&str, Value>) -> String {
    let template = template.replace("{locationId}", LOCATION_ID);
    let template = template.replace("{ever}", "startTime=1500000000000&endTime=2000000000000");
    IDS.iter().fold(template, |text, (name, operation, pointer)| {
        let id = answers.get(operation).and_then(|answer| answer.pointer(pointer)).and_then(Value::as_str);
        id.map_or(text.clone(), |id| text.replace(name, id))
    })
}

fn request(operation: &Operation, token: &str, uri: &str, body: String) -> Request<Bytes> {
    let method = operation.name.split(' ').next().unwrap();
    let version = operation.request["header"].said["properties"]["Version"]["enum"][0].as_str().unwrap();
    let request = Request::builder().method(method).uri(uri).header("version", version);
    let request = request.header("accept", "application/json").header("content-type", "application/json");
    request.header("authorization", format!("Bearer {token}")).body(body.into()).unwrap()
}

#[tokio::test]
async fn every_answer_of_the_sandbox_keeps_the_contract() {
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(Limits { requests: 10_000, ..Limits::default() });
    let checked = Checked::new(InProcess::new(sandbox.router()));
    let mut answers = BTreeMap::new();
    for (status, name, query, body) in ASKED {
        let operation = operations().iter().find(|operation| operation.name == *name).unwrap();
        let path = filled(name.split(' ').nth(1).unwrap(), &answers);
        let (uri, body) = (format!("{path}?{}", filled(query, &answers)), filled(body, &answers));
        for (token, status) in [("pit-of-nobody", 401), (TOKEN, *status)] {
            let response = checked.send(request(operation, token, &uri, body.clone())).await.unwrap();
            let answer: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(response.status().as_u16(), status, "{name} {uri} {body}: {answer}");
            if status < 300 {
                answers.insert(*name, answer);
            }
        }
    }
    let of_answers: Vec<_> = checked.violations().into_iter().filter(|line| line.contains(": answer ")).collect();
    assert!(of_answers.is_empty(), "{}", of_answers.join("\n"));
    let all: BTreeSet<_> = operations().iter().map(|operation| &*operation.name).collect();
    assert_eq!(answers.into_keys().collect::<BTreeSet<_>>(), all, "every operation is asked");
}
