//! Several credentials on one location, and many locations: what HighLevel tells one holds up no other.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{HeaderName, Request, Response};
use proptest::prelude::*;
use serde_json::json;
use tokio::{task::JoinSet, time::Instant};

use crate::support::{LOCATION, answer, call};

const HOUR: Duration = Duration::from_hours(1);
const INTERVAL: Duration = Duration::from_secs(10);

/// A success that shows that the token belongs to the location.
const PROOF: &str = r#"{"tags":["vip"],"locationId":"ve9EPM428h8vShlRW1KT"}"#;
/// A success that any token gets for a record of its own.
const NO_PROOF: &str = r#"{"tags":["vip"]}"#;

/// An answer that reports what is left of 25 requests in 10 seconds, and of a day that ends in an hour.
fn counted(status: u16, body: &'static str, remaining: u64, of_day: u64) -> Response<Bytes> {
    let mut answer = answer(status, body);
    let numbers = [
        ("x-ratelimit-max", 25),
        ("x-ratelimit-remaining", remaining),
        ("x-ratelimit-interval-milliseconds", 10_000),
        ("x-ratelimit-daily-remaining", of_day),
        ("x-ratelimit-daily-reset", 3_600_000),
    ];
    answer.headers_mut().extend(numbers.map(|(name, number)| (HeaderName::from_static(name), number.into())));
    answer
}

fn asking(seconds: u64) -> Response<Bytes> {
    let mut answer = counted(429, "", 0, 9_000);
    answer.headers_mut().insert("retry-after", seconds.into());
    answer
}

/// A vendor that answers each token as told, and then as it did last; other tokens with most of everything left.
#[derive(Clone, Default)]
struct ByToken(Arc<Mutex<HashMap<String, VecDeque<Response<Bytes>>>>>);

impl ByToken {
    fn will(&self, token: &str, answers: impl IntoIterator<Item = Response<Bytes>>) {
        self.0.lock().unwrap().entry(token.to_owned()).or_default().extend(answers);
    }
}

fn token_of(request: &Request<Bytes>) -> String {
    request.headers()["authorization"].to_str().unwrap().trim_start_matches("Bearer ").to_owned()
}

#[async_trait]
impl Upstream for ByToken {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let mut told = self.0.lock().unwrap();
        let Some(answers) = told.get_mut(&token_of(&request)) else { return Ok(counted(201, PROOF, 24, 190_000)) };
        Ok(if answers.len() > 1 { answers.pop_front().unwrap() } else { answers[0].clone() })
    }
}

fn crm(client: &Client, token: &str, location: &str) -> HighLevel {
    HighLevel::new(client, token.into(), location.parse().unwrap()).unwrap()
}

async fn remove_tag(crm: &HighLevel) -> Result<(), ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.map(|_| ())
}

fn retry_after(error: &ToolError) -> u64 {
    assert_eq!(error.code(), ErrorCode::RateLimited, "{error}");
    error.details()["retryAfterSeconds"].as_u64().unwrap()
}

/// What an attacker can get for his own token, and how long it closes his own pace.
fn own_limits() -> [(Response<Bytes>, u64); 3] {
    [(counted(201, NO_PROOF, 24, 0), 3600), (asking(14_400), 14_400), (counted(429, "", 0, 9_000), 10)]
}

#[tokio::test(start_paused = true)]
async fn a_token_of_another_location_does_not_hold_up_the_location_that_it_names() {
    for (limit, seconds) in own_limits() {
        let vendor = ByToken::default();
        let client = Client::over(vendor.clone());
        let (victim, attacker) = (crm(&client, "pit-v", LOCATION), crm(&client, "pit-x", LOCATION));
        remove_tag(&victim).await.unwrap();
        vendor.will("pit-x", [counted(201, NO_PROOF, 24, 9_000), counted(201, NO_PROOF, 23, 9_000), limit]);
        for _ in 0..3 {
            _ = remove_tag(&attacker).await;
        }
        let start = Instant::now();
        remove_tag(&victim).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);
        if seconds > 15 {
            assert_eq!(retry_after(&remove_tag(&attacker).await.unwrap_err()), seconds);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_highlevel_refuses_to_one_token_of_a_location_does_not_concern_another() {
    for (limit, _) in own_limits() {
        let vendor = ByToken::default();
        let client = Client::over(vendor.clone());
        let (first, second) = (crm(&client, "pit-1", LOCATION), crm(&client, "pit-2", LOCATION));
        vendor.will("pit-1", [counted(201, PROOF, 24, 9_000), limit]);
        remove_tag(&second).await.unwrap();
        for _ in 0..2 {
            _ = remove_tag(&first).await;
        }
        let start = Instant::now();
        for _ in 0..20 {
            remove_tag(&second).await.unwrap();
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn what_others_use_of_one_apps_limit_does_not_count_for_another_app() {
    let vendor = ByToken::default();
    let client = Client::over(vendor.clone());
    let (busy, idle) = (crm(&client, "pit-1", LOCATION), crm(&client, "pit-2", LOCATION));
    remove_tag(&idle).await.unwrap();
    for _ in 0..10 {
        vendor.will("pit-1", [counted(201, PROOF, 0, 9_000)]);
        remove_tag(&busy).await.unwrap();
        let start = Instant::now();
        remove_tag(&idle).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

/// Sends so many requests with each context at once, and gives the seconds after which they ended.
async fn ended(contexts: [&HighLevel; 2], times: usize) -> Vec<u64> {
    let start = Instant::now();
    let mut calls = JoinSet::new();
    for crm in contexts.into_iter().flat_map(|crm| std::iter::repeat_n(crm.clone(), times)) {
        calls.spawn(async move {
            remove_tag(&crm).await.unwrap();
            start.elapsed().as_secs()
        });
    }
    let mut ended = calls.join_all().await;
    ended.sort_unstable();
    ended
}

/// Two contexts, each of which has had these answers, an interval ago.
async fn two(answers: [Vec<Response<Bytes>>; 2]) -> [HighLevel; 2] {
    let vendor = ByToken::default();
    let client = Client::over(vendor.clone());
    let contexts = ["pit-1", "pit-2"].map(|token| crm(&client, token, LOCATION));
    let [first, second] = answers;
    let times = first.len();
    vendor.will("pit-1", first);
    vendor.will("pit-2", second);
    for _ in 0..times {
        for crm in &contexts {
            remove_tag(crm).await.unwrap();
        }
    }
    tokio::time::advance(INTERVAL).await;
    contexts
}

#[tokio::test(start_paused = true)]
async fn tokens_that_may_be_of_one_app_share_its_limit() {
    let left = |of_day: [u64; 2]| of_day.map(|of_day| counted(201, PROOF, 20, of_day)).to_vec();
    let [first, second] = two([left([9_000, 8_998]), left([8_999, 8_998])]).await;
    let ended = ended([&first, &second], 20).await;
    assert_eq!((&ended[..25], &ended[25..]), (&[0; 25][..], &[10; 15][..]));
}

#[tokio::test(start_paused = true)]
async fn tokens_that_highlevel_counts_apart_do_not_share_a_limit() {
    let left = |of_day: [u64; 2]| of_day.map(|of_day| counted(201, PROOF, 20, of_day)).to_vec();
    let [first, second] = two([left([9_000, 8_999]), left([5_000, 4_999])]).await;
    assert_eq!(ended([&first, &second], 20).await, [0; 40]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_not_proven_shares_no_limit() {
    let left = |body| vec![counted(201, body, 20, 9_000)];
    let [first, second] = two([left(PROOF), left(NO_PROOF)]).await;
    assert_eq!(ended([&first, &second], 20).await, [0; 40]);
}

#[tokio::test(start_paused = true)]
async fn tokens_with_unequal_limits_do_not_share_them() {
    let mut larger = counted(201, PROOF, 90, 9_000);
    larger.headers_mut().insert("x-ratelimit-max", 100.into());
    let [first, second] = two([vec![counted(201, PROOF, 20, 9_000)], vec![larger]]).await;
    assert_eq!(ended([&first, &second], 20).await, [0; 40]);
}

/// An answer that a credential gets, and how long it may close that credential's pace.
#[derive(Debug, Clone, Copy)]
enum Told {
    Left { of_burst: u64, of_day: u64, proves: bool },
    Refused { after: Option<u64> },
    Foreign,
}

impl Told {
    fn answer(self) -> Response<Bytes> {
        match self {
            Self::Left { of_burst, of_day, proves } => {
                counted(201, if proves { PROOF } else { NO_PROOF }, of_burst, of_day)
            }
            Self::Refused { after: Some(seconds) } => asking(seconds),
            Self::Refused { after: None } => counted(429, "", 0, 9_000),
            Self::Foreign => counted(201, r#"{"tags":[],"locationId":"another"}"#, 20, 0),
        }
    }

    fn justifies(self) -> Duration {
        match self {
            Self::Left { of_day: 0, .. } | Self::Foreign => HOUR,
            Self::Left { .. } | Self::Refused { after: None } => INTERVAL,
            Self::Refused { after: Some(seconds) } => Duration::from_secs(seconds.max(10)),
        }
    }
}

fn told() -> impl Strategy<Value = Told> {
    let left = (0..25_u64, prop_oneof![Just(0_u64), 1..10_000_u64], any::<bool>());
    prop_oneof![
        6 => left.prop_map(|(of_burst, of_day, proves)| Told::Left { of_burst, of_day, proves }),
        1 => proptest::option::of(0..20_000_u64).prop_map(|after| Told::Refused { after }),
        1 => Just(Told::Foreign),
    ]
}

/// Each time one of two tokens sends a request after a pause, and gets this answer if the request is sent.
async fn is_never_held_up_without_reason(steps: Vec<(usize, u64, Told)>) -> Result<(), TestCaseError> {
    let vendor = ByToken::default();
    let client = Client::over(vendor.clone());
    let tokens = ["pit-1", "pit-2"];
    let mut justified = [Instant::now(); 2];
    for (token, pause, told) in steps {
        tokio::time::advance(Duration::from_millis(pause)).await;
        vendor.0.lock().unwrap().clear();
        // The second one stays there if it is the first that is sent.
        vendor.will(tokens[token], [told.answer(), told.answer()]);
        let start = Instant::now();
        let outcome = remove_tag(&crm(&client, tokens[token], LOCATION)).await;
        if vendor.0.lock().unwrap()[tokens[token]].len() == 1 {
            prop_assert!(start.elapsed() <= Duration::from_secs(15));
            justified[token] = justified[token].max(Instant::now() + told.justifies());
        } else {
            let until = start + Duration::from_secs(retry_after(&outcome.unwrap_err()));
            prop_assert!(
                until < justified[token] + Duration::from_secs(1),
                "refused until {until:?}, not {justified:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_request_is_refused_only_for_what_its_own_credential_was_told(
        steps in proptest::collection::vec((0..2_usize, 0..20_000_u64, told()), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(is_never_held_up_without_reason(steps))?;
    }
}
