//! What Close's rate-limit headers say, in all their spellings.
//!
//! Documented is `RateLimit: limit=100, remaining=50, reset=5`; seen are semicolons in place of commas, three headers of
//! their own, and decimals.

use std::time::Duration;

use http::{HeaderMap, Response, StatusCode};

use crate::api::{
    pace::{Burst, Quota, within_reason},
    retry::retry_after,
};

/// The pause after a refusal that names none: what Close's own client takes.
const USUAL_PAUSE: Duration = Duration::from_secs(2);

/// The shortest window. An answer tells how long its window still lasts, which may be a moment.
const SHORTEST_WINDOW: Duration = Duration::from_secs(1);

/// The quota that an answer reports.
pub(in crate::close) fn of<B>(response: &Response<B>) -> Quota {
    let (headers, status) = (response.headers(), response.status());
    let refused = status == StatusCode::TOO_MANY_REQUESTS;
    let [limit, remaining, reset] = ["limit", "remaining", "reset"].map(|name| said(headers, name));
    let burst = match (limit.and_then(count), remaining.and_then(count), reset.and_then(seconds)) {
        (Some(max), Some(remaining), Some(window)) => {
            Burst::Limit { max, remaining, interval: window.max(SHORTEST_WINDOW) }
        }
        // A refusal shows that there is a limit, and a gateway knows nothing of it.
        _ if refused || status.is_server_error() => Burst::Unsaid,
        _ => Burst::Unlimited,
    };
    let pause = || reset.and_then(seconds).or_else(|| retry_after(headers)).unwrap_or(USUAL_PAUSE);
    Quota { burst, closed_for: refused.then(pause), day: None }
}

/// The number of this name, in the one header that has all or in the header of its own.
fn said(headers: &HeaderMap, name: &str) -> Option<f64> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    let all = headers.get("ratelimit").and_then(|header| header.to_str().ok()).unwrap_or_default();
    let pairs = all.split([',', ';']).filter_map(|pair| pair.split_once('='));
    let within = pairs.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    within
        .and_then(|(_, value)| number(value))
        .or_else(|| number(headers.get(format!("ratelimit-{name}"))?.to_str().ok()?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` keeps within the type's range")]
fn count(number: f64) -> Option<u64> {
    (number >= 0.0).then_some(number as u64)
}

fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok().map(within_reason)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn quota(status: u16, headers: &[(&str, &str)]) -> Quota {
        let response = headers
            .iter()
            .fold(Response::builder().status(status), |response, (name, value)| response.header(*name, *value));
        of(&response.body(()).unwrap())
    }

    #[test]
    fn every_spelling_is_read() {
        let limit = |remaining, millis| Burst::Limit { max: 100, remaining, interval: Duration::from_millis(millis) };
        let spellings: [(&[(&str, &str)], Burst); 6] = [
            (&[("ratelimit", "limit=100, remaining=50, reset=5")], limit(50, 5_000)),
            (&[("ratelimit", "limit=100; remaining=100; reset=1.5")], limit(100, 1_500)),
            (&[("ratelimit-limit", "100"), ("ratelimit-remaining", "7"), ("ratelimit-reset", "0.5")], limit(7, 1_000)),
            (&[("ratelimit", "limit=100"), ("ratelimit-remaining", "7"), ("ratelimit-reset", "1")], limit(7, 1_000)),
            (&[("ratelimit", "limit=many, remaining=-1, reset=NaN")], Burst::Unlimited),
            (&[], Burst::Unlimited),
        ];
        for (headers, burst) in spellings {
            assert_eq!(quota(200, headers), Quota { burst, ..Quota::default() }, "{headers:?}");
        }
    }

    #[test]
    fn a_refusal_closes_for_as_long_as_it_says() {
        let spellings: [(&[(&str, &str)], u64); 4] = [
            (&[("ratelimit", "limit=100, remaining=0, reset=1.5"), ("retry-after", "9")], 1_500),
            (&[("ratelimit-reset", "0.25")], 250),
            (&[("retry-after", "3")], 3_000),
            (&[], 2_000),
        ];
        for (headers, millis) in spellings {
            assert_eq!(quota(429, headers).closed_for, Some(Duration::from_millis(millis)), "{headers:?}");
        }
    }
}
