//! The demo data: the customers of Lantern Software, which sells Fieldbook, a planner of shifts. It is the same every
//! time, made from a fixed seed, and dated by the clock.

mod almanac;
mod demo;
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
    let missed = demo_talks::add_calls(&mut demo);
    let unanswered = demo_emails::add(&mut demo);
    demo_tasks::add_of_activities(&mut demo, &unanswered, &missed);
    demo_talks::add_texts(&mut demo);
    demo_talks::add_meetings(&mut demo);
    demo_extras::add(&mut demo);
    demo.records()
}
