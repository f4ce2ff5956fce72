//! Forms for people, from Rust types.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::Revision;

type Keywords = Map<String, Value>;

/// What the form of a field may say (specification 2026-07-28, `client/elicitation`).
const KEYWORDS: [&str; 15] = [
    "type",
    "title",
    "description",
    "default",
    "enum",
    "oneOf",
    "anyOf",
    "items",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "format",
    "minItems",
    "maxItems",
];

/// The formats that clients have fields for; schemars has more, of Rust's numbers.
const FORMATS: [&str; 4] = ["email", "uri", "date", "date-time"];

/// The form of a struct: a JSON Schema of an object with fields of text, numbers, switches and choices. None if the
/// revision has no such field.
pub(super) fn form<T: JsonSchema>(revision: Revision) -> Option<Value> {
    let settings = SchemaSettings::default().for_deserialize().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    let fields: Keywords = match schema.get_mut("properties").map(Value::take) {
        Some(Value::Object(fields)) => {
            fields.into_iter().map(|(name, schema)| Some((name, field(schema, revision)?))).collect::<Option<_>>()?
        }
        _ => Keywords::new(),
    };
    let mut form = json!({ "type": "object", "properties": fields });
    if let Some(required) = schema.get_mut("required").map(Value::take) {
        form["required"] = required;
    }
    Some(form)
}

fn field(schema: Value, revision: Revision) -> Option<Value> {
    let Value::Object(mut keywords) = schema else { return Some(json!({ "type": "string" })) };
    let has_several = revision >= Revision::V2025_11_25;
    flatten_option(&mut keywords);
    keywords.retain(|keyword, value| {
        KEYWORDS.contains(&keyword.as_str())
            && !value.is_null()
            && (keyword != "format" || value.as_str().is_some_and(|format| FORMATS.contains(&format)))
    });
    if let Some(mut choices) = keywords.remove("oneOf") {
        title(&mut choices);
        keywords.insert("type".to_owned(), "string".into());
        if has_several {
            keywords.insert("oneOf".to_owned(), choices);
        } else {
            keywords.extend(names(&choices));
        }
    }
    match keywords.get_mut("items") {
        Some(_) if !has_several => return None,
        Some(Value::Object(items)) => choices_of_several(items),
        _ => {}
    }
    Some(Value::Object(keywords))
}

/// An optional field is one that is not required; the forms of the protocol have no null.
fn flatten_option(keywords: &mut Keywords) {
    if let Some(Value::Array(types)) = keywords.get("type") {
        let single = types.iter().find(|name| *name != "null").cloned();
        keywords.insert("type".to_owned(), single.unwrap_or_else(|| "string".into()));
    }
    if let Some(Value::Array(branches)) = keywords.remove("anyOf") {
        let branch = branches.into_iter().find(|branch| branch["type"] != "null");
        if let Some(Value::Object(branch)) = branch {
            for (keyword, value) in branch {
                keywords.entry(keyword).or_insert(value);
            }
        }
    }
    if let Some(Value::Array(choices)) = keywords.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
}

/// A choice has a title for people: what the type says of it, or its name.
fn title(choices: &mut Value) {
    for choice in choices.as_array_mut().into_iter().flatten() {
        let name = choice["const"].take();
        let title = ["title", "description"].into_iter().find_map(|keyword| choice.get(keyword).cloned());
        *choice = json!({ "const": name, "title": title.unwrap_or_else(|| name.clone()) });
    }
}

/// Titled choices as revision 2025-06-18 has them.
fn names(choices: &Value) -> [(String, Value); 2] {
    let all = |keyword: &str| choices.as_array().into_iter().flatten().map(|choice| choice[keyword].clone()).collect();
    [("enum".to_owned(), all("const")), ("enumNames".to_owned(), all("title"))]
}

/// Where several may be chosen, the protocol has `anyOf` for what is `oneOf` elsewhere.
fn choices_of_several(items: &mut Keywords) {
    if let Some(mut choices) = items.remove("oneOf") {
        title(&mut choices);
        *items = Keywords::from_iter([("anyOf".to_owned(), choices)]);
    } else {
        items.retain(|keyword, _| ["type", "enum"].contains(&keyword.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::Deserialize;

    use super::form;
    use crate::Revision;

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
        insta::assert_json_snapshot!(form::<Everything>(Revision::V2026_07_28));
    }
}
