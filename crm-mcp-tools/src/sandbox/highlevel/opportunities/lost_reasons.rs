//! Why opportunities are lost: the reasons that the location has on its list.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        door::auth,
        forms::reply::{self, Refusal},
    },
    kit::{
        door::{
            input::Parameters,
            validate::{self, Kind, Property},
        },
        object::Properties as _,
        random::Random,
    },
};

/// The names of the reasons. The place of one here is the number that its id is made from.
const REASONS: [&str; 4] = ["Price", "Chose somebody else", "Bad time", "No answer"];

/// How many reasons there are.
pub(crate) const COUNT: u64 = REASONS.len() as u64;

/// When the reasons were put on the list.
const LISTED: &str = "2024-03-04T15:00:00.000Z";

pub(crate) fn id(number: u64) -> String {
    Random::new(number).object_id()
}

/// Refuses the id of no reason. What the vendor does with such an id is not known.
pub(crate) fn check(id: &str) -> Result<(), Refusal> {
    let fault = || Refusal::Invalid(vec!["lostReasonId must be a lost reason of the location".into()]);
    (0..COUNT).any(|number| self::id(number) == id).then_some(()).ok_or_else(fault)
}

const FLAG: Kind = Kind::OneOf(&["true", "false"]);

const QUERY: &[Property] = &[
    Property::text("locationId"),
    Property::text("name"),
    Property::text("query"),
    Property::new("deleted", FLAG),
    Property::new("getCount", FLAG),
    Property::new("skip", Kind::Digits { min: 0, max: i64::MAX }),
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
];

/// `GET /opportunities/lost-reason`. None was ever deleted. The documents do not say whether there is a `total` without
/// `getCount`; here there is one.
pub(crate) async fn list(Parameters(query): Parameters) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    let query = validate::read(query, &[QUERY])?;
    let number = |name| query.number(name).and_then(|number| usize::try_from(number).ok());
    let fits = |reason: &str| {
        query.given("name").is_none_or(|name| name == reason)
            && query.given("query").is_none_or(|part| reason.to_lowercase().contains(&part.to_lowercase()))
            && query.text("deleted") != "true"
    };
    let found: Vec<Value> =
        (0..).zip(REASONS).filter(|(_, reason)| fits(reason)).map(|(number, name)| to_json(number, name)).collect();
    let page: Vec<&Value> =
        found.iter().skip(number("skip").unwrap_or(0)).take(number("limit").unwrap_or(100)).collect();
    Ok(reply::traced(StatusCode::OK, json!({ "lostReasons": page, "total": found.len() })))
}

fn to_json(number: u64, name: &str) -> Value {
    json!({ "id": id(number), "name": name, "locationId": LOCATION_ID, "createdAt": LISTED, "updatedAt": LISTED })
}
