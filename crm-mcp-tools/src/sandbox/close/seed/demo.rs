//! The records of the demo data, as they come together.

use serde_json::Value;

use super::{almanac::Almanac, material::jottings::Of};
use crate::sandbox::{
    close::{
        engine::{close_ids, object_kind::ObjectKind},
        keys,
    },
    kit::{
        object::{Object, Properties as _, object},
        random::Random,
    },
};

/// The number of a customer with whom nobody has spoken for a long time.
const FORGOTTEN: usize = 9;

/// A person to do business with.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// A lead, with what other records say of it.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    /// Whether it buys; none if it never will.
    pub(crate) is_customer: Option<bool>,
    /// The number of the user who looks after it.
    pub(crate) user: u64,
    /// When it came in: so many days after the data was taken, negative for before.
    pub(crate) since: i64,
    pub(crate) people: Vec<Person>,
}

impl Client {
    /// A text about the client and one of its people, whose names it has places for.
    pub(crate) fn told(&self, text: &str, person: &Person) -> String {
        let first = person.name.split(' ').next().unwrap_or_default();
        text.replace("{contact}", first).replace("{company}", self.name)
    }
}

/// Who made a record, and when.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    /// The number of the user.
    pub(crate) by: u64,
    /// Days after the data was taken, and minutes of the day.
    pub(crate) at: (i64, i64),
}

/// The demo data.
pub(crate) struct Demo {
    pub(crate) almanac: Almanac,
    pub(crate) random: Random,
    pub(crate) clients: Vec<Client>,
    records: Vec<(ObjectKind, Object)>,
}

impl Demo {
    pub(crate) const fn new(almanac: Almanac, random: Random) -> Self {
        Self { almanac, random, clients: Vec::new(), records: Vec::new() }
    }

    /// The records that there are so far.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &Object> {
        self.records.iter().map(|(_, record)| record)
    }

    /// All records, in the order in which they were added.
    pub(crate) fn records(self) -> Vec<(ObjectKind, Object)> {
        self.records
    }

    /// Adds a record of these fields, and gives its id.
    pub(crate) fn add<const N: usize>(&mut self, kind: ObjectKind, made: Made, fields: [(&str, Value); N]) -> String {
        let mut record = self.known(kind, made);
        record.extend(object(fields));
        self.push(kind, record)
    }

    /// The beginning of a record: its id, and who made it when.
    pub(crate) fn known(&self, kind: ObjectKind, made: Made) -> Object {
        let number = self.records.iter().filter(|(other, _)| *other == kind).count() as u64 + 1;
        let (user, created) = (keys::user_id(made.by), self.almanac.moment(made.at.0, made.at.1));
        object([
            ("id", close_ids::seeded(kind, number).into()),
            ("created_by", user.clone().into()),
            ("updated_by", user.into()),
            ("date_created", created.clone().into()),
            ("date_updated", created.into()),
        ])
    }

    /// Adds a record that is complete, and gives its id.
    pub(crate) fn push(&mut self, kind: ObjectKind, record: Object) -> String {
        let id = record.text("id").to_owned();
        self.records.push((kind, record));
        id
    }

    /// Changes what is kept of a record that was added before.
    pub(crate) fn change<const N: usize>(&mut self, id: &str, fields: [(&str, Value); N]) {
        if let Some((_, record)) = self.records.iter_mut().find(|(_, record)| record.text("id") == id) {
            record.extend(object(fields));
        }
    }

    /// A client of whom something can be said, one of its people, and a day since it came in.
    pub(crate) fn occasion(&mut self, of: Of) -> (Client, Person, i64) {
        let fits = |client: &&Client| match of {
            Of::Customers => client.is_customer == Some(true),
            Of::Prospects => client.is_customer == Some(false),
            Of::Everybody => client.is_customer.is_some(),
        };
        let fitting: Vec<&Client> = self.clients.iter().filter(fits).collect();
        let client = (*self.random.pick(&fitting)).clone();
        let person = self.random.pick(&client.people).clone();
        // Most of what is done was done lately, but that one client is forgotten.
        let days = self.random.below(client.since.unsigned_abs().min(90)) + 1;
        let days = if client.id == self.clients[FORGOTTEN].id { days + 60 } else { days };
        (client, person, -i64::try_from(days).unwrap_or(1))
    }

    /// A minute of a working day.
    pub(crate) fn minute(&mut self) -> i64 {
        i64::try_from(9 * 60 + self.random.below(32) * 15).unwrap_or_default()
    }
}

/// The id of the `number`th record of its kind, counted from one.
pub(crate) fn id(kind: ObjectKind, number: usize) -> String {
    close_ids::seeded(kind, number as u64)
}
