//! Custom fields of every type: the tools read their values and write back what they read.

use crm_mcp_tools::{highlevel::HighLevel, sandbox::LOCATION_ID};
use serde_json::{Map, Value, json};

use crate::{demo::Demo, support::call};

/// The value of a custom field of a contact, by its key.
async fn value(crm: &HighLevel, contact: &Value, key: &str) -> Value {
    let contact = call(crm, "contacts_get-contact", json!({"contactId": contact})).await.unwrap();
    contact["contact"]["customFields"][key].clone()
}

#[tokio::test]
async fn what_was_read_of_a_field_of_any_type_can_be_written() {
    let demo = Demo::new().await;
    let crm = demo.crm();
    let fields = call(&crm, "locations_get-custom-fields", json!({"model": "contact"})).await.unwrap();
    let everybody = json!({"locationId": LOCATION_ID, "pageLimit": 500});
    let everybody = demo.ask("POST", "/contacts/search", &everybody).await["contacts"].take();
    let copy = call(&crm, "contacts_create-contact", json!({"email": "copy@x.example"})).await.unwrap();
    let copy = &copy["contact"]["id"];

    let mut types = Vec::new();
    for field in fields["customFields"].as_array().unwrap() {
        let key = field["fieldKey"].as_str().unwrap().strip_prefix("contact.").unwrap();
        let has = |contact: &&Value| {
            contact["customFields"].as_array().unwrap().iter().any(|value| value["id"] == field["id"])
        };
        let owner = everybody.as_array().unwrap().iter().find(has).unwrap();
        let read = value(&crm, &owner["id"], key).await;
        assert!(!read.is_null(), "{field}");

        let write = json!({"contactId": copy, "customFields": Map::from_iter([(key.to_owned(), read.clone())])});
        call(&crm, "contacts_update-contact", write).await.unwrap_or_else(|error| panic!("{field} {read}: {error}"));
        assert_eq!(value(&crm, copy, key).await, read, "{field}");
        types.push(field["dataType"].as_str().unwrap().to_owned());
    }
    for wanted in ["PHONE", "RADIO", "FILE_UPLOAD", "SIGNATURE", "TEXTBOX_LIST", "DATE", "MULTIPLE_OPTIONS"] {
        assert!(types.iter().any(|data_type| data_type == wanted), "{wanted} is in {types:?}");
    }
}
