//! The rights that a prompt asks for where it leads to writes: the tiers, each in the place of a scope.

use crm_mcp_core::{Scope, Tier};

/// The right to add. Who may change may add too.
pub(in crate::close) const ADDING: Scope = Scope::new(Tier::WriteSafe.as_str()).included_in(&[CHANGES]);
/// The right to change what is there.
pub(in crate::close) const CHANGING: Scope = Scope::new(CHANGES);
const CHANGES: &str = Tier::WriteDestructive.as_str();
