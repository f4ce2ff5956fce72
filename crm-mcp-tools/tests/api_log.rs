//! What the operator finds in the log: failures of the network, answers that are not what they should be, what a setting
//! causes, and who called. Never what a contact's record says.

#![allow(clippy::unwrap_used)]

#[path = "../../crm-mcp-core/tests/common/log.rs"]
mod log;
mod support;

use async_trait::async_trait;
use crm_mcp_tools::{
    api::{TokenError, TokenSource, UpstreamError},
    highlevel::{Client, Grant, HighLevel},
};
use log::Log;
use secrecy::SecretString;
use serde_json::{Value, json};
use support::{LOCATION, Vendor, answer, call};
use tracing::Level;

/// What is logged of a call that the vendor answers so.
async fn logged(level: Level, status: u16, body: &Value, tool: &str, arguments: Value) -> String {
    let (log, _guard) = Log::from(level);
    let vendor = Vendor::answering([answer(status, body.to_string())]);
    _ = call(&vendor.location(), tool, arguments).await;
    log.text()
}

#[tokio::test]
async fn a_failure_is_logged_with_its_reason() {
    let (log, _guard) = Log::from(Level::WARN);
    let vendor = Vendor::default();
    vendor.will(Err(UpstreamError::Unreachable("certificate has expired".into())));
    call(&vendor.location(), "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.unwrap_err();
    let text = log.text();
    assert!(text.contains("error=no connection could be made error.sources=[certificate has expired]"), "{text}");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_warning_with_its_place_and_without_its_values() {
    let body = json!({ "contact": "Ada Lovelace" });
    let text = logged(Level::WARN, 200, &body, "contacts_get-contact", json!({"contactId": "c1"})).await;
    assert!(text.contains("WARN") && text.contains("GET /contacts/{id}: contact: expected"), "{text}");
    assert!(!text.contains("Ada"), "{text}");
}

#[tokio::test]
async fn what_a_setting_of_the_server_causes_is_a_warning() {
    for (status, body) in [
        (401, json!({ "message": "Invalid Private Integration token" })),
        (401, json!({ "message": "The token is not authorized for this scope." })),
        (403, json!({ "message": "The token does not have access to this location." })),
        (400, json!({ "message": "Location is not active" })),
        (200, json!({ "contact": { "id": "c1", "locationId": "another" } })),
    ] {
        let text = logged(Level::WARN, status, &body, "contacts_get-contact", json!({"contactId": "c1"})).await;
        assert!(text.lines().count() == 1 && text.contains("WARN"), "{status} {body}: {text:?}");
    }
}

#[tokio::test]
async fn what_the_caller_can_mend_is_no_warning_and_what_the_vendor_repeats_is_in_no_log() {
    let body = json!({ "statusCode": 422, "message": ["phone +12125550199 of ada@x.example is not valid"] });
    let arguments = || json!({"contactId": "c1", "email": "ada@x.example"});
    let text = logged(Level::WARN, 422, &body, "contacts_update-contact", arguments()).await;
    assert_eq!(text, "");
    let text = logged(Level::TRACE, 422, &body, "contacts_update-contact", arguments()).await;
    assert!(text.contains("outcome=\"invalid_arguments\""), "{text}");
    assert!(!text.contains("ada@x.example") && !text.contains("2125550199"), "{text}");
}

#[tokio::test]
async fn words_that_no_rule_knows_are_in_no_log_though_the_operator_hears_of_the_refusal() {
    for (status, said) in [
        (409, "PUT /contacts/{id}"),
        (403, "HighLevel forbids PUT /contacts/{id}"),
        (404, "this location has no contact with this id"),
        (413, "with HTTP status 413"),
    ] {
        let body = json!({ "message": "ada@x.example is used by another contact" });
        let arguments = json!({"contactId": "c1", "email": "ada@x.example"});
        let text = logged(Level::TRACE, status, &body, "contacts_update-contact", arguments).await;
        assert!(!text.contains("ada@x.example"), "{text}");
        assert_eq!(text.contains(&format!("WARN crm_mcp_core::access: {}", "HighLevel")), status != 404, "{text}");
        assert!(status == 404 || text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn a_value_that_speaks_like_a_fault_is_not_logged() {
    let body = json!({ "contact": "payment, expected from ada@x.example" });
    let text = logged(Level::WARN, 200, &body, "contacts_get-contact", json!({"contactId": "c1"})).await;
    assert!(text.contains("GET /contacts/{id}: contact: expected"), "{text}");
    assert!(!text.contains("ada@x.example"), "{text}");
}

#[tokio::test]
async fn a_call_is_logged_with_its_location_and_its_requests() {
    let body = json!({ "contact": { "id": "c1", "locationId": LOCATION, "firstName": "Ada" } });
    let text = logged(Level::INFO, 200, &body, "contacts_get-contact", json!({"contactId": "c1"})).await;
    let begin = format!(
        "INFO crm_mcp_core::access: call kind=\"tool\" name=\"contacts_get-contact\" caller=\"test\" \
         tenant=\"{LOCATION}\" outcome=\"ok\" ms="
    );
    assert!(text.trim().starts_with(&begin) && text.trim().ends_with(" requests=1"), "{text}");
    assert!(!text.contains("Ada") && !text.contains("c1\""), "{text}");
}

/// A source whose token is always refused, and that gives another one once.
struct Renewed(Result<&'static str, &'static str>);

#[async_trait]
impl TokenSource for Renewed {
    async fn token(&self) -> Result<SecretString, TokenError> {
        Ok("old-secret".into())
    }

    async fn renew(&self, _: &SecretString) -> Result<SecretString, TokenError> {
        self.0.map(Into::into).map_err(|words| TokenError::Revoked(words.to_owned()))
    }
}

#[tokio::test]
async fn a_renewal_is_logged_and_why_it_failed_without_a_token() {
    let refusal = r#"{"message":"Invalid JWT: old-secret"}"#;
    for (renewal, level, line) in [
        (Ok("new-secret"), Level::INFO, "HighLevel refused a token, which was renewed"),
        (Err("invalid_grant for old-secret"), Level::WARN, "the grant has ended: invalid_grant for [token]"),
    ] {
        for (level, is_logged) in [(level, true), (Level::TRACE, true), (Level::ERROR, false)] {
            let (log, _guard) = Log::from(level);
            let vendor = Vendor::answering([answer(401, refusal), answer(200, r#"{"contact":{"id":"c1"}}"#)]);
            let grant = Grant::new("grant-1", Renewed(renewal));
            let crm = HighLevel::with_grant(&Client::over(vendor.clone()), grant, LOCATION.parse().unwrap());
            let outcome = call(&crm, "contacts_get-contact", json!({"contactId": "c1"})).await;
            assert_eq!(outcome.is_ok(), renewal.is_ok());
            let text = log.text();
            assert!(text.contains(line) == is_logged && !text.contains("secret"), "{text}");
        }
    }
}
