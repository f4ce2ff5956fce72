//! HighLevel's sandbox, asked for every operation of the contract.

use crm_mcp_tools::{
    api::InProcess,
    sandbox::{LOCATION_ID, Limits, Sandbox},
};

use super::HIGHLEVEL;
use crate::asked::{Asked, Asking};

const ASKED: &[Asked] = &[
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

#[tokio::test]
async fn every_answer_of_the_sandbox_keeps_the_contract() {
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(Limits { requests: 10_000, ..Limits::default() });
    let asking = Asking {
        crm: &HIGHLEVEL,
        asked: ASKED,
        unasked: &[],
        texts: &[("{locationId}", LOCATION_ID), ("{ever}", "startTime=1500000000000&endTime=2000000000000")],
        ids: IDS,
        credential: "Bearer pit-sandbox",
        unknown: "Bearer pit-of-nobody",
    };
    asking.ask(InProcess::new(sandbox.router())).await;
}
