//! What a custom field is: its key, its type, and what it is named by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::{
    naming::Named,
    record::{lenient, record},
};

/// A custom field of the location.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomField {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_none", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Key, with the kind of record before it: `contact.birthday`.
    #[serde(default, deserialize_with = "lenient::text_or_none", skip_serializing_if = "String::is_empty")]
    pub field_key: String,
    /// Type in HighLevel's words: `TEXT`, `NUMERICAL`, `DATE`, `SINGLE_OPTIONS`.
    pub data_type: Option<String>,
    /// The options to choose from, where the type has some.
    pub picklist_options: Vec<String>,
    /// Whether other texts than the options are taken.
    pub is_allowed_custom_option: Option<bool>,
    /// The kind of record that has it: `contact` or `opportunity`.
    pub model: Option<String>,
}

/// The kinds of records that have custom fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Contact,
    Opportunity,
}

impl Model {
    const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Opportunity => "opportunity",
        }
    }
}

impl CustomField {
    pub(in crate::highlevel) fn is_of(&self, model: Model) -> bool {
        let of = self.model.as_deref().or_else(|| Some(self.field_key.split_once('.')?.0));
        of.is_none_or(|name| name == model.name())
    }

    /// The key without the kind of record: `birthday` for `contact.birthday`. A field whose key cannot be read goes by its
    /// id.
    pub(in crate::highlevel) fn short_key(&self) -> &str {
        if self.field_key.is_empty() {
            return &self.id;
        }
        self.field_key.split_once('.').map_or(&self.field_key, |(_, key)| key)
    }
}

impl Named for CustomField {
    const KIND: &'static str = "custom field";
    const BY: &'static str = "name a custom field by key, name or id; locations_get-custom-fields lists them";
    const APART: &'static str = "name it by its key";

    fn id(&self) -> &str {
        &self.id
    }

    fn keys(&self) -> Vec<&str> {
        [self.short_key(), &self.field_key].into_iter().filter(|key| !key.is_empty()).collect()
    }

    fn names(&self) -> Vec<&str> {
        Some(self.name.as_str()).filter(|name| !name.is_empty()).into_iter().collect()
    }

    fn shown(&self) -> String {
        format!("{} ({})", self.short_key(), self.name)
    }

    fn told_apart(&self) -> String {
        Named::shown(self)
    }
}
