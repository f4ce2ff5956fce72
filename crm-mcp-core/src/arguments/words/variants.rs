//! Enums whose variants are told apart by a name: which variants there are.

use crate::schema::{Choice, ObjectSchema, Others, Property, Schema, ValueKind};

/// The variants of an enum.
pub(crate) struct Variants<'s> {
    /// The field that names the variant, in an enum that is tagged internally or adjacently. In an enum that is tagged
    /// externally, the only field of an object bears the name, or a word does where the variant holds nothing.
    pub(super) tag: Option<&'s str>,
    /// Each name with the schema of its variant. An untagged enum can have a name twice.
    pub(super) named: Vec<(&'s str, &'s Schema)>,
    /// The schemas without a name.
    pub(super) others: Vec<&'s Schema>,
}

impl<'s> Variants<'s> {
    /// The variants of an enum with these schemas, if names tell them apart.
    pub(crate) fn of(branches: &'s [Schema]) -> Option<Self> {
        let mut all = Vec::new();
        flatten(branches, &mut all);
        Self::tagged(&all).or_else(|| Self::untagged(&all))
    }

    fn tagged(branches: &[&'s Schema]) -> Option<Self> {
        let (objects, others): (Vec<_>, Vec<_>) = branches.iter().copied().partition(|branch| object(branch).is_some());
        let (first, further) = objects.split_first()?;
        let is_tag =
            |field: &&str| !further.is_empty() && objects.iter().all(|object| !words(object, field).is_empty());
        let tag = object(first)?.properties.iter().map(|property| &*property.name).find(is_tag)?;
        let named = objects.iter().flat_map(|branch| words(branch, tag).iter().map(|choice| (&*choice.word, *branch)));
        Some(Self { tag: Some(tag), named: named.collect(), others })
    }

    fn untagged(branches: &[&'s Schema]) -> Option<Self> {
        let name = |branch: &&'s Schema| -> Option<Vec<_>> {
            let names = match &branch.kind {
                ValueKind::String(text) if !text.choices.is_empty() => {
                    text.choices.iter().map(|choice| &*choice.word).collect()
                }
                ValueKind::Object(ObjectSchema { properties, others: Others::Refused }) => match &properties[..] {
                    [Property { name, required: true, .. }] => vec![&**name],
                    _ => return None,
                },
                _ => return None,
            };
            Some(names.into_iter().map(|name| (name, *branch)).collect())
        };
        let named = branches.iter().map(name).collect::<Option<Vec<Vec<_>>>>()?.concat();
        // Where all variants are words, no name is needed to tell what else they hold.
        branches.iter().any(|branch| object(branch).is_some()).then_some(Self { tag: None, named, others: Vec::new() })
    }
}

/// Collects the schemas of an enum, and of the enums in it.
fn flatten<'s>(branches: &'s [Schema], all: &mut Vec<&'s Schema>) {
    for branch in branches {
        match &branch.kind {
            ValueKind::AnyOf(branches) => flatten(branches, all),
            _ => all.push(branch),
        }
    }
}

pub(super) fn object(schema: &Schema) -> Option<&ObjectSchema> {
    match &schema.kind {
        ValueKind::Object(object) => Some(object),
        _ => None,
    }
}

/// The words of which this field of an object must have one.
fn words<'s>(schema: &'s Schema, field: &str) -> &'s [Choice] {
    let is_field = |property: &&Property| property.required && property.name == field;
    match object(schema).and_then(|object| object.properties.iter().find(is_field)).map(|field| &field.schema.kind) {
        Some(ValueKind::String(text)) => &text.choices,
        _ => &[],
    }
}
