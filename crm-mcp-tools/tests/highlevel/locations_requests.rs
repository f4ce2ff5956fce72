//! The exact requests that the tools on the location make, and what they make of the vendor's answers.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

fn vendors_location() -> Value {
    json!({
        "id": LOCATION, "companyId": "co1", "name": "Dentist", "domain": "x.example.com", "address": "4 Fleet Street",
        "city": "London", "state": "LDN", "country": "GB", "postalCode": 4411, "website": "https://example.com",
        "timezone": "Europe/London", "firstName": "Rane", "lastName": "Deo", "email": "rane@example.com",
        "phone": "+442071838750", "business": {"name": "Dentist"}, "social": {"yelp": "x"}, "reseller": {},
        "settings": {"allowDuplicateContact": false, "allowDuplicateOpportunity": "true", "disableContactTimezone": false}
    })
}

#[tokio::test]
async fn the_location_is_slim_and_named_in_the_path_only() {
    let vendor = Vendor::answering([answer(200, json!({"location": vendors_location()}).to_string())]);
    let arguments = json!({"path_locationId": LOCATION});
    let found = call(&vendor.location(), "locations_get-location", arguments).await.unwrap();
    let slim = json!({
        "id": LOCATION, "name": "Dentist", "address": "4 Fleet Street", "city": "London", "state": "LDN",
        "country": "GB", "postalCode": "4411", "website": "https://example.com", "timezone": "Europe/London",
        "email": "rane@example.com", "phone": "+442071838750",
        "settings": {"allowDuplicateContact": false, "allowDuplicateOpportunity": true}
    });
    assert_eq!(found, json!({"location": slim}));
    assert_eq!(vendor.saw(), [(format!("GET /locations/{LOCATION}"), Value::Null)]);
}

#[tokio::test]
async fn all_fields_of_the_location_are_given_on_request() {
    let vendor = Vendor::answering([answer(200, json!({"location": vendors_location()}).to_string())]);
    let found = call(&vendor.location(), "locations_get-location", json!({"fields": "all"})).await.unwrap();
    assert_eq!((&found["location"]["companyId"], &found["location"]["social"]), (&json!("co1"), &json!({"yelp": "x"})));
    let settings =
        json!({"allowDuplicateContact": false, "allowDuplicateOpportunity": true, "disableContactTimezone": false});
    assert_eq!(found["location"]["settings"], settings);
}

#[tokio::test]
async fn another_location_is_refused_before_the_network() {
    let vendor = Vendor::default();
    for (tool, name) in [("locations_get-location", "path_locationId"), ("locations_get-custom-fields", "locationId")] {
        let error = call(&vendor.location(), tool, json!({name: "another"})).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{tool}");
        assert!(error.to_string().contains(LOCATION), "{tool}: {error}");
    }
    assert!(vendor.requests().is_empty());
}

fn vendors_fields() -> Value {
    json!([
        {"id": "f1", "name": "Temperature", "fieldKey": "contact.temperature", "placeholder": "", "position": 50,
            "dataType": "SINGLE_OPTIONS", "picklistOptions": ["Cold", "Hot"], "picklistImageOptions": [],
            "isAllowedCustomOption": false, "locationId": LOCATION, "model": "contact", "parentId": "p1"},
        {"id": "folder", "name": "More", "documentType": "folder"},
        {"id": "f2", "name": "Start", "fieldKey": "opportunity.start", "dataType": "DATE", "picklistOptions": null,
            "model": "opportunity"}
    ])
}

#[tokio::test]
async fn custom_fields_are_slim_and_their_model_is_all_that_is_asked_for() {
    let temperature = json!({"id": "f1", "name": "Temperature", "fieldKey": "contact.temperature",
        "dataType": "SINGLE_OPTIONS", "picklistOptions": ["Cold", "Hot"], "isAllowedCustomOption": false,
        "model": "contact"});
    let start = json!({"id": "f2", "name": "Start", "fieldKey": "opportunity.start", "dataType": "DATE",
        "model": "opportunity"});
    for (arguments, model) in [
        (json!({}), "all"),
        (json!({"model": "all"}), "all"),
        (json!({"query_model": "opportunity", "path_locationId": LOCATION}), "opportunity"),
    ] {
        let vendor = Vendor::answering([answer(200, json!({"customFields": vendors_fields()}).to_string())]);
        let listed = call(&vendor.location(), "locations_get-custom-fields", arguments).await.unwrap();
        assert_eq!(listed, json!({"customFields": [temperature, start], "hasMore": false, "total": 2}));
        let line = format!("GET /locations/{LOCATION}/customFields?model={model}");
        assert_eq!(vendor.saw(), [(line, Value::Null)]);
    }
}

#[tokio::test]
async fn custom_fields_come_in_pages_and_whole_on_request() {
    let whole = || answer(200, json!({"customFields": vendors_fields()}).to_string());
    let vendor = Vendor::answering([whole(), whole()]);
    let crm = vendor.location();
    let first = json!({"limit": 1, "fields": "all", "model": "all"});
    let first = call(&crm, "locations_get-custom-fields", first).await.unwrap();
    assert_eq!((&first["customFields"][0]["parentId"], &first["hasMore"]), (&json!("p1"), &json!(true)));
    let rest = json!({"limit": 1, "cursor": first["nextCursor"]});
    let rest = call(&crm, "locations_get-custom-fields", rest).await.unwrap();
    assert_eq!((&rest["customFields"][0]["id"], &rest["hasMore"]), (&json!("f2"), &json!(false)));
}
