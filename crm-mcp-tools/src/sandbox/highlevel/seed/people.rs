//! Who the demo contacts are: names, addresses, telephone numbers, mail, and when they came in.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    basis::{TWO_YEARS_IN_SECONDS, ago},
    extras,
    material::{
        business::{COMPANIES, MAILBOXES, SOURCES, TAGS},
        places::{COUNTRIES, City, Country},
    },
};
use crate::sandbox::{
    highlevel::{
        contacts::document,
        forms::ids::{self, RecordKind},
    },
    kit::{
        object::{Object, object},
        random::Random,
    },
};

/// Everybody, in the order of their ids.
pub(crate) fn contacts(random: &mut Random) -> Vec<Object> {
    let places = COUNTRIES.iter().flat_map(|country| (0..country.contacts).map(move |number| (country, number)));
    let mut places: Vec<_> = places.collect();
    shuffle(random, &mut places);
    let mut emails = HashSet::new();
    let contact = |((country, number), id)| contact(random, country, number, id, &mut emails);
    places.into_iter().zip(1..).map(contact).collect()
}

fn shuffle<T>(random: &mut Random, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        let other = random.below(last as u64 + 1);
        items.swap(last, usize::try_from(other).unwrap_or_default());
    }
}

/// The `number`th contact of a country, who is the `id`th of all.
fn contact(random: &mut Random, country: &Country, number: u64, id: u64, emails: &mut HashSet<String>) -> Object {
    let age = random.below(TWO_YEARS_IN_SECONDS);
    let untouched = random.below(age + 1);
    let mut contact = document::new(&ids::of(RecordKind::Contact, id), &ago(age));
    contact.insert("dateUpdated".into(), ago(untouched).into());

    // The counts of names have no common divisor, so no pair of names comes twice within a country.
    let first = nth(country.first_names, number);
    let last = nth(country.last_names, number);
    let company = random.chance(65).then(|| random.pick(&COMPANIES));
    let domain = company.map_or_else(|| *random.pick(&MAILBOXES), |(_, domain)| domain);
    let email = free_email(&format!("{}.{}", ascii(first), ascii(last)), domain, emails);

    let city = random.pick(country.cities);
    let mut set = |name: &str, value: Value| contact.insert(name.to_owned(), value);
    set("firstName", first.into());
    set("lastName", last.into());
    set("name", format!("{first} {last}").into());
    if random.chance(94) {
        set("email", email.into());
    }
    if random.chance(90) {
        set("phone", format!("{}{number:02}", city.phone).into());
    }
    if let Some((company, domain)) = company {
        set("companyName", (*company).into());
        set("website", format!("https://www.{domain}").into());
    }
    set("source", (*random.pick(&SOURCES)).into());
    let tags = tags(random);
    set("type", if tags.contains(&"customer") { "customer" } else { "lead" }.into());
    set("tags", json!(tags));
    contact.extend(address(random, country, city));
    extras::add(random, &mut contact, untouched);
    document::derive(&mut contact);
    contact
}

fn address(random: &mut Random, country: &Country, city: &City) -> Object {
    let (street, house) = (random.pick(country.streets), 1 + random.below(180));
    let line = if country.number_first { format!("{house} {street}") } else { format!("{street} {house}") };
    object([
        ("address1", line.into()),
        ("city", city.name.into()),
        ("state", city.state.into()),
        ("postalCode", city.postal_code.into()),
        ("country", country.code.into()),
        ("timezone", city.timezone.into()),
    ])
}

fn tags(random: &mut Random) -> Vec<&'static str> {
    TAGS.iter().filter(|(_, percent)| random.chance(*percent)).map(|(tag, _)| *tag).collect()
}

fn nth<'a>(items: &[&'a str], number: u64) -> &'a str {
    items[usize::try_from(number).unwrap_or_default() % items.len()]
}

/// An address that nobody has yet: the second of a name gets a number.
fn free_email(local: &str, domain: &str, taken: &mut HashSet<String>) -> String {
    let numbered = |number: u32| if number == 1 { local.to_owned() } else { format!("{local}{number}") };
    let mut free = (1..).map(|number| format!("{}@{domain}", numbered(number)));
    free.find(|email| taken.insert(email.clone())).unwrap_or_default()
}

/// A name as it is written in an address: small letters without marks.
fn ascii(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        let mut byte = [0; 1];
        plain.push_str(match letter {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'á' | 'à' | 'â' | 'ã' | 'å' => "a",
            'ç' => "c",
            'é' | 'è' | 'ê' | 'ë' | 'ễ' => "e",
            'í' | 'ì' | 'î' | 'ï' | 'ı' => "i",
            'ñ' => "n",
            'ó' | 'ò' | 'ô' => "o",
            'ú' | 'ù' | 'û' => "u",
            _ if letter.is_ascii_lowercase() => letter.encode_utf8(&mut byte),
            _ => "",
        });
    }
    plain
}
