//! A CRM that counts the requests of each operation by themselves.

#![allow(clippy::unwrap_used)]

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
        Change, Client, Counts, Crm, Dialect, Id, Preview, Read, Request, Write,
        refusal::{IN_A_MOMENT, NO_USE, Refusals, Rule, rule},
    },
};
use http::{Method, Response};
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::time::{Instant, advance};

// The CRM: it keeps leads.

enum Leads {}

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

const LEADS: Scope = Scope::new("leads");
static LIST: Read = Read::new(Method::GET, "/lead/", LEADS);
static GET: Read = Read::new(Method::GET, "/lead/{id}/", LEADS);
static CREATE: Write = Write::new(Effect::Create, Method::POST, "/lead/", LEADS);
static DELETE: Write = Write::new(Effect::Delete, Method::DELETE, "/lead/{id}/", LEADS);
static UPDATE: Write = Write::new(Effect::Update, Method::PUT, "/lead/{id}/", LEADS);
/// Another tool that sends the same.
static ADD_ADDRESS: Write = Write::new(Effect::Update, Method::PUT, "/lead/{id}/", LEADS);

/// A change that nobody is asked about.
struct Plain;

impl Change<Leads> for Plain {
    type Found = ();

    async fn preview(&self, _: &Request<'_, Leads, Write>, _: &Call) -> Result<Preview, ToolError> {
        Err(ToolError::internal("nobody is asked"))
    }

    async fn before_sending(&self, _: &Request<'_, Leads, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }
}

// Its API, as each test wants it, and the requests that came.

type Answer = Box<dyn Fn(&str) -> Response<Bytes> + Send + Sync>;

#[derive(Clone)]
struct Api {
    answer: Arc<Answer>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Api {
    /// Answers each request, such as `GET /lead/`, with this.
    fn answering(answer: impl Fn(&str) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(Box::new(answer)), requests: Arc::default() }
    }

    /// The requests that came since the last time.
    fn came(&self) -> Vec<String> {
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

fn answer(status: u16, body: &str) -> Response<Bytes> {
    Response::builder().status(status).body(body.to_owned().into()).unwrap()
}

fn open(api: &Api) -> Crm<Leads> {
    Crm::new(&Client::over(api.clone()), "key-of-one".into(), "orga_1".parse().unwrap()).unwrap()
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

async fn carry_out<T: serde::de::DeserializeOwned>(request: Request<'_, Leads, Write>) -> Result<T, ToolError> {
    let caller = Caller::trusted("test");
    Ok(request.carry_out(&Call::by(&caller), &Plain).await?.answer)
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_the_rate_closes_its_own_operation_only() {
    let api = Api::answering(|request| {
        let mut answer = answer(if request == "GET /lead/" { 429 } else { 200 }, "{}");
        answer.headers_mut().insert("retry-after", "29.5".parse().unwrap());
        answer
    });
    let leads = open(&api);
    let list = || leads.call(&LIST).send::<Value>();
    assert_eq!(list().await.unwrap_err().details()["retryAfterSeconds"], 30);
    advance(Duration::from_secs(10)).await;
    assert_eq!(list().await.unwrap_err().details()["retryAfterSeconds"], 20);
    assert_eq!(api.came(), ["GET /lead/"], "the second one was not sent");

    // The same method with another path, and the same path with another method.
    let start = Instant::now();
    leads.call(&GET).id(&id("lead_1")).send::<Value>().await.unwrap();
    carry_out::<Value>(leads.call(&CREATE).body(&json!({})).unwrap()).await.unwrap();
    assert_eq!((api.came().len(), start.elapsed()), (2, Duration::ZERO));

    advance(Duration::from_secs(20)).await;
    list().await.unwrap_err();
    assert_eq!(api.came(), ["GET /lead/"], "it is open again");
}

#[tokio::test(start_paused = true)]
async fn each_operation_waits_for_its_own_limit_whatever_the_id_and_the_tool() {
    let api = Api::answering(|request| {
        let mut answer = answer(200, "{}");
        if !request.starts_with("DELETE") {
            answer.headers_mut().insert("limit", 1.into());
            answer.headers_mut().insert("remaining", 0.into());
        }
        answer
    });
    let leads = open(&api);
    let start = Instant::now();
    let update = |lead: &str| carry_out::<Value>(leads.call(&UPDATE).id(&id(lead)).body(&json!({})).unwrap());
    update("lead_1").await.unwrap();
    leads.call(&GET).id(&id("lead_1")).send::<Value>().await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO, "another operation");
    update("lead_2").await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(10), "another id");
    let add = leads.call(&ADD_ADDRESS).id(&id("lead_1")).body(&json!({})).unwrap();
    carry_out::<Value>(add).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(20), "another tool, and the same method and path");
    for _ in 0..5 {
        carry_out::<IgnoredAny>(leads.call(&DELETE).id(&id("lead_1"))).await.unwrap();
    }
    assert_eq!(start.elapsed(), Duration::from_secs(20), "it has no limit");
}

#[tokio::test(start_paused = true)]
async fn contexts_of_one_key_have_one_pace_for_each_operation_and_other_keys_have_their_own() {
    let api = Api::answering(|_| {
        let mut answer = answer(429, "{}");
        answer.headers_mut().insert("retry-after", 30.into());
        answer
    });
    let client = Client::over(api.clone());
    let of = |key: &str| Crm::<Leads>::new(&client, key.into(), "orga_1".parse().unwrap()).unwrap();
    of("key-of-one").call(&LIST).send::<Value>().await.unwrap_err();
    of("key-of-one").call(&LIST).send::<Value>().await.unwrap_err();
    assert_eq!(api.came().len(), 1);
    of("another-key").call(&LIST).send::<Value>().await.unwrap_err();
    assert_eq!(api.came().len(), 1);
}
