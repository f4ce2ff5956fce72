//! Reading an answer of a CRM: parsed, without secrets, of this tenant; or else what the model is told.

use std::time::Duration;

use crm_mcp_core::ToolError;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    api::{pace::Quota, retry::Outcome},
    crm::{
        dialect::{Dialect, quota_of},
        operation::{Operation, TenantPlace},
        refusal::said::{plain, without},
        tenant::remembered::Tenant,
    },
};

/// Reads the outcome of an operation: the answer, or what the model is told. That never holds the token that was sent.
pub(crate) fn read<D: Dialect, T: DeserializeOwned>(
    operation: &Operation,
    tenant: &Tenant<D>,
    token: Option<&SecretString>,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let token = token.map(ExposeSecret::expose_secret);
    let authorization = token.map(D::authorization).unwrap_or_default();
    let secrets: Vec<&str> = token.into_iter().chain(encoded_in(&authorization)).collect();
    let response = match outcome {
        Ok(response) if response.status().is_success() => response,
        Ok(response) => {
            let come_back = come_back_in(quota_of::<D>(&response));
            return Err(D::REFUSALS.refused(operation, &secrets, &response, come_back));
        }
        Err(failure) => return Err(D::REFUSALS.unanswered(operation, failure)),
    };
    let unreadable = |why: String| D::REFUSALS.unreadable(operation, without(&secrets, why));
    if !operation.is_read() && response.body().trim_ascii_start().starts_with(b"<") {
        return Err(D::REFUSALS.web_page(operation));
    }
    let mut answer = if operation.is_read() {
        serde_json::from_slice(response.body()).map_err(|error| unreadable(format!("{operation}: {error}")))?
    } else {
        told_of_a_write(response.body())
    };
    remove_secrets::<D>(&mut answer);
    // A grant whose tenant nobody has named belongs to it, whatever the tenant is.
    let place = tenant.identity.named().map(|named| place_of::<D>(operation, &answer, named.as_str()));
    match place.unwrap_or(Belonging::Here) {
        Belonging::Elsewhere => return Err(D::REFUSALS.elsewhere(operation)),
        Belonging::Here => tenant.prove(),
        Belonging::Unsaid if names_tenant::<D>(operation) => tenant.prove(),
        // A token of any tenant gets such an answer.
        Belonging::Unsaid => {}
    }
    if !operation.is_read() && D::SUCCESS_FLAGS.iter().any(|flag| answer[*flag] == false || answer[*flag] == "false") {
        return Err(D::REFUSALS.not_done(operation, &secrets, &response));
    }
    serde_path_to_error::deserialize(answer).map_err(|error| {
        let why = without_values(&error.inner().to_string()).to_owned();
        unreadable(format!("{operation}: {}: {why}", error.path()))
    })
}

/// The words of the header that may hold the token in another form. A short one is the name of a scheme.
fn encoded_in(authorization: &str) -> impl Iterator<Item = &str> {
    authorization.split_ascii_whitespace().filter(|word| word.len() > SCHEME)
}

/// No name of a scheme is longer.
const SCHEME: usize = "Negotiate".len();

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

/// Where the records of an answer belong. One record of another tenant outweighs all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Belonging {
    Unsaid,
    Here,
    Elsewhere,
}

/// Finds where the records of an answer belong. A record may be the answer itself, and stands in as many
/// objects and lists as the vendor likes; within a record the name may mean something else.
pub(crate) fn place_of<D: Dialect>(operation: &Operation, answer: &Value, tenant: &str) -> Belonging {
    let among = |values: &mut dyn Iterator<Item = &Value>| {
        values.map(|value| place_of::<D>(operation, value, tenant)).max().unwrap_or(Belonging::Unsaid)
    };
    match answer {
        Value::Array(items) => among(&mut items.iter()),
        Value::Object(members) => match tenant_of::<D>(operation, members) {
            Some(own) if plain(own) == tenant => Belonging::Here,
            Some(_) => Belonging::Elsewhere,
            None if members.contains_key("id") || members.contains_key("_id") => Belonging::Unsaid,
            None => among(&mut members.values()),
        },
        _ => Belonging::Unsaid,
    }
}

fn tenant_of<'a, D: Dialect>(operation: &Operation, record: &'a Map<String, Value>) -> Option<&'a Value> {
    // Records may name the tenant as it was asked for. Elsewhere that name may mean something else.
    let asked = if let TenantPlace::Query(name) = operation.tenant { Some(name) } else { None };
    [D::TENANT_FIELD]
        .into_iter()
        .chain(asked)
        .find_map(|name| record.get(name).filter(|id| id.is_string() || id.is_number()))
}

/// Whether the request names the tenant. The CRM refuses the token of another one then.
fn names_tenant<D: Dialect>(operation: &Operation) -> bool {
    operation.tenant != TenantPlace::Unsaid || operation.path.contains(&format!("{{{}}}", D::TENANT))
}

/// When to come back after a refusal for the rate.
fn come_back_in(quota: Quota) -> Duration {
    let day = quota.day.filter(|day| day.remaining == 0).map(|day| day.resets_in);
    quota.closed_for.max(day).unwrap_or_default()
}

/// Removes the secrets from an answer, at every depth.
pub(crate) fn remove_secrets<D: Dialect>(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            fields.retain(|name, _| !D::SECRETS.contains(&name.as_str()));
            fields.values_mut().for_each(remove_secrets::<D>);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_secrets::<D>),
        _ => {}
    }
}
