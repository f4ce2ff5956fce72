//! Checks that a side answers what was asked: a fast wrong answer is no figure.

use serde_json::{Value, json};

use crate::{
    catalogue::catalogue,
    contact::CONTACT,
    messages::MESSAGES,
    request::{ID, Request},
};

/// Whether `answer` is the right one, and if not, what is wrong with it.
pub(crate) fn answer(request: Request, answer: &Value) -> Result<(), &'static str> {
    let result = &answer["result"];
    if answer["jsonrpc"] != "2.0" || answer["id"] != ID || result["resultType"] != "complete" {
        return Err("no complete result of this request");
    }
    match request {
        Request::Call => call(result, &json!(*CONTACT)),
        Request::LargeCall => call(result, &json!(*MESSAGES)),
        Request::List => list(result),
    }
}

fn call(result: &Value, record: &Value) -> Result<(), &'static str> {
    if result["structuredContent"] != *record {
        return Err("the structured content is not the record");
    }
    let text = result["content"][0]["text"].as_str().unwrap_or_default();
    match serde_json::from_str::<Value>(text) {
        Ok(text) if text == *record => Ok(()),
        _ => Err("the text is not the record"),
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
