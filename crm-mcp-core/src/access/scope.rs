//! A right on a resource, in the vendor's own words.

use std::{borrow::Cow, fmt};

/// A right on a resource, spelled as the vendor spells it: `contacts.readonly`, `conversations/message.write`.
///
/// A scope knows which broader scopes include it, so there is no second table to keep in step:
///
/// ```
/// use crm_mcp_core::Scope;
///
/// const NOTES_READ: Scope = Scope::new("notes.readonly").included_in(&["notes.write"]);
/// assert_eq!(NOTES_READ.as_str(), "notes.readonly");
/// ```
///
/// A scope that is known at run time only is made [from](Self#impl-From<String>-for-Scope) its name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    name: Cow<'static, str>,
    label: Option<&'static str>,
    included_in: &'static [&'static str],
}

impl Scope {
    /// A scope that nothing but itself satisfies.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), label: None, included_in: &[] }
    }

    /// What the vendor's settings page calls this scope, for messages to people: `View Contacts`.
    #[must_use]
    pub const fn labelled(mut self, label: &'static str) -> Self {
        self.label = Some(label);
        self
    }

    /// The same scope, satisfied as well by any of `broader`.
    #[must_use]
    pub const fn included_in(mut self, broader: &'static [&'static str]) -> Self {
        self.included_in = broader;
        self
    }

    /// The vendor's string.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The vendor's name of the scope for people, or the string itself.
    pub fn label(&self) -> &str {
        self.label.unwrap_or(&self.name)
    }

    /// Whether holding the scope named `granted` is enough.
    pub fn is_satisfied_by(&self, granted: &str) -> bool {
        self.name == granted || self.included_in.contains(&granted)
    }
}

/// A scope of this name, which nothing but itself satisfies.
impl From<String> for Scope {
    fn from(name: String) -> Self {
        Self { name: Cow::Owned(name), label: None, included_in: &[] }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Scope({})", self.name)
    }
}
