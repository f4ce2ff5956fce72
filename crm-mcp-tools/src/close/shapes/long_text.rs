//! Texts of records that may be long: cut where the record is slim, with the way to the rest.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::crm::record::{Fields, Lenient, Optional};

/// A text of a record, of which a slim record shows at most so many characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct LongText<const MOST: usize>(pub Option<String>);

/// How to come by all of a text that a record has.
const ALL: &str = "fields all shows all";

impl<const MOST: usize> LongText<MOST> {
    /// Leaves no more than so many characters.
    pub(in crate::close) fn cut_to(&mut self, most: usize) {
        if let Some(text) = &mut self.0 {
            *text = cut(text, most, ALL);
        }
    }
}

impl<const MOST: usize> Lenient for LongText<MOST> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<String>::read(deserializer).map(Self)
    }

    fn show(&mut self, fields: Fields) {
        if fields == Fields::Slim {
            self.cut_to(MOST);
        }
    }
}

impl<const MOST: usize> Optional for LongText<MOST> {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

/// The text, or its first characters, so many, with the number of the others and how to come by them.
pub(in crate::close) fn cut(text: &str, most: usize, how: &str) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}… ({} more characters; {how})", &text[..end], text[end..].chars().count()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_tells_how_much_is_missing_and_how_to_get_it() {
        assert_eq!(cut("äöüß", 4, "x"), "äöüß");
        assert_eq!(cut("äöüß", 3, "ask for it"), "äöü… (1 more characters; ask for it)");
    }

    #[test]
    fn a_text_is_cut_in_a_slim_record_only() {
        let text = "x".repeat(6);
        let (mut slim, mut all) = (LongText::<5>(Some(text.clone())), LongText::<5>(Some(text.clone())));
        slim.show(Fields::Slim);
        all.show(Fields::All);
        assert_eq!(slim.0.as_deref(), Some("xxxxx… (1 more characters; fields all shows all)"));
        assert_eq!(all.0, Some(text));
    }
}
