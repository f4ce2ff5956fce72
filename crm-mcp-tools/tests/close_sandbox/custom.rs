//! Custom fields, custom activities and custom objects.

use crm_mcp_tools::sandbox::close::{CloseQuirk, CloseSandbox};
use serde_json::{Value, json};

use crate::client::{Client, UNLIMITED, id};

/// The key of a new field's value.
async fn field(client: &Client, of: &str, body: Value) -> String {
    format!("custom.{}", id(&client.create(&format!("custom_field/{of}/"), body).await))
}

#[tokio::test]
async fn values_are_flat_keys_that_null_takes_out() {
    let client = Client::new().await;
    let text = field(&client, "lead", json!({ "name": "Industry", "type": "text" })).await;
    let date = field(&client, "lead", json!({ "name": "Renewal", "type": "date" })).await;
    let lead = client.create("lead/", json!({ "name": "Custom", &text: "Shipping", &date: "2026-12-24" })).await;
    assert_eq!((&lead[&text], &lead[&date]), (&json!("Shipping"), &json!("2026-12-24")));
    let path = format!("lead/{}/", id(&lead));
    let changed = client.change(&path, json!({ &text: null })).await;
    assert_eq!((changed.get(&text), &changed[&date]), (None, &json!("2026-12-24")));
    let refused = client.put(&path, json!({ &date: "someday", "custom.cf_nothing": 1, "name": "Kept back" })).await;
    let said = json!({
        "custom.cf_nothing": "Custom field does not exist.",
        &date: "Not a valid value for a field of the type date.",
    });
    assert_eq!(refused.faults(), &said);
    assert_eq!(client.read(&path).await["name"], "Custom");
    let chosen = client.read(&format!("{path}?_fields=name,{date}")).await;
    assert_eq!(chosen, json!({ "name": "Custom", &date: "2026-12-24" }));
    client.delete(&format!("custom_field/lead/{}/", date.strip_prefix("custom.").unwrap())).await;
    assert!(client.read(&path).await.get(&date).is_none(), "a field takes its values with it");
    let refused = client.post("status/lead/", json!({ "label": "x", "custom.cf_x": 1 })).await;
    assert_eq!(refused.faults()["custom.cf_x"], "Unknown field.");
}

#[tokio::test]
async fn one_of_several_values_is_added_and_removed() {
    let client = Client::new().await;
    let choices =
        json!({ "name": "Tags", "type": "choices", "choices": ["a", "b", "c"], "accepts_multiple_values": true });
    let tags = field(&client, "contact", choices).await;
    let contact = client.create("contact/", json!({ "name": "Tagged", &tags: ["a"] })).await;
    let path = format!("contact/{}/", id(&contact));
    let (add, remove) = (format!("{tags}.add"), format!("{tags}.remove"));
    assert_eq!(client.change(&path, json!({ &add: "b" })).await[&tags], json!(["a", "b"]));
    assert_eq!(client.change(&path, json!({ &add: ["b", "c"] })).await[&tags], json!(["a", "b", "c"]));
    assert_eq!(client.change(&path, json!({ &remove: "a" })).await[&tags], json!(["b", "c"]));
    assert_eq!(client.change(&path, json!({ &tags: ["a"] })).await[&tags], json!(["a"]), "a list replaces");
    assert!(client.put(&path, json!({ &add: "d" })).await.faults()[&add].is_string());
    let one = field(&client, "contact", json!({ "name": "One", "type": "text" })).await;
    let refused = client.put(&path, json!({ format!("{one}.add"): "x" })).await;
    assert_eq!(refused.faults()[format!("{one}.add")], "The field has one value only.");
}

#[tokio::test]
async fn a_schema_has_own_and_shared_fields() {
    let client = Client::new().await;
    let body = json!({ "name": "Region", "type": "text", "associations": [{ "object_type": "opportunity" }] });
    let shared = field(&client, "shared", body).await;
    let own = field(&client, "opportunity", json!({ "name": "Seats", "type": "number" })).await;
    let fields = client.read("custom_field_schema/opportunity/").await["fields"].as_array().unwrap().clone();
    let of = |key: &str| fields.iter().find(|field| format!("custom.{}", id(field)) == key).unwrap();
    assert_eq!((&of(&shared)["is_shared"], &of(&own)["is_shared"]), (&json!(true), &json!(false)));
    let opportunity = client.create("opportunity/", json!({ &shared: "West", &own: 12 })).await;
    assert_eq!((&opportunity[&shared], &opportunity[&own]), (&json!("West"), &json!(12)));
    let refused = client.post("lead/", json!({ &shared: "West" })).await;
    assert_eq!(refused.faults()[&shared], "Custom field does not exist.");
}

#[tokio::test]
async fn a_draft_may_lack_what_its_type_requires() {
    let client = Client::new().await;
    let lead_id = client.lead("Visits").await;
    let kind = client.post("custom_activity/", json!({ "name": "Site visit" })).await;
    assert_eq!(kind.status, 201);
    let type_id = id(&kind.body);
    let body = json!({ "name": "Purpose", "type": "text", "required": true, "custom_activity_type_id": type_id });
    let purpose = field(&client, "activity", body).await;
    let kind = client.read(&format!("custom_activity/{type_id}/")).await;
    assert_eq!(format!("custom.{}", id(&kind["fields"][0])), purpose);
    let body = |status: &str| json!({ "lead_id": lead_id, "custom_activity_type_id": type_id, "status": status });
    let refused = client.post("activity/custom/", body("published")).await;
    assert_eq!(refused.faults(), &json!({ &purpose: "This field is required." }));
    let draft = client.create("activity/custom/", body("draft")).await;
    let path = format!("activity/custom/{}/", id(&draft));
    assert_eq!(client.put(&path, json!({ "status": "published" })).await.status, 400);
    let published = client.change(&path, json!({ "status": "published", &purpose: "Measure" })).await;
    assert_eq!((&published["status"], &published[&purpose]), (&json!("published"), &json!("Measure")));
    let list = format!("activity/custom/?lead_id={lead_id}&custom_activity_type_id={type_id}");
    assert_eq!(client.list(&list).await.len(), 1);
    assert!(client.get(&format!("activity/custom/?custom_activity_type_id={type_id}")).await.status == 400);
    assert_eq!(client.delete(&format!("custom_activity/{type_id}/")).await.status, 204);
    assert_eq!(client.get(&path).await.status, 404, "a type takes its activities with it");
}

#[tokio::test]
async fn custom_objects_belong_to_a_lead_and_to_a_plan() {
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(UNLIMITED);
    let client = Client::of(&sandbox);
    let lead_id = client.lead("Fleet").await;
    let kind = client.create("custom_object_type/", json!({ "name": "Truck", "name_plural": "Trucks" })).await;
    let body = json!({ "name": "Load", "type": "number", "custom_object_type_id": kind["id"] });
    let load = field(&client, "custom_object_type", body).await;
    let truck = json!({ "custom_object_type_id": kind["id"], "lead_id": lead_id, "name": "T1", &load: 7.5 });
    let answer = client.post("custom_object/", truck.clone()).await;
    assert_eq!((answer.status.as_u16(), &answer.body[&load]), (201, &json!(7.5)));
    assert_eq!(client.list(&format!("custom_object/?lead_id={lead_id}")).await.len(), 1);
    assert_eq!(client.get("custom_object/").await.faults()["lead_id"], "This field is required.");
    let small = Client::of(&sandbox.with_quirk(CloseQuirk::PlanLimit));
    let refused = small.post("custom_object/", truck).await;
    assert_eq!(refused.status, 402);
    assert_eq!(small.post("sequence/", json!({ "name": "Follow up" })).await.status, 402);
    assert_eq!(small.post("pipeline/", json!({ "name": "Fine" })).await.status, 201);
}

#[tokio::test]
async fn enrichment_writes_what_it_finds_unless_there_is_a_value() {
    let client = Client::new().await;
    let lead_id = client.lead("Enriched").await;
    let key = field(&client, "lead", json!({ "name": "Size", "type": "choices", "choices": ["S", "L"] })).await;
    let field_id = key.strip_prefix("custom.").unwrap();
    let body =
        json!({ "organization_id": "orga_x", "object_type": "lead", "object_id": lead_id, "field_id": field_id });
    let looked = |body: Value| client.create("enrich_field/", body);
    let mut dry = body.clone();
    dry["set_new_value"] = false.into();
    assert_eq!(looked(dry).await["is_updated"], false);
    assert_eq!(looked(body.clone()).await["value"], "S");
    let path = format!("lead/{lead_id}/");
    assert_eq!(client.read(&path).await[&key], "S");
    client.change(&path, json!({ &key: "L" })).await;
    assert_eq!(looked(body.clone()).await["is_updated"], false);
    let mut over = body;
    over["overwrite_existing_value"] = true.into();
    assert_eq!(looked(over).await["is_updated"], true);
    assert_eq!(client.read(&path).await[&key], "S");
}
