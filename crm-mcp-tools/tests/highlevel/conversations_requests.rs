//! The exact requests that the conversation tools make, and what they make of the vendor's answers.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const SEARCH: &str = "conversations_search-conversation";
const MESSAGES: &str = "conversations_get-messages";

/// The path of a search with this query beside the location.
fn search(query: &str) -> (String, Value) {
    (format!("GET /conversations/search?locationId={LOCATION}&{query}"), Value::Null)
}

fn found(conversations: &Value, total: u64) -> http::Response<bytes::Bytes> {
    answer(200, json!({"conversations": conversations, "total": total}).to_string())
}

#[tokio::test]
async fn a_conversation_is_slim_and_has_a_name() {
    let conversation = json!({
        "id": "v1", "contactId": "c1", "locationId": LOCATION, "lastMessageBody": "See you", "unreadCount": 2,
        "lastMessageType": "TYPE_SMS", "type": "TYPE_PHONE", "fullName": "Ada Lovelace", "contactName": "Ada L",
        "email": "ada@example.com", "phone": "+15551234567", "dateAdded": 1_788_220_800_000_i64, "assignedTo": "u1",
        "lastMessageDate": 1_788_220_800_123_i64, "lastMessageDirection": "inbound", "inbox": true
    });
    let unnamed = json!({"id": "v2", "contactName": "Bob's Bikes", "fullName": null, "unreadCount": "3"});
    let rows = json!([conversation, unnamed]);
    let slim = json!({
        "id": "v1", "contactId": "c1", "fullName": "Ada Lovelace", "unreadCount": 2, "lastMessageBody": "See you", "lastMessageType": "TYPE_SMS",
        "lastMessageDirection": "inbound", "lastMessageDate": "2026-09-01T00:00:00.123Z"
    });
    let named = json!({"id": "v2", "fullName": "Bob's Bikes", "unreadCount": 3});
    let vendor = Vendor::answering([found(&rows, 2), found(&rows, 2)]);
    let crm = vendor.location();
    let page = call(&crm, SEARCH, json!({})).await.unwrap();
    assert_eq!(page, json!({"conversations": [slim, named], "hasMore": false, "total": 2}));
    let all = call(&crm, SEARCH, json!({"fields": "all"})).await.unwrap();
    let first = &all["conversations"][0];
    assert_eq!((&first["phone"], &first["dateAdded"]), (&json!("+15551234567"), &json!("2026-09-01T00:00:00Z")));
    assert_eq!(vendor.saw()[0], search("sort=desc&sortBy=last_message_date&limit=21"));
    assert_eq!(vendor.requests()[0].headers()["version"], "2021-04-15");
}

#[tokio::test]
async fn every_parameter_of_a_search_goes_out_as_the_vendor_wants_it() {
    // Arguments, and what of the query they become.
    let parameters = [
        (json!({"query": "ada & co"}), "query=ada+%26+co"),
        (json!({"contactId": "c1"}), "contactId=c1"),
        (
            json!({"assignedTo": "User0000000000000001, User0000000000000002"}),
            "assignedTo=User0000000000000001%2CUser0000000000000002",
        ),
        (json!({"assignedTo": "unassigned"}), "assignedTo=unassigned"),
        (json!({"status": "unread"}), "status=unread"),
        (json!({"lastMessageType": "TYPE_EMAIL"}), "lastMessageType=TYPE_EMAIL"),
        (json!({"lastMessageType": "sms"}), "lastMessageType=TYPE_SMS"),
        (json!({"lastMessageDirection": "inbound"}), "lastMessageDirection=inbound"),
        (json!({"id": "v1"}), "id=v1"),
        (json!({"followers": "u1"}), "followers=u1"),
        (json!({"mentions": "u1"}), "mentions=u1"),
        (json!({"lastMessageAction": "manual"}), "lastMessageAction=manual"),
        (json!({"scoreProfile": "s1", "scoreProfileMin": 1.5}), "scoreProfile=s1&scoreProfileMin=1.5"),
        (json!({"scoreProfileMax": 7}), "scoreProfileMax=7"),
    ];
    for (arguments, query) in parameters {
        let vendor = Vendor::answering([found(&json!([]), 0)]);
        call(&vendor.location(), SEARCH, arguments).await.unwrap();
        assert_eq!(vendor.saw(), [search(&format!("{query}&sort=desc&sortBy=last_message_date&limit=21"))]);
    }
    let vendor = Vendor::answering([found(&json!([]), 0)]);
    let times = json!({"startDate": "2026-09-01T00:00:00Z", "endDate": "1788220800001", "limit": 5});
    call(&vendor.location(), SEARCH, times).await.unwrap();
    let query = "sort=desc&sortBy=last_message_date&startDate=1788220800000&endDate=1788220800001&limit=6";
    assert_eq!(vendor.saw(), [search(query)]);
}

#[tokio::test]
async fn what_the_vendor_would_refuse_never_leaves() {
    let vendor = Vendor::default();
    let refusals = [
        (SEARCH, json!({"lastMessageType": "TYPE_FAX"}), "TYPE_SMS_REVIEW_REQUEST"),
        (SEARCH, json!({"status": "open"}), "status"),
        (SEARCH, json!({"sort": "newest"}), "sort"),
        (SEARCH, json!({"sortBy": "name"}), "sortBy"),
        (SEARCH, json!({"startDate": "yesterday"}), "startDate: expected a date and time"),
        (SEARCH, json!({"limit": 101}), "limit"),
        (MESSAGES, json!({}), "conversationId"),
        (MESSAGES, json!({"conversationId": "v1", "type": "TYPE_SMS,TYPE_FAX"}), "TYPE_INTERNAL_COMMENTS"),
        (MESSAGES, json!({"conversationId": "v1", "type": ","}), "TYPE_INTERNAL_COMMENTS"),
    ];
    for (tool, arguments, told) in refusals {
        let error = call(&vendor.location(), tool, arguments).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
    assert_eq!(vendor.saw(), []);
}

#[tokio::test]
async fn a_search_goes_on_a_millisecond_before_the_last_date() {
    let row = |id: &str, date: i64| json!({"id": id, "lastMessageDate": date});
    let vendor = Vendor::answering([
        found(&json!([row("v1", 30), row("v2", 20), row("v3", 20)]), 4),
        found(&json!([row("v2", 20), row("v3", 20), row("v4", 10)]), 4),
    ]);
    let crm = vendor.location();
    let ids = |page: &Value| {
        page["conversations"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    let mut arguments = json!({"limit": 2});
    let first = call(&crm, SEARCH, arguments.clone()).await.unwrap();
    assert_eq!(
        (ids(&first), &first["hasMore"], &first["total"]),
        (vec![json!("v1"), json!("v2")], &json!(true), &json!(4))
    );
    arguments["cursor"] = first["nextCursor"].clone();
    let second = call(&crm, SEARCH, arguments.clone()).await.unwrap();
    assert_eq!((ids(&second), &second["hasMore"]), (vec![json!("v3"), json!("v4")], &json!(false)));
    let order = "sort=desc&sortBy=last_message_date";
    assert_eq!(
        vendor.saw(),
        [search(&format!("{order}&limit=3")), search(&format!("{order}&limit=4&startAfterDate=21"))]
    );
}

#[tokio::test]
async fn what_cannot_be_gone_on_from_is_said_to_be_more_without_a_cursor() {
    let rows = json!([{"id": "v1"}, {"id": "v2"}, {"id": "v3"}]);
    let vendor = Vendor::answering([found(&rows, 9), found(&rows, 3), found(&rows, 9)]);
    let crm = vendor.location();
    let first_two = json!([{"id": "v1"}, {"id": "v2"}]);
    let page = call(&crm, SEARCH, json!({"sortBy": "due_at", "sort": "asc", "limit": 2})).await.unwrap();
    assert_eq!(page, json!({"conversations": first_two, "hasMore": true, "total": 9}));
    let page = call(&crm, SEARCH, json!({"sortBy": "due_at", "limit": 3})).await.unwrap();
    assert_eq!((&page["hasMore"], page.get("nextCursor")), (&json!(false), None));
    // None of these has a date.
    let page = call(&crm, SEARCH, json!({"limit": 2})).await.unwrap();
    assert_eq!(page, json!({"conversations": first_two, "hasMore": true, "total": 9}));
    assert_eq!(vendor.saw()[0], search("sort=asc&sortBy=due_at&limit=3"));
}

#[tokio::test]
async fn a_date_of_the_vendors_own_paging_is_passed_on_as_it_is() {
    let vendor = Vendor::answering([found(&json!([]), 0)]);
    call(&vendor.location(), SEARCH, json!({"startAfterDate": 1_788_220_800_000_i64})).await.unwrap();
    let query = "sort=desc&sortBy=last_message_date&limit=21&startAfterDate=1788220800000";
    assert_eq!(vendor.saw(), [search(query)]);
}

/// A message as HighLevel gives it.
fn vendors_message(id: &str, minute: u8) -> Value {
    json!({
        "id": id, "type": 20, "messageType": "TYPE_SMS", "locationId": LOCATION, "contactId": "c1",
        "conversationId": "v1", "dateAdded": format!("2026-09-01T10:{minute:02}:00.000Z"), "body": "Hi there",
        "direction": "inbound", "status": "delivered", "contentType": "text/plain", "source": "app",
        "attachments": ["https://example.com/plan.pdf"], "meta": {}
    })
}

fn slim_message(id: &str, minute: u8) -> Value {
    json!({
        "id": id, "messageType": "TYPE_SMS", "dateAdded": format!("2026-09-01T10:{minute:02}:00.000Z"),
        "body": "Hi there", "direction": "inbound", "status": "delivered",
        "attachments": ["https://example.com/plan.pdf"]
    })
}

#[tokio::test]
async fn messages_come_newest_first_from_both_shapes_of_the_vendors_answer() {
    let page = |messages: Value, last: &str, more: bool| json!({"lastMessageId": last, "nextPage": more, "messages": messages});
    let first = page(json!([vendors_message("m3", 2), vendors_message("m4", 3)]), "m3", true);
    let last = page(json!([vendors_message("m2", 1), vendors_message("m1", 0)]), "m1", false);
    let vendor = Vendor::answering([
        answer(200, json!({"messages": first, "traceId": "t"}).to_string()),
        answer(200, last.to_string()),
    ]);
    let crm = vendor.location();
    let newest =
        call(&crm, MESSAGES, json!({"conversationId": "v1", "limit": 2, "type": "sms, TYPE_EMAIL"})).await.unwrap();
    assert_eq!(
        (&newest["messages"], &newest["hasMore"]),
        (&json!([slim_message("m4", 3), slim_message("m3", 2)]), &json!(true))
    );
    let rest =
        json!({"conversationId": "v1", "limit": 2, "type": "TYPE_SMS,TYPE_EMAIL", "cursor": newest["nextCursor"]});
    let rest = call(&crm, MESSAGES, rest).await.unwrap();
    assert_eq!(rest, json!({"messages": [slim_message("m2", 1), slim_message("m1", 0)], "hasMore": false}));
    let path = |query: &str| (format!("GET /conversations/v1/messages?{query}"), Value::Null);
    let types = "limit=2&type=TYPE_SMS%2CTYPE_EMAIL";
    assert_eq!(vendor.saw(), [path(types), path(&format!("{types}&lastMessageId=m3"))]);
    assert_eq!(vendor.requests()[0].headers()["version"], "2021-04-15");
}

#[tokio::test]
async fn a_call_tells_how_long_it_took_and_an_email_its_ids() {
    let messages = json!([
        {"id": "m1", "messageType": "TYPE_CALL", "meta": {"callDuration": "120", "callStatus": "completed"}},
        {"id": "m0", "messageType": "TYPE_CALL", "meta": {"call": {"duration": 372, "status": "completed"}}},
        {"id": "m2", "messageType": "TYPE_EMAIL", "meta": {"email": {"messageIds": ["e1"], "subject": "Plan"}}},
        {"id": "m3", "messageType": "TYPE_ACTIVITY_CONTACT", "meta": null},
        {"id": "m4", "meta": {"callDuration": {}, "email": []}, "attachments": {}, "status": 7},
        {"messageType": "TYPE_SMS", "body": "without an id"},
    ]);
    let body = json!({"messages": {"messages": messages, "nextPage": false}}).to_string();
    let email = r#"{"id": "e1"}"#;
    let vendor = Vendor::answering([body.as_str(), email, &body, email].map(|body| answer(200, body.to_owned())));
    let crm = vendor.location();
    let page = call(&crm, MESSAGES, json!({"conversationId": "v1"})).await.unwrap();
    let slim = json!([
        {"id": "m1", "messageType": "TYPE_CALL", "callDuration": 120, "callStatus": "completed"},
        {"id": "m0", "messageType": "TYPE_CALL", "callDuration": 372, "callStatus": "completed"},
        {"id": "m2", "messageType": "TYPE_EMAIL", "subject": "Plan", "emails": [{"id": "e1"}]},
        {"id": "m3", "messageType": "TYPE_ACTIVITY_CONTACT"},
        {"id": "m4", "status": "7"},
    ]);
    assert_eq!(page, json!({"messages": slim, "hasMore": false, "unreadable": 1}));
    let all = call(&crm, MESSAGES, json!({"conversationId": "v1", "fields": "all"})).await.unwrap();
    assert_eq!(all["messages"][0]["meta"], json!({"callDuration": "120", "callStatus": "completed"}));
}

#[tokio::test]
async fn a_page_of_messages_of_the_vendors_own_is_gone_on_from_and_no_page_is_an_error() {
    let vendor = Vendor::answering([
        answer(200, r#"{"messages": {"lastMessageId": "m1", "nextPage": true, "messages": []}}"#),
        answer(200, r#"{"messages": {"nextPage": false}}"#),
        answer(200, r#"{"messages": {"nextPage": true, "messages": [{"id": "m7"}]}}"#),
    ]);
    let crm = vendor.location();
    let arguments = json!({"conversationId": "v1", "lastMessageId": "m1"});
    let page = call(&crm, MESSAGES, arguments.clone()).await.unwrap();
    assert_eq!(page, json!({"messages": [], "hasMore": false}), "a page that leads nowhere is the last");
    let error = call(&crm, MESSAGES, arguments.clone()).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (ErrorCode::Unavailable, "HighLevel's answer could not be read"));
    let page = call(&crm, MESSAGES, arguments).await.unwrap();
    assert_eq!(page["hasMore"], true, "without `lastMessageId` the last message is it");
    assert_eq!(vendor.saw()[0].0, "GET /conversations/v1/messages?limit=20&lastMessageId=m1");
}
