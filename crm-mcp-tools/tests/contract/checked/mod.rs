//! An upstream that holds requests and answers against the contract with a vendor's API.

mod check;
mod crm;
mod operation;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::api::{Upstream, UpstreamError};
use http::{Request, Response};

pub(crate) use check::name;
pub(crate) use crm::{Contract, Crm};
pub(crate) use operation::{Operation, declare};

/// Gives requests to another upstream and takes down what breaks the contract, and what was sent.
pub(crate) struct Checked<U> {
    crm: &'static Crm,
    upstream: Arc<U>,
    record: Arc<Mutex<Record>>,
}

#[derive(Default)]
struct Record {
    violations: Vec<String>,
    sent: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<U> Checked<U> {
    pub(crate) fn new(crm: &'static Crm, upstream: U) -> Self {
        Self { crm, upstream: Arc::new(upstream), record: Arc::default() }
    }

    /// What broke the contract, in a line each: `GET /contacts/: query/limit: "many" is not of type "number"`.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.record.lock().unwrap().violations.clone()
    }

    /// The parameters and properties that were sent, by operation: `query.limit`, `body.tags`.
    pub(crate) fn sent(&self) -> BTreeMap<&'static str, BTreeSet<String>> {
        self.record.lock().unwrap().sent.clone()
    }

    fn note(&self, operation: &str, violations: impl IntoIterator<Item = String>) {
        let lines = violations.into_iter().map(|violation| format!("{operation}: {violation}"));
        self.record.lock().unwrap().violations.extend(lines);
    }
}

impl<U> Clone for Checked<U> {
    fn clone(&self) -> Self {
        Self { crm: self.crm, upstream: Arc::clone(&self.upstream), record: Arc::clone(&self.record) }
    }
}

#[async_trait]
impl<U: Upstream> Upstream for Checked<U> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let (method, path) = (request.method(), request.uri().path());
        let in_contract = path.strip_prefix(self.crm.base);
        let Some(operation) = in_contract.and_then(|path| self.crm.contract.operation(method, path)) else {
            self.note(&format!("{method} {path}"), ["there is no such operation".into()]);
            return self.upstream.send(request).await;
        };
        let (sent, violations) = check::request(self.crm, operation, &request);
        self.note(&operation.name, violations);
        let selects = self.crm.selection.is_some_and(|parameter| sent.contains(&format!("query.{parameter}")));
        self.record.lock().unwrap().sent.entry(&operation.name).or_default().extend(sent);
        let response = self.upstream.send(request).await?;
        self.note(&operation.name, check::answer(self.crm, operation, selects, &response));
        Ok(response)
    }
}
