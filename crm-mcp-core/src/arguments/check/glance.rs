//! A glance at arguments, before the check: most are a few plain texts and numbers that fit their schema as they came.

use crate::{
    arguments::raw::SPACE,
    schema::{IntegerSchema, ObjectSchema, Schema, StringSchema, ValueKind},
};

/// Whether a glance tells that arguments fit their schema as they came: the check would find no fault in them, correct
/// nothing, and note no argument that is repeated in a header. Of all others only the check can tell.
pub(super) fn fits(json: &str, schema: &Schema) -> bool {
    match &schema.kind {
        ValueKind::Object(wanted) => members(json, wanted).is_some_and(|seen| has_all_required(wanted, seen)),
        _ => false,
    }
}

/// The fields that an object has, one bit each, if all of its members fit.
fn members(object: &str, wanted: &ObjectSchema) -> Option<u128> {
    let (mut rest, mut seen) = (object.strip_prefix('{')?, 0);
    loop {
        let (name, after) = plain_text(spaceless(rest))?;
        let place = wanted.properties.iter().position(|property| property.name == name)?;
        let (schema, bit) = (&wanted.properties[place].schema, 1 << place);
        if seen & bit != 0 || schema.header().is_some() {
            return None;
        }
        seen |= bit;
        let value = spaceless(spaceless(after).strip_prefix(':')?);
        rest = spaceless(after_fitting(value, &schema.kind)?);
        match rest.strip_prefix(',') {
            Some(further) => rest = further,
            None => return (rest == "}").then_some(seen),
        }
    }
}

fn has_all_required(wanted: &ObjectSchema, seen: u128) -> bool {
    wanted.properties.iter().enumerate().all(|(place, property)| !property.required || seen & (1 << place) != 0)
}

/// What follows a value that fits. An empty text may stand for none, which is for the check to tell.
fn after_fitting<'a>(json: &'a str, kind: &ValueKind) -> Option<&'a str> {
    match kind {
        ValueKind::String(wanted) => text(json, wanted),
        ValueKind::Integer(wanted) => integer(json, wanted),
        ValueKind::Boolean => json.strip_prefix("true").or_else(|| json.strip_prefix("false")),
        _ => None,
    }
}

fn text<'a>(json: &'a str, wanted: &StringSchema) -> Option<&'a str> {
    let (text, rest) = plain_text(json)?;
    (!text.is_empty() && wanted.takes(text)).then_some(rest)
}

/// What follows an integer that is written by a few digits alone.
fn integer<'a>(json: &'a str, wanted: &IntegerSchema) -> Option<&'a str> {
    let rest = json.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = &json[..json.len() - rest.len()];
    let value: u32 = digits.parse().ok()?;
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    (!is_padded && wanted.takes(value.into())).then_some(rest)
}

/// A text without escapes that a JSON text begins with, and what follows it.
fn plain_text(json: &str) -> Option<(&str, &str)> {
    let text = json.strip_prefix('"')?;
    let end = text.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
    let (text, rest) = text.split_at(end);
    Some((text, rest.strip_prefix('"')?))
}

fn spaceless(json: &str) -> &str {
    json.trim_start_matches(SPACE)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use schemars::JsonSchema;
    use serde_json::Value;

    use super::fits;
    use crate::{
        arguments::{
            Names,
            check::{Checker, Sound},
        },
        schema::Schema,
    };

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Find {
        text: String,
        #[schemars(extend("x-alias" = ["word"]))]
        name: Option<String>,
        #[schemars(length(max = 3))]
        code: Option<String>,
        #[schemars(range(max = 50), extend("multipleOf" = 5))]
        limit: Option<u8>,
        exact: Option<bool>,
        tags: Option<Vec<String>>,
        #[schemars(extend("x-mcp-header" = "Region"))]
        region: Option<String>,
    }

    fn glance(json: &str) -> bool {
        fits(json, &Schema::input::<Find>().unwrap())
    }

    #[test]
    fn a_glance_is_enough_for_plain_values() {
        for json in [
            r#"{"text":"a"}"#,
            "{ \"name\" :\t\"ü [}\" , \"text\":\r\n\"a\" }",
            r#"{"text":"a","code":"äöü","limit":50,"exact":true}"#,
            r#"{"text":"a","limit":0,"exact":false}"#,
        ] {
            assert!(glance(json), "{json}");
        }
    }

    #[test]
    fn the_check_is_for_all_that_is_refused_or_corrected_or_repeated() {
        for json in [
            "",
            "{",
            "{}",
            "[]",
            "null",
            r#"{"text":"a""#,
            r#"{"text":"a",}"#,
            r#"{"text":"a"}}"#,
            r#"{"text" "a"}"#,
            r#"{"text":1}"#,
            r#"{"text":null}"#,
            r#"{"text":""}"#,
            r#"{"text":"a\n"}"#,
            "{\"text\":\"a\n\"}",
            r#"{"te\u0078t":"a"}"#,
            r#"{"text":"a","text":"b"}"#,
            r#"{"name":"a"}"#,
            r#"{"text":"a","other":"b"}"#,
            r#"{"text":"a","word":"b"}"#,
            r#"{"text":"a","name":""}"#,
            r#"{"text":"a","name":null}"#,
            r#"{"text":"a","code":"four"}"#,
            r#"{"text":"a","limit":"5"}"#,
            r#"{"text":"a","limit":5.0}"#,
            r#"{"text":"a","limit":05}"#,
            r#"{"text":"a","limit":-5}"#,
            r#"{"text":"a","limit":55}"#,
            r#"{"text":"a","limit":7}"#,
            r#"{"text":"a","limit":}"#,
            r#"{"text":"a","exact":"true"}"#,
            r#"{"text":"a","exact":trueish}"#,
            r#"{"text":"a","tags":"b"}"#,
            r#"{"text":"a","region":"b"}"#,
        ] {
            assert!(!glance(json), "{json}");
        }
    }

    #[test]
    fn what_fits_at_a_glance_is_left_as_it_came_by_the_check() {
        const NAMES: [&str; 8] = ["text", "name", "code", "limit", "exact", "tags", "region", "word"];
        const VALUES: [&str; 12] =
            [r#""a""#, r#""""#, r#" "abcd""#, r#""\""#, "5", "05", "7", "5.0", "true", "truer", "null", "[]"];
        let members: Vec<_> =
            NAMES.iter().flat_map(|name| VALUES.iter().map(move |value| format!("\"{name}\":{value}"))).collect();
        let schema = Schema::input::<Find>().unwrap();
        let mut fitting = 0;
        for (one, other) in members.iter().flat_map(|one| members.iter().map(move |other| (one, other))) {
            let json = format!(r#"{{"text":"a",{one},{other}}}"#);
            if fits(&json, &schema) {
                fitting += 1;
                let (sound, repeated) = Checker::thorough(&json, &schema, Names::NONE);
                let Sound { json: sound, renamed } = sound.ok().unwrap();
                assert!(renamed.is_empty() && repeated.is_some_and(|repeated| repeated.is_empty()), "{json}");
                assert_eq!(value(&sound), value(&json));
            }
        }
        assert!(fitting > 0);
    }

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }
}
