//! Which writes the user is asked to confirm.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use crm_mcp_core::Effect;

/// Which writes the user is asked to confirm, by a form that shows them.
///
/// Only a client that can show forms is asked. Any other client is served as if this were [`Confirm::NEVER`], and its own
/// approval of tools is what stands before a write. The form names the record and shows the fields that change; to a caller
/// who holds no scope to read these it shows the record's id and what is sent. A user who does not confirm ends the call
/// with an error of the code [`ErrorCode::Refused`](crm_mcp_core::ErrorCode::Refused), and nothing is changed.
///
/// As text it is a list, separated by commas, of `never`, `destructive`, `always`, effects and names of tools. Which tools
/// there are tells whoever has it [read](Self::parse):
///
/// ```
/// use crm_mcp_core::Effect;
/// use crm_mcp_tools::crm::{Confirm, UnknownConfirm};
///
/// let tools = [("add_note", Effect::Create), ("delete_note", Effect::Delete)];
/// let confirm = Confirm::parse("destructive,add_note", tools)?;
/// assert_eq!(confirm, Confirm::DESTRUCTIVE.and_tool("add_note"));
/// assert!(Confirm::parse("destructive,add_notes", tools).is_err());
/// # Ok::<(), UnknownConfirm>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// Whether each effect is asked about, in the order of [`Effect::ALL`].
    effects: [bool; Effect::ALL.len()],
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

    const fn and(mut self, effect: Effect) -> Self {
        // A read changes nothing, so there is nothing to confirm.
        self.effects[effect as usize] = !matches!(effect, Effect::Read);
        self
    }

    /// The same, and writes of this effect. [`Effect::Read`] adds nothing.
    #[must_use]
    pub fn and_effect(self, effect: Effect) -> Self {
        self.and(effect)
    }

    /// The same, and all writes of the tool with this name, whatever they turn out to do.
    ///
    /// It does not look whether there is such a tool: with a name that no tool has, nothing more is asked about.
    /// [`Confirm::parse`] looks.
    #[must_use]
    pub fn and_tool(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        Arc::make_mut(self.tools.get_or_insert_default()).insert(name.into());
        self
    }

    /// Reads it from text. The tools are those that may be named, each with its effect.
    pub fn parse<'a>(text: &str, tools: impl IntoIterator<Item = (&'a str, Effect)>) -> Result<Self, UnknownConfirm> {
        let names: Vec<_> = text.split(',').map(str::trim).collect();
        if names == [NEVER] {
            return Ok(Self::NEVER);
        }
        if names.contains(&NEVER) {
            return Err(UnknownConfirm(format!("`{NEVER}` stands alone")));
        }
        let tools: BTreeMap<_, _> = tools.into_iter().collect();
        names.into_iter().try_fold(Self::NEVER, |confirm, name| confirm.and_named(name, &tools))
    }

    /// The same, and what is named: an effect, several by one word, or one of the tools.
    fn and_named(self, name: &str, tools: &BTreeMap<&str, Effect>) -> Result<Self, UnknownConfirm> {
        let several = [(DESTRUCTIVE, Self::DESTRUCTIVE), (ALWAYS, Self::ALWAYS)];
        let several = several.into_iter().find(|(word, _)| *word == name).map(|(_, confirm)| confirm.effects);
        let is_covered = |effect: Effect| several.map_or(effect.as_str() == name, |effects| effects[effect as usize]);
        let mut effects = writes().filter(|effect| is_covered(*effect)).peekable();
        if effects.peek().is_some() {
            return Ok(effects.fold(self, Self::and));
        }
        match tools.get(name) {
            Some(Effect::Read) => Err(UnknownConfirm(format!("{name} only reads, and reads are not confirmed"))),
            Some(_) => Ok(self.and_tool(name.to_owned())),
            None => Err(UnknownConfirm::name(name)),
        }
    }

    /// Whether a write of this effect, carried out by this tool, is asked about.
    pub(crate) fn covers(&self, effect: Effect, tool: &str) -> bool {
        self.effects[effect as usize] || self.tools.as_ref().is_some_and(|tools| tools.contains(tool))
    }
}

/// The word for no write.
const NEVER: &str = "never";
/// The word for the effects of [`Confirm::DESTRUCTIVE`].
const DESTRUCTIVE: &str = "destructive";
/// The word for every write.
const ALWAYS: &str = "always";

/// The effects that change something.
fn writes() -> impl Iterator<Item = Effect> {
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
