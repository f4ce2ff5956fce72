//! The sandbox as the vendor, with a record of what it is sent, and the ids that a call of each tool needs.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::Tool;
use crm_mcp_tools::{
    api::{InProcess, Upstream, UpstreamError},
    highlevel::{self, Client, HighLevel, HighLevelDialect},
    sandbox::{LOCATION_ID, Limits, Quirk, Sandbox, TOKEN},
};
use http::{HeaderMap, Request, Response};
use serde_json::{Value, json};

use crate::proofs::World;

/// A request: its method and URI, its headers, its body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) line: String,
    headers: HeaderMap,
    body: String,
}

/// The sandbox, and what it was sent. Clones share both.
#[derive(Clone)]
pub(crate) struct Demo {
    pub(crate) sandbox: Sandbox,
    upstream: InProcess,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Demo {
    pub(crate) async fn new() -> Self {
        Self::of(Sandbox::in_memory().await.unwrap())
    }

    pub(crate) async fn with_quirk(quirk: Quirk) -> Self {
        Self::of(Sandbox::in_memory().await.unwrap().with_quirk(quirk))
    }

    fn of(sandbox: Sandbox) -> Self {
        // Paging through everything is more than a location may ask for in ten seconds.
        let sandbox = sandbox.with_limits(Limits { requests: 1_000_000, daily: 1_000_000, ..Limits::default() });
        Self { upstream: InProcess::new(sandbox.router()), sandbox, sent: Arc::default() }
    }

    /// The location, reached by a client that knows nothing of it yet.
    pub(crate) fn crm(&self) -> HighLevel {
        HighLevel::new(&Client::over(self.clone()), TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap()
    }

    /// What was sent since this was last asked.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the vendor itself answers; it is not recorded.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = Request::builder().method(method).uri(path).header("version", "2021-07-28");
        let request = request.header("authorization", format!("Bearer {TOKEN}"));
        let answer = self.upstream.send(request.body(body.to_string().into()).unwrap()).await.unwrap();
        let body = serde_json::from_slice(answer.body()).unwrap();
        assert!(answer.status().is_success(), "{method} {path}: {body}");
        body
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &Value::Null).await
    }

    /// Ids of records that have what the tools ask for, by name.
    pub(crate) async fn ids(&self) -> Value {
        let pipelines = self.get(&format!("/opportunities/pipelines?{AT_LOCATION}")).await;
        let deals = self.get(&format!("/opportunities/search?location_id={LOCATION_ID}&status=open")).await;
        let sales = format!("/payments/transactions?altId={LOCATION_ID}&altType=location&entitySourceType=funnel");
        let sales = self.get(&sales).await;
        let fields = self.get(&format!("/locations/{LOCATION_ID}/customFields?model=all")).await;
        let field = |key: &str| {
            let is_it = |field: &&Value| field["fieldKey"] == key;
            id(rows(&fields, "/customFields").iter().find(is_it).unwrap())
        };
        let calendars = self.get(&format!("/calendars/?{AT_LOCATION}")).await;
        json!({
            "contact": self.contact_with_tasks().await,
            "conversation": self.long_conversation().await,
            "calendar": calendars["calendars"][0]["id"],
            "appointment": self.much_noted_appointment(rows(&calendars, "/calendars")).await,
            "pipeline": pipelines["pipelines"][0]["id"],
            "stage": pipelines["pipelines"][0]["stages"][1]["id"],
            "opportunity": deals["opportunities"][0]["id"],
            "order": sales["data"][0]["entityId"],
            "teamSize": field("contact.team_size"),
            "lostTo": field("opportunity.lost_to"),
        })
    }

    /// Somebody with several tasks, whom a text message may reach.
    async fn contact_with_tasks(&self) -> String {
        let everybody = json!({"locationId": LOCATION_ID, "pageLimit": 500});
        let everybody = self.ask("POST", "/contacts/search", &everybody).await;
        let is_open = |contact: &&Value| contact["dnd"] != true && contact["phone"].is_string();
        let open = rows(&everybody, "/contacts").iter().filter(is_open).map(id);
        self.first_with(2, "/tasks", open.map(|id| format!("/contacts/{id}/tasks"))).await
    }

    async fn long_conversation(&self) -> String {
        let conversations = self.get(&format!("/conversations/search?{AT_LOCATION}&limit=100")).await;
        let ids = rows(&conversations, "/conversations").iter().map(id);
        let messages = ids.map(|id| format!("/conversations/{id}/messages?limit=100"));
        self.first_with(12, "/messages/messages", messages).await
    }

    async fn much_noted_appointment(&self, calendars: &[Value]) -> String {
        let mut events = Vec::new();
        for calendar in calendars.iter().map(id) {
            let booked = format!("/calendars/events?{AT_LOCATION}&{EVER}&calendarId={calendar}");
            events.extend_from_slice(rows(&self.get(&booked).await, "/events"));
        }
        let notes = events.iter().map(|event| format!("/calendars/appointments/{}/notes?limit=20&offset=0", id(event)));
        self.first_with(20, "/notes", notes).await
    }

    /// The id in the first of the paths that leads to at least so many rows.
    async fn first_with(&self, least: usize, pointer: &str, paths: impl Iterator<Item = String>) -> String {
        for path in paths {
            if rows(&self.get(&path).await, pointer).len() >= least {
                return path.rsplit('/').nth(1).unwrap().to_owned();
            }
        }
        panic!("nothing has {least} {pointer}")
    }
}

const AT_LOCATION: &str = "locationId=SandboxLocation00001";
const EVER: &str = "startTime=1500000000000&endTime=2000000000000";

fn rows<'a>(answer: &'a Value, pointer: &str) -> &'a [Value] {
    answer.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer}: {answer}"))
}

fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap()
}

impl World for Demo {
    type Dialect = HighLevelDialect;

    fn tools() -> Vec<Tool<HighLevel>> {
        highlevel::tools().into_iter().chain(highlevel::helpers()).collect()
    }

    fn crm(&self) -> HighLevel {
        self.crm()
    }

    fn changes(&self) -> u64 {
        self.sandbox.changes()
    }

    fn requests(&self) -> usize {
        self.sent().len()
    }
}

#[async_trait]
impl Upstream for Demo {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let line = format!("{} {}", request.method(), request.uri());
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let sent = Sent { line, headers: request.headers().clone(), body };
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
        self.upstream.send(request).await
    }
}

/// Arguments of a tool, given the ids.
pub(crate) type Call = (&'static str, fn(&Value) -> Value);

/// A call of every tool, the helpers too, as an agent would make it.
pub(crate) const CALLS: &[Call] = &[
    (
        "calendars_get-calendar-events",
        |ids| json!({"calendarId": ids["calendar"], "startTime": "2026-08-01T00:00:00Z", "endTime": "2026-10-01T00:00:00Z"}),
    ),
    ("calendars_get-appointment-notes", |ids| json!({"appointmentId": ids["appointment"], "limit": 2, "offset": 1})),
    ("calendars_list-calendars", |_| json!({})),
    ("contacts_get-all-tasks", |ids| json!({"contactId": ids["contact"]})),
    ("contacts_get-contact", |ids| json!({"contactId": ids["contact"]})),
    ("contacts_get-contacts", |_| json!({"query": "a", "limit": 7})),
    ("contacts_find-duplicates", |_| json!({"email": "ada@x.example", "phone": "+15555550101"})),
    ("contacts_get-notes", |ids| json!({"contactId": ids["contact"]})),
    ("contacts_create-note", |ids| json!({"contactId": ids["contact"], "body": "Call back."})),
    ("contacts_add-tags", |ids| json!({"contactId": ids["contact"], "tags": ["vip", "new here"]})),
    ("contacts_remove-tags", |ids| json!({"contactId": ids["contact"], "tags": ["vip"]})),
    ("contacts_create-contact", |_| {
        json!({
            "firstName": "Ada", "lastName": "Lovelace", "email": "ada@x.example", "phone": "+15555550101",
            "tags": ["vip"], "dateOfBirth": "1990-05-01", "dnd": false, "customFields": {"team_size": 2}
        })
    }),
    ("contacts_upsert-contact", |_| json!({"name": "Grace Hopper", "email": "grace@x.example", "gender": "female"})),
    (
        "contacts_update-contact",
        |ids| json!({"contactId": ids["contact"], "city": "Kyiv", "customFields": {"team_size": 3}}),
    ),
    (
        "conversations_search-conversation",
        |ids| json!({"contactId": ids["contact"], "status": "all", "limit": 5, "lastMessageType": "TYPE_SMS"}),
    ),
    (
        "conversations_get-messages",
        |ids| json!({"conversationId": ids["conversation"], "limit": 5, "type": "TYPE_SMS,TYPE_EMAIL"}),
    ),
    ("conversations_send-a-new-message", |ids| {
        json!({
            "type": "SMS", "contactId": ids["contact"], "message": "Hello",
            "scheduledTimestamp": "2099-01-01T00:00:00Z"
        })
    }),
    ("locations_get-location", |_| json!({})),
    ("locations_get-custom-fields", |_| json!({"model": "contact"})),
    ("opportunities_search-opportunity", |ids| {
        json!({
            "pipelineId": ids["pipeline"], "status": "open", "query": "a", "date": "2020-01-31",
            "endDate": "2030-12-31", "limit": 3
        })
    }),
    ("opportunities_get-pipelines", |_| json!({})),
    ("opportunities_get-opportunity", |ids| json!({"opportunityId": ids["opportunity"]})),
    (
        "opportunities_create-opportunity",
        |ids| json!({"contactId": ids["contact"], "pipelineId": ids["pipeline"], "name": "A deal"}),
    ),
    ("opportunities_update-opportunity", |ids| {
        json!({
            "opportunityId": ids["opportunity"], "pipelineId": ids["pipeline"], "pipelineStageId": ids["stage"],
            "name": "A good deal", "status": "won", "monetaryValue": 1200.5, "customFields": {"lost_to": "nobody"}
        })
    }),
    ("payments_get-order-by-id", |ids| json!({"orderId": ids["order"]})),
    (
        "payments_list-transactions",
        |_| json!({"paymentMode": "live", "startAt": "2026-01-01", "endAt": "2026-12-31", "limit": 5, "offset": 2}),
    ),
];

/// The arguments in [`CALLS`] of a tool.
pub(crate) fn arguments(tool: &str, ids: &Value) -> Value {
    let call = CALLS.iter().find(|(name, _)| *name == tool);
    call.unwrap_or_else(|| panic!("give {tool} a call in demo.rs")).1(ids)
}
