//! Reading an answer of HighLevel's: parsed, without secrets, of this location; or else what the model is told.

use crm_mcp_core::ToolError;
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{error, operation::Operation, record, tenant::Identity};
use crate::api::retry::Outcome;

/// The flag by which an answer says whether a write was carried out, in all spellings there are.
const FLAGS: [&str; 3] = ["succeded", "succeeded", "success"];

/// Reads the outcome of an operation: the answer, or what the model is told.
pub(crate) fn read<T: DeserializeOwned>(
    operation: &Operation,
    identity: &Identity,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let response = match outcome {
        Ok(response) if response.status().is_success() => response,
        Ok(response) => return Err(error::refused(operation, &identity.credential, &response)),
        Err(failure) => return Err(error::unanswered(operation, failure)),
    };
    let unreadable =
        |why: String| error::unreadable(operation, why.replace(identity.credential.expose_secret(), "[token]"));
    if !operation.is_read() && response.body().trim_ascii_start().starts_with(b"<") {
        return Err(error::web_page(operation));
    }
    let mut answer = if operation.is_read() {
        serde_json::from_slice(response.body()).map_err(|error| unreadable(format!("{operation}: {error}")))?
    } else {
        told_of_a_write(response.body())
    };
    record::remove_secrets(&mut answer);
    if is_of_another_location(operation, &answer, identity.location.as_str()) {
        return Err(error::elsewhere(operation));
    }
    if !operation.is_read() && FLAGS.iter().any(|flag| answer[*flag] == false || answer[*flag] == "false") {
        return Err(error::not_done(operation, &identity.credential, &response));
    }
    serde_path_to_error::deserialize(answer).map_err(|error| {
        let why = without_values(&error.inner().to_string()).to_owned();
        unreadable(format!("{operation}: {}: {why}", error.path()))
    })
}

/// What serde says of a value that does not fit, without that value: an operator's log is not the place for a contact's data.
fn without_values(message: &str) -> &str {
    match message.find("expected ") {
        Some(expected) => &message[expected..],
        None => message,
    }
}

/// What a success tells of a write. It was carried out even if the body tells nothing, or nothing that can be read;
/// then this is an object without fields.
fn told_of_a_write(body: &[u8]) -> Value {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Value::Object(fields),
        _ => Value::Object(Map::new()),
    }
}

/// Whether a record of the answer says that it belongs to another location. A record may be the answer itself, and
/// stands in as many objects and lists as the vendor likes; within a record the name may mean something else.
fn is_of_another_location(operation: &Operation, answer: &Value, location: &str) -> bool {
    match answer {
        Value::Array(items) => items.iter().any(|item| is_of_another_location(operation, item, location)),
        Value::Object(members) => match location_of(operation, members) {
            Some(own) => own != location,
            None if members.contains_key("id") || members.contains_key("_id") => false,
            None => members.values().any(|member| is_of_another_location(operation, member, location)),
        },
        _ => false,
    }
}

fn location_of<'a>(operation: &Operation, record: &'a Map<String, Value>) -> Option<&'a str> {
    // Elsewhere `altId` means something else: on a message it is the carrier's id of a call.
    let alt_id = operation.names_location_by_alt_id().then_some("altId");
    ["locationId"].into_iter().chain(alt_id).find_map(|name| record.get(name)?.as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::highlevel::operation::{GET_MESSAGES, LIST_TRANSACTIONS};

    #[test]
    fn a_record_of_another_location_is_found_wherever_it_stands() {
        let foreign = json!({"id": "1", "locationId": "L2"});
        let own = json!({"id": "1", "locationId": "L1", "place": {"locationId": "of something else"}});
        for (record, is_foreign) in [(foreign, true), (own, false)] {
            let answers = [
                json!(record),
                json!({"contact": record}),
                json!({"contacts": [{"id": "0"}, record]}),
                json!({"messages": {"nextPage": false, "messages": [record]}}),
            ];
            for answer in answers {
                assert_eq!(is_of_another_location(&GET_MESSAGES, &answer, "L1"), is_foreign, "{answer}");
            }
        }
        let place = json!({"contact": {"id": "1", "attribution": {"locationId": "of something else"}}});
        assert!(!is_of_another_location(&GET_MESSAGES, &place, "L1"));
    }

    #[test]
    fn only_payments_mean_a_location_by_their_alternative_id() {
        let answer = json!({"data": [{"_id": "1", "altId": "CA0123", "altType": "location"}]});
        assert!(is_of_another_location(&LIST_TRANSACTIONS, &answer, "L1"));
        assert!(!is_of_another_location(&LIST_TRANSACTIONS, &answer, "CA0123"));
        assert!(!is_of_another_location(&GET_MESSAGES, &answer, "L1"), "the carrier's id of a call");
    }
}
