//! Calls of the tools that together send everything the tools can send. A new tool is a few lines here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The last answer of each tool so far.
pub(crate) type Answers = BTreeMap<&'static str, Value>;

/// A tool, and its arguments in the light of what was answered before.
type Call = (&'static str, fn(&Answers) -> Value);

/// The calls in their order.
pub(crate) const CALLS: &[Call] = &[
    // Contacts
    ("contacts_create-contact", |_| {
        with(whole_contact("ada", "+15555550101"), json!({"companyName": "Analytical", "gender": "female"}))
    }),
    ("contacts_create-contact", |_| json!({"name": "Charles Babbage"})),
    ("contacts_upsert-contact", |_| {
        with(whole_contact("grace", "+15555550102"), json!({"companyName": "Navy", "gender": "female"}))
    }),
    (
        "contacts_upsert-contact",
        |_| json!({"name": "Jo", "email": "jo@x.example", "createNewIfDuplicateAllowed": true}),
    ),
    ("contacts_update-contact", |seen| {
        with(whole_contact("anita", "+15555550103"), json!({"contactId": contact(seen)}))
    }),
    ("contacts_update-contact", |seen| json!({"contactId": contact(seen), "name": "Anita Borg"})),
    ("contacts_update-contact", |seen| json!({"contactId": contact(seen), "clear": ["email", "tags"]})),
    ("contacts_add-tags", |seen| json!({"contactId": contact(seen), "tags": ["vip", "newsletter"]})),
    ("contacts_remove-tags", |seen| json!({"contactId": contact(seen), "tags": ["vip"]})),
    ("contacts_get-contact", |seen| json!({"contactId": contact(seen)})),
    ("contacts_get-all-tasks", |seen| json!({"contactId": contact(seen)})),
    ("contacts_get-contacts", |_| json!({"query": "a", "limit": 2})),
    ("contacts_get-contacts", |seen| json!({"cursor": seen["contacts_get-contacts"]["nextCursor"], "fields": "all"})),
    (
        "contacts_get-contacts",
        |seen| json!({"query": "a", "limit": 2, "startAfter": 4_102_444_800_000_u64, "startAfterId": contact(seen)}),
    ),
    // Conversations
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
                "recipientContactId": "c2", "recipientConversationId": "v2"
            }
        })
    }),
    (
        "conversations_send-a-new-message",
        |seen| json!({"type": "Custom", "contactId": reachable(seen), "message": "Hello", "conversationProviderId": "p1"}),
    ),
    // Calendars
    ("calendars_list-calendars", |_| json!({"groupId": "g1", "showDrafted": false})),
    ("calendars_list-calendars", |_| json!({})),
    ("calendars_get-calendar-events", |_| events_of("userId", &json!("u1"))),
    ("calendars_get-calendar-events", |_| events_of("groupId", &json!("g1"))),
    ("calendars_get-calendar-events", |seen| {
        events_of("calendarId", &seen["calendars_list-calendars"]["calendars"][0]["id"])
    }),
    ("calendars_get-appointment-notes", |seen| {
        let appointment = &seen["calendars_get-calendar-events"]["events"][0]["id"];
        json!({"appointmentId": appointment, "limit": 5, "offset": 5})
    }),
];

fn contact(seen: &Answers) -> &Value {
    &seen["contacts_create-contact"]["contact"]["id"]
}

/// Somebody whom messages may reach.
fn reachable(seen: &Answers) -> &Value {
    &seen["contacts_upsert-contact"]["contact"]["id"]
}

fn conversations(seen: &Answers) -> &Value {
    &seen["conversations_search-conversation"]
}

fn conversation(seen: &Answers) -> &Value {
    &conversations(seen)["conversations"][0]["id"]
}

fn events_of(whose: &str, id: &Value) -> Value {
    json!({whose: id, "startTime": "2020-01-01T00:00:00Z", "endTime": "2030-01-01T00:00:00+01:00"})
}

/// All that a contact has but its full name, which goes instead of the two parts.
fn whole_contact(first_name: &str, phone: &str) -> Value {
    json!({
        "firstName": first_name, "lastName": "Lovelace", "email": format!("{first_name}@x.example"),
        "phone": phone, "address1": "1 Main Street", "city": "Springfield",
        "state": "IL", "postalCode": "62701", "country": "US", "website": "https://x.example",
        "timezone": "America/Chicago", "dateOfBirth": "1990-05-01", "source": "web form",
        "assignedTo": "SandboxUser000000001", "dnd": false,
        "dndSettings": {
            "Call": "active", "Email": "inactive", "SMS": "permanent", "WhatsApp": "active", "GMB": "active",
            "FB": "active"
        },
        "inboundDndSettings": {"all": "active"}, "tags": ["new"],
        "customFields": {"team_size": 2, "lead_temperature": "Hot", "services_wanted": ["SEO", "Branding"]}
    })
}

/// Some arguments, and others.
fn with(mut some: Value, mut others: Value) -> Value {
    some.as_object_mut().unwrap().append(others.as_object_mut().unwrap());
    some
}
