//! What a model pays for an answer: ours, ours with all fields, the CRM's own, and that of another server, for the same
//! records of the sandbox.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Caller, Toolset};
use crm_mcp_tools::api::{InProcess, Upstream, UpstreamError};
use http::{Request, Response};
use serde_json::Value;

use crate::{Result, Weight};

/// The slim answer of each tool so far.
pub(crate) type Answers = BTreeMap<&'static str, Value>;

pub(crate) struct Row {
    what: &'static str,
    tool: &'static str,
    /// The path of the CRM's own answer to the same question, or its beginning.
    path: &'static str,
    /// The arguments, in the light of the answers before.
    arguments: fn(&Answers) -> Value,
}

pub(crate) const fn row(
    what: &'static str,
    tool: &'static str,
    path: &'static str,
    arguments: fn(&Answers) -> Value,
) -> Row {
    Row { what, tool, path, arguments }
}

/// The sandbox, and its answers so far, each with the path that was asked for.
#[derive(Clone)]
pub(crate) struct Recorder {
    sandbox: InProcess,
    answers: Arc<Mutex<Vec<(String, Bytes)>>>,
}

impl Recorder {
    pub(crate) fn new(sandbox: InProcess) -> Self {
        Self { sandbox, answers: Arc::default() }
    }

    fn answers(&self) -> MutexGuard<'_, Vec<(String, Bytes)>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Upstream for Recorder {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let path = request.uri().path().to_owned();
        let response = self.sandbox.send(request).await?;
        self.answers().push((path, response.body().clone()));
        Ok(response)
    }
}

/// A CRM and what it is asked.
pub(crate) struct Asked<C> {
    pub(crate) vendor: &'static str,
    pub(crate) tools: Toolset<C>,
    pub(crate) crm: C,
    /// What the CRM is asked through.
    pub(crate) recorder: Recorder,
    pub(crate) rows: &'static [Row],
    /// Another server, and the tokens of its answers by row.
    pub(crate) peer: Option<(&'static str, &'static [(&'static str, usize)])>,
}

impl<C: Send + Sync> Asked<C> {
    /// The answers of all rows, as a table in Markdown.
    pub(crate) async fn table(&self) -> Result<String> {
        let mut table = vec![self.head()];
        let mut seen = Answers::new();
        for row in self.rows {
            let [slim, all, raw] = self.weigh(row, &mut seen).await?;
            let peer = self.peer.map_or_else(String::new, |(_, tokens)| {
                let tokens = tokens.iter().find(|(what, _)| *what == row.what);
                tokens.map_or_else(|| "  |".to_owned(), |(_, tokens)| format!(" {tokens} |"))
            });
            table.push(format!("| {} | `{}` | {slim} | {all} | {raw} |{peer}", row.what, row.tool));
        }
        Ok(table.join("\n"))
    }

    fn head(&self) -> String {
        let peer = self.peer.map(|(name, _)| format!(" {name}: tokens |")).unwrap_or_default();
        let columns = format!(
            "| answer | tool | slim: bytes | tokens | all fields: bytes | tokens | {}'s own: bytes | tokens |{peer}",
            self.vendor
        );
        let numbers = columns.matches('|').count() - 3;
        format!("{columns}\n|---|---|{}", "---:|".repeat(numbers))
    }

    /// What our answer costs, the one with all fields, and the CRM's own.
    async fn weigh(&self, Row { tool, path, arguments, .. }: &Row, seen: &mut Answers) -> Result<[Weight; 3]> {
        let caller = Caller::trusted("weigh");
        let mut arguments = arguments(seen);
        let slim = self.tools.call(tool, &arguments.to_string(), &self.crm, &caller).await?;
        seen.insert(tool, slim.decode()?);
        arguments["fields"] = "all".into();
        let before = self.recorder.answers().len();
        let all = self.tools.call(tool, &arguments.to_string(), &self.crm, &caller).await?;
        let answers = self.recorder.answers();
        // A page of messages comes with an answer for each email.
        let raw = answers[before..].iter().filter(|(asked, _)| asked.starts_with(path));
        let raw: Vec<_> = raw.flat_map(|(_, raw)| raw.iter().copied()).collect();
        let [slim, all, raw] = [slim.json(), all.json(), raw.as_slice()].map(str::from_utf8);
        Ok([Weight::of(slim?), Weight::of(all?), Weight::of(raw?)])
    }
}
