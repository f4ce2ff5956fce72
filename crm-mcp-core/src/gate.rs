//! The gate: the one rule that says whether a caller may have a tool, used by listing and by calling alike.

use crate::{Caller, Scope, ToolSpec};

/// What the gate says of one tool to one caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The caller may see it and call it.
    Allowed,
    /// The caller may see it and not call it; it could obtain what is missing.
    StepUp,
    /// For this caller the tool does not exist.
    Hidden,
}

/// The gate. Nothing else decides what is listed and what is called.
pub(crate) fn judge(caller: &Caller, spec: &ToolSpec) -> Verdict {
    if spec.effect.tier() <= caller.tier() && spec.scopes.iter().all(|scope| caller.holds(scope)) {
        Verdict::Allowed
    } else if caller.can_step_up() {
        Verdict::StepUp
    } else {
        Verdict::Hidden
    }
}

/// A call that was refused for want of rights which the caller could obtain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tool `{tool}` needs the scopes: {}", scopes.join(" "))]
pub struct Denied {
    tool: &'static str,
    scopes: Vec<&'static str>,
}

impl Denied {
    pub(crate) fn new(caller: &Caller, spec: &ToolSpec) -> Self {
        let tier = spec.effect.tier();
        let missing_tier = (tier > caller.tier()).then_some(tier.as_str());
        Self { tool: spec.name, scopes: spec.scopes.iter().map(Scope::as_str).chain(missing_tier).collect() }
    }

    /// The tool that was asked for.
    pub fn tool(&self) -> &'static str {
        self.tool
    }

    /// Everything the call needs: all scopes of the tool, those already granted included, and the tier if it is
    /// too low. One request for these is enough.
    pub fn scopes(&self) -> &[&'static str] {
        &self.scopes
    }
}
