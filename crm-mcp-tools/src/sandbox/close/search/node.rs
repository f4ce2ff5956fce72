//! The tree of a query: read from JSON, refused wherever it is not understood, and asked whether an object fits.

use serde_json::Value;

use super::{
    demand::Demand,
    place::Place,
    refused::{self, BadSearch},
    searched::SearchedType,
    wording::Wording,
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
        let only = |known: &[&str]| refused::only(query, known, at);
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
                Wording::read(query, at).map(Trial::Words)
            }
            "field_condition" => {
                only(&["field", "condition"])?;
                self.field(query, at)
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

    fn field(self, query: &Object, at: &str) -> Result<Trial, BadSearch> {
        let of = Place::read(query.get("field"), self.about, self.world, at)?;
        let at = format!("{at}.condition");
        let demand = Demand::read(query.get("condition"), &of, self.world, &at)?;
        Ok(Trial::Field { of, demand })
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

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl Node {
    /// Whether an object of this type fits.
    pub(crate) fn fits(&self, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
        self.negate != self.test.passes(kind, object, world)
    }
}

impl Trial {
    fn passes(&self, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.fits(kind, object, world)),
            // A filter without alternatives does not filter.
            Self::Any(nodes) => nodes.is_empty() || nodes.iter().any(|node| node.fits(kind, object, world)),
            Self::Everything => true,
            Self::OfType(wanted) => wanted.name == kind.name,
            Self::WithId(id) => object.text("id") == id,
            Self::Words(wording) => has_words(wording, kind, object, world),
            Self::Field { of, demand } => {
                let values = if of.of.contains(&kind.name) { world.values(kind, object, &of.name) } else { Vec::new() };
                values.iter().any(|value| demand.is_met(value, world))
            }
            Self::Beside { this, other, node } => {
                this.name == kind.name
                    && world.beside(this, object, other).into_iter().any(|object| node.fits(other, object, world))
            }
        }
    }
}

/// Whether words are in a text of the object or of a part of it.
fn has_words(wording: &Wording, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
    wording.is_among(&texts(kind, object, world))
}

fn texts(kind: &'static SearchedType, object: &Object, world: &World) -> Vec<String> {
    let names = kind.texts().map(str::to_owned).chain(object.keys().filter(|key| key.starts_with("custom.")).cloned());
    let values = names.flat_map(|name| world.values(kind, object, &name));
    let mut found: Vec<_> = values.filter_map(|value| value.as_str().map(str::to_owned)).collect();
    for part in kind.parts() {
        for object in world.beside(kind, object, part) {
            found.extend(texts(part, object, world));
        }
    }
    found
}
