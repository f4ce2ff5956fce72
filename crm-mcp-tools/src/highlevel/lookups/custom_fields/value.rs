//! Values of custom fields: whether they fit the field's type, and the form in which HighLevel wants them.

use crm_mcp_core::{ErrorCode, ToolError};
use serde_json::{Number, Value};

use crate::{
    crm::value::moment::{Day, rfc3339},
    highlevel::records::CustomField,
};

impl CustomField {
    /// The value as HighLevel wants it for this field. What empties a field fits every type.
    pub(super) fn fitted(&self, value: &Value) -> Result<Value, ToolError> {
        if value.is_null() || value == "" {
            return Ok(value.clone());
        }
        let (fitted, wanted) = match self.data_type.as_deref().unwrap_or_default() {
            "TEXT" | "LARGE_TEXT" | "PHONE" => (text(value), "text".to_owned()),
            "NUMERICAL" | "MONETORY" => (number(value), "a number".to_owned()),
            "DATE" => (day(value), "a day: 2026-11-22".to_owned()),
            "SINGLE_OPTIONS" | "RADIO" => (self.option(value), format!("one of: {}", self.options())),
            "MULTIPLE_OPTIONS" | "CHECKBOX" => (self.several(value), format!("a list of: {}", self.options())),
            // Lists of texts and files have forms of their own, and there may be new types.
            _ => (Some(value.clone()), String::new()),
        };
        fitted.ok_or_else(|| {
            let cause = format!("the custom field `{}` takes {wanted}", self.short_key());
            ToolError::new(ErrorCode::InvalidArguments, cause)
                .with_next_step("correct the value; null empties the field")
        })
    }

    /// The value as tools give it: a date that HighLevel counts in milliseconds since 1970 becomes RFC 3339.
    pub(super) fn shown(&self, value: Value) -> Value {
        let is_date = self.data_type.as_deref() == Some("DATE");
        value.as_i64().filter(|_| is_date).and_then(rfc3339).map_or(value, Value::from)
    }

    /// The option that is meant, as it is spelled in the location.
    fn option(&self, value: &Value) -> Option<Value> {
        let Value::String(given) = text(value)? else { return None };
        let known = self.picklist_options.iter().find(|option| option.to_lowercase() == given.trim().to_lowercase());
        let takes_any = self.is_allowed_custom_option == Some(true) || self.picklist_options.is_empty();
        known.cloned().or(takes_any.then_some(given)).map(Value::from)
    }

    fn several(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Array(values) => values.iter().map(|value| self.option(value)).collect(),
            one => Some(Value::Array(vec![self.option(one)?])),
        }
    }

    fn options(&self) -> String {
        if self.picklist_options.is_empty() { "texts".to_owned() } else { self.picklist_options.join(", ") }
    }
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.trim().parse().ok().map(|number: Number| number.into()),
        _ => None,
    }
}

fn day(value: &Value) -> Option<Value> {
    let day = Day::try_from(value.as_str()?.to_owned()).ok()?;
    Some(day.to_string().into())
}
