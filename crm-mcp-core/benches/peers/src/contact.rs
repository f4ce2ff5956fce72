//! The record that every side answers with: one contact of a CRM, about 1.5 KB of JSON.

use std::{collections::BTreeMap, sync::LazyLock};

use schemars::JsonSchema;
use serde::Serialize;

/// The contact there is. Made once: a tool hands out a reference, so that no side pays for a copy.
pub(crate) static CONTACT: LazyLock<Contact> = LazyLock::new(Contact::example);

/// One person a business deals with.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Contact {
    /// The contact's id.
    pub(crate) id: String,
    /// The location it belongs to.
    location_id: String,
    first_name: String,
    last_name: String,
    /// The company it works for.
    company_name: Option<String>,
    email: Option<String>,
    /// Further addresses that mail may be sent to.
    additional_emails: Vec<String>,
    /// In E.164.
    phone: Option<String>,
    address: Address,
    website: Option<String>,
    /// An IANA name.
    timezone: String,
    /// How it came in.
    source: String,
    /// Do not disturb, on every channel.
    dnd: bool,
    /// Do not disturb, by channel.
    dnd_settings: BTreeMap<String, Channel>,
    tags: Vec<String>,
    custom_fields: Vec<CustomField>,
    /// The user in charge.
    assigned_to: Option<String>,
    /// Users who are told what happens.
    followers: Vec<String>,
    date_of_birth: Option<String>,
    date_added: String,
    date_updated: String,
    /// Hundredths of the currency's unit.
    lifetime_value: i64,
    score: f64,
}

/// Where a contact lives.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Address {
    line1: String,
    city: String,
    state: String,
    postal_code: String,
    /// ISO 3166, two letters.
    country: String,
}

/// Whether a channel may be used.
#[derive(Serialize, JsonSchema)]
struct Channel {
    status: String,
    message: String,
}

/// A field that the location defined itself.
#[derive(Serialize, JsonSchema)]
struct CustomField {
    id: String,
    value: String,
}

impl Contact {
    fn example() -> Self {
        let channel = |status: &str, message: &str| Channel { status: status.into(), message: message.into() };
        let field = |id: &str, value: &str| CustomField { id: id.into(), value: value.into() };
        Self {
            id: "ocQHyuzHvysMo5N5VsXc".into(),
            location_id: "SandboxLocation00001".into(),
            first_name: "Rosan".into(),
            last_name: "Deo Óskarsdóttir".into(),
            company_name: Some("Harbour & Daughters Dental".into()),
            email: Some("rosan.deo@harbour-dental.example".into()),
            additional_emails: vec!["reception@harbour-dental.example".into()],
            phone: Some("+12025550148".into()),
            address: Address {
                line1: "3535 1st St N, Suite 210".into(),
                city: "Dolomite".into(),
                state: "AL".into(),
                postal_code: "35061".into(),
                country: "US".into(),
            },
            website: Some("https://harbour-dental.example/about?team=1".into()),
            timezone: "America/Chicago".into(),
            source: "public api".into(),
            dnd: true,
            dnd_settings: BTreeMap::from([
                ("Call".into(), channel("active", "asked on the phone not to be called")),
                ("Email".into(), channel("inactive", "")),
                ("SMS".into(), channel("permanent", "replied \"STOP\"")),
            ]),
            tags: ["nisi sint commodo", "vip", "newsletter", "recall-2026-q4"].map(Into::into).into(),
            custom_fields: vec![
                field("MgobCB14YMVKuE4Ka8p1", "Referred by a friend, wants a quote for two implants"),
                field("Qb2MFq8eCVx0bLhTgiNk", "2026-03-14"),
                field("9NAlXfXqJgOzDHX1nzMh", "https://files.harbour-dental.example/intake/4711.pdf"),
                field("Zr5kq0wGd7TtPbEoNmYc", "Prefers mornings, speaks Icelandic and English"),
                field("vUbF0yO6XO5Bz0yPnDWa", "Line one\nLine two, with a \"quotation\""),
            ],
            assigned_to: Some("y0BeYjuRIlDwsDcOHOJo".into()),
            followers: ["sx6wyHhbFdRXh302LLNR", "b2Wb4XQyWmQEmXJJ0Yq1"].map(Into::into).into(),
            date_of_birth: Some("1990-09-25".into()),
            date_added: "2026-06-02T09:41:22.103Z".into(),
            date_updated: "2026-11-18T16:05:09.870Z".into(),
            lifetime_value: 482_550,
            score: 87.5,
        }
    }
}
