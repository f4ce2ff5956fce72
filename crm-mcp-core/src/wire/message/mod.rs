//! One JSON-RPC 2.0 message, as parts of its text.

mod members;
mod params;
mod span;

use std::borrow::Cow;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{error::Category, value::RawValue};

use super::{
    error::RpcError,
    excerpt::{NAME, beginning, ends},
    id::RequestId,
    json::{is_object, unquote},
    revision::Revision,
};
use members::MessageMembers;
use params::ParamParts;
pub(crate) use params::{Meta, Param, Params};
pub(crate) use span::Span;

/// What a client answered to a request of the server: a result, or why there is none.
pub(crate) type Outcome = Result<Box<RawValue>, String>;

/// One message, of which each part is read where it is needed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<'a> {
    text: &'a str,
    parts: &'a MessageParts,
}

/// The places of the parts of a message in its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MessageParts {
    pub(super) kind: MessageKind<Span>,
    pub(super) method: Option<Span>,
    pub(super) params: ParamParts<Span>,
}

/// Whether a message wants an answer. `T` is the JSON text of a part, or its place.
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

impl<T: Copy> MessageKind<T> {
    /// The same with another stand-in for each text.
    fn map<U>(self, change: impl Fn(T) -> U) -> MessageKind<U> {
        match self {
            Self::Request(id) => MessageKind::Request(change(id)),
            Self::Notification => MessageKind::Notification,
            Self::Response { id, result, error } => {
                let [id, result, error] = [id, result, error].map(|part| part.map(&change));
                MessageKind::Response { id, result, error }
            }
        }
    }
}

impl MessageParts {
    /// The places of the parts in this text, which has at most [`Span::LONGEST`] bytes.
    #[inline]
    pub(crate) fn read(text: &str) -> Result<Self, Unreadable<&str>> {
        let invalid = |id, why: &'static str| Unreadable { id, error: RpcError::InvalidRequest(why.into()) };
        if !is_object(text) {
            let error = serde_json::from_str::<IgnoredAny>(text).err();
            return Err(error.map_or_else(|| invalid(None, "a message is a JSON object"), |error| unreadable(&error)));
        }
        let mut params = ParamParts::default();
        let members = match MessageMembers::read(text, Some(&mut params)) {
            Ok(members) => members,
            Err(error) => return Self::without_params(text, &error),
        };
        let MessageMembers { jsonrpc, id, method, result, error } = members;
        let span = |part| Span::of(part, text);
        if method.is_none() && (result.is_some() || error.is_some()) {
            let [id, result, error] = [id, result, error].map(|part| part.map(span));
            let kind = MessageKind::Response { id, result, error };
            return Ok(Self { kind, method: None, params: ParamParts::default() });
        }
        let is_id = |id: &&str| RequestId::new(id).is_some();
        if id.is_some_and(|id| !is_id(&id)) {
            return Err(invalid(None, "a request's `id` is a string or an integer"));
        }
        if jsonrpc.and_then(unquote).as_deref() != Some("2.0") {
            return Err(invalid(id, "a message has `\"jsonrpc\":\"2.0\"`"));
        }
        if method.and_then(unquote).is_none() {
            return Err(invalid(id, "a request's `method` is a string"));
        }
        let kind = id.map(span).map_or(MessageKind::Notification, MessageKind::Request);
        Ok(Self { kind, method: method.map(span), params: params.map(span) })
    }

    /// What is left of a message that did not parse: without its parameters it may still tell its id. A notification
    /// is never answered, so nothing is said of its parameters.
    fn without_params<'a>(text: &'a str, error: &serde_json::Error) -> Result<Self, Unreadable<&'a str>> {
        let MessageMembers { id, method, .. } = MessageMembers::read(text, None).map_err(|error| unreadable(&error))?;
        match (id, method.and_then(unquote)) {
            (None, Some(_)) => {
                let method = method.map(|method| Span::of(method, text));
                Ok(Self { kind: MessageKind::Notification, method, params: ParamParts::default() })
            }
            (id, _) => Err(Unreadable {
                id: id.filter(|id| RequestId::new(id).is_some()),
                error: RpcError::InvalidParams(format!("`params`: {}", ends(&error.to_string(), NAME)).into()),
            }),
        }
    }
}

impl<'a> Message<'a> {
    /// The message with these parts in its text.
    pub(crate) fn new(text: &'a str, parts: &'a MessageParts) -> Self {
        Self { text, parts }
    }

    /// Whether it wants an answer, or is one.
    pub(crate) fn kind(&self) -> MessageKind<&'a str> {
        self.parts.kind.map(|part| part.within(self.text))
    }

    /// Its parameters.
    pub(crate) fn params(&self) -> Params<'a> {
        Params::new(self.text, &self.parts.params)
    }

    /// The id, if it is a request.
    pub(crate) fn id(&self) -> Option<RequestId<'a>> {
        match self.kind() {
            MessageKind::Request(id) => RequestId::new(id),
            MessageKind::Notification | MessageKind::Response { .. } => None,
        }
    }

    /// The method; empty of a response.
    pub(crate) fn method(&self) -> Cow<'a, str> {
        self.parts.method.and_then(|part| unquote(part.within(self.text))).unwrap_or_default()
    }

    /// Whether it begins a legacy connection: `initialize`, but for one that claims a stateless revision.
    pub(crate) fn is_handshake(&self) -> bool {
        let is_stateless = |claim| unquote(claim).is_some_and(|date| Revision::is_stateless_date(&date));
        self.method() == "initialize" && !self.params().claim().is_some_and(is_stateless)
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
