//! HighLevel, as the shared code needs to know it.

#[cfg(test)]
mod tests;

use bytes::Bytes;
use http::Response;

use super::{
    known::Known,
    tables::{quota_headers, refusals::REFUSALS, secrets::SECRETS},
};
use crate::{
    api::pace::Quota,
    crm::{dialect::Dialect, refusal::refusals::Refusals},
};

/// HighLevel among the CRMs.
#[derive(Debug)]
pub enum HighLevelDialect {}

impl Dialect for HighLevelDialect {
    const BASE_URL: &'static str = "https://services.leadconnectorhq.com";
    const TENANT_FIELD: &'static str = "locationId";
    /// All spellings there are.
    const SUCCESS_FLAGS: &'static [&'static str] = &["succeded", "succeeded", "success"];
    const SECRETS: &'static [&'static str] = &SECRETS;
    const REFUSALS: &'static Refusals = &REFUSALS;

    type Known = Known;

    fn authorization(token: &str) -> String {
        format!("Bearer {token}")
    }

    fn quota(response: &Response<Bytes>) -> Quota {
        quota_headers::of(response)
    }
}
