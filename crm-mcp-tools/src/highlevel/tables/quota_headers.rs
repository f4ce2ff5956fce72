//! What HighLevel's rate-limit headers say. They are on every answer; plans differ, so nothing is assumed.

use std::time::Duration;

use http::{HeaderMap, Response, StatusCode};

use crate::api::{
    pace::{Burst, DayLimit, Quota, within_reason},
    retry::retry_after,
};

/// The interval of the limit against bursts, where an answer does not name it.
const INTERVAL: Duration = Duration::from_secs(10);

/// The shortest pause after a 429. An answer may ask for a pause of nothing.
const SHORTEST: Duration = Duration::from_secs(1);

/// The quota that an answer reports. After a 429 nothing goes for a while, whatever the headers count.
pub(crate) fn of<B>(response: &Response<B>) -> Quota {
    let (headers, status) = (response.headers(), response.status());
    let refused = status == StatusCode::TOO_MANY_REQUESTS;
    let interval = number(headers, "x-ratelimit-interval-milliseconds").map_or(INTERVAL, millis);
    let burst = match (number(headers, "x-ratelimit-max"), number(headers, "x-ratelimit-remaining")) {
        (Some(max), Some(remaining)) => Burst::Limit { max, remaining, interval },
        // A refusal shows that there is a limit, and a gateway knows nothing of it.
        _ if refused || status.is_server_error() => Burst::Unsaid,
        _ => Burst::Unlimited,
    };
    let closed_for = refused.then(|| retry_after(headers).unwrap_or(interval).max(SHORTEST));
    Quota { burst, closed_for, day: day(headers) }
}

fn day(headers: &HeaderMap) -> Option<DayLimit> {
    let remaining = number(headers, "x-ratelimit-daily-remaining")?;
    let resets_in = number(headers, "x-ratelimit-daily-reset").map(millis)?;
    Some(DayLimit { remaining, resets_in })
}

fn millis(number: u64) -> Duration {
    within_reason(Duration::from_millis(number))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
