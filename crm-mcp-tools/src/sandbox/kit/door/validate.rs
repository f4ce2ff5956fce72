//! Reads a body or a query against the properties that an operation declares, and finds all faults at once. Each CRM
//! words them itself.

use serde_json::Value;

use crate::sandbox::kit::object::Object;

/// One property that an operation declares.
pub(crate) struct Property {
    name: &'static str,
    kind: Kind,
    nullable: bool,
    required: bool,
}

/// What a property may hold.
pub(crate) enum Kind {
    /// Whatever; its reader is elsewhere.
    Any,
    Text,
    /// Text of at most so many characters.
    Short {
        max: usize,
    },
    /// Text that the CRM reads itself: as it is kept, or none if it is not what is wanted, in the CRM's words.
    Parsed {
        read: fn(&str) -> Option<String>,
        wanted: &'static str,
    },
    Boolean,
    Number,
    Whole {
        min: i64,
        max: i64,
    },
    /// A whole number in a query string.
    Digits {
        min: i64,
        max: i64,
    },
    OneOf(&'static [&'static str]),
    Texts,
    List,
    Object(&'static [Property]),
    Objects {
        of: &'static [Property],
        max: usize,
    },
}

/// Something that is wrong with a property.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What leads to the object that has the property, with a dot at the end; empty at the root.
    pub(crate) path: String,
    pub(crate) name: String,
    pub(crate) problem: Problem,
}

/// What is wrong with it.
#[derive(Debug)]
pub(crate) enum Problem {
    Missing,
    Undeclared,
    Wrong(Wanted),
}

/// What a value should have been.
#[derive(Debug)]
pub(crate) enum Wanted {
    Text,
    Short(usize),
    Parsed(&'static str),
    Boolean,
    Number,
    Whole,
    AtLeast(i64),
    AtMost(i64),
    OneOf(&'static [&'static str]),
    Texts,
    List,
    Object,
    Objects(usize),
}

impl Property {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, nullable: false, required: false }
    }

    pub(crate) const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// Accepts `null`, which clears the property.
    pub(crate) const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// The object with its values as they are kept; or all of its faults.
pub(crate) fn read(object: Object, declared: &[&[Property]]) -> Result<Object, Vec<Fault>> {
    let mut faults = Vec::new();
    find_missing("", &object, declared, &mut faults);
    let object = read_object("", object, declared, &mut faults);
    if faults.is_empty() { Ok(object) } else { Err(faults) }
}

/// The same for an object that says what is to change of another: nothing of its own has to be there.
pub(crate) fn read_change(object: Object, declared: &[&[Property]]) -> Result<Object, Vec<Fault>> {
    let mut faults = Vec::new();
    let object = read_object("", object, declared, &mut faults);
    if faults.is_empty() { Ok(object) } else { Err(faults) }
}

fn find_missing(path: &str, object: &Object, declared: &[&[Property]], faults: &mut Vec<Fault>) {
    let properties = declared.iter().copied().flatten();
    for missing in properties.filter(|property| property.required && !object.contains_key(property.name)) {
        faults.push(Fault { path: path.to_owned(), name: missing.name.to_owned(), problem: Problem::Missing });
    }
}

fn read_object(path: &str, object: Object, declared: &[&[Property]], faults: &mut Vec<Fault>) -> Object {
    let properties = || declared.iter().copied().flatten();
    let fault = |name: &str, problem| Fault { path: path.to_owned(), name: name.to_owned(), problem };
    let mut read = Object::new();
    for (name, value) in object {
        let Some(property) = properties().find(|property| property.name == name) else {
            faults.push(fault(&name, Problem::Undeclared));
            continue;
        };
        if property.nullable && value.is_null() {
            read.insert(name, value);
            continue;
        }
        match read_value(&format!("{path}{name}"), value, &property.kind, faults) {
            Ok(value) => _ = read.insert(name, value),
            Err(wanted) => faults.push(fault(&name, Problem::Wrong(wanted))),
        }
    }
    read
}

/// The value as it is kept, or what it should be. Faults inside it go to `faults`.
fn read_value(path: &str, value: Value, kind: &Kind, faults: &mut Vec<Fault>) -> Result<Value, Wanted> {
    let text = value.as_str();
    match kind {
        Kind::Any => Ok(value),
        Kind::Text => text.is_some().then_some(value).ok_or(Wanted::Text),
        Kind::Short { max } => match text {
            Some(text) if text.chars().count() <= *max => Ok(value),
            Some(_) => Err(Wanted::Short(*max)),
            None => Err(Wanted::Text),
        },
        Kind::Parsed { read, wanted } => text.and_then(read).map(Value::from).ok_or(Wanted::Parsed(wanted)),
        Kind::Boolean => value.is_boolean().then_some(value).ok_or(Wanted::Boolean),
        Kind::Number => value.is_number().then_some(value).ok_or(Wanted::Number),
        Kind::Whole { min, max } => bounded(value.as_i64(), *min, *max),
        Kind::Digits { min, max } => bounded(text.and_then(|text| text.parse().ok()), *min, *max),
        Kind::OneOf(names) => match text {
            Some(text) if names.contains(&text) => Ok(value),
            _ => Err(Wanted::OneOf(names)),
        },
        Kind::Texts => match &value {
            Value::Array(items) if items.iter().all(Value::is_string) => Ok(value),
            _ => Err(Wanted::Texts),
        },
        Kind::List => value.is_array().then_some(value).ok_or(Wanted::List),
        Kind::Object(of) => match value {
            Value::Object(object) => Ok(read_nested(&format!("{path}."), object, of, faults)),
            _ => Err(Wanted::Object),
        },
        Kind::Objects { of, max } => read_objects(path, value, of, *max, faults),
    }
}

fn read_nested(path: &str, object: Object, of: &[Property], faults: &mut Vec<Fault>) -> Value {
    find_missing(path, &object, &[of], faults);
    read_object(path, object, &[of], faults).into()
}

fn read_objects(
    path: &str,
    value: Value,
    of: &[Property],
    max: usize,
    faults: &mut Vec<Fault>,
) -> Result<Value, Wanted> {
    let Value::Array(items) = value else { return Err(Wanted::Objects(max)) };
    if items.len() > max {
        return Err(Wanted::Objects(max));
    }
    let read = |(index, item)| -> Result<Value, Wanted> {
        match item {
            Value::Object(object) => Ok(read_nested(&format!("{path}.{index}."), object, of, faults)),
            _ => Err(Wanted::Objects(max)),
        }
    };
    items.into_iter().enumerate().map(read).collect()
}

fn bounded(number: Option<i64>, min: i64, max: i64) -> Result<Value, Wanted> {
    match number {
        None => Err(Wanted::Whole),
        Some(number) if number < min => Err(Wanted::AtLeast(min)),
        Some(number) if number > max => Err(Wanted::AtMost(max)),
        Some(number) => Ok(number.into()),
    }
}
