//! The leads of the demo data with their contacts.

use serde_json::{Value, json};

use super::{
    demo::{Client, Demo, Made, Person, id},
    material::{
        companies::{COMPANIES, Company},
        deals_at_hand::DEALS,
    },
    setup::custom_setup::{region, user, value},
};
use crate::sandbox::close::engine::object_kind::ObjectKind;

const SOURCES: [&str; 6] = ["Trade fair", "Referral", "Website", "Webinar", "Partner", "Cold call"];

/// The numbers of the statuses of customers, and of those who will never be.
const CUSTOMER: usize = 2;
const BAD_FIT: usize = 3;

pub(crate) fn add(demo: &mut Demo) {
    let mut phones = 0;
    for (number, company) in COMPANIES.iter().enumerate() {
        let age = if company.status == CUSTOMER { 400 + demo.random.below(190) } else { 25 + demo.random.below(170) };
        let client = Client {
            id: id(ObjectKind::Lead, number + 1),
            name: company.name,
            is_customer: (company.status != BAD_FIT).then_some(company.status == CUSTOMER),
            // The first user does the most.
            user: if demo.random.chance(30) { 1 } else { 1 + demo.random.below(4) },
            since: first_deal(number).min(-i64::try_from(age).unwrap_or(90)),
            people: company.people.iter().map(|(name, _)| person(company, name, &mut phones)).collect(),
        };
        add_lead(demo, company, client);
    }
}

/// A week before the first opportunity of a company came up.
fn first_deal(company: usize) -> i64 {
    let days = DEALS.iter().filter(|deal| deal.company == company).map(|deal| deal.days.0);
    days.min().map_or(0, |first| first - 7)
}

/// A person, but for the id.
fn person(company: &Company, name: &str, phones: &mut usize) -> Person {
    *phones += 1;
    let first = mailbox(name.split(' ').next().unwrap_or_default());
    Person {
        id: String::new(),
        name: name.to_owned(),
        email: format!("{first}@{}", company.domain),
        phone: format!("{}{:02}", company.phone, 10 + *phones % 90),
    }
}

/// A name as it is written in a mail address.
fn mailbox(name: &str) -> String {
    let letter = |character: char| match character {
        'é' | 'É' | 'è' | 'ë' => 'e',
        'á' | 'à' => 'a',
        ' ' => '.',
        other => other.to_ascii_lowercase(),
    };
    name.chars().map(letter).collect()
}

fn add_lead(demo: &mut Demo, company: &Company, mut client: Client) {
    let made = Made { by: client.user, at: (client.since, 540) };
    let [street, city, state, zipcode, country] = company.address;
    let mut lead = demo.known(ObjectKind::Lead, made);
    let mut set = |name: &str, value: Value| lead.insert(name.to_owned(), value);
    set("name", company.name.into());
    set("description", company.about.into());
    set("url", format!("https://www.{}", company.domain).into());
    set("status_id", id(ObjectKind::LeadStatus, company.status + 1).into());
    set(
        "addresses",
        json!([{ "label": "business", "address_1": street, "address_2": "", "city": city,
        "state": state, "zipcode": zipcode, "country": country }]),
    );
    demo.push(ObjectKind::Lead, lead);

    for (number, (_, title)) in company.people.iter().enumerate() {
        client.people[number].id = add_contact(demo, &client, number, title, company.domain);
    }
    add_custom_values(demo, company, &client);
    demo.clients.push(client);
}

fn add_contact(demo: &mut Demo, client: &Client, number: usize, title: &str, domain: &str) -> String {
    let days = client.since + i64::try_from(number * 9).unwrap_or_default();
    let made = Made { by: client.user, at: (days, 660) };
    let person = &client.people[number];
    let mut contact = demo.known(ObjectKind::Contact, made);
    let mut set = |name: &str, value: Value| contact.insert(name.to_owned(), value);
    let mut emails = vec![json!({ "type": "office", "email": person.email })];
    if number == 0 && demo.random.chance(35) {
        let private = format!("{}@mail.example.org", mailbox(&person.name));
        emails.push(json!({ "type": "home", "email": private }));
    }
    set("lead_id", client.id.clone().into());
    set("name", person.name.clone().into());
    set("title", title.into());
    set("emails", emails.into());
    set("phones", json!([{ "type": if number == 1 { "mobile" } else { "office" }, "phone": person.phone }]));
    let profile = json!([{ "type": "url", "url": format!("https://www.{domain}/team") }]);
    set("urls", if demo.random.chance(30) { profile } else { json!([]) });

    let field = |name, of| value(ObjectKind::ContactField, name, of);
    let role = ["Decides", "Recommends", "Uses it"][number.min(2)];
    contact.extend([field("Role", role.into()), field("Known since", demo.almanac.day(days).into())]);
    let language = if domain.ends_with("deltawerk.example.net") { "German" } else { "English" };
    contact.extend([field("Languages", json!([language])), field("Introduced by", user(client.user))]);
    if number > 0 {
        let met = demo.almanac.moment(-i64::try_from(3 + demo.random.below(60)).unwrap_or(3), 900);
        contact.extend([field("Last seen", met.into()), field("Deputy", client.people[0].id.clone().into())]);
    }
    if demo.random.chance(30) {
        contact.extend([field("Seats planned by them", (5 + demo.random.below(60)).into())]);
    }
    demo.push(ObjectKind::Contact, contact)
}

fn add_custom_values(demo: &mut Demo, company: &Company, client: &Client) {
    let field = |name, of| value(ObjectKind::LeadField, name, of);
    let mut values = vec![
        field("Industry", company.trade.0.into()),
        field("Employees", company.trade.1.into()),
        field("Account manager", user(client.user)),
        field("Main contact", client.people[0].id.clone().into()),
        field("Source", (*demo.random.pick(&SOURCES)).into()),
        region(company.address[4]),
    ];
    if company.status == CUSTOMER {
        let ends = 20 + i64::try_from(demo.random.below(300)).unwrap_or_default();
        let checked = -i64::try_from(2 + demo.random.below(50)).unwrap_or(2);
        let third = *demo.random.pick(&["Time clock", "Reports", "Payroll export"]);
        values.extend([
            field("Modules", json!(["Plans", "Absences", third])),
            field("Contract ends", demo.almanac.day(ends).into()),
            field("Last health check", demo.almanac.moment(checked, 840).into()),
            field("Billing reference", format!("LS-{:04}", 1000 + demo.random.below(9000)).into()),
        ]);
    } else if demo.random.chance(50) {
        values.push(field("Modules", json!(["Plans"])));
    }
    let last = -i64::try_from(1 + demo.random.below(client.since.unsigned_abs().min(60))).unwrap_or(1);
    let updated = demo.almanac.moment(last, 700);
    for (name, value) in values {
        demo.change(&client.id, [(name.as_str(), value)]);
    }
    demo.change(&client.id, [("date_updated", updated.into())]);
}
