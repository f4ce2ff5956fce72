//! Contacts: their lists, and what an update does to them.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

/// A lead, and a contact at it with two emails and a phone.
async fn contact(crm: &crm_mcp_tools::close::Close) -> (Value, Value) {
    let lead = call(crm, "create_lead", json!({"name": "Acme"})).await;
    let new = json!({
        "lead_id": lead["id"], "name": "Ada", "title": "CTO", "phones": [{"phone": "+1 555-010-0001"}],
        "emails": [{"email": "ada@acme.example"}, {"type": "home", "email": "ada@home.example"}],
    });
    (lead, call(crm, "create_contact", new).await)
}

#[tokio::test]
async fn a_contact_is_created_at_a_lead_and_read_again() {
    let (_sandbox, crm) = crm().await;
    let (lead, contact) = contact(&crm).await;
    assert_eq!(contact["lead_id"], lead["id"]);
    assert_eq!(contact["phones"], json!([{"type": "office", "phone": "+15550100001"}]));
    assert_eq!(call(&crm, "fetch_contact", json!({"id": contact["id"]})).await, contact);
    let all = call(&crm, "fetch_contact", json!({"id": contact["id"], "fields": "all"})).await;
    assert!(all["organization_id"].is_string() && all.get("custom_fields").is_none());
    let of_lead = call(&crm, "fetch_lead", json!({"id": lead["id"]})).await;
    assert_eq!(of_lead["contacts"][0]["id"], contact["id"]);
}

#[tokio::test]
async fn what_is_added_to_a_list_keeps_the_rest_and_what_is_set_replaces_it() {
    let (_sandbox, crm) = crm().await;
    let (_, contact) = contact(&crm).await;
    let id = &contact["id"];
    let emails = |contact: &Value| {
        let emails = contact["emails"].as_array().map(Vec::as_slice).unwrap_or_default();
        emails.iter().map(|email| email["email"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let more = json!([{"email": "ADA@acme.example"}, {"type": "direct", "email": "a@acme.example"}, "b@acme.example"]);
    let added = call(&crm, "update_contact", json!({"id": id, "add_emails": more, "title": "clear"})).await;
    assert_eq!(emails(&added), ["ada@acme.example", "ada@home.example", "a@acme.example", "b@acme.example"]);
    assert_eq!((&added["phones"], added.get("title")), (&contact["phones"], None));
    assert_eq!(added.get("notApplied"), None);
    let set = call(&crm, "update_contact", json!({"id": id, "emails": [{"email": "new@acme.example"}]})).await;
    assert_eq!(emails(&set), ["new@acme.example"]);
    let none = call(&crm, "update_contact", json!({"id": id, "emails": []})).await;
    assert!(emails(&none).is_empty());
    call(&crm, "delete_contact", json!({"id": id})).await;
    assert_eq!(refused(&crm, "fetch_contact", json!({"id": id})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_list_that_is_added_to_is_sent_whole_and_nothing_where_all_of_it_is_there() {
    let contact = r#"{"id": "cont_1", "emails": [{"type": "home", "email": "a@x.example", "is_unsubscribed": true}]}"#;
    let vendor = Vendor::answering([answer(200, contact), answer(200, contact), answer(200, r#"{"fields": []}"#)]);
    let add = |email: &str| json!({"id": "cont_1", "add_emails": [{"email": email}]});
    call(&told(&vendor), "update_contact", add("b@x.example")).await;
    let sent = &vendor.saw()[1];
    let whole = json!([{"type": "home", "email": "a@x.example"}, {"type": "office", "email": "b@x.example"}]);
    assert_eq!((&*sent.0, &sent.1), ("PUT /api/v1/contact/cont_1/", &json!({"emails": whole})));

    let vendor = Vendor::answering([contact, contact].map(|contact| answer(200, contact)));
    call(&told(&vendor), "update_contact", add("A@x.example")).await;
    assert!(vendor.saw().iter().take(2).all(|(line, _)| line == "GET /api/v1/contact/cont_1/"), "{:?}", vendor.saw());
}

#[tokio::test]
async fn a_list_that_cannot_be_read_whole_is_not_overwritten() {
    let vendor = Vendor::answering([answer(200, r#"{"id": "cont_1", "emails": ["a@x.example"]}"#)]);
    let update = json!({"id": "cont_1", "add_emails": [{"email": "b@x.example"}]});
    let error = refused(&told(&vendor), "update_contact", update).await;
    assert!(error.message().contains("`emails`") && error.message().contains("nothing was changed"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_before_anything_is_sent() {
    let crm = told(&Vendor::default());
    for (tool, arguments, said) in [
        ("create_contact", json!({"lead_id": "cont_1"}), "no id of the kind lead"),
        ("fetch_contact", json!({"id": "lead_1"}), "no id of the kind contact"),
        ("update_contact", json!({"id": "lead_1", "name": "Ada"}), "no id of the kind contact"),
        ("update_contact", json!({"id": "cont_1"}), "nothing is to be changed"),
        ("update_contact", json!({"id": "cont_1", "add_phones": ["555 0100"]}), "+15551234567"),
        ("delete_contact", json!({"id": "lead_1"}), "no id of the kind contact"),
        (
            "update_contact",
            json!({"id": "cont_1", "urls": [], "add_urls": [{"url": "https://x.example"}]}),
            "`urls` replaces the list to which `add_urls` adds",
        ),
    ] {
        let error = refused(&crm, tool, arguments).await;
        assert!(error.code() == ErrorCode::InvalidArguments && error.to_string().contains(said), "{tool}: {error}");
    }
}

#[tokio::test]
async fn a_list_is_shown_as_it_is_and_as_it_will_be() {
    let (_sandbox, crm) = crm().await;
    let (_, contact) = contact(&crm).await;
    let update = json!({"id": contact["id"], "add_phones": [{"type": "mobile", "phone": "+15550100002"}]});
    let asked = question(&crm, "update_contact", update).await;
    assert!(asked.starts_with("Update contact \"Ada\"?\n- phones: "), "{asked}");
    let (before, after) = asked.split_once(" → ").unwrap();
    assert!(before.contains("+15550100001") && !before.contains("+15550100002"), "{asked}");
    assert!(after.contains("+15550100001") && after.contains("+15550100002"), "{asked}");
    let asked = question(&crm, "delete_contact", json!({"id": contact["id"]})).await;
    assert!(asked.starts_with("Delete contact \"Ada\"?"), "{asked}");
}
