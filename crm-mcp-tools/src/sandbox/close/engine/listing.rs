//! A list: filtered, sorted, one page of it, with what the list says of the whole.

use std::cmp::Ordering;

use serde_json::Value;
use sqlx::SqliteConnection;

use super::{
    query_filter::QueryFilter,
    records,
    resource::{Asker, Resource},
    showing,
};
use crate::sandbox::{
    close::answers::close_refusal::CloseRefusal,
    kit::object::{Object, Properties as _, object},
};

/// The most records of a page, and how many it has unless told otherwise.
const MOST: usize = 100;

/// How far a list can be skipped into.
const FARTHEST: usize = 250_000;

/// What the query of a list says, beside its filters.
struct PageWanted<'a> {
    skip: usize,
    limit: usize,
    order: Vec<&'a str>,
}

impl<'a> PageWanted<'a> {
    fn read(resource: &Resource, query: &'a Object) -> Result<Self, CloseRefusal> {
        let skip = number(query, "_skip", 0, FARTHEST)?;
        let limit = number(query, "_limit", MOST, MOST)?;
        let order = query.given("_order_by").map_or_else(Vec::new, |order| order.split(',').collect());
        let known = |field: &&str| resource.orders.iter().any(|known| bare(known) == bare(field));
        match order.iter().find(|field| !known(field)) {
            Some(field) => Err(CloseRefusal::field("_order_by", format!("Cannot sort by {}.", bare(field)))),
            None => Ok(Self { skip, limit, order }),
        }
    }
}

/// The answer of a list. `sources` are the resources whose records it has: itself, or for activities many.
pub(crate) async fn list(
    connection: &mut SqliteConnection,
    resource: &Resource,
    sources: &[&Resource],
    query: &Object,
    asker: Asker<'_>,
) -> Result<Object, CloseRefusal> {
    (resource.check_query)(query)?;
    let wanted = PageWanted::read(resource, query)?;
    let filter = QueryFilter::read(connection, resource.filters, query, asker).await?;
    let mut rows = Vec::new();
    for source in sources {
        let kept = match query.given("lead_id") {
            Some(lead_id) => {
                let lead_ids: Vec<_> = lead_id.split(',').map(str::trim).collect();
                records::of_leads(connection, source.kind, &lead_ids).await?
            }
            None => records::all(connection, source.kind).await?,
        };
        let completed = showing::complete(connection, source, kept).await?;
        let fits = |row: &Object| (resource.keeps)(query, row) && filter.fits(row);
        rows.extend(completed.into_iter().filter(fits).map(|row| (*source, row)));
    }
    let default = resource.orders.first().map_or(&[][..], std::slice::from_ref);
    let order = if wanted.order.is_empty() { default } else { &wanted.order };
    rows.sort_by(|(_, one), (_, other)| by(order, one, other));
    let all: Vec<Object> = match resource.sums {
        Some(_) => rows.iter().map(|(_, row)| row.clone()).collect(),
        None => Vec::new(),
    };
    let total = rows.len();
    let page: Vec<_> = rows.into_iter().skip(wanted.skip).take(wanted.limit).collect();
    let data = shown(connection, sources, page, query).await?;
    let has_more = total > wanted.skip.saturating_add(wanted.limit);
    let mut answer = object([("data", data.into()), ("has_more", has_more.into())]);
    if resource.has_total {
        answer.insert("total_results".into(), total.into());
    }
    if let Some(sums) = resource.sums {
        answer.extend(sums(&all));
    }
    Ok(answer)
}

/// The rows as the list shows them. Those of one resource are completed together.
async fn shown(
    connection: &mut SqliteConnection,
    sources: &[&Resource],
    rows: Vec<(&Resource, Object)>,
    query: &Object,
) -> Result<Vec<Value>, CloseRefusal> {
    let mut page = Vec::with_capacity(rows.len());
    for source in sources {
        let (places, mut rows): (Vec<usize>, Vec<Object>) = rows
            .iter()
            .enumerate()
            .filter(|(_, (of, _))| of.kind == source.kind)
            .map(|(place, (_, row))| (place, row.clone()))
            .unzip();
        showing::nest(connection, source, &mut rows).await?;
        let cut = rows.into_iter().map(|row| Value::from(showing::cut(source, row, query)));
        page.extend(places.into_iter().zip(cut));
    }
    page.sort_by_key(|(place, _)| *place);
    Ok(page.into_iter().map(|(_, row)| row).collect())
}

fn number(query: &Object, name: &str, default: usize, most: usize) -> Result<usize, CloseRefusal> {
    let Some(text) = query.given(name) else { return Ok(default) };
    let number: usize = text.parse().map_err(|_| CloseRefusal::field(name, "Value must be an integer."))?;
    if number > most {
        return Err(CloseRefusal::bad(format!("The {name} parameter cannot be larger than {most}.")));
    }
    Ok(number)
}

/// The field without the minus that turns the order around.
fn bare(field: &str) -> &str {
    field.strip_prefix('-').unwrap_or(field)
}

/// How two records are sorted. What is equal stays in the order in which it was made.
fn by(order: &[&str], one: &Object, other: &Object) -> Ordering {
    let orderings = order.iter().map(|field| {
        let ordering = compare(one.get(bare(field)), other.get(bare(field)));
        if field.starts_with('-') { ordering.reverse() } else { ordering }
    });
    orderings.fold(Ordering::Equal, Ordering::then)
}

fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default())
        }
        (Some(Value::String(one)), Some(Value::String(other))) => one.cmp(other),
        _ => is_there(one).cmp(&is_there(other)),
    }
}

fn is_there(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value.is_null())
}
