//! What a tool does to the CRM, and everything that follows from it: hints for clients and the tier a caller needs.

use std::{fmt, str::FromStr};

/// What a tool does to the CRM. Every tool has exactly one.
///
/// The hints of MCP ([`Hints`]) and the tier a caller needs ([`Tier`]) are computed from it, so the three cannot
/// disagree. A policy that decides by the effect has to know them all, so a new one would be a new major version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Adds something and overwrites nothing.
    Create,
    /// Overwrites something that was there.
    Update,
    /// Removes something for good.
    Delete,
    /// Reaches people and cannot be taken back.
    Send,
}

impl Effect {
    /// All effects, mildest first.
    pub const ALL: [Self; 5] = [Self::Read, Self::Create, Self::Update, Self::Delete, Self::Send];

    /// The word that the `#[tool]` attribute uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Send => "send",
        }
    }

    /// The tool annotations of MCP that follow from this effect.
    pub const fn hints(self) -> Hints {
        let (read_only, destructive, idempotent, open_world) = match self {
            Self::Read => (true, false, true, false),
            Self::Create => (false, false, false, false),
            Self::Update | Self::Delete => (false, true, true, false),
            Self::Send => (false, true, false, true),
        };
        Hints { read_only, destructive, idempotent, open_world }
    }

    /// The lowest tier that may use a tool of this effect.
    pub const fn tier(self) -> Tier {
        match self {
            Self::Read => Tier::Read,
            Self::Create => Tier::WriteSafe,
            Self::Update | Self::Delete | Self::Send => Tier::WriteDestructive,
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The behaviour hints of MCP's `ToolAnnotations` (specification 2025-03-26 and later, `server/tools`).
#[expect(clippy::struct_excessive_bools, reason = "these four booleans are the protocol's")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hints {
    /// `readOnlyHint`: the tool changes nothing.
    pub read_only: bool,
    /// `destructiveHint`: the tool may do more than add.
    pub destructive: bool,
    /// `idempotentHint`: repeating a call changes nothing further.
    pub idempotent: bool,
    /// `openWorldHint`: the tool reaches beyond the CRM.
    pub open_world: bool,
}

/// How much a caller may change: the highest class of effects it was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Tools that change nothing.
    Read,
    /// Also tools that add and overwrite nothing.
    WriteSafe,
    /// Every tool.
    WriteDestructive,
}

impl Tier {
    /// The name of the tier, in the form of a scope.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "mcp.read",
            Self::WriteSafe => "mcp.write_safe",
            Self::WriteDestructive => "mcp.write_destructive",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A name that is not one of a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tiers are mcp.read, mcp.write_safe and mcp.write_destructive")]
pub struct UnknownTier;

/// The tier of this name, for those that grant tiers as scopes.
/// [`Caller::with_scopes`](crate::Caller::with_scopes) reads them so.
///
/// ```
/// use crm_mcp_core::Tier;
///
/// let granted = "contacts.readonly mcp.write_safe mcp.read";
/// assert_eq!(granted.split(' ').filter_map(|scope| scope.parse().ok()).max(), Some(Tier::WriteSafe));
/// ```
impl FromStr for Tier {
    type Err = UnknownTier;

    fn from_str(name: &str) -> Result<Self, UnknownTier> {
        [Self::Read, Self::WriteSafe, Self::WriteDestructive]
            .into_iter()
            .find(|tier| tier.as_str() == name)
            .ok_or(UnknownTier)
    }
}
