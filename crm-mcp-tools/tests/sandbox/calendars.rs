//! Calendars, their events, and the notes of appointments.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::client::{Client, ids};

/// From and to: well before and well after all there is.
const ALWAYS: &str = "&startTime=1700000000000&endTime=1900000000000";

async fn calendars(client: &Client, parameters: &str) -> Vec<Value> {
    let answer = client.get(&format!("/calendars/?locationId=SandboxLocation00001{parameters}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["calendars"].as_array().unwrap().clone()
}

async fn events(client: &Client, parameters: &str) -> Vec<Value> {
    let answer = client.get(&format!("/calendars/events?locationId=SandboxLocation00001{parameters}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["events"].as_array().unwrap().clone()
}

async fn all(client: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    for calendar in calendars(client, "").await {
        all.extend(events(client, &format!("&calendarId={}{ALWAYS}", text(&calendar, "id"))).await);
    }
    all
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} of {value}"))
}

/// Milliseconds of `2026-09-01T10:00:00-04:00`.
fn millis(event: &Value, name: &str) -> i128 {
    let format = &time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(text(event, name), format).unwrap().unix_timestamp_nanos() / 1_000_000
}

#[tokio::test]
async fn calendars_are_listed_with_their_teams() {
    let client = Client::new().await;
    let all = calendars(&client, "").await;
    let names: Vec<&str> = all.iter().map(|calendar| text(calendar, "name")).collect();
    assert_eq!(names, ["Discovery Call", "Strategy Session", "Client Review", "Spring Workshop"]);
    assert_eq!(calendars(&client, "&showDrafted=false").await.len(), 3);
    assert_eq!(calendars(&client, "&showDrafted=true").await.len(), 4);
    let group = text(&all[0], "groupId");
    let of_group: Vec<Value> = all.iter().filter(|calendar| calendar["groupId"] == group).cloned().collect();
    assert_eq!(calendars(&client, &format!("&groupId={group}")).await, of_group);
    assert_eq!(of_group.len(), 2);
    assert_eq!(all[0]["teamMembers"].as_array().unwrap().len(), 2);
    assert!(all.iter().all(|calendar| calendar["locationId"] == "SandboxLocation00001"));

    assert_eq!(client.get("/calendars/").await.status, 403);
    let answer = client.get("/calendars/?locationId=SandboxLocation00001&limit=5").await;
    assert_eq!(answer.faults(), ["property limit should not exist"]);
}

#[tokio::test]
async fn events_are_found_by_calendar_group_and_user() {
    let client = Client::new().await;
    let all = all(&client).await;
    assert_eq!(all.len(), 90);
    let (group, user) = (text(&all[0], "groupId"), text(&all[0], "assignedUserId"));
    let calendar = text(&all[0], "calendarId");
    let find = |parameters: String| {
        let client = client.clone();
        async move {
            let found = events(&client, &format!("{parameters}{ALWAYS}")).await;
            ids(&found).into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
        }
    };
    let expect = |test: &dyn Fn(&&Value) -> bool| {
        all.iter().filter(test).map(|event| text(event, "id").to_owned()).collect::<BTreeSet<_>>()
    };
    let of_user = |event: &&Value| event["users"].as_array().unwrap().contains(&user.into());
    assert_eq!(find(format!("&groupId={group}")).await, expect(&|event| event["groupId"] == group));
    assert_eq!(find(format!("&userId={user}")).await, expect(&of_user));
    assert!(all.iter().any(|event| of_user(&event) && event["assignedUserId"] != user), "also as a second user");
    let both = format!("&userId={user}&calendarId={calendar}");
    assert_eq!(find(both).await, expect(&|event| of_user(event) && event["calendarId"] == calendar));
    assert_eq!(find("&calendarId=nothing".into()).await, BTreeSet::new());
}

#[tokio::test]
async fn events_are_bounded_by_milliseconds_and_come_in_order() {
    let client = Client::new().await;
    let calendar = text(&calendars(&client, "").await[0], "id").to_owned();
    let all = events(&client, &format!("&calendarId={calendar}{ALWAYS}")).await;
    let starts: Vec<i128> = all.iter().map(|event| millis(event, "startTime")).collect();
    assert!(starts.is_sorted());
    let (from, to) = (starts[5], starts[9]);
    let some = events(&client, &format!("&calendarId={calendar}&startTime={from}&endTime={to}")).await;
    let expected: Vec<&Value> = all.iter().filter(|event| (from..=to).contains(&millis(event, "startTime"))).collect();
    assert_eq!(some.iter().collect::<Vec<_>>(), expected);
    let seconds = format!("&calendarId={calendar}&startTime=1700000000&endTime=1900000000");
    assert_eq!(events(&client, &seconds).await, Vec::<Value>::new(), "seconds are a time in January 1970");

    for event in &all {
        assert!(text(event, "startTime").ends_with(":00-04:00"), "{event}");
        assert_eq!(millis(event, "endTime") - millis(event, "startTime"), 30 * 60 * 1000);
        assert!(millis(event, "dateAdded") < millis(event, "startTime"));
    }
}

#[tokio::test]
async fn blocked_slots_are_apart_from_the_events_and_found_in_the_same_way() {
    let client = Client::new().await;
    let blocked = |parameters: String| {
        let (client, path) =
            (client.clone(), format!("/calendars/blocked-slots?locationId=SandboxLocation00001{parameters}"));
        async move {
            let answer = client.get(&path).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            answer.body["events"].as_array().unwrap().clone()
        }
    };
    let (all, calendars) = (all(&client).await, calendars(&client, "").await);
    let slots = blocked(format!("&calendarId={}{ALWAYS}", text(&calendars[0], "id"))).await;
    assert_eq!(slots.len(), 11);
    for slot in &slots {
        assert!(!all.iter().any(|event| event["id"] == slot["id"]));
        assert!(slot["contactId"].is_null() && slot["appointmentStatus"].is_null(), "{slot}");
        let meets = |event: &&Value| {
            millis(slot, "startTime") < millis(event, "endTime") && millis(event, "startTime") < millis(slot, "endTime")
        };
        assert!(!all.iter().any(|event| meets(&event)), "nothing was booked then: {slot}");
        let notes = client.get(&format!("/calendars/appointments/{}/notes?limit=1&offset=0", text(slot, "id"))).await;
        assert_eq!(notes.status, 400, "it is no appointment");
    }
    let group = text(&calendars[0], "groupId");
    assert_eq!(blocked(format!("&groupId={group}{ALWAYS}")).await.len(), 22);
    let second = slots[0]["users"][1].as_str().unwrap();
    assert_eq!(blocked(format!("&userId={second}{ALWAYS}")).await.len(), 22);
    let span = format!("&startTime={}&endTime={}", millis(&slots[2], "startTime"), millis(&slots[4], "startTime"));
    assert_eq!(blocked(format!("&calendarId={}{span}", text(&calendars[0], "id"))).await, slots[2..=4]);
    let whose = client.get(&format!("/calendars/blocked-slots?locationId=SandboxLocation00001{ALWAYS}")).await;
    assert_eq!(whose.faults(), ["either of userId, calendarId or groupId is required"]);
}

#[tokio::test]
async fn a_question_for_events_says_whose_and_when() {
    let client = Client::new().await;
    let ask = |parameters: &str| {
        let (client, path) = (client.clone(), format!("/calendars/events?locationId=SandboxLocation00001{parameters}"));
        async move { client.get(&path).await }
    };
    let whose = ask(ALWAYS).await;
    assert_eq!(whose.faults(), ["either of userId, calendarId or groupId is required"]);
    let nobody = ask(&format!("&userId={ALWAYS}")).await;
    assert_eq!(nobody.faults(), ["either of userId, calendarId or groupId is required"]);
    let when = ask("&userId=u").await;
    assert_eq!(when.faults(), ["startTime can't be undefined", "endTime can't be undefined"]);
    let iso = ask("&userId=u&startTime=2026-09-01&endTime=1900000000000").await;
    assert_eq!(iso.faults(), ["startTime must be a whole number"]);
    assert_eq!(client.get(&format!("/calendars/events?userId=u{ALWAYS}")).await.status, 403);
}

#[tokio::test]
async fn nobody_is_at_two_appointments_at_once_or_at_one_before_coming_in() {
    let client = Client::new().await;
    let all = all(&client).await;
    let users = |event: &Value| event["users"].as_array().unwrap().clone();
    for (index, event) in all.iter().enumerate() {
        let came_in = client.contact(&event["contactId"]).await;
        assert!(millis(event, "dateAdded") > millis(&came_in, "dateAdded"), "{event}");
        for other in &all[index + 1..] {
            let at_once = millis(event, "startTime") < millis(other, "endTime")
                && millis(other, "startTime") < millis(event, "endTime");
            assert!(!at_once || !users(event).iter().any(|user| users(other).contains(user)), "{event} {other}");
        }
    }
}

#[tokio::test]
async fn past_and_future_events_have_states_that_fit() {
    let client = Client::new().await;
    let taken = 1_788_220_800_000;
    let mut states: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for event in all(&client).await {
        let when = if millis(&event, "startTime") < taken { "past" } else { "future" };
        states.entry(when).or_default().insert(text(&event, "appointmentStatus").to_owned());
        assert!(millis(&event, "dateAdded") < taken, "nothing was booked after the data was taken");
        assert_eq!(client.contact(&event["contactId"]).await["id"], event["contactId"]);
    }
    assert_eq!(states["past"], ["cancelled", "noshow", "showed"].map(str::to_owned).into());
    assert_eq!(states["future"], ["cancelled", "confirmed", "new"].map(str::to_owned).into());
}

#[tokio::test]
async fn instances_of_a_recurring_event_are_named_after_it() {
    let client = Client::new().await;
    let all = all(&client).await;
    let recurring: Vec<&Value> = all.iter().filter(|event| event["isRecurring"] == true).collect();
    assert_eq!(recurring.len(), 18);
    for event in recurring {
        let seconds = (millis(event, "endTime") - millis(event, "startTime")) / 1000;
        let expected = format!("{}_{}_{seconds}", text(event, "masterEventId"), millis(event, "startTime"));
        assert_eq!(text(event, "id"), expected);
        assert!(text(event, "rrule").starts_with("RRULE:FREQ=WEEKLY;INTERVAL="));
        let notes = client.get(&format!("/calendars/appointments/{expected}/notes?limit=1&offset=0")).await;
        assert_eq!(notes.body["hasMore"], false);
    }
    assert!(all.iter().any(|event| event["isRecurring"] == false && event.get("masterEventId").is_none()));
}

#[tokio::test]
async fn notes_come_in_pages_of_at_most_twenty() {
    let client = Client::new().await;
    let notes = |id: &str, page: &str| {
        let (client, path) = (client.clone(), format!("/calendars/appointments/{id}/notes{page}"));
        async move { client.get(&path).await }
    };
    let mut most = (String::new(), 0);
    for event in all(&client).await {
        let page = notes(text(&event, "id"), "?limit=20&offset=0").await;
        let count = page.body["notes"].as_array().unwrap().len();
        assert_eq!(page.body["hasMore"] == true, count == 20);
        if count > most.1 {
            most = (text(&event, "id").to_owned(), count);
        }
    }
    let first = notes(&most.0, "?limit=20&offset=0").await.body;
    let rest = notes(&most.0, "?limit=20&offset=20").await.body;
    assert_eq!((&first["hasMore"], &rest["hasMore"]), (&true.into(), &false.into()));
    let all: Vec<Value> =
        [&first, &rest].into_iter().flat_map(|page| page["notes"].as_array().unwrap().clone()).collect();
    assert_eq!(ids(&all).into_iter().collect::<BTreeSet<_>>().len(), 23);
    assert!(all.is_sorted_by(|one, other| text(one, "dateAdded") > text(other, "dateAdded")), "the newest first");
    for note in &all {
        assert!(text(note, "dateAdded").ends_with('Z') && !text(note, "body").is_empty());
        assert_eq!(note["createdBy"]["id"], note["userId"]);
        assert!(text(&note["createdBy"], "name").contains(' '));
    }
    assert_eq!(notes(&most.0, "?limit=20&offset=23").await.body, serde_json::json!({ "notes": [], "hasMore": false }));
    assert_eq!(notes(&most.0, "?limit=23&offset=0").await.faults(), ["limit must not be greater than 20"]);
    let missing = notes(&most.0, "").await;
    assert_eq!(missing.faults(), ["limit can't be undefined", "offset can't be undefined"]);
    let unknown = notes("nothing", "?limit=1&offset=0").await;
    assert_eq!(
        (unknown.status.as_u16(), text(&unknown.body, "message")),
        (400, "Appointment not found for id:nothing")
    );
}
