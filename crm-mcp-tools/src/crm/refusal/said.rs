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
    const WORDS: [&str; 5] = ["message", "msg", "error", "detail", "errors"];
    /// Where each field that was refused has a message of its own, beside those words.
    const FIELDS: &str = "field-errors";

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
    let words = words.into_iter().find(|words| !words.is_empty());
    let mut all = Vec::from_iter(words);
    if let Some(refused) = fields.get(Said::FIELDS) {
        add_fields(&mut all, "", refused);
    }
    all.join("; ")
}

/// Adds a text for each refused field: its path, and its messages. The messages stand at any depth.
fn add_fields(texts: &mut Vec<String>, path: &str, refused: &Value) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match refused {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| add_fields(texts, &below(name), value)),
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            items.iter().enumerate().for_each(|(number, item)| add_fields(texts, &below(&number.to_string()), item));
        }
        Value::Array(messages) => texts.extend(of_field(path, messages)),
        message => texts.extend(of_field(path, std::slice::from_ref(message))),
    }
}

/// What is said of one field, if anything is.
fn of_field(path: &str, messages: &[Value]) -> Option<String> {
    let messages: Vec<_> = messages.iter().map(sentence).filter(|message| !message.is_empty()).collect();
    let messages = messages.join(", ");
    match (path, &*messages) {
        (_, "") => None,
        ("", _) => Some(messages),
        _ => Some(format!("{path}: {messages}")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_found_in_every_shape_and_name_each_refused_field() {
        for (body, words) in [
            (r#"{"error": "The request is broken."}"#, "The request is broken"),
            (r#"{"errors": ["No such lead.", "No such status"]}"#, "No such lead; No such status"),
            (r#"{"errors": ["Bad values."], "field-errors": {"name": "Too long."}}"#, "Bad values; name: Too long"),
            (
                r#"{"errors": [], "field-errors": {"name": "Too long", "url": ["No URL.", "Too long"]}}"#,
                "name: Too long; url: No URL, Too long",
            ),
            (
                r#"{"error": "Bad", "field-errors": {"emails": [{}, {"email": ["Invalid."], "type": "Odd"}]}}"#,
                "Bad; emails.1.email: Invalid; emails.1.type: Odd",
            ),
            (r#"{"field-errors": {"contacts": {"0": {"name": "Missing"}}}}"#, "contacts.0.name: Missing"),
            (r#"{"field-errors": {"name": null, "value": 7, "url": ["", []]}}"#, "value: 7"),
            (r#"{"field-errors": "Nothing fits."}"#, "Nothing fits"),
            (r#"{"errors": [], "field-errors": {}}"#, "no reason given"),
        ] {
            assert_eq!(Said::of(body, &[]).or_no_reason(), words, "{body}");
        }
    }

    #[test]
    fn the_words_of_fields_are_heard_by_rules_and_shown_short_and_without_secrets() {
        let said = Said::of(r#"{"field-errors": {"key-1": "KEY-1 is bad, key-1"}}"#, &["key-1"]);
        assert_eq!(said.or_no_reason(), "[token]: KEY-1 is bad, [token]");
        assert!(said.has("key-1*is bad"));

        let long = format!(r#"{{"field-errors": {{"name": "{}"}}}}"#, "x".repeat(600));
        assert_eq!(Said::of(&long, &[]).or_no_reason().chars().count(), Said::LONGEST + "…".chars().count());

        let deep = format!(r#"{{"field-errors": {}1{}}}"#, r#"{"a":"#.repeat(100), "}".repeat(100));
        assert!(Said::of(&deep, &[]).or_no_reason().starts_with("a.a.a."));
    }
}
