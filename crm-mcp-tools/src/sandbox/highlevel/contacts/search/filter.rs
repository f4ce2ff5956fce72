//! The filters of a search: read from the body, written as SQL.

use serde_json::Value;
use sqlx::{QueryBuilder, Sqlite};

use crate::sandbox::{
    highlevel::{
        forms::{dates, kinds::LONGEST_SEARCHED, reply::Refusal},
        location::{self, DataType, Model},
    },
    kit::{
        data::conditions::push_joined,
        door::validate::{self, Kind, Property},
        object::{Object, Properties as _},
    },
};

const GROUP: &[Property] =
    &[Property::new("group", Kind::OneOf(&["AND", "OR"])).required(), Property::new("filters", Kind::List).required()];

const TEST: &[Property] = &[
    Property::text("field").required(),
    Property::new("operator", Kind::OneOf(&OPERATORS)).required(),
    Property::new("value", Kind::Any),
];

const OPERATORS: [&str; 7] = ["eq", "not_eq", "contains", "not_contains", "exists", "not_exists", "range"];

/// The operators that make sense for a field.
const TEXT: &[&str] = &["eq", "not_eq", "contains", "not_contains", "exists", "not_exists"];
const EXACT: &[&str] = &["eq", "not_eq", "exists", "not_exists"];
const DATE: &[&str] = &["range", "exists", "not_exists"];

/// The fields that can be searched: the vendor's name, the place in the document, the operators. The demo data has
/// nothing in the last seven; asking for them finds nobody. Missing, and refused, are the vendor's filters on the
/// opportunities of a contact (`opportunities`, with nested ones inside).
const FIELDS: [(&str, &str, &[&str]); 31] = [
    ("id", "$.id", EXACT),
    ("contactName", "$.name", TEXT),
    ("firstNameLowerCase", "$.firstNameLowerCase", TEXT),
    ("lastNameLowerCase", "$.lastNameLowerCase", TEXT),
    ("email", "$.emailLowerCase", EXACT),
    ("phone", "$.phone", TEXT),
    ("address", "$.address1", TEXT),
    ("city", "$.city", TEXT),
    ("state", "$.state", TEXT),
    ("country", "$.country", TEXT),
    ("postalCode", "$.postalCode", TEXT),
    ("website", "$.website", EXACT),
    ("timezone", "$.timezone", TEXT),
    ("companyName", "$.companyName", TEXT),
    ("businessName", "$.companyName", TEXT),
    ("assignedTo", "$.assignedTo", TEXT),
    ("followers", "$.followers", TEXT),
    ("tags", "$.tags", TEXT),
    ("source", "$.source", TEXT),
    ("type", "$.type", TEXT),
    ("dnd", "$.dnd", EXACT),
    ("dateAdded", "$.dateAdded", DATE),
    ("dateUpdated", "$.dateUpdated", DATE),
    ("dateOfBirth", "$.dateOfBirth", DATE),
    ("isValidWhatsapp", "$.isValidWhatsapp", EXACT),
    ("validEmail", "$.validEmail", EXACT),
    ("lastEmailClickedDate", "$.lastEmailClickedDate", DATE),
    ("lastEmailOpenedDate", "$.lastEmailOpenedDate", DATE),
    ("lastAppointment", "$.lastAppointment", DATE),
    ("activeWorkflows", "$.activeWorkflows", TEXT),
    ("finishedWorkflows", "$.finishedWorkflows", TEXT),
];

const BOUNDS: [(&str, &str); 4] = [("gt", " > "), ("gte", " >= "), ("lt", " < "), ("lte", " <= ")];

/// How many filters and values a search may hold: the depth of an expression has a limit in the database.
const MOST: usize = 200;

/// A condition on contacts.
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Test { subject: Subject, negated: bool, test: Test },
}

/// Whose values are tested: all of a list, or the one of a plain property.
pub(crate) enum Subject {
    Path(&'static str),
    CustomField(String),
}

/// What is asked of the values; one that fits is enough. Upper and lower case are the same in ASCII only: more the
/// database does not know.
pub(crate) enum Test {
    Exists,
    Equals(Vec<Operand>),
    Contains(Vec<Operand>),
    Within(Vec<(&'static str, Operand)>),
}

pub(crate) enum Operand {
    Text(String),
    Number(f64),
}

/// Reads the filters of a body; all of them must hold.
pub(crate) fn read(filters: &[Value]) -> Result<Vec<Filter>, Refusal> {
    let filters = read_all(filters)?;
    let weight: usize = filters.iter().map(Filter::weight).sum();
    if weight > MOST { Err(fault(format!("filters must hold at most {MOST} filters and values"))) } else { Ok(filters) }
}

fn read_all(filters: &[Value]) -> Result<Vec<Filter>, Refusal> {
    filters.iter().map(read_one).collect()
}

fn read_one(filter: &Value) -> Result<Filter, Refusal> {
    let Value::Object(filter) = filter else { return Err(fault("each value in filters must be an object")) };
    if !filter.contains_key("group") {
        return read_test(&validate::read(filter.clone(), &[TEST])?);
    }
    let group = validate::read(filter.clone(), &[GROUP])?;
    let members = read_all(group["filters"].as_array().map(Vec::as_slice).unwrap_or_default())?;
    Ok(if group["group"] == "OR" { Filter::Any(members) } else { Filter::All(members) })
}

fn read_test(filter: &Object) -> Result<Filter, Refusal> {
    let (field, operator) = (filter.text("field"), filter.text("operator"));
    let (subject, operators) = match field.strip_prefix("customFields.") {
        Some(id) => (Subject::CustomField(id.to_owned()), OPERATORS.as_slice()),
        None => match FIELDS.iter().find(|(name, ..)| *name == field) {
            Some((_, path, operators)) => (Subject::Path(path), *operators),
            None => return Err(fault(format!("{field} is not a searchable field"))),
        },
    };
    if !operators.contains(&operator) {
        return Err(fault(format!("operator {operator} is not supported for {field}, use {}", operators.join(", "))));
    }
    let value = filter.get("value").unwrap_or(&Value::Null);
    let asked = match operator {
        "exists" | "not_exists" => Test::Exists,
        "contains" | "not_contains" => Test::Contains(read_operands(value)?),
        "range" => Test::Within(read_bounds(value, subject.is_date())?),
        _ => Test::Equals(read_operands(value)?),
    };
    Ok(Filter::Test { subject, negated: operator.starts_with("not_"), test: asked })
}

fn read_operands(value: &Value) -> Result<Vec<Operand>, Refusal> {
    match value {
        Value::Array(values) => values.iter().map(read_operand).collect(),
        value => Ok(vec![read_operand(value)?]),
    }
}

fn read_operand(value: &Value) -> Result<Operand, Refusal> {
    match value {
        Value::String(text) if text.chars().count() <= LONGEST_SEARCHED => Ok(Operand::Text(text.clone())),
        Value::Bool(flag) => Ok(Operand::Number(f64::from(u8::from(*flag)))),
        Value::Number(number) => Ok(Operand::Number(number.as_f64().unwrap_or_default())),
        _ => Err(fault("value must be a text of at most 75 characters, a number or a boolean value")),
    }
}

/// The bounds of a range. Numbers that bound dates are milliseconds.
fn read_bounds(value: &Value, of_dates: bool) -> Result<Vec<(&'static str, Operand)>, Refusal> {
    let wanted = || fault("value must be an object with gt, gte, lt or lte");
    let Value::Object(bounds) = value else { return Err(wanted()) };
    let from_millis = |millis| dates::from_millis(millis).map(dates::iso);
    let read = |(name, value): (&String, &Value)| {
        let (_, comparison) = BOUNDS.iter().find(|(bound, _)| bound == name).ok_or_else(wanted)?;
        let operand = match read_operand(value)? {
            Operand::Text(text) => dates::normalise(&text).map(Operand::Text),
            Operand::Number(_) if of_dates => value.as_i64().and_then(from_millis).map(Operand::Text),
            number @ Operand::Number(_) => Some(number),
        };
        let operand = operand.ok_or_else(|| fault(format!("{name} must be a valid date or a number")))?;
        Ok((*comparison, operand))
    };
    if bounds.is_empty() { Err(wanted()) } else { bounds.iter().map(read).collect() }
}

fn fault(message: impl Into<String>) -> Refusal {
    Refusal::Invalid(vec![message.into()])
}

impl Filter {
    /// How many filters it is made of, itself among them, and how many values they have.
    fn weight(&self) -> usize {
        1 + match self {
            Self::All(members) | Self::Any(members) => members.iter().map(Self::weight).sum(),
            Self::Test { test, .. } => test.weight(),
        }
    }

    /// The condition, for a query on `contacts`.
    pub(crate) fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        match self {
            Self::All(members) => push_joined(members, " AND ", "TRUE", sql, Self::push),
            Self::Any(members) => push_joined(members, " OR ", "FALSE", sql, Self::push),
            Self::Test { subject, negated, test } => {
                sql.push(if *negated { "NOT EXISTS (" } else { "EXISTS (" });
                subject.push(sql);
                test.push(sql);
                sql.push(")");
            }
        }
    }
}

impl Subject {
    /// Whether the values are dates, which are kept as text.
    fn is_date(&self) -> bool {
        match self {
            Self::Path(path) => FIELDS.iter().any(|(_, other, operators)| other == path && *operators == DATE),
            Self::CustomField(id) => {
                location::custom_field(Model::Contact, id).is_some_and(|field| field.data_type == DataType::Date)
            }
        }
    }

    /// A query of the values, as `subject.value`, that ends ready for one more condition.
    fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        match self {
            Self::Path(path) => {
                sql.push("SELECT 1 FROM json_each(document, ").push_bind(*path).push(") AS subject WHERE ");
            }
            Self::CustomField(id) => {
                sql.push("SELECT 1 FROM json_each(document, '$.customFields') AS field, ");
                sql.push("json_each(field.value, '$.value') AS subject WHERE field.value ->> 'id' = ");
                sql.push_bind(id.clone()).push(" AND ");
            }
        }
    }
}

impl Test {
    fn weight(&self) -> usize {
        match self {
            Self::Exists => 0,
            Self::Equals(operands) | Self::Contains(operands) => operands.len(),
            Self::Within(bounds) => bounds.len(),
        }
    }

    fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        match self {
            Self::Exists => _ = sql.push("TRUE"),
            Self::Equals(operands) => push_joined(operands, " OR ", "FALSE", sql, |operand, sql| match operand {
                Operand::Text(text) => {
                    sql.push("lower(subject.value) = lower(").push_bind(text.clone()).push(")");
                }
                Operand::Number(number) => _ = sql.push("subject.value = ").push_bind(*number),
            }),
            Self::Contains(operands) => push_joined(operands, " OR ", "FALSE", sql, |operand, sql| {
                sql.push("instr(lower(subject.value), lower(");
                operand.push(sql);
                sql.push("))");
            }),
            Self::Within(bounds) => push_joined(bounds, " AND ", "TRUE", sql, |(comparison, operand), sql| {
                sql.push("subject.value").push(*comparison);
                operand.push(sql);
            }),
        }
    }
}

impl Operand {
    fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        match self {
            Self::Text(text) => sql.push_bind(text.clone()),
            Self::Number(number) => sql.push_bind(*number),
        };
    }
}
