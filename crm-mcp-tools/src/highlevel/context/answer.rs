//! Reading an answer of HighLevel's: parsed, without secrets, of this location; or else what the model is told.

use crm_mcp_core::ToolError;
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::tenant::Tenant;
use crate::{
    api::retry::Outcome,
    highlevel::{
        error,
        tables::{operation::Operation, secrets},
    },
};

/// The flag by which an answer says whether a write was carried out, in all spellings there are.
const FLAGS: [&str; 3] = ["succeded", "succeeded", "success"];

/// Reads the outcome of an operation: the answer, or what the model is told.
pub(crate) fn read<T: DeserializeOwned>(
    operation: &Operation,
    tenant: &Tenant,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let identity = &tenant.identity;
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
    secrets::remove_secrets(&mut answer);
    match place_of(operation, &answer, identity.location.as_str()) {
        Belonging::Elsewhere => return Err(error::elsewhere(operation)),
        Belonging::Here => tenant.grant.prove(),
        Belonging::Unsaid if operation.names_location() => tenant.grant.prove(),
        // A token of any location gets such an answer.
        Belonging::Unsaid => {}
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
    const EXPECTED: &str = ", expected ";
    match message.rfind(EXPECTED) {
        Some(found) => &message[found + ", ".len()..],
        None if message.starts_with("missing field") || message.starts_with("a record without") => message,
        None => "it does not have the form that it should have",
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

/// Where the records of an answer belong. One record of another location outweighs all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Belonging {
    Unsaid,
    Here,
    Elsewhere,
}

/// Finds where the records of an answer belong. A record may be the answer itself, and stands in as many
/// objects and lists as the vendor likes; within a record the name may mean something else.
fn place_of(operation: &Operation, answer: &Value, location: &str) -> Belonging {
    let among = |values: &mut dyn Iterator<Item = &Value>| {
        values.map(|value| place_of(operation, value, location)).max().unwrap_or(Belonging::Unsaid)
    };
    match answer {
        Value::Array(items) => among(&mut items.iter()),
        Value::Object(members) => match location_of(operation, members) {
            Some(own) if own == location => Belonging::Here,
            Some(_) => Belonging::Elsewhere,
            None if members.contains_key("id") || members.contains_key("_id") => Belonging::Unsaid,
            None => among(&mut members.values()),
        },
        _ => Belonging::Unsaid,
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

    use http::Response;
    use serde_json::json;

    use super::*;
    use crate::highlevel::{
        context::{tenant::Identity, tenants::Tenants},
        tables::operation::{
            ADD_TAGS, GET_CONTACT, GET_LOCATION, GET_MESSAGES, LIST_CONTACTS, LIST_TRANSACTIONS, SEARCH_CONTACTS,
        },
    };

    #[test]
    fn a_record_tells_its_location_wherever_it_stands() {
        let foreign = json!({"id": "1", "locationId": "L2"});
        let own = json!({"id": "1", "locationId": "L1", "place": {"locationId": "of something else"}});
        let unsaid = json!({"id": "1", "place": {"locationId": "L1"}});
        for (record, place) in [(foreign, Belonging::Elsewhere), (own, Belonging::Here), (unsaid, Belonging::Unsaid)] {
            let answers = [
                json!(record),
                json!({"contact": record}),
                json!({"contacts": [{"id": "0"}, record]}),
                json!({"messages": {"nextPage": false, "messages": [record]}}),
            ];
            for answer in answers {
                assert_eq!(place_of(&GET_MESSAGES, &answer, "L1"), place, "{answer}");
            }
        }
        let mixed = json!([{"id": "1", "locationId": "L1"}, {"id": "2", "locationId": "L2"}, {"id": "3"}]);
        assert_eq!(place_of(&GET_MESSAGES, &mixed, "L1"), Belonging::Elsewhere);
    }

    #[test]
    fn only_payments_mean_a_location_by_their_alternative_id() {
        let answer = json!({"data": [{"_id": "1", "altId": "CA0123", "altType": "location"}]});
        assert_eq!(place_of(&LIST_TRANSACTIONS, &answer, "L1"), Belonging::Elsewhere);
        assert_eq!(place_of(&LIST_TRANSACTIONS, &answer, "CA0123"), Belonging::Here);
        assert_eq!(place_of(&GET_MESSAGES, &answer, "L1"), Belonging::Unsaid, "the carrier's id of a call");
    }

    #[test]
    fn a_credential_is_proven_by_a_record_of_the_location_or_by_an_operation_that_names_it() {
        let is_proven_by = |operation, status: u16, body: Value| {
            let identity = Identity { location: "L1".parse().unwrap(), credential: "pit".into() };
            let tenant = Tenants::with_capacity(1).get(identity);
            let response = Response::builder().status(status).body(body.to_string().into()).unwrap();
            _ = read::<Value>(operation, &tenant, Ok(response));
            tenant.grant.is_proven()
        };
        let of = |location| json!({"contact": {"id": "1", "locationId": location}});
        let unsaid = json!({"contact": {"id": "1"}});
        assert!(is_proven_by(&GET_CONTACT, 200, of("L1")));
        assert!(!is_proven_by(&GET_CONTACT, 200, of("L2")), "refused as foreign");
        assert!(!is_proven_by(&GET_CONTACT, 200, unsaid.clone()), "any token succeeds with a record of its own");
        assert!(!is_proven_by(&ADD_TAGS, 201, json!({"tags": ["vip"]})));
        for operation in [&LIST_CONTACTS, &SEARCH_CONTACTS, &GET_LOCATION] {
            assert!(is_proven_by(operation, 200, json!({})), "{operation}");
            assert!(!is_proven_by(operation, 200, of("L2")), "{operation}");
            assert!(!is_proven_by(operation, 403, of("L1")), "{operation}");
        }
    }
}
