//! STUB

use serde::Serialize;
use std::fmt;

/// One thing that is wrong with a tool's arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where: `limit`, `tags[2]`, `customFields.birthday`.
    pub path: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)
    }
}
