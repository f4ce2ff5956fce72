//! Moves the demo data to another week: every date in every document, and nothing else.

use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection, query, query_as, query_scalar};
use time::{Duration, OffsetDateTime, PrimitiveDateTime, UtcDateTime, format_description::well_known::Rfc3339};

use crate::sandbox::{highlevel::forms::dates, kit::data::column::AsJson};

/// What has a document has dates in it.
const TABLES: &str = "SELECT tables.name FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns
     WHERE tables.type = 'table' AND columns.name = 'document'";

/// When an event starts is kept beside its document as well.
const STARTS: &str = "UPDATE events SET starts = unixepoch(document ->> '$.startTime') * 1000";

/// Dates that stay, whatever the week.
const FIXED: &str = "dateOfBirth";

/// The numbers that are milliseconds, from 2001 to 2033: no other number of the demo data is so high.
const MILLISECONDS: std::ops::Range<i64> = 1_000_000_000_000..2_000_000_000_000;

pub(crate) async fn move_all(connection: &mut SqliteConnection, weeks: i64) -> sqlx::Result<()> {
    let tables: Vec<String> = query_scalar(TABLES).fetch_all(&mut *connection).await?;
    for table in tables {
        let select = AssertSqlSafe(format!("SELECT rowid, document FROM {table}"));
        let rows: Vec<(i64, AsJson<Value>)> = query_as(select).fetch_all(&mut *connection).await?;
        let update = format!("UPDATE {table} SET document = ? WHERE rowid = ?");
        for (row, AsJson(mut document)) in rows {
            move_dates(&mut document, Duration::weeks(weeks));
            let update = query(AssertSqlSafe(update.clone()));
            update.bind(AsJson(&document)).bind(row).execute(&mut *connection).await?;
        }
    }
    query(STARTS).execute(connection).await?;
    Ok(())
}

fn move_dates(value: &mut Value, by: Duration) {
    match value {
        Value::Object(members) => {
            members.iter_mut().filter(|(name, _)| *name != FIXED).for_each(|(_, value)| move_dates(value, by));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_dates(item, by)),
        Value::String(text) => {
            if let Some(moved) = moved_text(text, by) {
                *text = moved;
            }
        }
        Value::Number(number) => {
            let moved = number.as_i64().filter(|number| MILLISECONDS.contains(number)).and_then(dates::from_millis);
            if let Some(moved) = moved.and_then(|moment| moment.checked_add(by)) {
                *value = dates::to_millis(&dates::iso(moved)).into();
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// A date so much later, in its spelling; `None` of another text. With the offset of the location it is a time of day
/// there, and stays one.
fn moved_text(text: &str, by: Duration) -> Option<String> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    if text.ends_with('Z') {
        return UtcDateTime::from(moment).checked_add(by).map(dates::iso);
    }
    let there = PrimitiveDateTime::new(moment.date(), moment.time()).checked_add(by)?;
    Some(dates::local(dates::from_local(there)))
}
