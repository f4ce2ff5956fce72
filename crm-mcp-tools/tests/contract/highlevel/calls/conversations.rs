//! Calls of the tools on conversations.

use serde_json::{Value, json};

use super::contacts::{contact, reachable};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("conversations_search-conversation", |seen| {
        json!({
            "query": "a", "contactId": contact(seen), "assignedTo": "unassigned", "status": "unread", "id": "v1",
            "lastMessageType": "TYPE_SMS", "lastMessageDirection": "inbound", "lastMessageAction": "manual",
            "followers": "u1,u2", "mentions": "u1", "scoreProfile": "s1", "scoreProfileMin": 1, "scoreProfileMax": 9,
            "sortScoreProfile": "s1", "sort": "asc", "sortBy": "score_profile", "startDate": "2026-09-01T00:00:00Z",
            "endDate": "2026-10-01T00:00:00+02:00"
        })
    }),
    ("conversations_search-conversation", |_| json!({"limit": 2, "startAfterDate": 4_102_444_800_000_u64})),
    ("conversations_search-conversation", |seen| json!({"limit": 2, "cursor": conversations(seen)["nextCursor"]})),
    ("conversations_get-messages", |seen| json!({"conversationId": conversation(seen), "type": "TYPE_SMS,TYPE_EMAIL"})),
    ("conversations_get-messages", |seen| json!({"conversationId": conversation(seen), "limit": 1})),
    ("conversations_get-messages", |seen| {
        let message = &seen["conversations_get-messages"]["messages"][0]["id"];
        json!({"conversationId": conversation(seen), "limit": 1, "lastMessageId": message})
    }),
    ("conversations_send-a-new-message", |seen| {
        json!({
            "type": "SMS", "contactId": reachable(seen), "message": "Hello", "attachments": ["https://x.example/a.png"],
            "fromNumber": "+15555550100", "toNumber": "+15555550199", "appointmentId": "a1",
            "scheduledTimestamp": "2099-01-01T00:00:00Z"
        })
    }),
    ("conversations_send-a-new-message", |seen| {
        json!({
            "type": "Email", "contactId": reachable(seen), "subject": "Hello", "html": "<p>Hello</p>",
            "emailFrom": "us@x.example", "emailTo": "her@x.example", "emailCc": ["c@x.example"],
            "emailBcc": ["b@x.example"], "replyMessageId": "m1", "emailReplyMode": "reply_all", "threadId": "t1",
            "templateId": "e1", "customSubtypeId": "n1", "usesNativeSchedulingAi": true, "optimizationPeriod": "24h"
        })
    }),
    ("conversations_send-a-new-message", |seen| {
        json!({
            "type": "Email", "contactId": reachable(seen), "subject": "Fwd: Hello", "message": "See below.",
            "forward": {
                "isForwarded": true, "forwardWholeThread": false, "messageId": "m1", "emailMessageId": "m2",
                "sourceContactId": "c1", "sourceConversationId": "v1", "toEmail": "d@x.example",
                "recipientContactId": reachable(seen), "recipientConversationId": "v2"
            }
        })
    }),
    (
        "conversations_send-a-new-message",
        |seen| json!({"type": "Custom", "contactId": reachable(seen), "message": "Hello", "conversationProviderId": "p1"}),
    ),
    // With the emails that were sent.
    (
        "conversations_get-messages",
        |seen| json!({"conversationId": seen["conversations_send-a-new-message"]["conversationId"]}),
    ),
];

fn conversations(seen: &Answers) -> &Value {
    &seen["conversations_search-conversation"]
}

fn conversation(seen: &Answers) -> &Value {
    &conversations(seen)["conversations"][0]["id"]
}
