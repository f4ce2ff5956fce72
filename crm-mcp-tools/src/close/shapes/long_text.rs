//! Texts of records that may be long: cut where the record is slim, with the way to the rest.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::crm::record::{Fields, Lenient, Optional};

/// A text of a record, of which a slim record shows at most so many characters, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LongText<const MOST: usize> {
    text: Option<String>,
    /// How many characters are left out at the end.
    left_out: usize,
}

/// How to come by all of a text that a record has.
const ALL: &str = "fields all shows all";

impl<const MOST: usize> LongText<MOST> {
    /// What is left of the text.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Leaves no more than so many characters.
    pub(in crate::close) fn cut_to(&mut self, most: usize) {
        if let Some(text) = &mut self.text
            && let Some((end, _)) = text.char_indices().nth(most)
        {
            self.left_out += text[end..].chars().count();
            text.truncate(end);
        }
    }
}

impl<const MOST: usize> From<Option<String>> for LongText<MOST> {
    fn from(text: Option<String>) -> Self {
        Self { text, left_out: 0 }
    }
}

impl<const MOST: usize> Serialize for LongText<MOST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) if self.left_out > 0 => serializer.serialize_str(&with_rest(text, self.left_out, ALL)),
            text => text.serialize(serializer),
        }
    }
}

impl<'de, const MOST: usize> Deserialize<'de> for LongText<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<const MOST: usize> JsonSchema for LongText<MOST> {
    fn schema_name() -> Cow<'static, str> {
        "LongText".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "null"]})
    }
}

impl<const MOST: usize> Lenient for LongText<MOST> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<String>::read(deserializer).map(Self::from)
    }

    fn show(&mut self, fields: Fields) {
        if fields == Fields::Slim {
            self.cut_to(MOST);
        }
    }
}

impl<const MOST: usize> Optional for LongText<MOST> {
    fn is_absent(&self) -> bool {
        self.text.is_none()
    }
}

/// The text, or its first characters, so many, with the number of the others and how to come by them.
pub(in crate::close) fn cut(text: &str, most: usize, how: &str) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => with_rest(&text[..end], text[end..].chars().count(), how),
        None => text.to_owned(),
    }
}

fn with_rest(text: &str, left_out: usize, how: &str) -> String {
    format!("{text}… ({left_out} more characters; {how})")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_long_text_tells_how_much_is_missing_and_how_to_get_it() {
        assert_eq!(cut("äöüß", 4, "x"), "äöüß");
        assert_eq!(cut("äöüß", 3, "ask for it"), "äöü… (1 more characters; ask for it)");
    }

    #[test]
    fn a_text_is_cut_in_a_slim_record_only_and_all_that_is_left_out_is_counted() {
        let text = "x".repeat(6);
        let shown = |fields, most| {
            let mut long = LongText::<5>::from(Some(text.clone()));
            long.show(fields);
            long.cut_to(most);
            serde_json::to_value(long).unwrap()
        };
        assert_eq!(shown(Fields::Slim, 5), "xxxxx… (1 more characters; fields all shows all)");
        assert_eq!(shown(Fields::Slim, 2), "xx… (4 more characters; fields all shows all)");
        assert_eq!(shown(Fields::All, 6), text);
    }
}
