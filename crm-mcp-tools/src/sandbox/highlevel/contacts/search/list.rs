//! The deprecated listing, `GET /contacts/`: newest first, its cursor a date and an id, its names lower-cased.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::{Page, sort::Sort};
use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        contacts::search,
        door::{auth, quirk::Quirk},
        forms::{
            dates, kinds,
            origin::Origin,
            reply::{self, Refusal},
        },
    },
    kit::{
        data::store::Store,
        door::{
            input::Parameters,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

const QUERY: &[Property] = &[
    Property::text("locationId"),
    Property::new("query", kinds::SEARCHED),
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
    Property::new("startAfter", Kind::Digits { min: 0, max: dates::LAST_MILLISECOND }),
    Property::text("startAfterId"),
];

/// What a row shows, with `null` for what the contact has not.
const SHOWN: [&str; 21] = [
    "id",
    "locationId",
    "contactName",
    "companyName",
    "email",
    "phone",
    "dnd",
    "type",
    "source",
    "assignedTo",
    "address1",
    "city",
    "state",
    "country",
    "postalCode",
    "website",
    "timezone",
    "dateOfBirth",
    "dateAdded",
    "dateUpdated",
    "businessId",
];

const LISTS: [&str; 4] = ["tags", "followers", "additionalEmails", "customFields"];

pub(crate) async fn list(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Origin(origin): Origin,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    let query = validate::read(query, &[QUERY])?;
    let limit = query.number("limit").unwrap_or(20);
    let sort = Sort::newest_first();
    let cursor = match (query.number("startAfter"), query.given("startAfterId")) {
        (Some(added), Some(id)) => Some(sort.read_cursor(&[added.into(), id.into()])?),
        _ => None,
    };
    let text = query.text("query");
    let page = Page { text, filters: &[], sort: &sort, cursor, offset: 0, limit, index: None };
    let (contacts, total) = search::find(&store, page).await?;
    let meta = meta(&origin, contacts.last(), &sort, total, limit);
    let mut rows: Vec<Object> = contacts.iter().map(row).collect();
    if quirks.has(Quirk::RowsWithoutCustomFields) {
        for row in &mut rows {
            row.remove("customFields");
        }
    }
    Ok(reply::traced(StatusCode::OK, json!({ "contacts": rows, "count": total, "meta": meta })))
}

/// A contact as this listing shows it.
fn row(contact: &Object) -> Object {
    let shown = |name: &str| (name.to_owned(), contact.get(name).cloned().unwrap_or_default());
    let mut row: Object = SHOWN.into_iter().map(shown).collect();
    for name in LISTS {
        row.insert(name.into(), contact.get(name).cloned().unwrap_or_else(|| json!([])));
    }
    for (name, raw) in [("firstName", "firstNameRaw"), ("lastName", "lastNameRaw")] {
        let value = contact.get(name).cloned().unwrap_or_default();
        row.insert(name.into(), value.as_str().map(str::to_lowercase).into());
        row.insert(raw.into(), value);
    }
    row
}

/// The vendor's account of the page. It names a next page even when there is none. The vendor's own links lead to its
/// host; these lead to the sandbox, so that no token leaves the machine.
fn meta(origin: &str, last: Option<&Object>, sort: &Sort, total: i64, limit: i64) -> Value {
    let Some(last) = last else {
        return json!({ "total": total, "currentPage": 1, "nextPage": null, "prevPage": null });
    };
    let cursor = sort.cursor_of(last);
    let (added, id) = (&cursor[0], last.text("id"));
    let next =
        format!("{origin}/contacts/?locationId={LOCATION_ID}&limit={limit}&startAfter={added}&startAfterId={id}");
    json!({
        "total": total,
        "nextPageUrl": next,
        "startAfterId": id,
        "startAfter": added,
        "currentPage": 1,
        "nextPage": 2,
        "prevPage": null,
    })
}
