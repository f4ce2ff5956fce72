//! Renders the dialect as JSON, with the keywords in the order in which people read them.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    dialect::{ArraySchema, IntegerSchema, ObjectSchema, Others, Schema, StringSchema, ValueKind},
    keywords::FORMATS,
    limits::LimitKeywords,
};

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = self.kind.name() {
            map.serialize_entry("type", name)?;
        }
        if let Some(description) = self.description() {
            map.serialize_entry("description", &description)?;
        }
        match &self.kind {
            ValueKind::Object(object) => object.render(&mut map)?,
            ValueKind::Array(array) => array.render(&mut map)?,
            ValueKind::String(text) => text.render(&mut map)?,
            ValueKind::Integer(integer) => integer.render(&mut map)?,
            ValueKind::Number(limits) => limits.render(&mut map, &LimitKeywords::NUMBER)?,
            ValueKind::AnyOf(branches) => map.serialize_entry("anyOf", branches)?,
            ValueKind::Boolean | ValueKind::Any => {}
        }
        for (keyword, value) in &self.notes {
            map.serialize_entry(keyword, value)?;
        }
        map.end()
    }
}

impl Schema {
    /// Its own description and those of its choices: clients do not show models the description of a single choice.
    pub(crate) fn description(&self) -> Option<Cow<'_, str>> {
        let ValueKind::String(StringSchema { choices, .. }) = &self.kind else {
            return self.description.as_deref().map(Cow::from);
        };
        let own = self.description.as_deref().map(Cow::from);
        let choices = choices.iter().filter_map(|choice| {
            let description = choice.description.as_deref()?;
            Some(format!("`{}`: {description}", choice.word).into())
        });
        own.into_iter().chain(choices).reduce(|text, line| format!("{text}\n{line}").into())
    }
}

impl ValueKind {
    fn name(&self) -> Option<&'static str> {
        match self {
            Self::Object(_) => Some("object"),
            Self::Array(_) => Some("array"),
            Self::String(_) => Some("string"),
            Self::Integer(_) => Some("integer"),
            Self::Number(_) => Some("number"),
            Self::Boolean => Some("boolean"),
            Self::AnyOf(_) | Self::Any => None,
        }
    }
}

/// The schema of arguments that may come by other names too: it does not tell a client to refuse those.
pub(crate) struct OpenSchema<'a>(pub(crate) &'a Schema);

impl Serialize for OpenSchema<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ValueKind::Object(object) = &self.0.kind else { return self.0.serialize(serializer) };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "object")?;
        object.render_properties(&mut map)?;
        map.end()
    }
}

/// The schema of a result. MCP requires `"type": "object"` at its root, also where the result is one of several objects.
pub(crate) struct Rooted<'a>(pub(crate) &'a Schema);

impl Serialize for Rooted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ValueKind::AnyOf(branches) = &self.0.kind else { return self.0.serialize(serializer) };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "object")?;
        map.serialize_entry("anyOf", branches)?;
        map.end()
    }
}

impl ObjectSchema {
    fn render_properties<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("properties", &Properties(self))?;
        let required: Vec<_> =
            self.shown().filter(|property| property.required).map(|property| &property.name).collect();
        if !required.is_empty() {
            map.serialize_entry("required", &required)?;
        }
        Ok(())
    }

    fn render<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.render_properties(map)?;
        match &self.others {
            Others::Refused => map.serialize_entry("additionalProperties", &false),
            Others::Unsaid => Ok(()),
            Others::Each(values) if matches!(values.kind, ValueKind::Any) => {
                map.serialize_entry("additionalProperties", &true)
            }
            Others::Each(values) => map.serialize_entry("additionalProperties", values),
        }
    }
}

struct Properties<'a>(&'a ObjectSchema);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.shown().map(|property| (&property.name, &property.schema)))
    }
}

impl ArraySchema {
    fn render<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("items", &self.items)?;
        self.length.render(map, &LimitKeywords::ARRAY)?;
        if self.unique { map.serialize_entry("uniqueItems", &true) } else { Ok(()) }
    }
}

impl StringSchema {
    fn render<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.choices.is_empty() {
            let words: Vec<_> = self.choices.iter().map(|choice| &choice.word).collect();
            map.serialize_entry("enum", &words)?;
        }
        if let Some(format) = self.format.as_deref().filter(|format| FORMATS.contains(format)) {
            map.serialize_entry("format", format)?;
        }
        self.length.telling().render(map, &LimitKeywords::STRING)?;
        match &self.pattern {
            Some(pattern) => map.serialize_entry("pattern", pattern.as_str()),
            None => Ok(()),
        }
    }
}

impl IntegerSchema {
    fn render<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.limits.telling().render(map, &LimitKeywords::NUMBER)?;
        match self.multiple_of {
            Some(multiple) => map.serialize_entry("multipleOf", &multiple),
            None => Ok(()),
        }
    }
}
