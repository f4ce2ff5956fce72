//! The CRM: it keeps leads, counts the requests of each operation by themselves, and each of its keys belongs to one
//! organization.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Call, Caller, Effect, ErrorCode, Scope, ToolError};
use crm_mcp_tools::{
    api::{Burst, Quota, Upstream, UpstreamError},
    crm::{
        Change, Client, Counts, Crm, Dialect, Id, Preview, Read, Request, TenantByGrant, TenantPlace, Write,
        page::{List, Next, Page, Rows},
        record::record,
        refusal::{IN_A_MOMENT, NO_USE, Refusals, Rule, rule},
    },
};
use http::{Method, Response};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub(crate) enum Leads {}

static REFUSALS: Refusals = Refusals {
    crm: "Leads",
    tenant: "organization",
    rules: &[
        rule(402..=402, &[], ErrorCode::Refused, "the plan does not include this: {said}", NO_USE),
        rule(429..=429, &[], ErrorCode::RateLimited, "too fast", "call again in {retryAfterSeconds} seconds"),
        rule(500..=599, &[], ErrorCode::Unavailable, "failed with {status}", IN_A_MOMENT).transient(),
    ],
    any_other: &ANY_OTHER,
    topics: &[],
    same_tenant: "give a key of this organization",
};
static ANY_OTHER: Rule = rule(0..=u16::MAX, &[], ErrorCode::Refused, "refused with {status}{reason}", NO_USE);

impl Dialect for Leads {
    const BASE_URL: &'static str = "https://leads.example";
    const TENANT_FIELD: &'static str = "organization_id";
    const SUCCESS_FLAGS: &'static [&'static str] = &[];
    const SECRETS: &'static [&'static str] = &[];
    const REFUSALS: &'static Refusals = &REFUSALS;
    const COUNTS: Counts = Counts::ByOperation;
    type Known = ();

    fn authorization(token: &str) -> String {
        format!("Key {token}")
    }

    fn quota(response: &Response<Bytes>) -> Quota {
        let number = |name: &str| response.headers().get(name)?.to_str().ok()?.parse().ok();
        let burst = match number("limit").zip(number("remaining")) {
            Some((max, remaining)) => Burst::Limit { max, remaining, interval: Duration::from_secs(10) },
            None => Burst::Unlimited,
        };
        Quota { burst, ..Quota::default() }
    }
}

impl TenantByGrant for Leads {}

pub(crate) const LEADS: Scope = Scope::new("leads");
pub(crate) static LIST: Read = Read::new(Method::GET, "/lead/", LEADS);
pub(crate) static GET: Read = Read::new(Method::GET, "/lead/{id}/", LEADS);
pub(crate) static CREATE: Write = Write::new(Effect::Create, Method::POST, "/lead/", LEADS);
pub(crate) static DELETE: Write = Write::new(Effect::Delete, Method::DELETE, "/lead/{id}/", LEADS);
pub(crate) static UPDATE: Write = Write::new(Effect::Update, Method::PUT, "/lead/{id}/", LEADS);
pub(crate) static SEARCH: Read = Read::new(Method::POST, "/data/search/", LEADS);
/// Another tool that sends the same.
pub(crate) static ADD_ADDRESS: Write = Write::new(Effect::Update, Method::PUT, "/lead/{id}/", LEADS);

#[record]
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lead {
    #[record(id)]
    pub id: String,
}

/// Its operations that name the organization: in the path, in the query, in the body.
pub(crate) static HERE: Read = Read::new(Method::GET, "/organization/{organization}/", LEADS);
pub(crate) static MEMBERS: Read =
    Read::new(Method::GET, "/membership/", LEADS).placing_tenant(TenantPlace::Query("organization_id"));
pub(crate) static INVITE: Write = Write::new(Effect::Create, Method::POST, "/membership/", LEADS)
    .placing_tenant(TenantPlace::Body("organization_id"));

/// All leads.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AllLeads {}

impl List for AllLeads {
    const NAME: &'static str = "leads";
    type Dialect = Leads;
    type Slim = Lead;
    type At = usize;

    async fn page(&self, crm: &Crm<Leads>, _: Option<&usize>, _: u16) -> Result<Page<Lead, usize>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            data: Rows<Lead>,
        }
        let Answer { data } = crm.call(&LIST).send().await?;
        Ok(Page::new(data, Next::Nothing, None))
    }
}

/// A change that nobody is asked about.
pub(crate) struct Plain;

impl Change<Leads> for Plain {
    type Found = ();

    async fn preview(&self, _: &Request<'_, Leads, Write>, _: &Call) -> Result<Preview, ToolError> {
        Err(ToolError::internal("nobody is asked"))
    }

    async fn before_sending(&self, _: &Request<'_, Leads, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }
}

/// What it answers to a request, such as `GET /lead/`.
type Answer = Box<dyn Fn(&str) -> Response<Bytes> + Send + Sync>;

/// The API, as a test wants it, and the requests that came.
#[derive(Clone)]
pub(crate) struct Api {
    answer: Arc<Answer>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Api {
    /// Answers each request with this.
    pub(crate) fn answering(answer: impl Fn(&str) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(Box::new(answer)), requests: Arc::default() }
    }

    /// The requests that came since the last time.
    pub(crate) fn came(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests.lock().unwrap())
    }
}

#[async_trait]
impl Upstream for Api {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
        let answer = (self.answer)(&line);
        self.requests.lock().unwrap().push(line);
        Ok(answer)
    }
}

pub(crate) fn answer(status: u16, body: &str) -> Response<Bytes> {
    Response::builder().status(status).body(body.to_owned().into()).unwrap()
}

pub(crate) fn open(api: &Api) -> Crm<Leads> {
    Crm::new(&Client::over(api.clone()), "key-of-one".into(), "orga_1".parse().unwrap()).unwrap()
}

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}

pub(crate) async fn carry_out<T: DeserializeOwned>(request: Request<'_, Leads, Write>) -> Result<T, ToolError> {
    let caller = Caller::trusted("test");
    Ok(request.carry_out(&Call::by(&caller), &Plain).await?.answer)
}
