//! Where the custom fields of a kind of record are defined.

use super::record_kinds::{CUSTOM_ACTIVITY, CUSTOM_OBJECT, Kind};

/// Where the custom fields of a kind of record are defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldSource {
    /// In the schemas of leads, contacts and opportunities.
    Schemas,
    /// In the types of custom activities.
    ActivityTypes,
    /// In the types of custom objects.
    ObjectTypes,
}

impl FieldSource {
    /// Where those of this kind are.
    pub(in crate::close) fn of(kind: &Kind) -> Self {
        let is = |other: &Kind| kind.noun == other.noun;
        match kind {
            _ if is(&CUSTOM_ACTIVITY) => Self::ActivityTypes,
            _ if is(&CUSTOM_OBJECT) => Self::ObjectTypes,
            _ => Self::Schemas,
        }
    }
}
