//! The quirks, as the tools meet them. Each test has the name of the one in `tests/sandbox` that shows how the same
//! quirk meets a client written after the documentation alone.

use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Quirk, TOKEN},
};
use serde_json::{Value, json};

use crate::{
    demo::{Demo, arguments},
    support::{answer, call},
};

/// The test of each quirk: a new one does not compile until it has one.
const _: fn(Quirk) -> fn() = |quirk| match quirk {
    Quirk::TransientSearchFailure => a_search_fails_once_with_a_400_that_is_nobodys_fault,
    Quirk::AuthorizationTimeout => a_good_token_is_refused_once,
    Quirk::IndexDelay { .. } => a_search_does_not_see_a_write_for_so_many_requests,
    Quirk::RefusedYetCreated => a_refused_create_has_made_the_contact,
    Quirk::HtmlErrors => every_tenth_answer_is_a_page_for_people,
    Quirk::StringAmounts => amounts_and_flags_may_come_as_texts,
    Quirk::AltTypeRequired => an_order_may_need_its_alt_type,
    Quirk::RowsWithoutCustomFields => rows_leave_custom_fields_out,
    Quirk::UnknownEnumValues => types_and_states_are_of_no_list,
    Quirk::LostAnswer => the_answer_of_a_write_is_lost_and_the_write_is_not,
    Quirk::DroppedValues => values_are_dropped_and_the_answer_is_200,
    Quirk::LiveShapes => records_have_the_shapes_that_the_live_api_is_reported_to_give,
};

const CREATE: &str = "contacts_create-contact";
const SEARCH: &str = "contacts_get-contacts";
const DUPLICATES: &str = "contacts_find-duplicates";

/// The answer of a call that succeeds.
async fn answered(crm: &HighLevel, tool: &str, arguments: Value) -> Value {
    call(crm, tool, arguments.clone()).await.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"))
}

/// The rows of a list.
async fn rows(crm: &HighLevel, tool: &str, name: &str, arguments: Value) -> Vec<Value> {
    let Value::Array(rows) = answered(crm, tool, arguments).await[name].take() else { panic!("{tool}: no {name}") };
    assert!(!rows.is_empty(), "{tool}");
    rows
}

/// The create may have been carried out: the one contact that there is now is named, and not to be created again.
async fn assert_names_the_one_that_is_there(demo: &Demo, error: &ToolError, email: &str) {
    let found = answered(&demo.crm(), SEARCH, json!({"query": email})).await;
    assert_eq!(found["total"], 1, "{found}");
    let id = &found["contacts"][0]["id"];
    assert_eq!((&error.details()["contactId"], &error.details()["mayBeDone"]), (id, &json!(true)), "{error}");
    let next = error.next_step().unwrap();
    assert!(next.contains("do not create it again") && next.contains(id.as_str().unwrap()), "{next}");
}

#[tokio::test]
async fn a_search_fails_once_with_a_400_that_is_nobodys_fault() {
    let demo = Demo::with_quirk(Quirk::TransientSearchFailure).await;
    let found = rows(&demo.crm(), SEARCH, "contacts", json!({"limit": 3})).await;
    let searches = demo.sent().iter().filter(|sent| sent.line.ends_with("/contacts/search")).count();
    assert_eq!((found.len(), searches), (3, 2), "it is asked again");
}

#[tokio::test]
async fn a_good_token_is_refused_once() {
    let demo = Demo::with_quirk(Quirk::AuthorizationTimeout).await;
    let location = answered(&demo.crm(), "locations_get-location", json!({})).await;
    assert_eq!(location["location"]["id"], LOCATION_ID);

    let demo = Demo::with_quirk(Quirk::AuthorizationTimeout).await;
    let error = call(&demo.crm(), CREATE, json!({"email": "ada@x.example"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable, "not Unauthenticated, for the token is good: {error}");
    assert_eq!(error.to_string(), "HighLevel could not check the token in time. Next: call again in a moment.");
    assert_eq!((demo.sent().len(), demo.sandbox.changes()), (1, 0), "sent once, not carried out");
    answered(&demo.crm(), CREATE, json!({"email": "ada@x.example"})).await;
}

#[tokio::test]
async fn a_search_does_not_see_a_write_for_so_many_requests() {
    let demo = Demo::with_quirk(Quirk::IndexDelay { requests: 100 }).await;
    let crm = demo.crm();
    let reach = json!({"email": "ada@lovelace.example"});
    let created = answered(&crm, CREATE, reach.clone()).await["contact"].take();
    let found = answered(&crm, SEARCH, json!({"query": "ada@lovelace.example"})).await;
    assert_eq!(found["total"], 0);
    let search = highlevel::choose([SEARCH]).unwrap().remove(0);
    assert!(search.spec().description.contains("seconds late"), "who calls knows what to expect");

    let by_id = json!({"contactId": created["id"]});
    assert_eq!(answered(&crm, "contacts_get-contact", by_id).await["contact"]["id"], created["id"]);
    let known = answered(&crm, DUPLICATES, reach.clone()).await;
    assert_eq!(known["duplicates"][0]["contact"]["id"], created["id"]);
    let error = call(&crm, CREATE, reach).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["contactId"]), (ErrorCode::Conflict, &created["id"]));
}

/// The sandbox for a token that may not see custom fields, so that they cannot be checked before they are written.
struct WithoutDefinitions(Demo);

#[async_trait::async_trait]
impl Upstream for WithoutDefinitions {
    async fn send(&self, request: http::Request<bytes::Bytes>) -> Result<http::Response<bytes::Bytes>, UpstreamError> {
        if request.uri().path().ends_with("/customFields") {
            return Ok(answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#));
        }
        self.0.send(request).await
    }
}

#[tokio::test]
async fn a_refused_create_has_made_the_contact() {
    let demo = Demo::with_quirk(Quirk::RefusedYetCreated).await;
    let client = Client::over(WithoutDefinitions(demo.clone()));
    let crm = HighLevel::new(&client, TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap();
    let contact = json!({"email": "ada@x.example", "customFields": {"NoSuchCustomField000": 1}});
    let error = call(&crm, CREATE, contact.clone()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
    assert!(error.message().contains("NoSuchCustomField000 is not a custom field"), "{error}");
    assert_names_the_one_that_is_there(&demo, &error, "ada@x.example").await;

    let before = demo.sandbox.changes();
    let error = call(&demo.crm(), CREATE, contact).await.unwrap_err();
    assert_eq!(
        (error.code(), demo.sandbox.changes()),
        (ErrorCode::InvalidArguments, before),
        "known before it is sent"
    );
}

#[tokio::test]
async fn every_tenth_answer_is_a_page_for_people() {
    let demo = Demo::with_quirk(Quirk::HtmlErrors).await;
    let crm = demo.crm();
    let contact = rows(&crm, SEARCH, "contacts", json!({"limit": 1})).await[0].clone();
    for _ in 0..20 {
        let read = answered(&crm, "contacts_get-contact", json!({"contactId": contact["id"]})).await;
        assert_eq!(read["contact"]["email"], contact["email"]);
    }
    assert!(demo.sent().len() > 21, "pages came, and reads were repeated");

    let mut failed = Vec::new();
    for number in 0..20 {
        let before = demo.sandbox.changes();
        let write = json!({"contactId": contact["id"], "city": format!("City {number}")});
        if let Err(error) = call(&crm, "contacts_update-contact", write).await {
            assert_eq!(demo.sandbox.changes(), before);
            failed.push(error);
        }
        let writes = demo.sent().iter().filter(|sent| sent.line.starts_with("PUT ")).count();
        assert_eq!(writes, 1, "a write is sent once");
    }
    assert!(!failed.is_empty());
    for error in failed {
        assert_eq!(error.code(), ErrorCode::Unavailable);
        let told = error.to_string();
        assert!(told.contains("HTTP status 502") && told.contains("may have been carried out"), "{told}");
        assert!(!told.contains('<') && !told.contains("cloudflare"), "{told}");
    }
}

#[tokio::test]
async fn amounts_and_flags_may_come_as_texts() {
    let (plain, quirky) = (Demo::new().await, Demo::with_quirk(Quirk::StringAmounts).await);
    let order = arguments("payments_get-order-by-id", &plain.ids().await);
    let (plain, quirky) = (plain.crm(), quirky.crm());
    let list = json!({"limit": 100});
    let transactions = rows(&quirky, "payments_list-transactions", "transactions", list.clone()).await;
    let of_types = |row: &Value| row["amount"].is_number() && row["liveMode"].is_boolean();
    assert!(transactions.iter().all(of_types), "{transactions:?}");
    assert_eq!(transactions, rows(&plain, "payments_list-transactions", "transactions", list).await);
    let read = answered(&quirky, "payments_get-order-by-id", order.clone()).await;
    assert!(read["order"]["amount"].is_number() && read["order"]["items"][0]["price"]["amount"].is_number(), "{read}");
    assert_eq!(read, answered(&plain, "payments_get-order-by-id", order).await);
}

#[tokio::test]
async fn an_order_may_need_its_alt_type() {
    let demo = Demo::with_quirk(Quirk::AltTypeRequired).await;
    let order = arguments("payments_get-order-by-id", &demo.ids().await);
    let read = answered(&demo.crm(), "payments_get-order-by-id", order.clone()).await;
    assert_eq!(read["order"]["_id"], order["orderId"]);
}

#[tokio::test]
async fn rows_leave_custom_fields_out() {
    let demo = Demo::with_quirk(Quirk::RowsWithoutCustomFields).await;
    let crm = demo.crm();
    let mut with_fields = 0;
    for row in rows(&crm, SEARCH, "contacts", json!({"limit": 20})).await {
        assert_eq!(row.get("customFields"), None, "not told, rather than told to be empty");
        let contact = answered(&crm, "contacts_get-contact", json!({"contactId": row["id"]})).await;
        with_fields += usize::from(contact["contact"]["customFields"].is_object());
    }
    assert!(with_fields > 10, "{with_fields}");
}

#[tokio::test]
async fn types_and_states_are_of_no_list() {
    let demo = Demo::with_quirk(Quirk::UnknownEnumValues).await;
    let (crm, ids) = (demo.crm(), demo.ids().await);
    let found =
        rows(&crm, "conversations_search-conversation", "conversations", json!({"limit": 5, "fields": "all"})).await;
    assert!(found.iter().all(|row| row["type"] == "TYPE_TELEGRAM" && row["lastMessageType"] == "TYPE_TELEGRAM"));
    let thread = json!({"conversationId": ids["conversation"]});
    for message in rows(&crm, "conversations_get-messages", "messages", thread).await {
        assert_eq!((&message["messageType"], &message["status"]), (&json!("TYPE_TELEGRAM"), &json!("voicemail")));
    }
    let events = arguments("calendars_get-calendar-events", &ids);
    let events = rows(&crm, "calendars_get-calendar-events", "events", events).await;
    assert!(events.iter().all(|event| event["blocked"] == true || event["appointmentStatus"] == "rescheduled"));
    let open = json!({"status": "open", "limit": 1});
    let open = rows(&crm, "opportunities_search-opportunity", "opportunities", open).await[0].clone();
    let one = answered(&crm, "opportunities_get-opportunity", json!({"opportunityId": open["id"]})).await;
    assert_eq!((&open["status"], &one["opportunity"]["status"]), (&json!("on_hold"), &json!("on_hold")));
}

#[tokio::test]
async fn the_answer_of_a_write_is_lost_and_the_write_is_not() {
    let demo = Demo::with_quirk(Quirk::LostAnswer).await;
    let error = call(&demo.crm(), CREATE, json!({"email": "ada@x.example"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert_names_the_one_that_is_there(&demo, &error, "ada@x.example").await;

    let demo = Demo::with_quirk(Quirk::LostAnswer).await;
    let (crm, ids) = (demo.crm(), demo.ids().await);
    let message = json!({"type": "SMS", "contactId": ids["contact"], "message": "Only once, please"});
    let error = call(&crm, "conversations_send-a-new-message", message).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["mayBeDone"]), (ErrorCode::Unavailable, &json!(true)));
    assert!(error.next_step().unwrap().contains("look before you repeat it"), "{error}");
    let of_contact = json!({"contactId": ids["contact"]});
    let thread = rows(&crm, "conversations_search-conversation", "conversations", of_contact).await[0]["id"].take();
    let messages = json!({"conversationId": thread, "limit": 100});
    let messages = rows(&crm, "conversations_get-messages", "messages", messages).await;
    assert_eq!(messages.iter().filter(|message| message["body"] == "Only once, please").count(), 1);
}

#[tokio::test]
async fn values_are_dropped_and_the_answer_is_200() {
    let demo = Demo::with_quirk(Quirk::DroppedValues).await;
    let crm = demo.crm();
    let reach = json!({"email": "ada@x.example", "phone": "+12125550199", "gender": "female"});
    let ada = answered(&crm, CREATE, reach).await["contact"].take();
    let other = answered(&crm, CREATE, json!({"email": "bob@x.example", "phone": "+12125550198"})).await;

    let taken = json!({"contactId": other["contact"]["id"], "phone": "+12125550199"});
    let updated = answered(&crm, "contacts_update-contact", taken).await;
    assert_eq!(updated["contact"]["phone"], "+12125550198", "{updated}");
    assert_eq!(updated["notApplied"], json!(["phone"]), "{updated}");
    let upserted = answered(&crm, "contacts_upsert-contact", json!({"email": "ada@x.example", "gender": "male"})).await;
    assert_eq!((&upserted["new"], &upserted["contact"]["id"]), (&json!(false), &ada["id"]), "{upserted}");
    assert_eq!(upserted["notApplied"], json!(["gender"]), "{upserted}");

    let mut photo = json!({
        "contactId": ada["id"], "type": "WhatsApp", "message": "The plan", "attachments": ["https://x.example/plan.png"],
    });
    let before = demo.sandbox.changes();
    let error = call(&crm, "conversations_send-a-new-message", photo.clone()).await.unwrap_err();
    assert_eq!((error.code(), demo.sandbox.changes()), (ErrorCode::InvalidArguments, before), "{error}");
    assert!(error.message().contains("only the text"), "{error}");
    photo["force"] = json!(true);
    let sent = answered(&crm, "conversations_send-a-new-message", photo).await;
    let listed = json!({"conversationId": sent["conversationId"], "fields": "all"});
    let messages = rows(&crm, "conversations_get-messages", "messages", listed).await;
    assert_eq!(messages[0].get("attachments").unwrap_or(&json!([])), &json!([]), "{}", messages[0]);
}

#[tokio::test]
async fn records_have_the_shapes_that_the_live_api_is_reported_to_give() {
    let (plain, quirky) = (Demo::new().await, Demo::with_quirk(Quirk::LiveShapes).await);
    let (documented, live) = (plain.crm(), quirky.crm());
    let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();

    let page = json!({"limit": 20});
    let contacts = rows(&live, SEARCH, "contacts", page.clone()).await;
    assert_eq!(contacts, rows(&documented, SEARCH, "contacts", page).await);
    let whole = json!({"limit": 20, "fields": "all"});
    let [live_whole, whole] = [&live, &documented].map(|crm| rows(crm, SEARCH, "contacts", whole.clone()));
    for (live, documented) in live_whole.await.iter().zip(whole.await) {
        for field in ["address1", "dateOfBirth"] {
            assert_eq!(live.get(field), documented.get(field), "{live}");
        }
    }

    let with_calls = json!({"lastMessageType": "TYPE_CALL", "limit": 1});
    let conversations = rows(&live, "conversations_search-conversation", "conversations", with_calls).await;
    let calls = json!({"conversationId": conversations[0]["id"], "type": "TYPE_CALL"});
    let read = rows(&live, "conversations_get-messages", "messages", calls.clone()).await;
    let expected = rows(&documented, "conversations_get-messages", "messages", calls).await;
    assert_eq!(read, expected);
    assert!(expected.iter().all(|call| call["callDuration"].is_number() && call["callStatus"].is_string()));
    let everything = json!({"conversationId": conversations[0]["id"], "limit": 100});
    rows(&live, "conversations_get-messages", "messages", everything).await;

    let won = json!({"status": "won", "limit": 100});
    let deals = rows(&live, "opportunities_search-opportunity", "opportunities", won.clone()).await;
    assert_eq!(ids(&deals), ids(&rows(&documented, "opportunities_search-opportunity", "opportunities", won).await));
    let mut files = 0;
    for deal in &deals {
        let deal = answered(&live, "opportunities_get-opportunity", json!({"opportunityId": deal["id"]})).await;
        let proposal = &deal["opportunity"]["customFields"]["signed_proposal"];
        files += usize::from(!proposal.is_null());
    }
    assert!(files > 0, "a file beside an empty list of values is seen");
}
