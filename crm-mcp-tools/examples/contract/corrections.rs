//! Corrections: where the vendor's documents are known to be wrong, and what its API does instead.

use std::{collections::BTreeSet, path::Path};

use json_patch::Patch;
use serde::Deserialize;
use serde_json::Value;

use crate::{Result, documents::read_json};

/// What stands for all operations that the documents have.
const EVERY: &str = "*";

/// One fault of the documents, of one or more operations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correction {
    /// What is wrong, and how that is known.
    why: String,
    /// The operations that have this fault, as `METHOD path`; `*` is all that the documents have.
    operations: BTreeSet<String>,
    /// The correction, as a JSON Patch (RFC 6902) of the operation in the form of the contract; of null if the documents
    /// do not have the operation.
    patch: Patch,
}

pub(crate) fn read(path: &Path) -> Result<Vec<Correction>> {
    Ok(serde_json::from_value(read_json(path)?)?)
}

/// Refuses corrections of operations that the contract does not list.
pub(crate) fn check_names(corrections: &[Correction], is_listed: impl Fn(&str) -> bool) -> Result<()> {
    let mut names = corrections.iter().flat_map(|correction| &correction.operations);
    match names.find(|name| *name != EVERY && !is_listed(name)) {
        Some(name) => Err(format!("corrections.json corrects {name}, which operations.json does not list").into()),
        None => Ok(()),
    }
}

/// Corrects an operation; gives a line for each correction that does not apply.
pub(crate) fn apply(corrections: &[Correction], name: &str, operation: &mut Value) -> Vec<String> {
    let is_documented = !operation.is_null();
    let of_this = corrections.iter().filter(|correction| correction.is_of(name, is_documented));
    of_this.filter_map(|correction| Some(format!("{}: {}", correction.apply(operation)?, correction.why))).collect()
}

impl Correction {
    fn is_of(&self, name: &str, is_documented: bool) -> bool {
        self.operations.contains(name) || is_documented && self.operations.contains(EVERY)
    }

    /// Corrects the operation, or says why that cannot be done.
    fn apply(&self, operation: &mut Value) -> Option<String> {
        let before = operation.clone();
        match json_patch::patch(operation, &self.patch) {
            Err(error) => Some(format!("a correction does not apply any more ({error})")),
            Ok(()) if *operation == before => Some("a correction is not needed any more".to_owned()),
            Ok(()) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_within(place: &str, other: &str) -> bool {
        place.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    #[test]
    fn no_two_corrections_of_an_operation_touch_one_place() {
        for stored in crate::stored() {
            check_places(&read(&stored.join("corrections.json")).unwrap());
        }
    }

    fn check_places(corrections: &[Correction]) {
        for (index, one) in corrections.iter().enumerate() {
            let names = |names: &Correction, of: &Correction| names.operations.iter().any(|name| of.is_of(name, true));
            for other in corrections[index + 1..].iter().filter(|other| names(one, other) || names(other, one)) {
                for (here, there) in
                    one.patch.iter().flat_map(|here| other.patch.iter().map(move |there| (here, there)))
                {
                    let (here, there) = (here.path().as_str(), there.path().as_str());
                    // What adds an operation is corrected like a documented one.
                    if here.is_empty() || there.is_empty() {
                        continue;
                    }
                    assert!(!is_within(here, there) && !is_within(there, here), "{}: {}", one.why, other.why);
                }
            }
        }
    }
}
