//! The order of a search, and the cursor that goes on after a row of it.

use serde_json::Value;
use sqlx::{QueryBuilder, Sqlite};

use crate::sandbox::{
    highlevel::forms::{dates, reply::Refusal},
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

/// What `sort` holds in the body of a search; at most two of these.
pub(crate) const ORDERING: &[Property] = &[
    Property::new("field", Kind::OneOf(&NAMES)).required(),
    Property::new("direction", Kind::OneOf(&["asc", "desc"])),
];

/// Something that contacts can be sorted by.
struct Key {
    name: &'static str,
    property: &'static str,
    /// The property as text.
    sql: &'static str,
}

const KEYS: [Key; 8] = [
    Key::new("dateAdded", "dateAdded", "document ->> '$.dateAdded'"),
    Key::new("dateUpdated", "dateUpdated", "document ->> '$.dateUpdated'"),
    Key::new("firstNameLowerCase", "firstNameLowerCase", "document ->> '$.firstNameLowerCase'"),
    Key::new("lastNameLowerCase", "lastNameLowerCase", "document ->> '$.lastNameLowerCase'"),
    Key::new("businessName", "companyName", "document ->> '$.companyName'"),
    Key::new("email", "emailLowerCase", "email"),
    Key::new("dnd", "dnd", "CAST(document ->> '$.dnd' AS TEXT)"),
    Key::new("source", "source", "document ->> '$.source'"),
];

const NAMES: [&str; KEYS.len()] = {
    let mut names = [""; KEYS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = KEYS[index].name;
        index += 1;
    }
    names
};

impl Key {
    const fn new(name: &'static str, property: &'static str, sql: &'static str) -> Self {
        Self { name, property, sql }
    }

    fn is_date(&self) -> bool {
        self.property.starts_with("date")
    }
}

/// The keys to sort by, first to last, each with whether it descends; the id decides between equals.
pub(crate) struct Sort(Vec<(&'static Key, bool)>);

/// The place after a row: its values of the keys, as the database compares them, and its id.
pub(crate) struct Cursor {
    values: Vec<Option<String>>,
    id: String,
}

impl Sort {
    /// What the vendor does when it is asked for no order.
    pub(crate) fn newest_first() -> Self {
        Self(vec![(&KEYS[0], true)])
    }

    /// Reads checked orderings.
    pub(crate) fn read(orderings: &[Value]) -> Self {
        let key = |ordering: &Value| {
            let key = KEYS.iter().find(|key| ordering["field"] == key.name)?;
            Some((key, ordering["direction"] == "desc"))
        };
        let keys: Vec<_> = orderings.iter().filter_map(key).collect();
        if keys.is_empty() { Self::newest_first() } else { Self(keys) }
    }

    /// The cursor as the vendor writes it on each row: one value a key (dates as milliseconds), then the id.
    pub(crate) fn cursor_of(&self, contact: &Object) -> Vec<Value> {
        let value = |(key, _): &(&Key, bool)| {
            let value = contact.get(key.property).cloned().unwrap_or_default();
            if key.is_date() { value.as_str().and_then(dates::to_millis).into() } else { value }
        };
        self.0.iter().map(value).chain([contact.text("id").into()]).collect()
    }

    pub(crate) fn read_cursor(&self, values: &[Value]) -> Result<Cursor, Refusal> {
        let fault = || Refusal::Invalid(vec!["searchAfter must be the searchAfter of a row of the same search".into()]);
        let (Some(Value::String(id)), true) = (values.last(), values.len() == self.0.len() + 1) else {
            return Err(fault());
        };
        let read = |((key, _), value): (&(&Key, bool), &Value)| match value {
            Value::Null => Ok(None),
            Value::String(text) if !key.is_date() => Ok(Some(text.clone())),
            Value::Bool(flag) => Ok(Some(u8::from(*flag).to_string())),
            Value::Number(millis) if key.is_date() => {
                millis.as_i64().and_then(dates::from_millis).map(dates::iso).map(Some).ok_or_else(fault)
            }
            _ => Err(fault()),
        };
        Ok(Cursor { values: self.0.iter().zip(values).map(read).collect::<Result<_, _>>()?, id: id.clone() })
    }

    /// ` ORDER BY …`; contacts that lack a key come last, whatever the direction.
    pub(crate) fn push_order(&self, sql: &mut QueryBuilder<Sqlite>) {
        sql.push(" ORDER BY ");
        for (key, descending) in &self.0 {
            sql.push(key.sql).push(if *descending { " DESC" } else { " ASC" }).push(" NULLS LAST, ");
        }
        sql.push("id");
    }

    /// The condition that a contact comes after the cursor: equal in the first keys, and after it in the next one.
    pub(crate) fn push_after(&self, cursor: Cursor, sql: &mut QueryBuilder<Sqlite>) {
        sql.push("(");
        for (index, ((key, descending), value)) in self.0.iter().zip(&cursor.values).enumerate() {
            self.push_equal(&cursor, index, sql);
            match value {
                Some(value) => {
                    let comparison = if *descending { " < " } else { " > " };
                    sql.push("(").push(key.sql).push(comparison).push_bind(value.clone());
                    sql.push(" OR ").push(key.sql).push(" IS NULL) OR ")
                }
                None => sql.push("FALSE OR "),
            };
        }
        self.push_equal(&cursor, self.0.len(), sql);
        sql.push("id > ").push_bind(cursor.id).push(")");
    }

    /// The condition, with an `AND` behind it, that the first `count` keys equal the cursor's.
    fn push_equal(&self, cursor: &Cursor, count: usize, sql: &mut QueryBuilder<Sqlite>) {
        for ((key, _), value) in self.0.iter().zip(&cursor.values).take(count) {
            sql.push(key.sql).push(" IS ").push_bind(value.clone()).push(" AND ");
        }
    }
}
