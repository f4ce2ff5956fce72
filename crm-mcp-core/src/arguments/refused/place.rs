//! Places in parsed arguments, and the schemas of the values there.

use serde_json::Value;

use crate::{
    arguments::{check::Checker, words::Format},
    schema::{ObjectSchema, Others, Path, Schema, ValueKind},
};

/// A step from a value to one that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    Item(usize),
}

/// The steps to a value, from the arguments as a whole.
pub(super) type Steps = Vec<Step>;

/// A place as messages name it.
pub(super) fn path(steps: &[Step]) -> String {
    fn descend(steps: &[Step], path: &Path<'_>) -> String {
        match steps {
            [] => path.to_string(),
            [Step::Field(name), rest @ ..] => descend(rest, &Path::Field(path, name)),
            [Step::Item(index), rest @ ..] => descend(rest, &Path::Item(path, *index)),
        }
    }
    descend(steps, &Path::Root("arguments"))
}

/// The value at a place.
pub(super) fn value<'v>(root: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Field(name) => value.get(name),
        Step::Item(index) => value.get(index),
    })
}

/// The same, to change it.
pub(super) fn value_mut<'v>(root: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Field(name) => value.get_mut(name),
        Step::Item(index) => value.get_mut(index),
    })
}

/// A value with its schema.
pub(super) struct Known<'s> {
    pub(super) place: Steps,
    pub(super) schema: &'s Schema,
    /// An example of its format, if it has a known format.
    pub(super) example: Option<&'static str>,
}

impl<'s> Known<'s> {
    /// The values in `value` whose schema is known, in the order of the schema.
    pub(super) fn all(schema: &'s Schema, value: &Value) -> Vec<Self> {
        let mut all = Vec::new();
        collect(schema, schema, value, &mut Vec::new(), &mut all);
        all
    }
}

/// Adds a value and those that it holds. `told` describes the value in messages, and `schema` is the branch of it that the
/// value fits.
fn collect<'s>(told: &'s Schema, schema: &'s Schema, value: &Value, place: &mut Steps, all: &mut Vec<Known<'s>>) {
    if let ValueKind::AnyOf(branches) = &schema.kind {
        let json = value.to_string();
        if let Some(branch) = branches.iter().find(|branch| Checker::fits(&json, branch)) {
            return collect(told, branch, value, place, all);
        }
    }
    all.push(Known { place: place.clone(), schema: told, example: example(schema, value) });
    let mut descend = |schema, value, step| {
        place.push(step);
        collect(schema, schema, value, place, all);
        place.pop();
    };
    match (&schema.kind, value) {
        (ValueKind::Object(object), Value::Object(members)) => {
            for (name, value, schema) in fields(object, members) {
                descend(schema, value, Step::Field(name.to_owned()));
            }
        }
        (ValueKind::Array(array), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                descend(&array.items, item, Step::Item(index));
            }
        }
        _ => {}
    }
}

/// The members of an object whose schema is known.
fn fields<'s, 'v>(
    object: &'s ObjectSchema,
    members: &'v serde_json::Map<String, Value>,
) -> impl Iterator<Item = (&'v String, &'v Value, &'s Schema)> {
    let known = object.properties.iter().filter_map(|property| {
        let (name, value) = members.get_key_value(&property.name)?;
        Some((name, value, &property.schema))
    });
    let others = members.iter().filter_map(|(name, value)| match &object.others {
        Others::Each(schema) if object.place(name).is_none() => Some((name, value, &**schema)),
        _ => None,
    });
    known.chain(others)
}

fn example(schema: &Schema, value: &Value) -> Option<&'static str> {
    match &schema.kind {
        ValueKind::String(text) if value.is_string() => Some(Format::named(text.format.as_deref()?)?.example),
        _ => None,
    }
}
