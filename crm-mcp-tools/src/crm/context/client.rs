//! A way to a CRM's API, shared by the contexts.

use std::{fmt, sync::Arc};

use http::Uri;

use crate::{
    api::{Network, Upstream, UpstreamError},
    crm::{dialect::Dialect, tenant::tenants::Tenants},
};

/// A way to a CRM's API, without a credential. Clones are cheap and share pacing and connections.
pub struct Client<D: Dialect> {
    pub(crate) base_url: Arc<str>,
    pub(crate) upstream: Arc<dyn Upstream>,
    pub(crate) tenants: Arc<Tenants<D>>,
}

/// The base URL is not an absolute `http` or `https` URL without credentials, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a base URL is `http://` or `https://` with a host, and has no credentials, query or fragment")]
pub struct InvalidBaseUrl;

impl<D: Dialect> Client<D> {
    /// How many pairs of a tenant and a grant a client remembers, unless [`with_capacity`](Self::with_capacity) says otherwise.
    pub const CAPACITY: usize = Tenants::<D>::CAPACITY;

    /// The address of the vendor's API.
    pub const BASE_URL: &'static str = D::BASE_URL;

    /// The vendor's API over the network.
    pub fn connect() -> Result<Self, UpstreamError> {
        Ok(Self::over(Network::new()?))
    }

    /// The API as this upstream answers it.
    pub fn over(upstream: impl Upstream) -> Self {
        Self { base_url: Self::BASE_URL.into(), upstream: Arc::new(upstream), tenants: tenants(Self::CAPACITY) }
    }

    /// The same client, which remembers at most so many pairs of a tenant and a grant, beside those in use.
    ///
    /// It remembers what it has learnt there, such as names. The pair that was unused for the longest time
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

fn tenants<D: Dialect>(capacity: usize) -> Arc<Tenants<D>> {
    Arc::new(Tenants::with_capacity(capacity))
}

impl<D: Dialect> Clone for Client<D> {
    fn clone(&self) -> Self {
        let Self { base_url, upstream, tenants } = self;
        Self { base_url: Arc::clone(base_url), upstream: Arc::clone(upstream), tenants: Arc::clone(tenants) }
    }
}

impl<D: Dialect> fmt::Debug for Client<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
