//! The demo data: believable, whole, and dated by the clock.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crm_mcp_tools::sandbox::{Clock, close::CloseSandbox};
use serde_json::Value;

use crate::client::{Client, UNLIMITED, id};

/// The lists of the demo data that can be read without further parameters, and how many records each has at least.
const LISTS: [(&str, usize); 21] = [
    ("lead/", 25),
    ("contact/", 40),
    ("opportunity/", 30),
    ("task/?_type=all", 40),
    ("activity/note/", 60),
    ("activity/call/", 30),
    ("activity/email/", 40),
    ("activity/emailthread/", 20),
    ("activity/sms/", 20),
    ("activity/meeting/", 16),
    ("activity/custom/", 8),
    ("email_template/", 4),
    ("sms_template/", 3),
    ("saved_search/?type__in=lead,contact", 4),
    ("sequence/", 3),
    ("outcome/", 5),
    ("group/", 1),
    ("scheduling_link/", 2),
    ("shared_scheduling_link/", 1),
    ("custom_activity/", 2),
    ("user/", 4),
];

/// All records of the lists, by their ids.
async fn records(client: &Client) -> HashMap<String, Value> {
    let mut records = HashMap::new();
    for (path, least) in LISTS {
        let list = client.list(path).await;
        assert!(list.len() >= least, "{path} has {}", list.len());
        for record in list {
            assert!(records.insert(id(&record), record).is_none(), "an id of {path} is not its own");
        }
    }
    for path in ["status/lead/", "status/opportunity/", "pipeline/"] {
        records.extend(client.list(path).await.into_iter().map(|record| (id(&record), record)));
    }
    records
}

/// Whether a property holds the id of a record of one of the lists.
fn is_reference(name: &str) -> bool {
    ["lead_id", "contact_id", "user_id", "assigned_to", "created_by", "updated_by", "status_id", "pipeline_id"]
        .contains(&name)
}

#[tokio::test]
async fn what_a_record_names_is_there() {
    let client = Client::new().await;
    let records = records(&client).await;
    for (id, record) in &records {
        for (name, value) in record.as_object().unwrap() {
            if let Some(named) = value.as_str().filter(|_| is_reference(name)) {
                assert!(records.contains_key(named), "{id} has the {name} {named}");
            }
        }
        let (Some(contact), Some(lead)) = (record["contact_id"].as_str(), record["lead_id"].as_str()) else { continue };
        assert_eq!(records[contact]["lead_id"], lead, "the contact of {id} is one of its lead");
    }
}

#[tokio::test]
async fn dates_are_around_the_clock_and_move_with_it() {
    let fixed = Client::new().await;
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_hours(1_788_220_800 / 3600 + 35 * 24);
    let later = CloseSandbox::in_memory_at(Clock::at(at)).await.unwrap().with_limits(UNLIMITED);
    let later = records(&Client::of(&later)).await;
    let taken = "2026-09-01";
    for (id, record) in records(&fixed).await {
        let created = record["date_created"].as_str().unwrap();
        assert!(("2024-09"..taken).contains(&created), "{id} was made at {created}");
        assert!(record["date_updated"].as_str().unwrap() >= created, "{id} was changed before it was made");
        assert!(record["date_updated"].as_str().unwrap() < taken, "{id}");
        assert_ne!(later[&id]["date_created"], record["date_created"], "{id} has moved");
        assert_eq!(later[&id]["name"], record["name"], "and is the same");
    }
}

#[tokio::test]
async fn money_and_statuses_are_sane() {
    let opportunities = Client::new().await.list("opportunity/").await;
    let taken = "2026-09-01";
    let mut periods = BTreeMap::new();
    for opportunity in &opportunities {
        let cents = opportunity["value"].as_i64().unwrap();
        assert!((5_000..10_000_000).contains(&cents) && cents % 100 == 0, "{opportunity}");
        assert_eq!(opportunity["value_currency"], "USD");
        *periods.entry(opportunity["value_period"].as_str().unwrap()).or_insert(0) += 1;
        let confidence = opportunity["confidence"].as_i64().unwrap();
        let won = opportunity["date_won"].as_str();
        match opportunity["status_type"].as_str().unwrap() {
            "won" => assert!(confidence == 100 && won.unwrap() < taken, "{opportunity}"),
            "lost" => assert!(confidence == 0 && won.is_none() && opportunity["date_lost"].is_string()),
            _ => assert!((1..100).contains(&confidence) && won.unwrap() > taken, "{opportunity}"),
        }
    }
    assert_eq!(periods.keys().copied().collect::<Vec<_>>(), ["annual", "monthly", "one_time"]);
    assert!(periods.values().all(|count| *count >= 3), "{periods:?}");
}

#[tokio::test]
async fn people_are_varied_and_nobody_can_be_reached() {
    let contacts = Client::new().await.list("contact/").await;
    let items = |list: &str, name: &str| -> Vec<String> {
        let items = contacts.iter().flat_map(|contact| contact[list].as_array().unwrap());
        items.map(|item| item[name].as_str().unwrap().to_owned()).collect()
    };
    let emails = items("emails", "email");
    assert_eq!(emails.len(), emails.iter().collect::<HashSet<_>>().len());
    let reserved = [".example.com", ".example.net", ".example.org"];
    assert!(
        emails.iter().all(|email| email.is_ascii() && reserved.iter().any(|end| email.ends_with(end))),
        "{emails:?}"
    );
    let phones = items("phones", "phone");
    assert_eq!(phones.len(), phones.iter().collect::<HashSet<_>>().len());
    // Ranges that are kept for fiction.
    let abroad = ["+4930231250", "+4420794600", "+4416149600", "+331990012"];
    for phone in phones {
        let is_home = phone.starts_with("+1") && phone.len() == 12 && &phone[5..10] == "55501";
        assert!(is_home || abroad.iter().any(|start| phone.starts_with(start)), "{phone}");
    }
    let names: Vec<_> = contacts.iter().map(|contact| contact["name"].as_str().unwrap()).collect();
    assert!(names.iter().filter(|name| !name.is_ascii()).count() >= 3, "{names:?}");
}

#[tokio::test]
async fn tasks_are_of_many_types_done_and_open_for_days_and_moments() {
    let tasks = Client::new().await.list("task/?_type=all").await;
    let types: BTreeSet<_> = tasks.iter().map(|task| task["_type"].as_str().unwrap()).collect();
    assert_eq!(types, ["email_followup", "lead", "missed_call", "outgoing_call"].into());
    let is_done = |task: &&Value| task["is_complete"] == true;
    let done = tasks.iter().filter(is_done).count();
    assert!((8..tasks.len() - 8).contains(&done), "{done} of {}", tasks.len());
    let dates: Vec<_> = tasks.iter().map(|task| task["date"].as_str().unwrap_or_default().len()).collect();
    for length in [0, "2026-09-01".len(), "2026-09-01T09:00:00.000000+00:00".len()] {
        assert!(dates.contains(&length), "{dates:?}");
    }
    let open = tasks.iter().filter(|task| task["is_complete"] == false);
    let (overdue, ahead): (Vec<_>, Vec<_>) = open.partition(|task| task["date"].as_str() < Some("2026-09-01"));
    assert!(overdue.len() >= 4 && ahead.len() >= 4, "{} overdue, {} ahead", overdue.len(), ahead.len());
}
