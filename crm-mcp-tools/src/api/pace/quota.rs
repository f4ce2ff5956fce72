//! What a CRM says of its limits, and that there is no place within them.

use std::time::Duration;

use tokio::time::Instant;

/// What an answer says of the CRM's limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quota {
    /// The short limit, that against bursts.
    pub burst: Burst,
    /// For how long the CRM takes nothing more, because it refused a request for its rate.
    pub closed_for: Option<Duration>,
    /// The limit of the day.
    pub day: Option<DayLimit>,
}

/// What an answer says of the short limit, that against bursts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Burst {
    /// Nothing, as with answers that are not the CRM's own.
    #[default]
    Unsaid,
    /// There is none that the CRM would tell.
    Unlimited,
    /// So many requests in each window of this length, and how many the present one still allows.
    Limit {
        /// How many requests a window allows.
        max: u64,
        /// How many of them are left.
        remaining: u64,
        /// The length of a window.
        interval: Duration,
    },
}

/// What an answer says of the limit of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayLimit {
    /// How many requests it still allows.
    pub remaining: u64,
    /// The time after which there is a new day at the latest.
    pub resets_in: Duration,
}

/// There is no place for longer than anybody should wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoPlace {
    #[error("the quota of the CRM is used up for {} seconds", retry_after.as_secs())]
    Exhausted { retry_after: Duration },
    #[error("the CRM has not answered the first request yet")]
    Unanswered,
}

impl NoPlace {
    /// There is none before this moment.
    pub(crate) fn until(moment: Instant) -> Self {
        let retry_after = moment.saturating_duration_since(Instant::now()).max(Duration::from_secs(1));
        Self::Exhausted { retry_after }
    }
}
