//! Following `nextCursor` through every list of HighLevel's: each record comes once, whatever is asked for at once.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{highlevel::HighLevel, sandbox::LOCATION_ID};
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    proofs::{
        World,
        paging::{
            List, assert_every_list_is_followed, assert_every_record_comes_once,
            assert_what_cannot_be_is_refused_before_anything_is_sent,
        },
    },
    support::call,
};

/// A list, where the vendor has all of it, `{…}` being ids, and where in its answers are the records or their number.
#[derive(Clone, Copy)]
struct Counted {
    list: List,
    all: (&'static [&'static str], &'static str),
}

const fn list(
    tool: &'static str,
    records: &'static str,
    arguments: fn(&Value) -> Value,
    all: (&'static [&'static str], &'static str),
) -> Counted {
    Counted {
        list: List { tool, records, id: "id", max: 100, may_have_empty_pages: false, has_types: false, arguments },
        all,
    }
}

impl Counted {
    const fn at_most(mut self, max: u64) -> Self {
        self.list.max = max;
        self
    }

    const fn known_by(mut self, id: &'static str) -> Self {
        self.list.id = id;
        self
    }
}

const LISTS: &[Counted] = &[
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
    list(
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
    .at_most(20),
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
    list(
        "payments_list-transactions",
        "transactions",
        |_| json!({}),
        (&["/payments/transactions?altId={location}&altType=location&limit=1"], "/totalCount"),
    )
    .known_by("_id"),
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

impl Counted {
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
}

#[test]
fn following_the_cursors_visits_every_record_once_in_answers_that_fit() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (demo, ids) = runtime.block_on(demo());
    let lists = LISTS.iter().map(|counted| (counted.list, runtime.block_on(counted.count(&demo, &ids))));
    assert_every_record_comes_once(&runtime, &demo, &ids, lists);
}

#[test]
fn every_list_is_followed() {
    assert_every_list_is_followed(Demo::tools(), LISTS.iter().map(|counted| counted.list));
}

#[tokio::test]
async fn limits_and_cursors_that_cannot_be_are_refused_before_anything_is_sent() {
    let (demo, ids) = demo().await;
    let lists: Vec<_> = LISTS.iter().map(|counted| counted.list).collect();
    assert_what_cannot_be_is_refused_before_anything_is_sent(&demo, &ids, &lists).await;
}

/// The words of a refusal before anything is sent.
async fn refusal(demo: &Demo, crm: &HighLevel, tool: &str, arguments: Value) -> String {
    demo.sent();
    let error = call(crm, tool, arguments.clone()).await.expect_err(&format!("{tool} {arguments}"));
    assert_eq!((error.code(), demo.sent().len()), (ErrorCode::InvalidArguments, 0), "{tool} {arguments}: {error}");
    error.to_string()
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
