//! What arrives: bytes that are read once, and then asked as often as needed.

use std::{fmt, str};

use serde_json::value::RawValue;

use super::{
    error::RpcError,
    id::RequestId,
    json::{FirstItems, unquote},
    message::{Message, MessageKind, MessageParts, Meta, Span, Unreadable},
};

/// A batch may have so many messages: an answer to each is far longer than the shortest message.
pub(crate) const MOST_MESSAGES: usize = 100;

/// What has arrived from a client: a message or a batch of them, read once.
///
/// A transport reads it, asks what it must know to find what is remembered of the client, and hands it to
/// [`Server::handle`](crate::Server::handle). What cannot be read is answered there too.
///
/// ```
/// use crm_mcp_core::transport::Incoming;
///
/// let ping = Incoming::read(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#);
/// assert_eq!(ping.id().unwrap().as_json(), "1");
/// assert!(!ping.is_handshake() && !ping.is_stateless());
/// ```
pub struct Incoming<B> {
    bytes: B,
    content: IncomingContent,
}

#[derive(Debug)]
enum IncomingContent {
    One(MessageParts),
    /// Of a batch that is too long, one more than [`MOST_MESSAGES`].
    Batch(Vec<Span>),
    Unreadable(Unreadable<Span>),
}

/// What the bytes say.
pub(crate) enum Said<'a> {
    One(Message<'a>),
    Batch(Vec<&'a str>),
    Unreadable(Option<RequestId<'a>>, RpcError),
}

impl<B: AsRef<[u8]>> Incoming<B> {
    /// Reads what has arrived.
    pub fn read(bytes: B) -> Self {
        let content = IncomingContent::read(bytes.as_ref());
        Self { bytes, content }
    }

    /// The bytes, as they arrived.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The id of the request, if this is a single request.
    pub fn id(&self) -> Option<RequestId<'_>> {
        let (IncomingContent::One(MessageParts { kind: MessageKind::Request(id), .. })
        | IncomingContent::Unreadable(Unreadable { id: Some(id), .. })) = &self.content
        else {
            return None;
        };
        RequestId::new(id.within_bytes(self.bytes()))
    }

    /// Whether it is a batch.
    pub fn is_batch(&self) -> bool {
        matches!(self.content, IncomingContent::Batch(_))
    }

    /// Whether it begins a connection of a legacy revision: it is `initialize`.
    pub fn is_handshake(&self) -> bool {
        match &self.content {
            IncomingContent::One(parts) => Message::new(self.text(), parts).is_handshake(),
            IncomingContent::Batch(_) | IncomingContent::Unreadable(_) => false,
        }
    }

    /// Whether it says all that there is to know of its client: it names a revision. Also true of what cannot be read: no
    /// connection is needed to answer it.
    pub fn is_stateless(&self) -> bool {
        match &self.content {
            IncomingContent::One(message) => message.params.claim().is_some(),
            IncomingContent::Batch(_) => false,
            IncomingContent::Unreadable(_) => true,
        }
    }

    /// Whether other messages may come before the answer: it asks for progress or for log messages, or it listens to
    /// changes, or it is of a legacy revision, in which the server may ask the client. If not, it needs no
    /// [`Outlet`](crate::transport::Outlet).
    ///
    /// ```
    /// use crm_mcp_core::transport::Incoming;
    ///
    /// let revision = r#""io.modelcontextprotocol/protocolVersion":"2026-07-28""#;
    /// let call = |meta: &str| {
    ///     format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"x","_meta":{{{meta}}}}}}}"#)
    /// };
    /// assert!(!Incoming::read(call(revision)).may_stream());
    /// assert!(Incoming::read(call(&format!(r#"{revision},"progressToken":1"#))).may_stream());
    /// assert!(Incoming::read(call("")).may_stream());
    /// ```
    pub fn may_stream(&self) -> bool {
        match &self.content {
            IncomingContent::One(MessageParts { params, .. }) => {
                params.claim().is_none()
                    || params.meta(Meta::ProgressToken).is_some()
                    || params.meta(Meta::LogLevel).is_some()
                    || self.listens()
            }
            IncomingContent::Batch(_) => true,
            IncomingContent::Unreadable(_) => false,
        }
    }

    /// Whether it is a request to listen to changes, which has no answer as long as it listens: `subscriptions/listen`.
    pub fn listens(&self) -> bool {
        let IncomingContent::One(MessageParts { method: Some(method), .. }) = &self.content else { return false };
        unquote(method.within_bytes(self.bytes())).as_deref() == Some("subscriptions/listen")
    }

    /// What it says.
    pub(crate) fn said(&self) -> Said<'_> {
        let text = self.text();
        match &self.content {
            IncomingContent::One(parts) => Said::One(Message::new(text, parts)),
            IncomingContent::Batch(messages) => Said::Batch(messages.iter().map(|span| span.within(text)).collect()),
            IncomingContent::Unreadable(Unreadable { id, error }) => {
                Said::Unreadable(id.and_then(|id| RequestId::new(id.within(text))), error.clone())
            }
        }
    }

    fn text(&self) -> &str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

impl IncomingContent {
    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let unreadable = |id, error| Self::Unreadable(Unreadable { id, error });
        if bytes.len() > Span::LONGEST {
            return unreadable(None, RpcError::Parse("a message may have at most 4 GiB".to_owned()));
        }
        let text = match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return unreadable(None, RpcError::Parse(error.to_string())),
        };
        if text.trim_ascii_start().starts_with('[') {
            return match serde_json::from_str::<FirstItems<&RawValue, { MOST_MESSAGES + 1 }>>(text) {
                Ok(messages) => Self::Batch(messages.0.iter().map(|message| Span::of(message.get(), text)).collect()),
                Err(error) => unreadable(None, RpcError::Parse(error.to_string())),
            };
        }
        match MessageParts::read(text) {
            Ok(parts) => Self::One(parts),
            Err(Unreadable { id, error }) => unreadable(id.map(|id| Span::of(id, text)), error),
        }
    }
}

/// Without what it says, which may be anybody's data.
impl<B: AsRef<[u8]>> fmt::Debug for Incoming<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut incoming = formatter.debug_struct("Incoming");
        incoming.field("bytes", &self.bytes().len()).field("id", &self.id()).finish_non_exhaustive()
    }
}
