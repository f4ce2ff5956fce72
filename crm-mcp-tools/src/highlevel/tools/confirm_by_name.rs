//! Which writes the user is asked to confirm, by the names of effects and tools.

use std::str::FromStr;

use crm_mcp_core::Effect;

use super::toolsets::every_tool;
use crate::crm::context::confirm::{ALWAYS, Confirm, DESTRUCTIVE, NEVER, writes};

impl Confirm {
    /// The same, and all writes of the tool with this name, whatever they turn out to do.
    pub fn and_tool(self, name: &str) -> Result<Self, UnknownConfirm> {
        let tool = every_tool().find(|tool| tool.spec().name == name).ok_or_else(|| UnknownConfirm::name(name))?;
        if tool.spec().effect == Effect::Read {
            return Err(UnknownConfirm(format!("{name} only reads, and reads are not confirmed")));
        }
        Ok(self.and_known_tool(tool.spec().name.clone()))
    }

    /// The same, and what is named: an effect, several by one word, or a tool.
    fn and_named(self, name: &str) -> Result<Self, UnknownConfirm> {
        let several = [(DESTRUCTIVE, Self::DESTRUCTIVE), (ALWAYS, Self::ALWAYS)];
        let several = several.into_iter().find(|(word, _)| *word == name).map(|(_, confirm)| confirm.effects);
        let is_covered = |effect: Effect| several.map_or(effect.as_str() == name, |effects| effects[effect as usize]);
        let mut effects = writes().filter(|effect| is_covered(*effect)).peekable();
        if effects.peek().is_none() { self.and_tool(name) } else { Ok(effects.fold(self, Self::and)) }
    }
}

/// The text names something that cannot be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnknownConfirm(String);

impl UnknownConfirm {
    fn name(name: &str) -> Self {
        let effects = writes().map(Effect::as_str).collect::<Vec<_>>().join(", ");
        Self(format!("`{name}` is not {NEVER}, {DESTRUCTIVE}, {ALWAYS}, an effect ({effects}) or the name of a tool"))
    }
}

impl FromStr for Confirm {
    type Err = UnknownConfirm;

    fn from_str(text: &str) -> Result<Self, UnknownConfirm> {
        let names: Vec<_> = text.split(',').map(str::trim).collect();
        if names == [NEVER] {
            return Ok(Self::NEVER);
        }
        if names.contains(&NEVER) {
            return Err(UnknownConfirm(format!("`{NEVER}` stands alone")));
        }
        names.into_iter().try_fold(Self::NEVER, Self::and_named)
    }
}
