//! Phone numbers as people write them: which number goes to HighLevel, and what is told of it.

use crm_mcp_core::{ErrorCode, ToolError};
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

/// What is answered, and the last request.
async fn outcome(tool: &str, arguments: Value, country: Option<&str>) -> (Result<Value, ToolError>, (String, Value)) {
    let location =
        country.map(|country| answer(200, json!({"location": {"id": LOCATION, "country": country}}).to_string()));
    let contact = answer(200, r#"{"contact": {"id": "c1"}}"#);
    let vendor = Vendor::answering(location.into_iter().chain([contact]));
    let outcome = call(&vendor.location(), tool, arguments).await;
    (outcome, vendor.saw().pop().unwrap_or_default())
}

const WRITES: [&str; 3] = ["contacts_create-contact", "contacts_upsert-contact", "contacts_update-contact"];

fn arguments(tool: &str, phone: &str) -> Value {
    if tool == "contacts_update-contact" { json!({"contactId": "c1", "phone": phone}) } else { json!({"phone": phone}) }
}

#[tokio::test]
async fn a_number_with_its_country_code_is_taken_in_any_form() {
    for phone in ["+1 888-888-8888", "+1 (888) 888-8888", "+1.888.888.8888", "+1\u{a0}888 888 8888"] {
        for tool in WRITES {
            let (answered, (_, body)) = outcome(tool, arguments(tool, phone), None).await;
            assert_eq!(body["phone"], "+18888888888", "{tool} {phone}");
            assert_eq!(answered.unwrap().get("phoneRead"), None, "nothing was added");
        }
        let (_, (line, _)) = outcome("contacts_find-duplicates", json!({"phone": phone}), None).await;
        assert!(line.ends_with("&number=%2B18888888888"), "{line}");
    }
}

#[tokio::test]
async fn the_country_of_the_location_makes_a_number_whole_and_that_is_told() {
    for tool in WRITES {
        for country in ["US", "ca"] {
            let (answered, (_, body)) = outcome(tool, arguments(tool, "(555) 123-4567"), Some(country)).await;
            assert_eq!(body["phone"], "+15551234567", "{tool}");
            assert_eq!(answered.unwrap()["phoneRead"], "+15551234567", "{tool}");
        }
    }
    let (answered, (line, _)) = outcome("contacts_find-duplicates", json!({"phone": "555.123.4567"}), Some("US")).await;
    assert!(line.ends_with("&number=%2B15551234567"), "{line}");
    assert_eq!(answered.unwrap()["phoneRead"], "+15551234567");
}

#[tokio::test]
async fn a_number_that_may_be_another_is_refused_before_the_write() {
    for (country, why) in [("GB", "the location's country is GB"), ("", "the location names no country")] {
        for tool in WRITES.into_iter().chain(["contacts_find-duplicates"]) {
            let (refused, (line, _)) = outcome(tool, arguments(tool, "555 123 4567"), Some(country)).await;
            let error = refused.unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArguments);
            assert_eq!(error.message(), format!("the phone number has no country code, and {why}"));
            assert_eq!(error.next_step(), Some("write it with + and the country code: +15551234567"));
            assert_eq!(line, format!("GET /locations/{LOCATION}"), "{tool}");
        }
    }
    for phone in ["555 1234", "+1 555 123 4567 ext 8", "+1-800-FLOWERS", "020 7183 8750", "+44 (0)20 7183 8750"] {
        for tool in WRITES {
            let (refused, (line, _)) = outcome(tool, arguments(tool, phone), None).await;
            let error = refused.unwrap_err().to_string();
            assert!(error.contains("phone") && error.contains("country code"), "{error}");
            assert_eq!(line, "", "{tool} {phone}");
        }
    }
}

#[tokio::test]
async fn a_message_goes_to_a_whole_number_only() {
    let send = async |number: &str| {
        let answers = [r#"{"contact": {"id": "c1"}}"#, r#"{"messageId": "m1"}"#].map(|body| answer(200, body));
        let vendor = Vendor::answering(answers);
        let message =
            json!({"type": "SMS", "contactId": "c1", "message": "Hi", "toNumber": number, "fromNumber": number});
        let sent = call(&vendor.location(), "conversations_send-a-new-message", message).await;
        sent.map(|_| vendor.saw().pop().unwrap().1)
    };
    let body = send("+1 (555) 123-4567").await.unwrap();
    assert_eq!((&body["toNumber"], &body["fromNumber"]), (&json!("+15551234567"), &json!("+15551234567")));
    let error = send("(555) 123-4567").await.unwrap_err().to_string();
    assert!(error.contains("a phone number is + with the country code"), "{error}");
}
