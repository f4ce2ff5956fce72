//! The conversation tools on the sandbox, as an agent would use them.

use std::collections::{HashMap, HashSet};

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{Client, ConversationPage, HighLevel, MessagePage},
    sandbox::{LOCATION_ID, Limits, READ_TOKEN, Sandbox, TOKEN},
};
use serde_json::{Value, json};

use crate::support::call;

async fn client() -> Client {
    let limits = Limits { requests: 10_000, ..Limits::default() };
    Client::over(InProcess::new(Sandbox::in_memory().await.unwrap().with_limits(limits).router()))
}

fn with_token(client: &Client, token: &str) -> HighLevel {
    HighLevel::new(client, token.into(), LOCATION_ID.parse().unwrap()).unwrap()
}

async fn sandbox() -> HighLevel {
    with_token(&client().await, TOKEN)
}

async fn conversations(crm: &HighLevel, arguments: Value) -> ConversationPage {
    let page = call(crm, "conversations_search-conversation", arguments).await.unwrap();
    serde_json::from_value(page).unwrap()
}

async fn messages(crm: &HighLevel, arguments: Value) -> MessagePage {
    serde_json::from_value(call(crm, "conversations_get-messages", arguments).await.unwrap()).unwrap()
}

/// All conversations, read page by page.
async fn all(crm: &HighLevel, mut arguments: Value) -> ConversationPage {
    let mut all = conversations(crm, arguments.clone()).await;
    while let Some(cursor) = all.more.next_cursor.take() {
        arguments["cursor"] = cursor.into();
        let next = conversations(crm, arguments.clone()).await;
        all.conversations.extend(next.conversations);
        assert!(all.conversations.len() as u64 <= next.more.total.unwrap(), "some come again and again");
        all.more = next.more;
    }
    all
}

/// A new contact with these properties.
async fn contact(crm: &HighLevel, properties: Value) -> String {
    let answer = call(crm, "contacts_create-contact", properties).await.unwrap();
    answer["contact"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_conversation_comes_once_though_many_were_written_to_at_the_same_time() {
    let crm = sandbox().await;
    for (sort, limit) in [("desc", 3), ("desc", 100), ("asc", 7)] {
        let found = all(&crm, json!({"sort": sort, "limit": limit})).await;
        let ids: HashSet<_> = found.conversations.iter().map(|row| row.id.clone()).collect();
        assert_eq!(ids.len(), found.conversations.len(), "{sort} {limit}: one came twice");
        assert_eq!(ids.len() as u64, found.more.total.unwrap(), "{sort} {limit}: one is missing");
        let dates: Vec<_> = found.conversations.iter().map(|row| row.last_message_date.clone()).collect();
        let in_order = if sort == "asc" { dates.is_sorted() } else { dates.iter().rev().is_sorted() };
        assert!(in_order, "{sort} {limit}");
        let mut of_one_date = HashMap::<_, usize>::new();
        for date in dates {
            *of_one_date.entry(date).or_default() += 1;
        }
        assert!(*of_one_date.values().max().unwrap() > 3, "the demo data has conversations of one date");
    }
}

#[tokio::test]
async fn a_search_is_narrowed_and_one_by_another_sort_value_is_one_page() {
    let crm = sandbox().await;
    let unread = all(&crm, json!({"status": "unread"})).await.conversations;
    assert!(!unread.is_empty() && unread.iter().all(|row| row.unread_count > Some(0)));
    let emails = all(&crm, json!({"lastMessageType": "email", "lastMessageDirection": "outbound"})).await.conversations;
    assert!(!emails.is_empty());
    assert!(emails.iter().all(|row| row.last_message_type.as_deref() == Some("TYPE_EMAIL")));
    let one = conversations(&crm, json!({"contactId": unread[0].contact_id})).await.conversations;
    assert_eq!(one.iter().map(|row| &row.id).collect::<Vec<_>>(), [&unread[0].id]);

    let page = conversations(&crm, json!({"sortBy": "last_manual_message_date", "limit": 5})).await;
    assert_eq!((page.conversations.len(), page.more.has_more, page.more.next_cursor), (5, true, None));
}

#[tokio::test]
async fn every_message_of_a_conversation_comes_once_and_newest_first() {
    let crm = sandbox().await;
    let mut longest = Vec::new();
    for conversation in all(&crm, json!({"limit": 100})).await.conversations {
        let mut arguments = json!({"conversationId": conversation.id, "limit": 10});
        let mut seen = Vec::new();
        loop {
            let page = messages(&crm, arguments.clone()).await;
            seen.extend(page.messages);
            match page.more.next_cursor {
                Some(cursor) => arguments["cursor"] = cursor.into(),
                None => break,
            }
        }
        let ids: HashSet<_> = seen.iter().map(|message| message.id.clone()).collect();
        assert_eq!(ids.len(), seen.len(), "one came twice");
        assert!(seen.iter().rev().is_sorted_by_key(|message| message.date_added.clone()));
        assert_eq!(seen[0].date_added.as_ref().unwrap()[..19], conversation.last_message_date.as_ref().unwrap()[..19]);
        if seen.len() > longest.len() {
            longest = seen;
        }
    }
    assert!(longest.len() > 20, "the demo data has a long conversation");
}

#[tokio::test]
async fn what_is_sent_shows_up_in_the_conversation() {
    let crm = sandbox().await;
    let ada = contact(&crm, json!({"name": "Ada", "phone": "+15555550123", "email": "ada@lovelace.example"})).await;
    let text = json!({"type": "SMS", "contactId": ada, "message": "Hello"});
    let sent = call(&crm, "conversations_send-a-new-message", text).await.unwrap();
    assert_eq!(sent["status"], "pending");
    let email = json!({"type": "Email", "contactId": ada, "subject": "Plan", "message": "Hello"});
    let second = call(&crm, "conversations_send-a-new-message", email).await.unwrap();
    assert_eq!(second["conversationId"], sent["conversationId"]);

    let found = conversations(&crm, json!({"contactId": ada})).await.conversations;
    assert_eq!(
        (&json!(found[0].id), &found[0].last_message_body),
        (&sent["conversationId"], &Some("Hello".to_owned()))
    );
    let written = messages(&crm, json!({"conversationId": found[0].id})).await.messages;
    assert_eq!([&json!(written[0].id), &json!(written[1].id)], [&second["messageId"], &sent["messageId"]]);
    assert_eq!(json!(written[0].emails[0].id), second["emailMessageId"]);
    assert_eq!((written[1].body.as_deref(), written[1].direction.as_deref()), (Some("Hello"), Some("outbound")));
    let texts = messages(&crm, json!({"conversationId": found[0].id, "type": "sms"})).await.messages;
    assert_eq!(texts.len(), 1);
}

#[tokio::test]
async fn who_does_not_want_to_be_disturbed_or_has_no_address_is_not_written_to() {
    let crm = sandbox().await;
    let phone = |last: u8| format!("+1555555012{last}");
    let refusals = [
        (json!({"name": "A", "phone": phone(1), "dnd": true}), "SMS", "do-not-disturb"),
        (
            json!({"name": "B", "phone": phone(2), "dndSettings": {"WhatsApp": "permanent"}}),
            "WhatsApp",
            "do-not-disturb",
        ),
        (json!({"name": "C", "email": "c@x.example"}), "SMS", "no phone number"),
        (json!({"name": "D", "phone": phone(3)}), "Email", "no email address"),
    ];
    for (properties, kind, told) in refusals {
        let id = contact(&crm, properties).await;
        let message = json!({"type": kind, "contactId": id, "subject": "Plan", "message": "Hello"});
        let error = call(&crm, "conversations_send-a-new-message", message).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Refused, "{error}");
        assert!(error.message().contains(told), "{error}");
        assert_eq!(conversations(&crm, json!({"contactId": id})).await.conversations, [], "{told}");
    }
}

#[tokio::test]
async fn what_is_not_there_or_not_allowed_is_told() {
    let client = client().await;
    let crm = with_token(&client, TOKEN);
    for (tool, arguments) in [
        ("conversations_get-messages", json!({"conversationId": "nosuchconversation"})),
        ("conversations_send-a-new-message", json!({"type": "SMS", "contactId": "nosuchcontact", "message": "Hi"})),
    ] {
        assert_eq!(call(&crm, tool, arguments).await.unwrap_err().code(), ErrorCode::NotFound, "{tool}");
    }
    let ada = contact(&crm, json!({"name": "Ada", "phone": "+15555550123"})).await;
    let message = json!({"type": "SMS", "contactId": ada, "message": "Hi"});
    let reader = with_token(&client, READ_TOKEN);
    let error = call(&reader, "conversations_send-a-new-message", message).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.to_string().contains("conversations/message.write"), "{error}");
}
