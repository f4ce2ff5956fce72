//! The vendor's rate limits: so many requests an interval and a day, told in headers on every answer.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue};
use tokio::time::Instant;

use crate::sandbox::highlevel::forms::reply::Refusal;

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

/// Counts the requests of the location, for all routers of one sandbox.
#[derive(Debug, Clone)]
pub(crate) struct Limiter(Arc<Mutex<[Window; 2]>>);

impl Limiter {
    pub(crate) fn new(limits: Limits) -> Self {
        let now = Instant::now();
        let interval = Window { max: limits.requests, length: limits.interval, start: now, used: 0 };
        let day = Window { max: limits.daily, length: DAY, start: now, used: 0 };
        Self(Arc::new(Mutex::new([interval, day])))
    }

    /// Takes one request from both windows if both have one left, and tells how they stand.
    fn take(&self, now: Instant) -> (bool, HeaderMap) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for window in windows.iter_mut() {
            window.roll(now);
        }
        let admitted = windows.iter().all(|window| window.used < window.max);
        if admitted {
            for window in windows.iter_mut() {
                window.used += 1;
            }
        }
        (admitted, headers(&windows, now))
    }
}

/// A stretch of time that begins with a request, and the requests made in it.
#[derive(Debug)]
struct Window {
    max: u32,
    length: Duration,
    start: Instant,
    used: u32,
}

impl Window {
    fn roll(&mut self, now: Instant) {
        if now.duration_since(self.start) >= self.length {
            (self.start, self.used) = (now, 0);
        }
    }

    fn remaining(&self) -> u32 {
        self.max.saturating_sub(self.used)
    }
}

fn headers([interval, day]: &[Window; 2], now: Instant) -> HeaderMap {
    let until_reset = day.length.saturating_sub(now.duration_since(day.start));
    let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    [
        ("x-ratelimit-max", u64::from(interval.max)),
        ("x-ratelimit-remaining", u64::from(interval.remaining())),
        ("x-ratelimit-interval-milliseconds", millis(interval.length)),
        ("x-ratelimit-limit-daily", u64::from(day.max)),
        ("x-ratelimit-daily-remaining", u64::from(day.remaining())),
        ("x-ratelimit-daily-reset", millis(until_reset)),
    ]
    .into_iter()
    .map(|(name, number)| (http::HeaderName::from_static(name), HeaderValue::from(number)))
    .collect()
}

/// Answers 429 when a window is used up; puts the headers on whatever is answered.
pub(crate) async fn limit(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let (admitted, headers) = limiter.take(Instant::now());
    let mut response = if admitted { next.run(request).await } else { Refusal::TooManyRequests.into_response() };
    response.headers_mut().extend(headers);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(limiter: &Limiter, now: Instant) -> (bool, [u64; 3]) {
        let (admitted, headers) = limiter.take(now);
        let number = |name| headers[name].to_str().unwrap_or_default().parse().unwrap_or_default();
        let names = ["x-ratelimit-remaining", "x-ratelimit-daily-remaining", "x-ratelimit-daily-reset"];
        (admitted, names.map(number))
    }

    #[test]
    fn a_window_fills_empties_and_leaves_the_day_counting() {
        let limiter = Limiter::new(Limits { requests: 2, interval: Duration::from_secs(10), daily: 3 });
        let start = Instant::now();
        let later = |seconds| start + Duration::from_secs(seconds);
        let day = 86_400_000;
        take(&limiter, start + DAY); // begins both windows at a known moment
        assert_eq!(take(&limiter, later(86_401)), (true, [0, 1, day - 1000]));
        assert_eq!(take(&limiter, later(86_409)), (false, [0, 1, day - 9000]));
        assert_eq!(take(&limiter, later(86_410)), (true, [1, 0, day - 10_000]));
        assert_eq!(take(&limiter, later(86_411)), (false, [1, 0, day - 11_000]));
        assert_eq!(take(&limiter, later(172_800)), (true, [1, 2, day]));
    }
}
