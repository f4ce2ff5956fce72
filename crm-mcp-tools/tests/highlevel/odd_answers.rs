//! Answers in forms that HighLevel's documents do not have, each reported of the live API or close to one that was.

use serde_json::{Value, json};

use crate::support::{Vendor, answer, call};

const SEARCH: &str = "opportunities_search-opportunity";

async fn answered(vendors: Value, tool: &str, arguments: Value) -> Value {
    call(&Vendor::answering([answer(200, vendors.to_string())]).location(), tool, arguments).await.unwrap()
}

#[tokio::test]
async fn a_list_of_nothing_is_empty() {
    let cases = [
        (SEARCH, json!({"opportunities": null, "meta": null}), "opportunities"),
        (SEARCH, json!({"opportunities": [], "meta": []}), "opportunities"),
        ("contacts_get-contacts", json!({"contacts": null, "total": "none"}), "contacts"),
        ("payments_list-transactions", json!({"data": null, "totalCount": null}), "transactions"),
    ];
    for (tool, vendors, list) in cases {
        let page = answered(vendors, tool, json!({})).await;
        assert_eq!((&page[list], &page["hasMore"]), (&json!([]), &json!(false)), "{tool}");
    }
}

#[tokio::test]
async fn a_list_goes_on_by_page_where_highlevel_names_nothing_else() {
    let row = |number: usize| json!({"id": format!("o{number}")});
    let full: Vec<_> = (0..2).map(row).collect();
    let meta = json!({"total": 5, "nextPage": 2, "startAfter": null, "startAfterId": null});
    let last = json!({"opportunities": [row(2)], "meta": {"total": 5, "nextPage": null}});
    let vendor = Vendor::answering([
        answer(200, json!({"opportunities": full, "meta": meta}).to_string()),
        answer(200, last.to_string()),
    ]);
    let crm = vendor.location();
    let first = call(&crm, SEARCH, json!({"limit": 2})).await.unwrap();
    assert_eq!(first["hasMore"], true);
    // The number of a page means another row where pages have another size.
    let rest = json!({"limit": 1, "cursor": first["nextCursor"]});
    assert_eq!(call(&crm, SEARCH, rest).await.unwrap()["opportunities"], json!([{"id": "o2"}]));
    let lines: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    assert!(lines[1].ends_with("limit=2&page=2"), "{lines:?}");
}

#[tokio::test]
async fn a_list_that_cannot_go_on_does_not_say_that_it_is_whole() {
    let rows = json!([{"id": "c1", "searchAfter": [1, "c1"]}, {"id": "c2"}, {"id": "c3"}]);
    let page = answered(json!({"contacts": rows, "total": 9}), "contacts_get-contacts", json!({"limit": 2})).await;
    assert_eq!((&page["hasMore"], page.get("nextCursor")), (&json!(true), None), "{page}");
}

#[tokio::test]
async fn further_addresses_of_a_contact_are_shown_in_a_row_too() {
    let contact = json!({"id": "c1", "email": "ada@example.com", "phone": "+15551234567",
        "additionalEmails": ["a@example.com", {"email": "b@example.com"}, null],
        "additionalPhones": [{"phone": "+15551234568", "phoneLabel": "home"}]});
    let shown = json!({"id": "c1", "email": "ada@example.com", "phone": "+15551234567",
        "additionalEmails": ["a@example.com", "b@example.com"], "additionalPhones": ["+15551234568"]});
    let one = answered(json!({"contact": contact}), "contacts_get-contact", json!({"contactId": "c1"})).await;
    assert_eq!(one["contact"], shown);
    let page = answered(json!({"contacts": [contact], "total": 1}), "contacts_get-contacts", json!({})).await;
    assert_eq!(page["contacts"], json!([shown]));
}

#[tokio::test]
async fn a_custom_field_that_is_a_secret_is_not_shown_and_a_value_is_the_one_that_holds_something() {
    let values = json!([
        {"id": "f1", "value": "078-05-1120"},
        {"id": "f2", "fieldValueArray": null, "fieldValueFiles": [{"url": "https://files.example/a.pdf"}]},
        {"id": "f3", "fieldValue": "", "fieldValueString": ""},
    ]);
    let definitions = json!({"customFields": [
        {"id": "f1", "name": "SSN", "fieldKey": "contact.ssn", "dataType": "TEXT"},
        {"id": "f2", "name": "Proposal", "fieldKey": "contact.proposal", "dataType": "FILE_UPLOAD"},
        {"id": "f3", "name": "Note", "fieldKey": "contact.note", "dataType": "TEXT"},
    ]});
    for fields in ["slim", "all"] {
        let contact = json!({"contact": {"id": "c1", "customFields": values}});
        let vendor = Vendor::answering([answer(200, contact.to_string()), answer(200, definitions.to_string())]);
        let read = json!({"contactId": "c1", "fields": fields});
        let contact = call(&vendor.location(), "contacts_get-contact", read).await.unwrap();
        let named = json!({"proposal": [{"url": "https://files.example/a.pdf"}], "note": ""});
        assert_eq!(contact["contact"]["customFields"], named);
        assert!(!contact.to_string().contains("078-05-1120"), "{contact}");
    }
}

#[tokio::test]
async fn an_empty_name_gives_way_to_the_other() {
    let rows = json!([{"id": "v1", "fullName": "", "contactName": "Bob"}]);
    let page = answered(json!({"conversations": rows}), "conversations_search-conversation", json!({})).await;
    assert_eq!(page["conversations"], json!([{"id": "v1", "fullName": "Bob"}]));
}
