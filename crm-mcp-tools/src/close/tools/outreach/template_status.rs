//! Which templates are wanted, by whether they are put away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which templates are wanted, by whether they are put away.
// That `all` leaves out the archived ones is documented for Close's own server; its other words are not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum TemplateStatus {
    /// All but the archived ones.
    #[default]
    #[serde(alias = "active")]
    All,
    /// The archived ones.
    Archived,
}
