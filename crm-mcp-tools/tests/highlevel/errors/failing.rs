//! Failures of HighLevel's servers: its words are told, and only what may pass is asked for again.

use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::highlevel::HighLevel;
use serde_json::json;

use crate::support::{Vendor, answer, call};

const TEMP: &str = r#"{"statusCode":500,"message":"Conversation with id temp not found"}"#;

async fn get_messages(crm: &HighLevel) -> ToolError {
    call(crm, "conversations_get-messages", json!({"conversationId": "temp"})).await.unwrap_err()
}

#[tokio::test]
async fn a_read_of_what_is_not_there_is_not_repeated_though_the_status_says_500() {
    let vendor = Vendor::answering([answer(500, TEMP)]);
    let error = get_messages(&vendor.location()).await;
    let told = (error.code(), error.message(), error.next_step());
    let next = "find the conversation's id with conversations_search-conversation";
    assert_eq!(told, (ErrorCode::NotFound, "this location has no conversation with this id", Some(next)));
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn another_failure_of_a_read_is_repeated_and_tells_the_vendors_words() {
    let body = r#"{"message":"Opportunities is under maintenance until 14:00 UTC"}"#;
    for (body, cause) in [
        (body, "HighLevel failed with HTTP status 503: Opportunities is under maintenance until 14:00 UTC"),
        ("<html><body>503</body></html>", "HighLevel failed with HTTP status 503"),
        ("", "HighLevel failed with HTTP status 503"),
    ] {
        let vendor = Vendor::answering([503; 3].map(|status| answer(status, body)));
        let error = get_messages(&vendor.location()).await;
        let told = (error.code(), error.message(), error.next_step());
        assert_eq!(told, (ErrorCode::Unavailable, cause, Some("call again in a moment")));
        assert_eq!(vendor.requests().len(), 3, "{body}");
    }
}

#[tokio::test]
async fn a_block_page_is_not_asked_for_again() {
    let vendor = Vendor::answering([answer(403, "<!DOCTYPE html><html>Cloudflare</html>")]);
    assert_eq!(get_messages(&vendor.location()).await.code(), ErrorCode::Unavailable);
    assert_eq!(vendor.requests().len(), 1);
}

/// What is missing need not be what the message is for, so it may have been sent.
#[tokio::test]
async fn a_write_that_failed_for_want_of_another_record_may_have_been_carried_out() {
    let contact = r#"{"contact":{"id":"c1","phone":"+15550100100"}}"#;
    let vendor = Vendor::answering([answer(200, contact), answer(500, TEMP)]);
    let message = json!({"type": "SMS", "contactId": "c1", "message": "Hi"});
    let error = call(&vendor.location(), "conversations_send-a-new-message", message).await.unwrap_err();
    assert_eq!(error.message(), "HighLevel failed with HTTP status 500: Conversation with id temp not found");
    assert_eq!(error.details()["mayBeDone"], true);
}

#[tokio::test]
async fn the_carriers_id_of_a_call_is_no_location() {
    let page = r#"{"messages":{"nextPage":false,"messages":[{"id":"m1","altId":"CA0123","messageType":"TYPE_CALL"}]}}"#;
    let vendor = Vendor::answering([answer(200, page)]);
    let page = call(&vendor.location(), "conversations_get-messages", json!({"conversationId": "v1"})).await.unwrap();
    assert_eq!(page["messages"][0]["id"], "m1");
}
