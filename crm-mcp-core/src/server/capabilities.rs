//! What a server can do, as its clients are told.

use serde_json::{Value, json};

use super::{Request, Server};
use crate::Revision;

impl<C: ?Sized> Server<C> {
    pub(super) fn capabilities(&self, request: &Request<'_>) -> Value {
        let revision = request.answer.revision();
        // A legacy client can be told of changes where something is remembered of it only.
        let tells_changes = self.changes && (revision.is_stateless() || request.peer.connection.is_some());
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

    pub(super) fn has_prompts(&self) -> bool {
        !self.prompts.get().listing().is_empty()
    }

    pub(super) fn has_resources(&self) -> bool {
        !self.resources.get().is_empty()
    }

    /// Whether anything completes an argument of a prompt or a variable of a resource.
    pub(super) fn completes(&self) -> bool {
        self.prompts.get().complete_something() || self.resources.get().complete_something()
    }
}
