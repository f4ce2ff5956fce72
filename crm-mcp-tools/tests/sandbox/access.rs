//! Who may do what: tokens, scopes, versions, locations, and paths that are not there.

use crm_mcp_tools::sandbox::{LOCATION_ID, READ_TOKEN, TOKEN, scopes_of};
use serde_json::{Value, json};

use crate::client::{Client, located};

/// Every operation, with places for the ids of records that are there, a body that it accepts and the scope it needs.
fn operations() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    let person = |email: &str| located(json!({ "email": email }));
    let deal = located(json!({ "contactId": "{id}", "pipelineId": "{pipeline}", "name": "Tender", "status": "open" }));
    let lost = json!({ "status": "abandoned" });
    let same = located(json!({ "contactId": "{id}", "pipelineId": "{pipeline}" }));
    let task = json!({ "title": "Call", "dueDate": "2026-10-01", "completed": false });
    let message = json!({ "type": "Live_Chat", "contactId": "{id}", "message": "Hi" });
    vec![
        ("GET", "/contacts/?locationId=SandboxLocation00001", Value::Null, "contacts.readonly"),
        ("POST", "/contacts/", person("ada@example.com"), "contacts.write"),
        ("POST", "/contacts/upsert", person("grace@example.com"), "contacts.write"),
        ("POST", "/contacts/search", located(json!({ "pageLimit": 1 })), "contacts.readonly"),
        ("GET", "/contacts/{id}", Value::Null, "contacts.readonly"),
        ("PUT", "/contacts/{id}", json!({ "city": "Ghent" }), "contacts.write"),
        ("GET", "/contacts/{id}/appointments", Value::Null, "contacts.readonly"),
        ("GET", "/contacts/{id}/tasks", Value::Null, "contacts.readonly"),
        ("POST", "/contacts/{id}/tasks", task, "contacts.write"),
        ("POST", "/contacts/{id}/tags", json!({ "tags": ["a"] }), "contacts.write"),
        ("DELETE", "/contacts/{id}/tags", json!({ "tags": ["a"] }), "contacts.write"),
        ("GET", "/contacts/{id}/notes", Value::Null, "contacts.readonly"),
        ("POST", "/contacts/{id}/notes", json!({ "body": "Called." }), "contacts.write"),
        ("GET", "/contacts/search/duplicate?locationId=SandboxLocation00001", Value::Null, "contacts.readonly"),
        ("GET", "/opportunities/search?location_id=SandboxLocation00001", Value::Null, "opportunities.readonly"),
        ("GET", "/opportunities/pipelines?locationId=SandboxLocation00001", Value::Null, "opportunities.readonly"),
        ("GET", "/opportunities/{opportunity}", Value::Null, "opportunities.readonly"),
        ("PUT", "/opportunities/{opportunity}", json!({ "name": "Tender" }), "opportunities.write"),
        ("PUT", "/opportunities/{opportunity}/status", lost, "opportunities.write"),
        ("POST", "/opportunities/", deal, "opportunities.write"),
        ("POST", "/opportunities/upsert", same, "opportunities.write"),
        ("GET", "/opportunities/lost-reason?locationId=SandboxLocation00001", Value::Null, "opportunities.readonly"),
        ("GET", "/payments/orders/{order}?altId=SandboxLocation00001", Value::Null, "payments/orders.readonly"),
        (
            "GET",
            "/payments/transactions?altId=SandboxLocation00001&altType=location",
            Value::Null,
            "payments/transactions.readonly",
        ),
        ("GET", CALENDARS, Value::Null, "calendars.readonly"),
        ("GET", EVENTS, Value::Null, "calendars/events.readonly"),
        ("GET", "/calendars/appointments/{event}/notes?limit=1&offset=0", Value::Null, "calendars/events.readonly"),
        ("GET", CONVERSATIONS, Value::Null, "conversations.readonly"),
        ("GET", "/conversations/{conversation}", Value::Null, "conversations.readonly"),
        ("GET", "/conversations/{conversation}/messages", Value::Null, "conversations/message.readonly"),
        ("GET", "/conversations/messages/email/{email}", Value::Null, "conversations/message.readonly"),
        ("POST", "/conversations/messages", message, "conversations/message.write"),
        ("GET", "/locations/SandboxLocation00001", Value::Null, "locations.readonly"),
        ("GET", "/locations/SandboxLocation00001/customFields", Value::Null, "locations/customFields.readonly"),
        ("GET", "/locations/SandboxLocation00001/tags", Value::Null, "locations/tags.readonly"),
        ("GET", "/users/?locationId=SandboxLocation00001", Value::Null, "users.readonly"),
        ("GET", "/users/{user}", Value::Null, "users.readonly"),
        // The last one: it deletes the contact of the others.
        ("DELETE", "/contacts/{id}", Value::Null, "contacts.write"),
    ]
}

const OPPORTUNITIES: &str = "/opportunities/search?location_id=SandboxLocation00001";

const CALENDARS: &str = "/calendars/?locationId=SandboxLocation00001";

const EVENTS: &str =
    "/calendars/events?locationId=SandboxLocation00001&startTime=0&endTime=1900000000000&calendarId={calendar}";

const CONVERSATIONS: &str = "/conversations/search?locationId=SandboxLocation00001";

const TRANSACTIONS: &str = "/payments/transactions?altId=SandboxLocation00001&altType=location&entitySourceType=funnel";

/// What the answer has at this place.
async fn found(client: &Client, path: &str, pointer: &str) -> Value {
    client.get(path).await.body.pointer(pointer).unwrap().clone()
}

/// The id of an email that was sent.
async fn an_email(client: &Client) -> Value {
    let contact = client.create(json!({ "email": "mary@example.com" })).await;
    let email = json!({ "type": "Email", "contactId": contact["id"], "html": "<p>Hi</p>" });
    client.post("/conversations/messages", email).await.body["emailMessageId"].clone()
}

#[tokio::test]
async fn a_token_may_do_exactly_what_its_scopes_say() {
    let client = Client::new().await;
    let calendar = found(&client, CALENDARS, "/calendars/0/id").await;
    let events = EVENTS.replace("{calendar}", calendar.as_str().unwrap());
    let records = [
        ("{event}", found(&client, &events, "/events/0/id").await),
        ("{calendar}", calendar),
        ("{conversation}", found(&client, CONVERSATIONS, "/conversations/0/id").await),
        ("{id}", client.create(json!({ "name": "Ada King" })).await["id"].clone()),
        ("{user}", found(&client, "/users/?locationId=SandboxLocation00001", "/users/0/id").await),
        ("{email}", an_email(&client).await),
        ("{opportunity}", found(&client, OPPORTUNITIES, "/opportunities/0/id").await),
        ("{pipeline}", found(&client, OPPORTUNITIES, "/opportunities/0/pipelineId").await),
        ("{order}", found(&client, TRANSACTIONS, "/data/0/entityId").await),
    ];
    let filled =
        |text: String| records.iter().fold(text, |text, (place, id)| text.replace(place, id.as_str().unwrap()));
    for token in [READ_TOKEN, TOKEN] {
        let client = client.with("authorization", &format!("Bearer {token}"));
        for (method, path, body, scope) in operations() {
            let answer = client.send(method, &filled(path.to_owned()), filled(body.to_string())).await;
            if scopes_of(token).unwrap().contains(&scope) {
                assert!(answer.status.is_success(), "{token} {method} {path}: {}", answer.body);
            } else {
                assert_eq!(answer.status, 401, "{token} {method} {path}");
                let expected = json!({ "statusCode": 401, "message": "The token is not authorized for this scope." });
                assert_eq!(answer.body, expected);
            }
        }
    }
}

#[test]
fn the_read_only_token_has_the_read_only_scopes_of_the_other() {
    let (all, read) = (scopes_of(TOKEN).unwrap(), scopes_of(READ_TOKEN).unwrap());
    let readonly: Vec<_> = all.iter().filter(|scope| scope.ends_with(".readonly")).collect();
    assert_eq!(read.iter().collect::<Vec<_>>(), readonly);
    assert_eq!((all.len(), read.len()), (19, 13));
    assert_eq!(scopes_of("pit-other"), None);
}

#[tokio::test]
async fn a_request_without_the_right_headers_is_refused_before_anything_else() {
    let client = Client::new().await;
    let cases = [
        (client.without("authorization"), "Invalid token: access token is invalid"),
        (client.with("authorization", "pit-sandbox"), "Invalid token: access token is invalid"),
        (client.with("authorization", "Basic pit-sandbox"), "Invalid token: access token is invalid"),
        (client.with("authorization", "Bearer eyJhbGciOi"), "Invalid JWT"),
        (client.with("authorization", "Bearer pit-somebody-else"), "Invalid Private Integration token"),
        (client.without("version"), "version header was not found."),
        (client.with("version", "2020-01-01"), "version header is invalid"),
        // Two faults: the version is looked at before the scope.
        (client.read_only().without("version"), "version header was not found."),
    ];
    for (client, message) in cases {
        let answer = client.post("/contacts/", json!({})).await;
        assert_eq!(answer.status, 401, "{message}");
        assert_eq!(answer.body, json!({ "statusCode": 401, "message": message }));
    }
}

#[tokio::test]
async fn every_published_version_is_answered() {
    let client = Client::new().await;
    for version in ["2021-04-15", "2021-07-28", "2023-02-21", "v3"] {
        let answer = client.with("version", version).get("/locations/SandboxLocation00001").await;
        assert_eq!(answer.status, 200, "{version}");
    }
}

#[tokio::test]
async fn another_location_or_none_is_forbidden() {
    let client = Client::new().await;
    let elsewhere = json!({ "locationId": "AnotherLocation00001", "email": "ada@example.com", "pageLimit": 1 });
    let located_elsewhere = json!({ "locationId": "AnotherLocation00001", "pipelineId": "any" });
    let nowhere = json!({ "email": "ada@example.com" });
    let cases = [
        ("GET", "/contacts/?locationId=AnotherLocation00001", &Value::Null),
        ("GET", "/contacts/", &Value::Null),
        ("POST", "/contacts/", &elsewhere),
        ("POST", "/contacts/", &nowhere),
        ("POST", "/contacts/upsert", &elsewhere),
        ("POST", "/contacts/upsert", &nowhere),
        ("GET", "/locations/AnotherLocation00001", &Value::Null),
        ("GET", "/locations/AnotherLocation00001/customFields", &Value::Null),
        ("GET", "/locations/AnotherLocation00001/tags", &Value::Null),
        ("GET", "/users/?locationId=AnotherLocation00001", &Value::Null),
        ("GET", "/users/", &Value::Null),
        ("GET", "/opportunities/lost-reason", &Value::Null),
        ("POST", "/opportunities/upsert", &located_elsewhere),
    ];
    for (method, path, body) in cases {
        let answer = client.send(method, path, body.to_string()).await;
        assert_eq!(answer.status, 403, "{method} {path}");
        let expected = json!({ "statusCode": 403, "message": "The token does not have access to this location." });
        assert_eq!(answer.body, expected);
    }
    let answer = client.post("/contacts/search", json!({ "locationId": "AnotherLocation00001", "pageLimit": 1 })).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_path_that_is_not_there_is_not_found_and_a_miscased_one_not_authorized() {
    let client = Client::new().await;
    for (method, path) in [
        ("GET", "/contacts"),
        ("GET", "/nothing/here"),
        ("POST", "/contacts/abc"),
        ("GET", "/contacts/abc/campaigns"),
        ("POST", "/locations/SandboxLocation00001/tags"),
        // These could be taken for an id.
        ("GET", "/contacts/upsert"),
        ("GET", "/contacts/search"),
        ("DELETE", "/contacts/search"),
        ("GET", "/conversations/messages"),
        ("PUT", "/opportunities/upsert"),
        ("PUT", "/opportunities/lost-reason"),
        ("GET", "/locations/search"),
        ("GET", "/users/search"),
    ] {
        let answer = client.send(method, path, "").await;
        let expected = json!({ "statusCode": 404, "error": "Not Found", "message": format!("Cannot {method} {path}") });
        assert_eq!((answer.status.as_u16(), answer.body), (404, expected));
    }
    for path in ["/Contacts/", "/contacts/abc/Tasks", "/locations/SandboxLocation00001/customfields"] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(answer.body["statusCode"], 401);
    }
    // An id is no part of the path's spelling.
    let path = format!("/locations/{}", LOCATION_ID.to_lowercase());
    assert_eq!(client.get(&path).await.status, 403);
}
