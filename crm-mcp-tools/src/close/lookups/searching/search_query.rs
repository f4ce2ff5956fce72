//! What Close's search is asked for: a tree of conditions, as data.

use serde::{Deserialize, Serialize};

use crate::crm::value::{Id, Phone};

/// What a search gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::close) enum Searched {
    Lead,
    Contact,
}

/// A condition, or several.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::close) enum Query {
    /// All of these hold.
    And { queries: Vec<Query> },
    /// One of these holds.
    Or { queries: Vec<Query> },
    /// It is such a record.
    ObjectType { object_type: Searched },
    /// One of its texts has these words.
    Text { value: String, mode: TextMatch },
    /// A field holds this.
    FieldCondition { field: Field, condition: FieldTest },
    /// Something that belongs to it is like this.
    HasRelated { this_object_type: Searched, related_object_type: &'static str, related_query: Box<Query> },
    /// A smart view has it.
    SavedSearch { saved_search_id: Id },
}

/// How words are looked for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::close) enum TextMatch {
    /// Each of them, anywhere.
    FullWords,
    /// Next to each other, in this order.
    Phrase,
    /// Each as the beginning of a word.
    BeginningOfWords,
}

/// A field that every organization has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "regular_field")]
pub(in crate::close) struct Field {
    pub(in crate::close) object_type: &'static str,
    pub(in crate::close) field_name: &'static str,
}

/// What a field is to hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::close) enum FieldTest {
    /// These words.
    Text { mode: TextMatch, value: String },
    /// One of these ids.
    Reference { reference_type: &'static str, object_ids: Vec<String> },
}

impl Query {
    /// Records of this type for which all of these hold.
    pub(in crate::close) fn of(object_type: Searched, queries: impl IntoIterator<Item = Self>) -> Self {
        Self::And { queries: [Self::ObjectType { object_type }].into_iter().chain(queries).collect() }
    }

    /// Those that a smart view has.
    pub(in crate::close) fn in_view(smart_view: &Id) -> Self {
        Self::SavedSearch { saved_search_id: smart_view.clone() }
    }

    /// Those of which this field has these words.
    pub(in crate::close) fn field_with(
        object_type: &'static str,
        field_name: &'static str,
        mode: TextMatch,
        words: &str,
    ) -> Self {
        let condition = FieldTest::Text { mode, value: words.to_owned() };
        Self::FieldCondition { field: Field { object_type, field_name }, condition }
    }

    /// Leads that have this status.
    pub(in crate::close) fn lead_status(status: &str) -> Self {
        let field = Field { object_type: "lead", field_name: "status_id" };
        let condition = FieldTest::Reference { reference_type: "status.lead", object_ids: vec![status.to_owned()] };
        Self::FieldCondition { field, condition }
    }

    /// Contacts that have these words, or are reached by this email address or phone number.
    pub(in crate::close) fn contact_with(words: &str) -> Self {
        let reached_by = |related_object_type, field_name, value: &str| Self::HasRelated {
            this_object_type: Searched::Contact,
            related_object_type,
            related_query: Box::new(Self::field_with(related_object_type, field_name, TextMatch::Phrase, value)),
        };
        let mut queries = vec![Self::with_words(words)];
        if words.contains('@') {
            queries.push(reached_by("contact_email", "email", words));
        }
        if let Some(number) = phone_number(words) {
            queries.push(reached_by("contact_phone", "phone", &number));
        }
        Self::Or { queries }
    }

    /// Leads that have these words, or such a contact.
    pub(in crate::close) fn lead_with(words: &str) -> Self {
        let contact = Self::HasRelated {
            this_object_type: Searched::Lead,
            related_object_type: "contact",
            related_query: Box::new(Self::contact_with(words)),
        };
        Self::Or { queries: vec![Self::with_words(words), contact] }
    }

    fn with_words(words: &str) -> Self {
        Self::Text { value: words.to_owned(), mode: TextMatch::FullWords }
    }
}

/// The words as a phone number, in the form in which Close has numbers as far as its country is told.
fn phone_number(words: &str) -> Option<String> {
    if let Ok(phone) = words.parse::<Phone>() {
        return Some(phone.to_string());
    }
    let is_number = words.chars().filter(char::is_ascii_digit).count() >= 7
        && words.chars().all(|letter| letter.is_ascii_digit() || " ()+-./".contains(letter));
    is_number.then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_lead_is_found_by_its_words_and_by_those_who_work_there() {
        let text = json!({"type": "text", "value": "ada@x.example", "mode": "full_words"});
        let email = json!({
            "type": "has_related", "this_object_type": "contact", "related_object_type": "contact_email",
            "related_query": {
                "type": "field_condition",
                "field": {"type": "regular_field", "object_type": "contact_email", "field_name": "email"},
                "condition": {"type": "text", "mode": "phrase", "value": "ada@x.example"},
            },
        });
        let contact = json!({"type": "or", "queries": [text, email]});
        let related = json!({
            "type": "has_related", "this_object_type": "lead", "related_object_type": "contact", "related_query": contact,
        });
        let query = serde_json::to_value(Query::lead_with("ada@x.example")).unwrap();
        assert_eq!(query, json!({"type": "or", "queries": [text, related]}));
    }

    #[test]
    fn a_phone_number_is_looked_for_as_close_has_it() {
        for (words, number) in [
            ("+1 (555) 010-0001", Some("+15550100001")),
            ("555 010-0001", Some("555 010-0001")),
            ("12345", None),
            ("Room 5550100001", None),
        ] {
            assert_eq!(phone_number(words).as_deref(), number, "{words}");
        }
    }
}
