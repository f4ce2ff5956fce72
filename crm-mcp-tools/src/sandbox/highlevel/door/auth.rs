//! Who asks: the two tokens, what they may do, and the headers that every request needs.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, header::AUTHORIZATION};

use super::quirk::Quirk;
use crate::sandbox::{
    highlevel::{
        account::{LOCATION_ID, READ_TOKEN, TOKEN},
        forms::reply::Refusal,
    },
    kit::{
        door::quirks::Quirks,
        object::{Object, Properties as _},
    },
};

/// The `Version` values that the operations here answer to. All that are published are answered on paths this old,
/// here in the shapes of the dates: what `v3` renames keeps its name.
const VERSIONS: [&str; 4] = ["2021-07-28", "2021-04-15", "2023-02-21", "v3"];

/// Every scope that the vendor's page on its MCP server lists, and those of the operations that are here beside the
/// page's tools; first those that only read.
const SCOPES: [&str; 19] = [
    "contacts.readonly",
    "conversations.readonly",
    "conversations/message.readonly",
    "opportunities.readonly",
    "calendars.readonly",
    "calendars/events.readonly",
    "payments/orders.readonly",
    "payments/transactions.readonly",
    "locations/customFields.readonly",
    "forms.readonly",
    "locations.readonly",
    "locations/tags.readonly",
    "users.readonly",
    "contacts.write",
    "conversations.write",
    "conversations/message.write",
    "opportunities.write",
    "calendars.write",
    "calendars/events.write",
];

/// How many of the scopes only read.
const READ_SCOPES: usize = 13;

/// The scopes that a token of the sandbox has, in the vendor's spelling; `None` for a token the sandbox does not know.
pub fn scopes_of(token: &str) -> Option<&'static [&'static str]> {
    match token {
        TOKEN => Some(&SCOPES),
        READ_TOKEN => Some(&SCOPES[..READ_SCOPES]),
        _ => None,
    }
}

/// Lets a request through to an operation that needs `scope`.
pub(crate) async fn authorize(
    State((scope, quirks)): State<(&'static str, Quirks<Quirk>)>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if quirks.strikes(Quirk::AuthorizationTimeout) {
        return Err(Refusal::Unauthorized("Command timed out"));
    }
    let scopes =
        scopes_of(token(request.headers())?).ok_or(Refusal::Unauthorized("Invalid Private Integration token"))?;
    check_version(request.headers())?;
    if !scopes.contains(&scope) {
        return Err(Refusal::Unauthorized("The token is not authorized for this scope."));
    }
    Ok(next.run(request).await)
}

fn token(headers: &HeaderMap) -> Result<&str, Refusal> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = value
        .and_then(|value| value.split_once(' '))
        .ok_or(Refusal::Unauthorized("Invalid token: access token is invalid"))?;
    match (scheme.eq_ignore_ascii_case("bearer"), token.starts_with("pit-")) {
        (false, _) => Err(Refusal::Unauthorized("Invalid token: access token is invalid")),
        (true, false) => Err(Refusal::Unauthorized("Invalid JWT")),
        (true, true) => Ok(token),
    }
}

fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    let version = headers.get("version").ok_or(Refusal::Unauthorized("version header was not found."))?;
    if VERSIONS.iter().any(|known| version == known) {
        Ok(())
    } else {
        Err(Refusal::Unauthorized("version header is invalid"))
    }
}

/// Both tokens belong to the one location; a request that names another, or none where it must, is refused.
///
/// A listing without its `locationId` is documented as 422 and reported as 403. It is 403 here, the answer to a wrong
/// location too; the search, of which only 422 is reported, declares the property as required.
pub(crate) fn check_location(request: &Object) -> Result<(), Refusal> {
    check_location_id(request.given("locationId"))
}

/// The same for a location that is not named as a `locationId`.
pub(crate) fn check_location_id(id: Option<&str>) -> Result<(), Refusal> {
    if id == Some(LOCATION_ID) { Ok(()) } else { Err(Refusal::WrongLocation) }
}

/// The same for payments, which name the location `altId`, and may name it again.
pub(crate) fn check_alt_location(query: &Object) -> Result<(), Refusal> {
    let mut named = ["altId", "locationId"].iter().filter_map(|name| query.get(*name));
    named.try_for_each(|id| check_location_id(id.as_str()))
}
