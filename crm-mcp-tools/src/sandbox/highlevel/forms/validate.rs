//! Reads a body or a query against the properties an operation declares, all faults at once, as the vendor words them.

use serde_json::Value;

use super::{dates, reply::Refusal};
use crate::sandbox::kit::object::Object;

/// How many characters may be searched for at once.
pub(crate) const LONGEST_SEARCHED: usize = 75;

/// One property that an operation declares.
pub(crate) struct Property {
    name: &'static str,
    kind: Kind,
    nullable: bool,
    required: bool,
}

/// What a property may hold.
pub(crate) enum Kind {
    /// Whatever; its reader is elsewhere.
    Any,
    Text,
    /// Text of at most [`LONGEST_SEARCHED`] characters.
    Searched,
    Boolean,
    Number,
    Whole {
        min: i64,
        max: i64,
    },
    /// A whole number in a query string.
    Digits {
        min: i64,
        max: i64,
    },
    OneOf(&'static [&'static str]),
    Email,
    Phone,
    Date,
    /// A day in this spelling, of `yyyy`, `mm` and `dd`.
    Day(&'static str),
    Texts,
    List,
    Object(&'static [Property]),
    Objects {
        of: &'static [Property],
        max: usize,
    },
}

impl Property {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, nullable: false, required: false }
    }

    pub(crate) const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// Accepts `null`, which clears the property.
    pub(crate) const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// The object with its values in the spelling they are kept in; or a message for each fault.
pub(crate) fn read(object: Object, declared: &[&[Property]]) -> Result<Object, Refusal> {
    let mut faults = Vec::new();
    let object = read_object("", object, declared, &mut faults);
    if faults.is_empty() { Ok(object) } else { Err(Refusal::Invalid(faults)) }
}

/// `path` leads to the object and ends in a dot, or is empty at the root.
fn read_object(path: &str, object: Object, declared: &[&[Property]], faults: &mut Vec<String>) -> Object {
    let properties = || declared.iter().copied().flatten();
    for missing in properties().filter(|property| property.required && !object.contains_key(property.name)) {
        faults.push(format!("{path}{} can't be undefined", missing.name));
    }
    let mut read = Object::new();
    for (name, value) in object {
        let Some(property) = properties().find(|property| property.name == name) else {
            faults.push(format!("{path}property {name} should not exist"));
            continue;
        };
        if property.nullable && value.is_null() {
            read.insert(name, value);
            continue;
        }
        match read_value(&format!("{path}{name}"), value, &property.kind, faults) {
            Ok(value) => _ = read.insert(name, value),
            Err(wanted) => faults.push(format!("{path}{name} must {wanted}")),
        }
    }
    read
}

/// The value as it is kept, or what it must be (`… must be a string`). Faults inside it go to `faults`.
fn read_value(path: &str, value: Value, kind: &Kind, faults: &mut Vec<String>) -> Result<Value, String> {
    let text = value.as_str();
    match kind {
        Kind::Any => Ok(value),
        Kind::Text => text.is_some().then_some(value).ok_or_else(|| "be a string".into()),
        Kind::Searched => match text {
            Some(text) if text.chars().count() <= LONGEST_SEARCHED => Ok(value),
            Some(_) => Err(format!("be shorter than or equal to {LONGEST_SEARCHED} characters")),
            None => Err("be a string".into()),
        },
        Kind::Boolean => value.is_boolean().then_some(value).ok_or_else(|| "be a boolean value".into()),
        Kind::Number => value.is_number().then_some(value).ok_or_else(|| "be a number".into()),
        Kind::Whole { min, max } => bounded(value.as_i64(), *min, *max),
        Kind::Digits { min, max } => bounded(text.and_then(|text| text.parse().ok()), *min, *max),
        Kind::OneOf(names) => match text {
            Some(text) if names.contains(&text) => Ok(value),
            _ => Err(format!("be one of the following values: {}", names.join(", "))),
        },
        Kind::Email => match text {
            Some(text) if text.is_empty() || is_email(text) => Ok(value),
            _ => Err("be an email".into()),
        },
        Kind::Phone => text.and_then(phone).map(Value::from).ok_or_else(|| "be a valid phone number".into()),
        Kind::Date => text.and_then(date).map(Value::from).ok_or_else(|| "be a valid date".into()),
        Kind::Day(pattern) => {
            let day = text.filter(|text| is_spelled(text, pattern)).and_then(dates::normalise);
            day.map(Value::from).ok_or_else(|| format!("be a date in the format {pattern}"))
        }
        Kind::Texts => match &value {
            Value::Array(items) if items.iter().all(Value::is_string) => Ok(value),
            _ => Err("be an array of strings".into()),
        },
        Kind::List => value.is_array().then_some(value).ok_or_else(|| "be an array".into()),
        Kind::Object(of) => match value {
            Value::Object(object) => Ok(read_object(&format!("{path}."), object, &[of], faults).into()),
            _ => Err("be an object".into()),
        },
        Kind::Objects { of, max } => read_objects(path, value, of, *max, faults),
    }
}

fn read_objects(
    path: &str,
    value: Value,
    of: &[Property],
    max: usize,
    faults: &mut Vec<String>,
) -> Result<Value, String> {
    let wanted = || format!("be an array of at most {max} objects");
    let Value::Array(items) = value else { return Err(wanted()) };
    if items.len() > max {
        return Err(wanted());
    }
    let read = |(index, item)| -> Result<Value, String> {
        match item {
            Value::Object(object) => Ok(read_object(&format!("{path}.{index}."), object, &[of], faults).into()),
            _ => Err(wanted()),
        }
    };
    items.into_iter().enumerate().map(read).collect()
}

fn bounded(number: Option<i64>, min: i64, max: i64) -> Result<Value, String> {
    match number {
        None => Err("be a whole number".into()),
        Some(number) if number < min => Err(format!("not be less than {min}")),
        Some(number) if number > max => Err(format!("not be greater than {max}")),
        Some(number) => Ok(number.into()),
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let domain_is_dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && domain_is_dotted && !domain.contains('@') && !text.contains(char::is_whitespace)
}

/// The number in E.164. One without a country code is taken for American, as the location is. Empty stays empty.
pub(crate) fn phone(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/')).collect();
    let international = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
    let digits = match (international, compact.len()) {
        (Some(digits), _) => digits.to_owned(),
        (None, 10) => format!("1{compact}"),
        (None, _) => compact,
    };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    (is_number && (8..=15).contains(&digits.len())).then(|| format!("+{digits}"))
}

/// Whether the text has digits where the pattern has letters.
fn is_spelled(text: &str, pattern: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| if wanted == b'-' { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

fn date(text: &str) -> Option<String> {
    if text.is_empty() { Some(String::new()) } else { dates::normalise(text) }
}
