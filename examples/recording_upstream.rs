//! An upstream of your own around another one: it keeps a line of each request that reaches the CRM, and of its answer.
//!
//! `cargo run --bin recording-upstream` reads and writes in the sandbox, and prints the record.

use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Bytes,
    http::{Request, Response},
};
use crm_mcp_core::{Call, Caller, async_trait};
use crm_mcp_tools::{
    api::{InProcess, Upstream, UpstreamError},
    highlevel::{Client, HighLevel, arguments::NewContact},
    sandbox::{self, Sandbox},
};
use serde_json::{Value, json};

/// What was sent and answered, a line for each request. Clones share it.
#[derive(Clone, Default)]
struct Record(Arc<Mutex<Vec<Value>>>);

impl Record {
    fn add(&self, line: Value) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    fn lines(&self) -> Vec<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Sends requests by another upstream, and records them. The network of a real service is `Network::new()?`.
struct Recorded<U> {
    upstream: U,
    record: Record,
}

#[async_trait]
impl<U: Upstream> Upstream for Recorded<U> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        // The headers hold the token, and are not recorded. The body holds people's data: keep it where those belong.
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let answer = self.upstream.send(request).await;
        let outcome = match &answer {
            Ok(response) => json!(response.status().as_u16()),
            Err(error) => json!(error.to_string()),
        };
        self.record.add(json!({ "method": method, "path": path, "body": body, "outcome": outcome }));
        answer
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let record = Record::default();
    let upstream = InProcess::new(Sandbox::in_memory().await?.router());
    let client = Client::over(Recorded { upstream, record: record.clone() });
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;

    let (me, mut ada) = (Caller::trusted("me"), NewContact::default());
    ada.fields.first_name = Some("Ada".to_owned());
    ada.fields.email = Some("ada@example.com".to_owned());
    crm.create_contact(ada.clone(), &Call::by(&me)).await?;
    // A second one with the same email is refused.
    let again = crm.create_contact(ada, &Call::by(&me)).await;
    assert!(again.is_err(), "the sandbox allows no duplicates");
    for line in record.lines() {
        println!("{line}");
    }
    Ok(())
}
