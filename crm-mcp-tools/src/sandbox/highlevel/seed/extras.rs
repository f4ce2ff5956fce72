//! What is known of a demo contact beside the address: custom fields, tasks, do-not-disturb, and where it came from.

use serde_json::{Value, json};

use super::{
    basis::{SEED, moment},
    material::business::{CAMPAIGNS, NOTES, TASKS},
};
use crate::sandbox::{
    highlevel::{
        forms::{
            dates,
            ids::{self, RecordKind},
        },
        location::{CUSTOM_FIELDS, CustomField, DataType, Model, users::USERS},
    },
    kit::{
        object::{Object, Properties as _, object},
        random::Random,
    },
};

const DAY_IN_SECONDS: u64 = 24 * 60 * 60;

/// Adds to a contact that was last touched so many seconds before the data was taken.
pub(crate) fn add(random: &mut Random, contact: &mut Object, untouched: u64) {
    let mut set = |name: &str, value: Value| contact.insert(name.to_owned(), value);
    set("customFields", custom_values(random, 45, |field| !is_late(field)).into());
    if random.chance(60) {
        set("assignedTo", user(random).into());
        set("followers", json!([user(random)]));
    }
    if random.chance(55) {
        let birth = -i64::try_from((20 + random.below(50)) * 365 + random.below(365)).unwrap_or_default();
        let day = moment(birth * i64::try_from(DAY_IN_SECONDS).unwrap_or_default());
        set("dateOfBirth", dates::iso(day).into());
    }
    if random.chance(6) {
        set("dnd", true.into());
        set("dndSettings", do_not_disturb());
    } else {
        set("dndSettings", json!({}));
    }
    set("lastActivity", dates::iso(moment(-i64::try_from(untouched / 2).unwrap_or_default())).into());
    // A contact that came through the web brings the traces of its visit.
    if random.chance(70) {
        let campaign = random.pick(&CAMPAIGNS);
        set("visitorId", random.uuid().into());
        set("keyword", campaign.replace('-', " ").into());
        set("attributionSource", attribution(random, campaign));
        set("lastAttributionSource", attribution(random, campaign));
        set("attachments", json!([]));
        set("inboundDndSettings", json!({}));
        set("businessId", format!("{:012x}{:012x}", random.word() >> 16, random.word() >> 16).into());
    }
}

/// One of the people who work in the location.
pub(crate) fn user(random: &mut Random) -> String {
    random.pick(&USERS).id()
}

fn do_not_disturb() -> Value {
    let active = json!({ "status": "active", "message": "Unsubscribed by reply", "code": "DND01" });
    json!({ "Call": active, "Email": active, "SMS": active, "WhatsApp": active, "GMB": active, "FB": active })
}

/// All 18 properties that the vendor records of a visit, though most say nothing.
fn attribution(random: &mut Random, campaign: &str) -> Value {
    json!({
        "url": format!("https://harborstreet.example.com/offers/{campaign}"),
        "campaign": campaign,
        "utmSource": "newsletter",
        "utmMedium": "email",
        "utmContent": "header-button",
        "referrer": "https://search.example.com/",
        "campaignId": format!("{:016x}", random.word()),
        "fbclid": null,
        "gclid": format!("{:016x}{:016x}", random.word(), random.word()),
        "msclikid": null, // the vendor's spelling
        "dclid": null,
        "fbc": null,
        "fbp": null,
        "fbEventId": null,
        "userAgent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36",
        "ip": format!("203.0.113.{}", 1 + random.below(254)),
        "medium": "form",
        "mediumId": ids::of(RecordKind::User, 100 + random.below(5)),
    })
}

/// Adds values of the fields that the demo data got last; their random numbers are their own.
pub(crate) fn add_late_values(contacts: &mut [Object]) {
    let mut random = Random::new(SEED ^ 0x10);
    for contact in contacts {
        let values = custom_values(&mut random, 8, is_late);
        if let Some(Value::Array(kept)) = contact.get_mut("customFields") {
            kept.extend(values);
        }
    }
}

fn is_late(field: &CustomField) -> bool {
    use DataType::{FileUpload, Phone, Radio, Signature, TextboxList};
    matches!(field.data_type, FileUpload | Phone | Radio | Signature | TextboxList)
}

/// Values of some of the wanted fields of contacts: of each, so many of a hundred contacts have one.
fn custom_values(random: &mut Random, percent: u64, is_wanted: impl Fn(&CustomField) -> bool) -> Vec<Value> {
    let fields = CUSTOM_FIELDS.iter().filter(|field| field.is_of(Model::Contact) && is_wanted(field));
    let known: Vec<_> = fields.filter(|_| random.chance(percent)).collect();
    known.into_iter().map(|field| json!({ "id": field.id(), "value": custom_value(random, field) })).collect()
}

fn custom_value(random: &mut Random, field: &CustomField) -> Value {
    match field.data_type {
        DataType::Text => (*random.pick(&["Alex", "Sam", "Jo", "Max", "Kim", "Robin"])).into(),
        DataType::LargeText => (*random.pick(&NOTES)).into(),
        DataType::Numerical => (1 + random.below(60)).into(),
        DataType::Monetory => ((1 + random.below(80)) * 250).into(),
        DataType::SingleOptions | DataType::Radio => (*random.pick(field.options)).into(),
        DataType::MultipleOptions | DataType::Checkbox => {
            let first = *random.pick(field.options);
            let others = field.options.iter().copied().filter(|option| *option != first && random.chance(30));
            std::iter::once(first).chain(others.collect::<Vec<_>>()).collect()
        }
        DataType::Date => {
            let days = random.below(365);
            dates::iso(moment(i64::try_from(days * DAY_IN_SECONDS).unwrap_or_default())).into()
        }
        DataType::Phone => format!("+120755501{:02}", random.below(100)).into(),
        DataType::FileUpload => files(random, field, "brand-guide.pdf"),
        DataType::Signature => file(random, field, "signature.png", "image/png"),
        DataType::TextboxList => {
            let hours = ["9:00 to 17:00", "10:00 to 14:00", "closed"];
            field.boxes().map(|(id, _)| (id, Value::from(*random.pick(&hours)))).collect::<Object>().into()
        }
    }
}

/// The value of a field for uploads that holds one PDF file: files by their ids.
pub(crate) fn files(random: &mut Random, field: &CustomField, name: &str) -> Value {
    json!({ (random.uuid()): file(random, field, name, "application/pdf") })
}

fn file(random: &mut Random, field: &CustomField, name: &str, mime_type: &str) -> Value {
    let document = random.object_id();
    json!({
        "meta": {
            "fieldname": field.id(),
            "originalname": name,
            "encoding": "7bit",
            "mimetype": mime_type,
            "size": 10_000 + random.below(900_000),
            "uuid": random.uuid(),
        },
        "url": format!("https://files.harborstreet.example.com/documents/download/{document}"),
        "documentId": document,
    })
}

/// The tasks of a contact; most have none. Their ids are numbered after the contact's.
pub(crate) fn tasks(random: &mut Random, contact: &Object) -> Vec<Object> {
    let count = if random.chance(30) { 1 + random.below(3) } else { 0 };
    (0..count).map(|_| task(random, contact)).collect()
}

fn task(random: &mut Random, contact: &Object) -> Object {
    let (title, body) = random.pick(&TASKS);
    let days = i64::try_from(random.below(60)).unwrap_or_default() - 30;
    object([
        ("id", ids::of(RecordKind::Task, random.word() >> 16).into()),
        ("title", (*title).into()),
        ("body", (*body).into()),
        ("assignedTo", user(random).into()),
        ("dueDate", dates::iso(moment(days * i64::try_from(DAY_IN_SECONDS).unwrap_or_default())).into()),
        ("completed", (days < 0 && random.chance(70)).into()),
        ("contactId", contact.text("id").into()),
    ])
}
