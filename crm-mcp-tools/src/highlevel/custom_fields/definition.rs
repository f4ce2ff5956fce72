//! What a custom field is: its key, its type, and which one a text names.

use std::fmt;

use crm_mcp_core::{ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::highlevel::{lenient, record::Slim};

/// A custom field of the location.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomField {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_none", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Key, with the kind of record before it: `contact.birthday`.
    #[serde(default, deserialize_with = "lenient::text_or_none", skip_serializing_if = "String::is_empty")]
    pub field_key: String,
    /// Type in HighLevel's words: `TEXT`, `NUMERICAL`, `DATE`, `SINGLE_OPTIONS`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub data_type: Option<String>,
    /// The options to choose from, where the type has some.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub picklist_options: Vec<String>,
    /// Whether other texts than the options are taken.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub is_allowed_custom_option: Option<bool>,
    /// The kind of record that has it: `contact` or `opportunity`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

impl Slim for CustomField {}

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
    pub(super) fn is_of(&self, model: Model) -> bool {
        let of = self.model.as_deref().or_else(|| Some(self.field_key.split_once('.')?.0));
        of.is_none_or(|name| name == model.name())
    }

    /// The key without the kind of record: `birthday` for `contact.birthday`. A field whose key cannot be read goes by its
    /// id.
    pub(super) fn short_key(&self) -> &str {
        if self.field_key.is_empty() {
            return &self.id;
        }
        self.field_key.split_once('.').map_or(&self.field_key, |(_, key)| key)
    }

    fn has_key(&self, text: &str) -> bool {
        self.id == text || self.field_key == text || self.short_key() == text
    }

    fn has_name(&self, text: &str) -> bool {
        !self.name.is_empty() && folded(&self.name) == folded(text)
    }

    /// How much a text is like the key or the name, from 0 to 1.
    fn likeness(&self, text: &str) -> f64 {
        let text = folded(text);
        [self.short_key(), &self.name]
            .map(|own| strsim::jaro_winkler(&folded(own), &text))
            .into_iter()
            .fold(0.0, f64::max)
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Why a text does not name one custom field.
pub(super) enum Unclear<'a> {
    Unknown,
    Ambiguous(Vec<&'a CustomField>),
}

/// The custom field that a text names by id, key or name.
pub(super) fn find<'a>(all: &[&'a CustomField], text: &str) -> Result<&'a CustomField, Unclear<'a>> {
    if let Some(field) = all.iter().find(|field| field.has_key(text)) {
        return Ok(field);
    }
    let named: Vec<_> = all.iter().copied().filter(|field| field.has_name(text)).collect();
    match named[..] {
        [] => Err(Unclear::Unknown),
        [field] => Ok(field),
        _ => Err(Unclear::Ambiguous(named)),
    }
}

/// The custom field that was probably meant.
fn nearest<'a>(all: &[&'a CustomField], text: &str) -> Option<&'a CustomField> {
    /// With less, the names only share some letters.
    const LIKE: f64 = 0.8;
    let likely = all.iter().map(|field| (field.likeness(text), *field)).filter(|(likeness, _)| *likeness >= LIKE);
    likely.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, field)| field)
}

impl Unclear<'_> {
    const LISTED: usize = 50;

    pub(super) fn explain(&self, name: &str, all: &[&CustomField]) -> ToolError {
        let (cause, next) = match (self, nearest(all, name)) {
            (Self::Ambiguous(fields), _) => {
                (format!("several custom fields are named `{name}`: {}", Keys(fields)), "name it by its key")
            }
            (Self::Unknown, Some(near)) => (
                format!("there is no custom field `{name}`; did you mean {}", Keys(&[near])),
                "name a custom field by key, name or id; locations_get-custom-fields lists them",
            ),
            (Self::Unknown, None) if all.is_empty() => {
                (format!("there is no custom field `{name}`; such records have none here"), "leave customFields out")
            }
            (Self::Unknown, None) => (
                format!("there is no custom field `{name}`; there are: {}", Keys(&all[..all.len().min(Self::LISTED)])),
                "name a custom field by key, name or id",
            ),
        };
        ToolError::new(ErrorCode::InvalidArguments, cause).next(next)
    }
}

/// Keys with names, for a message: `birthday (Birthday), size (Shoe size)`.
struct Keys<'a>(&'a [&'a CustomField]);

impl fmt::Display for Keys<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, field) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(formatter, "{comma}{} ({})", field.short_key(), field.name)?;
        }
        Ok(())
    }
}
