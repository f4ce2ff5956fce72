//! What HighLevel gives in an odd form costs itself only: any one field of any row or record, replaced by any JSON value,
//! leaves all other rows and the row's other fields as they are.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
    sandbox::{LOCATION_ID, TOKEN},
};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{
    demo::{Demo, arguments},
    support::{answer, call},
};

/// A tool that reads, and where the rows of its answer stand.
struct Case {
    tool: &'static str,
    /// A part of the path of the request that gives the rows, and where they are in HighLevel's answer: a list of records,
    /// or one record.
    path: &'static str,
    vendors: &'static str,
    /// Where they are in the tool's answer.
    ours: &'static str,
    id: &'static str,
}

const fn case(
    tool: &'static str,
    path: &'static str,
    vendors: &'static str,
    ours: &'static str,
    id: &'static str,
) -> Case {
    Case { tool, path, vendors, ours, id }
}

const CASES: &[Case] = &[
    case("calendars_get-calendar-events", "/calendars/events", "/events", "/events", "id"),
    case("calendars_get-appointment-notes", "/notes", "/notes", "/notes", "id"),
    case("calendars_list-calendars", "/calendars/", "/calendars", "/calendars", "id"),
    case("contacts_get-all-tasks", "/tasks", "/tasks", "/tasks", "id"),
    case("contacts_get-contact", "/contacts/", "/contact", "/contact", "id"),
    case("contacts_get-contacts", "/contacts/search", "/contacts", "/contacts", "id"),
    case("contacts_get-notes", "/notes", "/notes", "/notes", "id"),
    case("conversations_search-conversation", "/conversations/search", "/conversations", "/conversations", "id"),
    case("conversations_get-messages", "/messages?", "/messages/messages", "/messages", "id"),
    case("locations_get-location", "/locations/", "/location", "/location", "id"),
    case("locations_get-custom-fields", "/customFields", "/customFields", "/customFields", "id"),
    case("opportunities_search-opportunity", "/opportunities/search", "/opportunities", "/opportunities", "id"),
    case("opportunities_get-pipelines", "/opportunities/pipelines", "/pipelines", "/pipelines", "id"),
    case("opportunities_get-opportunity", "/opportunities/", "/opportunity", "/opportunity", "id"),
    case("payments_get-order-by-id", "/payments/orders/", "", "/order", "_id"),
    case("payments_list-transactions", "/payments/transactions", "/data", "/transactions", "_id"),
];

/// The fields of our records that are read out of a field of HighLevel's beside the one of the same name.
const READ_OUT_OF: &[(&str, &[&str])] = &[
    // What an email has in common with its message is said once.
    ("direction", &["emails"]),
    ("dateAdded", &["emails"]),
    ("subject", &["emails"]),
    ("attachments", &["emails"]),
    ("meta", &["subject", "emailMessageIds", "callDuration", "callStatus", "emails", "emailsNotRead"]),
    ("contactName", &["fullName"]),
    ("address", &["address1"]),
    ("calendarId", &["calendarName"]),
    ("pipelineId", &["pipeline", "stage"]),
    ("pipelineStageId", &["pipeline", "stage"]),
    ("assignedTo", &["assignedToName"]),
    // An order's currency stands beside its amounts too.
    ("currency", &["items", "amountSummary"]),
];

/// HighLevel's answers as they were recorded, by method and URI, with one field replaced.
#[derive(Clone, Default)]
struct Recorded {
    answers: Arc<Mutex<HashMap<String, Response<Bytes>>>>,
    /// The real thing, while recording.
    demo: Option<Demo>,
    replaced: Option<Replaced>,
}

#[derive(Clone)]
struct Replaced {
    path: &'static str,
    pointer: String,
    field: String,
    value: Value,
}

#[async_trait]
impl Upstream for Recorded {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let line = format!("{} {} {}", request.method(), request.uri(), String::from_utf8_lossy(request.body()));
        if let Some(demo) = &self.demo {
            let response = demo.send(request).await?;
            self.answers.lock().unwrap().insert(line, response.clone());
            return Ok(response);
        }
        let recorded = self.answers.lock().unwrap().get(&line).cloned();
        let recorded = recorded.unwrap_or_else(|| answer(404, r#"{"message": "not recorded"}"#));
        Ok(match &self.replaced {
            Some(replaced) if line.contains(replaced.path) => recorded.map(|body| replaced.in_answer(&body)),
            _ => recorded,
        })
    }
}

impl Replaced {
    fn in_answer(&self, body: &Bytes) -> Bytes {
        let mut answer: Value = serde_json::from_slice(body).unwrap();
        if let Some(Value::Object(record)) = answer.pointer_mut(&self.pointer) {
            record.insert(self.field.clone(), self.value.clone());
        }
        answer.to_string().into()
    }
}

/// What was recorded of a case: HighLevel's rows with their pointers, and the arguments.
struct Recording {
    case: &'static Case,
    recorded: Recorded,
    arguments: Value,
    rows: Vec<(String, Map<String, Value>)>,
    /// The tool's rows when nothing is replaced, slim and whole.
    before: [Rows; 2],
}

/// A tool's rows by id.
type Rows = HashMap<String, Value>;

static RECORDINGS: LazyLock<Vec<Recording>> = LazyLock::new(|| {
    let mut recordings = run(async {
        let demo = Demo::new().await;
        let ids = demo.ids().await;
        call(&demo.crm(), "contacts_create-note", arguments("contacts_create-note", &ids)).await.unwrap();
        let mut recordings = Vec::new();
        for case in CASES {
            let recorded = Recorded { demo: Some(demo.clone()), ..Recorded::default() };
            let mut arguments = match case.tool {
                "conversations_search-conversation" => json!({"limit": 5}),
                // A row whose date is odd lies outside of any dates that are asked for.
                "opportunities_search-opportunity" => json!({"limit": 3}),
                tool => arguments(tool, &ids),
            };
            if case.tool == "calendars_get-calendar-events" {
                // All of them, so that none moves up into the place of an unreadable one.
                arguments["limit"] = 100.into();
            }
            call(&location(&recorded), case.tool, arguments.clone()).await.unwrap();
            let recorded = Recorded { demo: None, ..recorded };
            let rows = rows_of(case, &recorded);
            assert!(!rows.is_empty(), "{}", case.tool);
            recordings.push(Recording { case, recorded, arguments, rows, before: Default::default() });
        }
        recordings
    });
    for recording in &mut recordings {
        recording.before = ["slim", "all"].map(|fields| answered(recording, None, fields).0);
    }
    recordings
});

fn rows_of(case: &Case, recorded: &Recorded) -> Vec<(String, Map<String, Value>)> {
    let answers = recorded.answers.lock().unwrap();
    let mut of_case = answers.iter().filter(|(line, _)| line.contains(case.path));
    let rows = |response: &Response<Bytes>| {
        serde_json::from_slice::<Value>(response.body()).unwrap().pointer(case.vendors).cloned()
    };
    match &of_case.find_map(|(_, response)| rows(response)).unwrap() {
        Value::Array(rows) => {
            let row = |(index, row): (usize, &Value)| (format!("{}/{index}", case.vendors), row.clone());
            rows.iter().enumerate().map(row).map(|(at, row)| (at, row.as_object().unwrap().clone())).collect()
        }
        record => vec![(case.vendors.to_owned(), record.as_object().unwrap().clone())],
    }
}

fn location(recorded: &Recorded) -> HighLevel {
    let client = Client::over(recorded.clone());
    let crm = HighLevel::new(&client, TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap();
    crm.with_answer_size(usize::MAX)
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The tool's rows by id, and how many of the vendor's it could not read.
fn answered(recording: &Recording, replaced: Option<Replaced>, fields: &str) -> (Rows, u64) {
    let recorded = Recorded { replaced, ..recording.recorded.clone() };
    let mut arguments = recording.arguments.clone();
    arguments["fields"] = fields.into();
    let Case { tool, ours, id, .. } = recording.case;
    let answer = run(call(&location(&recorded), tool, arguments)).unwrap();
    let rows = answer.pointer(ours).unwrap();
    let rows = rows.as_array().cloned().unwrap_or_else(|| vec![rows.clone()]);
    let rows = rows.into_iter().map(|row| (row[id].as_str().unwrap().to_owned(), row)).collect();
    (rows, answer.get("unreadable").map_or(0, |count| count.as_u64().unwrap()))
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(1_788_220_800_000_i64)),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!("")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = prop_oneof![Just("id".to_owned()), Just("name".to_owned()), "[a-z]{1,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(names, inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// What must be seen after a field of a row was replaced, both counted round and round.
fn check(recording: &Recording, row: usize, field: usize, value: &Value, is_whole: bool) {
    let Recording { case, rows, .. } = recording;
    let (pointer, vendors) = &rows[row % rows.len()];
    let name = vendors.keys().nth(field % vendors.len()).unwrap().as_str();
    // Another location is refused altogether, and what was deleted is not listed.
    if matches!(name, "locationId" | "altId" | "deleted") || (pointer.matches('/').count() < 2 && name == case.id) {
        return;
    }
    let shown = format!("{} {pointer} {name}: {value}", case.tool);
    let replaced = Replaced { path: case.path, pointer: pointer.clone(), field: name.to_owned(), value: value.clone() };
    let before = &recording.before[usize::from(is_whole)];
    let (mut after, unreadable) = answered(recording, Some(replaced), if is_whole { "all" } else { "slim" });
    let own = vendors[case.id].as_str().unwrap();
    for (id, row) in before.iter().filter(|(id, _)| *id != own) {
        assert_eq!(after.remove(id).as_ref(), Some(row), "{shown}: another row");
    }
    let Some(was) = before.get(own) else { return };
    let id_is_gone = name == case.id && !(value.is_number() || value.as_str().is_some_and(|text| !text.is_empty()));
    assert_eq!((after.len(), unreadable), (usize::from(!id_is_gone), u64::from(id_is_gone)), "{shown}");
    let Some(is) = after.into_values().next() else { return };
    let read_out = READ_OUT_OF.iter().find(|(from, _)| *from == name).map_or(&[][..], |(_, read)| read);
    for (other, value) in was.as_object().unwrap() {
        if other != name && other != "original" && !read_out.contains(&other.as_str()) {
            assert_eq!(&is[other], value, "{shown}: its field {other}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn one_odd_field_costs_itself_only(row: usize, field: usize, value in any_value(), is_whole: bool) {
        for recording in RECORDINGS.iter() {
            check(recording, row, field, &value, is_whole);
        }
    }
}

#[test]
fn no_field_of_any_row_can_be_so_odd() {
    let odd = [json!(null), json!(""), json!([null]), json!({}), json!([{"value": 1}]), json!({"id": null}), json!(7)];
    for recording in RECORDINGS.iter() {
        for (number, (_, row)) in recording.rows.iter().enumerate().take(2) {
            for name in 0..row.len() {
                for value in &odd {
                    check(recording, number, name, value, true);
                }
            }
        }
    }
}
