//! A span of days or moments, by which lists are narrowed.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::DayOrTime;

/// From `after` on, up to and without `before`; either may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DateRange {
    /// From then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<DayOrTime>,
    /// Up to then, itself outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<DayOrTime>,
}

/// The bounds by their names alone: a tool may have several ranges, and says once what the bounds are.
impl JsonSchema for DateRange {
    fn schema_name() -> Cow<'static, str> {
        "DateRange".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let bound = json_schema!({"type": "string"});
        json_schema!({"type": "object", "properties": {"after": bound, "before": bound}, "additionalProperties": false})
    }
}

/// Each bound, with the end of the name of the parameter that stands for it.
const BOUNDS: [(&str, &str); 2] = [("after", "__gte"), ("before", "__lt")];

/// The parameters that stand for the filter of this name: two for a span, one for a list with commas between its items,
/// and otherwise the value itself.
pub(in crate::close) fn parameters(name: &str, value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Null => Vec::new(),
        Value::Object(bounds) => {
            let bound = |(bound, end)| Some((format!("{name}{end}"), bounds.get(bound)?.clone()));
            BOUNDS.into_iter().filter_map(bound).collect()
        }
        Value::Array(items) => {
            let items: Vec<_> =
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
            if items.is_empty() { Vec::new() } else { vec![(name.to_owned(), items.join(",").into())] }
        }
        value => vec![(name.to_owned(), value.clone())],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_span_is_two_parameters_and_a_list_one() {
        let range: DateRange = serde_json::from_value(json!({"after": "2026-11-01", "before": "2026-12-01"})).unwrap();
        let range = serde_json::to_value(range).unwrap();
        let both = [("date__gte".to_owned(), json!("2026-11-01")), ("date__lt".to_owned(), json!("2026-12-01"))];
        assert_eq!(parameters("date", &range), both);
        assert_eq!(parameters("date", &json!({"after": "2026-11-01"})), both[..1]);
        assert_eq!(parameters("id", &json!(["a", "b"])), [("id".to_owned(), json!("a,b"))]);
        assert_eq!(parameters("done", &json!(true)), [("done".to_owned(), json!(true))]);
        for nothing in [json!(null), json!([]), json!({})] {
            assert_eq!(parameters("id", &nothing), []);
        }
    }

    #[test]
    fn a_bound_of_another_name_is_no_range() {
        assert!(serde_json::from_value::<DateRange>(json!({"from": "2026-11-01"})).is_err());
    }
}
