//! A CRM for the tests of this folder. Each of its answers says that a limit of five requests in ten seconds is used up.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{ErrorCode, Scope};
use http::{Method, Request, Response};

use super::{
    context::{Crm, client::Client},
    dialect::Dialect,
    operation::Read,
    refusal::{
        refusals::Refusals,
        rule::{IN_A_MOMENT, NO_USE, Rule, rule},
    },
};
use crate::api::{
    Upstream, UpstreamError,
    pace::{Burst, Quota},
};

/// One of its operations.
pub(crate) static THINGS: Read = Read::new(Method::GET, "/things", Scope::new("things.readonly"));

/// The CRM.
#[derive(Debug)]
pub(crate) enum Toy {}

const FAILED: Rule = rule(500..=599, &[], ErrorCode::Unavailable, "failed with {status}", IN_A_MOMENT).transient();

static ANY: Rule = rule(0..=u16::MAX, &[], ErrorCode::Refused, "refused with {status}", NO_USE);

static REFUSALS: Refusals = Refusals {
    crm: "ToyCRM",
    tenant: "account",
    rules: &[FAILED],
    any_other: &ANY,
    topics: &[],
    same_tenant: "give a token of this account",
};

impl Dialect for Toy {
    const BASE_URL: &'static str = "http://toy";
    const TENANT_FIELD: &'static str = "accountId";
    const SUCCESS_FLAGS: &'static [&'static str] = &[];
    const SECRETS: &'static [&'static str] = &[];
    const REFUSALS: &'static Refusals = &REFUSALS;

    type Known = ();

    fn authorization(token: &str) -> String {
        token.to_owned()
    }

    fn quota(_: &Response<Bytes>) -> Quota {
        let burst = Burst::Limit { max: 5, remaining: 0, interval: Duration::from_secs(10) };
        Quota { burst, ..Quota::default() }
    }
}

/// An account whose CRM is asked nothing.
pub(crate) fn account() -> Crm<Toy> {
    Crm::new(&Client::over(Nobody), "token".into(), "L1".parse().unwrap()).unwrap()
}

struct Nobody;

#[async_trait]
impl Upstream for Nobody {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        panic!("nothing is to be sent: {request:?}")
    }
}
