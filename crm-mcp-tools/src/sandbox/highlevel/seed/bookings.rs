//! What is booked in the demo calendars, and what was noted about it.

use serde_json::{Value, json};
use sqlx::{SqliteConnection, query};
use time::UtcDateTime;

use super::{
    basis::{SEED, age, moment},
    material::business::APPOINTMENT_NOTES,
};
use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        calendars::{CALENDARS, Calendar},
        forms::{
            dates,
            ids::{self, RecordKind},
        },
        location::users::{self, User},
    },
    kit::{
        clock::TAKEN,
        data::column::AsJson,
        object::{Object, Properties as _},
        random::Random,
    },
};

pub(super) const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// How many single appointments there are in the 80 days around the data's date.
const SINGLES: u64 = 72;

/// Those that recur: the calendar, the days from the data's date to the first, the days between two, and how many.
const SERIES: [(usize, i64, i64, i64); 2] = [(2, -35, 7, 12), (1, -27, 14, 6)];

/// The single appointment with the most notes, and how many it has.
const MOST_NOTED: (u64, u64) = (5, 23);

/// An appointment, before it is written down.
#[derive(Clone, Copy)]
struct Booking<'a> {
    calendar: &'a Calendar,
    contact: &'a Object,
    /// Seconds from when the data was taken.
    starts: i64,
    user: u64,
}

pub(crate) async fn fill(connection: &mut SqliteConnection, contacts: &[Object]) -> sqlx::Result<()> {
    let mut random = Random::new(SEED ^ 2);
    let (mut notes, mut booked) = (0, Vec::new());
    for (series, master) in SERIES.into_iter().zip(SINGLES + 1..) {
        let id = ids::of(RecordKind::Event, master);
        booked.extend(recur(connection, &mut Random::new(SEED ^ master), contacts, series, &id).await?);
    }
    for number in 1..=SINGLES {
        let id = ids::of(RecordKind::Event, number);
        let booking = single(&mut random, contacts, &booked);
        booked.push(booking);
        let event = booking.event(&mut random, &id);
        insert(connection, &id, false, booking.starts, &event).await?;
        let count = if number == MOST_NOTED.0 { MOST_NOTED.1 } else { random.below(4) };
        for _ in 0..count {
            notes += 1;
            note(connection, &mut random, &booking, &id, notes).await?;
        }
    }
    Ok(())
}

/// An appointment on the first day, from a random one, on which its users have no other at that time.
fn single<'a>(random: &mut Random, contacts: &'a [Object], booked: &[Booking<'_>]) -> Booking<'a> {
    let calendar = random.pick(&CALENDARS[..3]);
    let days = i64::try_from(random.below(80)).unwrap_or_default() - 40;
    let half_hours = i64::try_from(random.below(14)).unwrap_or_default();
    let user = *random.pick(calendar.team);
    let picked = random.below(contacts.len() as u64);
    let on = |day| {
        let starts = on_workday(day) + half_hours * HOUR / 2;
        Booking { calendar, contact: somebody(contacts, picked, starts), starts, user }
    };
    let free = (days..days + 80).map(on).find(|booking| !booked.iter().any(|other| other.meets(booking)));
    free.unwrap_or_else(|| on(days))
}

/// The first contact, from the picked one, who had come in a day before the appointment could be made.
fn somebody(contacts: &[Object], picked: u64, starts: i64) -> &Object {
    let picked = usize::try_from(picked).unwrap_or_default();
    let mut from_picked = contacts[picked..].iter().chain(&contacts[..picked]);
    from_picked.find(|contact| came_in(contact) < starts.min(0) - DAY).unwrap_or(&contacts[picked])
}

/// Seconds from when the data was taken to when the contact came in; negative.
fn came_in(contact: &Object) -> i64 {
    -i64::try_from(age(contact)).unwrap_or_default()
}

/// Nine in the morning, by the location's clock, of a day; of the Wednesday or Thursday before a weekend.
pub(super) fn on_workday(days: i64) -> i64 {
    // The data was taken on a Tuesday, at midnight in UTC.
    let is_weekend = (days + 1).rem_euclid(7) >= 5;
    let days = if is_weekend { days - 3 } else { days };
    days * DAY + 13 * HOUR
}

async fn recur<'a>(
    connection: &mut SqliteConnection,
    random: &mut Random,
    contacts: &'a [Object],
    (calendar, first, every, count): (usize, i64, i64, i64),
    master: &str,
) -> sqlx::Result<Vec<Booking<'a>>> {
    let calendar = &CALENDARS[calendar];
    let contact = somebody(contacts, random.below(contacts.len() as u64), on_workday(first));
    let user = calendar.team[0];
    let mut booked = Vec::new();
    for instance in 0..count {
        let booking = Booking { calendar, contact, starts: on_workday(first + instance * every) + HOUR, user };
        let id = format!("{master}_{}_{}", millis(booking.starts), calendar.minutes * 60);
        let mut event = booking.event(random, &id);
        event["isRecurring"] = true.into();
        event["rrule"] = format!("RRULE:FREQ=WEEKLY;INTERVAL={};COUNT={count}", every / 7).into();
        event["masterEventId"] = master.into();
        insert(connection, &id, false, booking.starts, &event).await?;
        booked.push(booking);
    }
    Ok(booked)
}

impl Booking<'_> {
    fn users(&self) -> &[u64] {
        if self.calendar.is_collective() { self.calendar.team } else { std::slice::from_ref(&self.user) }
    }

    fn ends(&self) -> i64 {
        self.starts + i64::try_from(self.calendar.minutes).unwrap_or_default() * 60
    }

    /// Whether somebody would have to be at both at once.
    fn meets(&self, other: &Self) -> bool {
        let shares_user = self.users().iter().any(|user| other.users().contains(user));
        shares_user && self.starts < other.ends() && other.starts < self.ends()
    }

    fn event(&self, random: &mut Random, id: &str) -> Value {
        let user = ids::of(RecordKind::User, self.user);
        let users: Vec<_> = self.users().iter().map(|number| ids::of(RecordKind::User, *number)).collect();
        let booked = self.starts.min(0) - HOUR - i64::try_from(random.below(20 * 24 * 60 * 60)).unwrap_or_default();
        let booked = booked.max(came_in(self.contact) + HOUR);
        let by_user = random.chance(40);
        json!({
            "id": id,
            "title": format!("{} with {}", self.calendar.name, self.contact.text("name")),
            "calendarId": self.calendar.id(),
            "groupId": self.calendar.group_id(),
            "locationId": LOCATION_ID,
            "contactId": self.contact.text("id"),
            "appointmentStatus": self.status(random),
            "assignedUserId": user,
            "users": users,
            "address": self.calendar.address,
            "notes": random.pick(&["", "", "Prefers to be called on the mobile.", "Brings a colleague."]),
            "isRecurring": false,
            "assignedResources": [],
            "createdBy": if by_user {
                json!({ "userId": user, "source": "calendar_page" })
            } else {
                json!({ "source": "booking_widget" })
            },
            "startTime": local(self.starts),
            "endTime": local(self.ends()),
            "dateAdded": local(booked),
            "dateUpdated": local(booked),
        })
    }

    fn status(&self, random: &mut Random) -> &'static str {
        match random.below(100) {
            0..15 => "cancelled",
            15..25 if self.starts < 0 => "noshow",
            25.. if self.starts < 0 => "showed",
            15..30 => "new",
            _ => "confirmed",
        }
    }
}

/// Milliseconds since 1970 of so many seconds after the data was taken.
fn millis(seconds: i64) -> i64 {
    (TAKEN + seconds) * 1000
}

pub(super) fn local(seconds: i64) -> String {
    dates::local(moment(seconds))
}

/// Writes down what begins so many seconds after the data was taken.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    id: &str,
    blocked: bool,
    starts: i64,
    event: &Value,
) -> sqlx::Result<()> {
    query("INSERT INTO events (id, starts, blocked, document) VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(millis(starts))
        .bind(blocked)
        .bind(AsJson(event))
        .execute(connection)
        .await?;
    Ok(())
}

async fn note(
    connection: &mut SqliteConnection,
    random: &mut Random,
    booking: &Booking<'_>,
    event: &str,
    number: u64,
) -> sqlx::Result<()> {
    let author = ids::of(RecordKind::User, booking.user);
    let taken: UtcDateTime = moment(booking.starts.min(-DAY) + i64::try_from(number).unwrap_or_default() * 60);
    let note = json!({
        "id": ids::of(RecordKind::AppointmentNote, number),
        "body": random.pick(&APPOINTMENT_NOTES),
        "userId": author,
        "dateAdded": dates::iso(taken),
        "contactId": booking.contact.text("id"),
        "createdBy": { "id": author, "name": users::by_id(&author).map(User::name) },
    });
    query("INSERT INTO appointment_notes (event_id, document) VALUES (?, ?)")
        .bind(event)
        .bind(AsJson(&note))
        .execute(connection)
        .await?;
    Ok(())
}
