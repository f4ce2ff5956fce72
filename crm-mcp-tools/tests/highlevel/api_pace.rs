//! Pace and retries as a caller of tools meets them, under a paused clock.

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::Response;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{LOCATION, TOKEN, Vendor, answer, call, location};

const CONTACT: &str = r#"{"contact":{"id":"c1"}}"#;
const TAGS: &str = r#"{"tags":["vip"]}"#;

async fn get_contact(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

async fn remove_tag(crm: &HighLevel) -> Result<Value, crm_mcp_core::ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
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
        ("contacts_create-contact", json!({"name": "Ada"})),
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
    let error = remove_tag(&vendor.location()).await.unwrap_err();
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
    let error = remove_tag(&Vendor::answering([refusal()]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 7);

    let vendor = Vendor::answering([refusal(), answer(200, CONTACT)]);
    let start = Instant::now();
    get_contact(&vendor.location()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn of_two_limits_that_are_used_up_the_longer_one_counts() {
    let error = remove_tag(&Vendor::answering([counted(429, "", 0, 0)]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 3600);
}

/// The location of the tests, as another token reaches it.
fn with_token(client: &Client, token: &str) -> HighLevel {
    HighLevel::new(client, token.into(), LOCATION.parse().unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn all_tokens_of_a_location_share_its_pace_and_other_locations_do_not() {
    let left = |remaining| counted(201, TAGS, remaining, 9_000);
    let vendor = Vendor::answering([left(2), left(1), left(24), left(0), left(24)]);
    let client = Client::over(vendor.clone());
    let second = with_token(&client, "pit-second");
    remove_tag(&location(&client)).await.unwrap();
    remove_tag(&second).await.unwrap();

    let start = Instant::now();
    let elsewhere = HighLevel::new(&client, TOKEN.into(), "anotherLocation".parse().unwrap()).unwrap();
    remove_tag(&elsewhere).await.unwrap();
    remove_tag(&with_token(&client.clone(), "pit-second")).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    remove_tag(&location(&client)).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_highlevel_refuses_does_not_touch_the_pace_of_the_location() {
    let refusal = || counted(401, r#"{"message":"Invalid JWT"}"#, 0, 0);
    let vendor = Vendor::answering([counted(201, TAGS, 20, 9_000), refusal(), counted(201, TAGS, 19, 9_000)]);
    let client = Client::over(vendor.clone());
    let (real, invented) = (location(&client), with_token(&client, "pit-invented"));
    remove_tag(&real).await.unwrap();

    let error = remove_tag(&invented).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unauthenticated);
    let start = Instant::now();
    let error = remove_tag(&invented).await.unwrap_err();
    assert_eq!((error.code(), vendor.requests().len()), (ErrorCode::RateLimited, 2), "it has a pace of its own");
    remove_tag(&real).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_token_to_be_accepted_goes_over_to_the_pace_of_the_location() {
    let answers = (0..30).rev().map(|remaining| counted(201, TAGS, remaining.min(24), 9_000));
    let crm = Vendor::answering(answers).location();
    let start = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let crm = crm.clone();
        calls.spawn(async move {
            remove_tag(&crm).await.unwrap();
            start.elapsed().as_secs()
        });
    }
    let mut ended = calls.join_all().await;
    ended.sort_unstable();
    assert_eq!((&ended[..25], &ended[25..]), (&[0; 25][..], &[10; 5][..]));
}

#[tokio::test(start_paused = true)]
async fn a_used_up_day_is_told_at_once_and_nothing_is_sent() {
    let vendor = Vendor::answering([counted(201, TAGS, 24, 0)]);
    let crm = vendor.location();
    remove_tag(&crm).await.unwrap();
    let start = Instant::now();
    let error = remove_tag(&crm).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 3600);
    assert_eq!((error.code(), start.elapsed()), (ErrorCode::RateLimited, Duration::ZERO));
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn while_the_first_call_is_unanswered_the_others_wait_and_are_told_so() {
    /// An upstream that never answers.
    struct Silent;
    #[async_trait::async_trait]
    impl Upstream for Silent {
        async fn send(&self, _: http::Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
            std::future::pending().await
        }
    }
    let crm = location(&Client::over(Silent));
    let start = Instant::now();
    let error = tokio::select! {
        biased;
        _ = remove_tag(&crm) => unreachable!(),
        outcome = remove_tag(&crm) => outcome.unwrap_err(),
    };
    assert_eq!(start.elapsed(), Duration::from_secs(15));
    let text = "HighLevel has not answered the calls before this one. Next: call again in a moment.";
    assert_eq!((error.code(), error.to_string().as_str()), (ErrorCode::Unavailable, text));
    assert!(error.details().is_empty(), "nothing was sent");
}
