//! A way to HighLevel's API, shared by the contexts.

use std::{fmt, sync::Arc};

use http::Uri;

use super::tenants::Tenants;
use crate::api::{Network, Upstream, UpstreamError};

/// A way to HighLevel's API, without a credential. Clones are cheap and share pacing and connections.
#[derive(Clone)]
pub struct Client {
    pub(in crate::highlevel) base_url: Arc<str>,
    pub(in crate::highlevel) upstream: Arc<dyn Upstream>,
    pub(in crate::highlevel) tenants: Arc<Tenants>,
}

/// The base URL is not an absolute `http` or `https` URL without credentials, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a base URL is `http://` or `https://` with a host, and has no credentials, query or fragment")]
pub struct InvalidBaseUrl;

impl Client {
    /// How many pairs of a location and a credential a client remembers, unless [`with_capacity`](Self::with_capacity) says otherwise.
    pub const CAPACITY: usize = Tenants::CAPACITY;

    /// The address of the vendor's API.
    pub const BASE_URL: &str = "https://services.leadconnectorhq.com";

    /// The vendor's API over the network.
    pub fn connect() -> Result<Self, UpstreamError> {
        Ok(Self::over(Network::new()?))
    }

    /// The API as this upstream answers it.
    pub fn over(upstream: impl Upstream) -> Self {
        Self { base_url: Self::BASE_URL.into(), upstream: Arc::new(upstream), tenants: tenants(Self::CAPACITY) }
    }

    /// The same client, which remembers at most so many pairs of a location and a credential, beside those in use.
    ///
    /// It remembers what it has learnt there: custom fields, users, pipelines. The pair that was unused for the longest time
    /// is forgotten first, and costs a few requests when it is used again. How many requests were sent is remembered for as
    /// long as it matters, whatever the capacity. Set the capacity before the first context is made: contexts that exist
    /// keep the memory that they have.
    #[must_use]
    pub fn with_capacity(self, pairs: usize) -> Self {
        Self { tenants: tenants(pairs), ..self }
    }

    /// The same client for another address, for instance that of a sandbox or a proxy: `http://127.0.0.1:4010`.
    pub fn with_base_url(self, base_url: &str) -> Result<Self, InvalidBaseUrl> {
        let uri: Uri = base_url.parse().map_err(|_| InvalidBaseUrl)?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        let is_plain = uri.query().is_none() && !base_url.contains(['@', '#']);
        if !is_http || !is_plain {
            return Err(InvalidBaseUrl);
        }
        let base_url = base_url.trim_end_matches('/').into();
        let tenants = tenants(self.tenants.capacity());
        Ok(Self { base_url, tenants, ..self })
    }
}

fn tenants(capacity: usize) -> Arc<Tenants> {
    Arc::new(Tenants::with_capacity(capacity))
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
