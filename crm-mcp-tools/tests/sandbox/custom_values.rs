//! Values of the custom fields that hold more than a text, a number or an option: what is taken, and what is refused.

use serde_json::{Value, json};

use crate::client::Client;

/// A contact after this was written to one of its custom fields; the answer if it was refused.
async fn written(client: &Client, contact: &Value, key: &str, value: &Value) -> Result<Value, String> {
    let path = format!("/contacts/{}", contact["id"].as_str().unwrap());
    let body = json!({ "customFields": [{ "key": key, "field_value": value }] });
    let answer = client.put(&path, body).await;
    match answer.status.as_u16() {
        200 => Ok(client.contact(&contact["id"]).await["customFields"][0]["value"].clone()),
        _ => Err(answer.faults().join(", ")),
    }
}

#[tokio::test]
async fn each_type_takes_what_fits_it_and_refuses_the_rest() {
    let client = Client::new().await;
    let contact = client.create(json!({ "name": "Ada Lovelace" })).await;
    let file = json!({ "url": "https://files.example.com/1", "documentId": "1", "meta": { "originalname": "a.pdf" } });
    let taken = [
        ("direct_line", json!("(207) 555-0142"), json!("+12075550142")),
        ("preferred_channel", json!("Phone"), json!("Phone")),
        ("brand_guide", json!({ "5c1e": file }), json!({ "5c1e": file })),
        ("agreement_signature", file.clone(), file.clone()),
        ("opening_hours", json!({ "b1": "9 to 5", "b3": "closed" }), json!({ "b1": "9 to 5", "b3": "closed" })),
    ];
    for (key, value, kept) in taken {
        assert_eq!(written(&client, &contact, key, &value).await, Ok(kept), "{key}");
        for empty in [Value::Null, json!(""), json!([]), json!({})] {
            assert_eq!(written(&client, &contact, key, &empty).await, Ok(Value::Null), "{empty} clears {key}");
        }
    }
    let refused = [
        ("direct_line", json!("call me")),
        ("direct_line", json!(12_075_550_142_i64)),
        ("preferred_channel", json!("Fax")),
        ("preferred_channel", json!(["Phone"])),
        ("brand_guide", file.clone()),
        ("brand_guide", json!("https://files.example.com/1")),
        ("agreement_signature", json!("Ada")),
        ("opening_hours", json!({ "b4": "9 to 5" })),
        ("opening_hours", json!({ "b1": 9 })),
        ("opening_hours", json!(["9 to 5"])),
    ];
    for (key, value) in refused {
        let fault = format!("customFields.0.field_value does not fit contact.{key}");
        assert_eq!(written(&client, &contact, key, &value).await, Err(fault), "{value}");
    }
}
