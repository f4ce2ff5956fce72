//! The vendor's rate limits: so many requests an interval and a day, told in headers on every answer.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use crate::sandbox::{
    highlevel::forms::reply::Refusal,
    kit::door::limiter::{Limiter, Quota, Standing},
};

const DAY: Duration = Duration::from_hours(24);

/// How many requests the sandbox's location may make; the default is what HighLevel documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests in one interval: 100.
    pub requests: u32,
    /// The length of the interval: 10 seconds.
    pub interval: Duration,
    /// Requests in one day: 200,000.
    pub daily: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests: 100, interval: Duration::from_secs(10), daily: 200_000 }
    }
}

impl Limits {
    /// Counts the requests of the location, for all routers of one sandbox: those of an interval, and those of a day.
    pub(crate) fn limiter(self) -> Limiter<2> {
        Limiter::new([Quota { max: self.requests, length: self.interval }, Quota { max: self.daily, length: DAY }])
    }
}

fn headers([interval, day]: [Standing; 2]) -> HeaderMap {
    let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    [
        ("x-ratelimit-max", interval.quota.max.into()),
        ("x-ratelimit-remaining", interval.remaining.into()),
        ("x-ratelimit-interval-milliseconds", millis(interval.quota.length)),
        ("x-ratelimit-limit-daily", day.quota.max.into()),
        ("x-ratelimit-daily-remaining", day.remaining.into()),
        ("x-ratelimit-daily-reset", millis(day.until_reset)),
    ]
    .into_iter()
    .map(|(name, number): (_, u64)| (HeaderName::from_static(name), HeaderValue::from(number)))
    .collect()
}

/// Answers 429 when a window is used up; puts the headers on whatever is answered.
pub(crate) async fn limit(State(limiter): State<Limiter<2>>, request: Request, next: Next) -> Response {
    let (admitted, standings) = limiter.take(Instant::now());
    let mut response = if admitted { next.run(request).await } else { Refusal::TooManyRequests.into_response() };
    response.headers_mut().extend(headers(standings));
    response
}
