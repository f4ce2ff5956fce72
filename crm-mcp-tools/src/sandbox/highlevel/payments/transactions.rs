//! The transactions of the location, newest first, in pages by offset.

use axum::{Json, extract::State};
use serde_json::{Value, json};
use sqlx::{QueryBuilder, Sqlite};

use super::amounts;
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::{kinds, reply::Refusal},
    },
    kit::{
        data::{
            column::AsJson,
            conditions::{self, Condition},
            store::Store,
        },
        door::{
            input::Parameters,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::Properties as _,
    },
};

const QUERY: &[Property] = &[
    Property::text("altId").required(),
    Property::new("altType", Kind::OneOf(&["location"])).required(),
    Property::text("locationId"),
    Property::new("paymentMode", Kind::OneOf(&["live", "test"])),
    Property::new("startAt", kinds::YEAR_FIRST),
    Property::new("endAt", kinds::YEAR_FIRST),
    Property::text("entitySourceType"),
    Property::text("entitySourceSubType"),
    Property::new("search", kinds::SEARCHED),
    Property::text("subscriptionId"),
    Property::text("entityId"),
    Property::text("contactId"),
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
    Property::new("offset", Kind::Digits { min: 0, max: i64::MAX }),
];

/// What each parameter asks of a transaction. Both days are included, and are days in UTC.
const FILTERS: &[(&str, &str)] = &[
    ("paymentMode", "iif(document ->> '$.liveMode', 'live', 'test') = ?"),
    ("startAt", "created_at >= ?"),
    ("endAt", "date(created_at) <= date(?)"),
    ("entitySourceType", "document ->> '$.entitySourceType' = ?"),
    ("entitySourceSubType", "document ->> '$.entitySourceSubType' = ?"),
    ("subscriptionId", "document ->> '$.subscriptionId' = ?"),
    ("entityId", "document ->> '$.entityId' = ?"),
    ("contactId", "document ->> '$.contactId' = ?"),
];

pub(crate) async fn list(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    let query = validate::read(query, &[QUERY])?;
    auth::check_alt_location(&query)?;
    let mut conditions = conditions::given(&query, FILTERS);
    conditions.extend(conditions::words(query.text("search"), "instr(searched, ?)"));

    let mut transaction = store.read().await?;
    let mut counting = matching("count(*)", &conditions);
    let total: i64 = counting.build_query_scalar().fetch_one(&mut *transaction).await?;
    let mut selecting = matching("document", &conditions);
    selecting.push(" ORDER BY created_at DESC, id LIMIT ").push_bind(query.number("limit").unwrap_or(10));
    selecting.push(" OFFSET ").push_bind(query.number("offset").unwrap_or_default());
    let rows: Vec<AsJson<Value>> = selecting.build_query_scalar().fetch_all(&mut *transaction).await?;
    let rows: Vec<Value> = rows.into_iter().map(|AsJson(row)| amounts::shown(&quirks, row)).collect();
    Ok(Json(json!({ "data": rows, "totalCount": total })))
}

fn matching(columns: &str, conditions: &[Condition]) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new("SELECT ");
    sql.push(columns).push(" FROM transactions");
    conditions::push(conditions, &mut sql);
    sql
}
