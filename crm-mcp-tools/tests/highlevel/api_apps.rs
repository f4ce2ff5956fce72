//! Grants of one app share what HighLevel counts for it at a location; two apps hold up each other in nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::{TokenError, TokenSource, Upstream, UpstreamError},
    highlevel::{Client, Grant, HighLevel},
};
use http::{HeaderName, Request, Response};
use secrecy::SecretString;
use serde_json::json;
use tokio::time::Instant;

use crate::support::{LOCATION, answer, call};

const INTERVAL: Duration = Duration::from_secs(10);

/// A vendor that tells each token what is left of its day, and how many of 5 requests are left in its window: all, as far
/// as it was not told otherwise.
#[derive(Clone, Default)]
struct Counted(Arc<Mutex<HashMap<String, (u64, u64)>>>);

impl Counted {
    /// The token is told that so much is left of its window and of its day.
    fn leaves(&self, token: &str, of_window: u64, of_day: u64) {
        self.0.lock().unwrap().insert(token.to_owned(), (of_window, of_day));
    }
}

#[async_trait]
impl Upstream for Counted {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let token = request.headers()["authorization"].to_str().unwrap().trim_start_matches("Bearer ").to_owned();
        let (of_window, of_day) = self.0.lock().unwrap().get(&token).copied().unwrap_or((5, 9_000));
        let mut answer = answer(201, r#"{"tags":["vip"],"locationId":"ve9EPM428h8vShlRW1KT"}"#);
        let numbers = [
            ("x-ratelimit-max", 5),
            ("x-ratelimit-remaining", of_window),
            ("x-ratelimit-interval-milliseconds", 10_000),
            ("x-ratelimit-daily-remaining", of_day),
            ("x-ratelimit-daily-reset", 3_600_000),
        ];
        answer.headers_mut().extend(numbers.map(|(name, number)| (HeaderName::from_static(name), number.into())));
        Ok(answer)
    }
}

/// A source that gives one token.
struct Gives(&'static str);

#[async_trait]
impl TokenSource for Gives {
    async fn token(&self) -> Result<SecretString, TokenError> {
        Ok(self.0.into())
    }
}

fn of_app(client: &Client, id: &str, token: &'static str, app: &str) -> HighLevel {
    HighLevel::with_grant(client, Grant::new(id, Gives(token)).of_app(app), LOCATION.parse().unwrap())
}

async fn remove_tag(crm: &HighLevel) -> Result<(), ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.map(|_| ())
}

async fn assert_used_up(crm: &HighLevel) {
    let error = remove_tag(crm).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["retryAfterSeconds"]), (ErrorCode::RateLimited, &json!(3600)));
}

#[tokio::test(start_paused = true)]
async fn grants_of_one_app_share_its_day_and_two_apps_do_not() {
    let vendor = Counted::default();
    let client = Client::over(vendor.clone());
    let first = of_app(&client, "first", "token-1", "app-a");
    let second = of_app(&client, "second", "token-2", "app-a");
    let other = of_app(&client, "other", "token-3", "app-b");
    let unknown = HighLevel::new(&client, "token-4".into(), LOCATION.parse().unwrap()).unwrap();
    for crm in [&second, &other, &unknown] {
        remove_tag(crm).await.unwrap();
    }
    vendor.leaves("token-1", 5, 0);
    remove_tag(&first).await.unwrap();
    assert_used_up(&first).await;
    assert_used_up(&second).await;
    for crm in [&other, &unknown] {
        remove_tag(crm).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_grant_whose_app_is_said_later_has_the_pace_of_the_app_from_then_on() {
    let vendor = Counted::default();
    let client = Client::over(vendor.clone());
    let unsaid = HighLevel::with_grant(&client, Grant::new("first", Gives("token-1")), LOCATION.parse().unwrap());
    remove_tag(&unsaid).await.unwrap();
    vendor.leaves("token-2", 5, 0);
    remove_tag(&of_app(&client, "second", "token-2", "app-a")).await.unwrap();
    assert_used_up(&of_app(&client, "first", "token-1", "app-a")).await;
    remove_tag(&of_app(&client, "first", "token-1", "app-b")).await.unwrap();
    remove_tag(&unsaid).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn two_apps_do_not_wait_for_each_others_windows_and_grants_of_one_do() {
    let vendor = Counted::default();
    let client = Client::over(vendor.clone());
    let [first, second] = ["token-1", "token-2"].map(|token| of_app(&client, token, token, "app-a"));
    let other = of_app(&client, "other", "token-3", "app-b");
    for crm in [&first, &second, &other] {
        remove_tag(crm).await.unwrap();
    }
    tokio::time::advance(INTERVAL).await;
    let start = Instant::now();
    for number in 0..6 {
        remove_tag(if number % 2 == 0 { &first } else { &second }).await.unwrap();
        let waited = if number < 5 { Duration::ZERO } else { INTERVAL };
        assert_eq!(start.elapsed(), waited, "request {number}");
        for _ in 0..usize::from(number == 4) * 5 {
            remove_tag(&other).await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_grant_has_its_pace_by_its_id_whatever_its_token_and_object() {
    let vendor = Counted::default();
    let client = Client::over(vendor.clone());
    let of = |id: &str, token| HighLevel::with_grant(&client, Grant::new(id, Gives(token)), LOCATION.parse().unwrap());
    vendor.leaves("token-1", 5, 0);
    remove_tag(&of("grant-1", "token-1")).await.unwrap();
    assert_used_up(&of("grant-1", "token-2")).await;
    remove_tag(&of("grant-2", "token-1")).await.unwrap();
    vendor.leaves("token-1", 5, 9_000);
    remove_tag(&HighLevel::new(&client, "token-1".into(), LOCATION.parse().unwrap()).unwrap()).await.unwrap();
    assert_used_up(&of("grant-1", "token-1")).await;
}
