//! Calls of the tools on contacts.

use serde_json::{Value, json};

use super::{id, leads::lead};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_contact", |seen| {
        let mut contact = whole_contact("Ada Lovelace");
        contact["lead_id"] = lead(seen).clone();
        contact
    }),
    ("update_contact", |seen| {
        let mut contact = whole_contact("Augusta Ada King");
        contact["id"] = contact_id(seen).clone();
        contact
    }),
    ("update_contact", |seen| {
        json!({
            "id": contact_id(seen), "add_emails": [{"type": "home", "email": "king@x.example"}],
            "add_phones": [{"type": "home", "phone": "+15555550102"}],
            "add_urls": [{"type": "url", "url": "https://y.example"}]
        })
    }),
    ("fetch_contact", |seen| json!({"id": contact_id(seen)})),
];

pub(super) fn contact_id(seen: &Answers) -> &Value {
    id(seen, "create_contact")
}

fn whole_contact(name: &str) -> Value {
    json!({
        "name": name, "title": "Analyst", "emails": [{"type": "office", "email": "ada@x.example"}],
        "phones": [{"type": "office", "phone": "+15555550101"}], "urls": [{"type": "url", "url": "https://x.example"}],
        "custom_fields": {"Role": "Decides", "Languages": ["English"], "Known since": "2026-01-31"}
    })
}
