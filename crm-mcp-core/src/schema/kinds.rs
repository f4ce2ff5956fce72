//! Reads what schemars says of one kind of value: an object, an array, a string, a number.

use std::{collections::HashSet, ops::Bound};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    dialect::{ArraySchema, Choice, IntegerSchema, ObjectSchema, Others, Property, Schema, StringSchema, ValueKind},
    error::SchemaError,
    keywords::{ALIAS, HIDDEN, Keywords, take},
    limits::{LimitKeywords, Limits},
    path::Path,
    read::Reader,
};

impl Reader {
    pub(super) fn object(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<ObjectSchema, SchemaError> {
        let required: Vec<String> = take(keywords, "required", path)?.unwrap_or_default();
        let properties: Keywords = take(keywords, "properties", path)?.unwrap_or_default();
        if self == Self::Input && properties.len() > ObjectSchema::MOST_PROPERTIES {
            let problem = format!("it has more than {} fields", ObjectSchema::MOST_PROPERTIES);
            return Err(SchemaError::new(path, problem, "group them in structs, or use a map"));
        }
        let mut properties = properties
            .into_iter()
            .map(|(name, schema)| {
                let required = required.contains(&name);
                self.property(name, schema, required, path)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut names = HashSet::new();
        if let Some(name) = properties.iter().flat_map(Property::names).find(|name| !names.insert(*name)) {
            let problem = format!("two of its fields have the name or alias `{name}`");
            return Err(SchemaError::new(path, problem, "leave it to one of them"));
        }
        let place = |property: &Property| required.iter().position(|name| *name == property.name);
        properties.sort_by(|one, other| {
            let places = (place(one).unwrap_or(usize::MAX), place(other).unwrap_or(usize::MAX));
            places.0.cmp(&places.1).then_with(|| one.name.cmp(&other.name))
        });
        let others = match keywords.remove("additionalProperties") {
            None | Some(Value::Bool(false)) if self == Self::Input => Others::Refused,
            None | Some(Value::Bool(false)) => Others::Unsaid,
            Some(values) => Others::Each(Box::new(self.present(self.read(values, &Path::Values(path))?))),
        };
        Ok(ObjectSchema { properties, others })
    }

    fn property(
        self,
        name: String,
        mut schema: Value,
        required: bool,
        object: &Path<'_>,
    ) -> Result<Property, SchemaError> {
        let path = Path::Field(object, &name);
        let (aliases, hidden) = match &mut schema {
            Value::Object(keywords) if self == Self::Input => {
                (take(keywords, ALIAS, &path)?.unwrap_or_default(), take(keywords, HIDDEN, &path)?.unwrap_or(false))
            }
            _ => (Vec::new(), false),
        };
        if hidden && required {
            let problem = "it is hidden, yet no call is possible without it";
            return Err(SchemaError::new(&path, problem, "make it optional, or show it"));
        }
        let schema = self.told(schema, &path)?;
        let schema = if required { self.present(schema) } else { schema };
        Ok(Property { name, aliases, hidden, required, schema })
    }

    pub(super) fn array(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<ArraySchema, SchemaError> {
        let items = match keywords.remove("items") {
            Some(items) => self.present(self.told(items, &Path::Items(path))?),
            None if self == Self::Output => Schema::new(ValueKind::Any),
            None => return Err(SchemaError::new(path, "it is a tuple", "use a struct, or a Vec of one type")),
        };
        let unique = take(keywords, "uniqueItems", path)?.unwrap_or(false) && self == Self::Input;
        let takes_bare = matches!(items.kind, ValueKind::String(_));
        let length = self.limits(keywords, &LimitKeywords::ARRAY, path)?;
        Ok(ArraySchema { items: Box::new(items), length, unique, takes_bare })
    }

    pub(super) fn string(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<StringSchema, SchemaError> {
        let constant: Option<String> = take(keywords, "const", path)?;
        let words: Vec<Option<String>> = take(keywords, "enum", path)?.unwrap_or_default();
        let choices = words.into_iter().flatten().chain(constant);
        let pattern: Option<String> = take(keywords, "pattern", path)?.filter(|_| self == Self::Input);
        let pattern = pattern.map(|pattern| regex_lite::Regex::new(&pattern)).transpose().map_err(|error| {
            SchemaError::new(
                path,
                format!("its pattern is refused ({error})"),
                "use the syntax of the crate regex-lite",
            )
        })?;
        Ok(StringSchema {
            length: self.limits(keywords, &LimitKeywords::STRING, path)?,
            pattern,
            format: take(keywords, "format", path)?.filter(|_| self == Self::Input),
            choices: choices.map(|word| Choice { word, title: None, description: None }).collect(),
        })
    }

    pub(super) fn integer(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<IntegerSchema, SchemaError> {
        let format: Option<String> = take(keywords, "format", path)?;
        let limits: Limits<i128> = self.limits(keywords, &LimitKeywords::NUMBER, path)?;
        let limits = match format.as_deref() {
            Some(format) if self == Self::Input => limits.within_word(format),
            _ => limits,
        };
        Ok(IntegerSchema { limits, multiple_of: take(keywords, "multipleOf", path)?.filter(|_| self == Self::Input) })
    }

    pub(super) fn limits<T: DeserializeOwned>(
        self,
        keywords: &mut Keywords,
        names: &LimitKeywords,
        path: &Path<'_>,
    ) -> Result<Limits<T>, SchemaError> {
        let mut end = |included, excluded| -> Result<Bound<T>, SchemaError> {
            let included = take(keywords, included, path)?.map(Bound::Included);
            let excluded = take(keywords, excluded, path)?.map(Bound::Excluded);
            Ok(included.or(excluded).unwrap_or(Bound::Unbounded))
        };
        let limits = Limits { min: end(names.min, names.above)?, max: end(names.max, names.below)? };
        Ok(if self == Self::Input { limits } else { Limits::default() })
    }
}
