//! Amounts of money as people read them.

use serde_json::{Map, Value};

/// The field that holds an amount, which Close counts in cents.
const AMOUNT: &str = "value";

/// The amount in a field of a record, such as `1,234.50 USD / month`; none if the field holds no amount.
pub(super) fn shown(field: &str, value: &Value, record: &Map<String, Value>) -> Option<String> {
    let cents = value.as_i64().filter(|_| field == AMOUNT)?;
    let said = |field: &str| record.get(field).and_then(Value::as_str).unwrap_or_default();
    let currency = Some(said("value_currency")).filter(|currency| !currency.is_empty());
    let period = match said("value_period") {
        "monthly" => Some("/ month"),
        "annual" => Some("/ year"),
        _ => None,
    };
    let parts = [Some(&*in_units(cents)), currency, period];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// `1,234.50`.
fn in_units(cents: i64) -> String {
    let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
    let digits = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_amount_has_its_currency_and_its_period() {
        for (cents, record, is) in [
            (json!(123_450), json!({"value_currency": "USD", "value_period": "monthly"}), "1,234.50 USD / month"),
            (json!(123_456_789), json!({"value_currency": "EUR", "value_period": "annual"}), "1,234,567.89 EUR / year"),
            (json!(99_999), json!({"value_currency": "USD", "value_period": "one_time"}), "999.99 USD"),
            (json!(-5), json!({"value_currency": null}), "-0.05"),
            (json!(0), json!({"value_period": "monthly"}), "0.00 / month"),
        ] {
            let record = record.as_object().cloned().unwrap_or_default();
            assert_eq!(shown("value", &cents, &record).as_deref(), Some(is));
            assert_eq!(shown("confidence", &cents, &record), None);
        }
        assert_eq!(shown("value", &json!("1"), &Map::new()), None);
    }
}
