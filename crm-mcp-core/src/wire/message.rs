//! JSON-RPC 2.0: bytes -> messages that borrow from them.

use std::borrow::Cow;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{error::Category, value::RawValue};

use super::{
    error::RpcError,
    excerpt::{NAME, beginning, ends},
    id::RequestId,
    json::{FirstItems, LenientObject, is_object, present, text},
    params::Params,
    revision::Revision,
};

/// What a client answered to a request of the server: a result, or why there is none.
pub(crate) type Outcome = Result<Box<RawValue>, String>;

/// What came in: one message, or a batch of them.
pub(crate) enum Incoming<'a> {
    One(&'a str),
    /// Of a batch that is too long, one more than [`MOST_MESSAGES`].
    Batch(Vec<&'a RawValue>),
}

/// A batch may have so many messages: an answer to each is far longer than the shortest message.
pub(crate) const MOST_MESSAGES: usize = 100;

impl<'a> Incoming<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, RpcError> {
        let text = std::str::from_utf8(bytes).map_err(|error| RpcError::Parse(error.to_string()))?;
        if text.trim_ascii_start().starts_with('[') {
            let messages = serde_json::from_str::<FirstItems<_, { MOST_MESSAGES + 1 }>>(text);
            return messages.map(|first| Self::Batch(first.0)).map_err(|error| RpcError::Parse(error.to_string()));
        }
        Ok(Self::One(text))
    }
}

/// One message.
#[derive(Debug)]
pub(crate) struct Message<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) method: Cow<'a, str>,
    pub(crate) params: Params<'a>,
}

/// Whether a message wants an answer.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    /// It does, under this id.
    Request(RequestId<'a>),
    /// It does not.
    Notification,
    /// It is an answer itself, to a request of the server with this id, if that is one; the method is empty.
    Response { id: Option<u64>, outcome: Outcome },
}

impl<'a> RequestId<'a> {
    /// The id of the request that `message` holds; none if it is anything but a single request.
    pub fn of(message: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(message).ok()?;
        if !is_object(text) {
            return None;
        }
        let members: Members<'a, IgnoredAny> = serde_json::from_str(text).ok()?;
        members.method.and(members.id).and_then(Self::new)
    }
}

/// A message that could not be read, with its id where that much could be.
#[derive(Debug)]
pub(crate) struct Unreadable<'a> {
    pub(crate) id: Option<RequestId<'a>>,
    pub(crate) error: RpcError,
}

impl<'a> Message<'a> {
    pub(crate) fn read(json: &'a str) -> Result<Self, Unreadable<'a>> {
        let invalid = |id, why: &'static str| Unreadable { id, error: RpcError::InvalidRequest(why.into()) };
        if !is_object(json) {
            let error = serde_json::from_str::<IgnoredAny>(json).err();
            return Err(
                error.map_or_else(|| invalid(None, "a message is a JSON object"), |error| Unreadable::by(&error))
            );
        }
        let members: Members<'a, LenientObject<Params<'a>>> = match serde_json::from_str(json) {
            Ok(members) => members,
            Err(error) => return Self::without_params(json, &error),
        };
        if members.method.is_none() && (members.result.is_some() || members.error.is_some()) {
            return Ok(Self { kind: members.response(), method: Cow::Borrowed(""), params: Params::default() });
        }
        let id = members.id.map(|raw| RequestId::new(raw).ok_or(raw)).transpose();
        let id = id.map_err(|_| invalid(None, "a request's `id` is a string or an integer"))?;
        if members.jsonrpc.and_then(text).as_deref() != Some("2.0") {
            return Err(invalid(id, "a message has `\"jsonrpc\":\"2.0\"`"));
        }
        let method = members.method.and_then(text).ok_or_else(|| invalid(id, "a request's `method` is a string"))?;
        let kind = id.map_or(Kind::Notification, Kind::Request);
        Ok(Self { kind, method, params: members.params.0 })
    }

    /// Whether it begins a legacy connection: `initialize`, but for one that claims a stateless revision.
    pub(crate) fn is_handshake(&self) -> bool {
        let claim = self.params.claim().and_then(text);
        self.method == "initialize" && !claim.is_some_and(|date| Revision::is_stateless_date(&date))
    }

    /// What is left of a message that did not parse: without its parameters it may still tell its id. A notification
    /// is never answered, so nothing is said of its parameters.
    fn without_params(json: &'a str, error: &serde_json::Error) -> Result<Self, Unreadable<'a>> {
        let members: Members<'a, IgnoredAny> = serde_json::from_str(json).map_err(|error| Unreadable::by(&error))?;
        match (members.id, members.method.and_then(text)) {
            (None, Some(method)) => Ok(Self { kind: Kind::Notification, method, params: Params::default() }),
            (id, _) => Err(Unreadable {
                id: id.and_then(RequestId::new),
                error: RpcError::InvalidParams(format!("`params`: {}", ends(&error.to_string(), NAME)).into()),
            }),
        }
    }
}

impl Unreadable<'_> {
    fn by(error: &serde_json::Error) -> Self {
        let why = ends(&error.to_string(), NAME).into_owned();
        let error = match error.classify() {
            Category::Data => RpcError::InvalidRequest(why.into()),
            Category::Syntax | Category::Eof | Category::Io => RpcError::Parse(why),
        };
        Self { id: None, error }
    }
}

/// The members of a message. What `params` hold is read along, or passed over.
#[derive(Deserialize)]
struct Members<'a, P> {
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

impl<P> Members<'_, P> {
    fn response(&self) -> Kind<'static> {
        #[derive(Deserialize)]
        struct Refusal {
            message: String,
        }
        let id = self.id.and_then(|id| id.get().parse().ok());
        let outcome = match (self.result, self.error) {
            (Some(result), None) => Ok(result.to_owned()),
            (_, error) => {
                let refusal = error.and_then(|error| serde_json::from_str(error.get()).ok());
                Err(refusal.map_or_else(
                    || "it gave no reason".to_owned(),
                    |Refusal { message }| beginning(&message, NAME).into_owned(),
                ))
            }
        };
        Kind::Response { id, outcome }
    }
}
