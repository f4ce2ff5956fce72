//! The search of leads and contacts at once, how it goes on, and fetch.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::close::Close;
use serde_json::{Value, json};

use crate::{
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

fn ids(found: &Value) -> Vec<String> {
    found["data"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

/// Three leads of one name, each with a contact of that name.
async fn three_of_each(crm: &Close) {
    for number in 1..=3 {
        let name = format!("Zebrafinch {number}");
        let lead = call(crm, "create_lead", json!({"name": name, "description": "Sings."})).await;
        let contact = json!({"lead_id": lead["id"], "name": format!("Zoe {name}"), "title": "Singer",
            "emails": [{"email": format!("zoe{number}@finch.example")}]});
        call(crm, "create_contact", contact).await;
    }
}

#[tokio::test]
async fn a_search_goes_on_until_each_lead_and_contact_was_shown_once() {
    let (_sandbox, crm) = crm().await;
    three_of_each(&crm).await;
    for limit in [1, 2, 3, 100] {
        let mut page = call(&crm, "search", json!({"query": "zebrafinch", "limit": limit})).await;
        assert_eq!(page["total"], 6, "{page}");
        let mut seen = ids(&page);
        while let Some(cursor) = page.get("nextCursor") {
            page = call(&crm, "paginate_search", json!({"cursor": cursor, "limit": limit})).await;
            assert!(ids(&page).len() <= limit);
            seen.extend(ids(&page));
        }
        let of = |prefix: &str| seen.iter().filter(|id| id.starts_with(prefix)).count();
        assert_eq!((of("lead_"), of("cont_"), seen.len()), (3, 3, 6), "{limit}: {seen:?}");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 6);
    }
}

#[tokio::test]
async fn a_hit_tells_enough_to_choose_by() {
    let (_sandbox, crm) = crm().await;
    three_of_each(&crm).await;
    let found = call(&crm, "search", json!({"query": "zoe2@finch.example"})).await;
    let [lead, contact] = &found["data"].as_array().unwrap()[..] else { panic!("{found}") };
    assert_eq!(lead["title"], "Zebrafinch 2");
    let preview = lead["preview"].as_str().unwrap();
    assert!(preview.contains("Zoe Zebrafinch 2") && preview.contains("Sings."), "{preview}");
    assert!(lead["url"].as_str().unwrap().starts_with("https://app.close.com/lead/lead_"), "{lead}");
    assert_eq!((&contact["title"], &contact["lead_id"]), (&json!("Zoe Zebrafinch 2"), &lead["id"]));
    assert_eq!(contact["preview"], "Singer · zoe2@finch.example");
    for hit in [lead, contact] {
        let fetched = call(&crm, "fetch", json!({"id": hit["id"]})).await;
        let (object_type, tool) = if hit == lead { ("lead", "fetch_lead") } else { ("contact", "fetch_contact") };
        assert_eq!(fetched, json!({object_type: call(&crm, tool, json!({"id": hit["id"]})).await}));
    }
    let error = refused(&crm, "fetch", json!({"id": "oppo_1"})).await;
    assert!(error.next_step().unwrap().contains("lead_ or cont_"), "{error}");
}

#[tokio::test]
async fn a_smart_view_is_read_from_its_beginning() {
    let (_sandbox, crm) = crm().await;
    let views = call(&crm, "find_lead_smart_views", json!({})).await;
    let view = &views["data"][0];
    let found = call(&crm, "paginate_search", json!({"smart_view_id": view["id"]})).await;
    let leads = call(&crm, "lead_search", json!({"smart_view_id": view["id"]})).await;
    assert!(!ids(&found).is_empty() && ids(&found).iter().all(|id| id.starts_with("lead_")), "{view} {found}");
    assert_eq!(ids(&found), ids(&leads));
    let page = call(&crm, "paginate_search", json!({"smart_view_id": view["id"], "limit": 1})).await;
    if let Some(cursor) = page.get("nextCursor") {
        let next = json!({"smart_view_id": view["id"], "cursor": cursor, "limit": 1});
        assert_eq!(ids(&call(&crm, "paginate_search", next).await), [ids(&found)[1].clone()]);
    }
}

#[tokio::test]
async fn a_search_that_nothing_names_is_refused() {
    let crm = told(&Vendor::answering([answer(200, r#"{"id": "save_1", "type": "opportunity"}"#)]));
    let of_deals = refused(&crm, "paginate_search", json!({"smart_view_id": "save_1"})).await;
    assert!(of_deals.message().contains("type opportunity"), "{of_deals}");
    for (arguments, said) in [
        (json!({}), "nothing says which search goes on"),
        (json!({"search_id": "share_1"}), "nothing says which search goes on"),
        (json!({"search_id": "share_1", "smart_view_id": "save_1"}), "given at once"),
        (json!({"cursor": "x"}), "this cursor is not from this tool"),
    ] {
        let error = refused(&crm, "paginate_search", arguments).await;
        assert!(error.code() == ErrorCode::InvalidArguments && error.message().contains(said), "{error}");
    }
}
