//! What a model pays for an answer: ours, ours with all fields, the CRM's own, and that of another server, for the same
//! records of the sandbox.

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
    /// The path of the CRM's own answer to the same question, or its beginning.
    path: &'static str,
    /// The arguments, in the light of the answers before.
    arguments: fn(&Answers) -> Value,
}

const fn row(what: &'static str, tool: &'static str, path: &'static str, arguments: fn(&Answers) -> Value) -> Row {
    Row { what, tool, path, arguments }
}

const ROWS: &[Row] = &[
    row("20 contacts", "contacts_get-contacts", "/contacts/search", |_| json!({})),
    row("one contact", "contacts_get-contact", "/contacts/", |seen| json!({"contactId": contact(seen)})),
    row("a contact's tasks", "contacts_get-all-tasks", "/contacts/", |seen| json!({"contactId": contact(seen)})),
    row("20 conversations", "conversations_search-conversation", "/conversations/search", |_| json!({})),
    row(
        "a conversation's messages",
        "conversations_get-messages",
        "/conversations/",
        |seen| json!({"conversationId": seen["conversations_search-conversation"]["conversations"][0]["id"]}),
    ),
    row("the calendars", "calendars_list-calendars", "/calendars/", |_| json!({})),
    row("a calendar's events", "calendars_get-calendar-events", "/calendars/events", |seen| {
        let calendar = &seen["calendars_list-calendars"]["calendars"][0]["id"];
        let (from, to) = ("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
        json!({"calendarId": calendar, "startTime": from, "endTime": to, "limit": 100})
    }),
    row(
        "an appointment's notes",
        "calendars_get-appointment-notes",
        "/calendars/appointments/",
        |seen| json!({"appointmentId": seen["calendars_get-calendar-events"]["events"][0]["id"]}),
    ),
    row("20 opportunities", "opportunities_search-opportunity", "/opportunities/search", |_| json!({})),
    row(
        "one opportunity",
        "opportunities_get-opportunity",
        "/opportunities/",
        |seen| json!({"opportunityId": seen["opportunities_search-opportunity"]["opportunities"][0]["id"]}),
    ),
    row("the pipelines", "opportunities_get-pipelines", "/opportunities/pipelines", |_| json!({})),
    row("20 transactions", "payments_list-transactions", "/payments/transactions", |_| json!({})),
    row(
        "one order",
        "payments_get-order-by-id",
        "/payments/orders/",
        |seen| json!({"orderId": seen["payments_list-transactions"]["transactions"][0]["entityId"]}),
    ),
    row("the location", "locations_get-location", "/locations/", |_| json!({})),
    row("the custom fields", "locations_get-custom-fields", "/locations/", |_| json!({})),
];

fn contact(seen: &Answers) -> &Value {
    &seen["contacts_get-contacts"]["contacts"][0]["id"]
}

const HEAD: &str = "\
| answer | tool | slim: bytes | tokens | all fields: bytes | tokens | HighLevel's own: bytes | tokens | ghl-mcp: tokens |
|---|---|---:|---:|---:|---:|---:|---:|---:|";

/// What the leanest other server pays for the same: ghl-mcp 0.5.2, measured on this sandbox in November 2026 by what stands
/// in the text of its answers.
const PEER: &[(&str, usize)] = &[
    ("20 contacts", 2347),
    ("one contact", 1115),
    ("20 conversations", 2099),
    ("a conversation's messages", 621),
    ("20 opportunities", 3363),
    ("the pipelines", 842),
];

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
    let (tools, caller) =
        (Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers()))?, Caller::trusted("weigh"));
    let mut table = vec![HEAD.to_owned()];
    let mut seen = Answers::new();
    for Row { what, tool, path, arguments } in ROWS {
        let mut arguments = arguments(&seen);
        let slim = tools.call(tool, &arguments.to_string(), &crm, &caller).await?;
        seen.insert(tool, slim.decode()?);
        arguments["fields"] = "all".into();
        let before = recorder.answers().len();
        let all = tools.call(tool, &arguments.to_string(), &crm, &caller).await?;
        let answers = recorder.answers();
        // A page of messages comes with an answer for each email.
        let raw = answers[before..].iter().filter(|(asked, _)| asked.starts_with(path));
        let raw: Vec<_> = raw.flat_map(|(_, raw)| raw.iter().copied()).collect();
        let [slim, all, raw] = [slim.json(), all.json(), raw.as_slice()].map(str::from_utf8);
        let [slim, all, raw] = [Weight::of(slim?), Weight::of(all?), Weight::of(raw?)];
        let peer = PEER.iter().find(|(row, _)| row == what).map_or_else(String::new, |(_, tokens)| tokens.to_string());
        table.push(format!("| {what} | `{tool}` | {slim} | {all} | {raw} | {peer} |"));
    }
    Ok(table.join("\n"))
}
