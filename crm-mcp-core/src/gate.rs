//! The gate: the one rule that says whether a caller may have a tool, used by listing and by calling alike.

use crate::{Caller, ToolSpec};

/// What the gate says of one tool to one caller.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The caller may see it and call it.
    Allowed,
    /// The caller may see it and not call it; it could obtain what is missing.
    StepUp(Denied),
    /// For this caller the tool does not exist.
    Hidden,
}

/// A call that was refused for want of rights which the caller could obtain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tool `{tool}` needs the scopes: {}", scopes.join(" "))]
pub struct Denied {
    tool: &'static str,
    scopes: Vec<&'static str>,
}

impl Denied {
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

pub(crate) fn judge(caller: &Caller, spec: &ToolSpec) -> Verdict {
    let tier_suffices = spec.effect.tier() <= caller.tier();
    if tier_suffices && spec.scopes.iter().all(|scope| caller.holds(scope)) {
        return Verdict::Allowed;
    }
    if !caller.can_step_up() {
        return Verdict::Hidden;
    }
    let mut scopes: Vec<_> = spec.scopes.iter().map(crate::Scope::as_str).collect();
    if !tier_suffices {
        scopes.push(spec.effect.tier().as_str());
    }
    Verdict::StepUp(Denied { tool: spec.name, scopes })
}
