//! From a message to its reply: is it a request, in which revision, of which method.

use super::{
    Reply, Server, classify,
    methods::set_log_level,
    request::{Request, Source, is_in_band},
    results::{LIST_TTL_MS, ResultWriter},
};
use crate::{
    access::Caller,
    call::Peer,
    wire::{Envelope, Incoming, Message, RpcError, Said},
};

impl<C: ?Sized> Server<C> {
    /// Handles what has arrived: a JSON-RPC request, notification or response, or a batch where the revision has them.
    ///
    /// `caller` decides what is shown and may be called, `context` is what the tools work on. What must be remembered
    /// from one message to the next is in `peer`.
    pub async fn handle<B: AsRef<[u8]>>(
        &self,
        incoming: &Incoming<B>,
        envelope: &Envelope<'_>,
        peer: &Peer,
        caller: &Caller,
        context: &C,
    ) -> Reply {
        let source = Source { envelope, peer, caller };
        match incoming.said() {
            Said::One(message) => self.handle_one(&message, source, context).await,
            // Boxed, so that the future of a single message does not have its size.
            Said::Batch(messages) => Box::pin(self.handle_batch(&messages, source, context)).await,
            Said::Unreadable(id, error) => Reply::refused(id, error),
        }
    }

    pub(super) async fn handle_one(&self, message: &Message<'_>, source: Source<'_>, context: &C) -> Reply {
        let Some(id) = message.id() else {
            source.take(message);
            return Reply::Nothing;
        };
        let revision = match classify::revision(message, source.envelope) {
            Ok(revision) => revision,
            Err(error) => return Reply::refused(Some(id), error),
        };
        let answer = ResultWriter::new(id, revision, &self.signature, if self.changes { "0" } else { LIST_TTL_MS });
        let request = Request { answer, method: &message.method(), params: message.params(), source };
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
