//! What is sent to HighLevel, and what of its answers reaches the model. Its refusals by name are in `tests/highlevel/errors`.

use crm_mcp_core::ErrorCode::{Internal, Unavailable};
use crm_mcp_tools::highlevel::{Client, HighLevel, InvalidBaseUrl, InvalidCredential};
use serde_json::{Value, json};

use crate::support::{LOCATION, TOKEN, Vendor, answer, call, location, network};

/// A write, since reads are retried.
async fn add_tag(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

#[tokio::test]
async fn a_create_that_was_refused_for_its_values_may_have_happened_and_an_update_has_not() {
    let refusal = r#"{"message":["email must be an email"]}"#;
    let next = |tool: &'static str, arguments: Value| async move {
        let error = call(&Vendor::answering([answer(422, refusal)]).location(), tool, arguments).await.unwrap_err();
        assert_eq!(error.message(), "HighLevel refused the values: email must be an email");
        error.next_step().unwrap().to_owned()
    };
    // Of a contact with an email the tool itself looks whether it is there.
    let creates = [("contacts_create-contact", "name"), ("contacts_upsert-contact", "email")];
    for (tool, field) in creates {
        let advice = "search for the contact, which may exist all the same, then correct the values";
        assert_eq!(next(tool, json!({field: "ada@example"})).await, advice, "{tool}");
    }
    let update = json!({"contactId": "c1", "email": "ada@example"});
    assert_eq!(next("contacts_update-contact", update).await, "correct them and call again");
}

#[tokio::test]
async fn ids_codes_and_meta_of_a_refusal_are_kept_for_programs() {
    let body = r#"{"message":"Conversation already exists","canonicalCode":"C_1","conversationId":"v1",
        "traceId":"t1","meta":{"contactId":"c9","matchingField":"phone","deep":{"a":1}},"other":"x"}"#;
    let error = add_tag(&Vendor::answering([answer(400, body)]).location()).await.unwrap_err();
    let details = json!({"canonicalCode": "C_1", "conversationId": "v1", "traceId": "t1", "contactId": "c9",
        "matchingField": "phone"});
    assert_eq!(Value::Object(error.details().clone()), details);
}

#[tokio::test]
async fn a_refusal_cannot_flood_the_model() {
    let body = json!({"message": vec!["x".repeat(10_000); 100]}).to_string();
    let error = add_tag(&Vendor::answering([answer(422, body)]).location()).await.unwrap_err();
    assert!(error.to_string().len() < 700, "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_token() {
    let elsewhere = Vendor::answering([answer(200, r#"{"tags":[]}"#)]);
    let mut redirect = answer(307, "");
    redirect.headers_mut().insert("location", elsewhere.on_loopback().await.parse().unwrap());
    let vendor = Vendor::answering([redirect]);
    let error = add_tag(&location(&network(&vendor.on_loopback().await))).await.unwrap_err();
    assert_eq!(error.code(), Internal);
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn every_request_bears_the_headers_that_the_vendor_wants() {
    let vendor = Vendor::answering([answer(201, r#"{"tags":["vip"]}"#)]);
    add_tag(&location(&network(&format!("{}/", vendor.on_loopback().await)))).await.unwrap();
    let request = &vendor.requests()[0];
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(header("accept"), "application/json");
    assert_eq!(header("version"), "2021-07-28");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("user-agent"), format!("crm-mcp/{}", env!("CARGO_PKG_VERSION")));
    assert_eq!(request.uri().path(), "/contacts/c1/tags");
}

#[tokio::test]
async fn the_token_is_in_no_error_and_no_debug_text() {
    let words = format!("Invalid token {TOKEN}");
    let body = json!({"message": words, "tokenId": TOKEN, "tags": TOKEN, "success": false}).to_string();
    for status in [200, 400, 401, 418, 500] {
        let vendor = Vendor::answering([answer(status, body.clone())]);
        let client = network(&vendor.on_loopback().await);
        let crm = location(&client);
        let error = add_tag(&crm).await.unwrap_err();
        let all = format!("{error} {error:?} {} {client:?} {crm:?}", serde_json::to_string(&error).unwrap());
        assert!(!all.contains(TOKEN) && !all.contains("5ec4e7"), "{all}");
        assert_eq!(vendor.requests()[0].headers()["authorization"].to_str().unwrap(), format!("Bearer {TOKEN}"));
    }
}

#[tokio::test]
async fn an_upstream_sees_the_token_as_sensitive() {
    let vendor = Vendor::answering([answer(201, r#"{"tags":[]}"#)]);
    add_tag(&vendor.location()).await.unwrap();
    let headers = vendor.requests()[0].headers().clone();
    assert_eq!(headers["authorization"].to_str().unwrap(), format!("Bearer {TOKEN}"));
    assert!(headers["authorization"].is_sensitive() && !format!("{headers:?}").contains(TOKEN));
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    // Taken, so that no other test gets it, and never listened on.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let error = add_tag(&location(&network(&url))).await.unwrap_err();
    let text = "HighLevel did not answer: no connection could be made. Next: call again in a moment.";
    assert_eq!((error.code(), error.to_string().as_str()), (Unavailable, text));
}

#[test]
fn a_credential_or_a_base_url_that_cannot_be_one_is_refused() {
    let client = Client::over(Vendor::default());
    for token in ["", "pit 1", "pit-1\r\nX-Evil: 1", "pit-\u{e9}"] {
        let refused = HighLevel::new(&client, token.into(), LOCATION.parse().unwrap());
        assert_eq!(refused.unwrap_err(), InvalidCredential, "{token:?}");
    }
    for url in
        ["", "services.leadconnectorhq.com", "ftp://h", "/", "http://", "https://u:p@h", "https://h?x", "https://h/#x"]
    {
        assert_eq!(client.clone().with_base_url(url).unwrap_err(), InvalidBaseUrl, "{url}");
    }
    assert!(client.with_base_url("http://127.0.0.1:4010/proxy/").is_ok());
}
