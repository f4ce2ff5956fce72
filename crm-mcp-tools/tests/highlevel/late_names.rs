//! Lists of names that come late, change or fail: what a call waits for, and which names it gets.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::ToolError;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{answer, call, location};

/// A vendor with one list that takes its time, and records that come at once.
#[derive(Clone)]
struct Vendor(Arc<Inner>);

struct Inner {
    /// How the path of the list ends.
    list: &'static str,
    /// The answer to the list, and the seconds that it takes. None: it never comes.
    answer: Mutex<Option<(f32, u16, String)>>,
    record: String,
    asked: Mutex<u32>,
}

impl Vendor {
    fn of(list: &'static str, record: &Value, seconds: f32, answer: &str) -> Self {
        let answer = Mutex::new(Some((seconds, 200, answer.to_owned())));
        Self(Arc::new(Inner { list, answer, record: record.to_string(), asked: Mutex::new(0) }))
    }

    /// A contact with a value of the custom field `f1`, and the fields' definitions.
    fn with_definitions(seconds: f32) -> Self {
        let contact = json!({"contact": {"id": "c1", "customFields": [{"id": "f1", "value": 1}]}});
        Self::of("/customFields", &contact, seconds, &definitions("team_size"))
    }

    fn location(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    fn will(&self, seconds: f32, status: u16, body: &str) {
        *self.0.answer.lock().unwrap() = Some((seconds, status, body.to_owned()));
    }

    fn will_be_silent(&self) {
        *self.0.answer.lock().unwrap() = None;
    }

    /// How often the list was asked for.
    fn asked(&self) -> u32 {
        *self.0.asked.lock().unwrap()
    }
}

#[async_trait]
impl Upstream for Vendor {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        if !request.uri().path().trim_end_matches('/').ends_with(self.0.list) {
            return Ok(answer(200, self.0.record.clone()));
        }
        *self.0.asked.lock().unwrap() += 1;
        let told = self.0.answer.lock().unwrap().clone();
        let Some((seconds, status, body)) = told else { return std::future::pending().await };
        sleep(Duration::from_secs_f32(seconds)).await;
        Ok(answer(status, body))
    }
}

fn definitions(key: &str) -> String {
    json!({"customFields": [{"id": "f1", "name": key, "fieldKey": format!("contact.{key}"), "dataType": "NUMERICAL"}]})
        .to_string()
}

/// The custom fields of the contact, and the seconds that it took to read it.
async fn fields(crm: &HighLevel) -> (Value, f32) {
    let start = Instant::now();
    let contact = call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap();
    (contact["contact"]["customFields"].clone(), start.elapsed().as_secs_f32())
}

async fn seconds_pass(seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn names_that_come_late_are_there_for_the_next_call() {
    let vendor = Vendor::with_definitions(2.5);
    let crm = vendor.location();
    assert_eq!(fields(&crm).await, (json!({"f1": 1}), 2.0));
    seconds_pass(1).await;
    assert_eq!(fields(&crm).await, (json!({"team_size": 1}), 0.0));
    assert_eq!(vendor.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn names_that_take_longer_than_a_whole_call_are_there_for_the_next_one() {
    let vendor = Vendor::with_definitions(3.0);
    let crm = vendor.location().with_call_time(Duration::from_secs(1));
    assert_eq!(fields(&crm).await, (json!({"f1": 1}), 1.0));
    seconds_pass(3).await;
    assert_eq!(fields(&crm).await, (json!({"team_size": 1}), 0.0));
}

#[tokio::test(start_paused = true)]
async fn an_old_list_is_served_at_once_while_it_is_read_anew() {
    let vendor = Vendor::with_definitions(0.0);
    let crm = vendor.location();
    fields(&crm).await;
    vendor.will(15.0, 200, &definitions("people"));
    seconds_pass(60).await;
    let old = (json!({"team_size": 1}), 0.0);
    let reads = tokio::join!(fields(&crm), fields(&crm), fields(&crm));
    assert_eq!(reads, (old.clone(), old.clone(), old));
    seconds_pass(16).await;
    assert_eq!(fields(&crm).await, (json!({"people": 1}), 0.0));
    assert_eq!(vendor.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn several_calls_ask_once_and_wait_two_seconds_together() {
    let vendor = Vendor::with_definitions(1.5);
    let crm = vendor.location();
    let later = async {
        sleep(Duration::from_secs(1)).await;
        fields(&crm).await
    };
    let named = json!({"team_size": 1});
    assert_eq!(
        tokio::join!(fields(&crm), fields(&crm), later),
        ((named.clone(), 1.5), (named.clone(), 1.5), (named, 0.5))
    );
    assert_eq!(vendor.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn only_the_first_reading_is_waited_for() {
    let vendor = Vendor::with_definitions(0.0);
    vendor.will_be_silent();
    let crm = vendor.location();
    assert_eq!(fields(&crm).await, (json!({"f1": 1}), 2.0));
    for minute in 1..=3 {
        for _ in 0..3 {
            assert_eq!(fields(&crm).await, (json!({"f1": 1}), 0.0));
            seconds_pass(20).await;
        }
        assert_eq!(vendor.asked(), minute, "each minute it is asked for once");
    }
    vendor.will(3.0, 200, &definitions("team_size"));
    assert_eq!(fields(&crm).await, (json!({"f1": 1}), 0.0));
    seconds_pass(4).await;
    assert_eq!(fields(&crm).await, (json!({"team_size": 1}), 0.0));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_not_repeated_with_every_call_and_names_outlast_it_for_ten_minutes() {
    let vendor = Vendor::with_definitions(0.0);
    let crm = vendor.location();
    fields(&crm).await;
    vendor.will(0.0, 403, r#"{"message":"Forbidden"}"#);
    for _ in 0..10 {
        for _ in 0..3 {
            assert_eq!(fields(&crm).await, (json!({"team_size": 1}), 0.0));
            seconds_pass(19).await;
        }
        seconds_pass(3).await;
    }
    assert_eq!(vendor.asked(), 10, "once when it was learnt, and once in each of nine minutes");
    assert_eq!(fields(&crm).await, (json!({"f1": 1}), 0.0), "what is so old has probably changed");

    vendor.will(0.0, 200, &definitions("people"));
    seconds_pass(60).await;
    fields(&crm).await;
    seconds_pass(1).await;
    assert_eq!(fields(&crm).await, (json!({"people": 1}), 0.0));
}

#[tokio::test(start_paused = true)]
async fn a_list_that_was_not_used_for_long_is_waited_for_again() {
    let vendor = Vendor::with_definitions(1.0);
    let crm = vendor.location();
    fields(&crm).await;
    vendor.will(1.0, 200, &definitions("people"));
    seconds_pass(600).await;
    assert_eq!(fields(&crm).await, (json!({"people": 1}), 1.0));
}

/// What every list of names does, by the tool that shows one.
#[tokio::test(start_paused = true)]
async fn each_list_of_names_is_there_for_the_next_call() {
    let user = "User0000000000000001";
    let users = json!({"users": [{"id": user, "name": "Dana"}]});
    let opportunity = json!({"opportunity": {"id": "o1", "pipelineId": "p1", "assignedTo": user}});
    let pipelines = json!({"pipelines": [{"id": "p1", "name": "Sales", "stages": []}]});
    let cases = [("/users", users, "assignedToName", "Dana"), ("/pipelines", pipelines, "pipeline", "Sales")];
    for (list, body, field, name) in cases {
        let vendor = Vendor::of(list, &opportunity, 2.5, &body.to_string());
        let crm = vendor.location();
        let read = async || {
            let start = Instant::now();
            let read = call(&crm, "opportunities_get-opportunity", json!({"opportunityId": "o1"})).await.unwrap();
            (read["opportunity"][field].clone(), start.elapsed().as_secs_f32())
        };
        assert_eq!(read().await, (Value::Null, 2.0), "{list}");
        seconds_pass(1).await;
        assert_eq!(read().await, (json!(name), 0.0), "{list}");
        assert_eq!(vendor.asked(), 1, "{list}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_in_an_argument_is_waited_for_and_its_list_asked_for_once() {
    let user = json!({"users": [{"id": "User0000000000000001", "name": "Dana"}]}).to_string();
    let pipelines = json!({"pipelines": [{"id": "p1", "name": "Sales", "stages": []}]}).to_string();
    let reasons = json!({"lostReasons": [{"id": "r1", "name": "Price"}]}).to_string();
    let found = json!({"contacts": [], "total": 0, "opportunities": [], "opportunity": {"id": "o1"},
        "contact": {"id": "c1"}, "succeded": true});
    let cases = [
        ("/users", user, "contacts_get-contacts", json!({"assignedTo": "Dana"})),
        ("/pipelines", pipelines, "opportunities_search-opportunity", json!({"pipelineId": "Sales"})),
        (
            "/lost-reason",
            reasons,
            "opportunities_update-opportunity",
            json!({"opportunityId": "o1", "status": "lost", "lostReasonId": "Price"}),
        ),
        (
            "/customFields",
            definitions("team_size"),
            "contacts_update-contact",
            json!({"contactId": "c1", "customFields": {"team_size": 2}}),
        ),
    ];
    for (list, body, tool, arguments) in cases {
        let vendor = Vendor::of(list, &found, 5.0, &body);
        let start = Instant::now();
        call(&vendor.location(), tool, arguments).await.unwrap();
        assert_eq!((start.elapsed(), vendor.asked()), (Duration::from_secs(5), 1), "{tool}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_whose_list_never_comes_is_refused_when_the_call_has_used_up_its_time() {
    let vendor = Vendor::of("/users", &json!({}), 0.0, "{}");
    vendor.will_be_silent();
    let start = Instant::now();
    let error = call(&vendor.location(), "contacts_get-contacts", json!({"assignedTo": "Dana"})).await.unwrap_err();
    assert!(start.elapsed() <= Duration::from_secs(45), "{:?}", start.elapsed());
    assert_eq!(error.details()["retryAfterSeconds"], 10);
    let cause = "`assignedTo` is no id, and names cannot be looked up: HighLevel did not answer; this call has used up its \
                 45 seconds";
    assert_eq!((error.message(), error.next_step()), (cause, Some("give the id, or try again in a moment")));
}

/// The zone of a search for events, and the seconds that it took.
async fn zone(crm: &HighLevel) -> Result<(Value, f32), ToolError> {
    let start = Instant::now();
    let day = json!({"calendarId": "cal1", "startTime": "2026-11-29", "endTime": "2026-11-29"});
    let events = call(crm, "calendars_get-calendar-events", day).await?;
    Ok((events["timeZone"].clone(), start.elapsed().as_secs_f32()))
}

fn in_zone(zone: &str) -> String {
    json!({"location": {"id": crate::support::LOCATION, "timezone": zone}}).to_string()
}

#[tokio::test(start_paused = true)]
async fn a_location_that_comes_late_is_there_for_the_next_call() {
    let vendor = Vendor::of(crate::support::LOCATION, &json!({"events": []}), 12.0, &in_zone("America/New_York"));
    let crm = vendor.location();
    let error = zone(&crm).await.unwrap_err();
    assert!(error.message().contains("HighLevel did not tell the location's time zone in time"), "{error}");
    seconds_pass(3).await;
    assert_eq!(zone(&crm).await.unwrap(), (json!("America/New_York"), 0.0));
    assert_eq!(vendor.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_zone_is_read_anew_in_the_background_and_never_older_than_ten_minutes() {
    let vendor = Vendor::of(crate::support::LOCATION, &json!({"events": []}), 0.0, &in_zone("America/New_York"));
    let crm = vendor.location();
    zone(&crm).await.unwrap();
    vendor.will(1.0, 200, &in_zone("UTC"));
    seconds_pass(300).await;
    assert_eq!(zone(&crm).await.unwrap(), (json!("America/New_York"), 0.0));
    seconds_pass(2).await;
    assert_eq!(zone(&crm).await.unwrap(), (json!("UTC"), 0.0));
    vendor.will(1.0, 200, &in_zone("Europe/Berlin"));
    seconds_pass(600).await;
    assert_eq!(zone(&crm).await.unwrap(), (json!("Europe/Berlin"), 1.0));
}
