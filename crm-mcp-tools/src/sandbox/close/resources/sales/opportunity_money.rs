//! What follows from the value of an opportunity, and the totals of many. Amounts are whole numbers of cents.

use serde_json::Value;

use crate::sandbox::kit::object::{Object, Properties as _, object};

/// How an opportunity's value recurs.
pub(crate) const PERIODS: &[&str] = &["one_time", "monthly", "annual"];

/// Adds what follows from the value, its period and the confidence.
pub(crate) fn complete(opportunity: &mut Object) {
    let value = opportunity.number("value");
    let confidence = opportunity.number("confidence").unwrap_or_default();
    let yearly = if opportunity.text("value_period") == "monthly" { 12 } else { 1 };
    let expected = |value: Option<i64>| Value::from(value.map(|value| value.saturating_mul(confidence) / 100));
    let annualized = value.map(|value| value.saturating_mul(yearly));
    let formatted = value.map(|value| formatted(value, opportunity.text("value_period")));
    opportunity.extend(object([
        ("value_formatted", formatted.into()),
        ("expected_value", expected(value)),
        ("annualized_value", annualized.into()),
        ("annualized_expected_value", expected(annualized)),
    ]));
}

/// An amount in dollars as people read it: `$1,250`, `$99.50 monthly`.
fn formatted(cents: i64, period: &str) -> String {
    let (dollars, rest) = (cents / 100, (cents % 100).abs());
    let digits = dollars.abs().to_string();
    let grouped: Vec<&str> = (0..digits.len().div_ceil(3))
        .rev()
        .map(|group| {
            let end = digits.len() - group * 3;
            &digits[end.saturating_sub(3)..end]
        })
        .collect();
    let sign = if cents < 0 { "-" } else { "" };
    let cents = if rest == 0 { String::new() } else { format!(".{rest:02}") };
    let period = match period {
        "monthly" => " monthly",
        "annual" => " annually",
        _ => "",
    };
    format!("{sign}${}{cents}{period}", grouped.join(","))
}

/// The totals of a list: how many of each period, and their values and expected values.
pub(crate) fn sums(opportunities: &[Object]) -> Object {
    let of = |period: &'static str| opportunities.iter().filter(move |one| one.text("value_period") == period);
    let sum = |field: &str, period| -> i64 { of(period).filter_map(|one| one.number(field)).sum() };
    let all = |field: &str| -> i64 { opportunities.iter().filter_map(|one| one.number(field)).sum() };
    let counts = PERIODS.iter().map(|period| ((*period).to_owned(), of(period).count().into())).collect::<Object>();
    let mut sums = object([
        ("count_by_value_period", counts.into()),
        ("total_value_annualized", all("annualized_value").into()),
        ("expected_value_annualized", all("annualized_expected_value").into()),
    ]);
    for period in PERIODS {
        sums.insert(format!("total_value_{period}"), sum("value", period).into());
        sums.insert(format!("expected_value_{period}"), sum("expected_value", period).into());
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_read_them() {
        assert_eq!(formatted(125_000, "one_time"), "$1,250");
        assert_eq!(formatted(9950, "monthly"), "$99.50 monthly");
        assert_eq!(formatted(-123_456_789, "annual"), "-$1,234,567.89 annually");
        assert_eq!(formatted(0, "one_time"), "$0");
    }

    #[test]
    fn a_monthly_value_counts_twelve_times_a_year() {
        let mut one = object([("value", 1000.into()), ("value_period", "monthly".into()), ("confidence", 25.into())]);
        complete(&mut one);
        assert_eq!(one.number("expected_value"), Some(250));
        assert_eq!(one.number("annualized_value"), Some(12_000));
        assert_eq!(one.number("annualized_expected_value"), Some(3000));
    }
}
