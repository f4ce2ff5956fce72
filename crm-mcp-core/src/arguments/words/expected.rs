//! A schema in words: what a fault says was expected.

use std::{
    fmt::{self, Display, Formatter},
    ops::Bound::{Excluded, Included, Unbounded},
};

use super::{formats::Format, variants::Variants};
use crate::schema::{ArraySchema, IntegerSchema, Limits, ObjectSchema, Others, Schema, StringSchema, ValueKind};

/// Displays a schema as what was expected: `an array of at most 10 items, each a non-empty string`.
pub(crate) struct Expected<'a>(pub(crate) &'a Schema);

impl Display for Expected<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ValueKind::Object(object) => write_object(object, formatter),
            ValueKind::Array(array) => write_array(array, formatter),
            ValueKind::String(text) => write_text(text, formatter),
            ValueKind::Integer(integer) => write_integer(integer, &integer.limits.telling(), formatter),
            ValueKind::Number(limits) => write!(formatter, "a number{}", Range(limits)),
            ValueKind::Boolean => formatter.write_str("true or false"),
            ValueKind::AnyOf(branches) => match Variants::of(branches) {
                Some(variants) => variants.fmt(formatter),
                None => write_list(formatter, " or ", branches.iter().map(Expected)),
            },
            ValueKind::Any => formatter.write_str("any value"),
        }
    }
}

/// Whether a known format says what is expected.
pub(crate) fn tells_format(schema: &Schema) -> bool {
    match &schema.kind {
        ValueKind::String(text) => text.format.as_deref().and_then(Format::named).is_some(),
        ValueKind::AnyOf(branches) => branches.iter().any(tells_format),
        _ => false,
    }
}

/// Displays an integer with all its limits, also those that come from the size of its Rust type.
pub(crate) struct Fitting<'a>(pub(crate) &'a IntegerSchema);

impl Display for Fitting<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write_integer(self.0, &self.0.limits, formatter)
    }
}

/// Displays the names of an object's fields. Use it where they [are few](Self::are_few), as a message should be short.
pub(crate) struct FieldNames<'a>(pub(crate) &'a ObjectSchema);

impl FieldNames<'_> {
    const MOST: usize = 24;

    pub(crate) fn are_few(&self) -> bool {
        (1..=Self::MOST).contains(&self.0.shown().count())
    }
}

impl Display for FieldNames<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write_list(formatter, ", ", self.0.shown().map(|property| &property.name))
    }
}

fn write_object(object: &ObjectSchema, formatter: &mut Formatter<'_>) -> fmt::Result {
    match object.others {
        Others::Refused if FieldNames(object).are_few() => {
            write!(formatter, "an object with the fields {}", FieldNames(object))
        }
        _ => formatter.write_str("an object"),
    }
}

fn write_array(array: &ArraySchema, formatter: &mut Formatter<'_>) -> fmt::Result {
    write_length(&array.length, "array", "item", formatter)?;
    if array.unique {
        formatter.write_str(", all different")?;
    }
    write!(formatter, ", each {}", Expected(&array.items))
}

fn write_text(text: &StringSchema, formatter: &mut Formatter<'_>) -> fmt::Result {
    if let [choice] = &text.choices[..] {
        return write!(formatter, "the word {}", choice.word);
    }
    if !text.choices.is_empty() {
        formatter.write_str("one of ")?;
        return write_list(formatter, ", ", text.choices.iter().map(|choice| &choice.word));
    }
    match (text.format.as_deref(), text.format.as_deref().and_then(Format::named)) {
        (_, Some(format)) if text.length == Limits::default() => format.fmt(formatter)?,
        (name, format) => {
            write_length(&text.length, "string", "character", formatter)?;
            match (format, name) {
                (Some(format), _) => write!(formatter, ", {format}")?,
                (None, Some(name)) => write!(formatter, " in the format {name}")?,
                (None, None) => {}
            }
        }
    }
    match &text.pattern {
        Some(pattern) => write!(formatter, " matching {}", pattern.as_str()),
        None => Ok(()),
    }
}

fn write_integer(integer: &IntegerSchema, limits: &Limits<i128>, formatter: &mut Formatter<'_>) -> fmt::Result {
    write!(formatter, "an integer{}", Range(limits))?;
    match integer.multiple_of {
        Some(multiple) => write!(formatter, ", a multiple of {multiple}"),
        None => Ok(()),
    }
}

fn write_length(limits: &Limits<usize>, thing: &str, unit: &str, formatter: &mut Formatter<'_>) -> fmt::Result {
    let article = if thing == "array" { "an" } else { "a" };
    let plural = |count| if count == 1 { "" } else { "s" };
    match (limits.min, limits.max) {
        (Included(1), Unbounded) => write!(formatter, "a non-empty {thing}"),
        (Included(min), Included(max)) if min == max => {
            write!(formatter, "{article} {thing} of exactly {min} {unit}{}", plural(min))
        }
        (Included(min), Included(max)) => write!(formatter, "{article} {thing} of {min} to {max} {unit}s"),
        (Included(min), _) => write!(formatter, "{article} {thing} of at least {min} {unit}s"),
        (_, Included(max)) => write!(formatter, "{article} {thing} of at most {max} {unit}{}", plural(max)),
        _ => write!(formatter, "{article} {thing}"),
    }
}

/// Displays the limits of a number, with a space before: ` from 1 to 100`.
struct Range<'a, T>(&'a Limits<T>);

impl<T: Display> Display for Range<'_, T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let (Included(min), Included(max)) = (&self.0.min, &self.0.max) {
            return write!(formatter, " from {min} to {max}");
        }
        match &self.0.min {
            Included(min) => write!(formatter, " of at least {min}")?,
            Excluded(min) => write!(formatter, " above {min}")?,
            Unbounded => {}
        }
        match &self.0.max {
            Included(max) => write!(formatter, " of at most {max}"),
            Excluded(max) => write!(formatter, " below {max}"),
            Unbounded => Ok(()),
        }
    }
}

/// Displays what the variants look like: `an object whose kind is one of contact, tag`.
impl Display for Variants<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Some(tag) = self.tag else { return self.write_untagged(formatter) };
        write!(formatter, "an object whose {tag} is {}", VariantNames(self))?;
        self.others.iter().try_for_each(|other| write!(formatter, " or {}", Expected(other)))
    }
}

impl Variants<'_> {
    fn write_untagged(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (fields, words): (Vec<_>, Vec<_>) =
            self.named.iter().partition(|(_, branch)| matches!(branch.kind, ValueKind::Object(_)));
        formatter.write_str(if fields.len() == 1 {
            "an object with the field "
        } else {
            "an object with one of the fields "
        })?;
        write_list(formatter, ", ", fields.iter().map(|(name, _)| name))?;
        match &words[..] {
            [] => Ok(()),
            [(word, _)] => write!(formatter, " or the word {word}"),
            _ => {
                formatter.write_str(" or one of the words ")?;
                write_list(formatter, ", ", words.iter().map(|(name, _)| name))
            }
        }
    }
}

/// Displays the names of the variants.
pub(super) struct VariantNames<'a>(pub(super) &'a Variants<'a>);

impl Display for VariantNames<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let names = || self.0.named.iter().map(|(name, _)| name);
        let once = names().enumerate().filter(|(place, name)| names().position(|first| first == *name) == Some(*place));
        formatter.write_str("one of ")?;
        write_list(formatter, ", ", once.map(|(_, name)| name))
    }
}

fn write_list<T: Display>(formatter: &mut Formatter<'_>, comma: &str, items: impl Iterator<Item = T>) -> fmt::Result {
    for (index, item) in items.enumerate() {
        write!(formatter, "{}{item}", if index == 0 { "" } else { comma })?;
    }
    Ok(())
}
