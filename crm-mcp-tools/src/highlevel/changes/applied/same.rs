//! Whether a value that was sent and one that came back say the same, however HighLevel spells it.

use serde_json::{Map, Value};

use crate::{
    crm::{record::lenient, value::moment::MonthFirstDay},
    highlevel::records,
};

/// What every whole contact names if it has it, so that it has none where it names none.
const ALWAYS_NAMED: [&str; 2] = ["email", "phone"];
/// What every whole contact names.
const OF_A_WHOLE_CONTACT: &str = "dateAdded";

/// Whether the record has the value of the field; none if that cannot be told.
pub(super) fn field(name: &str, sent: &Value, record: &Map<String, Value>) -> Option<bool> {
    if name == "name" {
        return full_name(sent, record);
    }
    let is_told = ALWAYS_NAMED.contains(&name) && record.contains_key(OF_A_WHOLE_CONTACT);
    let got = record.get(name).or_else(|| is_told.then_some(&Value::Null))?;
    if is_empty(sent) || is_empty(got) {
        return Some(is_empty(sent) == is_empty(got));
    }
    match name {
        "phone" => Some(phone(sent.as_str()?, &scalar(got)?)),
        "email" => Some(sent.as_str()?.trim().to_lowercase() == got.as_str()?.trim().to_lowercase()),
        "country" => country(sent.as_str()?, got.as_str()?),
        "website" => Some(text(site(sent.as_str()?), site(got.as_str()?))),
        "dateOfBirth" => Some(day(sent)? == day(got)?),
        "dndSettings" | "inboundDndSettings" => statuses(sent, got),
        // Tags that came from elsewhere stand beside those that were sent.
        "tags" => Some(is_among(sent.as_array()?, got.as_array()?)),
        _ => Some(scalars(&scalar(sent)?, &scalar(got)?)),
    }
}

/// Whether the value of a custom field is the same. What has a form of its own, such as a file,
/// counts as the same.
pub(super) fn custom(sent: &Value, got: &Value) -> bool {
    if is_empty(sent) || is_empty(got) {
        return is_empty(sent) == is_empty(got);
    }
    match (sent, got) {
        (Value::Array(sent), Value::Array(got)) => is_among(sent, got) && sent.len() == got.len(),
        (Value::Array(items), one) | (one, Value::Array(items)) if items.len() == 1 => custom(&items[0], one),
        _ => match (scalar(sent), scalar(got)) {
            (Some(one), Some(other)) => {
                scalars(&one, &other)
                    || day(sent).zip(day(got)).is_some_and(|(one, other)| one == other)
                    || is_phone(&one) && phone(&one, &other)
            }
            _ => true,
        },
    }
}

/// Whether two texts are the same but for case, blanks, punctuation and the escapes and marks of HTML.
fn text(one: &str, other: &str) -> bool {
    let (one_folded, other_folded) = (folded(one), folded(other));
    if one_folded.is_empty() || other_folded.is_empty() {
        one.split_whitespace().eq(other.split_whitespace())
    } else {
        one_folded == other_folded
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn scalars(one: &str, other: &str) -> bool {
    /// Less than the smallest coin.
    const ROUNDING: f64 = 0.005;
    // A code with a leading zero is no number, and one so long is not exact.
    let is_exact =
        |text: &&str| text.len() <= 15 && !(text.len() > 1 && text.starts_with('0') && !text.starts_with("0."));
    let number =
        |text: &str| Some(text.trim()).filter(is_exact)?.parse::<f64>().ok().filter(|number| number.is_finite());
    match (number(one), number(other)) {
        (Some(one), Some(other)) => (one - other).abs() < ROUNDING,
        _ => text(one, other),
    }
}

fn folded(text: &str) -> String {
    let mut plain = text.to_owned();
    for (escape, meant) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", ""), ("&#39;", ""), ("&nbsp;", ""), ("&amp;", "&")]
    {
        plain = plain.replace(escape, meant);
    }
    while let Some(start) = plain.find('<')
        && let Some(length) = plain[start..].find('>')
    {
        plain.replace_range(start..=start + length, "");
    }
    plain.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A name may come back whole, in parts, or both.
fn full_name(sent: &Value, record: &Map<String, Value>) -> Option<bool> {
    let part = |name: &str| record.get(name).and_then(Value::as_str).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<_> = ["firstName", "lastName"].into_iter().filter_map(part).collect();
    let wholes = ["name", "contactName", "fullNameLowerCase"].into_iter().filter_map(part).map(str::to_owned);
    let mut names = wholes.chain((!parts.is_empty()).then(|| parts.join(" "))).peekable();
    match sent.as_str().filter(|sent| !sent.trim().is_empty()) {
        Some(sent) => names.peek().is_some().then(|| names.any(|name| text(sent, &name))),
        None => Some(names.peek().is_none()),
    }
}

fn is_phone(text: &str) -> bool {
    text.starts_with('+')
}

/// Whether two numbers are one, with or without the code of the country.
fn phone(one: &str, other: &str) -> bool {
    /// Fewer digits are those of an extension.
    const FEWEST: usize = 7;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other) = (digits(one), digits(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long || short.len() >= FEWEST && long.ends_with(short.trim_start_matches('0'))
}

/// A code is not compared with a name.
fn country(one: &str, other: &str) -> Option<bool> {
    let is_code = |text: &str| text.trim().len() == 2;
    (is_code(one) == is_code(other)).then(|| text(one, other))
}

fn site(address: &str) -> &str {
    let address = address.trim();
    let bare = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let bare = bare.unwrap_or(address);
    bare.strip_prefix("www.").unwrap_or(bare)
}

fn day(value: &Value) -> Option<MonthFirstDay> {
    MonthFirstDay::try_from(lenient::day(value).ok().flatten()?).ok()
}

/// Whether each channel that was sent has its status; a channel that did not come back cannot be told.
fn statuses(sent: &Value, got: &Value) -> Option<bool> {
    let (sent, got) = (records::statuses(sent).ok()?, records::statuses(got).ok()?);
    let got_of =
        |channel: &str| got.iter().find(|(name, _)| name.eq_ignore_ascii_case(channel)).map(|(_, status)| status);
    let mut known = sent.iter().filter_map(|(channel, status)| Some((status, got_of(channel)?))).peekable();
    known.peek().is_some().then(|| known.all(|(sent, got)| sent.eq_ignore_ascii_case(got)))
}

/// Whether each item stands among the others.
fn is_among(items: &[Value], others: &[Value]) -> bool {
    items.iter().all(|item| others.iter().any(|other| custom(item, other)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn told(name: &str, sent: &Value, record: Value) -> Option<bool> {
        let Value::Object(record) = record else { return None };
        field(name, sent, &record)
    }

    #[test]
    fn what_is_spelt_otherwise_is_the_same() {
        let cases = [
            ("firstName", json!("= ?"), json!({"firstName": "=  ?"})),
            ("email", json!(" Ada@Example.com"), json!({"email": "ada@example.com"})),
            ("phone", json!("+15551234567"), json!({"phone": "(555) 123-4567"})),
            ("phone", json!("+442071838750"), json!({"phone": "020 7183 8750"})),
            ("phone", json!("+15551234567"), json!({"phone": 15_551_234_567_i64})),
            ("firstName", json!("Ada "), json!({"firstName": "ada"})),
            ("firstName", json!("Nan"), json!({"firstName": "nan"})),
            ("name", json!("Ada Lovelace"), json!({"name": null, "firstName": "ada", "lastName": "Lovelace"})),
            ("name", json!("Ada King Lovelace"), json!({"firstName": "Ada", "fullNameLowerCase": "ada king lovelace"})),
            ("address1", json!("12, St James's  Square"), json!({"address1": "12 St James&#39;s Square"})),
            ("body", json!("A & B"), json!({"body": "<p>A &amp; B</p>"})),
            ("website", json!("example.com"), json!({"website": "https://www.example.com/"})),
            ("dateOfBirth", json!("1990-05-25"), json!({"dateOfBirth": "1990-05-25T04:00:00.000Z"})),
            ("dateOfBirth", json!("1990-05-25"), json!({"dateOfBirth": 643_593_600_000_i64})),
            ("dateOfBirth", json!("1990-05-25"), json!({"dateOfBirth": "05/25/1990"})),
            ("monetaryValue", json!(100.0), json!({"monetaryValue": "100.00"})),
            ("dnd", json!(true), json!({"dnd": "true"})),
            (
                "dndSettings",
                json!({"SMS": {"status": "active"}}),
                json!({"dndSettings": {"Sms": "Active", "FB": "inactive"}}),
            ),
            ("tags", json!(["VIP", "New"]), json!({"tags": ["vip", "new", "from a workflow"]})),
            ("email", json!(null), json!({"email": "", "dateAdded": "2026-09-01"})),
            ("email", json!(null), json!({"dateAdded": "2026-09-01"})),
            ("tags", json!([]), json!({"tags": []})),
        ];
        for (name, sent, record) in cases {
            assert_eq!(told(name, &sent, record.clone()), Some(true), "{name}: {sent} {record}");
        }
    }

    #[test]
    fn another_value_is_told() {
        let cases = [
            ("phone", json!("+12125550199"), json!({"phone": "+12125550198"})),
            ("phone", json!("+12125550199"), json!({"phone": null})),
            ("phone", json!("+12125550199"), json!({"email": "ada@x.example", "dateAdded": "2026-09-01"})),
            ("gender", json!("male"), json!({"gender": "female"})),
            ("gender", json!("male"), json!({"gender": null})),
            ("email", json!("a.b@x.example"), json!({"email": "ab@x.example"})),
            ("email", json!(null), json!({"email": "ada@x.example"})),
            ("name", json!("Ada King"), json!({"firstName": "Ada", "lastName": "Lovelace"})),
            ("dateOfBirth", json!("1990-05-25"), json!({"dateOfBirth": "1990-05-26"})),
            ("monetaryValue", json!(100.0), json!({"monetaryValue": 1000})),
            ("dnd", json!(true), json!({"dnd": false})),
            (
                "dndSettings",
                json!({"SMS": {"status": "active"}}),
                json!({"dndSettings": {"SMS": {"status": "inactive"}}}),
            ),
            ("tags", json!(["vip", "new"]), json!({"tags": ["vip"]})),
            ("tags", json!([]), json!({"tags": ["vip"]})),
            ("city", json!("Oslo"), json!({"city": "Bergen"})),
            ("city", json!("—"), json!({"city": "!"})),
        ];
        for (name, sent, record) in cases {
            assert_eq!(told(name, &sent, record.clone()), Some(false), "{name}: {sent} {record}");
        }
    }

    #[test]
    fn what_the_answer_does_not_tell_is_not_known() {
        let cases = [
            ("gender", json!("male"), json!({"id": "c1", "dateAdded": "2026-09-01"})),
            ("phone", json!("+12125550199"), json!({"id": "c1"})),
            ("name", json!("Ada"), json!({"id": "c1", "name": null})),
            ("country", json!("US"), json!({"country": "United States"})),
            ("dateOfBirth", json!("1990-05-25"), json!({"dateOfBirth": "in May"})),
            ("dndSettings", json!({"SMS": {"status": "active"}}), json!({"dndSettings": {"FB": "active"}})),
            ("assignedTo", json!("u1"), json!({"assignedTo": {"id": "u1"}})),
        ];
        for (name, sent, record) in cases {
            assert_eq!(told(name, &sent, record.clone()), None, "{name}: {sent} {record}");
        }
    }

    #[test]
    fn custom_fields_are_compared_as_the_vendor_keeps_them() {
        for (sent, got, is_same) in [
            (json!("2026-09-01"), json!(1_788_220_800_000_i64), true),
            (json!("2026-09-01"), json!("2026-09-01T00:00:00Z"), true),
            (json!(3), json!("3"), true),
            (json!("Large"), json!(["large"]), true),
            (json!(["A", "B"]), json!(["b", "a"]), true),
            (json!("+1 555 123 4567"), json!("(555) 123-4567"), true),
            (json!(null), json!(""), true),
            (json!({"file": 1}), json!([{"url": "https://x.example"}]), true),
            (json!("2026-09-01"), json!("2026-09-02"), false),
            (json!(3), json!(4), false),
            (json!(["A"]), json!(["A", "B"]), false),
            (json!("x"), json!(null), false),
            (json!(""), json!("x"), false),
        ] {
            assert_eq!(custom(&sent, &got), is_same, "{sent} {got}");
        }
    }

    proptest! {
        #[test]
        fn case_and_blanks_around_never_make_another_value(
            text in r"[\PC&&[^<>&]]{1,30}",
            name in prop_oneof![Just("firstName"), Just("city"), Just("source"), Just("body"), Just("title"), Just("website")],
        ) {
            for spelt in [format!("  {text} "), text.to_uppercase().to_lowercase(), text.replace(' ', "  ")] {
                // Some letters have several small forms.
                prop_assume!(text.to_lowercase() == text.to_uppercase().to_lowercase());
                let got = told(name, &json!(text), json!({name: spelt}));
                prop_assert!(got != Some(false), "{text:?} {spelt:?}");
            }
        }
    }
}
