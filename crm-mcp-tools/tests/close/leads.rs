//! Leads: written, searched, and their addresses.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::close::Close;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

fn names(found: &Value) -> Vec<&str> {
    found["data"].as_array().unwrap().iter().map(|lead| lead["display_name"].as_str().unwrap()).collect()
}

async fn some_lead(crm: &Close) -> Value {
    call(crm, "create_lead", json!({"name": "Acme Rockets", "description": "Makes quiet rockets."})).await
}

#[tokio::test]
async fn a_status_is_given_by_label_or_id() {
    let (_sandbox, crm) = crm().await;
    let statuses = call(&crm, "find_lead_statuses", json!({})).await;
    let [first, second, ..] = &statuses["data"].as_array().unwrap()[..] else { panic!("{statuses}") };
    let lead = call(&crm, "create_lead", json!({"name": "Acme", "status_id": second["label"]})).await;
    assert_eq!(lead["status_label"], second["label"]);
    let lead = call(&crm, "update_lead", json!({"id": lead["id"], "status_id": first["id"]})).await;
    assert_eq!(lead["status_label"], first["label"]);
    let found = call(&crm, "lead_search", json!({"name": "Acme", "lead_status_id": first["label"]})).await;
    assert_eq!(names(&found), ["Acme"]);
    let none = call(&crm, "lead_search", json!({"name": "Acme", "lead_status_id": second["id"]})).await;
    assert_eq!((names(&none), &none["hasMore"], &none["total"]), (vec![], &json!(false), &json!(0)));
    let error = refused(&crm, "lead_search", json!({"lead_status_id": "No such"})).await;
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
}

#[tokio::test]
async fn a_lead_is_found_by_its_words_and_by_those_of_its_contacts() {
    let (_sandbox, crm) = crm().await;
    let lead = some_lead(&crm).await;
    let contact = json!({
        "lead_id": lead["id"], "name": "Ada Quill", "emails": [{"email": "ada@acme.example"}],
        "phones": [{"phone": "+15550100077"}],
    });
    call(&crm, "create_contact", contact).await;
    for text in ["quiet rockets", "Quill", "ada@acme.example", "+1 555 010 0077"] {
        let found = call(&crm, "lead_search", json!({"full_text": text})).await;
        assert_eq!(names(&found), ["Acme Rockets"], "{text}");
    }
    let found = call(&crm, "lead_search", json!({"name": "rock"})).await;
    let row = &found["data"][0];
    assert_eq!(row["contacts"][0]["name"], "Ada Quill");
    assert!(row.get("description").is_none() && row.get("custom_fields").is_none(), "{row}");
    let all = call(&crm, "lead_search", json!({"name": "rock", "fields": "all"})).await;
    assert_eq!(all["data"][0]["description"], "Makes quiet rockets.");
    assert_eq!(names(&call(&crm, "lead_search", json!({"full_text": "no-such-word"})).await), [""; 0]);
}

#[tokio::test]
async fn every_lead_is_visited_once_the_one_changed_last_first() {
    let (_sandbox, crm) = crm().await;
    let lead = some_lead(&crm).await;
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    let total = loop {
        let page = call(&crm, "lead_search", json!({"limit": 7, "cursor": cursor})).await;
        seen.extend(page["data"].as_array().unwrap().iter().map(|lead| lead["id"].as_str().unwrap().to_owned()));
        cursor = page["nextCursor"].clone();
        if cursor.is_null() {
            break page["total"].as_u64().unwrap();
        }
    };
    assert_eq!(seen[0], lead["id"].as_str().unwrap());
    let mut each = seen.clone();
    each.sort_unstable();
    each.dedup();
    assert_eq!((each.len(), seen.len() as u64), (seen.len(), total));
    assert!(total > 7);
}

#[tokio::test]
async fn a_search_that_close_has_forgotten_is_carried_out_again() {
    let page = |ids: &[&str], cursor: Option<&str>| {
        let leads: Vec<_> = ids.iter().map(|id| json!({"__object_type": "lead", "id": id})).collect();
        answer(200, json!({"data": leads, "cursor": cursor, "count": {"limited": 4, "total": 4}}).to_string())
    };
    let vendor = Vendor::answering([
        page(&["lead_1", "lead_2"], Some("first")),
        answer(400, r#"{"error": "The cursor is invalid or has expired."}"#),
        page(&["lead_1", "lead_2"], Some("again")),
        page(&["lead_3", "lead_4"], None),
    ]);
    let crm = told(&vendor);
    let first = call(&crm, "lead_search", json!({"limit": 2})).await;
    let second = call(&crm, "lead_search", json!({"limit": 2, "cursor": first["nextCursor"]})).await;
    let ids: Vec<_> = second["data"].as_array().unwrap().iter().map(|lead| &lead["id"]).collect();
    assert_eq!(ids, ["lead_3", "lead_4"]);
    assert!(second["note"].as_str().unwrap().contains("carried out again"), "{second}");
    assert_eq!(second.get("nextCursor"), None);
    let cursors: Vec<_> = vendor
        .saw()
        .iter()
        .filter(|(line, _)| line.ends_with("/data/search/"))
        .map(|(_, body)| body["cursor"].clone())
        .collect();
    assert_eq!(cursors, [Value::Null, json!("first"), Value::Null, json!("again")]);
}

#[tokio::test]
async fn a_query_that_close_refuses_is_told_and_not_asked_again() {
    let vendor = Vendor::answering([answer(400, r#"{"error": "No such smart view."}"#)]);
    let error = refused(&told(&vendor), "lead_search", json!({"smart_view_id": "save_1"})).await;
    assert_eq!((error.code(), vendor.saw().len()), (ErrorCode::InvalidArguments, 1));
}

#[tokio::test]
async fn an_address_is_added_beside_the_others_and_deleted_by_its_parts() {
    let (_sandbox, crm) = crm().await;
    let lead = some_lead(&crm).await;
    let address = |street: &str| {
        json!({"lead_id": lead["id"], "label": "business", "address_1": street, "city": "Oslo", "state": "",
            "zipcode": "0150", "country": "NO"})
    };
    let streets = |lead: &Value| {
        let addresses = lead["addresses"].as_array().map(Vec::as_slice).unwrap_or_default();
        addresses.iter().map(|address| address["address_1"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    call(&crm, "create_address", address("Havnegata 1")).await;
    let two = call(&crm, "create_address", address("Havnegata 2")).await;
    assert_eq!((streets(&two), two.get("notApplied")), (vec!["Havnegata 1".into(), "Havnegata 2".into()], None));
    assert_eq!(refused(&crm, "create_address", address("Havnegata 2")).await.code(), ErrorCode::Conflict);

    let delete = |parts: Value| {
        let mut arguments = json!({"lead_id": lead["id"]});
        arguments.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        arguments
    };
    for (parts, code, said) in [
        (json!({}), ErrorCode::InvalidArguments, "nothing says which address"),
        (json!({"city": "Oslo"}), ErrorCode::InvalidArguments, "2 addresses have these parts"),
        (json!({"address_1": "Havnegata"}), ErrorCode::NotFound, "Havnegata 1"),
        (json!({"address_1": "Havnegata 1", "city": "Bergen"}), ErrorCode::NotFound, "no address of this lead"),
    ] {
        let error = refused(&crm, "delete_address", delete(parts)).await;
        assert!(error.code() == code && error.message().contains(said), "{error}");
    }
    let one = call(&crm, "delete_address", delete(json!({"address_1": "Havnegata 1", "city": "Oslo"}))).await;
    assert_eq!(streets(&one), ["Havnegata 2"]);
    let none = call(&crm, "delete_address", delete(json!({"address_1": "Havnegata 2"}))).await;
    assert!(streets(&none).is_empty());
}

#[tokio::test]
async fn an_address_is_shown_before_it_is_added_or_deleted() {
    let (_sandbox, crm) = crm().await;
    let lead = some_lead(&crm).await;
    let address = json!({"lead_id": lead["id"], "label": "mailing", "address_1": "Havnegata 1", "city": "Oslo",
        "state": "Oslo", "zipcode": "0150", "country": "NO"});
    let lines =
        "\n- address 1: Havnegata 1\n- city: Oslo\n- country: NO\n- label: mailing\n- state: Oslo\n- zipcode: 0150";
    let asked = question(&crm, "create_address", address.clone()).await;
    assert_eq!(asked, format!("Add an address to lead \"Acme Rockets\"?{lines}"));
    call(&crm, "create_address", address).await;
    let asked = question(&crm, "delete_address", json!({"lead_id": lead["id"], "city": "Oslo"})).await;
    assert_eq!(asked, format!("Delete an address of lead \"Acme Rockets\"?{lines}"));
}
