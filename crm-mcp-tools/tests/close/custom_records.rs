//! Custom activities and custom objects: their types and fields by name.

use crm_mcp_tools::{
    api::{InProcess, Upstream as _},
    close::Close,
    sandbox::close::CloseSandbox,
};
use http::Request;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

/// Posts this to the sandbox, for what no tool makes.
async fn post(sandbox: &CloseSandbox, path: &str, body: Value) -> Value {
    let request = Request::post(format!("https://api.close.com/api/v1{path}"))
        .header("authorization", "Basic YXBpX3NhbmRib3g6")
        .header("content-type", "application/json")
        .body(body.to_string().into());
    let answer = InProcess::new(sandbox.router()).send(request.unwrap()).await.unwrap();
    let answer: Value = serde_json::from_slice(answer.body()).unwrap();
    assert!(answer["id"].is_string(), "{answer}");
    answer
}

/// A type of activities with a required text and a number.
async fn visits(sandbox: &CloseSandbox) -> Value {
    let of = post(sandbox, "/custom_activity/", json!({"name": "Vineyard tour"})).await;
    for field in
        [json!({"name": "Outcome", "type": "text", "required": true}), json!({"name": "Guests", "type": "number"})]
    {
        let mut field = field;
        field["custom_activity_type_id"] = of["id"].clone();
        post(sandbox, "/custom_field/activity/", field).await;
    }
    of
}

async fn lead(crm: &Close) -> Value {
    call(crm, "create_lead", json!({"name": "Acme"})).await["id"].take()
}

#[tokio::test]
async fn a_custom_activity_has_its_type_and_its_fields_by_name() {
    let (sandbox, crm) = crm().await;
    let (of, lead) = (visits(&sandbox).await, lead(&crm).await);
    let types = call(&crm, "find_custom_activities", json!({})).await;
    let listed = types["data"].as_array().unwrap().iter().find(|it| it["id"] == of["id"]).unwrap();
    let fields: Vec<_> = listed["fields"].as_array().unwrap().iter().map(|it| it["name"].clone()).collect();
    assert_eq!(fields, ["Outcome", "Guests"]);

    let new = json!({
        "custom_activity_type_id": "vineyard tour", "lead_id": lead, "activity_at": "2026-11-29T14:00:00-05:00",
        "custom_fields": {"outcome": "Signed", "Guests": 3},
    });
    let made = call(&crm, "create_custom_activity_instance", new.clone()).await;
    assert_eq!(made["custom_activity_type"], "Vineyard tour");
    assert_eq!(made["custom_fields"], json!({"Outcome": "Signed", "Guests": 3}));
    assert_eq!((&made["status"], made.get("notApplied")), (&json!("published"), None));
    assert_eq!(call(&crm, "fetch_custom_activity_instance", json!({"id": made["id"]})).await, made);

    let asked = question(&crm, "create_custom_activity_instance", new).await;
    for line in ["- custom activity type: \"Vineyard tour\"", "- Outcome: Signed", "- Guests: 3", "- lead: Acme"] {
        assert!(asked.lines().any(|it| it == line), "{line}: {asked}");
    }
    let change = json!({"id": made["id"], "pinned": true, "custom_fields": {"Outcome": "Lost", "Guests": "clear"}});
    let changed = call(&crm, "update_custom_activity_instance", change).await;
    assert_eq!((&changed["custom_fields"], &changed["pinned"]), (&json!({"Outcome": "Lost"}), &json!(true)));
    call(&crm, "delete_custom_activity_instance", json!({"id": made["id"]})).await;
}

#[tokio::test]
async fn the_custom_activities_of_a_lead_are_found_by_their_type() {
    let (sandbox, crm) = crm().await;
    let lead = lead(&crm).await;
    visits(&sandbox).await;
    post(&sandbox, "/custom_activity/", json!({"name": "Tasting"})).await;
    for (of, day) in [("Vineyard tour", 1), ("Tasting", 2), ("Tasting", 3)] {
        let new = json!({
            "custom_activity_type_id": of, "lead_id": lead, "status": "draft",
            "activity_at": format!("2026-11-0{day}T10:00:00Z"),
        });
        call(&crm, "create_custom_activity_instance", new).await;
    }
    let found = async |mut wanted: Value| {
        wanted["lead_id"] = lead.clone();
        call(&crm, "find_custom_activity_instances", wanted).await["data"].as_array().unwrap().len()
    };
    assert_eq!(found(json!({})).await, 3);
    assert_eq!(found(json!({"custom_activity_type_ids": ["tasting"]})).await, 2);
    let from = json!({"custom_activity_type_ids": ["Tasting"], "activity_at": {"after": "2026-11-03"}});
    assert_eq!(found(from).await, 1);
    let error = refused(&crm, "find_custom_activity_instances", json!({})).await;
    assert!(error.to_string().contains("lead_id: "), "{error}");
    let new = json!({"custom_activity_type_id": "Vineyard tour", "lead_id": lead});
    let error = refused(&crm, "create_custom_activity_instance", new).await;
    assert!(error.message().contains("required"), "{error}");
}

#[tokio::test]
async fn a_custom_object_has_its_type_and_its_fields_by_name() {
    let (sandbox, crm) = crm().await;
    let lead = lead(&crm).await;
    let of = post(&sandbox, "/custom_object_type/", json!({"name": "Machine", "name_plural": "Machines"})).await;
    let field = json!({"name": "Serial", "type": "text", "custom_object_type_id": of["id"]});
    post(&sandbox, "/custom_field/custom_object_type/", field).await;
    let fetched = call(&crm, "fetch_custom_object_type", json!({"id": of["id"]})).await;
    assert_eq!((&fetched["name_plural"], &fetched["fields"][0]["name"]), (&json!("Machines"), &json!("Serial")));
    let types = call(&crm, "find_custom_object_types", json!({})).await;
    assert!(types["data"].as_array().unwrap().contains(&fetched), "{types}");

    let new = json!({
        "custom_object_type_id": "machine", "lead_id": lead, "name": "Press 7", "custom_fields": {"Serial": "A-1"},
    });
    let made = call(&crm, "create_custom_object_instance", new).await;
    assert_eq!((&made["custom_object_type"], &made["custom_fields"]), (&json!("Machine"), &json!({"Serial": "A-1"})));
    let change = json!({"id": made["id"], "name": "Press 8", "custom_fields": {"serial": "A-2"}});
    let asked = question(&crm, "update_custom_object_instance", change.clone()).await;
    assert!(asked.starts_with("Update custom object \"Press 7\"?"), "{asked}");
    assert!(asked.contains("\n- name: Press 7 → Press 8") && asked.contains("\n- Serial: A-1 → A-2"), "{asked}");
    let changed = call(&crm, "update_custom_object_instance", change).await;
    assert_eq!((&changed["name"], &changed["custom_fields"]), (&json!("Press 8"), &json!({"Serial": "A-2"})));
    assert_eq!(call(&crm, "fetch_custom_object_instance", json!({"id": made["id"]})).await, changed);
    let found = json!({"lead_id": lead, "custom_object_type_id": "Machines"});
    let found = call(&crm, "find_custom_object_instances", found).await;
    assert_eq!((&found["data"][0]["id"], &found["data"][0]["custom_fields"]), (&made["id"], &json!({"Serial": "A-2"})));
    call(&crm, "delete_custom_object_instance", json!({"id": made["id"]})).await;
}

#[tokio::test]
async fn only_the_lists_that_are_needed_are_asked_for() {
    let activity = r#"{"id": "acti_1", "custom_activity_type_id": "actitype_1", "custom.cf_1": "Signed"}"#;
    let types = r#"{"data": [{"id": "actitype_1", "name": "Visit", "fields": [{"id": "cf_1", "name": "Outcome"}]}]}"#;
    let vendor = Vendor::answering([answer(200, activity), answer(200, types)]);
    let fetched = call(&told(&vendor), "fetch_custom_activity_instance", json!({"id": "acti_1"})).await;
    assert_eq!(fetched["custom_fields"], json!({"Outcome": "Signed"}));
    let lines: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, ["GET /api/v1/activity/custom/acti_1/", "GET /api/v1/custom_activity/"]);

    // A row shows no custom fields, unless all fields are wanted.
    let opportunity = r#"{"data": [{"id": "oppo_1", "custom.cf_1": "Signed"}], "has_more": false}"#;
    let vendor = Vendor::answering([answer(200, opportunity)]);
    let found = call(&told(&vendor), "find_opportunities", json!({})).await;
    assert_eq!((&found["data"], vendor.saw().len()), (&json!([{"id": "oppo_1"}]), 1));
    let schema = r#"{"fields": [{"id": "cf_1", "name": "Outcome"}]}"#;
    let vendor = Vendor::answering([opportunity, schema, schema, schema].map(|it| answer(200, it)));
    let found = call(&told(&vendor), "find_opportunities", json!({"fields": "all"})).await;
    assert_eq!(found["data"][0]["custom_fields"], json!({"Outcome": "Signed"}));

    // Fields and types that are given by id are not looked up, and the record is not read for its type.
    let vendor = Vendor::answering([answer(200, activity), answer(200, types)]);
    let change = json!({"id": "acti_1", "custom_fields": {"cf_1": "Signed"}});
    call(&told(&vendor), "update_custom_activity_instance", change).await;
    assert_eq!(vendor.saw()[0], ("PUT /api/v1/activity/custom/acti_1/".to_owned(), json!({"custom.cf_1": "Signed"})));
}
