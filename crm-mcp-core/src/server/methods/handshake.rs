//! Who the server is and what it can do, as clients are told; and what legacy clients settle for a connection.

use serde_json::{Value, json};

use crate::{
    call::ClientCapabilities,
    server::{Reply, Server, request::Request},
    tools::log,
    wire::{Param, Revision, RpcError},
};

impl<C: ?Sized> Server<C> {
    pub(in crate::server) fn shake_hands(&self, request: &Request<'_>) -> Reply {
        let Request { answer, params, source, .. } = request;
        let revision = answer.revision();
        if let Some(connection) = &source.peer.connection {
            connection.settle(revision, ClientCapabilities::read(params.get(Param::Capabilities)).known_in(revision));
            connection.introduce(params.client_info().and_then(log::client_label));
        }
        let body = answer.handshake(&self.info, &self.capabilities(request), self.instructions.as_deref());
        Reply::Initialized { revision, body }
    }

    pub(in crate::server) fn capabilities(&self, request: &Request<'_>) -> Value {
        let revision = request.answer.revision();
        // A legacy client can be told of changes where something is remembered of it only.
        let tells_changes = self.changes && (revision.is_stateless() || request.source.peer.connection.is_some());
        let mut capabilities = json!({ "tools": {} });
        let optional = [
            ("prompts", self.has_prompts()),
            ("resources", self.has_resources()),
            ("completions", self.completes() && revision >= Revision::V2025_03_26),
            ("logging", self.logs),
        ];
        for (capability, _) in optional.into_iter().filter(|(_, has_it)| *has_it) {
            capabilities[capability] = json!({});
        }
        if tells_changes {
            for list in ["tools", "prompts", "resources"] {
                if let Some(capability) = capabilities.get_mut(list) {
                    capability["listChanged"] = true.into();
                }
            }
            if let Some(resources) = capabilities.get_mut("resources") {
                resources["subscribe"] = true.into();
            }
        }
        capabilities
    }

    pub(in crate::server) fn has_prompts(&self) -> bool {
        !self.prompts.get().listing().is_empty()
    }

    pub(in crate::server) fn has_resources(&self) -> bool {
        !self.resources.get().is_empty()
    }

    /// Whether anything completes an argument of a prompt or a variable of a resource.
    pub(in crate::server) fn completes(&self) -> bool {
        self.prompts.get().complete_something() || self.resources.get().complete_something()
    }
}

pub(in crate::server) fn set_log_level(request: &Request<'_>) -> Result<Vec<u8>, RpcError> {
    let level = request.params.get(Param::Level).and_then(|level| serde_json::from_str(level).ok());
    let level = level.ok_or(RpcError::InvalidParams("`level` is one of the levels of RFC 5424: `info`".into()))?;
    if let Some(connection) = &request.source.peer.connection {
        connection.set_log_level(level);
    }
    Ok(request.answer.empty())
}
