//! The body of a search: the query, the order, the page, and the fields that are wanted.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

use super::{
    node::{self, Node},
    ordering::Ordering,
    refused::BadSearch,
    search_cursor::Mark,
    searched::SearchedType,
    world::World,
};
use crate::sandbox::kit::object::Object;

/// How many objects a page has at most, and has if the caller says nothing.
const LARGEST_PAGE: usize = 200;
const USUAL_PAGE: usize = 100;

/// A search as it was asked for.
#[derive(Debug)]
pub(crate) struct SearchBody {
    pub(crate) types: Vec<&'static SearchedType>,
    pub(crate) node: Node,
    pub(crate) orderings: Vec<Ordering>,
    pub(crate) page_size: usize,
    /// How many objects all pages have at most.
    pub(crate) results_limit: Option<usize>,
    pub(crate) has_counts: bool,
    /// How many objects were on the pages before.
    pub(crate) skipped: usize,
    /// What the search is, whatever its page.
    pub(crate) fingerprint: u64,
}

impl SearchBody {
    /// Reads the body of a search.
    pub(crate) fn read(body: &Object, world: &World) -> Result<Self, BadSearch> {
        check_names(body)?;
        wanted_fields(body, "")?;
        let query = body.get("query").ok_or_else(|| BadSearch::new("query", "This field is required."))?;
        let types = node::wanted(query, world);
        // A query that is wrong elsewhere is told that, not that it lacks a type.
        let node = if types.is_empty() {
            node::read(query, &SearchedType::results(), world)?
        } else {
            node::read(query, &types, world)?
        };
        if types.is_empty() {
            return Err(BadSearch::new("query", "the query does not say which object_type is searched"));
        }
        let fingerprint = fingerprint(body);
        Ok(Self {
            node,
            orderings: Ordering::read(body.get("sort"), &types, world)?,
            page_size: whole(body, "_limit")?.unwrap_or(USUAL_PAGE),
            results_limit: whole(body, "results_limit")?,
            has_counts: flag(body, "include_counts")?,
            skipped: Mark::read(body.get("cursor"), fingerprint, world.present.now)?,
            types,
            fingerprint,
        })
        .and_then(Self::checked)
    }

    fn checked(self) -> Result<Self, BadSearch> {
        let fits = (1..=LARGEST_PAGE).contains(&self.page_size);
        let message = || format!("Must be between 1 and {LARGEST_PAGE}.");
        if fits { Ok(self) } else { Err(BadSearch::new("_limit", message())) }
    }
}

fn check_names(body: &Object) -> Result<(), BadSearch> {
    const KNOWN: [&str; 7] = ["query", "_limit", "cursor", "_fields", "sort", "include_counts", "results_limit"];
    for (name, value) in body {
        // What the vendor's app copies as a filter has an empty `limit`.
        let is_copied = name == "limit" && value.is_null();
        if !KNOWN.contains(&name.as_str()) && !is_copied {
            return Err(BadSearch::new(name, "Unknown field."));
        }
    }
    Ok(())
}

fn whole(body: &Object, name: &str) -> Result<Option<usize>, BadSearch> {
    let Some(value) = body.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
    let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
    number.map(Some).ok_or_else(|| BadSearch::new(name, "Not a valid whole number."))
}

fn flag(body: &Object, name: &str) -> Result<bool, BadSearch> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(BadSearch::new(name, "Not a valid boolean.")),
    }
}

/// The fields that are wanted of the objects of a type; none if none were named.
pub(crate) fn wanted_fields<'a>(body: &'a Object, kind: &str) -> Result<Option<Vec<&'a str>>, BadSearch> {
    let fields = match body.get("_fields") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(BadSearch::new("_fields", "Not an object of lists by object type.")),
    };
    if let Some(name) = fields.keys().find(|name| SearchedType::result(name).is_none()) {
        return Err(BadSearch::new("_fields", format!("unknown object type: {name}")));
    }
    let Some(names) = fields.get(kind) else { return Ok(None) };
    let names = names.as_array().and_then(|names| names.iter().map(Value::as_str).collect());
    names.map(Some).ok_or_else(|| BadSearch::new("_fields", "Not a list of names."))
}

fn fingerprint(body: &Object) -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in ["query", "sort", "results_limit"] {
        body.get(name).unwrap_or(&Value::Null).to_string().hash(&mut hasher);
    }
    hasher.finish()
}
