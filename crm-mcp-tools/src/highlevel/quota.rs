//! What HighLevel's rate-limit headers say. They are on every answer; plans differ, so nothing is assumed.

use std::time::Duration;

use http::{HeaderMap, Response, StatusCode};

use crate::api::{
    pace::{Quota, Window},
    retry::retry_after,
};

/// The interval of the limit against bursts, where an answer does not name it.
const INTERVAL: Duration = Duration::from_secs(10);

/// The quota that an answer reports. A 429 closes the window, whatever the headers count.
pub(crate) fn of<B>(response: &Response<B>) -> Quota {
    let headers = response.headers();
    let interval = number(headers, "x-ratelimit-interval-milliseconds").map_or(INTERVAL, Duration::from_millis);
    let limit = number(headers, "x-ratelimit-max");
    let burst = if response.status() == StatusCode::TOO_MANY_REQUESTS {
        let resets_in = retry_after(headers).unwrap_or(interval);
        Some(Window { limit: limit.unwrap_or(1), remaining: 0, resets_in })
    } else {
        window(limit, number(headers, "x-ratelimit-remaining"), Some(interval))
    };
    let day = window(
        number(headers, "x-ratelimit-limit-daily"),
        number(headers, "x-ratelimit-daily-remaining"),
        number(headers, "x-ratelimit-daily-reset").map(Duration::from_millis),
    );
    Quota { burst, day }
}

fn window(limit: Option<u64>, remaining: Option<u64>, resets_in: Option<Duration>) -> Option<Window> {
    Some(Window { limit: limit?, remaining: remaining?, resets_in: resets_in? })
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
