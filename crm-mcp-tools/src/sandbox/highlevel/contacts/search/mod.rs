//! `POST /contacts/search`: text, filters and an order; pages by number up to a point, by cursor without end.

pub(crate) mod duplicate;
mod filter;
pub(crate) mod index;
pub(crate) mod lag;
pub(crate) mod list;
mod sort;

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite};

use self::{
    filter::Filter,
    index::{Index, OldIndexes},
    sort::{Cursor, Sort},
};
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::{
            kinds, live_shapes,
            reply::{self, Refusal},
        },
    },
    kit::{
        data::{column::AsJson, conditions, store::Store},
        door::{
            input::Body,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

const BODY: &[Property] = &[
    Property::text("locationId").required(),
    Property::new("pageLimit", Kind::Whole { min: 1, max: 500 }).required(),
    Property::new("page", Kind::Whole { min: 1, max: i64::MAX }),
    Property::new("searchAfter", Kind::List),
    Property::new("query", kinds::SEARCHED),
    Property::new("filters", Kind::List),
    Property::new("sort", Kind::Objects { of: sort::ORDERING, max: 2 }),
];

/// How many contacts can be reached by page number.
const REACH: i64 = 10_000;

/// Which contacts are wanted.
pub(crate) struct Page<'a> {
    /// Words that each must be found in a contact's name, email, phone or company.
    pub(crate) text: &'a str,
    pub(crate) filters: &'a [Filter],
    pub(crate) sort: &'a Sort,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
    /// What to look through instead of the contacts as they are.
    pub(crate) index: Option<Index>,
}

pub(crate) async fn search(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    State(old_indexes): State<OldIndexes>,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let body = validate::read(body, &[BODY])?;
    auth::check_location(&body)?;

    let limit = body.number("pageLimit").unwrap_or_default();
    let offset = body.number("page").unwrap_or(1).saturating_sub(1).saturating_mul(limit);
    let sort = Sort::read(body.list("sort").unwrap_or_default());
    let cursor = body.list("searchAfter").map(|values| sort.read_cursor(values)).transpose()?;
    if cursor.is_some() && body.contains_key("page") {
        return Err(Refusal::Invalid(vec!["page should not exist beside searchAfter".into()]));
    }
    if offset.saturating_add(limit) > REACH {
        return Err(Refusal::PageTooDeep);
    }
    if quirks.strikes(Quirk::TransientSearchFailure) {
        return Err(Refusal::SearchFailed);
    }
    let filters = filter::read(body.list("filters").unwrap_or_default())?;
    let text = body.text("query");

    let page = Page { text, filters: &filters, sort: &sort, cursor, offset, limit, index: old_indexes.oldest(&quirks) };
    let (mut contacts, total) = find(&store, page).await?;
    for contact in &mut contacts {
        if quirks.has(Quirk::RowsWithoutCustomFields) {
            contact.remove("customFields");
        }
        contact.insert("searchAfter".into(), sort.cursor_of(contact).into());
        if quirks.has(Quirk::LiveShapes) {
            live_shapes::contact(contact);
        }
    }
    Ok(reply::traced(StatusCode::OK, json!({ "contacts": contacts, "total": total })))
}

/// The contacts of a page, and how many there are on all pages.
pub(crate) async fn find(store: &Store, page: Page<'_>) -> Result<(Vec<Object>, i64), Refusal> {
    let mut transaction = store.read().await?;
    let mut counting = matching("SELECT count(*) FROM contacts WHERE ", &page);
    let total = counting.build_query_scalar().fetch_one(&mut *transaction).await?;

    let mut selecting = matching("SELECT document FROM contacts WHERE ", &page);
    if let Some(cursor) = page.cursor {
        selecting.push(" AND ");
        page.sort.push_after(cursor, &mut selecting);
    }
    page.sort.push_order(&mut selecting);
    selecting.push(" LIMIT ").push_bind(page.limit).push(" OFFSET ").push_bind(page.offset);
    let rows: Vec<AsJson<Object>> = selecting.build_query_scalar().fetch_all(&mut *transaction).await?;
    Ok((rows.into_iter().map(|AsJson(contact)| contact).collect(), total))
}

/// A query of the contacts that have all the words and pass all the filters.
fn matching(query: &str, page: &Page<'_>) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::default();
    if let Some(index) = &page.index {
        index.push(&mut sql);
    }
    sql.push(query);
    let words: Vec<String> = page.text.split_whitespace().map(str::to_lowercase).collect();
    conditions::push_joined(&words, " AND ", "TRUE", &mut sql, |word, sql| {
        sql.push("instr(searched, ").push_bind(word.clone()).push(")");
    });
    sql.push(" AND ");
    conditions::push_joined(page.filters, " AND ", "TRUE", &mut sql, Filter::push);
    sql
}
