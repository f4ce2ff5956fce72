//! The quirks, each as it meets a client that was written after the documentation alone.

use axum::body::{Body, to_bytes};
use crm_mcp_tools::{
    api::{InProcess, Upstream as _},
    sandbox::{Quirk, Sandbox, TOKEN},
};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::client::{Client, UNLIMITED, ids, located};

async fn sandbox(quirk: Quirk) -> Sandbox {
    Sandbox::in_memory().await.unwrap().with_limits(UNLIMITED).with_quirk(quirk)
}

async fn client(quirk: Quirk) -> Client {
    Client::of(&sandbox(quirk).await)
}

#[tokio::test]
async fn a_search_fails_once_with_a_400_that_is_nobodys_fault() {
    let client = client(Quirk::TransientSearchFailure).await;
    let search = || client.post("/contacts/search", located(json!({ "pageLimit": 1 })));
    let mut failed = search().await;
    assert_eq!(failed.status, 400);
    assert!(failed.body["traceId"].take().is_string());
    let said = "Error occurred while searching for contact";
    assert_eq!(failed.body, json!({ "status": 400, "message": said, "name": "HttpException", "traceId": null }));
    assert_eq!(search().await.status, 200, "a client that takes a 400 for its own mistake never asks again");
}

#[tokio::test]
async fn a_good_token_is_refused_once() {
    let client = client(Quirk::AuthorizationTimeout).await;
    let refused = client.get("/locations/SandboxLocation00001").await;
    assert_eq!(refused.body, json!({ "statusCode": 401, "message": "Command timed out" }));
    assert_eq!(refused.status, 401);
    assert!(refused.headers.contains_key("x-ratelimit-remaining"));
    assert_eq!(client.get("/locations/SandboxLocation00001").await.status, 200);
}

#[tokio::test]
async fn a_search_does_not_see_a_write_for_so_many_requests() {
    let client = client(Quirk::IndexDelay { requests: 2 }).await;
    let search = || client.search(json!({ "pageLimit": 5, "query": "lovelace" }));
    let created = client.create(json!({ "name": "Ada Lovelace" })).await; // request 1
    assert_eq!(search().await["total"], 0, "who searches before creating makes a duplicate"); // 2
    assert_eq!(client.contact(&created["id"]).await["name"], "Ada Lovelace"); // 3
    let path = format!("/contacts/{}", created["id"].as_str().unwrap());
    client.put(&path, json!({ "name": "Ada Lovelace King" })).await; // 4
    assert_eq!(search().await["contacts"][0]["name"], "Ada Lovelace", "as it was before request 4"); // 5
    assert_eq!(search().await["contacts"][0]["name"], "Ada Lovelace"); // 6
    assert_eq!(search().await["contacts"][0]["name"], "Ada Lovelace King"); // 7

    let listed = client.create(json!({ "name": "Grace Lovelace" })).await;
    let list = client.get("/contacts/?locationId=SandboxLocation00001&query=grace%20lovelace").await.body;
    assert_eq!(ids(list["contacts"].as_array().unwrap()), [listed["id"].as_str().unwrap()], "the list reads no index");
}

#[tokio::test]
async fn a_lagging_index_is_filtered_sorted_and_paged_as_contacts_are() {
    let client = client(Quirk::IndexDelay { requests: 100 }).await;
    let page = json!({ "pageLimit": 7, "sort": [{ "field": "email", "direction": "desc" }],
        "filters": [{ "field": "tags", "operator": "contains", "value": "vip" }] });
    let before = client.search(page.clone()).await;
    client.create(json!({ "email": "zzz@example.com", "tags": ["vip"] })).await;
    let after = client.search(page).await;
    assert_eq!((&after["contacts"], &after["total"]), (&before["contacts"], &before["total"]));
}

#[tokio::test]
async fn a_refused_create_has_made_the_contact() {
    let client = client(Quirk::RefusedYetCreated).await;
    let body = located(json!({ "email": "ada@example.com", "customFields": [{ "id": "nothing", "field_value": 1 }] }));
    let refused = client.post("/contacts/", body.clone()).await;
    assert_eq!(refused.faults(), ["customFields.0.nothing is not a custom field of this location"]);
    let again = client.post("/contacts/", body).await;
    assert_eq!(again.body["message"], "This location does not allow duplicated contacts.", "who corrects and repeats");
    assert_eq!(client.search(json!({ "pageLimit": 1, "query": "ada@example.com" })).await["total"], 1);

    let nothing = client.post("/contacts/", located(json!({ "email": 7 }))).await;
    assert_eq!(nothing.faults(), ["email must be an email"], "without custom fields nothing is made");
    assert_eq!(client.everybody().await.len(), 241);
}

#[tokio::test]
async fn every_tenth_answer_is_a_page_for_people() {
    let router = sandbox(Quirk::HtmlErrors).await.router();
    let mut pages = Vec::new();
    for number in 1..=30 {
        let request = Request::get("/locations/SandboxLocation00001")
            .header("authorization", format!("Bearer {TOKEN}"))
            .header("version", "2021-07-28");
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        if response.status() == StatusCode::BAD_GATEWAY {
            assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
            assert!(!response.headers().contains_key("x-ratelimit-remaining"), "it never got that far");
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert!(body.starts_with(b"<html>") && serde_json::from_slice::<Value>(&body).is_err());
            pages.push(number);
        }
    }
    assert_eq!(pages, [10, 20, 30]);
}

#[tokio::test]
async fn rows_leave_custom_fields_out() {
    let client = client(Quirk::RowsWithoutCustomFields).await;
    let listed = client.get("/contacts/?locationId=SandboxLocation00001&limit=100").await.body["contacts"].clone();
    for row in client.everybody().await.iter().chain(listed.as_array().unwrap()) {
        assert_eq!(row.get("customFields"), None, "a client that reads its fields of a row takes them for empty");
    }
    assert!(client.contact(&listed[0]["id"]).await["customFields"].is_array());
}

#[tokio::test]
async fn types_and_states_are_of_no_list() {
    let client = client(Quirk::UnknownEnumValues).await;
    let found = client.get("/conversations/search?locationId=SandboxLocation00001&limit=1").await.body;
    let row = &found["conversations"][0];
    assert_eq!((&row["type"], &row["lastMessageType"]), (&json!("TYPE_TELEGRAM"), &json!("TYPE_TELEGRAM")));
    let path = format!("/conversations/{}/messages", row["id"].as_str().unwrap());
    let message = client.get(&path).await.body["messages"]["messages"][0].clone();
    let strange = (&message["type"], &message["messageType"], &message["status"]);
    assert_eq!(strange, (&json!(99), &json!("TYPE_TELEGRAM"), &json!("voicemail")));
    let calendars = client.get("/calendars/?locationId=SandboxLocation00001").await.body["calendars"].clone();
    let path = format!(
        "/calendars/events?locationId=SandboxLocation00001&startTime=0&endTime=1900000000000&calendarId={}",
        calendars[0]["id"].as_str().unwrap()
    );
    assert_eq!(client.get(&path).await.body["events"][0]["appointmentStatus"], "rescheduled");
}

#[tokio::test]
async fn the_answer_of_a_write_is_lost_and_the_write_is_not() {
    let sandbox = sandbox(Quirk::LostAnswer).await;
    let upstream = InProcess::new(sandbox.router());
    let create = |name: &str| {
        Request::post("/contacts/")
            .header("authorization", format!("Bearer {TOKEN}"))
            .header("version", "2021-07-28")
            .body(located(json!({ "name": name })).to_string().into())
            .unwrap()
    };
    let lost = upstream.send(create("Ada Lovelace")).await.unwrap_err();
    assert!(lost.to_string().contains("connection"), "{lost}");
    assert_eq!(upstream.send(create("Ada Lovelace")).await.unwrap().status(), 201);
    let found = Client::of(&sandbox).search(json!({ "pageLimit": 5, "query": "ada lovelace" })).await;
    assert_eq!(found["total"], 2, "who repeats what was not answered has it twice");
}

#[tokio::test]
async fn over_a_socket_a_lost_answer_is_a_connection_that_ends() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let sandbox = sandbox(Quirk::LostAnswer).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = sandbox.router();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let body = located(json!({ "name": "Ada Lovelace" })).to_string();
    let request = format!(
        "POST /contacts/ HTTP/1.1\r\nhost: sandbox\r\nauthorization: Bearer {TOKEN}\r\nversion: 2021-07-28\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).contains("Ada"), "{}", String::from_utf8_lossy(&answer));
    assert!(!answer.ends_with(b"0\r\n\r\n"), "it does not end as an answer does");
    let found = Client::of(&sandbox).search(json!({ "pageLimit": 5, "query": "ada lovelace" })).await;
    assert_eq!(found["total"], 1);
}

#[tokio::test]
async fn values_are_dropped_and_the_answer_is_200() {
    let client = client(Quirk::DroppedValues).await;
    let ada = client.create(json!({ "email": "ada@example.com", "phone": "+12125550199", "gender": "female" })).await;
    assert_eq!(ada["gender"], "female", "a create keeps it");
    let body = located(json!({ "email": "ada@example.com", "gender": "male", "city": "Ghent" }));
    let upserted = client.post("/contacts/upsert", body).await;
    let contact = &upserted.body["contact"];
    assert_eq!(
        (upserted.status.as_u16(), &contact["gender"], &contact["city"]),
        (200, &json!("female"), &json!("Ghent"))
    );

    let bob = client.create(json!({ "email": "bob@example.com", "phone": "+12125550198" })).await;
    let path = format!("/contacts/{}", bob["id"].as_str().unwrap());
    let updated = client.put(&path, json!({ "phone": "+12125550199", "city": "Lund" })).await;
    assert_eq!(
        (updated.status.as_u16(), &updated.body["succeded"]),
        (200, &json!(true)),
        "a client that reads no more"
    );
    let contact = client.contact(&bob["id"]).await;
    assert_eq!((&contact["phone"], &contact["city"]), (&json!("+12125550198"), &json!("Lund")));
    assert_eq!(client.put(&path, json!({ "email": "ada@example.com" })).await.status, 400, "an email is not dropped");
    let upserted =
        client.post("/contacts/upsert", located(json!({ "email": "bob@example.com", "phone": "+12125550199" })));
    assert_eq!(upserted.await.body["contact"]["phone"], "+12125550198");

    for (channel, kept) in [("SMS", json!(["https://example.com/a.png"])), ("WhatsApp", json!([]))] {
        let photo = json!({ "type": channel, "contactId": ada["id"], "message": "See", "attachments": ["https://example.com/a.png"] });
        let sent = client.post("/conversations/messages", photo).await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        let path = format!("/conversations/{}/messages?limit=1", sent.body["conversationId"].as_str().unwrap());
        assert_eq!(client.get(&path).await.body["messages"]["messages"][0]["attachments"], kept, "{channel}");
    }
}

#[tokio::test]
async fn records_have_the_shapes_that_the_live_api_is_reported_to_give() {
    let client = client(Quirk::LiveShapes).await;
    let plain = Client::new().await;

    let everybody = plain.everybody().await;
    let somebody = everybody.iter().find(|contact| contact["dateOfBirth"].is_string()).unwrap();
    let found = client.everybody().await.into_iter().find(|contact| contact["id"] == somebody["id"]).unwrap();
    assert_eq!(found.get("address1"), None, "a client that reads `address1` finds no street");
    assert_eq!(found["address"], somebody["address1"]);
    assert!(found["dateOfBirth"].is_i64(), "a client that parses a text fails");
    let of_id = client.contact(&somebody["id"]).await;
    assert_eq!(&of_id["dateOfBirth"], &somebody["dateOfBirth"], "by id it is as documented");
    assert_eq!(&of_id["address1"], &somebody["address1"]);

    let calls = "/conversations/search?locationId=SandboxLocation00001&limit=1&lastMessageType=TYPE_CALL";
    let conversation = client.get(calls).await.body["conversations"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/conversations/{conversation}/messages?limit=100");
    let [live, documented] = [client.get(&path).await.body, plain.get(&path).await.body];
    let [live, documented] = [&live, &documented].map(|body| body["messages"]["messages"].as_array().unwrap());
    let mut calls = 0;
    for (live, documented) in live.iter().zip(documented) {
        assert_eq!(live["id"], documented["id"]);
        match (documented["messageType"].as_str(), documented.get("meta")) {
            (Some("TYPE_CALL"), Some(meta)) => {
                calls += 1;
                let seconds: u64 = meta["callDuration"].as_str().unwrap().parse().unwrap();
                let nested = json!({ "call": { "duration": seconds, "status": meta["callStatus"] } });
                assert_eq!(live["meta"], nested, "a client that reads `meta.callDuration` finds nothing");
                assert!(live["altId"].as_str().is_some_and(|id| id.len() == 34 && id.starts_with("CA")), "{live}");
            }
            (_, Some(meta)) => assert_eq!(&live["meta"], meta),
            (_, None) => assert_eq!(live.get("meta"), Some(&Value::Null), "a client that looks into it fails"),
        }
    }
    assert!(calls > 0);
}

#[tokio::test]
async fn values_of_custom_fields_have_a_name_for_each_type() {
    let path = "/opportunities/search?location_id=SandboxLocation00001&limit=100";
    let rows = client(Quirk::LiveShapes).await.get(path).await.body["opportunities"].clone();
    let plain = Client::new().await;
    let fields = plain.get("/locations/SandboxLocation00001/customFields?model=opportunity").await.body;
    let type_of = |id: &Value| {
        let field = fields["customFields"].as_array().unwrap().iter().find(|field| field["id"] == *id).unwrap();
        field["dataType"].as_str().unwrap()
    };
    let mut seen = std::collections::BTreeSet::new();
    for value in rows.as_array().unwrap().iter().flat_map(|row| row["customFields"].as_array().unwrap()) {
        let data_type = type_of(&value["id"]);
        seen.insert(data_type);
        assert_eq!(value.get("fieldValue"), None, "a client that reads `fieldValue` finds nothing");
        match data_type {
            "TEXT" => assert!(value["fieldValueString"].is_string(), "{value}"),
            "DATE" => assert!(value["fieldValueDate"].is_i64(), "{value}"),
            "FILE_UPLOAD" => {
                assert_eq!(value["fieldValueArray"], Value::Null, "a client that takes the first of them has nothing");
                assert!(value.as_object().unwrap().contains_key("fieldValueArray"));
                assert_eq!(value["fieldValueFiles"][0]["meta"]["originalname"], "proposal.pdf");
            }
            _ => assert!(value["fieldValueArray"].is_array(), "{value}"),
        }
    }
    assert!(seen.contains("FILE_UPLOAD") && seen.len() == 4, "{seen:?}");
}

#[tokio::test]
async fn quirks_are_chained_and_off_unless_told() {
    let sandbox = sandbox(Quirk::AuthorizationTimeout).await.with_quirk(Quirk::TransientSearchFailure);
    let client = Client::of(&sandbox);
    let search = || client.post("/contacts/search", located(json!({ "pageLimit": 1 })));
    let statuses = [search().await.status, search().await.status, search().await.status];
    assert_eq!(statuses.map(|status| status.as_u16()), [401, 400, 200]);
    assert_eq!(Client::new().await.post("/contacts/search", located(json!({ "pageLimit": 1 }))).await.status, 200);
}
