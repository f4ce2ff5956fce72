//! Close's rate limit as a caller of tools meets it, under a paused clock: per operation, in every spelling of the headers.

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use http::{HeaderName, HeaderValue, Response};
use serde_json::json;
use tokio::time::Instant;

use crate::{
    support::{call, called, refused, told},
    vendor::{Vendor, answer},
};

const LEAD: &str = r#"{"id":"lead_1","name":"Acme"}"#;

const TASK: &str = r#"{"id":"task_1","text":"Call"}"#;

fn with(status: u16, body: &'static str, headers: &[(&'static str, &'static str)]) -> Response<Bytes> {
    let mut answer = answer(status, body);
    let header =
        |(name, value): &(&'static str, &'static str)| (HeaderName::from_static(name), HeaderValue::from_static(value));
    answer.headers_mut().extend(headers.iter().map(header));
    answer
}

/// The spellings, each with the time after which a refused read is sent again.
const SPELLINGS: [(&[(&str, &str)], u64); 7] = [
    (&[("ratelimit", "limit=100, remaining=0, reset=5")], 5_000),
    (&[("ratelimit", "limit=100; remaining=0; reset=7")], 7_000),
    (&[("ratelimit", "limit=100; remaining=0; reset=1.5")], 1_500),
    (&[("ratelimit-limit", "100"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "4")], 4_000),
    (&[("ratelimit-reset", "2.25")], 2_250),
    (&[("retry-after", "6")], 6_000),
    (&[], 2_000),
];

#[tokio::test(start_paused = true)]
async fn a_refused_read_waits_as_long_as_it_is_told_in_any_spelling() {
    for (headers, millis) in SPELLINGS {
        let vendor = Vendor::answering([with(429, "", headers), answer(200, TASK)]);
        let start = Instant::now();
        call(&told(&vendor), "fetch_task", json!({"id": "task_1"})).await;
        assert_eq!((vendor.requests().len(), start.elapsed()), (2, Duration::from_millis(millis)), "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_write_is_not_sent_again_and_the_next_one_waits() {
    for (headers, millis) in SPELLINGS {
        let vendor = Vendor::answering([with(429, "", headers), answer(200, LEAD)]);
        let (crm, start) = (told(&vendor), Instant::now());
        let renamed = json!({"id": "lead_1", "name": "Acme"});
        let error = refused(&crm, "update_lead", renamed.clone()).await;
        assert_eq!((error.code(), vendor.requests().len()), (ErrorCode::RateLimited, 1), "{headers:?}");
        assert_eq!(start.elapsed(), Duration::ZERO, "{headers:?}");
        called(&crm, "update_lead", renamed).await.unwrap();
        assert_eq!(start.elapsed(), Duration::from_millis(millis), "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_closes_one_operation_leaves_the_others_open() {
    let vendor =
        Vendor::answering([with(429, "", &[("ratelimit", "limit=100, remaining=0, reset=30")]), answer(200, TASK)]);
    let (crm, start) = (told(&vendor), Instant::now());
    refused(&crm, "update_lead", json!({"id": "lead_1", "name": "Acme"})).await;
    called(&crm, "update_task", json!({"id": "task_1", "text": "Call"})).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}
