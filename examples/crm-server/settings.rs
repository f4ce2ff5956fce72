//! What the operator has set for one CRM.

use std::{num::NonZeroUsize, path::Path};

use crm_mcp_tools::{crm::Confirm, sandbox::Clock};

/// What the operator has set for one CRM.
pub(crate) struct Settings<'a> {
    /// The address of its API in place of the vendor's. Then there is no sandbox.
    pub(crate) url: Option<&'a str>,
    /// The file of the sandbox; without one it is in memory.
    pub(crate) data: Option<&'a Path>,
    /// The date of the sandbox's demo data.
    pub(crate) clock: Clock,
    /// The scopes that are granted, those of other CRMs among them; all if none are named.
    pub(crate) scopes: Option<&'a [&'a str]>,
    /// Whether nobody may change anything.
    pub(crate) read_only: bool,
    pub(crate) answer_bytes: usize,
    pub(crate) confirm: &'a Confirm,
    /// Whether one client is served on standard input and output.
    pub(crate) is_stdio: bool,
    /// At most so many requests wait at once for a user's answer or for a change.
    pub(crate) most_waiting: NonZeroUsize,
    /// The flags that were given to narrow what is served.
    pub(crate) narrowing: &'a [&'static str],
}
