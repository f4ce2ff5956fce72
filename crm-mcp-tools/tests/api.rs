//! What the model is told when HighLevel refuses, breaks or is too slow: recorded bodies over real HTTP.

#![allow(clippy::unwrap_used)]

mod support;

use crm_mcp_core::ErrorCode::{
    self, Conflict, Internal, InvalidArguments, NotFound, PermissionDenied, RateLimited, Refused, Unauthenticated,
    Unavailable,
};
use crm_mcp_tools::highlevel::{Client, HighLevel, InvalidBaseUrl, InvalidCredential};
use serde_json::{Value, json};
use support::{LOCATION, TOKEN, Vendor, answer, call, location, network};

/// A write, since reads are retried.
async fn add_tag(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

async fn get_contact(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

/// Status, recorded body, and what is made of it: the code, and the text that the model reads.
const REFUSALS: [(u16, &str, ErrorCode, &str); 31] = [
    (
        400,
        r#"{"statusCode":400,"message":"This location does not allow duplicated contacts.","meta":{"contactId":"ocQHyuzHvysMo5N5VsXc","contactName":"Ada","matchingField":"email"}}"#,
        Conflict,
        "contact ocQHyuzHvysMo5N5VsXc has the same email, and this location allows no duplicates. Next: update that contact with contacts_update-contact, or use contacts_upsert-contact.",
    ),
    (
        400,
        r#"{"statusCode":400,"message":"This location does not allow duplicated contacts."}"#,
        Conflict,
        "such a contact exists, and this location allows no duplicates. Next: find it with contacts_get-contacts and update it, or use contacts_upsert-contact.",
    ),
    (
        400,
        r#"{"error":"Contact with id c1 not found","status":400}"#,
        NotFound,
        "this location has no contact with this id. Next: find the contact's id with contacts_get-contacts.",
    ),
    (
        400,
        r#"{"message":"assignedTo user not found","path":"/contacts/"}"#,
        InvalidArguments,
        "HighLevel refused the values: assignedTo user not found. Next: correct them and call again.",
    ),
    (
        400,
        r#"{"message":"Custom field not found for contact"}"#,
        InvalidArguments,
        "HighLevel refused the values: Custom field not found for contact. Next: correct them and call again.",
    ),
    (
        404,
        r#"{"message":"Contact cannot be found"}"#,
        NotFound,
        "HighLevel has nothing with this id. Next: check the id; contacts_get-contacts finds contacts.",
    ),
    (
        400,
        r#"{"message":"Contact not found for id:c1","error":"Bad Request","statusCode":400}"#,
        NotFound,
        "this location has no contact with this id. Next: find the contact's id with contacts_get-contacts.",
    ),
    (
        400,
        r#"{"status":400,"message":"Error occurred while searching for contact","name":"HttpException","traceId":"t1"}"#,
        Unavailable,
        "HighLevel's search failed for a moment. Next: call again in a moment.",
    ),
    (
        400,
        r#"{"message":"Endpoint /contacts/ not available in API version v3","error":"Bad Request"}"#,
        Internal,
        "HighLevel has no POST /contacts/{id}/tags in version 2021-07-28: Endpoint /contacts/ not available in API version v3. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        400,
        r#"{"statusCode":422,"message":["a contact needs at least one property beside locationId"],"error":"Unprocessable Entity"}"#,
        InvalidArguments,
        "HighLevel refused the values: a contact needs at least one property beside locationId. Next: correct them and call again.",
    ),
    (
        401,
        r#"{"statusCode":401,"message":"Invalid Private Integration token"}"#,
        Unauthenticated,
        "HighLevel does not accept the token: Invalid Private Integration token. Next: have the operator give a current Private Integration token of this location; a rotated one ends after 7 days.",
    ),
    (
        401,
        r#"{"statusCode":401,"message":"Invalid JWT"}"#,
        Unauthenticated,
        "HighLevel does not accept the token: Invalid JWT. Next: have the operator give a current Private Integration token of this location; a rotated one ends after 7 days.",
    ),
    (
        401,
        r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#,
        PermissionDenied,
        "the token lacks the scope contacts.write. Next: have \"Edit Contacts\" ticked for this token on HighLevel's page Settings > Private Integrations; the token stays the same.",
    ),
    (
        401,
        r#"{"statusCode":401,"message":"version header was not found."}"#,
        Internal,
        "HighLevel did not accept the header `Version: 2021-07-28` of POST /contacts/{id}/tags: version header was not found. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        401,
        r#"{"statusCode":401,"message":"version header is invalid"}"#,
        Internal,
        "HighLevel did not accept the header `Version: 2021-07-28` of POST /contacts/{id}/tags: version header is invalid. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        401,
        r#"{"message":"Command timed out"}"#,
        Unavailable,
        "HighLevel could not check the token in time. Next: call again in a moment.",
    ),
    (
        401,
        r#"{"message":"E01 - Unauthorized request"}"#,
        Refused,
        "HighLevel does not open POST /contacts/{id}/tags to this token: E01 - Unauthorized request. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        403,
        r#"{"statusCode":403,"message":"The token does not have access to this location."}"#,
        PermissionDenied,
        "the token does not reach the location that is configured. Next: have the operator give a location id and a token of the same sub-account.",
    ),
    (
        403,
        r#"{"message":"Forbidden resource","error":"Forbidden","statusCode":403}"#,
        PermissionDenied,
        "HighLevel opens POST /contacts/{id}/tags to agency tokens only. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        403,
        "<!DOCTYPE html><html><body>error code: 1010</body></html>",
        Refused,
        "the network in front of HighLevel blocks this program's User-Agent (error 1010). Next: tell the operator of this server; calling again will not help.",
    ),
    (
        403,
        "",
        PermissionDenied,
        "HighLevel forbids POST /contacts/{id}/tags: no reason given. Next: have the operator check that \"Edit Contacts\" (contacts.write) is ticked for this token.",
    ),
    (
        404,
        "",
        NotFound,
        "HighLevel has nothing with this id. Next: check the id; contacts_get-contacts finds contacts.",
    ),
    (
        404,
        r#"{"message":"Cannot POST /contacts/c1/tags","error":"Not Found","statusCode":404}"#,
        Internal,
        "there is no POST /contacts/{id}/tags at this address. Next: have the operator check the base URL.",
    ),
    (
        422,
        r#"{"statusCode":422,"message":["property foo should not exist","email must be an email."],"error":"Unprocessable Entity","traceId":"t2"}"#,
        InvalidArguments,
        "HighLevel refused the values: property foo should not exist; email must be an email. Next: correct them and call again.",
    ),
    (
        429,
        r#"{"statusCode":429,"message":"Too Many Requests"}"#,
        RateLimited,
        "the rate limit of this location is used up. Next: call again in 10 seconds.",
    ),
    (
        500,
        r#"{"statusCode":500,"message":"Internal server error"}"#,
        Unavailable,
        "HighLevel failed with HTTP status 500. Next: it may have been carried out; look before you repeat it.",
    ),
    (
        502,
        "<html><head><title>502 Bad Gateway</title></head></html>",
        Unavailable,
        "HighLevel failed with HTTP status 502. Next: it may have been carried out; look before you repeat it.",
    ),
    (
        302,
        "",
        Internal,
        "HighLevel answered with a redirect (HTTP status 302), which is not followed. Next: have the operator check the base URL.",
    ),
    (
        418,
        "I am a teapot",
        Refused,
        "HighLevel refused POST /contacts/{id}/tags with HTTP status 418: I am a teapot. Next: tell the operator of this server; calling again will not help.",
    ),
    (
        400,
        r#"{"msg":"Missing phone number"}"#,
        InvalidArguments,
        "HighLevel refused the values: Missing phone number. Next: correct them and call again.",
    ),
    (
        400,
        r#"["not", "an", "object"]"#,
        InvalidArguments,
        r#"HighLevel refused the values: ["not", "an", "object"]. Next: correct them and call again."#,
    ),
];

#[tokio::test]
async fn every_refusal_is_explained_with_a_next_step() {
    for (status, body, code, text) in REFUSALS {
        let vendor = Vendor::answering([answer(status, body)]);
        let error = add_tag(&location(&network(&vendor.on_loopback().await))).await.unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, text), "{status} {body}");
        assert_eq!(vendor.requests().len(), 1, "{status} {body}");
    }
}

#[tokio::test]
async fn a_create_that_was_refused_for_its_values_may_have_happened_and_an_update_has_not() {
    let refusal = r#"{"message":["email must be an email"]}"#;
    let next = |tool: &'static str, arguments: Value| async move {
        let error = call(&Vendor::answering([answer(422, refusal)]).location(), tool, arguments).await.unwrap_err();
        assert_eq!(error.cause(), "HighLevel refused the values: email must be an email");
        error.next_step().unwrap().to_owned()
    };
    for tool in ["contacts_create-contact", "contacts_upsert-contact"] {
        let advice = "search for the contact, which may exist all the same, then correct the values";
        assert_eq!(next(tool, json!({"email": "ada@example"})).await, advice, "{tool}");
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

/// Answers that say "success" and cannot be read.
fn unreadable() -> Vec<Vec<u8>> {
    let huge = format!(r#"{{"tags": ["{}"], "contact": {{"id": "c1"}}}}"#, "x".repeat(9_000_000)).into_bytes();
    vec![vec![], b"{\"contact\": {\"id\": \"c".to_vec(), b"[]".to_vec(), b"<html>".to_vec(), vec![0xff, 0xfe], huge]
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_an_error_and_a_write_may_have_happened() {
    for body in unreadable() {
        let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
        let vendor = Vendor::answering([answer(200, body.clone()), answer(201, body)]);
        let crm = location(&network(&vendor.on_loopback().await));

        let error = get_contact(&crm).await.unwrap_err();
        assert_eq!(error.code(), Unavailable, "{shown}");
        assert!(!error.to_string().contains("carried out"), "{shown}: {error}");
        assert!(!error.next_step().unwrap().starts_with("call again"), "{shown}: {error}");

        let error = add_tag(&crm).await.unwrap_err();
        assert_eq!(error.code(), Unavailable, "{shown}");
        let next = "it may have been carried out; look before you repeat it";
        assert_eq!(error.next_step(), Some(next), "{shown}");
        assert_eq!(vendor.requests().len(), 2, "{shown}");
    }
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
    let body = json!({"message": format!("Invalid token {TOKEN}"), "tokenId": TOKEN}).to_string();
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
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
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
