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

use crate::support::{Vendor, answer, call, location};

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

/// A refusal for the rate, of this status, that asks for this delay.
fn asking(status: u16, retry_after: &'static str) -> Response<Bytes> {
    let mut refusal = answer(status, "");
    refusal.headers_mut().insert("retry-after", http::HeaderValue::from_static(retry_after));
    refusal
}

#[tokio::test(start_paused = true)]
async fn a_delay_without_reason_is_told_as_a_day() {
    let mut endless_day = counted(429, "", 0, 0);
    endless_day.headers_mut().insert("x-ratelimit-daily-reset", 1_764_400_000_000_u64.into());
    let mut endless_interval = counted(429, "", 0, 9_000);
    endless_interval.headers_mut().insert("x-ratelimit-interval-milliseconds", u64::MAX.into());
    for refusal in
        [asking(429, "99999999999999"), asking(429, &"9".repeat(40).leak()[..]), endless_day, endless_interval]
    {
        let crm = Vendor::answering([refusal]).location();
        for _ in 0..2 {
            let error = remove_tag(&crm).await.unwrap_err();
            assert_eq!(error.code(), ErrorCode::RateLimited);
            assert_eq!(error.details()["retryAfterSeconds"], 24 * 60 * 60, "told by HighLevel, and then by the pace");
            assert_eq!(error.next_step(), Some("call again in 86400 seconds"));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_delay_until_a_date_is_kept() {
    let until = || {
        let mut refusal = asking(429, "Sun, 06 Nov 1994 08:49:44 GMT");
        refusal.headers_mut().insert("date", http::HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        refusal
    };
    let error = remove_tag(&Vendor::answering([until()]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 7);

    let start = Instant::now();
    get_contact(&Vendor::answering([until(), answer(200, CONTACT)]).location()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_delay_of_nothing_is_not_taken_at_its_word() {
    let error = remove_tag(&Vendor::answering([asking(429, "0")]).location()).await.unwrap_err();
    assert_eq!(error.next_step(), Some("call again in 1 seconds"));

    for (status, took) in [(429, 2000), (503, 750)] {
        let vendor = Vendor::answering([asking(status, "0"), asking(status, "0"), answer(200, CONTACT)]);
        let start = Instant::now();
        get_contact(&vendor.location()).await.unwrap();
        assert_eq!((vendor.requests().len(), start.elapsed()), (3, Duration::from_millis(took)));
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_limits_that_are_used_up_the_longer_one_counts() {
    let error = remove_tag(&Vendor::answering([counted(429, "", 0, 0)]).location()).await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 3600);
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_for_the_first_answer_go_as_soon_as_it_has_told_the_limit() {
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
