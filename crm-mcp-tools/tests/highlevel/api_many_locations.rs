//! However many locations are used between, no window of one is overrun.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, Grant, HighLevel},
};
use http::{HeaderName, Request, Response};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{answer, call};

const INTERVAL: Duration = Duration::from_secs(10);

/// A vendor that allows 5 requests a window to each location and app, and whose reports lag: it always says that 4 are left.
/// A token is named after its location and app, with a number at the end.
#[derive(Clone)]
struct FiveAWindow {
    start: Instant,
    seen: Arc<Mutex<HashMap<(String, u64), u64>>>,
}

impl FiveAWindow {
    fn new() -> Self {
        Self { start: Instant::now(), seen: Arc::default() }
    }

    /// The most requests that any window saw.
    fn most(&self) -> Option<u64> {
        self.seen.lock().unwrap().values().copied().max()
    }
}

#[async_trait]
impl Upstream for FiveAWindow {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let window = self.start.elapsed().as_secs() / INTERVAL.as_secs();
        let token = request.headers()["authorization"].to_str().unwrap();
        let counted = token.rsplit_once('-').unwrap().0.to_owned();
        *self.seen.lock().unwrap().entry((counted, window)).or_default() += 1;
        let mut answer = answer(201, r#"{"tags":["vip"]}"#);
        let numbers = [
            ("x-ratelimit-max", 5),
            ("x-ratelimit-remaining", 4),
            ("x-ratelimit-interval-milliseconds", 10_000),
            ("x-ratelimit-daily-remaining", 9_000),
            ("x-ratelimit-daily-reset", 3_600_000),
        ];
        answer.headers_mut().extend(numbers.map(|(name, number)| (HeaderName::from_static(name), number.into())));
        Ok(answer)
    }
}

/// A grant for this location, with this number. Where there is an app, grants with other numbers are of the same one.
fn crm(client: &Client, location: usize, app: Option<&str>, number: usize) -> HighLevel {
    let name = app.unwrap_or("pit");
    let grant = Grant::fixed(format!("{name}-{location}-{number}").into()).unwrap();
    let grant = match app {
        Some(app) => grant.of_app(app),
        None => grant,
    };
    HighLevel::with_grant(client, grant, format!("location{location}").parse().unwrap())
}

async fn remove_tag(crm: &HighLevel) {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.unwrap();
}

/// Four calls at one location, one at each of 1,100 others in the same window, and four more at the first one.
async fn assert_no_window_is_overrun(capacity: usize, app: Option<&str>) {
    let vendor = FiveAWindow::new();
    let client = Client::over(vendor.clone()).with_capacity(capacity);
    // With an app, each call is by a grant of its own.
    let four_calls = async |first: usize| {
        for number in first..first + 4 {
            remove_tag(&crm(&client, 0, app, if app.is_some() { number } else { 0 })).await;
        }
    };
    four_calls(0).await;
    for location in 1..=1100 {
        tokio::time::advance(Duration::from_millis(1)).await;
        remove_tag(&crm(&client, location, app, 0)).await;
    }
    assert!(vendor.start.elapsed() < INTERVAL, "all in one window");
    four_calls(4).await;
    assert_eq!(vendor.most(), Some(5));
    assert!(vendor.start.elapsed() >= INTERVAL, "what had no place has waited");
}

#[tokio::test(start_paused = true)]
async fn no_window_is_overrun_however_many_other_locations_are_used_between() {
    for capacity in [Client::CAPACITY, 10] {
        for app in [None, Some("app")] {
            assert_no_window_is_overrun(capacity, app).await;
        }
    }
}
