//! What a call makes use of.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering},
};

/// What a call makes use of, for the access log. A context keeps it for the call that it was made for
/// ([`Tool::context_per_call`](crate::Tool::context_per_call)), and tells it what the log should say.
///
/// Clones share their numbers.
#[derive(Debug, Clone, Default)]
pub struct Usage(Arc<Used>);

#[derive(Debug, Default)]
struct Used {
    tenant: OnceLock<String>,
    requests: AtomicU32,
    /// What the run makes use of in which this one runs.
    outer: Option<Usage>,
}

impl Usage {
    /// What a run makes use of within another run.
    pub(in crate::call) fn within(outer: &Self) -> Self {
        Self(Arc::new(Used { outer: Some(outer.clone()), ..Used::default() }))
    }

    /// Says whose data the call works on. Only the first word on it counts.
    pub fn of_tenant(&self, tenant: &str) {
        self.0.tenant.get_or_init(|| tenant.to_owned());
    }

    /// Counts a request that is sent to the CRM. It counts in the outer runs too.
    pub fn count_request(&self) {
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        if let Some(outer) = &self.0.outer {
            outer.count_request();
        }
    }

    /// How many requests were counted.
    pub fn requests(&self) -> u32 {
        self.0.requests.load(Ordering::Relaxed)
    }

    pub(crate) fn tenant(&self) -> Option<&str> {
        self.0.tenant.get().map(String::as_str)
    }
}
