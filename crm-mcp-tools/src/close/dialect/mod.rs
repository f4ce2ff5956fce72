//! Close, as the shared code needs to know it.

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::Response;

use super::{
    known::Organization,
    tables::{rate_limit, refusals::REFUSALS},
};
use crate::{
    api::pace::Quota,
    crm::{
        dialect::{Counts, Dialect, TenantByGrant},
        refusal::refusals::Refusals,
    },
};

/// Close among the CRMs.
#[derive(Debug)]
pub enum CloseDialect {}

/// How every API key begins. An access token of an OAuth app does not.
const KEY: &str = "api_";

impl Dialect for CloseDialect {
    const BASE_URL: &'static str = "https://api.close.com/api/v1";
    const TENANT_FIELD: &'static str = "organization_id";
    const SUCCESS_FLAGS: &'static [&'static str] = &[];
    const SECRETS: &'static [&'static str] = &["smtp_password", "imap_password", "api_key"];
    const REFUSALS: &'static Refusals = &REFUSALS;

    const COUNTS: Counts = Counts::ByOperation;

    type Known = Organization;

    fn authorization(credential: &str) -> String {
        if credential.starts_with(KEY) { basic(credential) } else { format!("Bearer {credential}") }
    }

    fn quota(response: &Response<Bytes>) -> Quota {
        rate_limit::of(response)
    }
}

/// A key or an access token is one of a user in one organization.
impl TenantByGrant for CloseDialect {}

/// An API key as HTTP Basic: it is the name of the user, and the password is empty.
fn basic(key: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{key}:")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_user_without_a_password_and_a_token_a_bearer() {
        assert_eq!(basic("yourapikey"), "Basic eW91cmFwaWtleTo=");
        assert_eq!(CloseDialect::authorization("api_1"), basic("api_1"));
        assert_eq!(CloseDialect::authorization("an-access-token"), "Bearer an-access-token");
    }
}
