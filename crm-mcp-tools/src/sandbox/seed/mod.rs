//! The demo data: the same people, companies, tasks, conversations, appointments, deals and payments every time, made
//! from a fixed seed. Each part has random numbers of its own, so that one can change without the others. It is made as
//! of one date, and then moved to that of the clock.

mod appointments;
mod blocked;
mod business;
mod conversations;
mod extras;
mod goods;
mod mails;
mod moved;
mod notes;
mod opportunities;
mod orders;
mod people;
mod places;
mod sales;
mod threads;
mod transactions;

use sqlx::SqliteConnection;
use time::{Duration, UtcDateTime};

use super::{
    clock::{Clock, TAKEN},
    contacts::{document, row, tasks},
    dates,
    random::Random,
    validate::Object,
};

const SEED: u64 = 0x5A4D_B0C5;

const TWO_YEARS_IN_SECONDS: u64 = 2 * 365 * 24 * 60 * 60;

/// Fills an empty database.
pub(crate) async fn fill(connection: &mut SqliteConnection, clock: Clock) -> sqlx::Result<()> {
    make(connection).await?;
    if clock == Clock::fixed() { Ok(()) } else { moved::move_all(connection, clock.weeks).await }
}

async fn make(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let mut random = Random::new(SEED);
    let mut contacts = people::contacts(&mut random);
    extras::add_late_values(&mut contacts);
    for contact in &contacts {
        row::insert(connection, contact).await?;
        for task in extras::tasks(&mut random, contact) {
            tasks::insert(connection, &task).await?;
        }
    }
    conversations::fill(connection, &contacts).await?;
    appointments::fill(connection, &contacts).await?;
    blocked::fill(connection).await?;
    sales::fill(connection, &contacts).await
}

/// So long after the data was taken; negative for before.
fn moment(seconds: i64) -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(TAKEN).unwrap_or(UtcDateTime::UNIX_EPOCH) + Duration::seconds(seconds)
}

/// The moment so many seconds before the data was taken, in the vendor's spelling.
fn ago(seconds: u64) -> String {
    dates::iso(moment(-i64::try_from(seconds).unwrap_or_default()))
}

/// How many seconds before the data was taken the contact came in.
fn age(contact: &Object) -> u64 {
    let added = dates::to_millis(document::text(contact, "dateAdded")).unwrap_or_default();
    u64::try_from(TAKEN - added / 1000).unwrap_or_default()
}
