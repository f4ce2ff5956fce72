//! JSON Schemas in the dialect that every MCP client accepts.
//!
//! The dialect is these types: what they cannot say is refused when a schema is [read](read) from what schemars made
//! of a Rust type, so what they [render](render) to needs no further cleaning, and the [arguments](crate::arguments)
//! are checked by the very schema that was shown.

mod error;
mod keywords;
mod limits;
mod mirrored;
mod path;
mod read;
mod render;
mod result;
#[cfg(test)]
pub(crate) mod tests;

use std::iter;

use regex_lite::Regex;
use serde_json::{Map, Value};

pub use error::SchemaError;
use keywords::HEADER;
pub(crate) use limits::Limits;
pub(crate) use mirrored::MirroredField;
pub(crate) use path::Path;
use read::Reader;
pub(crate) use render::{Open, Rooted};
pub(crate) use result::{ResultShape, WRAPPER};

/// What a value may be.
#[derive(Debug)]
pub(crate) struct Schema {
    /// What people are shown in the place of a name. Models are not: it is no part of what is rendered.
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// Keywords that constrain nothing: `default`, `deprecated`, `examples`, `x-mcp-header`.
    notes: Map<String, Value>,
    /// Whether `null` fits too. Not rendered: some clients refuse a second type.
    pub(crate) nullable: bool,
    pub(crate) kind: Kind,
    /// Other schemas that a value of another kind may fit, and that are not shown.
    pub(crate) beside: Vec<Schema>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Object(Object),
    Array(Array),
    String(Text),
    Integer(Integer),
    Number(Limits<f64>),
    Boolean,
    /// One of several kinds, as an untagged enum is.
    AnyOf(Vec<Schema>),
    Any,
}

#[derive(Debug)]
pub(crate) struct Object {
    /// Required ones first, in the order of the struct's fields; then the others, by name.
    pub(crate) properties: Vec<Property>,
    pub(crate) others: Others,
}

#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// Further names that are taken for it, and not shown.
    aliases: Vec<String>,
    /// Whether it is taken and checked, and not shown.
    hidden: bool,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// What an object may hold beside its named properties.
#[derive(Debug)]
pub(crate) enum Others {
    /// Nothing: the object is a struct that somebody sends us.
    Refused,
    /// Perhaps more, one day: the object is a struct that we send.
    Unsaid,
    /// Any name, with values of this schema: the object is a map.
    Each(Box<Schema>),
}

#[derive(Debug)]
pub(crate) struct Array {
    pub(crate) items: Box<Schema>,
    pub(crate) length: Limits<usize>,
    pub(crate) unique: bool,
    /// Whether a text may come in place of a list of it alone: the items are texts, and nothing else here takes a text.
    pub(crate) takes_bare: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Text {
    /// In characters, as JSON Schema counts.
    pub(crate) length: Limits<usize>,
    pub(crate) pattern: Option<Regex>,
    /// Whatever it is called; only what clients know is shown. The field's type decides which texts have it.
    pub(crate) format: Option<String>,
    /// The words allowed; any text if empty.
    pub(crate) choices: Vec<Choice>,
}

#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) word: String,
    /// What people are shown in the place of the word.
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Integer {
    pub(crate) limits: Limits<i128>,
    pub(crate) multiple_of: Option<i128>,
}

impl Object {
    /// As many as a walk over an object can tick off in one machine word.
    const MOST_PROPERTIES: usize = 128;

    /// The place of the property that has this name, or this alias.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.properties.iter().position(|property| property.names().any(|known| known == name))
    }

    /// The field that can only have one value, and that value: of an enum that is tagged by a field, which variant it is.
    pub(crate) fn variant(&self) -> Option<(&str, &str)> {
        self.properties.iter().filter(|property| property.required).find_map(|property| match &property.schema.kind {
            Kind::String(Text { choices, .. }) => match &choices[..] {
                [Choice { word, .. }] => Some((&*property.name, &**word)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The properties that are told of.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| !property.hidden)
    }
}

impl Property {
    fn names(&self) -> impl Iterator<Item = &str> {
        iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

impl Text {
    pub(crate) fn takes_any(&self) -> bool {
        self.choices.is_empty() && self.pattern.is_none() && self.length == Limits::default()
    }
}

impl Schema {
    /// The header in which an HTTP client repeats the value.
    pub(crate) fn header(&self) -> Option<&str> {
        self.notes.get(HEADER)?.as_str()
    }

    fn new(kind: Kind) -> Self {
        Self { title: None, description: None, notes: Map::new(), nullable: false, kind, beside: Vec::new() }
    }

    /// The value of a field that is left out.
    pub(crate) fn default_value(&self) -> Option<&Value> {
        self.notes.get("default")
    }

    /// Whether a text of some form fits.
    fn takes_text(&self) -> bool {
        let of_kind = match &self.kind {
            Kind::String(_) | Kind::Any => true,
            Kind::AnyOf(branches) => branches.iter().any(Self::takes_text),
            _ => false,
        };
        of_kind || self.beside.iter().any(Self::takes_text)
    }

    /// Has no list come as its only item, since a text means something else here.
    fn take_no_bare(&mut self) {
        match &mut self.kind {
            Kind::Array(array) => array.takes_bare = false,
            Kind::AnyOf(branches) => branches.iter_mut().for_each(Self::take_no_bare),
            _ => {}
        }
        self.beside.iter_mut().for_each(Self::take_no_bare);
    }

    /// Whether this is a map that may hold anything: a schema that tells the model nothing without a description.
    fn is_free_form(&self) -> bool {
        match &self.kind {
            Kind::Object(Object { others: Others::Each(values), .. }) => matches!(values.kind, Kind::Any),
            _ => false,
        }
    }
}
