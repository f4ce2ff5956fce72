//! What an error body says, whatever its shape.

use serde_json::{Map, Value};

use crate::crm::value::shortened;

/// What an error body holds: the vendor's words, and the facts worth keeping.
#[derive(Debug)]
pub(crate) struct Said {
    /// The words as a model may read them; empty where there are none.
    words: String,
    /// The facts, by the vendor's names.
    pub(crate) details: Map<String, Value>,
    /// Whether this is no error body of the API, but a web page or a refusal of the network (Cloudflare) in front of it.
    pub(crate) is_of_the_network: bool,
    /// Where the rules look, in lower case: the words, or the whole body where it has no place for words, and the code.
    heard: String,
}

impl Said {
    const LONGEST: usize = 500;
    /// Where the words are, the best place first.
    const WORDS: [&str; 4] = ["message", "msg", "error", "detail"];

    /// What the body says. No answer of a vendor is trusted not to repeat the secrets.
    pub(crate) fn of(body: &str, secrets: &[&str]) -> Self {
        let is_page_or_code = body.starts_with('<') || body.starts_with("error code: ");
        let (words, mut details, is_of_the_network) = match serde_json::from_str(body) {
            Ok(Value::Object(fields)) => {
                (words_in(&fields), details_in(&fields), fields.contains_key("cloudflare_error"))
            }
            Ok(other) => (plain(&other), Map::new(), false),
            Err(_) => (body.trim().to_owned(), Map::new(), is_page_or_code),
        };
        let code = details.get("canonicalCode").or_else(|| details.get("code")).map(plain).unwrap_or_default();
        let heard = format!("{words} {code}").to_lowercase();
        // A page of HTML says nothing to a model.
        let words = if words.starts_with('<') { "" } else { &words };
        let shown = |text: &str| shortened(&without(secrets, text.to_owned()), Self::LONGEST);
        details.retain(|name, _| !secrets.iter().any(|secret| name.contains(secret)));
        details.values_mut().for_each(|value| *value = shown(&plain(value)).into());
        Self { words: shown(words), details, is_of_the_network, heard }
    }

    /// The words, or that there are none.
    pub(crate) fn or_no_reason(&self) -> &str {
        if self.words.is_empty() { "no reason given" } else { &self.words }
    }

    /// The words as the end of a sentence; empty where there are none.
    pub(crate) fn reason(&self) -> String {
        if self.words.is_empty() { String::new() } else { format!(": {}", self.words) }
    }

    /// Whether the pattern's texts, parted by `*`, come up in this order.
    pub(crate) fn has(&self, pattern: &str) -> bool {
        let mut parts = pattern.split('*');
        parts.try_fold(&*self.heard, |rest, part| rest.split_once(part).map(|(_, rest)| rest)).is_some()
    }
}

/// The text without these secrets, in whatever place.
pub(crate) fn without(secrets: &[&str], text: String) -> String {
    secrets.iter().fold(text, |text, secret| text.replace(secret, "[token]"))
}

fn words_in(fields: &Map<String, Value>) -> String {
    let words = Said::WORDS.iter().filter_map(|name| fields.get(*name)).map(|value| match value {
        Value::Array(messages) => messages.iter().map(sentence).collect::<Vec<_>>().join("; "),
        message => sentence(message),
    });
    words.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

/// Ids and codes at the top, and whatever `meta` says.
fn details_in(fields: &Map<String, Value>) -> Map<String, Value> {
    let is_code = |name: &str| matches!(name, "canonicalCode" | "code");
    let top = fields.iter().filter(|(name, _)| name.ends_with("Id") || is_code(name));
    let meta = fields.get("meta").and_then(Value::as_object).into_iter().flatten();
    top.chain(meta)
        .filter(|(_, value)| value.is_string() || value.is_number())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn sentence(value: &Value) -> String {
    plain(value).trim().trim_end_matches('.').to_owned()
}

/// A value as a reader wants it: text without quotes.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
