//! What a model pays for an answer: ours, ours with all fields, and the CRM's own, for the same records of the sandbox.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Caller, Toolset};
use crm_mcp_tools::{
    api::{InProcess, Upstream, UpstreamError},
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Sandbox, TOKEN},
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{Result, Weight};

/// The slim answer of each tool so far.
type Answers = BTreeMap<&'static str, Value>;

struct Row {
    what: &'static str,
    tool: &'static str,
    /// The arguments, in the light of the answers before.
    arguments: fn(&Answers) -> Value,
    /// The path of the CRM's own answer to the same question, or its beginning.
    path: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        what: "20 contacts",
        tool: "contacts_get-contacts",
        arguments: |_| json!({"limit": 20}),
        path: "/contacts/search",
    },
    Row {
        what: "one contact",
        tool: "contacts_get-contact",
        arguments: |seen| json!({"contactId": seen["contacts_get-contacts"]["contacts"][0]["id"]}),
        path: "/contacts/",
    },
    Row {
        what: "the tasks of a contact",
        tool: "contacts_get-all-tasks",
        arguments: |seen| json!({"contactId": seen["contacts_get-contacts"]["contacts"][0]["id"]}),
        path: "/contacts/",
    },
];

const HEAD: &str = "\
| answer | tool | slim: bytes | tokens | all fields: bytes | tokens | HighLevel's own: bytes | tokens |
|---|---|---:|---:|---:|---:|---:|---:|";

/// The sandbox, and its answers so far, each with the path that was asked for.
#[derive(Clone)]
struct Recorder {
    sandbox: InProcess,
    answers: Arc<Mutex<Vec<(String, Bytes)>>>,
}

impl Recorder {
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

/// The answers of all rows, as a table in Markdown.
pub(crate) async fn table() -> Result<String> {
    let recorder = Recorder { sandbox: InProcess::new(Sandbox::in_memory().await?.router()), answers: Arc::default() };
    let crm = HighLevel::new(&Client::over(recorder.clone()), TOKEN.into(), LOCATION_ID.parse()?)?;
    // A page that is cut short to fit could not be compared.
    let crm = crm.with_answer_size(usize::MAX);
    let (tools, caller) = (Toolset::new(highlevel::tools())?, Caller::trusted("weigh"));
    let mut table = vec![HEAD.to_owned()];
    let mut seen = Answers::new();
    for Row { what, tool, arguments, path } in ROWS {
        let mut arguments = arguments(&seen);
        let slim = tools.call(tool, &arguments.to_string(), &crm, &caller).await?;
        seen.insert(tool, slim.decode()?);
        arguments["fields"] = "all".into();
        let all = tools.call(tool, &arguments.to_string(), &crm, &caller).await?;
        let answers = recorder.answers();
        let raw = answers.iter().rfind(|(asked, _)| asked.starts_with(path)).map(|(_, raw)| raw.as_ref());
        let [slim, all, raw] = [slim.json(), all.json(), raw.unwrap_or_default()].map(str::from_utf8);
        let [slim, all, raw] = [Weight::of(slim?), Weight::of(all?), Weight::of(raw?)];
        table.push(format!("| {what} | `{tool}` | {slim} | {all} | {raw} |"));
    }
    Ok(table.join("\n"))
}
