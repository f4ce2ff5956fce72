//! JSON-RPC 2.0: bytes -> messages that borrow from them.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor, value::MapAccessDeserializer},
};
use serde_json::{error::Category, value::RawValue};

use super::{FirstItems, Revision, RpcError, no_items};
use crate::{
    connection::Outcome,
    excerpt::{NAME, beginning, ends},
};

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

/// The id of a request: a JSON string or integer, kept as it was written so that the answer repeats it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId<'a>(&'a str);

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

    /// The JSON text of the id.
    pub fn as_json(&self) -> &'a str {
        self.0
    }

    fn new(raw: &'a RawValue) -> Option<Self> {
        let json = raw.get();
        let is_string = json.starts_with('"');
        let digits = json.strip_prefix('-').unwrap_or(json);
        let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_string || is_integer).then_some(Self(json))
    }
}

impl serde::Serialize for RequestId<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
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
        let members: Members<'a, Object<Params<'a>>> = match serde_json::from_str(json) {
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

/// The parameters of every method served, in one reading; each method takes what it knows.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Params<'a> {
    /// `tools/call`, `prompts/get`: which.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) name: Option<&'a RawValue>,
    /// `resources/read`: which.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) uri: Option<&'a RawValue>,
    /// `completion/complete`: of which prompt or template.
    #[serde(borrow, default, rename = "ref", deserialize_with = "present")]
    pub(crate) reference: Option<&'a RawValue>,
    /// `completion/complete`: of which argument.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) argument: Option<&'a RawValue>,
    /// `completion/complete`: what else is chosen.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) context: Option<&'a RawValue>,
    /// `tools/call`, `prompts/get`: its arguments.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) arguments: Option<&'a RawValue>,
    /// Lists: where to go on.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) cursor: Option<&'a RawValue>,
    /// `initialize`: the revision asked for.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) protocol_version: Option<&'a RawValue>,
    /// `initialize`: what the client can do.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) capabilities: Option<&'a RawValue>,
    /// `initialize`: who the client is.
    #[serde(borrow, default, deserialize_with = "present")]
    client_info: Option<&'a RawValue>,
    /// `logging/setLevel`: from which level on.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) level: Option<&'a RawValue>,
    /// `subscriptions/listen`: what to tell of.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) notifications: Option<&'a RawValue>,
    /// Requests of several rounds: what the client was asked.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) input_responses: Option<&'a RawValue>,
    /// Requests of several rounds: the note that came with the questions.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) request_state: Option<&'a RawValue>,
    /// `notifications/cancelled`: which request.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) request_id: Option<&'a RawValue>,
    /// What accompanies any request.
    #[serde(borrow, default, rename = "_meta")]
    meta: Object<Meta<'a>>,
}

/// The members of `_meta` that concern the server.
#[derive(Debug, Default, Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/protocolVersion")]
    protocol_version: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/clientCapabilities")]
    client_capabilities: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/clientInfo")]
    client_info: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "io.modelcontextprotocol/logLevel")]
    log_level: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present", rename = "progressToken")]
    progress_token: Option<&'a RawValue>,
}

impl<'a> Params<'a> {
    /// The revision that the message says it speaks, as it stands there.
    pub(crate) fn claim(&self) -> Option<&'a RawValue> {
        self.meta.0.protocol_version
    }

    /// What the client says it can do.
    pub(crate) fn client_capabilities(&self) -> Option<&'a RawValue> {
        self.meta.0.client_capabilities
    }

    /// Who the client says that it is.
    pub(crate) fn client_info(&self) -> Option<&'a RawValue> {
        self.meta.0.client_info.or(self.client_info)
    }

    /// From which level on the client wants to see what the request logs.
    pub(crate) fn log_level(&self) -> Option<&'a RawValue> {
        self.meta.0.log_level
    }

    /// Under which token the client wants to hear of progress.
    pub(crate) fn progress_token(&self) -> Option<&'a RawValue> {
        self.meta.0.progress_token
    }

    /// The request that a cancellation names.
    pub(crate) fn cancelled(&self) -> Option<RequestId<'a>> {
        self.request_id.and_then(RequestId::new)
    }
}

/// An object, or `null` in place of none, or `[]` in place of an empty one. Derived code by itself would read any array
/// as the fields in order.
#[derive(Debug, Default)]
struct Object<T>(T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for ObjectVisitor<T> {
            type Value = T;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
                no_items(items).map(|()| T::default())
            }

            /// The error by default repeats the text.
            fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
                Err(E::invalid_type(Unexpected::Other("a string"), &self))
            }

            fn visit_unit<E>(self) -> Result<T, E> {
                Ok(T::default())
            }
        }

        deserializer.deserialize_any(ObjectVisitor(PhantomData)).map(Self)
    }
}

/// Keeps a member that is `null` apart from one that is absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

pub(crate) fn is_object(json: &str) -> bool {
    json.trim_ascii_start().starts_with('{')
}

/// Whether it is an object, or the empty array that PHP writes for an empty one.
pub(crate) fn stands_for_object(json: &str) -> bool {
    is_object(json) || is_empty_array(json)
}

pub(crate) fn is_empty_array(json: &str) -> bool {
    let items = json.strip_prefix('[').and_then(|json| json.strip_suffix(']'));
    items.is_some_and(|items| items.trim_ascii().is_empty())
}

/// The value of a JSON string, borrowed where it holds no escapes.
pub(crate) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(raw.get()).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}
