//! Requests that may take several rounds, because the client is asked something on the way.

use std::pin::pin;

use serde_json::{Value, json, value::RawValue};

use super::{
    Request, Server,
    drive::{Stopped, drive},
    given,
};
use crate::{
    Call, ClientCapabilities, Revision, RpcError, access,
    arguments::{MOST_VALUES, count_values},
    call::{Answers, Interruption, Rounds},
    protocol::{FirstMembers, is_object, text},
};

impl<C: ?Sized> Server<C> {
    /// Runs what answers a request, and writes its result: the answer itself, or what must be asked first.
    pub(super) async fn run<F: Future>(
        &self,
        request: &Request<'_>,
        call: &Call,
        work: F,
        finish: impl FnOnce(F::Output) -> Result<Vec<u8>, RpcError>,
    ) -> Result<Vec<u8>, RpcError> {
        match drive(call, pin!(work)).await {
            Ok(result) => finish(result),
            Err(Stopped::Interrupted(Interruption::Asks(questions, note))) => {
                let state =
                    self.seal.close(&note, &purpose(&self.info.name, request)).map_err(|_| RpcError::Internal)?;
                Ok(request.answer.input_required(&questions, &state))
            }
            Err(Stopped::Interrupted(Interruption::Lacks(capabilities))) => {
                Err(RpcError::MissingCapability(capabilities))
            }
            Err(Stopped::Interrupted(Interruption::Refused(why))) => Err(why),
            Err(Stopped::Panicked) => Err(RpcError::Internal),
        }
    }

    /// The call that a request makes.
    pub(super) fn call(&self, request: &Request<'_>) -> Result<Call, RpcError> {
        let Request { params, peer, .. } = request;
        let call = if request.answer.revision().is_stateless() {
            let client = ClientCapabilities::read(params.client_capabilities());
            Call::stateless(peer, client, self.rounds(request)?)
        } else {
            Call::legacy(peer, &self.waiting)
        };
        let level = self.logs.then(|| request.log_level()).flatten();
        let call = call.by(request.caller).followed_by(params.progress_token()).logged_from(level);
        Ok(if access::is_read() { call.labelled(label(request)) } else { call })
    }

    /// What was asked in earlier rounds, and answered. Without the note that came with the questions there were none.
    fn rounds(&self, request: &Request<'_>) -> Result<Rounds, RpcError> {
        let Some(state) = given(request.params.request_state) else { return Ok(Rounds::first(responses(request))) };
        let note = text(state).and_then(|state| self.seal.open(&state, &purpose(&self.info.name, request)));
        let refusal = "`requestState` is not of this request, or too old; send the request again without it";
        let note = note.ok_or(RpcError::InvalidParams(refusal.into()))?;
        Ok(Rounds::after(note, responses(request)))
    }
}

/// What the client says that it is: in the request, or in its handshake.
fn label(request: &Request<'_>) -> Option<Box<str>> {
    let own = request.params.client_info().and_then(access::client_label).map(Into::into);
    own.or_else(|| request.peer.connection.as_ref()?.label())
}

/// Of the answers that come with a request, so many are read. A call asks a few questions at a time.
const MOST_ANSWERS: usize = 100;

/// The answers that came with a request: objects, all of them.
fn responses(request: &Request<'_>) -> Answers {
    let responses = given(request.params.input_responses).filter(|raw| is_object(raw.get()));
    let responses = responses.and_then(|raw| serde_json::from_str(raw.get()).ok());
    let FirstMembers::<_, MOST_ANSWERS>(mut responses) = responses.unwrap_or_default();
    responses.retain(|_, answer: &mut Box<RawValue>| is_object(answer.get()));
    responses
}

/// What a note is good for: the same request again, from the same caller.
fn purpose(server: &str, request: &Request<'_>) -> Vec<u8> {
    let params = request.params;
    let [name, uri, arguments] = [params.name, params.uri, params.arguments].map(meaning);
    json!([server, request.caller.identity(), request.method, name, uri, arguments]).to_string().into_bytes()
}

/// What a parameter says. A client may write its request anew, and the order of members means nothing; but what a
/// `Value` would not keep to the last digit, or not at all, is to come as it was written.
fn meaning(parameter: Option<&RawValue>) -> Value {
    let json = given(parameter).map_or("null", RawValue::get);
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

impl Request<'_> {
    /// The mildest message that the client wants in its log, if it wants any.
    fn log_level(&self) -> Option<crate::LogLevel> {
        if self.answer.revision() >= Revision::V2026_07_28 {
            return self.params.log_level().and_then(|level| serde_json::from_str(level.get()).ok());
        }
        // Until it says otherwise, a legacy client gets what an operator would want to see.
        let asked = self.peer.connection.as_ref().and_then(|connection| connection.log_level());
        Some(asked.unwrap_or(crate::LogLevel::Info))
    }
}
