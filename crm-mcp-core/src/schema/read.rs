//! Reads what schemars says of a Rust type into the dialect, or says what is wrong with the type.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use super::{
    dialect::{Choice, ObjectSchema, Others, Schema, StringSchema, ValueKind},
    error::SchemaError,
    keywords::{HEADER, HIDDEN, Keywords, advice, is_empty},
    limits::LimitKeywords,
    path::Path,
};

/// Which way the values go. It decides what a schema must say for the model, and what it must not promise to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// They come from a model: each constraint is shown and checked (`format` by the field's type). A constraint that
    /// cannot be checked is refused.
    Input,
    /// They go to a client that may validate them: the schema promises only what the Rust type guarantees.
    Output,
}

impl Schema {
    /// The schema of a tool's arguments.
    pub(crate) fn input<T: JsonSchema>() -> Result<Self, SchemaError> {
        Self::input_named::<T>("arguments")
    }

    /// The schema of values that somebody sends. Messages call the whole by this name.
    pub(crate) fn input_named<T: JsonSchema>(whole: &str) -> Result<Self, SchemaError> {
        let path = Path::Root(whole);
        let generator = Reader::generator(SchemaSettings::default().for_deserialize());
        let root = Reader::Input.root(generator.into_root_schema_for::<T>(), &path)?;
        match root.kind {
            ValueKind::Object(ObjectSchema { others: Others::Refused, .. }) if !root.nullable => Ok(root),
            _ => Err(SchemaError::new(
                &path,
                "the type must be a struct whose fields all have names",
                "put it into a field of such a struct, or leave the parameter out where there are no arguments",
            )),
        }
    }

    /// Refuses a schema that is shown as it is if it lacks what MCP requires of every schema. Messages call the whole by
    /// this name.
    pub(crate) fn check_verbatim(schema: &Value, whole: &str) -> Result<(), SchemaError> {
        if schema["type"] == "object" {
            return Ok(());
        }
        let problem = "the schema is not of an object";
        Err(SchemaError::new(&Path::Root(whole), problem, "say `\"type\": \"object\"` at its root"))
    }
}

impl Reader {
    pub(super) fn generator(settings: SchemaSettings) -> SchemaGenerator {
        let settings = settings.with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        });
        settings.into_generator()
    }

    pub(super) fn root(self, schema: schemars::Schema, path: &Path<'_>) -> Result<Schema, SchemaError> {
        let schema = self.read(schema.to_value(), path)?;
        // The tool has a description of its own. The one of its struct is for readers of the code.
        Ok(Schema { title: None, description: None, ..schema })
    }

    pub(super) fn read(self, schema: Value, path: &Path<'_>) -> Result<Schema, SchemaError> {
        let Value::Object(mut keywords) = schema else { return Ok(Schema::new(ValueKind::Any)) };
        if keywords.contains_key("$ref") {
            return Err(SchemaError::new(
                path,
                "the type contains itself",
                "nest a fixed number of types, for clients follow no references",
            ));
        }
        // `readOnly` and `writeOnly` tell the two directions of a Rust type apart, and this schema is for one direction.
        // Our own `x-` keywords mean nothing to clients, except `x-mcp-header`.
        let is_idle = |keyword: &str| match keyword {
            "$defs" | "readOnly" | "writeOnly" => true,
            own => own.starts_with("x-") && own != HEADER,
        };
        keywords.retain(|keyword, _| !is_idle(keyword));
        let [title, description] = ["title", "description"].map(|text| match keywords.remove(text) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        });
        let notes: Keywords = ["default", "deprecated", "examples", HEADER]
            .into_iter()
            .filter_map(|note| Some((note.to_owned(), keywords.remove(note)?)))
            .filter(|(note, value)| self == Self::Input && (note == HEADER || !is_empty(value)))
            .collect();

        let mut schema = self.typed(&mut keywords, path)?;
        schema.title = title.or(schema.title);
        schema.description = description.or(schema.description);
        schema.notes.extend(notes);
        match keywords.keys().next() {
            Some(keyword) if self == Self::Input => Err(SchemaError::new(
                path,
                format!("`{keyword}` cannot be checked, nor does every client understand it"),
                advice(keyword),
            )),
            _ => Ok(schema),
        }
    }

    fn typed(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<Schema, SchemaError> {
        let (types, nullable) = match keywords.remove("type") {
            Some(Value::Array(types)) => {
                let count = types.len();
                let types: Vec<_> = types.into_iter().filter(|name| name != "null").collect();
                let nullable = types.len() < count;
                (types, nullable)
            }
            Some(one) => (vec![one], false),
            None => return self.untyped(keywords, path),
        };
        let kind = match types.iter().map(Value::as_str).collect::<Vec<_>>()[..] {
            [Some("object")] => ValueKind::Object(self.object(keywords, path)?),
            [Some("array")] => ValueKind::Array(self.array(keywords, path)?),
            [Some("string")] => ValueKind::String(self.string(keywords, path)?),
            [Some("integer")] => ValueKind::Integer(self.integer(keywords, path)?),
            [Some("number")] => {
                keywords.remove("format");
                ValueKind::Number(self.limits(keywords, &LimitKeywords::NUMBER, path)?)
            }
            [Some("boolean")] => ValueKind::Boolean,
            _ if self == Self::Output => ValueKind::Any,
            [] | [Some("null")] => {
                return Err(SchemaError::new(path, "nothing but `null` fits", "leave the field or the parameter out"));
            }
            _ => return Err(SchemaError::new(path, "several types fit", "use one of them, or an untagged enum")),
        };
        Ok(Schema { nullable, ..Schema::new(kind) })
    }

    /// A schema without `type`: one of several schemas, or anything.
    fn untyped(self, keywords: &mut Keywords, path: &Path<'_>) -> Result<Schema, SchemaError> {
        let Some(Value::Array(branches)) = keywords.remove("anyOf").or_else(|| keywords.remove("oneOf")) else {
            return Ok(Schema::new(ValueKind::Any));
        };
        let (nulls, branches): (Vec<_>, Vec<_>) =
            branches.into_iter().partition(|branch| branch.get("type").is_some_and(|name| name == "null"));
        let (hidden, branches): (Vec<_>, Vec<_>) =
            branches.into_iter().partition(|branch| self == Self::Input && branch[HIDDEN] == true);
        let hidden_branches =
            hidden.into_iter().map(|branch| self.read(branch, path)).collect::<Result<Vec<_>, _>>()?;
        let mut branches = branches.into_iter().map(|branch| self.told(branch, path)).collect::<Result<Vec<_>, _>>()?;
        let nullable = !nulls.is_empty() || branches.iter().any(|branch| branch.nullable);
        let schema = match branches.len() {
            1 => branches.swap_remove(0),
            _ => Schema::new(joined_choices(branches).map_or_else(ValueKind::AnyOf, ValueKind::String)),
        };
        let mut schema = Schema { nullable, hidden_branches, ..schema };
        if schema.takes_string() {
            schema.take_no_bare();
        }
        Ok(schema)
    }

    /// A schema in a place where it must tell the model something.
    pub(super) fn told(self, schema: Value, path: &Path<'_>) -> Result<Schema, SchemaError> {
        let schema = self.read(schema, path)?;
        match self {
            Self::Input if matches!(schema.kind, ValueKind::Any) => {
                Err(SchemaError::new(path, "any value fits", "name a type, or use a map where all is free"))
            }
            Self::Input if schema.is_free_form() && schema.description.is_none() => Err(SchemaError::new(
                path,
                "it is a map of anything without a description",
                "say in its doc comment what may stand in it",
            )),
            _ => Ok(schema),
        }
    }

    /// A schema in a place that always holds a value. A `null` may stand there, which a single type does not allow and a
    /// client that validates would refuse. So the type is left out.
    pub(super) fn present(self, schema: Schema) -> Schema {
        match self {
            Self::Output if schema.nullable => Schema { kind: ValueKind::Any, ..schema },
            _ => schema,
        }
    }
}

/// Joins branches that are words, as the variants of a documented enum are, into one set of words. Other branches are
/// given back.
fn joined_choices(branches: Vec<Schema>) -> Result<StringSchema, Vec<Schema>> {
    let is_choice = |branch: &Schema| matches!(&branch.kind, ValueKind::String(text) if !text.choices.is_empty());
    if branches.is_empty() || !branches.iter().all(is_choice) {
        return Err(branches);
    }
    let mut all = StringSchema::default();
    for branch in branches {
        if let ValueKind::String(text) = branch.kind {
            let words = text.choices.into_iter();
            all.choices.extend(words.map(|choice| Choice {
                title: choice.title.or_else(|| branch.title.clone()),
                description: choice.description.or_else(|| branch.description.clone()),
                ..choice
            }));
        }
    }
    Ok(all)
}
