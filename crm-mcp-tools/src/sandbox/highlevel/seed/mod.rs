//! The demo data: the same people, companies, tasks, conversations, appointments, deals and payments every time, made
//! from a fixed seed. Each part has random numbers of its own, so that one can change without the others. It is made as
//! of one date, and then moved to that of the clock.

mod basis;
mod blocked;
mod bookings;
mod conversations;
mod extras;
mod mails;
mod material;
mod moved;
mod people;
mod sales;

use sqlx::SqliteConnection;

use self::basis::SEED;
use super::contacts::{row, tasks};
use crate::sandbox::kit::{clock::Clock, object::Object, random::Random};

/// Fills an empty database.
pub(crate) async fn fill(connection: &mut SqliteConnection, clock: Clock) -> sqlx::Result<()> {
    make(connection).await?;
    if clock == Clock::fixed() { Ok(()) } else { moved::move_all(connection, clock.weeks).await }
}

async fn make(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let mut random = Random::new(SEED);
    let mut contacts = people::contacts(&mut random);
    extras::add_late_values(&mut contacts);
    fill_people(connection, &mut random, &contacts).await?;
    conversations::fill(connection, &contacts).await?;
    bookings::fill(connection, &contacts).await?;
    blocked::fill(connection).await?;
    sales::fill(connection, &contacts).await
}

async fn fill_people(connection: &mut SqliteConnection, random: &mut Random, contacts: &[Object]) -> sqlx::Result<()> {
    for contact in contacts {
        row::insert(connection, contact).await?;
        for task in extras::tasks(random, contact) {
            tasks::insert(connection, &task).await?;
        }
    }
    Ok(())
}
