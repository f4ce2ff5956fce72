//! Fields whose type the vendor does not keep to: what cannot be used is left out, so that it costs no whole record.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Number, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::crm::value::{Id, moment::rfc3339};

/// Text, or a number in its place; an empty text is none.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(text_of(Value::deserialize(deserializer)?).filter(|text| !text.is_empty()))
}

/// Text, or an empty one in the place of anything else.
pub(crate) fn text_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(text(deserializer)?.unwrap_or_default())
}

/// Text without which there is no record.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| D::Error::custom("a record without an id"))
}

/// The id at which a page begins; what can be none is none.
pub(crate) fn place<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Id>, D::Error> {
    Ok(text(deserializer)?.and_then(|text| text.parse().ok()))
}

/// A list of texts.
pub(crate) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(values) => values.into_iter().filter_map(text_of).collect(),
        _ => Vec::new(),
    })
}

/// A list of texts, if it is a list.
pub(crate) fn list_of_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(if value.is_array() { texts(value).ok() } else { None })
}

/// Email addresses or phone numbers, each as text or as an object that has it; one may stand for a list.
pub fn addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let items = match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        one => vec![one],
    };
    let address = |item: Value| match item {
        Value::Object(mut item) => ["email", "phone", "value"].iter().find_map(|name| text_of(item.remove(*name)?)),
        other => text_of(other),
    };
    Ok(items.into_iter().filter_map(address).filter(|text| !text.is_empty()).collect())
}

/// True or false, also as text.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_bool().or_else(|| value.as_str()?.parse().ok()))
}

/// A date as text; milliseconds since 1970 become RFC 3339.
pub fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_i64().or_else(|| milliseconds(&value)).and_then(rfc3339).or_else(|| text_of(value)))
}

/// A day as text. Vendors give some days as the moment at which they begin, in some time zone.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(text) = text(deserializer)? else { return Ok(None) };
    Ok(Some(moment_of(&text).and_then(day_of).unwrap_or(text)))
}

/// The moment that a text names: with a date and a time, or in milliseconds since 1970, before it too.
fn moment_of(text: &str) -> Option<OffsetDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(moment);
    }
    // Shorter numbers are years and days.
    let milliseconds: i64 = text.parse().ok().filter(|_| text.trim_start_matches('-').len() > 8)?;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()
}

/// The day that begins at the moment: as it is written with an offset; by UTC that of a zone from ten hours behind UTC to
/// thirteen ahead, in which all but some islands in the Pacific lie.
fn day_of(moment: OffsetDateTime) -> Option<String> {
    let ahead = if moment.offset().is_utc() { time::Duration::hours(13) } else { time::Duration::ZERO };
    let (year, month, day) = moment.checked_add(ahead)?.to_calendar_date();
    Some(format!("{year:04}-{:02}-{day:02}", u8::from(month)))
}

/// Brings a field into the form of [`time`], if its name and value are those of a date, and likewise all that is in it.
pub(crate) fn date_in_place(name: &str, value: &mut Value) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| date_in_place(name, value)),
        Value::Array(items) => items.iter_mut().for_each(|item| date_in_place(name, item)),
        _ => {}
    }
    let is_named_so = name.starts_with("date") || ["Date", "At", "Time"].iter().any(|end| name.ends_with(end));
    if let Some(date) = milliseconds(value).filter(|_| is_named_so).and_then(rfc3339) {
        *value = date.into();
    }
}

/// A number of 13 digits, as text or not: milliseconds of the years 2001 to 2286.
fn milliseconds(value: &Value) -> Option<i64> {
    let number = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
    (number.checked_ilog10() == Some(12)).then_some(number)
}

/// A number, or text that is one: amounts come as either. Its digits stay as they came.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => Some(number),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A whole number, or text that is one.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_u64().or_else(|| value.as_str()?.trim().parse().ok()))
}

/// The records of a list that can be read, also out of lists within it; one that is odd costs itself only.
pub(crate) fn records<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let items = items_of(Value::deserialize(deserializer)?);
    Ok(items.into_iter().filter_map(|item| T::deserialize(item).ok()).collect())
}

/// The objects of a list as they are, but for their dates, which are in the form of [`time`].
pub(crate) fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Map<String, Value>>, D::Error> {
    let mut items: Vec<Map<String, Value>> = records(deserializer)?;
    items.iter_mut().flatten().for_each(|(name, value)| date_in_place(name, value));
    Ok(items)
}

/// A record within a record; one that is odd costs itself only.
pub(crate) fn part<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    // A struct would be read out of a list as well, place by place.
    Ok(if value.is_object() { T::deserialize(value).ok() } else { None })
}

fn items_of(value: Value) -> Vec<Value> {
    let Value::Array(items) = value else { return Vec::new() };
    items.into_iter().flat_map(|item| if item.is_array() { items_of(item) } else { vec![item] }).collect()
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_day_is_one_day_in_every_form_that_a_vendor_gives_it() {
        for given in [
            json!("1990-05-01"),
            json!("1990-05-01T00:00:00.000Z"),
            json!("1990-05-01T04:00:00Z"),
            json!(641_534_400_000_i64),
            json!("641534400000"),
            // Midnight in Sydney, in Auckland in summer, in Honolulu.
            json!("1990-04-30T14:00:00Z"),
            json!("1990-04-30T11:00:00Z"),
            json!("1990-05-01T10:00:00Z"),
            json!("1990-05-01T00:00:00+14:00"),
        ] {
            assert_eq!(day(given.clone()).unwrap().as_deref(), Some("1990-05-01"), "{given}");
        }
        assert_eq!(day(json!(-473_385_600_000_i64)).unwrap().as_deref(), Some("1955-01-01"));
        assert_eq!(day(json!("May 1st")).unwrap().as_deref(), Some("May 1st"), "left as it is");
        assert_eq!(day(json!({})).unwrap(), None);
    }
}
