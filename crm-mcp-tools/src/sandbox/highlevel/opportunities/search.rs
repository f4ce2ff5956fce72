//! `GET /opportunities/search`: filters in two spellings, newest first; pages by number or by a date and an id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::document;
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::{
            dates, kinds, live_shapes,
            origin::Origin,
            reply::{self, Refusal},
        },
    },
    kit::{
        data::{
            column::AsJson,
            conditions::{self, Condition},
            documents, page,
            store::Store,
        },
        door::{
            input::Parameters,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

/// Further than any listing goes, and not so far that there is no next number.
const LAST_PAGE: i64 = 1_000_000_000;

const FLAG: Kind = Kind::OneOf(&["true", "false"]);

const QUERY: &[Property] = &[
    Property::text("location_id").required(),
    Property::new("q", kinds::SEARCHED),
    Property::text("pipeline_id"),
    Property::text("pipeline_stage_id"),
    Property::text("contact_id"),
    Property::text("assigned_to"),
    Property::text("campaignId"),
    Property::text("id"),
    Property::text("country"),
    Property::new("status", Kind::OneOf(&["open", "won", "lost", "abandoned", "all"])),
    Property::new("date", kinds::YEAR_LAST),
    Property::new("endDate", kinds::YEAR_LAST),
    Property::new("order", Kind::OneOf(&["added_desc", "added_asc"])),
    Property::new("startAfter", Kind::Digits { min: 0, max: dates::LAST_MILLISECOND }),
    Property::text("startAfterId"),
    Property::new("page", Kind::Digits { min: 1, max: LAST_PAGE }),
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
    Property::new("getTasks", FLAG),
    Property::new("getNotes", FLAG),
    Property::new("getCalendarEvents", FLAG),
];

/// What each parameter asks of an opportunity or its contact. Both days are included, and are days in UTC.
const FILTERS: &[(&str, &str)] = &[
    ("pipeline_id", "opportunities.document ->> '$.pipelineId' = ?"),
    ("pipeline_stage_id", "opportunities.document ->> '$.pipelineStageId' = ?"),
    ("contact_id", "contact_id = ?"),
    ("assigned_to", "opportunities.document ->> '$.assignedTo' = ?"),
    ("campaignId", "contacts.document ->> '$.attributionSource.campaignId' = ?"),
    ("id", "opportunities.id = ?"),
    ("country", "contacts.document ->> '$.country' = ?"),
    ("status", "? IN ('all', opportunities.document ->> '$.status')"),
    ("date", "opportunities.created_at >= ?"),
    ("endDate", "date(opportunities.created_at) <= date(?)"),
];

const SEARCHED: &str = "instr(opportunities.searched || ' ' || contacts.searched, ?)";

/// What may be asked for of the contact, with the property it is shown in.
const EXTRAS: [(&str, &str, &str); 3] = [
    ("getTasks", "tasks", "SELECT document FROM tasks WHERE contact_id = ? ORDER BY id"),
    ("getNotes", "notes", "SELECT document FROM notes WHERE contact_id = ? ORDER BY number"),
    (
        "getCalendarEvents",
        "calendarEvents",
        "SELECT document FROM events WHERE document ->> '$.contactId' = ? ORDER BY starts, id",
    ),
];

/// A place in the listing, and how much of it is wanted from there.
struct OpportunitySearchPage {
    ascending: bool,
    cursor: Option<(String, String)>,
    number: i64,
    limit: i64,
}

pub(crate) async fn search(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Origin(origin): Origin,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    let query = validate::read(query, &[QUERY])?;
    auth::check_location_id(query.given("location_id"))?;
    let mut conditions = conditions::given(&query, FILTERS);
    conditions.extend(conditions::words(query.text("q"), SEARCHED));
    let page = OpportunitySearchPage::read(&query);

    let mut transaction = store.read().await?;
    let (mut rows, total, more) = find(&mut transaction, &conditions, &page).await?;
    for (asked, property, sql) in EXTRAS {
        if query.text(asked) == "true" {
            add(&mut transaction, &mut rows, property, sql).await?;
        }
    }
    if quirks.has(Quirk::UnknownEnumValues) {
        for row in &mut rows {
            document::hold(row);
        }
    }
    if quirks.has(Quirk::LiveShapes) {
        rows.iter_mut().for_each(live_shapes::opportunity);
    }
    let meta = page.meta(&origin, &query, rows.last(), total, more);
    let body = json!({ "opportunities": rows, "meta": meta, "aggregations": {} });
    Ok(reply::traced(StatusCode::OK, body))
}

/// The opportunities of a page, how many there are on all pages, and whether there are more after this one.
async fn find(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
    place: &OpportunitySearchPage,
) -> sqlx::Result<(Vec<Object>, i64, bool)> {
    let mut counting = matching("count(*)", conditions);
    let total = counting.build_query_scalar().fetch_one(&mut *connection).await?;
    let mut selecting = matching("opportunities.document, contacts.document", conditions);
    place.push(&mut selecting);
    let mut found: Vec<(AsJson<Object>, AsJson<Object>)> = selecting.build_query_as().fetch_all(connection).await?;
    let more = page::cut(&mut found, place.limit);
    let row = |(AsJson(opportunity), AsJson(contact))| document::shown(opportunity, &contact);
    Ok((found.into_iter().map(row).collect(), total, more))
}

fn matching(columns: &str, conditions: &[Condition]) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new("SELECT ");
    sql.push(columns).push(" FROM opportunities JOIN contacts ON contacts.id = contact_id");
    conditions::push(conditions, &mut sql);
    sql
}

/// Fills a list of each opportunity with what belongs to its contact.
async fn add(
    connection: &mut SqliteConnection,
    rows: &mut [Object],
    property: &str,
    sql: &'static str,
) -> sqlx::Result<()> {
    for row in rows {
        let found = documents::find_all(connection, sql, row.text("contactId")).await?;
        row.insert(property.to_owned(), found.into());
    }
    Ok(())
}

impl OpportunitySearchPage {
    /// Reads checked parameters. Half a cursor is none; a whole one decides, and the page number is then only told.
    fn read(query: &Object) -> Self {
        let after = query.number("startAfter").and_then(dates::from_millis).map(dates::iso);
        Self {
            ascending: query.text("order") == "added_asc",
            cursor: after.zip(query.given("startAfterId").map(str::to_owned)),
            number: query.number("page").unwrap_or(1),
            limit: query.number("limit").unwrap_or(20),
        }
    }

    /// The rows of the page, and one more.
    fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        let (direction, comparison) = if self.ascending { ("ASC", ">") } else { ("DESC", "<") };
        let mut offset = (self.number - 1).saturating_mul(self.limit);
        if let Some((created, id)) = &self.cursor {
            sql.push(format!(" AND (opportunities.created_at {comparison} ")).push_bind(created.clone());
            sql.push(" OR opportunities.created_at = ").push_bind(created.clone());
            sql.push(" AND opportunities.id > ").push_bind(id.clone()).push(")");
            offset = 0;
        }
        sql.push(format!(" ORDER BY opportunities.created_at {direction}, opportunities.id"));
        sql.push(" LIMIT ").push_bind(self.limit + 1).push(" OFFSET ").push_bind(offset);
    }

    /// The vendor's account of the page. There is a cursor even after the last one.
    fn meta(&self, origin: &str, query: &Object, last: Option<&Object>, total: i64, more: bool) -> Value {
        let mut meta = json!({
            "total": total,
            "currentPage": self.number,
            "nextPage": more.then(|| self.number + 1),
            "prevPage": (self.number > 1).then(|| self.number - 1),
        });
        if let Some(last) = last {
            let (id, created) = (last.text("id"), dates::to_millis(last.text("createdAt")).unwrap_or_default());
            meta["startAfter"] = created.into();
            meta["startAfterId"] = id.into();
            let next = format!("{}&startAfter={created}&startAfterId={id}", repeated(query));
            meta["nextPageUrl"] = format!("{origin}/opportunities/search?{next}").into();
        }
        meta
    }
}

/// The query without its place in the listing.
fn repeated(query: &Object) -> String {
    let kept = query.iter().filter(|(name, _)| !["startAfter", "startAfterId", "page"].contains(&name.as_str()));
    let pair = |(name, value): (&String, &Value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC))
    };
    kept.map(pair).collect::<Vec<_>>().join("&")
}
