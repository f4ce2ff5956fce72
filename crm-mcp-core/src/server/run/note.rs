//! What a stateless client keeps between the rounds of a request: the answers so far, in a sealed note.

use serde_json::{Value, json, value::RawValue};

use crate::{
    arguments::{MOST_VALUES, count_values},
    call::{Answers, Rounds},
    server::{Server, request::Request},
    wire::{FirstMembers, Param, RpcError, is_object, unquote},
};

impl<C: ?Sized> Server<C> {
    /// What was asked in earlier rounds, and answered. Without the note that came with the questions there were none.
    pub(super) fn rounds(&self, request: &Request<'_>) -> Result<Rounds, RpcError> {
        let Some(state) = request.params.given(Param::RequestState) else {
            return Ok(Rounds::first(responses(request)));
        };
        let note = unquote(state).and_then(|state| self.seal.open(&state, &purpose(&self.info.name, request)));
        let refusal = "`requestState` is not of this request, or too old; send the request again without it";
        let note = note.ok_or(RpcError::InvalidParams(refusal.into()))?;
        Ok(Rounds::after(note, responses(request)))
    }
}

/// Of the answers that come with a request, so many are read. A call asks a few questions at a time.
const MOST_ANSWERS: usize = 100;

/// The answers that came with a request: objects, all of them.
fn responses(request: &Request<'_>) -> Answers {
    let responses = request.params.given(Param::InputResponses).filter(|json| is_object(json));
    let responses = responses.and_then(|json| serde_json::from_str(json).ok());
    let FirstMembers::<_, MOST_ANSWERS>(mut responses) = responses.unwrap_or_default();
    responses.retain(|_, answer: &mut Box<RawValue>| is_object(answer.get()));
    responses
}

/// What a note is good for: the same request again, from the same caller.
pub(super) fn purpose(server: &str, request: &Request<'_>) -> Vec<u8> {
    let params = request.params;
    let [name, uri, arguments] = [Param::Name, Param::Uri, Param::Arguments].map(|param| meaning(params.given(param)));
    json!([server, request.source.caller.identity(), request.method, name, uri, arguments]).to_string().into_bytes()
}

/// What a parameter says. A client may write its request anew, and the order of members means nothing; but what a
/// `Value` would not keep to the last digit, or not at all, is to come as it was written.
fn meaning(parameter: Option<&str>) -> Value {
    let json = parameter.unwrap_or("null");
    // A tree of more values would take far more memory than the message, and no tool takes as many.
    let value = if count_values(json) > MOST_VALUES { Ok(json.into()) } else { serde_json::from_str::<Value>(json) };
    match value {
        Ok(mut value) if is_exact(&value) => {
            value.sort_all_objects();
            value
        }
        _ => json.into(),
    }
}

fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_f64(),
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(members) => members.values().all(is_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}
