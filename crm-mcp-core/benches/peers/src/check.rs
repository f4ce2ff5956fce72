//! Checks that a side answers what was asked: a fast wrong answer is no figure.

use serde_json::{Value, json};

use crate::{
    catalogue::catalogue,
    contact::CONTACT,
    request::{ID, Method},
};

/// Whether `answer` is the right one, and if not, what is wrong with it.
pub(crate) fn answer(method: Method, answer: &Value) -> Result<(), &'static str> {
    let result = &answer["result"];
    if answer["jsonrpc"] != "2.0" || answer["id"] != ID || result["resultType"] != "complete" {
        return Err("no complete result of this request");
    }
    match method {
        Method::Call => call(result),
        Method::List => list(result),
    }
}

fn call(result: &Value) -> Result<(), &'static str> {
    let contact = json!(*CONTACT);
    if result["structuredContent"] != contact {
        return Err("the structured content is not the contact");
    }
    let text = result["content"][0]["text"].as_str().unwrap_or_default();
    match serde_json::from_str::<Value>(text) {
        Ok(text) if text == contact => Ok(()),
        _ => Err("the text is not the contact"),
    }
}

fn list(result: &Value) -> Result<(), &'static str> {
    macro_rules! tools {
        ($($function:ident $name:literal $description:literal $arguments:ident;)*) => { [$(($name, $description)),*] };
    }
    let listed = result["tools"].as_array().map_or(&[][..], Vec::as_slice);
    let expected = catalogue!(tools);
    let is_listed = |(name, description)| {
        listed.iter().any(|tool| {
            tool["name"] == name
                && tool["description"] == description
                && tool["inputSchema"]["properties"].is_object()
                && tool["outputSchema"]["properties"].is_object()
        })
    };
    if listed.len() != expected.len() || !expected.into_iter().all(is_listed) {
        return Err("the list is not the catalogue");
    }
    Ok(())
}
