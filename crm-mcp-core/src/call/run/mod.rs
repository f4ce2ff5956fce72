//! One run of a tool within a call.

mod begin;

use std::{collections::BTreeMap, sync::Mutex};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::lock::lock;

/// A run of a tool.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Tells the questions of this run from those of others in the same call. Empty in the run that the client asked for.
    scope: String,
    /// How many runs of each kind this one has begun.
    begun: Mutex<BTreeMap<String, u32>>,
}

impl Run {
    fn key_of(&self, key: &str) -> String {
        if self.scope.is_empty() { key.to_owned() } else { format!("{}.{key}", self.scope) }
    }

    /// The scope of a run that this one begins. A run that is repeated with what the user answered gets the same one.
    fn inner_scope(&self, name: &str, arguments: &str) -> String {
        /// So much of a digest is enough to tell the runs of one call apart.
        const LENGTH: usize = 16;

        let kind = json!([self.scope, name, arguments]).to_string();
        let mut begun = lock(&self.begun);
        let count = begun.entry(kind.clone()).or_default();
        *count += 1;
        let mut scope = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{count} {kind}")));
        scope.truncate(LENGTH);
        scope
    }
}
