//! `GET /conversations/search`: filters and an order; pages by the sort value of the last row, which passes over other
//! rows of the same value.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite};

use super::{channel, document};
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::reply::{self, Refusal},
    },
    kit::{
        data::{column::AsJson, store::Store},
        door::{
            input::Parameters,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

/// The largest `limit` is not documented; 100 is that of other lists.
const QUERY: &[Property] = &[
    Property::text("locationId"),
    Property::text("contactId"),
    Property::text("assignedTo"),
    Property::text("followers"),
    Property::text("mentions"),
    Property::text("query"),
    Property::new("sort", Kind::OneOf(&["asc", "desc"])),
    Property::new("sortBy", Kind::OneOf(&SORTS)),
    Property::new("startAfterDate", Kind::Digits { min: 0, max: i64::MAX }),
    Property::text("id"),
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
    Property::new("status", Kind::OneOf(&["all", "read", "unread", "starred", "recents"])),
    Property::new("lastMessageType", Kind::OneOf(&channel::TYPES)),
    Property::new("lastMessageAction", Kind::OneOf(&["automated", "manual"])),
    Property::new("lastMessageDirection", Kind::OneOf(&["inbound", "outbound"])),
    Property::text("sortScoreProfile"),
    Property::text("scoreProfile"),
    Property::new("scoreProfileMin", Kind::Digits { min: i64::MIN, max: i64::MAX }),
    Property::new("scoreProfileMax", Kind::Digits { min: i64::MIN, max: i64::MAX }),
    Property::new("startDate", Kind::Digits { min: 0, max: i64::MAX }),
    Property::new("endDate", Kind::Digits { min: 0, max: i64::MAX }),
];

const SORTS: [&str; 5] = ["last_message_date", "last_manual_message_date", "score_profile", "overdue_at", "due_at"];

/// Parameters that a conversation must equal, and what of it. `recents`, a view of the vendor's own app, is all of them.
const EQUAL: [(&str, &str); 5] = [
    ("id", "conversations.id"),
    ("contactId", "contact_id"),
    ("lastMessageType", "conversations.document ->> '$.lastMessageType'"),
    ("lastMessageAction", "conversations.document ->> '$.lastOutboundMessageAction'"),
    ("lastMessageDirection", "conversations.document ->> '$.lastMessageDirection'"),
];

/// Parameters that bound a number.
const BOUNDS: [(&str, &str); 2] = [
    ("startDate", "conversations.document ->> '$.dateAdded' >= "),
    ("endDate", "conversations.document ->> '$.dateAdded' <= "),
];

/// Parameters that list users, of whom the conversation has one.
const AMONG: [(&str, &str); 3] = [
    ("assignedTo", "SELECT coalesce(conversations.document ->> '$.assignedTo', 'unassigned')"),
    ("followers", "SELECT value FROM json_each(conversations.document, '$.followers')"),
    ("mentions", "SELECT value FROM json_each(conversations.document, '$.mentions')"),
];

pub(crate) async fn search(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    let query = validate::read(query, &[QUERY])?;
    let mut transaction = store.read().await?;
    let mut counting = matching("SELECT count(*) FROM (", &query)?;
    let total: i64 = counting.push(")").build_query_scalar().fetch_one(&mut *transaction).await?;

    let descending = query.text("sort") != "asc";
    let mut selecting = matching("SELECT conversation, contact, sorted FROM (", &query)?;
    selecting.push(")");
    if let Some(after) = query.number("startAfterDate") {
        selecting.push(if descending { " WHERE sorted < " } else { " WHERE sorted > " }).push_bind(after);
    }
    selecting.push(if descending { " ORDER BY sorted DESC" } else { " ORDER BY sorted ASC" });
    selecting.push(" NULLS LAST, id LIMIT ").push_bind(query.number("limit").unwrap_or(20));
    let rows: Vec<(AsJson<Object>, AsJson<Object>, Option<i64>)> =
        selecting.build_query_as().fetch_all(&mut *transaction).await?;

    let row = |(AsJson(conversation), AsJson(contact), sorted)| {
        let row = document::row(conversation, &contact, sorted);
        if quirks.has(Quirk::UnknownEnumValues) { strange(row) } else { row }
    };
    let conversations: Vec<Object> = rows.into_iter().map(row).collect();
    Ok(reply::traced(StatusCode::OK, json!({ "conversations": conversations, "total": total })))
}

/// A query of the conversations that pass all filters, each with its contact and the value that it is sorted by.
fn matching(begin: &str, query: &Object) -> Result<QueryBuilder<Sqlite>, Refusal> {
    let mut sql = QueryBuilder::new(begin);
    sql.push("SELECT conversations.id, conversations.document AS conversation, contacts.document AS contact, ");
    push_sorted(query, &mut sql)?;
    sql.push(" AS sorted FROM conversations JOIN contacts ON contacts.id = contact_id WHERE ");
    sql.push(match query.given("status") {
        Some("read") => "conversations.document ->> '$.unreadCount' = 0",
        Some("unread") => "conversations.document ->> '$.unreadCount' > 0",
        Some("starred") => "conversations.document ->> '$.starred'",
        _ => "TRUE",
    });
    for (name, of_conversation) in EQUAL {
        if let Some(value) = query.given(name) {
            sql.push(" AND ").push(of_conversation).push(" = ").push_bind(value.to_owned());
        }
    }
    for (name, bounded) in BOUNDS {
        if let Some(bound) = query.number(name) {
            sql.push(" AND ").push(bounded).push_bind(bound);
        }
    }
    for (name, users) in AMONG {
        if let Some(list) = query.given(name) {
            let wanted: Vec<&str> = list.split(',').map(str::trim).collect();
            sql.push(" AND EXISTS (").push(users).push(" INTERSECT SELECT value FROM json_each(");
            sql.push_bind(json!(wanted).to_string()).push("))");
        }
    }
    // However many words there are, they are one condition: the depth of an expression has a limit in the database.
    let words: Vec<String> =
        query.given("query").unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    sql.push(" AND NOT EXISTS (SELECT 1 FROM json_each(").push_bind(json!(words).to_string());
    sql.push(") AS word WHERE NOT instr(searched, word.value))");
    push_score(query, &mut sql);
    Ok(sql)
}

fn push_sorted(query: &Object, sql: &mut QueryBuilder<Sqlite>) -> Result<(), Refusal> {
    let date = match query.given("sortBy") {
        Some("score_profile") => {
            let profile = query
                .given("sortScoreProfile")
                .ok_or_else(|| Refusal::Invalid(vec!["sortScoreProfile can't be undefined".into()]))?;
            sql.push("(SELECT value ->> '$.score' FROM json_each(conversations.document, '$.scoring')");
            sql.push(" WHERE value ->> '$.id' = ").push_bind(profile.to_owned()).push(")");
            return Ok(());
        }
        Some("last_manual_message_date") => "lastManualMessageDate",
        Some("overdue_at") => "overdueAt",
        Some("due_at") => "dueAt",
        _ => "lastMessageDate",
    };
    sql.push("conversations.document ->> ").push_bind(date);
    Ok(())
}

/// The score of a profile, within its bounds.
fn push_score(query: &Object, sql: &mut QueryBuilder<Sqlite>) {
    let Some(profile) = query.given("scoreProfile") else { return };
    sql.push(" AND EXISTS (SELECT 1 FROM json_each(conversations.document, '$.scoring') WHERE value ->> '$.id' = ");
    sql.push_bind(profile.to_owned());
    for (name, comparison) in [("scoreProfileMin", " >= "), ("scoreProfileMax", " <= ")] {
        if let Some(bound) = query.number(name) {
            sql.push(" AND value ->> '$.score'").push(comparison).push_bind(bound);
        }
    }
    sql.push(")");
}

/// Of a type that the documentation does not list.
fn strange(mut row: Object) -> Object {
    row.insert("type".into(), "TYPE_TELEGRAM".into());
    row.insert("lastMessageType".into(), "TYPE_TELEGRAM".into());
    row
}
