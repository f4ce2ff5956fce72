//! What the shared code asks of a CRM: how it is addressed, what it counts, what it says, what it keeps secret.

use bytes::Bytes;
use http::Response;

use super::refusal::refusals::Refusals;
use crate::api::pace::Quota;

/// A CRM, as the shared code needs to know it. Most of it is data.
pub trait Dialect: Sized + Send + Sync + 'static {
    /// The name of the CRM, for messages.
    const CRM: &'static str;
    /// The CRM's word for a tenant, for messages. In braces it stands for the tenant's id in paths of operations.
    const TENANT: &'static str;
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

    /// What is remembered of a tenant, as far as one grant may know it.
    type Known: Default + Send + Sync;

    /// The value of the header `Authorization`.
    fn authorization(token: &str) -> String;

    /// What an answer says of the CRM's limits.
    fn quota(response: &Response<Bytes>) -> Quota;
}
