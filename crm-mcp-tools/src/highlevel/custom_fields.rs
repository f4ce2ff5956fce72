//! Custom fields by name: HighLevel knows them by id, people and models by key or name.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crm_mcp_core::{ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout};

use super::{HighLevel, operation};

/// Values of custom fields, by the field's key, name or id.
///
/// Reads the vendor's list (`[{"id": "…", "value": …}]`) as well.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Either")]
#[schemars(!from)]
pub struct CustomFields(pub BTreeMap<String, Value>);

/// The two shapes of custom fields: ours, and the vendor's with its three spellings of `value`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    List(Vec<Map<String, Value>>),
    Map(BTreeMap<String, Value>),
    Nothing(()),
}

impl From<Either> for CustomFields {
    fn from(either: Either) -> Self {
        let pair = |mut field: Map<String, Value>| {
            let id = field.get("id").or_else(|| field.get("key"))?.as_str()?.to_owned();
            let value = ["value", "field_value", "fieldValue"].iter().find_map(|name| field.remove(*name))?;
            Some((id, value))
        };
        match either {
            Either::List(fields) => Self(fields.into_iter().filter_map(pair).collect()),
            Either::Map(fields) => Self(fields),
            Either::Nothing(()) => Self::default(),
        }
    }
}

impl CustomFields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The definitions of a location's custom fields, kept for a short while.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    known: Mutex<Arc<[Definition]>>,
    /// When they were last asked for, whatever came of it. Locked while asking, so that concurrent calls ask once.
    asked_at: tokio::sync::Mutex<Option<Instant>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Definition {
    id: String,
    name: String,
    field_key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DefinitionList {
    custom_fields: Vec<Value>,
}

impl Definitions {
    const MAX_AGE: Duration = Duration::from_mins(1);
    /// How long a call may be held up by names, which it can do without.
    const DEADLINE: Duration = Duration::from_secs(2);

    fn known(&self) -> Arc<[Definition]> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, definitions: Vec<Definition>) -> Arc<[Definition]> {
        let definitions: Arc<[_]> = definitions.into();
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&definitions);
        definitions
    }
}

impl Definition {
    /// The key without the record's kind: `birthday` for `contact.birthday`.
    fn short_key(&self) -> &str {
        self.field_key.strip_prefix("contact.").unwrap_or(&self.field_key)
    }

    fn has_key(&self, text: &str) -> bool {
        self.id == text || self.field_key == text || self.short_key() == text
    }

    fn has_name(&self, text: &str) -> bool {
        self.name.trim().to_lowercase() == text.trim().to_lowercase()
    }
}

/// Why a text does not name one custom field.
enum Unclear<'a> {
    Unknown,
    Ambiguous(Vec<&'a Definition>),
}

/// Whether a text has the form of the vendor's ids.
fn is_id(text: &str) -> bool {
    text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn find<'a>(definitions: &'a [Definition], text: &str) -> Result<&'a Definition, Unclear<'a>> {
    if let Some(definition) = definitions.iter().find(|definition| definition.has_key(text)) {
        return Ok(definition);
    }
    let named: Vec<_> = definitions.iter().filter(|definition| definition.has_name(text)).collect();
    match named[..] {
        [] => Err(Unclear::Unknown),
        [definition] => Ok(definition),
        _ => Err(Unclear::Ambiguous(named)),
    }
}

impl HighLevel {
    /// Puts keys in the place of ids. Where the definitions cannot be read, the ids stay.
    pub(super) async fn name_custom_fields<'a>(&self, all: impl IntoIterator<Item = &'a mut CustomFields>) {
        let all: Vec<_> = all.into_iter().filter(|fields| !fields.is_empty()).collect();
        if all.is_empty() {
            return;
        }
        let definitions = self.recent_definitions().await;
        let key_of: BTreeMap<_, _> = definitions.iter().map(|field| (field.id.as_str(), field.short_key())).collect();
        for fields in all {
            let named = std::mem::take(&mut fields.0).into_iter().map(|(id, value)| {
                let key = key_of.get(id.as_str()).map_or(id.clone(), |key| (*key).to_owned());
                (key, value)
            });
            fields.0 = named.collect();
        }
    }

    /// The vendor's form of custom fields to write, each named by id, key or name.
    pub(super) async fn custom_fields_to_write(&self, fields: &CustomFields) -> Result<Value, ToolError> {
        let mut definitions = self.recent_definitions().await;
        let mut takes_ids = false;
        let is_unknown = |name: &&String| matches!(find(&definitions, name), Err(Unclear::Unknown));
        let unknown: Vec<_> = fields.0.keys().filter(is_unknown).collect();
        if !unknown.is_empty() {
            // The field may be new, or the definitions were out of reach when they were last asked for.
            match self.ask_for_definitions().await {
                Ok(all) => definitions = all,
                // Who may not read the definitions can write by id all the same.
                Err(_) if unknown.iter().all(|name| is_id(name)) => takes_ids = true,
                Err(error) => return Err(error),
            }
        }
        let mut by_id = BTreeMap::new();
        for (name, value) in &fields.0 {
            let (id, key) = match find(&definitions, name) {
                Ok(definition) => (&definition.id, definition.short_key()),
                Err(Unclear::Unknown) if takes_ids => (name, name.as_str()),
                Err(unclear) => return Err(unclear.explain(name, &definitions)),
            };
            if by_id.insert(id, value).is_some() {
                let cause = format!("customFields names the field `{key}` twice");
                return Err(ToolError::new(ErrorCode::InvalidArguments, cause).next("name it once"));
            }
        }
        Ok(by_id.into_iter().map(|(id, value)| json!({"id": id, "field_value": value})).collect())
    }

    /// The definitions as known a minute ago or later; older ones, or none, where the vendor does not give them soon.
    async fn recent_definitions(&self) -> Arc<[Definition]> {
        let kept = &self.tenant.definitions;
        let refresh = async {
            let mut asked_at = kept.asked_at.lock().await;
            if asked_at.is_none_or(|at| at.elapsed() >= Definitions::MAX_AGE) {
                // Noted before the answer, so that a failure is not repeated with every call.
                *asked_at = Some(Instant::now());
                _ = self.ask_for_definitions().await;
            }
        };
        _ = timeout(Definitions::DEADLINE, refresh).await;
        kept.known()
    }

    async fn ask_for_definitions(&self) -> Result<Arc<[Definition]>, ToolError> {
        let list: DefinitionList = self.call(&operation::GET_CUSTOM_FIELDS).with("model", "all").send().await?;
        Ok(self.tenant.definitions.keep(
            // One that is odd must not take the others away.
            list.custom_fields.into_iter().filter_map(|field| serde_json::from_value(field).ok()).collect(),
        ))
    }
}

impl Unclear<'_> {
    const LISTED: usize = 50;

    fn explain(self, name: &str, all: &[Definition]) -> ToolError {
        let (cause, next) = match self {
            Self::Unknown if all.is_empty() => {
                (format!("there is no custom field `{name}`; this location has none"), "leave customFields out")
            }
            Self::Unknown => (
                format!("there is no custom field `{name}`; there are: {}", Keys(all.iter().take(Self::LISTED))),
                "name a custom field by key, name or id",
            ),
            Self::Ambiguous(fields) => (
                format!("several custom fields are named `{name}`: {}", Keys(fields.into_iter())),
                "name it by its key",
            ),
        };
        ToolError::new(ErrorCode::InvalidArguments, cause).next(next)
    }
}

/// Keys with names, for a message: `birthday (Birthday), size (Shoe size)`.
struct Keys<I>(I);

impl<'a, I: Iterator<Item = &'a Definition> + Clone> fmt::Display for Keys<I> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, field) in self.0.clone().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(formatter, "{comma}{} ({})", field.short_key(), field.name)?;
        }
        Ok(())
    }
}
