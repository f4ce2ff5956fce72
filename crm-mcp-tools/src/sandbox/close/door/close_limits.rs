//! Close's rate limits: so many requests to one endpoint a key, and three times as many an organization.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use super::close_quirk::CloseQuirk;
use crate::sandbox::kit::door::{
    limiter::{Limiter, Quota, Standing},
    quirks::Quirks,
};

/// How many times the limit of a key an organization has.
const KEYS_OF_ORGANIZATION: u32 = 3;

/// How many requests a key may make to one endpoint, which is a method and a path; the organization may make three
/// times as many with all of its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloseLimits {
    /// Requests in one interval: 100.
    pub requests: u32,
    /// The length of the interval: 1 second.
    pub interval: Duration,
}

impl Default for CloseLimits {
    fn default() -> Self {
        Self { requests: 100, interval: Duration::from_secs(1) }
    }
}

/// Whose requests to an endpoint are counted together: a key's, or with none the organization's.
type Counted = (String, Option<String>);

/// Counts requests. Clones count together.
#[derive(Debug, Clone)]
pub(crate) struct EndpointLimiter {
    limits: CloseLimits,
    counts: Arc<Mutex<HashMap<Counted, Limiter<1>>>>,
}

impl EndpointLimiter {
    pub(crate) fn new(limits: CloseLimits) -> Self {
        Self { limits, counts: Arc::default() }
    }

    /// Takes one request of the key to the endpoint, and tells whether there was one left and how the limit stands.
    pub(crate) fn take(&self, endpoint: &str, key: &str) -> (bool, Standing) {
        let now = Instant::now();
        let (admitted, own) = self.counter(endpoint, Some(key)).take(now);
        if !admitted {
            return (false, own[0]);
        }
        let (admitted, all) = self.counter(endpoint, None).take(now);
        (admitted, if admitted { own[0] } else { all[0] })
    }

    fn counter(&self, endpoint: &str, key: Option<&str>) -> Limiter<1> {
        let CloseLimits { requests, interval } = self.limits;
        let max = if key.is_some() { requests } else { requests.saturating_mul(KEYS_OF_ORGANIZATION) };
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = (endpoint.to_owned(), key.map(str::to_owned));
        counts.entry(counted).or_insert_with(|| Limiter::new([Quota { max, length: interval }])).clone()
    }
}

/// The headers that tell how the limit stands.
pub(crate) fn headers(admitted: bool, standing: Standing, quirks: &Quirks<CloseQuirk>) -> HeaderMap {
    let Standing { quota, remaining, until_reset } = standing;
    let seconds = until_reset.as_millis().div_ceil(1000);
    let hundredths = until_reset.as_millis().div_ceil(10);
    let exact = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    if !admitted && quirks.has(CloseQuirk::ResetOnly) {
        return map([("ratelimit-reset", exact)]);
    }
    let semicolons = quirks.has(CloseQuirk::SemicolonRateLimit);
    // Close's own Python client reads whole seconds only, and only between commas.
    let reset = if semicolons && !admitted { exact } else { seconds.to_string() };
    let separator = if semicolons { "; " } else { ", " };
    let parts = [format!("limit={}", quota.max), format!("remaining={remaining}"), format!("reset={reset}")];
    let mut headers = map([("ratelimit", parts.join(separator))]);
    if semicolons {
        headers.extend(map([
            ("ratelimit-limit", quota.max.to_string()),
            ("ratelimit-remaining", remaining.to_string()),
            ("ratelimit-reset", reset),
        ]));
    }
    if !admitted {
        headers.extend(map([("retry-after", seconds.to_string())]));
    }
    headers
}

fn map<const N: usize>(headers: [(&'static str, String); N]) -> HeaderMap {
    let headers = headers.into_iter().filter_map(|(name, value)| {
        let value = HeaderValue::from_str(&value).ok()?;
        Some((HeaderName::from_static(name), value))
    });
    headers.collect()
}
