//! The organization, its users and groups, its custom fields, and a field that Close fills.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

#[tokio::test]
async fn the_organization_and_who_asks_are_told() {
    let (_sandbox, crm) = crm().await;
    let info = call(&crm, "org_info", json!({})).await;
    let (organization, user) = (&info["organization"], &info["user"]);
    assert!(organization["id"].as_str().unwrap().starts_with("orga_") && organization["name"].is_string(), "{info}");
    assert!(organization.get("memberships").is_none() && user.get("organizations").is_none(), "{info}");
    let users = call(&crm, "org_users", json!({})).await;
    let me = users["data"].as_array().unwrap().iter().find(|other| other["id"] == user["id"]).unwrap();
    assert_eq!(me, user);
    let all = call(&crm, "org_info", json!({"fields": "all"})).await;
    assert!(all["organization"]["memberships"].is_array());
}

#[tokio::test]
async fn a_user_and_a_group_come_with_the_html_that_mentions_them() {
    let vendor = Vendor::answering([
        answer(200, r#"{"data": [{"id": "user_1", "first_name": "Ada", "last_name": "<L>"}], "has_more": false}"#),
        answer(200, r#"{"data": [{"id": "group_1", "name": "Sales", "members": null}], "has_more": false}"#),
    ]);
    let crm = told(&vendor);
    let users = call(&crm, "org_users", json!({})).await;
    let mention = r#"<span data-type="mention" data-id="user_1" data-label="Ada &lt;L&gt;" class="mention">@Ada &lt;L&gt;</span>"#;
    assert_eq!(users["data"][0]["mention_html"], mention);
    let groups = call(&crm, "find_groups", json!({})).await;
    let mention = r#"<span data-type="mention" data-id="group_1" data-label="Sales" class="mention">@Sales</span>"#;
    assert_eq!(groups["data"], json!([{"id": "group_1", "name": "Sales", "mention_html": mention}]));
    let lines: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, ["GET /api/v1/user/?_skip=0&_limit=20", "GET /api/v1/group/"]);
}

#[tokio::test]
async fn a_key_that_does_not_tell_its_one_organization_is_refused() {
    for organizations in [json!([]), json!([{"id": "orga_1"}, {"id": "orga_2"}]), Value::Null] {
        let vendor =
            Vendor::answering([answer(200, json!({"id": "user_1", "organizations": organizations}).to_string())]);
        let error = refused(&told(&vendor), "org_info", json!({})).await;
        assert!(error.message().contains("which one organization"), "{error}");
    }
}

#[tokio::test]
async fn custom_fields_are_listed_by_what_has_them() {
    let (_sandbox, crm) = crm().await;
    for tool in ["find_lead_custom_fields", "find_contact_custom_fields", "find_opportunity_custom_fields"] {
        let all = call(&crm, tool, json!({"limit": 100})).await;
        let fields = all["data"].as_array().unwrap();
        let is_told = |field: &Value| {
            field["id"].as_str().unwrap().starts_with("cf_") && field["name"].is_string() && field["type"].is_string()
        };
        assert!(!fields.is_empty() && fields.iter().all(is_told), "{tool}: {all}");
        assert_eq!(all["total"], fields.len());
        let page = call(&crm, tool, json!({"limit": 1})).await;
        if fields.len() > 1 {
            let next = call(&crm, tool, json!({"limit": 1, "cursor": page["nextCursor"]})).await;
            assert_eq!(next["data"][0], fields[1]);
        }
    }
    let leads = call(&crm, "find_lead_custom_fields", json!({"limit": 1})).await;
    let error = refused(&crm, "find_contact_custom_fields", json!({"cursor": leads["nextCursor"]})).await;
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
}

#[tokio::test]
async fn a_field_is_filled_in_the_organization_of_the_key() {
    let vendor = Vendor::answering([
        answer(200, r#"{"id": "user_1", "organizations": [{"id": "orga_1", "name": "Acme"}]}"#),
        answer(200, r#"{"value": "Logistics"}"#),
    ]);
    let enrich = |object_type: &str, object_id: &str, field_id: &str| json!({"object_type": object_type, "object_id": object_id, "field_id": field_id});
    let filled = call(&told(&vendor), "enrich_field", enrich("lead", "lead_1", "cf_1")).await;
    assert_eq!(filled, json!({"value": "Logistics"}));
    let body = json!({"organization_id": "orga_1", "object_type": "lead", "object_id": "lead_1", "field_id": "cf_1",
        "overwrite_existing_value": false});
    assert_eq!(vendor.saw()[1], ("POST /api/v1/enrich_field/".to_owned(), body));
    for (object_type, object_id, field_id) in
        [("contact", "lead_1", "cf_1"), ("lead", "cont_1", "cf_1"), ("lead", "lead_1", "Industry")]
    {
        let error = refused(&told(&vendor), "enrich_field", enrich(object_type, object_id, field_id)).await;
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
    }
}

#[tokio::test]
async fn the_user_is_told_what_a_filled_field_costs() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let fields = call(&crm, "find_lead_custom_fields", json!({})).await;
    let text = fields["data"].as_array().unwrap().iter().find(|field| field["type"] == "text").unwrap();
    let enrich = json!({"object_type": "lead", "object_id": lead["id"], "field_id": text["id"]});
    let asked = question(&crm, "enrich_field", enrich.clone()).await;
    let name = text["name"].as_str().unwrap();
    let expected = format!("Have Close find \"{name}\" of lead \"Acme\" by AI? It spends credits of the organization.");
    assert_eq!(asked, expected);
    call(&crm, "update_lead", json!({"id": lead["id"], "custom_fields": {name: "known"}})).await;
    let asked = question(&crm, "enrich_field", enrich.clone()).await;
    assert_eq!(asked, format!("{expected}\nIts value stays: known"));
    let mut overwriting = enrich;
    overwriting["overwrite_existing_value"] = true.into();
    let asked = question(&crm, "enrich_field", overwriting.clone()).await;
    assert_eq!(asked, format!("{expected}\nIts value is overwritten: known"));
    call(&crm, "enrich_field", overwriting).await;
}
