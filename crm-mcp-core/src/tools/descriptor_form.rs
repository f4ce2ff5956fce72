//! The forms in which clients are shown what there is, by revision.

use crate::wire::Revision;

/// The forms a descriptor has. Revisions in between changed nothing about it.
///
/// Every form has the annotations, which came with 2025-03-26. An older client ignores them, and a relay that speaks
/// 2024-11-05 to the server hands them on to clients that ask the user before a destructive tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DescriptorForm {
    /// Name, description, annotations, input schema.
    Unstructured,
    /// Also the output schema; and the titles of prompts and resources. The output schema promises structured content, which
    /// older revisions do not have, so it is kept from their clients.
    Structured,
}

impl DescriptorForm {
    pub(crate) const ALL: [Self; 2] = [Self::Unstructured, Self::Structured];

    pub(crate) fn of(revision: Revision) -> Self {
        match revision {
            Revision::V2024_11_05 | Revision::V2025_03_26 => Self::Unstructured,
            Revision::V2025_06_18 | Revision::V2025_11_25 | Revision::V2026_07_28 => Self::Structured,
        }
    }
}

/// A descriptor in every form, in the order of [`DescriptorForm::ALL`].
pub(crate) type Descriptors = [String; DescriptorForm::ALL.len()];
