//! The date of the demo data: what a clock moves and what it leaves, and that a demo has work for every day.

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use crm_mcp_tools::sandbox::{Clock, Sandbox};
use serde_json::Value;
use sqlx::{AssertSqlSafe, query_as, query_scalar};
use time::{OffsetDateTime, Weekday, format_description::well_known::Rfc3339, macros::datetime};

use crate::{
    client::{Client, UNLIMITED},
    storage,
};

const DAY: Duration = Duration::from_hours(24);
const WEEKS: i64 = 13;

/// The Tuesday on which winter time has come: 13 weeks after the fixed date.
const WINTER: OffsetDateTime = datetime!(2026-12-01 0:00 UTC);

fn clock(now: OffsetDateTime) -> Clock {
    Clock::at(SystemTime::from(now))
}

async fn at(clock: Clock) -> Client {
    Client::of(&Sandbox::in_memory_at(clock).await.unwrap().with_limits(UNLIMITED))
}

/// Every document of the sandbox, by table, in the order in which they were made.
async fn documents(name: &str, clock: Clock) -> Vec<(String, Vec<Value>)> {
    let path = storage::fresh(name);
    Sandbox::open_at(&path, clock).await.unwrap();
    let mut database = storage::database(&path).await;
    let starts: Vec<(i64, String)> =
        query_as("SELECT starts, document ->> '$.startTime' FROM events").fetch_all(&mut database).await.unwrap();
    assert!(starts.iter().all(|(millis, text)| *millis == moment(text).unwrap().unix_timestamp() * 1000));

    let tables = "SELECT tables.name FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns
         WHERE columns.name = 'document' ORDER BY 1";
    let tables: Vec<String> = query_scalar(tables).fetch_all(&mut database).await.unwrap();
    let mut all = Vec::new();
    for table in tables {
        let rows = AssertSqlSafe(format!("SELECT document FROM {table} ORDER BY rowid"));
        let rows: Vec<String> = query_scalar(rows).fetch_all(&mut database).await.unwrap();
        all.push((table, rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect()));
    }
    all
}

fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// Adds the names of the dates by which the two differ; anything else that differs is a failure.
fn compare(name: &str, fixed: &Value, moved: &Value, dates: &mut BTreeSet<String>) {
    let weeks = time::Duration::weeks(WEEKS);
    match (fixed, moved) {
        (Value::Object(fixed), Value::Object(moved)) => {
            assert!(fixed.keys().eq(moved.keys()), "{name}");
            fixed.iter().for_each(|(name, value)| compare(name, value, &moved[name], dates));
        }
        (Value::Array(fixed), Value::Array(moved)) => {
            assert_eq!(fixed.len(), moved.len(), "{name}");
            fixed.iter().zip(moved).for_each(|(one, other)| compare(name, one, other, dates));
        }
        _ if fixed == moved => {
            assert!(
                name == "dateOfBirth" || fixed.as_str().is_none_or(|text| moment(text).is_none()),
                "{name} {fixed}"
            );
        }
        (Value::Number(fixed), Value::Number(moved)) => {
            let apart = moved.as_i64().unwrap() - fixed.as_i64().unwrap();
            assert_eq!(i128::from(apart), weeks.whole_milliseconds(), "{name}");
            dates.insert(name.to_owned());
        }
        (Value::String(one), Value::String(other)) => {
            let (fixed, moved) = (moment(one).expect(name), moment(other).expect(name));
            if one.ends_with('Z') {
                assert_eq!(moved - fixed, weeks, "{name}");
            } else {
                assert_eq!(moved.date() - fixed.date(), weeks, "{name}");
                assert_eq!(moved.time(), fixed.time(), "{name}: the time of day of the location stays");
            }
            dates.insert(name.to_owned());
        }
        _ => panic!("{name}: {fixed} became {moved}"),
    }
}

#[tokio::test]
async fn a_clock_moves_every_date_by_whole_weeks_and_nothing_else() {
    let fixed = documents("fixed-clock.db", Clock::fixed()).await;
    let moved = documents("winter-clock.db", clock(WINTER)).await;
    let mut dates = BTreeSet::new();
    for ((table, fixed), (other, moved)) in fixed.iter().zip(&moved) {
        assert_eq!((table, fixed.len()), (other, moved.len()));
        assert!(!fixed.is_empty(), "{table}");
        fixed.iter().zip(moved).for_each(|(one, other)| compare(table, one, other, &mut dates));
    }
    let known = [
        "createdAt",
        "dateAdded",
        "dateUpdated",
        "dueAt",
        "dueDate",
        "endTime",
        "fieldValue",
        "lastActivity",
        "lastMessageDate",
        "startTime",
        "updatedAt",
        "value",
    ];
    for name in known {
        assert!(dates.contains(name), "{name} is in {dates:?}");
    }
}

#[tokio::test]
async fn in_memory_and_in_a_file_a_clock_gives_the_same() {
    let path = storage::fresh("clock-in-a-file.db");
    let in_file = Sandbox::open_at(&path, clock(WINTER)).await.unwrap();
    let in_memory = Sandbox::in_memory_at(clock(WINTER)).await.unwrap();
    assert_eq!((in_file.changes(), in_memory.changes()), (0, 0), "to move the dates is no change");
    let [in_file, in_memory] = [in_file, in_memory].map(|sandbox| Client::of(&sandbox.with_limits(UNLIMITED)));
    assert_eq!(in_file.everybody().await, in_memory.everybody().await);
    assert_eq!(at(Clock::fixed()).await.everybody().await, Client::new().await.everybody().await);
}

#[tokio::test]
async fn a_file_keeps_the_dates_with_which_it_was_filled() {
    let path = storage::fresh("kept-dates.db");
    let then = Client::of(&Sandbox::open_at(&path, clock(WINTER)).await.unwrap().with_limits(UNLIMITED));
    let later = Sandbox::open_at(&path, clock(WINTER + 50 * DAY)).await.unwrap().with_limits(UNLIMITED);
    assert_eq!(then.everybody().await, Client::of(&later).everybody().await);
}

/// What a demo shows at some moment.
struct Demo {
    client: Client,
    contacts: Vec<Value>,
}

impl Demo {
    async fn at(clock: Clock) -> Self {
        let client = at(clock).await;
        let contacts = client.everybody().await;
        Self { client, contacts }
    }

    /// The appointments of all calendars within so many days.
    async fn appointments(&self, from: OffsetDateTime, days: i64) -> Vec<Value> {
        let until = from + time::Duration::days(days);
        let [from, until] = [from, until].map(|moment| moment.unix_timestamp() * 1000);
        let calendars = self.client.get("/calendars/?locationId=SandboxLocation00001").await.body;
        let mut events = Vec::new();
        for calendar in calendars["calendars"].as_array().unwrap() {
            let id = calendar["id"].as_str().unwrap();
            let within = format!("startTime={from}&endTime={until}&calendarId={id}");
            let path = format!("/calendars/events?locationId=SandboxLocation00001&{within}");
            events.extend(self.client.get(&path).await.body["events"].as_array().unwrap().clone());
        }
        events
    }

    /// When the tasks that are not done are due.
    async fn due(&self) -> Vec<OffsetDateTime> {
        let mut due = Vec::new();
        for contact in &self.contacts {
            let answer = self.client.get(&format!("/contacts/{}/tasks", contact["id"].as_str().unwrap())).await;
            let open =
                answer.body["tasks"].as_array().unwrap().clone().into_iter().filter(|task| task["completed"] == false);
            due.extend(open.map(|task| moment(task["dueDate"].as_str().unwrap()).unwrap()));
        }
        due
    }

    /// When the conversations had their last message, the newest first.
    async fn spoke(&self) -> Vec<OffsetDateTime> {
        let path = "/conversations/search?locationId=SandboxLocation00001&limit=100";
        let found = self.client.get(path).await.body;
        let rows = found["conversations"].as_array().unwrap().iter();
        let millis = rows.map(|row| row["lastMessageDate"].as_i64().unwrap());
        millis.map(|millis| OffsetDateTime::from_unix_timestamp(millis / 1000).unwrap()).collect()
    }
}

#[tokio::test]
async fn a_demo_has_work_on_whatever_day_it_starts() {
    // Two weeks in which New York's summer begins: on the second Sunday of March.
    let first = datetime!(2027-03-03 14:00 UTC);
    let mut demo = Demo::at(clock(first)).await;
    let mut shown = clock(first);
    for day in 0..14 {
        let now = first + day * DAY;
        if clock(now) != shown {
            shown = clock(now);
            demo = Demo::at(shown).await;
        }
        let midnight = now.replace_time(time::Time::MIDNIGHT);
        let appointments = demo.appointments(midnight, 4).await;
        assert!(appointments.len() >= 2, "{now}: appointments today and in the next three days");
        let open = demo.due().await;
        let within = |from, until| open.iter().filter(|at| (from..until).contains(*at)).count();
        assert!(within(now - 40 * DAY, now) >= 20, "{now}: tasks overdue");
        assert!(within(now, now + 7 * DAY) >= 10, "{now}: tasks due in a week");
        let spoke = demo.spoke().await;
        assert!(spoke.iter().filter(|at| **at > now - 9 * DAY).count() >= 20, "{now}: recent messages");
        for event in appointments {
            let starts = moment(event["startTime"].as_str().unwrap()).unwrap();
            assert!((9..17).contains(&starts.hour()), "{event}");
            assert!(!matches!(starts.weekday(), Weekday::Saturday | Weekday::Sunday), "{event}");
        }
        assert!(spoke.iter().all(|at| *at <= now), "nobody spoke in the future");
    }
}
