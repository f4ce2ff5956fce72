//! Following `nextCursor` through every list: whatever is asked for at once and whatever an answer may hold, each
//! record comes once.

use std::collections::{BTreeSet, HashSet};

use crm_mcp_core::{ErrorCode, Revision, Tool};
use crm_mcp_tools::{
    highlevel::{self, HighLevel},
    sandbox::LOCATION_ID,
};
use proptest::{
    collection::vec,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use crate::{demo::Demo, support::call};

/// A list: its tool, the name of its records and of their id.
struct List {
    tool: &'static str,
    records: &'static str,
    id: &'static str,
    max: u64,
    arguments: fn(&Value) -> Value,
    /// Where the vendor has all of it, `{…}` being ids, and where in its answers are the records or their number.
    all: (&'static [&'static str], &'static str),
}

const fn list(
    tool: &'static str,
    records: &'static str,
    arguments: fn(&Value) -> Value,
    all: (&'static [&'static str], &'static str),
) -> List {
    List { tool, records, id: "id", max: 100, arguments, all }
}

const LISTS: &[List] = &[
    list(
        "contacts_get-contacts",
        "contacts",
        |_| json!({}),
        (&["/contacts/?locationId={location}&limit=1"], "/meta/total"),
    ),
    list("contacts_get-all-tasks", "tasks", of_contact, (&["/contacts/{contact}/tasks"], "/tasks")),
    list("contacts_get-notes", "notes", of_contact, (&["/contacts/{contact}/notes"], "/notes")),
    list(
        "conversations_search-conversation",
        "conversations",
        |_| json!({}),
        (&["/conversations/search?locationId={location}&limit=1"], "/total"),
    ),
    list(
        "conversations_get-messages",
        "messages",
        |ids| json!({"conversationId": ids["conversation"]}),
        (&["/conversations/{conversation}/messages?limit=100"], "/messages/messages"),
    ),
    list(
        "calendars_list-calendars",
        "calendars",
        |_| json!({"showDrafted": true}),
        (&["/calendars/?locationId={location}&showDrafted=true"], "/calendars"),
    ),
    list(
        "calendars_get-calendar-events",
        "events",
        |ids| {
            let (start, end) = ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z");
            json!({"calendarId": ids["calendar"], "startTime": start, "endTime": end})
        },
        (
            &[
                "/calendars/events?locationId={location}&calendarId={calendar}&startTime=1577836800000&endTime=1893456000000",
                "/calendars/blocked-slots?locationId={location}&calendarId={calendar}&startTime=1577836800000&endTime=1893456000000",
            ],
            "/events",
        ),
    ),
    List {
        max: 20,
        ..list(
            "calendars_get-appointment-notes",
            "notes",
            |ids| json!({"appointmentId": ids["appointment"]}),
            (
                &[
                    "/calendars/appointments/{appointment}/notes?limit=20&offset=0",
                    "/calendars/appointments/{appointment}/notes?limit=20&offset=20",
                ],
                "/notes",
            ),
        )
    },
    list(
        "opportunities_search-opportunity",
        "opportunities",
        |_| json!({}),
        (&["/opportunities/search?location_id={location}&limit=1"], "/meta/total"),
    ),
    list(
        "opportunities_get-pipelines",
        "pipelines",
        |_| json!({}),
        (&["/opportunities/pipelines?locationId={location}"], "/pipelines"),
    ),
    List {
        id: "_id",
        ..list(
            "payments_list-transactions",
            "transactions",
            |_| json!({}),
            (&["/payments/transactions?altId={location}&altType=location&limit=1"], "/totalCount"),
        )
    },
    list(
        "locations_get-custom-fields",
        "customFields",
        |_| json!({}),
        (&["/locations/{location}/customFields?model=all"], "/customFields"),
    ),
];

fn of_contact(ids: &Value) -> Value {
    json!({"contactId": ids["contact"]})
}

/// The sandbox and the ids, with more notes on the contact than the demo data has.
async fn demo() -> (Demo, Value) {
    let demo = Demo::new().await;
    let mut ids = demo.ids().await;
    ids["location"] = LOCATION_ID.into();
    for number in 0..5 {
        let path = format!("/contacts/{}/notes", ids["contact"].as_str().unwrap());
        demo.ask("POST", &path, &json!({"body": format!("Note {number}")})).await;
    }
    (demo, ids)
}

impl List {
    /// How many records there are, as the vendor itself says.
    async fn count(&self, demo: &Demo, ids: &Value) -> usize {
        let (paths, pointer) = self.all;
        let mut sum = 0;
        for path in paths {
            let fill = |path: String, (name, id): (&String, &Value)| {
                path.replace(&format!("{{{name}}}"), id.as_str().unwrap_or_default())
            };
            let path = ids.as_object().unwrap().iter().fold((*path).to_owned(), fill);
            sum += match demo.get(&path).await.pointer(pointer) {
                Some(Value::Array(records)) => records.len(),
                count => usize::try_from(count.and_then(Value::as_u64).unwrap()).unwrap(),
            };
        }
        sum
    }

    /// Follows the cursors to the end, with each of the limits in turn, in answers of at most so many bytes.
    async fn follow(&self, crm: HighLevel, mut arguments: Value, limits: &[u64], bytes: usize, count: usize) {
        let (crm, mut seen) = (crm.with_answer_size(bytes), HashSet::new());
        for limit in limits.iter().cycle().map(|limit| limit.min(&self.max)) {
            arguments["limit"] = (*limit).into();
            let page = call(&crm, self.tool, arguments.clone()).await.unwrap();
            let records = page[self.records].as_array().unwrap();
            let size = page[self.records].to_string().len() - "[".len();
            let told = format!("{} {arguments} in {bytes} bytes: {size} bytes, {}", self.tool, page["hasMore"]);
            assert!(records.len() <= usize::try_from(*limit).unwrap(), "{told}");
            assert!(size <= bytes || records.len() == 1, "{told}");
            assert!(records.iter().all(|record| seen.insert(record[self.id].to_string())), "twice: {told}");
            assert!(page.get("total").is_none_or(|total| *total == count), "{told}");
            assert_eq!(page["hasMore"], page.get("nextCursor").is_some(), "{told}");
            let Some(cursor) = page.get("nextCursor") else { break };
            assert!(!records.is_empty(), "it goes on: {told}");
            arguments["cursor"] = cursor.clone();
        }
        assert_eq!(seen.len(), count, "{}", self.tool);
    }
}

#[test]
fn following_the_cursors_visits_every_record_once_in_answers_that_fit() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (demo, ids) = runtime.block_on(demo());
    for list in LISTS {
        let count = runtime.block_on(list.count(&demo, &ids));
        assert!(count > 1, "{} has pages", list.tool);
        let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
        // Small answers of a long list would be too many.
        let sizes = count * 16..count * 16 + 6_000;
        let few = runner.run(&(vec(1_u64..=40, 3..6), sizes), |(limits, bytes)| {
            runtime.block_on(list.follow(demo.crm(), (list.arguments)(&ids), &limits, bytes, count));
            Ok(())
        });
        few.unwrap_or_else(|error| panic!("{}: {error}", list.tool));
    }
}

#[test]
fn every_list_is_followed() {
    let takes_cursor = |tool: &Tool<HighLevel>| {
        let descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap();
        descriptor["inputSchema"]["properties"].get("cursor").is_some()
    };
    let tools = highlevel::tools().into_iter().chain(highlevel::helpers()).filter(takes_cursor);
    let lists: BTreeSet<_> = tools.map(|tool| tool.spec().name.to_string()).collect();
    assert_eq!(LISTS.iter().map(|list| list.tool.to_owned()).collect::<BTreeSet<_>>(), lists);
}

/// Arguments, and one more.
fn with(mut arguments: Value, name: &str, value: Value) -> Value {
    arguments[name] = value;
    arguments
}

/// The words of a refusal before anything is sent.
async fn refusal(demo: &Demo, crm: &HighLevel, tool: &str, arguments: Value) -> String {
    demo.sent();
    let error = call(crm, tool, arguments.clone()).await.expect_err(&format!("{tool} {arguments}"));
    assert_eq!((error.code(), demo.sent().len()), (ErrorCode::InvalidArguments, 0), "{tool} {arguments}: {error}");
    error.to_string()
}

#[tokio::test]
async fn limits_and_cursors_that_cannot_be_are_refused_before_anything_is_sent() {
    let (demo, ids) = demo().await;
    let crm = demo.crm();
    let mut cursors = Vec::new();
    for list in LISTS {
        let page = call(&crm, list.tool, with((list.arguments)(&ids), "limit", 1.into())).await.unwrap();
        cursors.push(page["nextCursor"].as_str().unwrap().to_owned());
    }
    for (place, list) in LISTS.iter().enumerate() {
        let refused = async |name: &str, value: Value| {
            refusal(&demo, &crm, list.tool, with((list.arguments)(&ids), name, value)).await
        };
        for limit in [json!(0), json!(-1), json!(list.max + 1), json!(65_537)] {
            let told = refused("limit", limit.clone()).await;
            let range = format!("limit: expected an integer from 1 to {}, got the number {limit}", list.max);
            assert!(told.contains(&range), "{}: {told}", list.tool);
        }
        let (own, foreign) = (&cursors[place], &cursors[(place + 1) % cursors.len()]);
        for cursor in [foreign, &own[..own.len() - 1], &own[..own.len() / 2], &own[1..], "2"] {
            let told = refused("cursor", cursor.into()).await;
            let next = "pass `nextCursor` of the last answer unchanged";
            assert!(told.contains("not from this tool") && told.contains(next), "{}: {told}", list.tool);
        }
    }
}

#[tokio::test]
async fn half_of_the_vendors_position_is_refused_before_anything_is_sent() {
    let demo = Demo::new().await;
    let crm = demo.crm();
    for tool in ["contacts_get-contacts", "opportunities_search-opportunity"] {
        for half in [
            json!({"startAfter": 1_785_542_400_000_u64}),
            json!({"startAfterId": "D1xhQNF3hjFouTZhTbOR"}),
            json!({"query_startAfter": "1785542400000", "query_startAfterId": ""}),
        ] {
            let told = refusal(&demo, &crm, tool, half).await;
            assert!(told.contains("`startAfter` and `startAfterId` belong together"), "{tool}: {told}");
        }
    }
}
