//! An outcome that calls or meetings can have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{close::records::custom_values::CloseRecord, crm::record::record};

/// An outcome that calls or meetings can have.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ActivityOutcome {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// When it is chosen.
    pub description: Option<String>,
    /// What can have it: `calls`, `meetings`.
    pub applies_to: Vec<String>,
}

impl CloseRecord for ActivityOutcome {}
