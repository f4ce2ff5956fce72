//! The types of the dialect: what a schema can say of a value.

use std::iter;

use regex_lite::Regex;
use serde_json::{Map, Value};

use super::{keywords::HEADER, limits::Limits};

/// What a value may be.
#[derive(Debug)]
pub(crate) struct Schema {
    /// What people are shown in place of a name. It is not rendered for models.
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// Keywords that constrain nothing: `default`, `deprecated`, `examples`, `x-mcp-header`.
    pub(super) notes: Map<String, Value>,
    /// Whether `null` fits too. Not rendered: some clients refuse a second type.
    pub(crate) nullable: bool,
    pub(crate) kind: ValueKind,
    /// Schemas for values of other kinds, which are taken too. They are not shown.
    pub(crate) hidden_branches: Vec<Schema>,
}

/// The kind of a value, with what a schema says of values of this kind.
#[derive(Debug)]
pub(crate) enum ValueKind {
    Object(ObjectSchema),
    Array(ArraySchema),
    String(StringSchema),
    Integer(IntegerSchema),
    Number(Limits<f64>),
    Boolean,
    /// One of several schemas, as an untagged enum has them.
    AnyOf(Vec<Schema>),
    Any,
}

/// What an object holds.
#[derive(Debug)]
pub(crate) struct ObjectSchema {
    /// First the required ones in the order of the struct's fields, then the others by name.
    pub(crate) properties: Vec<Property>,
    pub(crate) others: Others,
}

/// A named field of an object.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// Further names that it is taken by. They are not shown.
    pub(super) aliases: Vec<String>,
    /// Whether it is taken and checked, but not shown.
    pub(super) hidden: bool,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// What an object may hold beside its named properties.
#[derive(Debug)]
pub(crate) enum Others {
    /// Nothing else: the object is a struct that somebody sends us.
    Refused,
    /// Possibly more in a later version: the object is a struct that we send.
    Unsaid,
    /// Any name with a value of this schema: the object is a map.
    Each(Box<Schema>),
}

/// What an array holds.
#[derive(Debug)]
pub(crate) struct ArraySchema {
    pub(crate) items: Box<Schema>,
    pub(crate) length: Limits<usize>,
    pub(crate) unique: bool,
    /// Whether a string may come in place of an array that has it as its only item: the items are strings, and no other
    /// schema in this place takes a string.
    pub(crate) takes_bare: bool,
}

/// Which strings are meant.
#[derive(Debug, Default)]
pub(crate) struct StringSchema {
    /// In characters, as JSON Schema counts.
    pub(crate) length: Limits<usize>,
    pub(crate) pattern: Option<Regex>,
    /// A format of any name. It is shown if clients know it. The field's type decides which strings have it.
    pub(crate) format: Option<String>,
    /// The words that are allowed. If there are none, any string is.
    pub(crate) choices: Vec<Choice>,
}

/// A word of an enum.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) word: String,
    /// What people are shown in place of the word.
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

/// Which integers are meant.
#[derive(Debug)]
pub(crate) struct IntegerSchema {
    pub(crate) limits: Limits<i128>,
    pub(crate) multiple_of: Option<i128>,
}

impl ObjectSchema {
    /// A check of an object marks the fields that it has met, as the bits of one `u128`.
    pub(super) const MOST_PROPERTIES: usize = 128;

    /// The index of the property with this name or alias.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.properties.iter().position(|property| property.names().any(|known| known == name))
    }

    /// The first required field that can have one value only, and that value. In a variant of an enum that is tagged by a
    /// field, these are the tag and the name of the variant.
    pub(crate) fn variant(&self) -> Option<(&str, &str)> {
        self.properties.iter().filter(|property| property.required).find_map(|property| match &property.schema.kind {
            ValueKind::String(StringSchema { choices, .. }) => match &choices[..] {
                [Choice { word, .. }] => Some((&*property.name, &**word)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The properties that are shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| !property.hidden)
    }
}

impl Property {
    /// All the names that it is taken by.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

impl StringSchema {
    /// Whether every string fits.
    pub(crate) fn takes_any(&self) -> bool {
        self.choices.is_empty() && self.pattern.is_none() && self.length == Limits::default()
    }

    /// Whether this text fits.
    pub(crate) fn takes(&self, text: &str) -> bool {
        let chosen = self.choices.is_empty() || self.choices.iter().any(|choice| choice.word == text);
        let matches = || self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text));
        self.takes_any() || (chosen && self.length.contain(&text.chars().count()) && matches())
    }
}

impl IntegerSchema {
    /// Whether this value fits.
    pub(crate) fn takes(&self, value: i128) -> bool {
        self.limits.contain(&value) && self.is_multiple(value)
    }

    /// Whether this is a multiple of what all values have to be multiples of.
    pub(crate) fn is_multiple(&self, value: i128) -> bool {
        self.multiple_of.is_none_or(|multiple| value.checked_rem(multiple) == Some(0))
    }
}

impl Schema {
    /// The header in which an HTTP client repeats the value.
    pub(crate) fn header(&self) -> Option<&str> {
        self.notes.get(HEADER)?.as_str()
    }

    pub(super) fn new(kind: ValueKind) -> Self {
        Self { title: None, description: None, notes: Map::new(), nullable: false, kind, hidden_branches: Vec::new() }
    }

    /// The value of a field that is left out.
    pub(crate) fn default_value(&self) -> Option<&Value> {
        self.notes.get("default")
    }

    /// Whether some string fits.
    pub(super) fn takes_string(&self) -> bool {
        let of_kind = match &self.kind {
            ValueKind::String(_) | ValueKind::Any => true,
            ValueKind::AnyOf(branches) => branches.iter().any(Self::takes_string),
            _ => false,
        };
        of_kind || self.hidden_branches.iter().any(Self::takes_string)
    }

    /// Takes no string in place of an array of it: a string means something else here.
    pub(super) fn take_no_bare(&mut self) {
        match &mut self.kind {
            ValueKind::Array(array) => array.takes_bare = false,
            ValueKind::AnyOf(branches) => branches.iter_mut().for_each(Self::take_no_bare),
            _ => {}
        }
        self.hidden_branches.iter_mut().for_each(Self::take_no_bare);
    }

    /// Whether each value that fits is an object, as the values of an enum with a tag are.
    pub(super) fn is_object(&self) -> bool {
        let of_kind = match &self.kind {
            ValueKind::Object(_) => true,
            ValueKind::AnyOf(branches) => branches.iter().all(Self::is_object),
            _ => false,
        };
        of_kind && !self.nullable
    }

    /// Whether this is a map that may hold anything. Without a description it tells the model nothing.
    pub(super) fn is_free_form(&self) -> bool {
        match &self.kind {
            ValueKind::Object(ObjectSchema { others: Others::Each(values), .. }) => {
                matches!(values.kind, ValueKind::Any)
            }
            _ => false,
        }
    }
}
