//! What a server can do, as its clients are told.

use serde_json::{Value, json};

use super::Server;
use crate::Revision;

impl<C: ?Sized> Server<C> {
    pub(super) fn capabilities(&self, revision: Revision) -> Value {
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
        capabilities
    }

    pub(super) fn has_prompts(&self) -> bool {
        !self.prompts.listing().is_empty()
    }

    pub(super) fn has_resources(&self) -> bool {
        !self.resources.is_empty()
    }

    /// Whether anything completes an argument of a prompt or a variable of a resource.
    pub(super) fn completes(&self) -> bool {
        self.prompts.complete_something() || self.resources.complete_something()
    }
}
