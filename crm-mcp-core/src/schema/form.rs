//! The form by which a client asks a person: fields of text, numbers, switches and choices (specification 2026-07-28,
//! `client/elicitation`).

use std::ops::Bound;

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    dialect::{Choice, ObjectSchema, Property, Schema, StringSchema, ValueKind},
    error::SchemaError,
    keywords::Keywords,
    limits::Limits,
    path::Path,
};
use crate::wire::Revision;

/// The formats that clients have fields for.
const FORMATS: [&str; 4] = ["email", "uri", "date", "date-time"];

/// A struct as a form that a person fills in.
pub(crate) struct Form<'s> {
    fields: Vec<FormField<'s>>,
}

impl<'s> Form<'s> {
    /// What messages about the type call the form.
    pub(crate) const NAME: &'static str = "form";

    /// The form of a struct with this schema.
    pub(crate) fn of(schema: &'s Schema) -> Result<Self, SchemaError> {
        let whole = Path::Root(Self::NAME);
        let ValueKind::Object(object) = &schema.kind else { return Err(unfit(&whole)) };
        fields(object, &whole).map(|fields| Self { fields })
    }

    /// The form as clients of the revision are shown it. `None` if that revision has nothing to show one of its fields by.
    pub(crate) fn render(&self, revision: Revision) -> Option<Value> {
        let has_several = self.fields.iter().any(|field| matches!(field.input, FormInput::Choices(..)));
        if has_several && !knows_titles(revision) {
            return None;
        }
        let fields: Keywords =
            self.fields.iter().map(|field| (field.name.to_owned(), field.render(revision))).collect();
        let required: Vec<_> = self.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut form = json!({ "type": "object", "properties": fields });
        if !required.is_empty() {
            form["required"] = json!(required);
        }
        Some(form)
    }
}

/// Whether the forms of a revision have titles for choices, and let people choose several.
fn knows_titles(revision: Revision) -> bool {
    revision >= Revision::V2025_11_25
}

/// A field of a form.
struct FormField<'s> {
    name: &'s str,
    required: bool,
    schema: &'s Schema,
    input: FormInput<'s>,
}

/// How a person fills a field in.
enum FormInput<'s> {
    Switch,
    Integer(Limits<i128>),
    Number(&'s Limits<f64>),
    Text(&'s StringSchema),
    /// One of several.
    Choice(&'s [Choice]),
    /// Several of several.
    Choices(&'s [Choice], &'s Limits<usize>),
}

/// The fields of a form.
fn fields<'s>(object: &'s ObjectSchema, whole: &Path<'_>) -> Result<Vec<FormField<'s>>, SchemaError> {
    let field = |Property { name, required, schema, .. }: &'s Property| {
        let input = FormInput::of(schema).ok_or_else(|| unfit(&Path::Field(whole, name)))?;
        Ok(FormField { name, required: *required, schema, input })
    };
    object.shown().map(field).collect()
}

fn unfit(path: &Path<'_>) -> SchemaError {
    SchemaError::new(
        path,
        "a form cannot show this type",
        "use texts, numbers, booleans and enums of words, and lists of these enums",
    )
}

impl<'s> FormInput<'s> {
    /// The input for values of this schema, if forms have one.
    fn of(schema: &'s Schema) -> Option<Self> {
        Some(match &schema.kind {
            ValueKind::Boolean => Self::Switch,
            ValueKind::Integer(integer) => Self::Integer(integer.limits.telling()),
            ValueKind::Number(limits) => Self::Number(limits),
            ValueKind::String(text) if text.choices.is_empty() => Self::Text(text),
            ValueKind::String(text) => Self::Choice(&text.choices),
            ValueKind::Array(array) => match &array.items.kind {
                ValueKind::String(text) if !text.choices.is_empty() => Self::Choices(&text.choices, &array.length),
                _ => return None,
            },
            ValueKind::Object(_) | ValueKind::AnyOf(_) | ValueKind::Any => return None,
        })
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Switch => "boolean",
            Self::Integer(_) => "integer",
            Self::Number(_) => "number",
            Self::Text(_) | Self::Choice(_) => "string",
            Self::Choices(..) => "array",
        }
    }

    /// What the form says of it, besides the type.
    fn keywords(&self, revision: Revision) -> Vec<(&'static str, Value)> {
        match self {
            Self::Switch => Vec::new(),
            Self::Integer(limits) => ends(limits, "minimum", "maximum"),
            Self::Number(limits) => ends(limits, "minimum", "maximum"),
            Self::Text(text) => {
                let format = text.format.as_deref().filter(|format| FORMATS.contains(format));
                let mut keywords = ends(&text.length, "minLength", "maxLength");
                keywords.extend(format.map(|format| ("format", format.into())));
                keywords
            }
            Self::Choice(choices) if !are_titled(choices) => vec![("enum", words(choices))],
            Self::Choice(choices) if knows_titles(revision) => vec![("oneOf", titled(choices))],
            Self::Choice(choices) => {
                vec![("enum", words(choices)), ("enumNames", choices.iter().map(title).collect())]
            }
            Self::Choices(choices, length) => {
                let items = if are_titled(choices) {
                    json!({ "anyOf": titled(choices) })
                } else {
                    json!({ "type": "string", "enum": words(choices) })
                };
                let mut keywords = ends(length, "minItems", "maxItems");
                keywords.push(("items", items));
                keywords
            }
        }
    }
}

impl FormField<'_> {
    fn render(&self, revision: Revision) -> Value {
        let Self { schema, input, .. } = self;
        let notes = [
            ("title", schema.title.as_deref().map(Value::from)),
            ("description", schema.description.as_deref().map(Value::from)),
            ("default", schema.default_value().cloned()),
        ];
        let notes = notes.into_iter().filter_map(|(keyword, note)| Some((keyword, note?)));
        let keywords = notes.chain(input.keywords(revision)).chain([("type", input.kind().into())]);
        keywords.map(|(keyword, value)| (keyword.to_owned(), value)).collect()
    }
}

/// The ends of a range. Forms cannot say that an end is excluded.
fn ends<T: Serialize>(limits: &Limits<T>, min: &'static str, max: &'static str) -> Vec<(&'static str, Value)> {
    let end = |keyword, bound: &Bound<T>| match bound {
        Bound::Included(end) => Some((keyword, serde_json::to_value(end).ok()?)),
        Bound::Excluded(_) | Bound::Unbounded => None,
    };
    [end(min, &limits.min), end(max, &limits.max)].into_iter().flatten().collect()
}

/// Whether one of the choices has more to show than its word.
fn are_titled(choices: &[Choice]) -> bool {
    choices.iter().any(|choice| choice.title.is_some() || choice.description.is_some())
}

/// What people read of a choice: its title, its description or its word.
fn title(choice: &Choice) -> &str {
    choice.title.as_deref().or(choice.description.as_deref()).unwrap_or(&choice.word)
}

fn words(choices: &[Choice]) -> Value {
    choices.iter().map(|choice| &*choice.word).collect()
}

fn titled(choices: &[Choice]) -> Value {
    choices.iter().map(|choice| json!({ "const": choice.word, "title": title(choice) })).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashMap;

    use schemars::JsonSchema;
    use serde::Deserialize;

    use serde_json::{Value, json};

    use super::Form;
    use crate::{
        schema::{Schema, SchemaError},
        wire::Revision,
    };

    fn form_of<T: JsonSchema>(revision: Revision) -> Result<Option<Value>, SchemaError> {
        Ok(Form::of(&Schema::input_named::<T>(Form::NAME)?)?.render(revision))
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        Green,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Size {
        /// Up to 10
        Small,
        #[schemars(title = "More than 10")]
        Large,
    }

    /// What a person may be asked.
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "a form is made of its type only")]
    struct Everything {
        /// Your name.
        #[serde(default = "ada")]
        #[schemars(title = "Name", length(min = 1, max = 20))]
        name: String,
        #[schemars(email)]
        email: Option<String>,
        #[schemars(range(min = 0, max = 150))]
        age: u8,
        score: Option<f64>,
        sure: bool,
        colour: Colour,
        size: Option<Size>,
        colours: Vec<Colour>,
        #[schemars(length(min = 1))]
        sizes: Vec<Size>,
    }

    fn ada() -> String {
        "Ada".to_owned()
    }

    #[test]
    fn a_form_has_the_kinds_of_fields_that_clients_show() {
        insta::assert_json_snapshot!(form_of::<Everything>(Revision::V2026_07_28).unwrap().unwrap());
    }

    /// The message about a type that makes no form.
    #[track_caller]
    fn refusal<T: JsonSchema>() -> String {
        form_of::<T>(Revision::V2026_07_28).unwrap_err().to_string()
    }

    #[test]
    fn a_type_that_makes_no_form_is_told_with_its_field() {
        #[derive(JsonSchema)]
        struct Newtype(#[expect(dead_code, reason = "only its schema matters")] String);
        #[derive(JsonSchema)]
        #[expect(dead_code, reason = "only its schema matters")]
        struct With<T> {
            field: T,
        }
        #[derive(JsonSchema)]
        #[schemars(untagged)]
        #[expect(dead_code, reason = "only its schema matters")]
        enum Either {
            Count(u8),
            Words(String),
        }
        for refusal in [refusal::<bool>(), refusal::<String>(), refusal::<Newtype>(), refusal::<Vec<String>>()] {
            assert!(refusal.starts_with("form: the type must be a struct whose fields all have names"), "{refusal}");
        }
        assert!(refusal::<HashMap<String, u8>>().starts_with("form: "));
        assert!(refusal::<With<Value>>().starts_with("field of the form: any value fits"));
        assert!(refusal::<With<(u8, u8)>>().starts_with("field of the form: it is a tuple"));
        for refusal in [
            refusal::<With<With<bool>>>(),
            refusal::<With<Option<With<bool>>>>(),
            refusal::<With<Vec<String>>>(),
            refusal::<With<Vec<u8>>>(),
            refusal::<With<Either>>(),
            refusal::<With<HashMap<String, u8>>>(),
        ] {
            assert!(refusal.starts_with("field of the form: a form cannot show this type"), "{refusal}");
        }
    }

    #[test]
    fn choices_of_which_some_have_words_of_their_own_are_one_list() {
        #[derive(JsonSchema)]
        #[schemars(rename_all = "snake_case")]
        #[expect(dead_code, reason = "only its schema matters")]
        enum Mixed {
            Plain,
            Bare,
            /// With words
            Told,
        }
        #[derive(JsonSchema)]
        #[expect(dead_code, reason = "only its schema matters")]
        struct Favourite {
            mixed: Mixed,
        }
        let titles = |pairs: [(&str, &str); 3]| pairs.map(|(word, title)| json!({ "const": word, "title": title }));
        assert_eq!(
            form_of::<Favourite>(Revision::V2025_11_25).unwrap().unwrap()["properties"]["mixed"],
            json!({ "type": "string", "oneOf": titles([("plain", "plain"), ("bare", "bare"), ("told", "With words")]) }),
        );
        assert_eq!(
            form_of::<Favourite>(Revision::V2025_06_18).unwrap().unwrap()["properties"]["mixed"],
            json!({ "type": "string", "enum": ["plain", "bare", "told"], "enumNames": ["plain", "bare", "With words"] }),
        );
    }

    #[test]
    fn an_older_revision_has_no_field_for_several_choices() {
        assert_eq!(form_of::<Everything>(Revision::V2025_06_18), Ok(None));
        assert_ne!(form_of::<Everything>(Revision::V2025_11_25), Ok(None));
    }
}
