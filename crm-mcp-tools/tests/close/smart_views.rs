//! Smart views of leads.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

fn names(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn smart_views_of_leads_are_found_read_renamed_and_deleted() {
    let (_sandbox, crm) = crm().await;
    let all = call(&crm, "find_lead_smart_views", json!({})).await;
    assert_eq!(names(&all), ["Customers without a word for 30 days", "Closing this month", "My qualified leads"]);
    let found = call(&crm, "find_lead_smart_views", json!({"name_search": "CLOSING"})).await;
    assert_eq!(names(&found), ["Closing this month"]);
    let id = &found["data"][0]["id"];
    let view = call(&crm, "fetch_lead_smart_view", json!({"id": id})).await;
    assert_eq!((&view["type"], view.get("s_query")), (&json!("lead"), None));
    let whole = call(&crm, "fetch_lead_smart_view", json!({"id": id, "fields": "all"})).await;
    assert!(whole["s_query"]["query"].is_object());

    let change = json!({"id": id, "name": "Closing soon", "description": "clear"});
    let changed = call(&crm, "update_lead_smart_view", change).await;
    assert_eq!((&changed["name"], changed.get("description")), (&json!("Closing soon"), None));
    assert_eq!(call(&crm, "delete_lead_smart_view", json!({"id": id})).await, json!({"deleted": id}));
    let gone = refused(&crm, "fetch_lead_smart_view", json!({"id": id})).await;
    assert_eq!(gone.code(), ErrorCode::NotFound);
    let nothing = refused(&crm, "update_lead_smart_view", json!({"id": id})).await;
    assert_eq!(nothing.message(), "nothing is to be changed");
}

#[tokio::test]
async fn the_pinned_views_are_those_of_the_users_membership() {
    let me = r#"{"id": "user_1", "organizations": [{"id": "orga_1"}], "memberships": [
        {"id": "memb_2", "organization_id": "orga_2"}, {"id": "memb_1", "organization_id": "orga_1"}]}"#;
    let views = r#"{"data": [{"id": "save_1", "name": "One"}, {"id": "save_2", "name": "Two"}], "has_more": false}"#;
    // The form of what is pinned is not documented.
    for pinned in [
        r#"{"saved_view_ids": ["save_2"]}"#,
        r#"{"data": [{"id": "save_2", "name": "Two"}]}"#,
        r#"[{"saved_view_id": "save_2"}]"#,
    ] {
        let vendor = Vendor::answering([me, pinned, views].map(|body| answer(200, body)));
        let found = call(&told(&vendor), "find_lead_smart_views", json!({"filter": "pinned"})).await;
        assert_eq!(names(&found), ["Two"], "{pinned}");
        let asked: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
        assert_eq!(
            asked,
            [
                "GET /api/v1/me/",
                "GET /api/v1/membership/memb_1/pinned_views/",
                "GET /api/v1/saved_search/?type=lead&_skip=0&_limit=100"
            ]
        );
    }
    let vendor = Vendor::answering([answer(200, r#"{"id": "user_1", "organizations": [{"id": "orga_1"}]}"#)]);
    let error = refused(&told(&vendor), "find_lead_smart_views", json!({"filter": "pinned"})).await;
    assert_eq!(error.next_step(), Some("list all smart views"));
}
