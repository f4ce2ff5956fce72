//! Pace and retries as a caller of tools meets them, under a paused clock.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::UpstreamError,
    highlevel::{Client, HighLevel},
};
use http::Response;
use serde_json::{Value, json};
use support::{LOCATION, TOKEN, Vendor, answer, call, location};
use tokio::time::Instant;

const CONTACT: &str = r#"{"contact":{"id":"c1"}}"#;
const TAGS: &str = r#"{"tags":["vip"]}"#;

async fn get_contact(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

async fn add_tag(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

fn interrupted() -> UpstreamError {
    UpstreamError::Interrupted("cut".into())
}

/// An answer that reports what is left of 25 requests in 10 seconds and 10,000 a day, which ends in an hour.
fn counted(status: u16, body: &'static str, remaining: u32, of_day: u32) -> Response<Bytes> {
    let mut answer = answer(status, body);
    let numbers = [
        ("x-ratelimit-max", 25),
        ("x-ratelimit-remaining", remaining),
        ("x-ratelimit-interval-milliseconds", 10_000),
        ("x-ratelimit-limit-daily", 10_000),
        ("x-ratelimit-daily-remaining", of_day),
        ("x-ratelimit-daily-reset", 3_600_000),
    ];
    answer.headers_mut().extend(numbers.map(|(name, number)| (http::HeaderName::from_static(name), number.into())));
    answer
}

#[tokio::test(start_paused = true)]
async fn reads_survive_what_passes() {
    let passing = [
        answer(503, "<html>"),
        answer(400, r#"{"status":400,"message":"Error occurred while searching for contact"}"#),
        answer(401, r#"{"message":"Command timed out"}"#),
    ];
    for failure in passing {
        let vendor = Vendor::answering([failure]);
        vendor.will(Err(interrupted()));
        vendor.will(Ok(answer(200, CONTACT)));
        assert_eq!(get_contact(&vendor.location()).await.unwrap(), json!({"contact": {"id": "c1"}}));
        assert_eq!(vendor.requests().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_search_is_a_read_though_it_is_a_post() {
    let vendor = Vendor::answering([answer(502, ""), answer(200, r#"{"contacts":[],"total":0}"#)]);
    call(&vendor.location(), "contacts_get-contacts", json!({})).await.unwrap();
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn no_write_is_repeated() {
    let writes = [
        ("contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})),
        ("contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})),
        ("contacts_update-contact", json!({"contactId": "c1", "city": "Kyiv"})),
        ("contacts_upsert-contact", json!({"email": "ada@example.com"})),
        ("contacts_create-contact", json!({"email": "ada@example.com"})),
    ];
    for (tool, arguments) in writes {
        let failures = [Ok(answer(503, "")), Ok(answer(429, "")), Err(interrupted())];
        let timeout = UpstreamError::TimedOut(Duration::from_secs(20));
        for failure in failures.into_iter().chain([Err(timeout)]) {
            let vendor = Vendor::default();
            vendor.will(failure);
            call(&vendor.location(), tool, arguments.clone()).await.unwrap_err();
            assert_eq!(vendor.requests().len(), 1, "{tool}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_read_waits_for_the_next_window() {
    let vendor = Vendor::answering([counted(429, "", 0, 9_000), counted(200, CONTACT, 24, 8_999)]);
    let start = Instant::now();
    get_contact(&vendor.location()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_refused_write_says_when_to_come_back() {
    let vendor = Vendor::answering([counted(429, "", 0, 9_000)]);
    let error = add_tag(&vendor.location()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::RateLimited);
    assert_eq!(error.details()["retryAfterSeconds"], 10);
    assert_eq!(error.next_step(), Some("call again in 10 seconds"));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_names_a_delay_is_taken_at_its_word() {
    let refusal = || {
        let mut refusal = answer(429, "");
        refusal.headers_mut().insert("retry-after", 7.into());
        refusal
    };
    let error = add_tag(&Vendor::answering([refusal()]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 7);

    let vendor = Vendor::answering([refusal(), answer(200, CONTACT)]);
    let start = Instant::now();
    get_contact(&vendor.location()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn of_two_limits_that_are_used_up_the_longer_one_counts() {
    let error = add_tag(&Vendor::answering([counted(429, "", 0, 0)]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 3600);
}

#[tokio::test(start_paused = true)]
async fn contexts_of_one_location_and_token_share_a_pace_and_others_do_not() {
    let vendor =
        Vendor::answering([counted(201, TAGS, 0, 9_000), answer(201, TAGS), answer(201, TAGS), answer(201, TAGS)]);
    let client = Client::over(vendor.clone());
    let start = Instant::now();
    add_tag(&location(&client)).await.unwrap();

    let elsewhere = HighLevel::new(&client, TOKEN.into(), "anotherLocation".parse().unwrap()).unwrap();
    add_tag(&elsewhere).await.unwrap();
    let other_token = HighLevel::new(&client, "pit-other".into(), LOCATION.parse().unwrap()).unwrap();
    add_tag(&other_token).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);

    add_tag(&location(&client.clone())).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_used_up_day_is_told_at_once_and_nothing_is_sent() {
    let vendor = Vendor::answering([counted(201, TAGS, 24, 0)]);
    let crm = vendor.location();
    add_tag(&crm).await.unwrap();
    let start = Instant::now();
    let error = add_tag(&crm).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 3600);
    assert_eq!((error.code(), start.elapsed()), (ErrorCode::RateLimited, Duration::ZERO));
    assert_eq!(vendor.requests().len(), 1);
}
