//! One JSON-RPC 2.0 message, as parts of its text.

use std::borrow::Cow;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{error::Category, value::RawValue};

use super::{
    error::RpcError,
    excerpt::{NAME, beginning, ends},
    id::RequestId,
    json::{LenientObject, is_object, present, unquote},
    params::Params,
    revision::Revision,
};

/// What a client answered to a request of the server: a result, or why there is none.
pub(crate) type Outcome = Result<Box<RawValue>, String>;

/// One message. `T` is the JSON text of a part, or what stands for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<T> {
    pub(crate) kind: MessageKind<T>,
    pub(super) method: Option<T>,
    pub(crate) params: Params<T>,
}

/// Whether a message wants an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MessageKind<T> {
    /// It does, under this id.
    Request(T),
    /// It does not.
    Notification,
    /// It is an answer itself, to a request of the server; it has no method.
    Response { id: Option<T>, result: Option<T>, error: Option<T> },
}

/// A message that could not be read, with its id where that much could be.
#[derive(Debug)]
pub(crate) struct Unreadable<T> {
    pub(crate) id: Option<T>,
    pub(crate) error: RpcError,
}

impl<'a> Unreadable<&'a str> {
    /// The id, as far as it could be read.
    pub(crate) fn id(&self) -> Option<RequestId<'a>> {
        self.id.and_then(RequestId::new)
    }
}

impl<T: Copy> Message<T> {
    /// The same with another stand-in for each text.
    pub(super) fn map<U: Copy>(&self, change: impl Fn(T) -> U) -> Message<U> {
        let kind = match self.kind {
            MessageKind::Request(id) => MessageKind::Request(change(id)),
            MessageKind::Notification => MessageKind::Notification,
            MessageKind::Response { id, result, error } => {
                let [id, result, error] = [id, result, error].map(|part| part.map(&change));
                MessageKind::Response { id, result, error }
            }
        };
        Message { kind, method: self.method.map(&change), params: self.params.map(&change) }
    }
}

impl<'a> Message<&'a str> {
    #[inline]
    pub(crate) fn read(json: &'a str) -> Result<Self, Unreadable<&'a str>> {
        let invalid = |id, why: &'static str| Unreadable { id, error: RpcError::InvalidRequest(why.into()) };
        if !is_object(json) {
            let error = serde_json::from_str::<IgnoredAny>(json).err();
            return Err(error.map_or_else(|| invalid(None, "a message is a JSON object"), |error| unreadable(&error)));
        }
        let members: MessageMembers<'a, LenientObject<Params<&'a str>>> = match serde_json::from_str(json) {
            Ok(members) => members,
            Err(error) => return Self::without_params(json, &error),
        };
        let [id, method, result, error] =
            [members.id, members.method, members.result, members.error].map(|part| part.map(RawValue::get));
        if method.is_none() && (result.is_some() || error.is_some()) {
            let kind = MessageKind::Response { id, result, error };
            return Ok(Self { kind, method, params: Params::default() });
        }
        let is_id = |id: &&str| RequestId::new(id).is_some();
        if id.is_some_and(|id| !is_id(&id)) {
            return Err(invalid(None, "a request's `id` is a string or an integer"));
        }
        if members.jsonrpc.map(RawValue::get).and_then(unquote).as_deref() != Some("2.0") {
            return Err(invalid(id, "a message has `\"jsonrpc\":\"2.0\"`"));
        }
        if method.and_then(unquote).is_none() {
            return Err(invalid(id, "a request's `method` is a string"));
        }
        let kind = id.map_or(MessageKind::Notification, MessageKind::Request);
        Ok(Self { kind, method, params: members.params.0 })
    }

    /// What is left of a message that did not parse: without its parameters it may still tell its id. A notification
    /// is never answered, so nothing is said of its parameters.
    fn without_params(json: &'a str, error: &serde_json::Error) -> Result<Self, Unreadable<&'a str>> {
        let members: MessageMembers<'a, IgnoredAny> = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
        let [id, method] = [members.id, members.method].map(|part| part.map(RawValue::get));
        match (id, method.and_then(unquote)) {
            (None, Some(_)) => Ok(Self { kind: MessageKind::Notification, method, params: Params::default() }),
            (id, _) => Err(Unreadable {
                id: id.filter(|id| RequestId::new(id).is_some()),
                error: RpcError::InvalidParams(format!("`params`: {}", ends(&error.to_string(), NAME)).into()),
            }),
        }
    }

    /// The id, if it is a request.
    pub(crate) fn id(&self) -> Option<RequestId<'a>> {
        match self.kind {
            MessageKind::Request(id) => RequestId::new(id),
            MessageKind::Notification | MessageKind::Response { .. } => None,
        }
    }

    /// The method; empty of a response.
    pub(crate) fn method(&self) -> Cow<'a, str> {
        self.method.and_then(unquote).unwrap_or_default()
    }

    /// Whether it begins a legacy connection: `initialize`, but for one that claims a stateless revision.
    pub(crate) fn is_handshake(&self) -> bool {
        let is_stateless = |claim| unquote(claim).is_some_and(|date| Revision::is_stateless_date(&date));
        self.method() == "initialize" && !self.params.claim().is_some_and(is_stateless)
    }
}

/// A message that is not JSON, or JSON in which a member stands twice.
fn unreadable<T>(error: &serde_json::Error) -> Unreadable<T> {
    let why = ends(&error.to_string(), NAME).into_owned();
    let error = match error.classify() {
        Category::Data => RpcError::InvalidRequest(why.into()),
        Category::Syntax | Category::Eof | Category::Io => RpcError::Parse(why),
    };
    Unreadable { id: None, error }
}

/// The members of a message. What `params` hold is read along, or passed over.
#[derive(Deserialize)]
struct MessageMembers<'a, P> {
    #[serde(borrow, default, deserialize_with = "present")]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    method: Option<&'a RawValue>,
    #[serde(default)]
    params: P,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    error: Option<&'a RawValue>,
}

/// What a response says. One with both a result and an error, or neither, has failed.
pub(crate) fn outcome(result: Option<&str>, error: Option<&str>) -> Outcome {
    #[derive(Deserialize)]
    struct ClientError {
        message: String,
    }
    match (result, error) {
        (Some(result), None) => RawValue::from_string(result.to_owned()).map_err(|error| error.to_string()),
        (_, error) => {
            let error = error.and_then(|error| serde_json::from_str(error).ok());
            Err(error.map_or_else(
                || "it gave no reason".to_owned(),
                |ClientError { message }| beginning(&message, NAME).into_owned(),
            ))
        }
    }
}
