//! The forms in which clients are shown what there is, by revision.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::wire::{Icon, Revision};

/// The forms a descriptor has. Revisions in between changed nothing about it.
///
/// Every form has the annotations, which came with 2025-03-26. An older client ignores them, and a relay that speaks
/// 2024-11-05 to the server hands them on to clients that ask the user before a destructive tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DescriptorForm {
    /// Name, description, annotations, input schema.
    Unstructured,
    /// Also the output schema; and the titles of prompts and resources. The output schema promises structured content, which
    /// older revisions do not have, so it is kept from their clients. And `_meta`, which came at the same time.
    Structured,
    /// Also icons.
    Illustrated,
}

impl DescriptorForm {
    pub(crate) const ALL: [Self; 3] = [Self::Unstructured, Self::Structured, Self::Illustrated];

    pub(crate) fn of(revision: Revision) -> Self {
        match revision {
            Revision::V2024_11_05 | Revision::V2025_03_26 => Self::Unstructured,
            Revision::V2025_06_18 => Self::Structured,
            Revision::V2025_11_25 | Revision::V2026_07_28 => Self::Illustrated,
        }
    }
}

/// A descriptor in every form, in the order of [`DescriptorForm::ALL`].
pub(crate) type Descriptors = [String; DescriptorForm::ALL.len()];

/// What every descriptor ends in, if there is something of it.
#[derive(Serialize)]
pub(crate) struct DescriptorEnd<'a> {
    #[serde(skip_serializing_if = "<[Icon]>::is_empty")]
    icons: &'a [Icon],
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<&'a Map<String, Value>>,
}

impl<'a> DescriptorEnd<'a> {
    /// As far as a form has it.
    pub(crate) fn new(icons: &'a [Icon], meta: &'a Map<String, Value>, form: DescriptorForm) -> Self {
        Self {
            icons: if form >= DescriptorForm::Illustrated { icons } else { &[] },
            meta: (form >= DescriptorForm::Structured && !meta.is_empty()).then_some(meta),
        }
    }
}
