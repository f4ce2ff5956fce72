//! Which writes the user is asked to confirm.

use std::{borrow::Cow, collections::BTreeSet, fmt, sync::Arc};

use crm_mcp_core::Effect;

/// Which writes the user is asked to confirm, by a form that shows them.
///
/// Only a client that can show forms is asked. Any other client is served as if this were [`Confirm::NEVER`], and its own
/// approval of tools is what stands before a write. The form names the contact or the opportunity and shows the fields that
/// change; to a caller who holds no scope to read these it shows their id and what is sent. A user who does not confirm ends
/// the call with an error of the code [`ErrorCode::Refused`](crm_mcp_core::ErrorCode::Refused), and nothing is changed.
///
/// As text it is a list, separated by commas, of `never`, `destructive`, `always`, effects and names of tools:
///
/// ```
/// use crm_mcp_tools::highlevel::Confirm;
///
/// let confirm: Confirm = "destructive,contacts_add-tags".parse()?;
/// assert_eq!(confirm, Confirm::DESTRUCTIVE.and_tool("contacts_add-tags")?);
/// # Ok::<(), crm_mcp_tools::highlevel::UnknownConfirm>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// Whether each effect is asked about, in the order of [`Effect::ALL`].
    pub(crate) effects: [bool; Effect::ALL.len()],
    /// The tools that are asked about whatever their effect.
    tools: Option<Arc<BTreeSet<Cow<'static, str>>>>,
}

impl Confirm {
    /// No write.
    pub const NEVER: Self = Self { effects: [false; Effect::ALL.len()], tools: None };

    /// Writes that overwrite, remove or reach people: the effects `update`, `delete` and `send`. An upsert that finds nothing
    /// to overwrite is not asked about. This is the default.
    pub const DESTRUCTIVE: Self = Self::NEVER.and(Effect::Update).and(Effect::Delete).and(Effect::Send);

    /// Every write.
    pub const ALWAYS: Self = Self::DESTRUCTIVE.and(Effect::Create);

    pub(crate) const fn and(mut self, effect: Effect) -> Self {
        // A read changes nothing, so there is nothing to confirm.
        self.effects[effect as usize] = !matches!(effect, Effect::Read);
        self
    }

    /// The same, and writes of this effect. [`Effect::Read`] adds nothing.
    #[must_use]
    pub fn and_effect(self, effect: Effect) -> Self {
        self.and(effect)
    }

    /// The same, and all writes of the tool with this name. Nobody has looked whether there is such a tool.
    pub(crate) fn and_known_tool(mut self, name: Cow<'static, str>) -> Self {
        Arc::make_mut(self.tools.get_or_insert_default()).insert(name);
        self
    }

    /// Whether a write of this effect, carried out by this tool, is asked about.
    pub(crate) fn covers(&self, effect: Effect, tool: &str) -> bool {
        self.effects[effect as usize] || self.tools.as_ref().is_some_and(|tools| tools.contains(tool))
    }
}

/// The word for no write.
pub(crate) const NEVER: &str = "never";
/// The word for the effects of [`Confirm::DESTRUCTIVE`].
pub(crate) const DESTRUCTIVE: &str = "destructive";
/// The word for every write.
pub(crate) const ALWAYS: &str = "always";

/// The effects that change something.
pub(crate) fn writes() -> impl Iterator<Item = Effect> {
    Effect::ALL.into_iter().filter(|effect| *effect != Effect::Read)
}

impl Default for Confirm {
    fn default() -> Self {
        Self::DESTRUCTIVE
    }
}

impl fmt::Display for Confirm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tools = self.tools.iter().flat_map(|tools| tools.iter().cloned());
        let named = [(DESTRUCTIVE, Self::DESTRUCTIVE), (ALWAYS, Self::ALWAYS)];
        let named = named.into_iter().find(|(_, confirm)| confirm.effects == self.effects).map(|(word, _)| word);
        let effects = writes().filter(|effect| named.is_none() && self.effects[*effect as usize]).map(Effect::as_str);
        let words: Vec<_> = named.into_iter().chain(effects).map(Cow::Borrowed).chain(tools).collect();
        formatter.write_str(&if words.is_empty() { NEVER.to_owned() } else { words.join(",") })
    }
}
