//! What the shared code asks of a CRM: how it is addressed, what it counts, what it says, what it keeps secret.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::refusal::refusals::Refusals;
use crate::api::{pace::Quota, retry::retry_after};

/// A CRM, as the shared code needs to know it. Most of it is data.
pub trait Dialect: Sized + Send + Sync + 'static {
    /// The name of the CRM, for messages.
    const CRM: &'static str = Self::REFUSALS.crm;
    /// The CRM's word for a tenant, for messages. In braces it stands for the tenant's id in paths of operations.
    const TENANT: &'static str = Self::REFUSALS.tenant;
    /// The address of its API.
    const BASE_URL: &'static str;
    /// The field by which a record names its tenant.
    const TENANT_FIELD: &'static str;
    /// The fields by which a success says, with `false`, that a write was not carried out.
    const SUCCESS_FLAGS: &'static [&'static str];
    /// The names of the fields that are never shown, wherever they stand in an answer.
    const SECRETS: &'static [&'static str];
    /// What its refusals mean.
    const REFUSALS: &'static Refusals;

    /// Which requests it counts as one, for its limits.
    const COUNTS: Counts = Counts::Together;

    /// What is remembered of a tenant, as far as one grant may know it.
    type Known: Default + Send + Sync;

    /// The value of the header `Authorization`.
    fn authorization(token: &str) -> String;

    /// What an answer says of the CRM's limits. A `Retry-After` of a 429 is read besides.
    fn quota(response: &Response<Bytes>) -> Quota;
}

/// A CRM each of whose grants belongs to one tenant, which the CRM knows by the token.
/// [`Crm::of_grant`](crate::crm::Crm::of_grant) is there for such CRMs.
pub trait TenantByGrant: Dialect {}

/// Which requests of a grant, or of an app, a CRM counts as one. What it says of its limits is about these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counts {
    /// All of them.
    #[default]
    Together,
    /// Those with one method and one path of an operation, such as `GET /leads/{id}`, whatever the id. So a 429 of one
    /// operation holds up no other one.
    ByOperation,
}

/// The shortest pause after a 429. An answer may ask for a pause of nothing.
const SHORTEST: Duration = Duration::from_secs(1);

/// What an answer says of the limits, a refusal for the rate among them.
pub(crate) fn quota_of<D: Dialect>(response: &Response<Bytes>) -> Quota {
    let mut quota = D::quota(response);
    if response.status() == StatusCode::TOO_MANY_REQUESTS && quota.closed_for.is_none() {
        quota.closed_for = Some(retry_after(response.headers()).unwrap_or_default().max(SHORTEST));
    }
    quota
}
