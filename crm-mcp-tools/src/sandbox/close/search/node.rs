//! The tree of a query: read from JSON, and refused wherever it is not understood.

use serde_json::Value;

use super::{
    demand::Demand,
    refused::BadSearch,
    searched::{FieldType, SearchedType},
    wording::{MODES, Wording},
    world::World,
};
use crate::sandbox::kit::object::{Object, Properties as _};

/// How deep a tree can be: a smart view that names itself is deeper.
const DEEPEST: usize = 40;

/// One part of a query.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) negate: bool,
    pub(crate) test: Trial,
}

/// What an object must be like.
#[derive(Debug)]
pub(crate) enum Trial {
    All(Vec<Node>),
    Any(Vec<Node>),
    Everything,
    OfType(&'static SearchedType),
    WithId(String),
    /// Words that are in any of its texts.
    Words(Wording),
    Field {
        of: Place,
        demand: Demand,
    },
    /// An object beside it that fits.
    Beside {
        this: &'static SearchedType,
        other: &'static SearchedType,
        node: Box<Node>,
    },
}

/// Where a value is in a document.
#[derive(Debug)]
pub(crate) struct Place {
    /// The types of objects that have it.
    pub(crate) of: Vec<&'static str>,
    /// The name of the property.
    pub(crate) name: String,
    pub(crate) holds: FieldType,
}

/// Reads parts of queries about objects of some types.
#[derive(Clone, Copy)]
struct Reader<'a> {
    world: &'a World,
    /// The types of the objects that the part is about.
    about: &'a [&'static SearchedType],
    depth: usize,
}

/// The types of objects that a query is for; none if it does not say so.
pub(crate) fn wanted(query: &Value, world: &World) -> Vec<&'static SearchedType> {
    wanted_at(query, world, 0)
}

fn wanted_at(query: &Value, world: &World, depth: usize) -> Vec<&'static SearchedType> {
    if depth > DEEPEST || query["negate"] == true {
        return Vec::new();
    }
    let queries = || query["queries"].as_array().into_iter().flatten().map(|query| wanted_at(query, world, depth + 1));
    match query["type"].as_str() {
        Some("object_type") => query["object_type"].as_str().and_then(SearchedType::result).into_iter().collect(),
        Some("and") => queries().find(|types| !types.is_empty()).unwrap_or_default(),
        Some("or") if queries().all(|types| !types.is_empty()) => queries().flatten().collect(),
        Some("saved_search") => {
            let saved = query["saved_search_id"].as_str().and_then(|id| world.saved_search(id));
            saved.map(|query| wanted_at(query, world, depth + 1)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Reads a query about objects of these types.
pub(crate) fn read(query: &Value, about: &[&'static SearchedType], world: &World) -> Result<Node, BadSearch> {
    Reader { world, about, depth: 0 }.node(query, "query")
}

/// Reads where a value is in objects of these types.
pub(crate) fn place(
    field: Option<&Value>,
    about: &[&'static SearchedType],
    world: &World,
    at: &str,
) -> Result<Place, BadSearch> {
    Reader { world, about, depth: 0 }.place(field, at)
}

impl Reader<'_> {
    fn node(self, query: &Value, at: &str) -> Result<Node, BadSearch> {
        if self.depth > DEEPEST {
            return Err(BadSearch::new(at, "the query is too deep"));
        }
        let query = query.as_object().ok_or_else(|| BadSearch::new(at, "a query is an object"))?;
        let negate = match query.get("negate") {
            None => false,
            Some(Value::Bool(negate)) => *negate,
            Some(_) => return Err(BadSearch::new(at, "negate is true or false")),
        };
        Ok(Node { negate, test: self.test(query, at)? })
    }

    fn test(self, query: &Object, at: &str) -> Result<Trial, BadSearch> {
        let only = |known: &[&str]| only(query, known, at);
        let kind = query.text("type");
        match kind {
            "and" | "or" => {
                only(&["queries"])?;
                let nodes = self.nodes(query, at)?;
                Ok(if kind == "and" { Trial::All(nodes) } else { Trial::Any(nodes) })
            }
            "match_all" => only(&[]).map(|()| Trial::Everything),
            "object_type" => {
                only(&["object_type"])?;
                let kind = SearchedType::result(query.text("object_type"));
                kind.map(Trial::OfType).ok_or_else(|| BadSearch::new(at, "unknown object_type"))
            }
            "id" => {
                only(&["value"])?;
                let id = query.given("value").ok_or_else(|| BadSearch::new(at, "value is an id"))?;
                Ok(Trial::WithId(id.to_owned()))
            }
            "text" => {
                only(&["mode", "value"])?;
                wording(query, at).map(Trial::Words)
            }
            "field_condition" => {
                only(&["field", "condition"])?;
                let of = self.place(query.get("field"), at)?;
                let at = format!("{at}.condition");
                let demand = Demand::read(query.get("condition"), &of, self.world, &at)?;
                Ok(Trial::Field { of, demand })
            }
            "has_related" => {
                only(&["this_object_type", "related_object_type", "related_query"])?;
                self.beside(query, at)
            }
            "saved_search" => {
                only(&["saved_search_id"])?;
                self.saved(query.text("saved_search_id"), at)
            }
            other => Err(BadSearch::new(at, format!("unknown type of a query: {other}"))),
        }
    }

    fn nodes(self, query: &Object, at: &str) -> Result<Vec<Node>, BadSearch> {
        let queries = query.list("queries").ok_or_else(|| BadSearch::new(at, "queries is a list"))?;
        let node = |(index, query)| self.deeper().node(query, &format!("{at}.queries.{index}"));
        queries.iter().enumerate().map(node).collect()
    }

    fn beside(self, query: &Object, at: &str) -> Result<Trial, BadSearch> {
        let name = query.text("this_object_type");
        let this = self.about.iter().find(|kind| kind.name == name);
        let this = *this.ok_or_else(|| BadSearch::new(at, "this_object_type is not the type that is searched here"))?;
        let other = this.beside(query.text("related_object_type"));
        let other = other.ok_or_else(|| BadSearch::new(at, format!("no such related_object_type of a {name}")))?;
        let at = format!("{at}.related_query");
        let related = query.get("related_query").unwrap_or(&Value::Null);
        let node = Reader { about: &[other], ..self.deeper() }.node(related, &at)?;
        Ok(Trial::Beside { this, other, node: Box::new(node) })
    }

    fn saved(self, id: &str, at: &str) -> Result<Trial, BadSearch> {
        let query = self.world.saved_search(id);
        let query = query.ok_or_else(|| BadSearch::new(at, "saved_search_id names no smart view with a query"))?;
        Ok(Trial::All(vec![self.deeper().node(query, at)?]))
    }

    fn place(self, field: Option<&Value>, at: &str) -> Result<Place, BadSearch> {
        let at = format!("{at}.field");
        let field = field.and_then(Value::as_object).ok_or_else(|| BadSearch::new(&at, "field is an object"))?;
        let unknown = |name: &str| BadSearch::new(&at, format!("unknown field: {name}"));
        match field.text("type") {
            "regular_field" => {
                only(field, &["object_type", "field_name"], &at)?;
                let kind = self.about.iter().find(|kind| kind.name == field.text("object_type"));
                let kind =
                    kind.ok_or_else(|| BadSearch::new(&at, "object_type is not the type that is searched here"))?;
                let name = field.text("field_name");
                let holds = kind.field(name).ok_or_else(|| unknown(name))?;
                Ok(Place { of: vec![kind.name], name: name.to_owned(), holds })
            }
            "custom_field" => {
                only(field, &["custom_field_id"], &at)?;
                let id = field.text("custom_field_id");
                let known = self.world.custom_field(id).ok_or_else(|| unknown(id))?;
                if !self.about.iter().any(|kind| known.of.contains(&kind.name)) {
                    return Err(BadSearch::new(&at, "the custom field is one of other objects"));
                }
                Ok(Place { of: known.of.clone(), name: format!("custom.{id}"), holds: known.holds })
            }
            other => Err(BadSearch::new(&at, format!("unknown type of a field: {other}"))),
        }
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// Refuses properties that are neither known nor those of every part.
pub(crate) fn only(object: &Object, known: &[&str], at: &str) -> Result<(), BadSearch> {
    let is_known = |name: &str| name == "type" || name == "negate" || known.contains(&name);
    match object.keys().find(|name| !is_known(name)) {
        Some(name) => Err(BadSearch::new(at, format!("unknown property: {name}"))),
        None => Ok(()),
    }
}

/// The words that a part of a query looks for.
pub(crate) fn wording(object: &Object, at: &str) -> Result<Wording, BadSearch> {
    let value = object.given("value").ok_or_else(|| BadSearch::new(at, "value is a text"))?;
    let wording = Wording::new(object.text("mode"), value);
    wording.ok_or_else(|| BadSearch::new(at, format!("mode is one of {MODES}")))
}
