//! From a message to its reply: is it a request, in which revision, of which method.

use super::{
    Reply, Server, classify,
    methods::set_log_level,
    request::{From, Request, is_in_band},
    results::{Answer, LIST_TTL_MS},
};
use crate::{
    access::Caller,
    call::Peer,
    wire::{Envelope, Incoming, Kind, Message, RpcError},
};

impl<C: ?Sized> Server<C> {
    /// Handles one message: a JSON-RPC request, notification or response, or a batch where the revision has them.
    ///
    /// `caller` decides what is shown and may be called, `context` is what the tools work on. What must be remembered
    /// from one message to the next is in `peer`.
    pub async fn handle(
        &self,
        message: &[u8],
        envelope: &Envelope<'_>,
        peer: &Peer,
        caller: &Caller,
        context: &C,
    ) -> Reply {
        let from = From { envelope, peer, caller };
        match Incoming::read(message) {
            Err(error) => Reply::refused(None, error),
            Ok(Incoming::One(text)) => self.handle_one(text, from, context).await,
            Ok(Incoming::Batch(messages)) => match classify::batch(&messages, envelope) {
                Err(error) => Reply::refused(None, error),
                Ok(()) => self.handle_batch(&messages, from, context).await,
            },
        }
    }

    pub(super) async fn handle_one(&self, text: &str, from: From<'_>, context: &C) -> Reply {
        let message = match Message::read(text) {
            Ok(message) => message,
            Err(unreadable) => return Reply::refused(unreadable.id, unreadable.error),
        };
        let id = match message.kind {
            Kind::Request(id) => id,
            Kind::Notification => {
                from.notify(&message);
                return Reply::Nothing;
            }
            Kind::Response { id, outcome } => {
                if let (Some(connection), Some(id)) = (&from.peer.connection, id) {
                    connection.answer(id, outcome);
                }
                return Reply::Nothing;
            }
        };
        let revision = match classify::revision(&message, from.envelope) {
            Ok(revision) => revision,
            Err(error) => return Reply::refused(Some(id), error),
        };
        let From { envelope, peer, caller } = from;
        let answer = Answer::new(id, revision, &self.signature, if self.changes { "0" } else { LIST_TTL_MS });
        let request = Request { answer, method: &message.method, params: &message.params, envelope, peer, caller };
        match self.answer(&request, context).await {
            Ok(reply) => reply,
            Err(error) if is_in_band(&error, &request) => Reply::fault(id, &error),
            Err(error) => Reply::refused(Some(id), error),
        }
    }

    /// Answers a request whose revision is settled.
    async fn answer(&self, request: &Request<'_>, context: &C) -> Result<Reply, RpcError> {
        let Request { answer, method, .. } = request;
        let body = match (*method, answer.revision().is_stateless()) {
            ("tools/call", _) => self.call_tool(request, context).await?,
            ("tools/list", _) => self.list("tools", self.toolset.get().listing(), request)?,
            ("prompts/get", _) if self.has_prompts() => self.get_prompt(request, context).await?,
            ("prompts/list", _) if self.has_prompts() => self.list("prompts", self.prompts.get().listing(), request)?,
            ("resources/read", _) if self.has_resources() => self.read_resource(request, context).await?,
            ("resources/list", _) if self.has_resources() => {
                self.list("resources", self.resources.get().single(), request)?
            }
            ("resources/templates/list", _) if self.has_resources() => {
                self.list("resourceTemplates", self.resources.get().templates(), request)?
            }
            ("completion/complete", _) if self.completes() => self.complete(request, context).await?,
            ("subscriptions/listen", true) if self.changes => self.listen(request).await?,
            ("resources/subscribe", false) if self.changes && self.has_resources() => self.subscribe(request, true)?,
            ("resources/unsubscribe", false) if self.changes && self.has_resources() => {
                self.subscribe(request, false)?
            }
            ("server/discover", true) => answer.discovery(&self.capabilities(request), self.instructions.as_deref()),
            ("initialize", false) => return Ok(self.shake_hands(request)),
            ("ping", false) => answer.empty(),
            ("logging/setLevel", false) if self.logs => set_log_level(request)?,
            (method, _) => return Err(RpcError::MethodNotFound(method.to_owned())),
        };
        Ok(Reply::Message(body))
    }
}
