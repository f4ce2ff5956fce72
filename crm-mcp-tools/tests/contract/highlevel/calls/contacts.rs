//! Calls of the tools on contacts.

use serde_json::{Value, json};

use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
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
    ("contacts_get-contacts", |_| {
        json!({
            "query": "a", "tags": ["vip"], "assignedTo": "Dana Whitfield", "addedAfter": "2020-01-01",
            "addedBefore": "2030-12-31T23:59:59Z", "filters": [{"field": "email", "operator": "exists"}]
        })
    }),
    ("contacts_get-contacts", |_| json!({"query": "a", "limit": 2})),
    ("contacts_get-contacts", |seen| json!({"cursor": seen["contacts_get-contacts"]["nextCursor"], "fields": "all"})),
    (
        "contacts_get-contacts",
        |seen| json!({"query": "a", "limit": 2, "startAfter": 4_102_444_800_000_u64, "startAfterId": contact(seen)}),
    ),
    ("contacts_find-duplicates", |_| json!({"email": "ada@x.example", "phone": "+15555550101"})),
    ("contacts_create-note", |seen| {
        json!({
            "contactId": contact(seen), "body": "Call back.", "title": "Call", "userId": "SandboxUser000000001",
            "pinned": true, "color": "#FFAA00"
        })
    }),
    ("contacts_get-notes", |seen| json!({"contactId": contact(seen)})),
];

pub(super) fn contact(seen: &Answers) -> &Value {
    &seen["contacts_create-contact"]["contact"]["id"]
}

/// Somebody whom messages may reach.
pub(super) fn reachable(seen: &Answers) -> &Value {
    &seen["contacts_upsert-contact"]["contact"]["id"]
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
