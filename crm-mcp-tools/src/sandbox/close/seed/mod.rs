//! The demo data: the customers of Lantern Software, which sells Fieldbook, a planner of shifts. It is the same every
//! time, made from a fixed seed, and dated by the clock.

mod almanac;
mod demo;
mod demo_calls;
mod demo_emails;
mod demo_extras;
mod demo_leads;
mod demo_opportunities;
mod demo_talks;
mod demo_tasks;
mod material;
mod setup;

use sqlx::SqliteConnection;

use self::{
    almanac::Almanac,
    demo::Demo,
    setup::{automation_setup, custom_setup, organization_setup},
};
use super::engine::{object_kind::ObjectKind, records};
use crate::sandbox::kit::{clock::Clock, object::Object, random::Random};

/// The seed of the random numbers.
const SEED: u64 = 0x4C41_4E54;

/// Fills an empty database.
pub(crate) async fn fill(connection: &mut SqliteConnection, clock: Clock) -> sqlx::Result<()> {
    for (kind, document) in documents(clock) {
        records::insert(connection, kind, document).await?;
    }
    Ok(())
}

fn documents(clock: Clock) -> Vec<(ObjectKind, Object)> {
    let mut demo = Demo::new(Almanac::new(clock), Random::new(SEED));
    organization_setup::add(&mut demo);
    custom_setup::add(&mut demo);
    automation_setup::add(&mut demo);
    demo_leads::add(&mut demo);
    demo_opportunities::add(&mut demo);
    demo_tasks::add(&mut demo);
    demo_talks::add_notes(&mut demo);
    let missed = demo_calls::add(&mut demo);
    let unanswered = demo_emails::add(&mut demo);
    demo_tasks::add_of_activities(&mut demo, &unanswered, &missed);
    demo_talks::add_texts(&mut demo);
    demo_talks::add_meetings(&mut demo);
    demo_extras::add(&mut demo);
    demo.records()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sandbox::{close::answers::moments, kit::object::Properties as _};
    use serde_json::Value;
    use std::collections::HashMap;

    /// Whether a text has the form of an id.
    fn is_id(text: &str) -> bool {
        let rest = text.split_once('_').map_or("", |(_, rest)| rest);
        [22, 43].contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Calls `see` with every text in a value, and with the name of the property that it is in.
    fn texts(name: &str, value: &Value, see: &mut impl FnMut(&str, &str)) {
        match value {
            Value::String(text) => see(name, text),
            Value::Array(items) => items.iter().for_each(|item| texts(name, item, see)),
            Value::Object(properties) => {
                for (name, value) in properties {
                    see("a key", name);
                    texts(name, value, see);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_id_is_that_of_one_record() {
        let documents = documents(Clock::fixed());
        let ids: HashMap<&str, ObjectKind> =
            documents.iter().map(|(kind, record)| (record.text("id"), *kind)).collect();
        assert_eq!(ids.len(), documents.len());
        let mut named = 0;
        for (kind, record) in &documents {
            texts("", &Value::from(record.clone()), &mut |name, text| {
                let text = text.strip_prefix("custom.").unwrap_or(text);
                // A step of a workflow is a part of it.
                if is_id(text) && !text.starts_with("seqstep_") {
                    assert!(ids.contains_key(text), "{kind:?}: {name} is {text}");
                    named += 1;
                }
            });
        }
        assert!(named > 2000, "{named}");
    }

    #[test]
    fn a_contact_is_one_of_the_lead_that_the_record_belongs_to() {
        let documents = documents(Clock::fixed());
        let leads: HashMap<&str, &str> = documents
            .iter()
            .filter(|(kind, _)| *kind == ObjectKind::Contact)
            .map(|(_, contact)| (contact.text("id"), contact.text("lead_id")))
            .collect();
        for (kind, record) in documents.iter().filter(|(_, record)| record.contains_key("contact_id")) {
            assert_eq!(leads[record.text("contact_id")], record.text("lead_id"), "{kind:?}");
        }
    }

    #[test]
    fn what_was_done_was_done_before_the_data_was_taken_and_after_its_record_was_made() {
        let documents = documents(Clock::fixed());
        let taken = "2026-09-01";
        let made: HashMap<&str, &str> =
            documents.iter().map(|(_, record)| (record.text("id"), record.text("date_created"))).collect();
        for (kind, record) in &documents {
            let created = record.text("date_created");
            assert!(("2024-12"..taken).contains(&created), "{kind:?} {created}");
            assert!(record.given("date_updated").is_none_or(|updated| created <= updated && updated < taken));
            if let Some(lead) = record.given("lead_id") {
                assert!(made[lead] <= created, "{kind:?} of {created} is older than its lead of {}", made[lead]);
            }
            let is_ahead = *kind == ObjectKind::Meeting && record.text("status") == "upcoming";
            let happened = record.given("activity_at");
            assert!(happened.is_none_or(|happened| (happened >= taken) == is_ahead), "{kind:?} {happened:?}");
            texts("", &Value::from(record.clone()), &mut |name, text| {
                let is_date = name.starts_with("date") || name.ends_with("_at");
                assert!(!is_date || moments::day_or_moment(text).as_deref() == Some(text), "{kind:?} {name} {text}");
            });
        }
    }

    #[test]
    fn another_clock_moves_the_dates_and_nothing_else() {
        let now = documents(Clock { weeks: 5 });
        for ((kind, record), (_, moved)) in documents(Clock::fixed()).iter().zip(&now) {
            assert_eq!(record.get("id"), moved.get("id"));
            assert_ne!(record.get("date_created"), moved.get("date_created"), "{kind:?}");
            for (name, value) in record {
                let is_date = value.as_str().is_some_and(|text| moments::day_or_moment(text).is_some());
                assert!(is_date || value == &moved[name], "{kind:?} {name}");
            }
        }
    }

    #[test]
    fn there_is_enough_of_everything() {
        use ObjectKind as Of;

        let documents = documents(Clock::fixed());
        let count = |kind| documents.iter().filter(|(other, _)| *other == kind).count();
        let least = [
            (Of::User, 4),
            (Of::Lead, 25),
            (Of::Opportunity, 30),
            (Of::Task, 40),
            (Of::Note, 60),
            (Of::Call, 30),
            (Of::Email, 40),
            (Of::EmailThread, 20),
            (Of::Sms, 20),
            (Of::Meeting, 16),
            (Of::Comment, 8),
            (Of::CustomActivity, 8),
            (Of::CustomObject, 6),
            (Of::Sequence, 3),
            (Of::Outcome, 5),
        ];
        for (kind, least) in least {
            assert!(count(kind) >= least, "{kind:?}: {}", count(kind));
        }
        let longest = documents.iter().map(|(_, record)| record.text("body_text").len()).max();
        assert!(longest > Some(20_000), "a mail is too long to be shown whole: {longest:?}");
    }
}
