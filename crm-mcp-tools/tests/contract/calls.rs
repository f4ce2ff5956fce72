//! Calls of the tools that together send everything the tools can send. A new tool is a few lines here.

use serde_json::{Value, json};

/// The tool and its arguments, in the order of the calls.
///
/// `"$TOOL/pointer"` stands for a value of the last answer of that tool.
pub(crate) fn calls() -> Vec<(&'static str, Value)> {
    let contact = "$contacts_create-contact/contact/id";
    vec![
        (
            "contacts_create-contact",
            with(whole_contact("ada", "+15555550101"), json!({"companyName": "Analytical", "gender": "female"})),
        ),
        ("contacts_create-contact", json!({"name": "Charles Babbage"})),
        (
            "contacts_upsert-contact",
            with(whole_contact("grace", "+15555550102"), json!({"companyName": "Navy", "gender": "female"})),
        ),
        (
            "contacts_upsert-contact",
            json!({"name": "Jo", "email": "jo@x.example", "createNewIfDuplicateAllowed": true}),
        ),
        ("contacts_update-contact", with(whole_contact("anita", "+15555550103"), json!({"contactId": contact}))),
        ("contacts_update-contact", json!({"contactId": contact, "name": "Anita Borg"})),
        ("contacts_update-contact", json!({"contactId": contact, "clear": ["email", "tags"]})),
        ("contacts_add-tags", json!({"contactId": contact, "tags": ["vip", "newsletter"]})),
        ("contacts_remove-tags", json!({"contactId": contact, "tags": ["vip"]})),
        ("contacts_get-contact", json!({"contactId": contact})),
        ("contacts_get-all-tasks", json!({"contactId": contact})),
        ("contacts_get-contacts", json!({"query": "a", "limit": 2})),
        ("contacts_get-contacts", json!({"cursor": "$contacts_get-contacts/nextCursor"})),
    ]
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

/// These arguments, and those.
fn with(mut these: Value, mut those: Value) -> Value {
    these.as_object_mut().unwrap().append(those.as_object_mut().unwrap());
    these
}
